"""An incremental build: the same models over the units that changed, merged into what stands.

Every model but those tagged `across_units` is local to a unit: its rows of one unit follow from
that unit's documents and the seeds alone. A document that lists the units of its department is
theirs too (`ingest.warehouse.kin`). So the rows of the units of a new, changed or withdrawn
document are made in a database of their own, by the whole project and with all its tests, and take
the place of those units' rows in a copy of the published database; then the models across units are
rebuilt there. Where code, seeds or tools differ from those of the published warehouse, or
many units changed, everything is rebuilt.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from ingest.base.errors import BuildError, Place
from ingest.base.settings import DATABASE
from ingest.base.sql import literal, quoted, row_counts, statements_of
from ingest.rows.read import CONTENT_HASH, Landing, batches, check_documents
from ingest.rows.schema import BLOCKS, DOCUMENTS, KEYS, RECORDS
from ingest.warehouse import provenance
from ingest.warehouse.kin import kin_of
from ingest.warehouse.load import ASIDE, FILED, FILES_HASH
from ingest.warehouse.manifest import comes_of_documents, nodes_above

_sql = statements_of(__file__)

ACROSS_UNITS = "across_units"
"""The tag of a model whose rows of one unit depend on other units, or belong to none."""

LARGEST_SHARE = 0.3
"""The share of the documents from which on a full build costs less than the merge of a part."""

_SCHEMAS = ("raw", "staging", "intermediate", "marts", "semantic")


@dataclass(frozen=True, slots=True)
class Change:
    """What a landing folder changes of a published warehouse, closed under units.

    Attributes:
        units: The units of a document that is new, changed or withdrawn, and their kin.
        before: The documents of these units in the published warehouse.
        now: The documents of these units in the landing folder.
        same: Those of `now` that are in files of which the warehouse was made, and that it holds.
            What it set aside is read again, as what broke it may have been another document.
    """

    units: frozenset[str]
    before: frozenset[str]
    now: frozenset[str]
    same: frozenset[str]

    @property
    def is_nothing(self) -> bool:
        """Whether the landing folder holds just what the warehouse was made of."""
        return not self.units


@dataclass(frozen=True, slots=True)
class _Document:
    """Whose a document is and what it holds; the files are null where they were not looked at.

    `units` are its own unit and those that it lists.
    """

    units: frozenset[str]
    content: str
    is_aside: bool = False
    files: str | None = None


def change_of(landing: Landing, warehouse: Path, code: provenance.Facts) -> Change | None:
    """What a landing folder changes of the published warehouse.

    Only files that are not those of which the warehouse was made are read.

    Args:
        landing: The landing folder.
        warehouse: The published warehouse, if there is one.
        code: The code of this build, as `provenance.code` has it.

    Returns:
        The change; None where only a full build will do: nothing is published, it was made by
        other code, seeds, tools or settings, or too much of it changed.

    Raises:
        LandingError: A file that is not as it was breaks the schema, or there is no document.
    """
    facts = provenance.identity(warehouse)
    database = warehouse / DATABASE
    if not provenance.is_of(facts, code):
        return None
    if provenance.stamped(database).get("build_id") != facts.get("build_id"):
        return None
    before = _published(database)
    same = _same(landing, before)
    now = {document: before[document] for document in same} | _read(landing, same)
    check_documents(landing.folder, len(now))
    changed = {
        document
        for document in before.keys() | now.keys()
        if document not in before
        or document not in now
        or before[document].content != now[document].content
    }
    of_changed = (known[d].units for known in (before, now) for d in changed & known.keys())
    told = (document.units for known in (before, now) for document in known.values())
    units = kin_of(chain.from_iterable(of_changed), told)
    of_units = frozenset(d for d, document in now.items() if document.units & units)
    change = Change(
        units=units,
        before=frozenset(d for d, document in before.items() if document.units & units),
        now=of_units,
        same=frozenset(d for d in of_units & same if not before[d].is_aside),
    )
    return None if len(change.now) > LARGEST_SHARE * len(now) else change


def _same(landing: Landing, before: Mapping[str, _Document]) -> frozenset[str]:
    """The documents of files of which the published warehouse was made."""
    return frozenset(
        document
        for bundle in landing.bundles
        if bundle.documents <= before.keys()
        for digest in (bundle.sha256(),)
        if all(before[document].files == digest for document in bundle.documents)
        for document in bundle.documents
    )


def _read(landing: Landing, same: frozenset[str]) -> dict[str, _Document]:
    """The documents of all other files, by what their rows hold."""
    others = tuple(b for b in landing.bundles if not b.documents or not b.documents <= same)
    if not others:
        return {}
    names = ("document_id", "unit_id", "parent_unit_id", CONTENT_HASH)
    found: dict[str, _Document] = {}
    for tables in batches(Landing(landing.folder, others)):
        columns = [tables[DOCUMENTS.name].column(name).to_pylist() for name in names]
        listed = _listed(tables[BLOCKS.name])
        for document_id, unit_id, parent, content in zip(*columns, strict=True):
            units = {unit_id, *listed[document_id]} | ({parent} if parent else set())
            found[document_id] = _Document(frozenset(units), content)
    return found


def _listed(blocks: pa.Table) -> dict[str, set[str]]:
    """The units that documents list, by document."""
    found: dict[str, set[str]] = defaultdict(set)
    pairs = (blocks.column(name).to_pylist() for name in ("document_id", "listed_unit_id"))
    for document_id, unit_id in zip(*pairs, strict=True):
        found[document_id].add(unit_id)
    return found


def append(database: Path, part: Path, manifest: Mapping[str, Any]) -> None:
    """Put the rows of a part beside those of other units, in one transaction.

    Args:
        database: A database of other units; it is changed.
        part: The database made of some units' documents alone.
        manifest: dbt's manifest of the project that made both.

    Raises:
        BuildError: As of `merge`.
    """
    nobody = frozenset[str]()
    merge(database, part, Change(nobody, nobody, nobody, nobody), manifest)


def merge(database: Path, part: Path, change: Change, manifest: Mapping[str, Any]) -> None:
    """Put the rows of a part in the place of those that its units had, in one transaction.

    Args:
        database: A copy of the published database; it is changed.
        part: The database made of the changed units' documents alone; it may be missing, where
            these units have no document any more.
        change: The change.
        manifest: dbt's manifest of the project that made both.

    Raises:
        BuildError: A table has neither a unit nor a document, comes of documents all the same,
            and is not tagged as one across units: what to replace of it cannot be told.
    """
    with duckdb.connect(str(database)) as connection:
        # Row groups may follow each other in any order, which is quicker; within one, the rows of
        # a unit lie together all the same.
        connection.execute("set preserve_insertion_order = false")
        tables = _tables(connection)
        kept = _kept_whole(tables, manifest)
        if part.is_file():
            connection.execute(f"attach {literal(str(part))} as part (read_only)")
        replaced = {table: columns for table, columns in tables.items() if table not in kept}
        filled = _filled(connection, replaced) if part.is_file() else frozenset()
        connection.begin()
        for table, columns in replaced.items():
            _replace(connection, table, columns, change, is_filled=table in filled)
        connection.commit()
        if part.is_file():
            connection.execute("detach part")
        connection.execute("checkpoint")


def _published(database: Path) -> dict[str, _Document]:
    """The documents of a database and those that it set aside, by id."""
    query = (
        f"select document_id, unit_id, {CONTENT_HASH}, is_aside, {FILES_HASH}"  # noqa: S608 - our own names
        f" from (select document_id, unit_id, {CONTENT_HASH}, false as is_aside from raw.documents"
        f" union select document_id, unit_id, {CONTENT_HASH}, true from raw.{ASIDE})"
        f" left join raw.{FILED} using (document_id)"
    )
    with duckdb.connect(str(database), read_only=True) as connection:
        kin = dict(connection.sql(_sql("kin")).fetchall())
        return {
            document_id: _Document(frozenset(kin.get(document_id, (unit_id,))), *rest)
            for document_id, unit_id, *rest in connection.sql(query).fetchall()
        }


def _tables(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], list[str]]:
    """The tables of the layers that come of documents, with their columns in order."""
    rows = connection.execute(
        "select schema_name, table_name, list(column_name order by column_index)"
        " from duckdb_columns() join duckdb_tables() using (database_name, schema_name, table_name)"
        " where database_name = current_database() and list_contains(?, schema_name)"
        " group by all order by all",
        [list(_SCHEMAS)],
    ).fetchall()
    return {(schema, table): columns for schema, table, columns in rows}


def _kept_whole(
    tables: Mapping[tuple[str, str], list[str]], manifest: Mapping[str, Any]
) -> set[tuple[str, str]]:
    """The tables that a merge leaves alone: of seeds only, rebuilt across units, or the stamp."""
    records = {record.name for record in RECORDS}
    nodes = {
        (node["schema"], node["alias"]): node
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model"
    }
    kept = {
        (schema, name)
        for (schema, name), columns in tables.items()
        if schema == "raw" and name not in records and not set(KEYS) & set(columns)
    }
    for table, columns in tables.items():
        node = nodes.get(table)
        if node is None:
            continue
        if ACROSS_UNITS in node["tags"] or not comes_of_documents(node, manifest):
            kept.add(table)
            continue
        above = _tagged_above(node, manifest)
        if above:
            raise BuildError(
                Place(node["original_file_path"]),
                f"The model depends on {above[0]}, which is tagged {ACROSS_UNITS}.",
                f"Tag it {ACROSS_UNITS} too.",
            )
        if not set(KEYS) & set(columns):
            raise BuildError(
                Place(node["original_file_path"]),
                "The model has neither a unit_id nor a document_id.",
                f"Give it one, or tag it {ACROSS_UNITS}.",
            )
    return kept


def _tagged_above(node: Mapping[str, Any], manifest: Mapping[str, Any]) -> list[str]:
    """The names of the models across units that a model depends on, by whatever way."""
    nodes = (manifest["nodes"].get(name, {}) for name in sorted(nodes_above(node, manifest)))
    return [above["name"] for above in nodes if ACROSS_UNITS in above.get("tags", ())]


def _filled(
    connection: duckdb.DuckDBPyConnection, tables: Iterable[tuple[str, str]]
) -> frozenset[tuple[str, str]]:
    """The tables that have rows in the part."""
    asked = list(tables)
    counts = row_counts(connection, [f"part.{_name(table)}" for table in asked])
    return frozenset(table for table, count in zip(asked, counts, strict=True) if count)


def _name(table: tuple[str, str]) -> str:
    return ".".join(quoted(part) for part in table)


def _replace(
    connection: duckdb.DuckDBPyConnection,
    table: tuple[str, str],
    columns: list[str],
    change: Change,
    *,
    is_filled: bool,
) -> None:
    """Replace a table's rows of the changed units; names are our own, values are parameters.

    Units of which no document was there have no rows either.
    """
    key = next(name for name in KEYS if name in columns)
    values = change.units if key == "unit_id" else change.before | change.now
    name = _name(table)
    if change.before:
        connection.execute(
            f"delete from {name} where {key} in (select unnest(?::varchar[]))",  # noqa: S608
            [sorted(values)],
        )
    if is_filled:
        connection.execute(f"insert into {name} by name select * from part.{name}")  # noqa: S608
