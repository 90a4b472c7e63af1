"""The quarantine list: the documents that could not be extracted, each with its reason.

It lies beside the extracted rows and lists what the last run over each file said.
"""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from ingest.base.atomic import write_durably
from ingest.base.csv_text import csv_text, read_rows
from ingest.base.errors import MingzhangError

QUARANTINE = "quarantine.csv"
"""Its name in the landing folder."""

COLUMNS = ("source_file", "page", "line", "error", "problem", "remedy")


def write_quarantine(
    extracted: Path, read: Iterable[str], failures: Sequence[MingzhangError]
) -> None:
    """Bring the list to what a run found; without an entry there is no list.

    Args:
        extracted: The landing folder.
        read: Names of the files of the run; what was listed of them before is dropped.
        failures: The errors of the run.
    """
    path = extracted / QUARANTINE
    names = {_text(name) for name in read}
    # What stands before a slash is the archive that a file was in.
    rows = [row for row in _listed(path) if row["source_file"].partition("/")[0] not in names]
    rows += [_row(error) for error in failures]
    if not rows:
        path.unlink(missing_ok=True)
        return
    rows.sort(key=lambda row: tuple(row[column] for column in COLUMNS))
    extracted.mkdir(parents=True, exist_ok=True)
    write_durably(path, csv_text(COLUMNS, (row.values() for row in rows)).encode())


def _listed(path: Path) -> list[dict[str, str]]:
    rows = read_rows(path) if path.is_file() else []
    return [{column: row.get(column) or "" for column in COLUMNS} for row in rows]


def _text(name: str) -> str:
    """A file's name as text that a file of rows may hold; bytes that are none stand as escapes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _row(error: MingzhangError) -> dict[str, str]:
    fields = {"source_file": _text(error.place.file), **error.fields}
    return {column: str(fields[column] or "") for column in COLUMNS}
