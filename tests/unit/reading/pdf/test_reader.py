"""What the reader of PDF makes of pages: lines, rules to grids, alignment to columns."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.reading.pdf.reader import read_pdf, read_pdf_pages
from ingest.reading.pdf.text import joined
from tests.support.made_pdf import HEIGHT, Page, pdf, written

XS = (50, 150, 250, 350, 450)
HEADS = ["科目编码", "科目名称", "合计", "基本支出"]


def lines(folder: Path, *pages: Page) -> list[str]:
    """The lines read of a made PDF, `¦` for each tab stop."""
    document = read_pdf(written(folder / "made.pdf", *pages))
    return [line.text.replace("\t", "¦") for line in document.lines]


def test_places_run_on_over_pages(tmp_path: Path) -> None:
    path = written(
        tmp_path / "甲 乙.pdf",
        Page().text(50, 50, "甲").text(50, 80, "乙"),
        Page(),
        Page().text(50, 50, "丙"),
    )
    document = read_pdf(path)
    assert [(line.page, line.number, line.text) for line in document.lines] == [
        (1, 1, "甲"),
        (1, 2, "乙"),
        (3, 3, "丙"),
    ]
    assert (document.source_file, document.layout, document.page_count) == (
        "甲 乙.pdf",
        "tabbed",
        3,
    )
    assert len(document.sha256) == 64


def test_words_of_a_line_are_parted_by_a_blank(tmp_path: Path) -> None:
    page = Page().text(400, 50, "单位：万元").text(50, 50, "部门：甘泉县民政局")
    page.text(50, 80, "收入", 10).text(85, 80, "404.80", 10).text(124, 80, "万元")
    assert lines(tmp_path, page) == ["部门：甘泉县民政局 单位：万元", "收入 404.80 万元"]


def test_a_figure_beside_another_keeps_its_own_digits(tmp_path: Path) -> None:
    assert lines(tmp_path, Page().text(50, 50, "1.5").text(68, 50, "2.5")) == ["1.5 2.5"]


def test_type_printed_twice_for_bold_is_read_once(tmp_path: Path) -> None:
    page = Page().text(50, 50, "合计11").text(50.3, 50, "合计11")
    assert lines(tmp_path, page) == ["合计11"]


def test_radicals_are_read_as_the_characters_they_look_like(tmp_path: Path) -> None:
    assert lines(tmp_path, Page().text(50, 50, "⻓期⼈员⾦额")) == ["长期人员金额"]


def test_cells_stand_at_their_columns(tmp_path: Path) -> None:
    page = (
        Page()
        .text(200, 40, "支出表")
        .table([HEADS, ["201", "教育", "", "5.00"], ["", "", "", ""]], XS, 60)
    )
    page.text(50, 150, "注：无。")
    assert lines(tmp_path, page) == [
        "支出表",
        "科目编码¦科目名称¦合计¦基本支出",
        "201¦教育¦¦5.00",
        "",
        "注：无。",
    ]


def test_a_merged_cell_stands_in_its_first_column_and_row(tmp_path: Path) -> None:
    rows: list[list[str | None]] = [
        ["项目", None, "合计", "备注"],
        ["类", "款", "1.00", "甲"],
        [None, "项", "2.00", "乙"],
        ["合计", None, "3.00", ""],
    ]
    assert lines(tmp_path, Page().table(rows, XS, 60)) == [
        "项目¦¦合计¦备注",
        "类¦款¦1.00¦甲",
        "¦项¦2.00¦乙",
        "合计¦¦3.00",
    ]


def test_a_line_says_of_how_many_lines_a_merged_cell_is(tmp_path: Path) -> None:
    rows: list[list[str | None]] = [
        ["甲项目", "1.00", "甲"],
        [None, "2.00", "乙"],
        [None, "4.00", "丙"],
        ["乙项目", "3.00", "丁"],
    ]
    document = read_pdf(written(tmp_path / "made.pdf", Page().table(rows, XS[:4], 60)))
    assert [line.covers for line in document.lines] == [(3,), (), (), ()]


def test_text_wrapped_in_a_cell_is_joined(tmp_path: Path) -> None:
    rows = [["机关事业单位基本养\n老保险缴费支出", "1.00"], ["other\nincome", "2.00"]]
    assert lines(tmp_path, Page().table(rows, XS[:3], 60, 30)) == [
        "机关事业单位基本养老保险缴费支出¦1.00",
        "other income¦2.00",
    ]


@pytest.mark.parametrize(
    ("texts", "whole"),
    [
        (["基本", "支出"], "基本支出"),
        (["1,597.5", "1"], "1,597.51"),
        (["PC", "机"], "PC机"),
        (["a", "b"], "a b"),
        (["甲 ", " 乙 "], "甲 乙"),
        (["甲 ", " 乙"], "甲 乙"),
    ],
)
def test_joined(texts: list[str], whole: str) -> None:
    assert joined(texts) == whole


def test_rows_that_no_rule_parts_are_parted_by_their_figures(tmp_path: Path) -> None:
    cells = ["教育支出\n住房保障支出", "1.00\n2.00", "\n2.00"]
    page = Page().table([["科目", "合计", "项目支出"], cells], XS[:4], 60, 40)
    assert lines(tmp_path, page) == [
        "科目¦合计¦项目支出",
        "教育支出¦1.00",
        "住房保障支出¦2.00¦2.00",
    ]


def test_a_figure_wrapped_in_its_cell_is_one_figure(tmp_path: Path) -> None:
    page = Page().table([["合计", "371,514,65\n5.00"], ["甲", "1.00"]], XS[:3], 60, 30)
    assert lines(tmp_path, page)[0] == "合计¦371,514,655.00"


def test_a_title_and_a_note_ruled_with_the_table_are_plain_lines(tmp_path: Path) -> None:
    rows: list[list[str | None]] = [
        ["支出总表", None],
        ["科目", "合计"],
        ["教育", "5.00"],
        ["注：本表为空表。", None],
    ]
    assert lines(tmp_path, Page().table(rows, XS[:3], 60)) == [
        "支出总表",
        "科目¦合计",
        "教育¦5.00",
        "注：本表为空表。",
    ]


def test_two_tables_and_the_lines_between_are_in_reading_order(tmp_path: Path) -> None:
    page = Page().text(50, 40, "一").table([["甲", "1"]], XS[:3], 50)
    page.text(50, 100, "二").table([["乙", "2"]], XS[:3], 110).text(50, 150, "三")
    assert lines(tmp_path, page) == ["一", "甲¦1", "二", "乙¦2", "三"]


def test_a_figure_that_touches_the_next_cell_keeps_to_its_own(tmp_path: Path) -> None:
    page = Page().table([["371,514,655.00", "一、教育"], ["1", "2"]], (50, 122.5, 250), 60)
    assert lines(tmp_path, page)[0] == "371,514,655.00¦一、教育"


def test_a_figure_keeps_out_of_words_that_fill_the_next_cell(tmp_path: Path) -> None:
    page = Page().table([["", ""], ["1.00", "保障"]], (50, 150, 230), 60)
    page.text(130, 72, "0.00").text(150, 72, "保障大厅正常运转")
    assert lines(tmp_path, page)[0] == "0.00¦保障大厅正常运转"


def test_text_that_runs_over_an_edge_stays_in_the_cell_it_is_set_in(tmp_path: Path) -> None:
    page = Page().table([["", "", ""], ["甲", "乙", "丙"]], (50, 94, 150, 250), 60)
    page.text(52, 72, "江苏省人民检察院预算")
    page.text(120, 132, "1,234,567.00").table([["合计", "", "乙"]], (50, 130, 182, 250), 120)
    assert lines(tmp_path, page) == ["江苏省人民检察院预算¦", "甲¦乙¦丙", "合计¦1,234,567.00¦乙"]


def test_two_texts_that_fill_their_cells_stay_apart(tmp_path: Path) -> None:
    page = Page().table([["", ""], ["1", "2"]], (50, 110, 150), 60)
    page.text(50, 72, "一般公共预算").text(110, 72, "政府基金")
    assert lines(tmp_path, page)[0] == "一般公共预算¦政府基金"


def boxed(page: Page) -> None:
    for x0, x1 in ((50, 150), (150, 250)):
        page.box(x0, 60, x1, 80).box(x0, 80, x1, 100)


def filled(page: Page) -> None:
    for y in (60, 80, 100):
        page.box(50, y, 250, y + 0.7, "f")
    for x in (50, 150, 250):
        page.box(x, 60, x + 0.7, 100.7, "f")


def dotted(page: Page) -> None:
    for n in range(101):
        for y in (60, 80, 100):
            page.box(50 + 2 * n, y, 50.5 + 2 * n, y + 0.5, "f")
    for n in range(21):
        for x in (50, 150, 250):
            page.box(x, 60 + 2 * n, x + 0.5, 60.5 + 2 * n, "f")


def in_one_path(page: Page) -> None:
    across = " ".join(f"50 {HEIGHT - y} m 250 {HEIGHT - y} l" for y in (60, 80, 100))
    down = " ".join(f"{x} {HEIGHT - 60} m {x} {HEIGHT - 100} l" for x in (50, 150, 250))
    page.ops.append(f"{across} {down} S")


def in_a_form(page: Page) -> None:
    page.ops.append(f"q 1 0 0 1 50 {HEIGHT - 100} cm /X Do Q")


@pytest.mark.parametrize("draw", [boxed, filled, dotted, in_one_path, in_a_form])
def test_rules_may_be_drawn_in_many_ways(tmp_path: Path, draw: Callable[[Page], None]) -> None:
    page = Page()
    draw(page)
    page.text(52, 72, "甲").text(152, 72, "1").text(52, 92, "乙").text(152, 92, "2")
    assert lines(tmp_path, page) == ["甲¦1", "乙¦2"]


def test_light_rules_and_the_ground_of_cells_are_none(tmp_path: Path) -> None:
    page = Page().text(52, 72, "甲乙").box(50, 60, 250, 80, "1 g f")
    page.rule(50, 60, 250, 60, 1).rule(50, 80, 250, 80, 1).rule(60, 60, 60, 80, 1).rule(
        250, 60, 250, 80, 1
    )
    page.ops.append("0 g")
    page.text(52, 110, "丙丁")
    assert lines(tmp_path, page) == ["甲乙", "丙丁"]


def test_a_frame_around_text_is_no_table(tmp_path: Path) -> None:
    page = Page().box(40, 40, 550, 800).text(50, 60, "甲").text(50, 90, "乙")
    assert lines(tmp_path, page) == ["甲", "乙"]


def test_a_table_open_at_its_sides_has_its_outer_columns(tmp_path: Path) -> None:
    page = Page().rule(150, 60, 150, 100)
    for y in (60, 80, 100):
        page.rule(50, y, 250, y)
    page.text(52, 72, "甲").text(152, 72, "1").text(52, 92, "乙").text(152, 92, "2")
    assert lines(tmp_path, page) == ["甲¦1", "乙¦2"]


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_text_is_read_the_way_it_runs(tmp_path: Path, turn: int) -> None:
    # The same three words and two rules, as the sheet is turned about the middle of the page.
    def at(x: float, y: float) -> tuple[float, float]:
        for _ in range(turn):
            x, y = y, 600 - x
        return x, y

    page = Page(rotate=90 * turn)
    for x, y, text in (
        (112, 112, "Basic"),
        (212, 112, "5.00"),
        (112, 132, "Project"),
        (212, 132, "7.50"),
    ):
        page.text(*at(x, y), text, turn=turn)
    for y in (100, 120, 140):
        page.rule(*at(100, y), *at(300, y))
    for x in (100, 200, 300):
        page.rule(*at(x, 100), *at(x, 140))
    assert lines(tmp_path, page) == ["Basic¦5.00", "Project¦7.50"]


def test_a_part_with_fewer_columns_goes_on_at_the_columns_of_the_table(tmp_path: Path) -> None:
    first = (
        Page()
        .text(200, 40, "支出表")
        .table([HEADS, ["201", "教育", "5.00", "5.00"]], XS, 60)
        .text(290, 820, "1")
    )
    second = Page().table([["合计", None, "5.00", "5.00"]], XS, 60).text(290, 820, "2")
    assert lines(tmp_path, first, second) == [
        "支出表",
        "科目编码¦科目名称¦合计¦基本支出",
        "201¦教育¦5.00¦5.00",
        "1",
        "合计¦¦5.00¦5.00",
        "2",
    ]


def test_another_table_on_the_next_page_keeps_its_own_columns(tmp_path: Path) -> None:
    first = Page().table([HEADS, ["201", "教育", "5.00", "5.00"]], XS, 60)
    second = Page().text(50, 40, "收入表").table([["合计", "5.00"]], (50, 250, 450), 60)
    assert lines(tmp_path, first, second)[2:] == ["收入表", "合计¦5.00"]


def test_a_row_cut_by_a_page_break_is_mended(tmp_path: Path) -> None:
    xs = (50, 152, 250)
    first = Page().table([["十六、金融支出", "1"], ["十七、国土海洋气象等", ""]], xs, 60)
    second = Page().table([["支出", ""], ["十八、其他支出", "3"]], xs, 60)
    assert lines(tmp_path, first, second) == [
        "十六、金融支出¦1",
        "十七、国土海洋气象等支出¦",
        "十八、其他支出¦3",
    ]


@pytest.mark.parametrize("label", ["十七、国土海洋支出", "十七、国土海洋气象等"])
@pytest.mark.parametrize("row", [["支出", "2"], ["十八、支出", ""]])
def test_a_row_of_its_own_is_not_taken_for_the_rest_of_another(
    tmp_path: Path, label: str, row: list[str | None]
) -> None:
    first = Page().table([["十六、金融支出", "1"], [label, ""]], (50, 152, 250), 60)
    second = Page().table([row, ["十九、其他支出", "3"]], (50, 152, 250), 60)
    assert lines(tmp_path, first, second)[2] == "¦".join(str(cell) for cell in row)


def test_columns_without_rules_are_read_by_alignment(tmp_path: Path) -> None:
    page = (
        Page()
        .text(200, 50, "一般公共预算支出表", 14)
        .text(50, 75, "部门：甲")
        .text(420, 75, "单位：万元")
    )
    rows = [
        ("科目", "合计", "基本支出", "项目支出"),
        ("教育支出", "127.00", "127.00", ""),
        ("住房保障支出", "3.00", "", "3.00"),
        ("合计", "130.00", "127.00", "3.00"),
    ]
    for number, row in enumerate(rows):
        for x, text in zip((50, 200, 300, 400), row, strict=True):
            page.text(
                x if not text[:1].isdigit() else x + 40 - 5 * len(text), 100 + 20 * number, text
            )
    page.text(50, 200, "注：本表反映支出情况。")
    assert lines(tmp_path, page) == [
        "一般公共预算支出表",
        "部门：甲 单位：万元",
        "科目¦合计¦基本支出¦项目支出",
        "教育支出¦127.00¦127.00",
        "住房保障支出¦3.00¦¦3.00",
        "合计¦130.00¦127.00¦3.00",
        "注：本表反映支出情况。",
    ]


def test_a_name_over_two_lines_is_one_row_without_rules(tmp_path: Path) -> None:
    page = Page()
    for number, (name, figure) in enumerate(
        [("教育支出", "127.00"), ("", "3.00"), ("合计", "130.00")]
    ):
        page.text(50, 100 + 40 * number, name).text(
            235 - 5 * len(figure), 100 + 40 * number, figure
        )
    page.text(50, 133, "机关事业单位基本").text(50, 147, "养老保险缴费")
    page.text(120, 140, "1.00")
    assert lines(tmp_path, page)[1:-1] == ["机关事业单位基本养老保险缴费¦1.00¦3.00"]


def test_contents_with_page_numbers_are_no_table(tmp_path: Path) -> None:
    page = Page()
    for number, title in enumerate(["一、收支总表", "二、收入总表", "三、支出总表", "四、其他"]):
        page.text(50, 60 + 20 * number, title).text(500, 60 + 20 * number, str(number + 3))
    assert lines(tmp_path, page)[0] == "一、收支总表 3"


def test_pages_that_show_something_but_hold_no_text_are_named(tmp_path: Path) -> None:
    scan = Page().picture(0, 0, 595, 842)
    stamped = Page().picture(0, 0, 595, 800).text(290, 830, "- 3 -")
    sealed = Page().text(50, 50, "本部门2024年度部门决算已经审核。").picture(300, 100, 400, 200)
    reading = read_pdf_pages(written(tmp_path / "a.pdf", sealed, scan, stamped, Page()))
    assert reading.pages_without_text == (2, 3)
    assert reading.document.pages_without_text == (2, 3)
    assert [line.text for line in reading.document.lines] == [
        "本部门2024年度部门决算已经审核。",
        "- 3 -",
    ]


def test_a_page_whose_font_is_nowhere_to_be_found_is_named(tmp_path: Path) -> None:
    # Each character is a text of its own, as some printers write them; the font is not embedded.
    page = Page().text(50, 50, "12.00")
    for number, char in enumerate("本年收入合计"):
        page.text(50 + 10 * number, 80, char)
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(page, has_font=False))
    reading = read_pdf_pages(path)
    texts = [line.text for line in reading.document.lines]
    # Where the machine has a Chinese font there is nothing to name.
    assert (texts, reading.pages_without_text) in [
        (["12.00"], (1,)),
        (["12.00", "本年收入合计"], ()),
    ]


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(Page().table([HEADS, ["201", "教育", "5.00", "5.00"]], XS, 60)))
    assert read_pdf_pages(path) == read_pdf_pages(path)
