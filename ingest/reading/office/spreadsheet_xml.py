"""The reader of Excel 2003 XML workbooks (SpreadsheetML), which often have the extension XLS.

The elements are those of the XML Spreadsheet Reference of Office 2003: rows and cells follow one
another, and an index says where some are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.reading.archive import local, parse_xml
from ingest.reading.model import Document
from ingest.reading.office.spreadsheet import Values, sheets_document
from ingest.reading.office.xlsx_survey import MAX_ROWS, MAX_SHEETS, Sheet
from ingest.reading.source import Source, printed
from ingest.reading.spans import MAX_COLUMNS

_FORMATS = {
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Currency": "#,##0.00",
    "Euro Currency": "#,##0.00",
}
"""Names of number formats, for those that are known by a name alone."""

_DATES = 10
"""Characters of the date in a date and time."""

_SMALLER = "Delete what the sheet does not print and save it as XLSX."


@dataclass(slots=True)
class _Found:
    """A sheet under way: its cells, its merged cells, and how it shows them."""

    rows: dict[int, list[tuple[int, str | float]]] = field(default_factory=dict)
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    about: Sheet = field(default_factory=Sheet)


def spreadsheet_xml_document(source: Source) -> Document:
    """Read one Excel 2003 XML workbook from its bytes; see `xlsx_document`.

    Raises:
        UnreadableDocumentError: It is not XML, declares entities, or a sheet or cell of it is
            larger than any printed one.
    """
    root = parse_xml(source, "the workbook", source.data)
    formats = _formats(root)
    sheets, surveyed = [], {}
    hidden = []
    for place, node in enumerate(root.iterchildren("{*}Worksheet")):
        if place >= MAX_SHEETS:
            source.refuse(f"It has more than {MAX_SHEETS} sheets.", _SMALLER)
        name = _attribute(node, "Name")
        if (node.findtext("{*}WorksheetOptions/{*}Visible") or "").startswith("SheetHidden"):
            hidden.append((place, name))
            continue
        found = _sheet(source, node, place, formats)
        last = max(found.rows, default=-1)
        rows = [found.rows.get(number, []) for number in range(last + 1)]
        sheets.append(Values(place, name, (0, 0), found.merged, rows))
        surveyed[place] = found.about
    return sheets_document(source, sheets, surveyed, hidden)


def _formats(root: etree._Element) -> dict[str, str]:
    """The number format of each style by its id."""
    found = {}
    for style in root.iterfind("{*}Styles/{*}Style"):
        code = style.find("{*}NumberFormat")
        if code is not None and (said := _attribute(code, "Format")):
            found[_attribute(style, "ID")] = _FORMATS.get(said, said)
    return found


def _sheet(source: Source, node: etree._Element, place: int, formats: dict[str, str]) -> _Found:
    found, row, column = _Found(), -1, -1
    for part in node.iterfind("{*}Table/*"):
        kind = local(part)
        if kind == "Column":
            column = _index(part, column)
            last = column + _number(part, "Span", 0)
            if _attribute(part, "Hidden") == "1":
                found.about.hidden_columns.update(range(column, min(last + 1, MAX_COLUMNS)))
            column = last
        elif kind == "Row":
            row = _index(part, row)
            if row >= MAX_ROWS:
                source.refuse(f"It has more than {MAX_ROWS} rows.", _SMALLER, page=place + 1)
            if _attribute(part, "Hidden") == "1":
                found.about.hidden_rows.add(row)
            _read_row(source, found, part, (place, row), formats)
            row += _number(part, "Span", 0)
    return found


def _read_row(
    source: Source,
    found: _Found,
    node: etree._Element,
    at: tuple[int, int],
    formats: dict[str, str],
) -> None:
    place, row = at
    column = -1
    cells = found.rows.setdefault(row, [])
    for cell in node.iterfind("{*}Cell"):
        column = _index(cell, column)
        across, down = _number(cell, "MergeAcross", 0), _number(cell, "MergeDown", 0)
        if column + across >= MAX_COLUMNS:
            source.refuse(
                f"Row {row + 1} has more than {MAX_COLUMNS} columns.", _SMALLER, page=place + 1
            )
        if across or down:
            found.merged.append(((row, column), (row + min(down, MAX_ROWS), column + across)))
        value = _value(cell)
        if value not in {"", None}:
            assert value is not None
            cells.append((column, value))
            style = _attribute(cell, "StyleID") or _attribute(node, "StyleID")
            if isinstance(value, float) and style in formats:
                found.about.formats[row, column] = formats[style]
        elif _attribute(cell, "Formula") and value is None:
            found.about.unsolved.append((row, column))
        column += across


def _value(cell: etree._Element) -> str | float | None:
    """What a cell holds; None where it holds nothing."""
    data = cell.find("{*}Data")
    if data is None:
        return None
    text = "".join(map(str, _texts(data)))
    kind = _attribute(data, "Type")
    if kind == "Number":
        try:
            return float(text)
        except ValueError:
            return printed(text)
    if kind == "DateTime":
        return text[:_DATES]
    return printed(text)


def _texts(data: etree._Element) -> Iterator[str]:
    return (str(text) for text in data.itertext())


def _index(node: etree._Element, before: int) -> int:
    """The place of a row, column or cell, from 0: as stated, else after the one before."""
    return max(_number(node, "Index", before + 2) - 1, before + 1, 0)


def _number(node: etree._Element, name: str, default: int) -> int:
    text = _attribute(node, name)
    return (
        int(text) if text.isascii() and text.isdigit() and len(text) < len("9999999") else default
    )


def _attribute(node: etree._Element, name: str) -> str:
    """An attribute in whatever namespace it is written."""
    for key, value in node.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""
