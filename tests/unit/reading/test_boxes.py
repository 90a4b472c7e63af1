"""Where each cell stands in its file: on the page, in the sheet, in the table of a page."""

from pathlib import Path

import pytest

from ingest.extraction.extract import extract
from ingest.extraction.merge import merge
from ingest.reading.document import read_document
from ingest.reading.model import Cell, Document, Line
from tests.support.made_pdf import Page
from tests.support.made_pdf import written as written_pdf
from tests.support.pdf_renderer import rendered
from tests.support.renderers.blocks import Box
from tests.support.renderers.html import html_of
from tests.support.renderers.xlsx import sheet_xml
from tests.support.renderers.xlsx import workbook as xlsx_workbook
from tests.support.roundtrip import MADE, written


def boxes(document: Document) -> dict[str, str]:
    """The box of each cell by what it prints."""
    return {cell.text: cell.box for line in document.lines for cell in line.cells}


def test_a_workbooks_cells_have_their_addresses(tmp_path: Path) -> None:
    cells = [
        Box(0, 0, "支出总表"),
        Box(2, 1, "项目"),
        Box(2, 2, "合计"),
        Box(3, 1, "甲"),
        Box(3, 2, "2.50"),
    ]
    path = tmp_path / "made.xlsx"
    path.write_bytes(xlsx_workbook({"表 一": sheet_xml(cells)}))
    found = boxes(read_document(path))
    assert (found["支出总表"], found["合计"], found["2.50"]) == ("表 一!A1", "表 一!C3", "表 一!C4")


def near(box: str, *place: float) -> bool:
    """Whether a box lies within a few points of a place."""
    return all(
        abs(float(one) - other) < 4 for one, other in zip(box.split(","), place, strict=True)
    )


def test_a_pdfs_lines_and_cells_have_points_from_the_top_left(tmp_path: Path) -> None:
    page = (
        Page()
        .text(200, 40, "支出表")
        .table([["项目", "合计"], ["教育", "5.00"]], (50, 200, 300), 60)
    )
    found = boxes(read_document(written_pdf(tmp_path / "made.pdf", page)))
    # Four digits and a point of 10 points are half as wide as four characters of Chinese.
    assert near(found["支出表"], 200, 31, 230, 41)
    left, top, right, bottom = map(float, found["5.00"].split(","))
    assert 200 <= left < right <= 300
    assert right - left == pytest.approx(20, abs=1)
    assert top > float(found["合计"].split(",")[3]) - 1
    assert bottom > top


def test_columns_without_rules_have_boxes_of_their_cells(tmp_path: Path) -> None:
    page = Page()
    for at, name in enumerate(("教育支出", "卫生支出", "住房支出")):
        page.text(50, 100 + 20 * at, name).text(300, 100 + 20 * at, f"{at + 1},250.00")
    found = boxes(read_document(written_pdf(tmp_path / "made.pdf", page)))
    assert near(found["2,250.00"], 300, 111, 340, 121)
    assert near(found["住房支出"], 50, 131, 90, 141)


def test_a_pages_cells_have_table_row_and_column(tmp_path: Path) -> None:
    body = (
        "<p>甲</p><table><tr><td>a<td>b</table><table><tr><td colspan=2>项目<td>合计"
        "<tr><td>乙<td><td>2.50</table>"
    )
    path = tmp_path / "made.html"
    path.write_bytes(html_of(body))
    found = boxes(read_document(path))
    assert (found["甲"], found["b"], found["合计"], found["2.50"]) == (
        "",
        "1:1:2",
        "2:1:3",
        "2:2:3",
    )


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx", "xls", "pdf"])
def test_every_amount_of_a_format_with_cells_has_a_box(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "made.pdf"
    if kind == "pdf":
        path.write_bytes(rendered(MADE))
    else:
        path = written(tmp_path, kind, MADE)
    rows = extract(read_document(path))["amounts"]
    places = {(row["page"], row["box"]) for row in rows}
    assert rows
    assert all(row["box"] for row in rows)
    assert len(places) == len(rows)


def test_text_has_no_boxes(tmp_path: Path) -> None:
    rows = extract(read_document(written(tmp_path, "txt", MADE)))["amounts"]
    assert {row["box"] for row in rows} == {None}


def test_words_of_a_line_share_its_box_and_merging_keeps_it() -> None:
    line = Line(1, 1, "合计 2.50", ("1.0,2.0,3.0,4.0",))
    assert [cell.box for cell in line.cells] == ["1.0,2.0,3.0,4.0"] * 2
    one = Document("a.pdf", "0", "binary", "flat", 1, (line,))
    assert [each.boxes for each in merge([one, one]).lines] == [line.boxes] * 2
    assert Cell.of(0, "合计", 1, 1, 1).box == ""
