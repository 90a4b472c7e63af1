"""Pages as offices print them: watermarks, tables side by side, tables without any rules."""

import math
from pathlib import Path

import pytest

from ingest.reading.pdf.reader import read_pdf
from tests.support.made_pdf import HEIGHT, Page, written

XS = (40, 120, 180)
RIGHT = (320, 400, 460, 520)


def lines(folder: Path, *pages: Page) -> list[str]:
    """The lines read of a made PDF, `¦` for each tab stop."""
    document = read_pdf(written(folder / "made.pdf", *pages))
    return [line.text.replace("\t", "¦") for line in document.lines]


def aslant(page: Page, degrees: float, text: str = "青山市档案馆公开") -> Page:
    """Print a watermark over a page."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    shape = f"{cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f}"
    code = text.encode("utf-16-be").hex()
    page.ops.append(f"BT /F 24 Tf {shape} 40 {HEIGHT - 160} Tm <{code}> Tj ET")
    return page


def test_letters_that_lean_are_text_of_the_page(tmp_path: Path) -> None:
    page = Page().text(60, 60, "支出总表")
    code = "99.94%".encode("utf-16-be").hex()
    page.ops.append(f"BT /F 12 Tf 1 0 0.33 1 60 {HEIGHT - 100} Tm <{code}> Tj ET")
    assert lines(tmp_path, page) == ["支出总表", "99.94%"]


@pytest.mark.parametrize("degrees", [45, 30, -50])
def test_a_watermark_is_no_text_of_the_page(tmp_path: Path, degrees: float) -> None:
    page = Page().text(50, 40, "支出总表").table([["教育", "1.50"], ["农林水", "2.50"]], XS, 60)
    assert lines(tmp_path, aslant(page, degrees)) == ["支出总表", "教育¦1.50", "农林水¦2.50"]


def test_text_across_the_sheet_is_text_of_the_page(tmp_path: Path) -> None:
    page = Page().text(50, 40, "支出总表").text(50, 60, "教育支出").text(300, 300, "附注", turn=1)
    assert "支出总表" in lines(tmp_path, page)
    assert any("附" in line for line in lines(tmp_path, page))


LEFT_TABLE = [["项目", "预算数"], ["一、财政拨款", "5.00"]]
RIGHT_TABLE = [["科目", "合计", "基本支出"], ["教育", "5.00", "3.00"], ["农林水", "1.00", ""]]


def test_two_tables_side_by_side_are_read_one_after_the_other(tmp_path: Path) -> None:
    page = Page().text(40, 40, "表1").text(320, 40, "表3")
    page.text(60, 55, "收支总表").text(360, 55, "支出总表")
    page.table(LEFT_TABLE, XS, 70).table(RIGHT_TABLE, RIGHT, 70)
    assert lines(tmp_path, page) == [
        "表1",
        "收支总表",
        "项目¦预算数",
        "一、财政拨款¦5.00",
        "表3",
        "支出总表",
        "科目¦合计¦基本支出",
        "教育¦5.00¦3.00",
        "农林水¦1.00",
    ]


def test_what_runs_over_both_tables_stands_before_them(tmp_path: Path) -> None:
    page = Page().text(180, 25, "青山市档案馆二〇二四年部门预算")
    page.text(60, 55, "收支总表").text(360, 55, "支出总表").text(60, 200, "注：左表。")
    page.table(LEFT_TABLE, XS, 70).table(RIGHT_TABLE, RIGHT, 70)
    read = lines(tmp_path, page)
    assert read[:2] == ["青山市档案馆二〇二四年部门预算", "收支总表"]
    assert read.index("注：左表。") < read.index("支出总表")


def test_two_parts_of_one_table_under_one_title_stay_in_order(tmp_path: Path) -> None:
    page = Page().text(220, 40, "收支总表")
    page.table(LEFT_TABLE, XS, 70).table(RIGHT_TABLE, RIGHT, 90)
    assert lines(tmp_path, page)[:2] == ["收支总表", "项目¦预算数"]


def right_of(page: Page, x: float, y: float, text: str) -> Page:
    """Print a figure that ends at a place: digits are half as wide as they are high."""
    return page.text(x - 5 * len(text), y, text)


def test_an_amount_that_all_but_touches_the_next_name_is_a_cell(tmp_path: Path) -> None:
    page = Page().text(50, 40, "项目").text(180, 40, "预算数").text(300, 40, "项目")
    page.text(430, 40, "预算数")
    for y, one, two in ((60, "1,230.50", "1,050.30"), (80, "20.00", "100.10"), (100, "0.00", "60")):
        page.text(50, y, "财政拨款收入").text(300, y, "公共服务支出")
        right_of(right_of(page, 295, y, one), 540, y, two)
    assert lines(tmp_path, page) == [
        "项目¦预算数¦项目¦预算数",
        "财政拨款收入¦1,230.50¦公共服务支出¦1,050.30",
        "财政拨款收入¦20.00¦公共服务支出¦100.10",
        "财政拨款收入¦0.00¦公共服务支出¦60",
    ]


def test_a_dash_that_all_but_touches_the_next_name_is_a_cell(tmp_path: Path) -> None:
    page = Page()
    for y, one, two in ((60, "1,230.50", "1,050.30"), (80, "-", "100.10"), (100, "20.00", "-")):
        page.text(50, y, "财政拨款收入").text(300, y, "公共服务支出")
        right_of(right_of(page, 295, y, one), 540, y, two)
    assert lines(tmp_path, page) == [
        "财政拨款收入¦1,230.50¦公共服务支出¦1,050.30",
        "财政拨款收入¦-¦公共服务支出¦100.10",
        "财政拨款收入¦20.00¦公共服务支出¦-",
    ]


def test_an_amount_that_all_but_touches_a_negative_one_is_a_cell(tmp_path: Path) -> None:
    page = Page()
    for y, change in ((60, "-0.50"), (80, "-1.00"), (100, "-0.20")):
        page.text(50, y, "公务接待费")
        right_of(right_of(page, 300, y, "12.00"), 303 + 5 * len(change), y, change)
    assert lines(tmp_path, page) == [
        "公务接待费¦12.00¦-0.50",
        "公务接待费¦12.00¦-1.00",
        "公务接待费¦12.00¦-0.20",
    ]


def test_headings_without_rules_stand_over_the_columns_they_are_in_the_middle_of(
    tmp_path: Path,
) -> None:
    page = Page().text(50, 50, "科目").text(185, 43, "预算数").text(385, 43, "决算数")
    for x, text in ((140, "合计"), (240, "基本"), (340, "合计"), (440, "基本")):
        page.text(x, 57, text)
    for y in (75, 90, 105):
        page.text(50, y, "教育支出")
        for end, text in ((198, "7.00"), (298, "5.00"), (398, "6.00"), (498, "4.00")):
            right_of(page, end, y, text)
    assert lines(tmp_path, page)[:3] == [
        "科目¦预算数¦¦决算数",
        "¦合计¦基本¦合计¦基本",
        "教育支出¦7.00¦5.00¦6.00¦4.00",
    ]


def test_a_table_of_one_row_without_rules_has_its_columns(tmp_path: Path) -> None:
    page = Page().text(50, 40, "合计").text(150, 40, "因公出国（境）费").text(300, 40, "公务接待费")
    for end, figure in ((140, "12.50"), (290, "8.50"), (400, "4.00")):
        right_of(page, end, 60, figure)
    assert lines(tmp_path, page) == ["合计¦因公出国（境）费¦公务接待费", "12.50¦8.50¦4.00"]


def test_figures_of_a_sentence_are_no_table(tmp_path: Path) -> None:
    page = Page().text(50, 40, "共计").text(150, 40, "其中")
    right_of(right_of(right_of(page, 140, 60, "12.50"), 290, 60, "8.50"), 400, 60, "4.00")
    assert lines(tmp_path, page) == ["共计 其中", "12.50 8.50 4.00"]


def test_a_table_that_prints_its_title_again_has_the_same_columns(tmp_path: Path) -> None:
    heads = ["科目", "合计", "基本支出"]
    first = Page().text(40, 30, "支出总表").text(320, 45, "单位：万元")
    first.table([heads, ["教育", "5.00", "3.00"]], RIGHT, 60)
    second = Page().text(40, 30, "支出总表").text(320, 45, "单位：万元")
    second.table([["农林水", None, "1.00"]], RIGHT, 60)
    assert lines(tmp_path, first, second)[-1] == "农林水¦¦1.00"
    second = Page().text(40, 30, "支出总表").text(320, 45, "单位：万元")
    second.table([["农林水", "1.00"]], (RIGHT[0], RIGHT[2], RIGHT[3]), 60)
    assert lines(tmp_path, first, second)[-1] == "农林水¦¦1.00"
