"""The extracted rows on disk, written as sorted CSV; `ingest.rows.read` reads them back.

`<folder>/<record>/<document_id>.csv` is what people review, one file per document and record,
with a header even where a document has no row.
"""

import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa

from ingest.base.csv_text import csv_text
from ingest.base.errors import LandingError
from ingest.rows.csv_writer import sound_csv
from ingest.rows.derived import with_derived
from ingest.rows.files import DOCUMENT_ID, Source, check_names, check_values, first_repeat
from ingest.rows.schema import RECORDS, Record

Row: TypeAlias = Mapping[str, str | int | None]
Rows: TypeAlias = Mapping[str, Sequence[Row]]
"""Extracted rows by the name of their record; a record without rows may be left out."""


def write_records(folder: Path, document_id: str, rows: Rows) -> bool:
    """Write the rows of one document as sorted CSV, in the place of any it had.

    The files are UTF-8 with LF ends, a header and minimal quoting; null is an empty cell. All are
    written beside their places first and then renamed, so that an error leaves the old ones. Where
    the folder holds just these rows already, nothing is written.

    Args:
        folder: The landing folder; `<folder>/<record>/<document_id>.csv` is written.
        document_id: The document; every row must be its own.
        rows: The rows by record name. Columns that follow from others are made here.

    Returns:
        Whether anything changed.

    Raises:
        LandingError: The id is not one, or a row does not fit its record.
    """
    if not re.fullmatch(DOCUMENT_ID, document_id):
        raise LandingError(document_id, "Invalid document_id.", "Use a-z, 0-9 and hyphens only.")
    unknown = set(rows) - {record.name for record in RECORDS}
    if unknown:
        problem = f"Unknown record {min(unknown)}."
        raise LandingError(document_id, problem, "See ingest/rows/schema.py.")
    contents: dict[Path, bytes] = {}
    for record in RECORDS:
        path = folder / record.name / f"{document_id}.csv"
        own = with_derived(record.name, rows.get(record.name, ()))
        data = sound_csv(own, record, document_id)
        contents[path] = _checked_csv(own, record, document_id, path) if data is None else data
    if all(_holds(path, data) for path, data in contents.items()):
        return False
    _replace(contents)
    return True


def _checked_csv(rows: Sequence[Row], record: Record, document_id: str, path: Path) -> bytes:
    """Rows as sorted CSV by way of Arrow, which finds what is wrong with one of them."""
    table = _table(rows, record, document_id)
    foreign = set(table.column("document_id").to_pylist()) - {document_id}
    if foreign:
        raise LandingError(path, f"A row belongs to {min(foreign)}.", "Write it to its own file.")
    cells = zip(*(column.to_pylist() for column in table.columns), strict=True)
    return csv_text(table.schema.names, cells).encode()


def _table(rows: Sequence[Row], record: Record, name: str) -> pa.Table:
    source = Source(f"{record.name}/{name}")
    names = set(record.names)
    for index, row in enumerate(rows):
        if row.keys() != names:
            check_names(list(row), record, f"{source.file}, row {index + 1}")
    columns = []
    for field in record.arrow:
        try:
            columns.append(pa.array([row[field.name] for row in rows], field.type))
        except (pa.ArrowException, TypeError, OverflowError) as error:
            problem = f"{field.name}: {error}."
            raise LandingError(source.file, problem, f"It must be {field.type}.") from error
    table = pa.table(columns, schema=record.arrow)
    check_values(table, record, source)
    table = table.sort_by([(key, "ascending") for key in record.key])
    twice = first_repeat(table, record.key)
    if twice is not None:
        key = ", ".join(str(table.column(part)[twice]) for part in record.key)
        raise LandingError(source.file, f"Duplicate key: {key}.", "Number the rows.")
    return table


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except FileNotFoundError:
        return False


def _replace(contents: Mapping[Path, bytes]) -> None:
    """Write every file beside its place, then rename all; on an error nothing is left behind."""
    beside = {path: path.with_name(f".{path.name}.{os.getpid()}") for path in contents}
    try:
        for path, data in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            beside[path].write_bytes(data)
        for path, written in beside.items():
            written.replace(path)
    finally:
        for written in beside.values():
            with suppress(FileNotFoundError):
                written.unlink()
