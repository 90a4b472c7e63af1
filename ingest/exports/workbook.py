"""Workbooks for spreadsheets: typed cells, text that stays text, exact numbers.

XlsxWriter does it: it only writes, depends on nothing, keeps memory flat, and takes a cell's type
from the caller. A number of a spreadsheet has 15 digits, so a longer one is written as text.
"""

import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any
from unicodedata import east_asian_width

import pyarrow as pa
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from ingest.base.errors import BuildError, Place

MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
DIGITS = 15

_NAME_LENGTH = 31
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - a file's bytes say nothing of the clock
_ZIPPED = (1980, 1, 1, 0, 0, 0)
_MIDDLE, _WIDE = 18, 28
_HEAD: dict[str, Any] = {"bold": True, "bottom": 1}
_HEAD_OF_LOOK: dict[str, Any] = {
    "font_name": "等线",
    "align": "center",
    "valign": "vcenter",
    "text_wrap": True,
    "bg_color": "#DDE7F0",
}
_FONT: dict[str, Any] = {"font_name": "等线"}
_HEAD_HEIGHT, _LINE_HEIGHT = 36, 18
_MOST_LINES = 25  # the highest row is of 409 points
_A3 = 8

Cell = Callable[[Worksheet, int, int, Any], None]


@dataclass(frozen=True, slots=True)
class Look:
    """How a sheet looks that people read and print, not only open.

    Attributes:
        title: What stands above it on paper.
        formats: The number formats of columns that need another than their type's.
        counts: The columns whose number is a whole one where another column says so: that column,
            and what it says.
        wrapped: The columns whose text runs over several lines.
        frozen: The columns that stay in sight.
        printed: The columns, from the first, that go on paper; the others can be folded away.
    """

    title: str
    formats: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    wrapped: tuple[str, ...] = ()
    frozen: int = 0
    printed: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows for a sheet, and the widths of columns that need another than their type's."""

    name: str
    schema: pa.Schema
    batches: Iterable[pa.RecordBatch]
    widths: Mapping[str, int] = field(default_factory=dict)
    look: Look | None = None


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
    writers = [_column_writer(book, sheet.look, column) for column in sheet.schema]
    wrapped = _wrapped_columns(sheet)
    page, row, number = _new_page(book, sheet, 1), 1, 1
    for batch in sheet.batches:
        columns = [batch.column(name) for name in sheet.schema.names]
        for values in zip(*(column.to_pylist() for column in columns), strict=True):
            if row == MOST_ROWS:
                _end_page(book, page, sheet, row)
                number += 1
                page, row = _new_page(book, sheet, number), 1
            lines = _lines_of(values, wrapped)
            if lines > 1:
                page.set_row(row, lines * _LINE_HEIGHT)
            _write_row(page, row, values, writers, Place(file))
            row += 1
    _end_page(book, page, sheet, row)


def _wrapped_columns(sheet: Sheet) -> dict[int, int]:
    """The widths of the columns whose text runs over several lines, by their place."""
    names = sheet.look.wrapped if sheet.look else ()
    return {
        index: sheet.widths.get(name, _WIDE)
        for index, name in enumerate(sheet.schema.names)
        if name in names
    }


def _lines_of(values: Sequence[object], wrapped: Mapping[int, int]) -> int:
    """How many lines a row needs, as programs disagree on who makes a row as high as its text."""
    texts = ((str(values[index] or ""), width) for index, width in wrapped.items())
    lines = (sum(-(-_width(line) // (width - 1)) for line in t.splitlines()) for t, width in texts)
    return min(max(lines, default=1), _MOST_LINES)


def _width(text: str) -> int:
    """The width of a text in that of a digit: that of a Chinese character is two."""
    return sum(1 + (east_asian_width(character) in "WFA") for character in text)


def _new_page(book: xlsxwriter.Workbook, sheet: Sheet, number: int) -> Worksheet:
    tail = "" if number == 1 else f"~{number}"
    page = book.add_worksheet(sheet.name[: _NAME_LENGTH - len(tail)] + tail)
    head = book.add_format(_HEAD if sheet.look is None else _HEAD | _HEAD_OF_LOOK)
    for index, column in enumerate(sheet.schema):
        width = _WIDE if pa.types.is_string(column.type) else _MIDDLE
        folded = {"level": 1} if sheet.look and index >= sheet.look.printed else {}
        page.set_column(index, index, sheet.widths.get(column.name, width), None, folded)
        page.write_string(0, index, column.name, head)
    page.freeze_panes(1, sheet.look.frozen if sheet.look else 0)
    if sheet.look:
        _set_paper(page, sheet.look)
    return page


def _end_page(book: xlsxwriter.Workbook, page: Worksheet, sheet: Sheet, rows: int) -> None:
    """Say how far a page goes: its filters, what goes on paper, and which numbers are counts."""
    page.autofilter(0, 0, rows - 1, len(sheet.schema) - 1)
    if sheet.look is None:
        return
    page.print_area(0, 0, rows - 1, sheet.look.printed - 1)
    names = sheet.schema.names
    for name, (unit, said) in sheet.look.counts.items():
        column = names.index(name)
        where = f'=${xl_col_to_name(names.index(unit))}2="{said}"'
        whole = {
            "type": "formula",
            "criteria": where,
            "format": book.add_format({"num_format": "0"}),
        }
        page.conditional_format(1, column, max(rows - 1, 1), column, whole)


def _set_paper(page: Worksheet, look: Look) -> None:
    """Set a page up for paper: across, A3, as wide as the sheet, its heads on each."""
    page.set_default_row(_LINE_HEIGHT)  # Chinese needs more than a program gives Latin letters.
    page.set_row(0, _HEAD_HEIGHT)
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS}"})
    page.hide_gridlines(0)
    page.set_landscape()
    page.set_paper(_A3)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    page.set_header(f"&L&14{look.title}")
    page.set_footer("&L&A&R第 &P 页，共 &N 页")


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


def _column_writer(book: xlsxwriter.Workbook, look: Look | None, column: pa.Field) -> Cell:
    if look is None:
        return _writer(book, column.type)
    style = _FONT | {"valign": "top" if look.wrapped else "vcenter"}
    if column.name in look.formats:
        return _number(book, look.formats[column.name], style)
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        # Away from an amount that ends at the line between them.
        beside = {"align": "left", "indent": 1, "text_wrap": column.name in look.wrapped}
        return _text(book, style | beside)
    return _writer(book, column.type, style | {"align": "center"})


def _writer(
    book: xlsxwriter.Workbook, kind: pa.DataType, style: Mapping[str, Any] = MappingProxyType({})
) -> Cell:
    """What writes a value of an Arrow type as the cell that it is."""
    if pa.types.is_boolean(kind):
        return lambda page, row, column, value: page.write_boolean(row, column, value)
    if pa.types.is_decimal(kind):
        digits = f".{'0' * kind.scale}" if kind.scale else ""
        return _number(book, f"#,##0{digits}", style)
    if pa.types.is_integer(kind):
        return _number(book, "0", style)
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        date = book.add_format({"num_format": "yyyy-mm-dd", **style})
        return lambda page, row, column, value: page.write_datetime(row, column, value, date)
    return _text(book, style)


def _number(book: xlsxwriter.Workbook, shape: str, style: Mapping[str, Any]) -> Cell:
    number = book.add_format({"num_format": shape, **style})
    text = book.add_format({"num_format": "@", "align": "right", **style})

    def write(page: Worksheet, row: int, column: int, value: int | Decimal) -> None:
        if len(Decimal(value).normalize().as_tuple().digits) <= DIGITS:
            page.write_number(row, column, value, number)
        else:
            page.write_string(
                row, column, f"{value:f}" if isinstance(value, Decimal) else str(value), text
            )

    return write


def _text(book: xlsxwriter.Workbook, style: Mapping[str, Any]) -> Cell:
    text = book.add_format({"num_format": "@", **style})
    return lambda page, row, column, value: page.write_string(row, column, str(value), text)


def _store(path: Path) -> None:
    """Rewrite a zip without compression, so that its bytes depend on its content alone."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as stored:
        for name, content in parts.items():
            stored.writestr(zipfile.ZipInfo(name, _ZIPPED), content)
