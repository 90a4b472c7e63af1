"""The reader of spreadsheets: sheets, merged cells, and numbers as a reader sees them."""

import struct
from pathlib import Path

import pytest

from ingest.reading.document import read_document
from ingest.reading.model import Document
from ingest.reading.office.number_format import plain, shown
from ingest.reading.office.xls_formats import xls_formats
from ingest.reading.source import Source
from tests.support.renderers.blocks import Box
from tests.support.renderers.xls import Cell, record, sheet, styled, workbook
from tests.support.renderers.xlsx import reference, sheet_of, sheet_xml, text_cell
from tests.support.renderers.xlsx import workbook as xlsx_workbook


def read(tmp_path: Path, data: bytes, ending: str = "xlsx") -> Document:
    path = tmp_path / f"made.{ending}"
    path.write_bytes(data)
    return read_document(path)


def lines(tmp_path: Path, *cells: str, styles: tuple[str, ...] = ()) -> list[str]:
    """The lines of a sheet of one row, given as the XML of its cells."""
    xml = sheet_of(f'<row r="1">{"".join(cells)}</row>')
    return [line.text for line in read(tmp_path, xlsx_workbook({"S": xml}, styles=styles)).lines]


def of_boxes(tmp_path: Path, *boxes: Box, name: str = "Sheet1") -> list[str]:
    data = xlsx_workbook({name: sheet_xml(boxes)})
    return [line.text for line in read(tmp_path, data).lines]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1347.44, None, "1347.44"),
        (0.1 + 0.2, None, "0.3"),
        (5.0, None, "5"),
        (-3, None, "-3"),
        (1e21, None, "1000000000000000000000"),
        (1e-7, None, "0.0000001"),
        (123456789012.35, None, "123456789012.35"),
        (9007199254740991.0, None, "9007199254740991"),
        (404.8, "0.00", "404.80"),
        (404.8, "#,##0.00", "404.80"),
        (1347.4399999, "#,##0.00", "1,347.44"),
        (1284.285, "0.00", "1284.29"),
        (-1234567.5, "#,##0.0_);(#,##0.0)", "-1,234,567.5"),
        (1234.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (0, "0.00;-0.00;", ""),
        (0, "0.00", "0.00"),
        (-0.001, "0.00", "0.00"),
        (1.5, "0.0##", "1.5"),
        (0.4463, "0.00%", "44.63%"),
        (1, "00", "01"),
        (12, "[Red]0.0;[Blue]-0.0", "12.0"),
        (12.5, '0.00"元"', "12.5"),
        (12.5, '"2024"0', "12.5"),
        (12500, "0.0,", "12.5"),
        (12505000, '0!.0,"万"', "1250.5万"),
        (401000, '0!.0,"万"', "40.1万"),
        (-12505000, '0!.0,"万"', "-1250.5万"),
        (0, '0!.0,"万"', "0.0万"),
        (12505000, '0!.0000"万元"', "1250.5000万元"),
        (12505000, r"0\.0,", "1250.5"),
        (12505000, '0"."0,', "1250.5"),
        (12505000, '0.00,,"百万元"', "12.51百万元"),
        (12.5, "General", "12.5"),
        (12.5, "@", "12.5"),
        (1e300, "0.00", "1e+300"),
        (float("nan"), "0.00", "nan"),
        (1.5, "0." + "0" * 200, "1.5"),
    ],
)
def test_numbers_as_shown(value: float, code: str | None, text: str) -> None:
    assert shown(value, code) == text


def test_no_digit_is_lost() -> None:
    for text in ("0.1", "1597.51", "999999999999.99", "0.000123456789012345", "123456789012345"):
        assert plain(float(text)) == text


def test_a_workbook_shows_numbers_by_their_formats(tmp_path: Path) -> None:
    cells = (
        '<c r="A1"><v>404.8</v></c><c r="B1" s="1"><v>404.8</v></c>'
        '<c r="C1" s="2"><v>45292</v></c><c r="D1" t="b"><v>1</v></c>'
        '<c r="E1" t="e"><v>#REF!</v></c><c r="F1" t="str"><f>A1</f><v>公式</v></c>'
    )
    found = lines(tmp_path, cells, styles=("#,##0.00", "yyyy-mm-dd"))
    assert found == ["S", "404.8\t404.80\t2024-01-01\tTRUE\t#REF!\t公式"]


def test_merged_cells_print_once_and_keep_the_columns(tmp_path: Path) -> None:
    found = of_boxes(
        tmp_path,
        Box(0, 0, "科目", columns=2),
        Box(0, 2, "合计", rows=2),
        Box(1, 0, "编码"),
        Box(1, 1, "名称"),
        Box(2, 0, "208"),
        Box(2, 2, "1.00"),
    )
    assert found == ["科目\t\t合计", "编码\t名称", "208\t\t1.00"]


def test_what_a_merged_cell_covers_is_not_read(tmp_path: Path) -> None:
    boxes = (Box(0, 0, "a", columns=2, rows=2), Box(0, 1, "?"), Box(1, 1, "?"), Box(1, 2, "b"))
    assert of_boxes(tmp_path, *boxes, Box(0, 2, "c")) == ["a\t\tc", "\t\tb"]


def test_breaks_and_tabs_in_a_cell_are_blanks(tmp_path: Path) -> None:
    cells = text_cell(0, 0, "基本\n支出\t（万元）"), text_cell(0, 1, "1")
    assert lines(tmp_path, *cells) == ["S", "基本 支出 （万元）\t1"]


def test_a_page_per_sheet_and_its_name_where_it_says_more(tmp_path: Path) -> None:
    sheets = {
        "Sheet1": sheet_xml([Box(0, 0, "封面")]),
        "收支总表": sheet_xml([Box(0, 0, "2024年部门收支总表"), Box(1, 0, "a"), Box(1, 1, "b")]),
        "空": sheet_of(""),
        "附注": sheet_xml([Box(3, 2, "c"), Box(3, 3, "d")]),
    }
    found = [(line.page, line.text) for line in read(tmp_path, xlsx_workbook(sheets)).lines]
    assert found == [
        (1, "封面"),
        (2, "2024年部门收支总表"),
        (2, "a\tb"),
        (4, "附注"),
        (4, "c\td"),
    ]


def test_hidden_sheets_are_not_read(tmp_path: Path) -> None:
    sheets = {"一": sheet_xml([Box(0, 0, "a")]), "二": sheet_xml([Box(0, 0, "b")])}
    document = read(tmp_path, xlsx_workbook(sheets, hidden=["一"]))
    assert [(line.page, line.text) for line in document.lines] == [(2, "二"), (2, "b")]
    assert [(one.kind, one.text) for one in document.untold] == [("hidden", "一")]


def told(
    tmp_path: Path, data: str, before: str = "", merged: str = ""
) -> tuple[list[str], list[str]]:
    """The lines of a sheet of this XML, and what is told of it."""
    xml = sheet_of(data, merged).replace("<sheetData>", f"{before}<sheetData>")
    document = read(tmp_path, xlsx_workbook({"表": xml}))
    untold = [f"{one.kind} {one.text} {one.page} {one.place}" for one in document.untold]
    return [line.text for line in document.lines], untold


def test_hidden_rows_and_columns_are_not_read_and_told(tmp_path: Path) -> None:
    rows = [
        "".join(text_cell(row, column, f"{row}{column}") for column in range(4)) for row in range(4)
    ]
    marks = ("", ' hidden="1"', ' ht="0"', "")
    data = "".join(
        f'<row r="{n + 1}"{mark}>{cells}</row>'
        for n, (mark, cells) in enumerate(zip(marks, rows, strict=True))
    )
    columns = '<cols><col min="2" max="2" hidden="1"/><col min="3" max="3" width="0"/></cols>'
    read_lines, untold = told(tmp_path, data, columns)
    assert read_lines == ["表", "00\t\t\t03", "30\t\t\t33"]
    assert untold == [f"hidden 表!{place} 1 1" for place in ("2:2", "3:3", "B:B", "C:C")]


def test_hidden_columns_that_hold_nothing_are_not_told(tmp_path: Path) -> None:
    columns = '<cols><col min="7" max="16384" hidden="1"/></cols>'
    row = f'<row r="1">{text_cell(0, 0, "a")}{text_cell(0, 1, "b")}</row>'
    assert told(tmp_path, row, columns) == (["表", "a\tb"], [])


def test_what_a_merged_cell_covers_is_told(tmp_path: Path) -> None:
    cells = "".join(text_cell(0, column, text) for column, text in enumerate("abc"))
    merged = '<mergeCell ref="A1:C1"/>'
    assert told(tmp_path, f'<row r="1">{cells}</row>', merged=merged) == (
        ["表", "a"],
        ["hidden 表!B1:C1 1 1"],
    )


def test_formulas_without_results_are_told(tmp_path: Path) -> None:
    cells = (
        text_cell(0, 0, "合计") + '<c r="B1"><f>C1+D1</f><v></v></c><c r="C1"><f>D1</f></c>'
        '<c r="D1"><f>1+1</f><v>2</v></c><c r="E1" t="str"><f>""</f><v></v></c>'
    )
    read_lines, untold = told(tmp_path, f'<row r="1">{cells}</row>')
    assert read_lines == ["表", "合计\t\t\t2"]
    assert untold == ["formula 表!B1 1 1", "formula 表!C1 1 1"]


def test_titles_and_notes_are_plain_and_rows_are_not(tmp_path: Path) -> None:
    cells = [
        (0, 0, "部门收支总表"),
        (1, 2, "单位：万元"),
        (2, 0, "项目"),
        (2, 1, "预算数"),
        (3, 0, "一、本年收入"),
        (4, 0, "支出"),
        (4, 2, "1"),
        (5, 0, "合计"),
        (6, 0, "注：本表无数据。"),
        (8, 0, "情况说明"),
    ]
    assert of_boxes(tmp_path, *(Box(*cell) for cell in cells)) == [
        "部门收支总表",
        "\t\t单位：万元",
        "项目\t预算数",
        "一、本年收入\t",
        "支出\t\t1",
        "合计\t",
        "注：本表无数据。",
        "",
        "情况说明",
    ]


def test_tables_below_each_other_are_parted_and_a_gap_in_one_is_not(tmp_path: Path) -> None:
    cells = [
        *((0, 0, "a"), (0, 1, "1"), (2, 0, "b"), (3, 0, "c"), (3, 1, "2")),
        *((4, 0, "注：一。"), (5, 0, "2.二。"), (7, 0, "收支总表"), (8, 0, "单位：万元")),
        *((9, 0, "d"), (9, 1, "3")),
    ]
    assert of_boxes(tmp_path, *(Box(*cell) for cell in cells)) == [
        *("a\t1", "", "b\t", "c\t2", "注：一。", "2.二。", "", "收支总表", "单位：万元", "d\t3")
    ]


def test_a_name_that_the_first_rows_say_is_not_repeated(tmp_path: Path) -> None:
    title = Box(0, 0, "2024年部门收支总表")
    for name in ("收支总表", "01 收支总表", "表1收支总表", "Sheet3", "(1)"):
        assert of_boxes(tmp_path, title, name=name) == ["2024年部门收支总表"], name
    assert of_boxes(tmp_path, title, name="表1") == ["表1", "2024年部门收支总表"]


def test_blank_rows_are_one_line(tmp_path: Path) -> None:
    cells = [(0, 0, "a"), (0, 1, "b"), (9, 0, "c"), (9, 1, "d")]
    assert of_boxes(tmp_path, *(Box(*cell) for cell in cells)) == ["a\tb", "", "c\td"]


def test_shared_strings_and_cells_without_a_place(tmp_path: Path) -> None:
    data = '<row><c t="s"><v>1</v></c><c><v>2</v></c></row><row><c/><c t="s"><v>0</v></c></row>'
    document = read(tmp_path, xlsx_workbook({"表1": sheet_of(data)}, strings=["甲", "乙"]))
    assert [line.text for line in document.lines] == ["表1", "乙\t2", "\t甲"]


def test_styled_cells_that_hold_nothing_do_not_widen_a_sheet(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    data = f'<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>{far}'
    document = read(tmp_path, xlsx_workbook({"S": sheet_of(data)}, styles=["0.00"]))
    assert [line.text for line in document.lines] == ["S", "1\t2"]


def test_old_workbooks(tmp_path: Path) -> None:
    first = sheet([(0, 0, "科目"), (0, 2, "合计"), (1, 0, "208"), (1, 2, 1347.44)])
    second = sheet([(0, 0, "a"), (0, 1, 5.0), (1, 1, 0.1 + 0.2)], [Box(0, 0, "a", 1, 2)])
    document = read(tmp_path, workbook([first, second]), "xls")
    found = [(line.page, line.text) for line in document.lines]
    assert found == [(1, "科目\t\t合计"), (1, "208\t\t1347.44"), (2, "a\t5"), (2, "\t0.3")]


def test_references() -> None:
    assert [reference(0, 0), reference(9, 26), reference(0, 16_383)] == ["A1", "AA10", "XFD1"]


def test_xls_numbers_stand_as_their_format_shows_them(tmp_path: Path) -> None:
    cells: list[Cell] = [
        (0, 0, 12.5, 1),
        (0, 1, 1234567.0, 2),
        (0, 2, 0.0, 2),
        (0, 3, 12.5),
        (0, 4, 0.125, 3),
    ]
    book = workbook([sheet(cells)], styled(["0.00", '#,##0.00;-#,##0.00;"-"', "@@"]))
    (line,) = read(tmp_path, book, "xls").lines
    assert line.text == "12.50\t1,234,567.00\t-\t12.5\t0.125"


def test_xls_numbers_in_one_record_have_a_format_each(tmp_path: Path) -> None:
    def small(value: int) -> int:
        return value << 2 | 2

    body = struct.pack("<HH", 0, 0) + struct.pack("<HIHI", 0, small(7), 1, small(8))
    row = record(0x00BD, body + struct.pack("<H", 1))
    one = sheet([])
    book = workbook([one[:-4] + row + one[-4:]], styled(["0.00"]))
    (line,) = read(tmp_path, book, "xls").lines
    assert line.text == "7\t8.00"


def formats(book: bytes) -> list[set[str]]:
    """The number formats of each sheet."""
    found = xls_formats(Source("a.xls", book), {f"Sheet{n}": n - 1 for n in range(1, 4)})
    return [set(found[place].formats.values()) for place in sorted(found)]


@pytest.mark.parametrize("cut", [8, 48, 76, 600, 1100, 1600, 3000])
def test_formats_of_a_damaged_xls_are_none_and_no_error(cut: int) -> None:
    book = workbook([sheet([(0, 0, 12.5, 1)])], styled(["0.00"]))
    assert formats(book) == [{"0.00"}]
    for damaged in (book[:cut], book[:cut] + b"\xff" * 64 + book[cut + 64 :]):
        assert all(codes <= {"0.00"} for codes in formats(damaged))


def test_each_sheet_of_an_xls_has_its_formats() -> None:
    sheets = [sheet([(0, 0, 12.5, style)]) for style in (1, 0, 2)]
    assert formats(workbook(sheets, styled(["0.00", "0.0"]))) == [{"0.00"}, {"General"}, {"0.0"}]
