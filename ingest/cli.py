"""The command line: extract, load, build, export, rollback, history.

Exit status 0; 2 for bad input; 3 where another process builds; 4 where the disk is full, read-only
or failing; 1 for a model or test that failed, and for a fault of ours.
"""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from ingest import log
from ingest.editions import Row, as_edition, assign_editions, edition_id
from ingest.errors import (
    BuildError,
    BusyError,
    DiskError,
    MingzhangError,
    Place,
    UnreadableDocumentError,
)
from ingest.extract import Extraction
from ingest.identity import MANIFEST
from ingest.landing import write_records
from ingest.pool import extract_documents
from ingest.quarantine import write_quarantine
from ingest.worklist import pages_note

_BAD_INPUT = 2
_STATUS: dict[type[MingzhangError], int] = {BuildError: 1, BusyError: 3, DiskError: 4}

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

Extracted = Annotated[Path, typer.Option(help="Folder of the extracted rows.")]
Warehouse = Annotated[Path, typer.Option(help="Folder that the warehouse is published to.")]
Keep = Annotated[
    int, typer.Option(min=0, envvar="KEEP", help="Warehouses to keep beside the published one.")
]


@app.command()
def extract(
    disclosures: Annotated[Path, typer.Option(help="A document, or a folder of documents.")],
    extracted: Extracted = Path("data/extracted"),
) -> None:
    """Read documents and write their extracted rows, with a report."""
    failures: list[MingzhangError] = []

    def fail(error: MingzhangError) -> None:
        log.complain(error)
        failures.append(error)

    def run() -> None:
        paths = list_documents(disclosures)
        read = log.watched(extract_documents(paths), len(paths), "reading")
        for filing, edition in assign_editions(_good(read, fail)):
            _land(filing, edition, extracted, fail)
        write_quarantine(extracted, [path.name for path in paths], failures)
        log.say("extracted", f"{len(paths)} files, {len(failures)} failed", files=len(paths))

    _guarded(run)
    if failures:
        raise typer.Exit(_BAD_INPUT)


@app.command()
def load(
    database: Annotated[Path, typer.Option(help="The DuckDB file to load into.")],
    extracted: Extracted = Path("data/extracted"),
) -> None:
    """Load extracted rows into schema raw of a DuckDB file."""
    from ingest.load import load as load_rows  # noqa: PLC0415 - extract needs no database

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
    from ingest import build as builds  # noqa: PLC0415 - dbt takes a second to import

    _guarded(lambda: builds.build(extracted, warehouse, builds.PROJECT, keep, full=full))


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
        from ingest.build import export_again  # noqa: PLC0415 - dbt takes a second to import

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
    from ingest.build import rollback as roll_back  # noqa: PLC0415 - dbt takes a second to import

    _guarded(lambda: roll_back(warehouse, to or None))


@app.command()
def history(
    warehouse: Warehouse = Path("warehouse"),
    last: Annotated[int, typer.Option(min=1, help="How many builds to list.")] = 20,
) -> None:
    """List the builds of a warehouse, and which of them are published and kept."""
    from ingest.history import tell  # noqa: PLC0415 - extract needs no arrow

    _guarded(lambda: tell(warehouse, last))


@app.command()
def check(warehouse: Warehouse = Path("warehouse")) -> None:
    """Report how the checks of a published warehouse ended, and what to ask each unit."""
    from ingest.check_report import report  # noqa: PLC0415 - extract needs no database

    _guarded(lambda: report(warehouse))


def list_documents(disclosures: Path) -> list[Path]:
    """The documents to read: the file itself, or every file below a folder, by file name.

    Args:
        disclosures: A file or a folder. Hidden files and folders and manifests are left out,
            and links to folders are not followed, so that no loop can catch the walk.

    Raises:
        UnreadableDocumentError: There is no such file or folder, or the folder holds no file.
    """
    if disclosures.is_file():
        return [disclosures]
    paths = []
    for folder, folders, files in os.walk(disclosures):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths += [Path(folder, name) for name in files if _is_document(Path(folder, name))]
    paths.sort(key=lambda path: (path.name, path))
    if not paths:
        problem = (
            "The folder holds no document." if disclosures.is_dir() else "There is no such file."
        )
        raise UnreadableDocumentError(
            Place(str(disclosures)), problem, "Name a document or a folder as DISCLOSURES."
        )
    return paths


def _is_document(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".") and path.name != MANIFEST


@dataclass(frozen=True, slots=True)
class _Filing:
    """A document that was read, as editions and the report need it."""

    path: Path
    document_id: str
    sha256: str
    rows: dict[str, list[Row]]


def _good(
    extractions: Iterable[Extraction], fail: Callable[[MingzhangError], None]
) -> Iterator[_Filing]:
    for extraction in extractions:
        if extraction.error is not None:
            fail(extraction.error)
            continue
        assert extraction.document_id is not None
        assert extraction.rows is not None
        sha256 = str(extraction.rows["documents"][0]["sha256"])
        yield _Filing(extraction.path, extraction.document_id, sha256, extraction.rows)


def _land(
    filing: _Filing,
    edition: int | None,
    extracted: Path,
    fail: Callable[[MingzhangError], None],
) -> None:
    """Write the rows of a filing and report it; the same bytes again are only reported."""
    name = filing.path.name
    if edition is None:
        text = f"{name}: the same bytes as a file before it ({filing.document_id}); skipped"
        log.say("skipped", text, file=name, document_id=filing.document_id)
        return
    document_id = edition_id(filing.document_id, edition)
    try:
        write_records(extracted, document_id, as_edition(filing.rows, filing.document_id, edition))
    except MingzhangError as error:
        fail(error)
        return
    tables = _counted(filing.rows, "tables", "status")
    placed = _counted(filing.rows, "amounts", "placement")
    text = (
        f"{name}: {document_id}; tables: {_listed(tables)}; "
        f"amounts: {sum(placed.values())} ({_listed(placed)}){pages_note(filing.rows)}"
    )
    log.say("document", text, file=name, document_id=document_id, tables=tables, amounts=placed)


def _counted(rows: dict[str, list[Row]], record: str, column: str) -> dict[str, int]:
    return dict(sorted(Counter(str(row[column]) for row in rows.get(record, [])).items()))


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items()) or "none"


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
