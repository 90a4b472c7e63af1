"""The reader of spreadsheets (XLSX, XLS): a page per sheet, a tabbed line per row.

Values come from calamine, which runs in a process of its own under bounds. What is hidden is no
part of what is published: sheets, rows, columns, and what a merged cell covers. It is reported. A
merged cell prints its first value and covers the rest.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from ingest.base.text import fold
from ingest.reading.archive import open_archive, repacked
from ingest.reading.children import run_child
from ingest.reading.model import Document, Untold
from ingest.reading.office import calamine_child as child
from ingest.reading.office.number_format import shown
from ingest.reading.office.xls_formats import xls_formats
from ingest.reading.office.xlsx_survey import (
    MAX_ROWS,
    MAX_SHEETS,
    Sheet,
    hidden_sheets,
    reference,
    survey,
)
from ingest.reading.source import MAX_CELL, Source, document_of, printed
from ingest.reading.spans import MAX_AREA, MAX_COLUMNS, Placed, Printed, table_lines

_DEFAULT_NAME = re.compile(r"\s*(?:sheet|工作表|表格)?\s*\(?\d*\)?\s*", re.IGNORECASE)
_SHEET_NUMBER = re.compile(r"^附?(?:表|件)?[\d\-.、()]+")
_HEAD_ROWS = 5
_LOCKED = re.compile(
    rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL
)
"""The head of an XLS stream (its first record, possibly a write protection) before a password's.

Where the password is of the oldest kind, what follows would be read as text that is none.
"""

_MAX_MERGED = 200_000
_PARTS = (".xml", ".rels")
_AGAIN = "Open it in a spreadsheet program and save it again."


@dataclass(frozen=True, slots=True)
class Values:
    """One sheet as calamine gives it: places count from 0 and from its first cell."""

    place: int
    name: str
    start: tuple[int, int]
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]
    rows: Sequence[Sequence[tuple[int, str | float]]]


def xlsx_document(source: Source) -> Document:
    """Read one XLSX workbook from its bytes.

    Args:
        source: The file.

    Returns:
        The document: page n is sheet n, headed by the sheet's name where that says something
        that its rows do not. Numbers stand as their format shows them, as stored where it is of
        another kind.

    Raises:
        UnreadableDocumentError: It is encrypted, truncated, a zip bomb, or a sheet or cell of it
            is larger than any printed one.
    """
    archive = open_archive(source)
    surveyed = survey(archive)
    if not surveyed:
        source.refuse("The archive holds no Excel workbook.", "Give it the ending of its format.")
    hidden = hidden_sheets(archive)
    data = repacked(archive, (name for name in archive.names if name.endswith(_PARTS)))
    return sheets_document(source, _values(source, data), surveyed, hidden)


def xls_document(source: Source) -> Document:
    """Read one XLS workbook from its bytes; see `xlsx_document`."""
    if _LOCKED.search(source.data):
        source.refuse("It is encrypted.", "Save it again without a password.")
    sheets = _values(source, source.data)
    formats = xls_formats(source, {sheet.name: sheet.place for sheet in sheets})
    return sheets_document(source, sheets, formats, [])


def sheets_document(
    source: Source,
    sheets: Sequence[Values],
    surveyed: dict[int, Sheet],
    hidden: Sequence[tuple[int, str]],
) -> Document:
    """The document of a workbook's sheets.

    Args:
        source: The file.
        sheets: The values of the sheets that are shown.
        surveyed: What else is known of them, by their place in the workbook.
        hidden: Place, from 0, and name of each sheet that is not shown.

    Raises:
        UnreadableDocumentError: A sheet or cell is larger than any printed one.
    """
    lines = (
        (sheet.place + 1, line, boxes)
        for sheet in sheets
        for line, boxes in _lines(source, sheet, surveyed.get(sheet.place, Sheet()))
    )
    document = document_of(source, lines, encoding="binary")
    first = {line.page: line.number for line in reversed(document.lines)}
    untold = [
        Untold("hidden", printed(name), min(place + 1, document.page_count), 1)
        for place, name in hidden
    ]
    for sheet in sheets:
        page = sheet.place + 1
        for kind, text in _untold(source, sheet, surveyed.get(sheet.place, Sheet())):
            said = f"{printed(sheet.name)}!{text}"
            untold.append(Untold(kind, said, page, first.get(page, len(document.lines))))
    return replace(document, untold=tuple(untold))


def _untold(
    source: Source, sheet: Values, surveyed: Sheet
) -> Iterator[tuple[Literal["hidden", "formula"], str]]:
    """What a sheet holds and does not show: hidden and covered cells, unsolved formulas."""
    top, left = sheet.start
    filled = [number + top for number, cells in enumerate(sheet.rows) if cells]
    for row in sorted(surveyed.hidden_rows.intersection(filled)):
        yield "hidden", f"{row + 1}:{row + 1}"
    columns = {column + left for cells in sheet.rows for column, _ in cells}
    for column in sorted(surveyed.hidden_columns & columns):
        letters = reference((0, column))[:-1]
        yield "hidden", f"{letters}:{letters}"
    spans = _spans(source, sheet, max(columns, default=0) + 1) if sheet.merged else {}
    for row, cells in enumerate(sheet.rows):
        if covered := [column for column, _ in cells if spans.get((row, column)) == 0]:
            ends = (reference((row + top, column + left)) for column in (covered[0], covered[-1]))
            yield "hidden", ":".join(ends)
    for cell in surveyed.unsolved:
        yield "formula", reference(cell)


def _values(source: Source, data: bytes) -> list[Values]:
    """The values of all visible sheets, read in a process that may be lost."""
    status, written, said = run_child(source, [str(Path(child.__file__))], data)
    if status == child.PASSWORD:
        source.refuse("It is encrypted.", "Save it again without a password.")
    if status == child.TOO_LARGE:
        source.refuse(
            f"It holds more than {child.MAX_CELLS} cells or {child.MAX_TEXT} characters.", _AGAIN
        )
    if status:
        reason = "".join(char for char in said if char.isprintable())
        source.refuse(f"The workbook is damaged or truncated ({reason}).", _AGAIN)
    found = [Values(**json.loads(line)) for line in written.split(b"\n") if line]
    if len(found) > MAX_SHEETS:
        source.refuse(f"It has more than {MAX_SHEETS} sheets.", _AGAIN)
    return found


def _lines(source: Source, sheet: Values, surveyed: Sheet) -> Iterator[Printed]:
    """The name of a sheet, and its rows; blank rows that follow each other are one."""
    width = max((cells[-1][0] + 1 for cells in sheet.rows if cells), default=0)
    if not width:
        return
    if len(sheet.rows) > MAX_ROWS or width > MAX_COLUMNS or len(sheet.rows) * width > MAX_AREA:
        source.refuse(
            f"Sheet {sheet.name[:40]!r} spans {len(sheet.rows)} rows and {width} columns.",
            "Delete what the sheet does not print and save it again.",
            page=sheet.place + 1,
        )
    spans = _spans(source, sheet, width)
    shown_rows = [n for n in range(len(sheet.rows)) if not _is_hidden(sheet, n, surveyed)]
    rows = [list(_row(source, sheet, number, spans, surveyed)) for number in shown_rows]
    if _says_something(sheet.name, rows):
        yield printed(sheet.name), ()
    before = ""
    for line, boxes in table_lines(rows, width, is_sheet=True):
        if line or before:
            yield line, boxes
        before = line


def _is_hidden(sheet: Values, number: int, surveyed: Sheet) -> bool:
    return number + sheet.start[0] in surveyed.hidden_rows


def _says_something(name: str, rows: Sequence[Sequence[Placed]]) -> bool:
    """Whether a sheet's name is one that people gave it and that its first rows do not print."""
    said = _SHEET_NUMBER.sub("", fold(name), count=1) or fold(name)
    if _DEFAULT_NAME.fullmatch(name):
        return False
    return not any(said in fold(cell.text) for row in rows[:_HEAD_ROWS] for cell in row)


def _spans(source: Source, sheet: Values, width: int) -> dict[tuple[int, int], int]:
    """Columns that each merged cell covers, by its place; 0 for a place that is covered."""
    spans: dict[tuple[int, int], int] = {}
    for (top, left), (bottom, right) in sheet.merged:
        first = (top - sheet.start[0], left - sheet.start[1])
        rows = range(max(first[0], 0), min(bottom - sheet.start[0] + 1, len(sheet.rows)))
        columns = range(max(first[1], 0), min(right - sheet.start[1] + 1, width))
        if len(spans) + len(rows) * len(columns) > _MAX_MERGED:
            source.refuse(
                f"Sheet {sheet.name[:40]!r} merges more than {_MAX_MERGED} cells.",
                "Delete what the sheet does not print and save it again.",
                page=sheet.place + 1,
            )
        spans.update({(row, column): 0 for row in rows for column in columns})
        spans[first] = right - left + 1
    return spans


def _row(
    source: Source,
    sheet: Values,
    number: int,
    spans: dict[tuple[int, int], int],
    surveyed: Sheet,
) -> Iterator[Placed]:
    """The printing cells of a row."""
    cells = dict(sheet.rows[number])
    top, left = sheet.start
    for column, text in surveyed.errors.get(number + top, {}).items():
        cells[column - left] = text
    for column in sorted(cells):
        if column + left in surveyed.hidden_columns:
            continue
        value, columns = cells[column], spans.get((number, column), 1)
        code = surveyed.formats.get((number + top, column + left))
        text = printed(value if isinstance(value, str) else shown(value, code))
        if len(text) > MAX_CELL:
            source.refuse(
                f"Sheet {sheet.name[:40]!r} holds {len(text)} characters in row "
                f"{number + top + 1}, column {column + left + 1}, more than {MAX_CELL}.",
                "Shorten the cell and save it again.",
                page=sheet.place + 1,
            )
        if text and columns:
            place = reference((number + top, column + left))
            yield Placed(column, columns, text, f"{printed(sheet.name)}!{place}")
