"""How an XLS workbook shows its cells: number formats (12.5 as 12.50), rows and columns hidden.

Calamine gives the numbers of old workbooks as stored; xlrd says which format each numeric cell
has. It runs in a process of its own under the bounds of calamine's, and only ever adds: where it
cannot read a file, or is ended by its bounds, there are no formats and numbers stand as stored.
"""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import xlrd

from ingest.base.settings import CODE
from ingest.reading.children import run_child
from ingest.reading.office.calamine_child import bound
from ingest.reading.office.xlsx_survey import Sheet
from ingest.reading.source import Source

_CHILD = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from ingest.reading.office.xls_formats import child; child()"
)
_NUMERIC = (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE)


def xls_formats(source: Source, places: Mapping[str, int]) -> dict[int, Sheet]:
    """The number formats of a workbook's cells.

    Args:
        source: The workbook; its values have been read, so that its size is within bounds.
        places: The place of each sheet in the workbook, from 0, by its name.

    Returns:
        What is known of each sheet, by its place; nothing of a file that xlrd cannot read.
    """
    status, written, _ = run_child(source, ["-c", _CHILD, str(CODE)], source.data)
    found = {} if status else json.loads(written)
    return {places[name]: _sheet(told) for name, told in found.items() if name in places}


def _sheet(told: Mapping[str, Any]) -> Sheet:
    return Sheet(
        formats={(row, column): code for row, column, code in told["formats"]},
        hidden_rows=set(told["rows"]),
        hidden_columns=set(told["columns"]),
    )


def child() -> None:
    """Write the formats of the workbook on standard input as JSON, by name of the sheet."""
    bound()
    with Path(os.devnull).open("w") as unread:
        book = xlrd.open_workbook(
            file_contents=sys.stdin.buffer.read(),
            formatting_info=True,
            ragged_rows=True,
            logfile=unread,
        )
    json.dump({sheet.name: _told(book, sheet) for sheet in book.sheets()}, sys.stdout)


def _told(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> dict[str, object]:
    """The formats of a sheet's cells, and the rows and columns that it hides, from 0."""
    return {
        "formats": _cells(book, sheet),
        "rows": [row for row, about in sheet.rowinfo_map.items() if about.hidden],
        "columns": [column for column, about in sheet.colinfo_map.items() if about.hidden],
    }


def _cells(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> list[tuple[int, int, str]]:
    """Row and column, from 0, and format of each numeric cell."""
    return [
        (row, column, book.format_map[book.xf_list[cell.xf_index].format_key].format_str)
        for row in range(sheet.nrows)
        for column, cell in enumerate(sheet.row(row))
        if cell.ctype in _NUMERIC
    ]
