"""The command line: extract, add, load, build, export, rollback, history, check, metrics, docs.

Exit status 0; 2 for bad input; 3 where another process builds; 4 where the disk is full, read-only
or failing; 5 where documents were quarantined and the rest was added; 1 for a model or test that
failed, and for a fault of ours.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from ingest.base import log
from ingest.base.errors import BuildError, BusyError, DiskError, MingzhangError
from ingest.base.settings import PROJECT
from ingest.extraction.pool import SECONDS
from ingest.intake.paths import named_documents
from ingest.intake.take import Intake, take_in
from ingest.rows.holdings import locked

_BAD_INPUT = 2
_QUARANTINED = 5
_STATUS: dict[type[MingzhangError], int] = {BuildError: 1, BusyError: 3, DiskError: 4}

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

Disclosures = Annotated[
    str,
    typer.Option(envvar="DISCLOSURES", help="Documents or folders of documents, parted by blanks."),
]
Extracted = Annotated[Path, typer.Option(help="Folder of the extracted rows.")]
Warehouse = Annotated[Path, typer.Option(help="Folder that the warehouse is published to.")]
Keep = Annotated[
    int, typer.Option(min=0, envvar="KEEP", help="Warehouses to keep beside the published one.")
]


@app.command()
def extract(
    disclosures: Disclosures,
    extracted: Extracted = Path("data/extracted"),
) -> None:
    """Read documents and write their extracted rows, with a report."""
    found: list[Intake] = []

    def run() -> None:
        paths = named_documents(disclosures)
        with locked(extracted):
            intake = take_in(paths, extracted)
        found.append(intake)
        failed = len(intake.failures)
        log.say("extracted", f"{len(paths)} files, {failed} failed", files=len(paths))

    _guarded(run)
    if found[0].failures:
        raise typer.Exit(_BAD_INPUT)


@app.command()
def add(
    disclosures: Disclosures,
    extracted: Extracted = Path("data/extracted"),
    warehouse: Warehouse = Path("warehouse"),
    keep: Keep = 3,
    seconds: Annotated[
        float, typer.Option(min=0.1, help="How long one document may take.")
    ] = SECONDS,
) -> None:
    """Extract documents into the rows, build and publish, and report each; all of it or nothing."""
    from ingest.intake.add import add as add_documents  # noqa: PLC0415 - dbt takes a second to import
    from ingest.intake.report import report  # noqa: PLC0415 - extract needs no database

    found: list[Intake] = []

    def run() -> None:
        paths = named_documents(disclosures)
        found.append(add_documents(paths, extracted, warehouse, keep=keep, seconds=seconds))
        report(warehouse, found[0])

    _guarded(run)
    if found[0].failures:
        raise typer.Exit(_QUARANTINED)


@app.command()
def load(
    database: Annotated[Path, typer.Option(help="The DuckDB file to load into.")],
    extracted: Extracted = Path("data/extracted"),
) -> None:
    """Load extracted rows into schema raw of a DuckDB file."""
    from ingest.warehouse.load import load as load_rows  # noqa: PLC0415 - extract needs no database

    def run() -> None:
        loaded = load_rows(extracted, database)
        changes = {
            "added": loaded.added,
            "replaced": loaded.replaced,
            "removed": loaded.removed,
            "unchanged": loaded.unchanged,
        }
        text = ", ".join(f"{len(documents)} {change}" for change, documents in changes.items())
        log.say("loaded", f"documents: {text}", **changes, rows=loaded.rows)

    _guarded(run)


@app.command()
def build(
    extracted: Extracted = Path("data/extracted"),
    warehouse: Warehouse = Path("warehouse"),
    keep: Keep = 3,
    full: Annotated[bool, typer.Option("--full", help="Make all anew.")] = False,  # noqa: FBT002
) -> None:
    """Load, transform, test and export what changed, then publish the warehouse as a whole."""
    from ingest.intake.add import settle_left  # noqa: PLC0415 - as above
    from ingest.publication import build as builds  # noqa: PLC0415 - dbt takes a second to import

    def run() -> None:
        settle_left(extracted, warehouse)
        builds.build(extracted, warehouse, PROJECT, keep, full=full)

    _guarded(run)


@app.command()
def export(
    warehouse: Warehouse = Path("warehouse"),
    keep: Keep = 3,
    dest: Annotated[str, typer.Option(help="Folder to write the exports to instead.")] = "",
    form: Annotated[str, typer.Option("--format", help="parquet, csv or xlsx.")] = "parquet",
    bom: Annotated[bool, typer.Option("--bom", help="Mark CSV as UTF-8, for Excel.")] = False,  # noqa: FBT002
) -> None:
    """Write the exports of a published warehouse anew, or to DEST in another form."""
    _guarded(lambda: _export(warehouse, keep, dest, form, bom=bom))


def _export(warehouse: Path, keep: int, dest: str, form: str, *, bom: bool) -> None:
    from ingest.exports.forms import check_form, write_form  # noqa: PLC0415 - polars takes a while

    check_form(form, dest)
    if not dest:
        from ingest.publication.export_again import export_again  # noqa: PLC0415 - dbt takes a second to import

        export_again(warehouse, keep=keep)
        return
    names = write_form(warehouse / "exports", Path(dest), form, bom=bom)
    log.say("exported", f"exported: {len(names)} files to {dest}", files=names, folder=dest)


@app.command()
def rollback(
    warehouse: Warehouse = Path("warehouse"),
    to: Annotated[str, typer.Option(help="The build to return to; else the one before.")] = "",
) -> None:
    """Publish a kept warehouse again; the one it replaces is kept in its turn."""
    from ingest.publication.rollback import rollback as roll_back  # noqa: PLC0415 - dbt takes a second to import

    _guarded(lambda: roll_back(warehouse, to or None))


@app.command()
def history(
    warehouse: Warehouse = Path("warehouse"),
    last: Annotated[int, typer.Option(min=1, help="How many builds to list.")] = 20,
) -> None:
    """List the builds of a warehouse, and which of them are published and kept."""
    from ingest.publication.history import tell  # noqa: PLC0415 - extract needs no arrow

    _guarded(lambda: tell(warehouse, last))


@app.command()
def report(
    warehouse: Warehouse = Path("warehouse"),
    units: Annotated[str, typer.Option(help="Ids of the units, with commas; else all.")] = "",
    documents: Annotated[
        str, typer.Option(help="Folder or address of the source documents, to link to.")
    ] = "",
) -> None:
    """Write the report of a published warehouse: a static site that opens offline."""
    from ingest.serving.report.publish import publish_site as write_report  # noqa: PLC0415 - dbt takes a second to import

    chosen = [unit for unit in units.replace(",", " ").split() if unit]
    _guarded(lambda: write_report(warehouse, chosen, documents))


@app.command()
def check(warehouse: Warehouse = Path("warehouse")) -> None:
    """Report how the checks of a published warehouse ended, and what to ask each unit."""
    from ingest.serving.check import report  # noqa: PLC0415 - extract needs no database

    _guarded(lambda: report(warehouse))


@app.command()
def metrics(
    warehouse: Warehouse = Path("warehouse"),
    names: Annotated[str, typer.Option("--metrics", help="By comma; none lists them.")] = "",
    by: Annotated[str, typer.Option(help="Columns to group and order by, by comma.")] = "",
    where: Annotated[str, typer.Option(help="Conditions column=value, by comma.")] = "",
    form: Annotated[str, typer.Option("--format", help="table, csv, json or sql.")] = "table",
) -> None:
    """Ask metrics of a published warehouse through MetricFlow, or list them."""

    def run() -> None:
        from ingest.serving.metrics import Question, report  # noqa: PLC0415 - so does MetricFlow

        question = Question(_items(names), _items(by), _items(where))
        report(PROJECT, warehouse, question, form)

    _guarded(run)


@app.command()
def docs(
    warehouse: Warehouse = Path("warehouse"),
    dest: Annotated[Path, typer.Option(help="Folder to write the pages to.")] = Path("build/docs"),
) -> None:
    """Write the documentation with lineage of a published warehouse, as pages to open."""

    def run() -> None:
        from ingest.serving.docs import report  # noqa: PLC0415 - so here

        report(warehouse, PROJECT, dest)

    _guarded(run)


def _items(text: str) -> list[str]:
    return [item.strip() for item in text.split(",") if item.strip()]


def _guarded(run: Callable[[], None]) -> None:
    """Run a command; an error of ours ends it with its message and exit status, not a traceback."""
    try:
        run()
    except MingzhangError as error:
        log.complain(error)
        raise typer.Exit(_STATUS.get(type(error), _BAD_INPUT)) from error


def main() -> None:
    """Run the command line with `python -m ingest` as its name."""
    app(prog_name="python -m ingest", args=sys.argv[1:])
