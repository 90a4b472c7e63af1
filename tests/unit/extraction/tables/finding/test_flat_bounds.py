"""Where flattened tables begin, go on after a page and end."""

import pytest

from tests.support.table_text import BUDGET, WAN, amounts

HEADS = "科目编码 科目名称 合计 基本支出 项目支出\n"
GENERAL = BUDGET + "一般公共预算支出预算表\n" + WAN + HEADS


def test_a_repeated_heading_behind_a_page_break_is_no_row() -> None:
    text = GENERAL + f"205 教育支出 1.00 1.00 0.00\n{HEADS}210 卫生健康支出 1.00 1.00 0.00\n"
    assert amounts(text, "label_printed")[::3] == [("教育支出",), ("卫生健康支出",)]


@pytest.mark.parametrize("between", ["- 3 -", "第3页", "一般公共预算支出预算表（续）"])
def test_what_parts_a_table_from_its_rest(between: str) -> None:
    text = GENERAL + f"205 教育支出 1.00 1.00 0.00\n{between}\n210 卫生健康支出 1.00 1.00 0.00\n"
    assert amounts(text, "table_index", "label_printed")[::3] == [
        (1, "教育支出"),
        (1, "卫生健康支出"),
    ]


def test_narrative_behind_a_table_is_no_part_of_it() -> None:
    prose = "甘泉县民政局2024年收支总预算166.89万元，比上年增加10.00万元，"
    text = GENERAL + f"合计 3.00 2.00 1.00\n\n{prose}\n主要原因是 5.00 5.00 5.00\n"
    assert len(amounts(text, "measure")) == 3


def test_a_table_that_lost_its_columns_among_others_is_read_by_its_words() -> None:
    text = BUDGET + (
        "部门收入总表\n单位：万元\n项目¦预算数\n财政拨款收入¦5\n合计¦5\n\n"
        "“三公”经费支出预算表\n单位：万元\n项目 2023年预算数 2024年预算数\n"
        "因公出国（境）费 0 0\n公务接待费 5 4\n合计 5 4\n"
    )
    assert amounts(text, "measure", "year_printed", "printed_text")[2:] == [
        ("overseas_travel", 2023, "0"),
        ("overseas_travel", None, "0"),
        ("official_reception", 2023, "5"),
        ("official_reception", None, "4"),
        ("total", 2023, "5"),
        ("total", None, "4"),
    ]


def test_a_title_in_the_text_of_a_document_with_columns_has_no_rows_there() -> None:
    text = BUDGET + (
        "部门收入总表\n单位：万元\n项目¦预算数\n财政拨款收入¦5\n合计¦5\n\n"
        "部门支出总表\n单位：万元\n支出 5 万元，其中基本支出 3 万元、项目支出 2 万元。\n"
    )
    assert len(amounts(text, "printed_text")) == len(("5", "5"))
