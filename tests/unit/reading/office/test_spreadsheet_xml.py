"""Excel 2003 XML: places, formats, what is hidden."""

from pathlib import Path

import pytest

from ingest.base.errors import UnreadableDocumentError
from ingest.reading.document import read_document
from ingest.reading.model import Document
from tests.support.hostile import refusal, write
from tests.support.renderers.spreadsheet_xml import spreadsheet_xml_of


def cell(value: str, kind: str = "String", more: str = "") -> str:
    return f'<Cell {more}><Data ss:Type="{kind}">{value}</Data></Cell>'


def read(tmp_path: Path, table: str, more: str = "") -> Document:
    sheet = f'<Worksheet ss:Name="Sheet1"><Table>{table}</Table></Worksheet>'
    return read_document(write(tmp_path, "a.xls", spreadsheet_xml_of(more + sheet)))


def test_numbers_stand_as_their_format_shows_them(tmp_path: Path) -> None:
    styles = (
        '<Styles><Style ss:ID="s1"><NumberFormat ss:Format="#,##0.00"/></Style>'
        '<Style ss:ID="s2"><NumberFormat ss:Format="Standard"/></Style></Styles>'
    )
    row = cell("404.8", "Number", 'ss:StyleID="s1"') + cell("1E3", "Number", 'ss:StyleID="s2"')
    document = read(tmp_path, f"<Row>{cell('合计')}{row}{cell('12.5', 'Number')}</Row>", styles)
    assert [line.text for line in document.lines] == ["合计\t404.80\t1,000.00\t12.5"]
    assert document.lines[0].boxes[1] == "Sheet1!B1"


def test_places_that_are_left_out(tmp_path: Path) -> None:
    wide, far = "ss:MergeAcross='1'", "ss:Index='3'"
    rows = (
        f'<Row ss:Index="2">{cell("项目", more=wide)}{cell("金额")}</Row>'
        f"<Row>{cell('一')}{cell('1.00', more=far)}</Row>"
    )
    assert [line.text for line in read(tmp_path, rows).lines] == ["项目\t\t金额", "一\t\t1.00"]


def test_what_is_hidden_is_told(tmp_path: Path) -> None:
    shown, hidden = cell("甲") + cell("1.00"), cell("乙") + cell("2.00")
    rows = f'<Row>{shown}</Row><Row ss:Hidden="1">{hidden}</Row>'
    document = read(tmp_path, rows)
    assert [line.text for line in document.lines] == ["甲\t1.00"]
    assert [(told.kind, told.text) for told in document.untold] == [("hidden", "Sheet1!2:2")]


def test_a_sheet_larger_than_any_is_refused(tmp_path: Path) -> None:
    wide = "ss:MergeAcross='99999'"
    with pytest.raises(UnreadableDocumentError, match="more than 1024 columns"):
        read(tmp_path, f"<Row>{cell('甲', more=wide)}</Row>")
    with pytest.raises(UnreadableDocumentError, match="more than 100000 rows"):
        read(tmp_path, f'<Row ss:Index="999999">{cell("甲")}</Row>')


def test_entities_are_refused(tmp_path: Path) -> None:
    data = spreadsheet_xml_of("").replace(b"<Workbook", b"<!DOCTYPE a [<!ENTITY d 'x'>]><Workbook")
    assert "declares XML entities" in refusal(write(tmp_path, "a.xml", data))
