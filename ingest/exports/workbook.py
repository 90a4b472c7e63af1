"""Workbooks for spreadsheets: typed cells, text that stays text, exact numbers.

XlsxWriter does it: it only writes, depends on nothing, keeps memory flat, and takes a cell's type
from the caller. A number of a spreadsheet has 15 digits, so a longer one is written as text.
"""

import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from ingest.base.errors import BuildError, Place

MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
DIGITS = 15

_NAME_LENGTH = 31
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - a file's bytes say nothing of the clock
_ZIPPED = (1980, 1, 1, 0, 0, 0)
_MIDDLE, _WIDE = 18, 28

Cell = Callable[[Worksheet, int, int, Any], None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows for a sheet, and the widths of columns that need another than their type's."""

    name: str
    schema: pa.Schema
    batches: Iterable[pa.RecordBatch]
    widths: Mapping[str, int] = field(default_factory=dict)


def write_workbook(path: Path, sheets: Iterable[Sheet], *, compressed: bool = True) -> None:
    """Write sheets to a workbook; rows beyond what a sheet holds go on in a further one.

    Args:
        path: The file, `.xlsx`.
        sheets: What to write, in order.
        compressed: Whether the file is; its bytes then depend on the zlib of the machine.

    Raises:
        BuildError: A text is longer than a cell holds.
    """
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        book.set_properties({"created": _CREATED})
        for sheet in sheets:
            _write_sheet(book, sheet, path.name)
    if not compressed:
        _store(path)


def _write_sheet(book: xlsxwriter.Workbook, sheet: Sheet, file: str) -> None:
    writers = [_writer(book, column.type) for column in sheet.schema]
    page, row, number = _new_page(book, sheet, 1), 1, 1
    for batch in sheet.batches:
        columns = [batch.column(name) for name in sheet.schema.names]
        for values in zip(*(column.to_pylist() for column in columns), strict=True):
            if row == MOST_ROWS:
                number += 1
                page, row = _new_page(book, sheet, number), 1
            _write_row(page, row, values, writers, Place(file))
            row += 1


def _new_page(book: xlsxwriter.Workbook, sheet: Sheet, number: int) -> Worksheet:
    tail = "" if number == 1 else f"~{number}"
    page = book.add_worksheet(sheet.name[: _NAME_LENGTH - len(tail)] + tail)
    head = book.add_format({"bold": True, "bottom": 1})
    for index, column in enumerate(sheet.schema):
        width = _WIDE if pa.types.is_string(column.type) else _MIDDLE
        page.set_column(index, index, sheet.widths.get(column.name, width))
        page.write_string(0, index, column.name, head)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, 0, len(sheet.schema) - 1)
    return page


def _write_row(
    page: Worksheet, row: int, values: Iterable[object], writers: list[Cell], place: Place
) -> None:
    for index, (value, write) in enumerate(zip(values, writers, strict=True)):
        if value is None:
            continue
        if isinstance(value, str) and len(value) > MOST_CHARACTERS:
            raise BuildError(
                place,
                f"A text in row {row} is longer than a cell holds ({MOST_CHARACTERS} characters).",
                "Use FORMAT=csv or FORMAT=parquet.",
            )
        write(page, row, index, value)


def _writer(book: xlsxwriter.Workbook, kind: pa.DataType) -> Cell:
    """What writes a value of an Arrow type as the cell that it is."""
    if pa.types.is_boolean(kind):
        return lambda page, row, column, value: page.write_boolean(row, column, value)
    if pa.types.is_decimal(kind):
        digits = f".{'0' * kind.scale}" if kind.scale else ""
        return _number(book, f"#,##0{digits}")
    if pa.types.is_integer(kind):
        return _number(book, "0")
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        return lambda page, row, column, value: page.write_datetime(row, column, value, date)
    return _text(book)


def _number(book: xlsxwriter.Workbook, shape: str) -> Cell:
    number = book.add_format({"num_format": shape})
    text = book.add_format({"num_format": "@", "align": "right"})

    def write(page: Worksheet, row: int, column: int, value: int | Decimal) -> None:
        if len(Decimal(value).normalize().as_tuple().digits) <= DIGITS:
            page.write_number(row, column, value, number)
        else:
            page.write_string(
                row, column, f"{value:f}" if isinstance(value, Decimal) else str(value), text
            )

    return write


def _text(book: xlsxwriter.Workbook) -> Cell:
    text = book.add_format({"num_format": "@"})
    return lambda page, row, column, value: page.write_string(row, column, str(value), text)


def _store(path: Path) -> None:
    """Rewrite a zip without compression, so that its bytes depend on its content alone."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as stored:
        for name, content in parts.items():
            stored.writestr(zipfile.ZipInfo(name, _ZIPPED), content)
