"""Figures that a table leaves open stand where the text says what its totals are."""

import pytest

from ingest.extraction.tables.placing.stated import stated_totals
from tests.support.narrative_text import read
from tests.support.table_text import BUDGET, FINAL, WAN, amounts, placed

HEADS = "科目编码 科目名称 合计 基本支出 项目支出 上缴上级支出\n"
TABLE = FINAL + "支出决算表\n" + WAN + HEADS + "合计 9.00 5.00 4.00\n205 教育支出 9.00 5.00 4.00\n"
TEXT = "\n第三部分 2024年度部门决算情况说明\n2024年度支出合计9.00万元，其中："


def _placements(text: str) -> list[tuple[str | int | None, ...]]:
    return amounts(text, "measure", "placement")[1:3]


def test_without_a_word_of_the_text_two_figures_may_stand_in_several_columns() -> None:
    assert [placement for _, placement in _placements(TABLE)] == ["ambiguous"] * 2


@pytest.mark.parametrize(
    "said",
    [
        "基本支出5.00万元，占55.56%；项目支出4.00万元，占44.44%。",
        # In another unit of money, and to fewer places.
        "基本支出50,000元；项目支出40,000元。",
        "基本支出5万元，项目支出4万元。",
    ],
)
def test_what_the_text_says_of_totals_settles_them_and_what_is_under_them(said: str) -> None:
    assert placed(TABLE + TEXT + said) == [
        "None total 9.00 by_identity",
        "None basic 5.00 by_identity",
        "None project 4.00 by_identity",
        "205 total 9.00 by_identity",
        "205 basic 5.00 by_identity",
        "205 project 4.00 by_identity",
    ]


@pytest.mark.parametrize(
    "said",
    [
        # Of a year before, of a budget, of a part, and two sums that speak against each other.
        "2023年度基本支出5.00万元，项目支出4.00万元。",
        "年初预算基本支出5.00万元。",
        "财政拨款基本支出5.00万元，财政拨款项目支出4.00万元。",
        "基本支出5.00万元。\n2024年度支出合计9.00万元，其中：基本支出6.00万元。",
    ],
)
def test_what_is_said_of_something_else_settles_nothing(said: str) -> None:
    assert [placement for _, placement in _placements(TABLE + TEXT + said)] == ["ambiguous"] * 2


def test_the_three_public_expenses_stand_where_the_text_has_them() -> None:
    table = "一般公共预算“三公”经费支出预算表\n" + WAN
    heads = "单位名称 合计 因公出国（境）费 公务用车购置及运行费 公务接待费\n"
    text = (
        "\n第三部分 2024年部门预算情况说明\n2024年“三公”经费财政拨款预算数3.00万元，其中："
        "因公出国（境）费0.00万元，公务用车购置及运行费0.00万元，公务接待费3.00万元。"
    )
    assert placed(BUDGET + table + heads + "合计 3.00 3.00\n" + text) == [
        "None total 3.00 by_identity",
        "None official_reception 3.00 by_identity",
    ]


@pytest.mark.parametrize(
    ("said", "measure"),
    [
        ("公务车购置经费", "vehicle_purchase"),
        ("公务车辆购置支出", "vehicle_purchase"),
        ("公务用车运维费用", "vehicle_operation"),
        ("公务用车运行维护和购置经费", "vehicle_total"),
        ("公务接待费用支出预算", "official_reception"),
        ("因公出国费", "overseas_travel"),
    ],
)
def test_the_three_public_expenses_have_many_names(said: str, measure: str) -> None:
    statements = read(f"2022年“三公”经费预算7万元，其中：{said}3万元。", "budget")

    totals = stated_totals(statements, 2022, "budget")
    assert totals["three_public", "total", measure].amount == 30000


THREE = "因公出国（境）费 公务用车购置及运行维护费 公务接待费"
TITLE = "财政拨款“三公”经费支出决算表\n" + WAN
TWO_PHASES = f"{TITLE}预算数 决算数\n合计 {THREE} 合计 {THREE}\n1 2 3 4 5 6 7 8\n"
SPENT = (
    "\n第三部分 2024年度部门决算情况说明\n2024年度“三公”经费财政拨款支出决算数3.00万元，其中："
    "因公出国（境）费0.00万元，公务用车购置及运行维护费0.00万元，公务接待费3.00万元。"
)


def _of_two_phases(row: str, text: str = SPENT) -> list[tuple[str | int | None, ...]]:
    return amounts(FINAL + TWO_PHASES + row + "\n" + text, "phase", "measure", "placement")


def test_a_form_of_two_phases_without_a_name_for_its_row_stands_where_the_text_has_it() -> None:
    assert _of_two_phases("3.00 3.00") == [
        ("final", "total", "by_identity"),
        ("final", "official_reception", "by_identity"),
    ]


def test_what_the_text_says_of_a_phase_leaves_the_other_as_open_as_it_is() -> None:
    budget = [placement for *_, placement in _of_two_phases("8.00 8.00 3.00 3.00")[:2]]
    assert budget == ["by_identity", "ambiguous"]
    assert _of_two_phases("8.00 8.00 3.00 3.00")[2:] == [
        ("final", "total", "by_identity"),
        ("final", "official_reception", "by_identity"),
    ]
    assert {placement for *_, placement in _of_two_phases("3.00 3.00", text="")} == {"ambiguous"}
