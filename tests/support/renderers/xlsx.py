"""A disclosure as an Excel workbook: every table with the paragraphs above it on a sheet."""

import re
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from tests.support.renderers.archives import HEAD, OFFICE, package, packed, relations
from tests.support.renderers.blocks import Box, blocks, boxes

SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORKBOOK = "xl/workbook.xml"
_AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})*\.\d\d")


def xlsx(text: str, *, one_sheet: bool = False, numbers: bool = False) -> bytes:
    """A workbook of a disclosure.

    Args:
        text: Its tabbed text.
        one_sheet: Whether all stands on one sheet.
        numbers: Whether amounts are numbers with a format, and not text.
    """
    parts = {
        f"Sheet{place}": sheet_xml(sheet, numbers=numbers)
        for place, sheet in enumerate(sheets(text, one_sheet=one_sheet), start=1)
    }
    return workbook(parts, styles=["#,##0.00"])


def sheets(text: str, *, one_sheet: bool = False) -> list[list[Box]]:
    """The cells of each sheet; paragraphs stand in the first column, as one types them."""
    found: list[list[Box]] = [[]]
    row = 0
    is_behind_table = False
    for block in blocks(text):
        is_heading = isinstance(block, str) and block.startswith("#")
        if is_behind_table and is_heading and not one_sheet:
            found.append([])
            row, is_behind_table = 0, False
        if isinstance(block, str):
            found[-1].append(Box(row, 0, block))
            row += 1
            continue
        found[-1] += [
            Box(row + box.row, box.column, box.text, box.columns, box.rows) for box in boxes(block)
        ]
        row += len(block)
        is_behind_table = True
    return found


def reference(row: int, column: int) -> str:
    letters, at = "", column + 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def text_cell(row: int, column: int, text: str) -> str:
    inner = f'<is><t xml:space="preserve">{escape(text)}</t></is>'
    return f'<c r="{reference(row, column)}" t="inlineStr">{inner}</c>'


def number_cell(row: int, column: int, text: str) -> str:
    """A cell that shows `text` by the first number format; text where it is no such number."""
    if not _AMOUNT.fullmatch(text):
        return text_cell(row, column, text)
    return f'<c r="{reference(row, column)}" s="1"><v>{text.replace(",", "")}</v></c>'


def sheet_xml(found: Iterable[Box], *, numbers: bool = False) -> str:
    write = number_cell if numbers else text_cell
    rows: dict[int, str] = {}
    merged = ""
    for box in found:
        if box.text:
            rows[box.row] = rows.get(box.row, "") + write(box.row, box.column, box.text)
        if box.columns > 1 or box.rows > 1:
            end = reference(box.row + box.rows - 1, box.column + box.columns - 1)
            merged += f'<mergeCell ref="{reference(box.row, box.column)}:{end}"/>'
    data = "".join(f'<row r="{row + 1}">{cells}</row>' for row, cells in sorted(rows.items()))
    return sheet_of(data, merged)


def sheet_of(data: str, merged: str = "") -> str:
    """A sheet of these rows and merged cells, as XML."""
    merges = f"<mergeCells>{merged}</mergeCells>" if merged else ""
    return f'{HEAD}<worksheet xmlns="{SHEETS}"><sheetData>{data}</sheetData>{merges}</worksheet>'


def workbook(
    named: Mapping[str, str],
    *,
    styles: Sequence[str] = (),
    strings: Sequence[str] = (),
    hidden: Sequence[str] = (),
) -> bytes:
    """A workbook of these sheets.

    Args:
        named: XML of each sheet by its name.
        styles: Number formats, which cells name by their place from 1.
        strings: Shared strings.
        hidden: Names of sheets that are hidden.
    """
    targets = {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in _places(named)}
    targets["rIdS"] = ("styles", "styles.xml")
    targets["rIdT"] = ("sharedStrings", "sharedStrings.xml")
    kinds = {f"xl/worksheets/sheet{n}.xml": "spreadsheetml.worksheet" for n in _places(named)}
    kinds |= {
        WORKBOOK: "spreadsheetml.sheet.main",
        "xl/styles.xml": "spreadsheetml.styles",
        "xl/sharedStrings.xml": "spreadsheetml.sharedStrings",
    }
    parts = package(WORKBOOK, kinds)
    tags = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"'
        + (' state="hidden"/>' if name in hidden else "/>")
        for n, name in enumerate(named, start=1)
    )
    parts[WORKBOOK] = (
        f'{HEAD}<workbook xmlns="{SHEETS}" xmlns:r="{OFFICE}"><sheets>{tags}</sheets></workbook>'
    )
    parts["xl/_rels/workbook.xml.rels"] = relations(targets)
    parts["xl/styles.xml"] = _styles(styles)
    items = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
    parts["xl/sharedStrings.xml"] = f'{HEAD}<sst xmlns="{SHEETS}">{items}</sst>'
    for n, xml in zip(_places(named), named.values(), strict=True):
        parts[f"xl/worksheets/sheet{n}.xml"] = xml
    return packed(parts)


def _places(named: Mapping[str, str]) -> range:
    return range(1, len(named) + 1)


def _styles(codes: Sequence[str]) -> str:
    formats = "".join(
        f'<numFmt numFmtId="{n}" formatCode={quoteattr(code)}/>'
        for n, code in enumerate(codes, start=164)
    )
    cells = '<xf numFmtId="0"/>' + "".join(
        f'<xf numFmtId="{n}" applyNumberFormat="1"/>' for n in range(164, 164 + len(codes))
    )
    return (
        f'{HEAD}<styleSheet xmlns="{SHEETS}"><numFmts>{formats}</numFmts>'
        f"<cellXfs>{cells}</cellXfs></styleSheet>"
    )
