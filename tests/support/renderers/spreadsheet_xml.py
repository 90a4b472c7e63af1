"""A disclosure as an Excel 2003 XML workbook (SpreadsheetML)."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from tests.support.renderers.blocks import Box
from tests.support.renderers.xlsx import sheets

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"


def spreadsheet_xml(text: str) -> bytes:
    found = [_sheet(boxes) for boxes in sheets(text)]
    return spreadsheet_xml_of(
        "".join(
            f'<Worksheet ss:Name="Sheet{n}"><Table>{rows}</Table></Worksheet>'
            for n, rows in enumerate(found, start=1)
        )
    )


def spreadsheet_xml_of(body: str) -> bytes:
    """A workbook whose sheets and styles are this XML, with `ss` as the prefix of attributes."""
    head = '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    return f'{head}<Workbook xmlns="{NAMESPACE}" xmlns:ss="{NAMESPACE}">{body}</Workbook>'.encode()


def _sheet(found: Iterable[Box]) -> str:
    rows: dict[int, str] = {}
    for box in found:
        if not box.text and box.columns == box.rows == 1:
            continue
        merged = f' ss:MergeAcross="{box.columns - 1}"' if box.columns > 1 else ""
        merged += f' ss:MergeDown="{box.rows - 1}"' if box.rows > 1 else ""
        data = f'<Data ss:Type="String">{escape(box.text)}</Data>' if box.text else ""
        cell = f'<Cell ss:Index="{box.column + 1}"{merged}>{data}</Cell>'
        rows[box.row] = rows.get(box.row, "") + cell
    return "".join(f'<Row ss:Index="{n + 1}">{cells}</Row>' for n, cells in sorted(rows.items()))
