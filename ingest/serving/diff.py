"""What changed between two builds of a warehouse, by mart and document."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ingest.base import log
from ingest.base.errors import WarehouseError
from ingest.base.settings import DATABASE
from ingest.base.sql import literal, quoted
from ingest.publication.site import Site, kept_ids
from ingest.warehouse.provenance import identity

_MARTS = """
    select table_name, list(column_name order by column_index)
    from duckdb_columns()
    where database_name = ? and schema_name = 'marts'
    group by table_name
    order by table_name
"""
_OF = ("document_id", "unit_id")
"""The columns that identify rows, the first that a mart has."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How a mart differs for a document, or for a unit or as a whole where it has no documents.

    Attributes:
        mart: The mart.
        of: The document or unit; empty where the mart has neither.
        gone: Rows that only the earlier build has; a row that changed is one of them.
        new: Rows that only the later build has.
        said: What differs of the mart as a whole, such as a column that one build has.
    """

    mart: str
    of: str
    gone: int
    new: int
    said: str = ""


def print_differences(warehouse: Path, earlier: str = "", later: str = "") -> None:
    """Say what changed between two builds of a warehouse.

    Args:
        warehouse: The published warehouse.
        earlier: The id of a build that is kept; the one before `later` if not named.
        later: The id of another; the published one if not named.

    Raises:
        WarehouseError: A build is not kept.
    """
    site = Site(warehouse.resolve())
    later = later or identity(site.warehouse).get("build_id", "")
    kept = kept_ids(site)
    earlier = earlier or max((name for name in kept if name < later), default="")
    for build in (earlier, later):
        if build not in kept:
            problem = f"The build {build!r} is not kept." if build else "No other build is kept."
            raise WarehouseError(warehouse, problem, "Name one that `make history` lists as kept.")
    found = list(differences(site.kept / earlier / DATABASE, site.kept / later / DATABASE))
    for one in found:
        text = one.said or f"{one.of}: {one.gone} rows gone, {one.new} rows new"
        fields = {"of": one.of, "gone": one.gone, "new": one.new}
        log.info("difference", f"{one.mart}: {text.removeprefix(': ')}", mart=one.mart, **fields)
    marts = len({one.mart for one in found})
    text = f"{earlier} to {later}: {marts} marts differ"
    log.info("differences", text, earlier=earlier, later=later, marts=marts)


def differences(earlier: Path, later: Path) -> Iterator[Difference]:
    """How the marts of two databases differ, by mart and document.

    Args:
        earlier: A database.
        later: Another.
    """
    with duckdb.connect() as connection:
        marts = []
        for name, path in (("earlier", earlier), ("later", later)):
            connection.execute(f"attach {literal(str(path))} as {name} (read_only)")
            marts.append(dict(connection.execute(_MARTS, [name]).fetchall()))
        for mart in sorted(marts[0].keys() | marts[1].keys()):
            before, after = (columns.get(mart) for columns in marts)
            if before is None or after is None:
                said = "the mart is new" if before is None else "the mart is gone"
                yield Difference(mart, "", 0, 0, said)
                continue
            for said, names in (("gone", before), ("new", after)):
                other = after if names is before else before
                if only := ", ".join(name for name in names if name not in other):
                    yield Difference(mart, "", 0, 0, f"columns {said}: {only}")
            yield from _rows(connection, mart, [name for name in before if name in after])


def _rows(
    connection: duckdb.DuckDBPyConnection, mart: str, columns: list[str]
) -> Iterator[Difference]:
    """The rows that one of two databases alone has, counted by whose they are."""
    of = next((f"coalesce({name}, '')" for name in _OF if name in columns), "''")
    names = ", ".join(map(quoted, columns))
    sides = [f"select {names} from {name}.marts.{quoted(mart)}" for name in ("earlier", "later")]  # noqa: S608 - quoted
    query = (
        f"select whose, count(*) filter (side = 0), count(*) filter (side = 1) from ("  # noqa: S608 - quoted
        f"select {of} as whose, 0 as side from ({sides[0]} except all {sides[1]})"
        f" union all select {of}, 1 from ({sides[1]} except all {sides[0]})"
        f") group by whose order by whose"
    )
    for whose, gone, new in connection.execute(query).fetchall():
        yield Difference(mart, whose, gone, new)
