"""Writing the site: pages, assets and checksums, the same bytes for the same warehouse."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import duckdb

from ingest.base.checksums import write_checksums
from ingest.base.errors import Place, WarehouseError
from ingest.serving.report.bounds import Bounds
from ingest.serving.report.bundle import javascript
from ingest.serving.report.charts import Context, ordered_colours
from ingest.serving.report.figures import Desk
from ingest.serving.report.originals import Originals
from ingest.serving.report.pages import pages
from ingest.serving.report.places import Drawn, documents_base, documents_folder
from ingest.serving.report.query import orders
from ingest.serving.report.sources import Sources
from ingest.serving.report.wanted import WANTED, Wanted
from ingest.warehouse import provenance

_ASSETS = Path(__file__).parent / "assets"


def write_site(
    database: Path,
    folder: Path,
    units: Sequence[str] = (),
    documents: str = "",
    bounds: Bounds | None = None,
) -> str:
    """Write the site of a warehouse into an empty folder.

    Args:
        database: The warehouse's database, only read.
        folder: The folder, which must exist.
        units: The units of the report by id; all if none are named.
        documents: Where the source documents lie, a folder or an address; empty if not known.
        bounds: How much it holds of a large warehouse; the units that are named all have pages.

    Returns:
        The build that the site is of.

    Raises:
        WarehouseError: The warehouse lacks a mart or a build id, or holds no such unit.
    """
    build_id = provenance.stamped(database).get("build_id")
    if build_id is None:
        raise WarehouseError(database, "It has no build id.", "Run `make build`.")

    def write(path: str, text: str) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())

    for asset in sorted(_ASSETS.iterdir()):
        write(f"assets/{asset.name}", asset.read_text(encoding="utf-8"))
    write("assets/vega.js", javascript())
    write(WANTED, Wanted(tuple(units), documents).text())
    with duckdb.connect(str(database), read_only=True) as connection:
        known = _units(connection, database, units)
        variables = orders(connection)
        if units:
            variables["units"] = sorted(units)
        desk = Desk(connection, variables, bounds=_bounds(bounds or Bounds(), units))
        colours = ordered_colours(desk.ask("function_share").rows, "code")
        desk = replace(desk, context=Context(colours), drawn=_drawn(desk))
        build = {"build_id": build_id, **known, "chosen": len(set(units))}
        with Sources(documents_folder(documents)) as sources:
            for page in pages(desk, build, documents_base(documents), Originals(sources)):
                write(page.path, page.text)
    write_checksums(folder)
    return str(build_id)


def _bounds(given: Bounds, units: Sequence[str]) -> Bounds:
    """The bounds of a report: whoever names units wants each of them."""
    return replace(given, units=max(given.units, len(set(units))))


def _drawn(desk: Desk) -> Drawn:
    """What has a page of its own."""
    most = {"most_units": desk.bounds.units, "most_documents": desk.bounds.documents}
    rows = desk.ask("drawn", **most).rows
    return Drawn(
        frozenset(str(row["unit_id"]) for row in rows),
        frozenset(str(row["document_id"]) for row in rows if row["document_id"]),
    )


def _units(
    connection: duckdb.DuckDBPyConnection, database: Path, chosen: Sequence[str]
) -> dict[str, int]:
    """How many units and documents there are, once it is known that the chosen are among them."""
    query = "select unit_id from marts.dim_unit where has_filed"
    ids = {row[0] for row in connection.execute(query).fetchall()}
    unknown = sorted(set(chosen) - ids)
    if unknown:
        problem = f"It holds no unit {', '.join(unknown)}."
        raise WarehouseError(Place(str(database)), problem, "Units are in marts.dim_unit.")
    query = "select count(*) from marts.dim_document where is_current"
    return {"units": len(ids), "documents": connection.execute(query).fetchall()[0][0]}
