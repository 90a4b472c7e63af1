"""The command line: a command for each target of make that works on rows and warehouses.

Exit status 0; 2 for bad input; 3 where another process builds; 4 where the disk is full, read-only
or failing; 5 where documents were quarantined or set aside and the rest was published; 1 for a
model or test that failed, and for an internal error.

Each command imports what it runs: dbt and MetricFlow take seconds.
"""

import shlex
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from ingest.base import log, processes
from ingest.base.settings import DATABASE, PROJECT, READERS, REPORT, ROWS, SECONDS, data_folder
from ingest.command import (
    BAD_INPUT,
    LEFT_OUT,
    By,
    Disclosures,
    Dry,
    Extracted,
    Keep,
    Reason,
    Report,
    Warehouse,
    app,
    command,
    with_data,
)

__all__ = ["app", "main"]


def _rows_in(extracted: Path | None) -> Path:
    return extracted or data_folder() / ROWS.name


def _begin_with_shipped(rows: Path) -> None:
    """Copy the rows that ship where there are none yet."""
    if not rows.exists() and (PROJECT / ROWS).is_dir():
        shutil.copytree(PROJECT / ROWS, rows)
        log.info("begun", f"begun: {rows}, with the disclosures that ship", folder=str(rows))


@command
@with_data
def extract(
    disclosures: Disclosures,
    extracted: Extracted = None,
    readings: Annotated[
        Path | None, typer.Option(help="Folder of what other machines read: not read again.")
    ] = None,
    shard: Annotated[
        str, typer.Option(help="2/8: read the second eighth of the files into READINGS, no rows.")
    ] = "",
) -> None:
    """Read documents and write their extracted rows, with a report."""
    log.doing("reading documents")
    processes.begin(READERS)
    from ingest.intake.paths import named_documents
    from ingest.intake.readings import Readings, read_shard
    from ingest.intake.take import read_now, take_in
    from ingest.rows.holdings import locked

    if shard and not readings:
        raise typer.BadParameter("Name the folder for what is read.", param_hint="--readings")
    paths = named_documents(disclosures)
    if readings and shard:
        read_shard(paths, readings, shard)
        return
    rows = _rows_in(extracted)
    with locked(rows):
        intake = take_in(paths, rows, extract=Readings(readings).joined if readings else read_now)
    failed = len(intake.failures)
    log.info("extracted", f"{len(paths)} files, {failed} failed", files=len(paths))
    if failed:
        raise typer.Exit(BAD_INPUT)


@command
@with_data
def add(  # noqa: PLR0913, PLR0917 - what a command takes
    files: Annotated[list[str] | None, typer.Argument(help="Documents or folders.")] = None,
    disclosures: Disclosures = "",
    extracted: Extracted = None,
    warehouse: Warehouse = Path("warehouse"),
    keep: Keep = 3,
    seconds: Annotated[
        float, typer.Option(min=0.1, help="Time limit for one document, in seconds.")
    ] = SECONDS,
    report: Report = False,  # noqa: FBT002
) -> None:
    """Extract documents, build, publish, and report on each.

    Status 5 where one was quarantined or set aside.
    """
    log.doing("reading documents, to add them to the warehouse")
    processes.begin(READERS)
    from ingest.intake.add import add as add_documents
    from ingest.intake.paths import named_documents
    from ingest.intake.report import report_documents
    from ingest.serving.report.publish import drawing

    named = shlex.join(files) if files else disclosures
    if not named:
        raise typer.BadParameter("Name the documents.", param_hint="FILES")
    paths = named_documents(named)
    today = datetime.now(UTC).date().isoformat()
    draw = drawing(warehouse, is_wanted=report)
    rows = _rows_in(extracted)
    intake = add_documents(
        paths, rows, warehouse, keep=keep, seconds=seconds, added_on=today, draw=draw
    )
    aside = report_documents(warehouse, intake)
    if intake.failures or aside:
        raise typer.Exit(LEFT_OUT)


@command
@with_data
def load(
    database: Annotated[Path, typer.Option(help="The DuckDB file to load into.")],
    extracted: Extracted = None,
) -> None:
    """Load extracted rows into schema raw of a DuckDB file."""
    from ingest.warehouse.load import load as load_rows

    loaded = load_rows(_rows_in(extracted), database)
    names = ("added", "replaced", "removed", "unchanged")
    changes = {name: getattr(loaded, name) for name in names}
    text = ", ".join(f"{len(documents)} {change}" for change, documents in changes.items())
    log.info("loaded", f"documents: {text}", **changes, rows=loaded.rows)


@command
@with_data
def build(  # noqa: PLR0913, PLR0917 - what a command takes
    extracted: Extracted = None,
    warehouse: Warehouse = Path("warehouse"),
    keep: Keep = 3,
    full: Annotated[bool, typer.Option("--full", help="Rebuild everything.")] = False,  # noqa: FBT002
    strict: Annotated[  # noqa: FBT002
        bool, typer.Option("--strict", help="End with 5 where documents are set aside.")
    ] = False,
    report: Report = False,  # noqa: FBT002
) -> None:
    """Load, transform, test and export what changed, then publish the warehouse as a whole."""
    log.doing(f"building {warehouse}")
    from ingest.intake.settling import settle_left
    from ingest.publication import build as builds
    from ingest.serving.report.publish import drawing, publish_site
    from ingest.warehouse.provenance import set_aside_in

    rows = _rows_in(extracted)
    if extracted is None:
        _begin_with_shipped(rows)
    settle_left(rows, warehouse)
    draw = drawing(warehouse, is_wanted=report)
    builds.build(rows, warehouse, keep=keep, full=full, draw=draw)
    if report and not (warehouse / REPORT).is_dir():  # Nothing was new, so nothing was drawn.
        publish_site(warehouse)
    if strict and set_aside_in(warehouse / DATABASE):
        raise typer.Exit(LEFT_OUT)


@command
@with_data
def answer(  # noqa: PLR0913, PLR0917 - what a command takes
    kind: Annotated[str, typer.Option(help="Kind of the unknown text, as in dq_unmapped.")],
    text: Annotated[str, typer.Option(help="The text as printed.")],
    value: Annotated[str, typer.Option(help="What it is; empty where it means nothing here.")],
    warehouse: Warehouse = Path("warehouse"),
    disclosures: Annotated[
        str, typer.Option(help="Documents to read again with the answer, or folders.")
    ] = "",
    by: By = "steward",
    reason: Reason = "",
    dry: Dry = False,  # noqa: FBT002
) -> None:
    """Answer a text of the worklist: check it, show which rows change, and write it."""
    from ingest.intake.decide import Answer
    from ingest.intake.decide import answer as answer_text
    from ingest.intake.paths import named_documents

    files = named_documents(disclosures) if disclosures else ()
    answer_text(Answer(kind, text, value, by, reason), warehouse, files, dry=dry)


@command
@with_data
def correct(  # noqa: PLR0913, PLR0917 - what a command takes
    document: Annotated[str, typer.Option(help="The document, by its id.")],
    line: Annotated[int, typer.Option(help="The line that prints the amount.")],
    value: Annotated[str, typer.Option(help="What it should be, in the table's unit of money.")],
    reason: Reason = "",
    warehouse: Warehouse = Path("warehouse"),
    measure: Annotated[str, typer.Option(help="Its measure, if the line has several.")] = "",
    printed: Annotated[str, typer.Option(help="It as printed, if the line has several.")] = "",
    carries: Annotated[
        str, typer.Option(help="What facts carry: printed or corrected.")
    ] = "printed",
    by: By = "steward",
    dry: Dry = False,  # noqa: FBT002
) -> None:
    """Correct an amount: check it, show which rows change, and write it."""
    from ingest.intake.decide import Correction
    from ingest.intake.decide import correct as correct_amount

    said = Correction(document, line, value, carries, reason, by, measure, printed)
    correct_amount(said, warehouse, dry=dry)


@command
@with_data
def export(
    warehouse: Warehouse = Path("warehouse"),
    keep: Keep = 3,
    dest: Annotated[str, typer.Option(help="Folder to write the exports to instead.")] = "",
    form: Annotated[
        str, typer.Option("--format", help="parquet, csv, xlsx or workbook.")
    ] = "parquet",
    bom: Annotated[bool, typer.Option("--bom", help="Mark CSV as UTF-8, for Excel.")] = False,  # noqa: FBT002
) -> None:
    """Rewrite the exports of a published warehouse, or write them to DEST in another format."""
    from ingest.exports.forms import check_form, write_form
    from ingest.publication.export_again import export_again
    from ingest.serving.report.publish import drawing

    check_form(form, dest)
    if not dest:
        export_again(warehouse, keep=keep, draw=drawing(warehouse, is_wanted=False))
        return
    names = write_form(warehouse / "exports", Path(dest), form, bom=bom)
    log.info("exported", f"exported: {len(names)} files to {dest}", files=names, folder=dest)


@command
def rollback(
    warehouse: Warehouse = Path("warehouse"),
    to: Annotated[str, typer.Option(help="The build to return to; else the previous one.")] = "",
) -> None:
    """Publish a kept warehouse again; the one it replaces is kept."""
    from ingest.publication.rollback import rollback as roll_back

    roll_back(warehouse, to or None)


@command
def history(
    warehouse: Warehouse = Path("warehouse"),
    last: Annotated[int, typer.Option(min=1, help="How many builds to list.")] = 20,
) -> None:
    """List the builds of a warehouse, and which of them are published and kept."""
    from ingest.publication.history import print_builds

    print_builds(warehouse, last)


@command
def diff(
    warehouse: Warehouse = Path("warehouse"),
    earlier: Annotated[str, typer.Option("--from", help="A kept build; else the last one.")] = "",
    later: Annotated[str, typer.Option("--to", help="Another; else the published one.")] = "",
) -> None:
    """Say what changed between two builds of a warehouse, by mart and document."""
    from ingest.serving.diff import print_differences

    print_differences(warehouse, earlier, later)


@command
def report(
    warehouse: Warehouse = Path("warehouse"),
    units: Annotated[str, typer.Option(help="Unit ids, separated by commas; else all.")] = "",
    documents: Annotated[
        str, typer.Option(help="Folder or address of the source documents, to link to.")
    ] = "",
) -> None:
    """Write the report of a published warehouse: a static site that opens offline."""
    from ingest.serving.report.publish import publish_site

    publish_site(warehouse, units.replace(",", " ").split(), documents)


@command
def show(
    amount: Annotated[str, typer.Option(envvar="AMOUNT", help="The amount_id, or its beginning.")],
    disclosures: Disclosures,
    warehouse: Warehouse = Path("warehouse"),
    dest: Annotated[Path, typer.Option(help="Folder to write the file to.")] = Path("build/show"),
) -> None:
    """Show an amount in its place: the page or the table that prints it, with the figure framed."""
    from ingest.intake.paths import named_documents
    from ingest.intake.unpacked import unpacked
    from ingest.serving.show.write import show_amount

    with unpacked(named_documents(disclosures)) as (documents, _):
        path = show_amount(warehouse, amount, documents, dest)
    log.info("shown", f"shown: open {path}", file=str(path))


@command
def check(warehouse: Warehouse = Path("warehouse")) -> None:
    """Report how the checks of a published warehouse ended, and what to ask each unit."""
    from ingest.serving.check import print_checks

    print_checks(warehouse)


@command
@with_data
def metrics(
    warehouse: Warehouse = Path("warehouse"),
    names: Annotated[
        str, typer.Option("--metrics", help="Metrics, separated by commas; else list them.")
    ] = "",
    by: Annotated[
        str, typer.Option(help="Columns to group and order by, separated by commas.")
    ] = "",
    where: Annotated[str, typer.Option(help="Conditions column=value, separated by commas.")] = "",
    form: Annotated[str, typer.Option("--format", help="table, csv, json or sql.")] = "table",
) -> None:
    """Query metrics of a published warehouse through MetricFlow, or list them."""
    from ingest.serving.metrics import Question, print_answer
    from ingest.warehouse.project import project_of_data

    question = Question(_items(names), _items(by), _items(where))
    print_answer(project_of_data(), warehouse, question, form)


@command
@with_data
def docs(
    warehouse: Warehouse = Path("warehouse"),
    dest: Annotated[Path, typer.Option(help="Folder to write the pages to.")] = Path("build/docs"),
) -> None:
    """Write the documentation with lineage of a published warehouse, as pages to open."""
    from ingest.serving.docs import write_docs
    from ingest.warehouse.project import project_of_data

    names = write_docs(warehouse, project_of_data(), dest)
    text = f"documentation: open {dest / 'index.html'}"
    log.info("docs", text, files=names, folder=str(dest))


def _items(text: str) -> list[str]:
    return [item.strip() for item in text.split(",") if item.strip()]


def main() -> None:
    """Run the command line under the name by which it was called."""
    processes.spare_threads()
    called = Path(sys.argv[0]).name
    app(prog_name=called if called == "mingzhang" else "python -m ingest", args=sys.argv[1:])
