"""Where tables are: titles, numbers, contents, and what is announced."""

import pytest

from tests.support.table_text import BUDGET, WAN, tables

ROWS = "科目编码¦科目名称¦合计\n208¦社会保障和就业支出¦2\n"
STATE = ("table_type", "status")
CONTENTS = "目录\n一、部门收支总表\n二、部门收入总表........2\n三、部门支出总表 ...... 3\n\n"
HEAD = "科目编码¦科目名称¦合计¦基本支出¦项目支出\n"
FIRST = "¦合计¦9.00¦7.00¦2.00\n201¦一般公共服务支出¦6.00¦4.00¦2.00\n"


@pytest.mark.parametrize(
    ("title", "table_type", "scope"),
    [
        ("部门收支总表", "revenue_expenditure_summary", "all_funds"),
        ("收入支出决算总表", "revenue_expenditure_summary", "all_funds"),
        ("部门收入总表", "revenue_statement", "all_funds"),
        ("支出决算表", "expenditure_statement", "all_funds"),
        ("财政拨款收支预算总表", "appropriation_summary", "fiscal_appropriation"),
        ("一般公共预算财政拨款支出决算表", "general_budget_expenditure", "general_public_budget"),
        (
            "一般公共预算基本支出表（部门经济分类）",
            "general_budget_basic_expenditure",
            "general_public_budget",
        ),
        ("政府性基金预算支出表", "government_fund_expenditure", "government_fund"),
        ("国有资本经营预算支出表", "state_capital_expenditure", "state_capital"),
        ("一般公共预算“三公”经费支出表", "three_public", "general_public_budget"),
        ("政府采购预算表", "procurement", None),
        ("三、项目支出表", "project_expenditure", "all_funds"),
        ("“三公”经费、行政参公单位机关运行经费情况表", "three_public", "fiscal_appropriation"),
    ],
)
def test_titles_say_type_and_scope(title: str, table_type: str, scope: str | None) -> None:
    text = f"{BUDGET}{title}\n{WAN}{ROWS}"
    assert tables(text, "table_type", "scope", "status") == [(table_type, scope, "present")]


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("表1-1\n\n部门收入总表\n", "1-1"),
        ("部门收入总表\n公开02表\n", "02"),
        ("部门收入总表（表2）\n", "2"),
        ("表2：部门收入总表\n", "2"),
        ("附表3 部门收入总表\n", "3"),
        ("表一：\n\n部门收入总表\n", "一"),
        ("01-2 部门收入总表\n", "01-2"),
        ("部门收入总表01-2\n", "01-2"),
        ("02部门收入总表\n", "02"),
        ("部门收入总表\n", None),
    ],
)
def test_numbers_of_tables(heading: str, number: str | None) -> None:
    text = f"{BUDGET}{heading}{WAN}{ROWS}"
    assert tables(text, "table_no", "table_type") == [(number, "revenue_statement")]


@pytest.mark.parametrize(
    ("lines", "unit"),
    [
        (f"部门收入总表\n单位：元\n{ROWS}", "元"),
        (f"部门收入总表\n部门：甘泉县民政局¦金额单位: 人民币万元\n{ROWS}", "万元"),
        (f"部门收入总表\n计量单位：千元\n{ROWS}", "千元"),
        (f"单位：亿元\n部门收入总表\n{ROWS}", "亿元"),
        ("部门收入总表\n科目编码¦科目名称¦合计（万元）\n208¦社会保障和就业支出¦2", "万元"),
        (f"部门收入总表\n{ROWS}", None),
    ],
)
def test_units_of_money(lines: str, unit: str | None) -> None:
    assert tables(BUDGET + lines, "money_unit") == [(unit,)]


def test_a_title_wrapped_over_two_lines() -> None:
    text = f"{BUDGET}甘泉县民政局一般公共预算财政拨款基本\n支出预算表\n{WAN}{ROWS}"
    assert tables(text, "table_type") == [("general_budget_basic_expenditure",)]


def test_what_the_contents_announce_and_the_body_lacks_is_missing() -> None:
    text = f"{BUDGET}{CONTENTS}第二部分 预算表\n\n部门收入总表\n{WAN}{ROWS}"
    assert tables(text, *STATE) == [
        ("revenue_statement", "present"),
        ("revenue_expenditure_summary", "announced_missing"),
        ("expenditure_statement", "announced_missing"),
    ]


def test_contents_that_are_repeated_announce_once() -> None:
    once = f"{BUDGET}{CONTENTS}部门收入总表\n{WAN}{ROWS}"
    twice = f"{BUDGET}{CONTENTS}第二部分\n\n{CONTENTS}部门收入总表\n{WAN}{ROWS}"
    assert tables(once, *STATE) == tables(twice, *STATE)


def test_contents_in_a_table_announce_too() -> None:
    contents = "序号¦表名¦页码\n1¦部门收支总表¦3\n2¦部门收入总表¦4\n\n第二部分\n\n"
    text = f"{BUDGET}{contents}部门收入总表\n{WAN}{ROWS}"
    assert ("revenue_expenditure_summary", "announced_missing") in tables(text, *STATE)


def test_without_contents_nothing_is_announced() -> None:
    assert tables(f"{BUDGET}部门收入总表\n{WAN}{ROWS}", *STATE) == [
        ("revenue_statement", "present")
    ]


def test_a_title_over_two_lines_may_begin_with_its_number() -> None:
    text = (
        f"{BUDGET}公开09表：一般公共预算“三公”经费、会议费、培训费\n支出预算表\n{WAN}"
        "合计¦因公出国（境）费¦公务接待费\n3¦1¦2\n"
    )
    assert tables(text, "table_no", "scope", *STATE) == [
        ("09", "general_public_budget", "three_public", "present")
    ]


@pytest.mark.parametrize(
    ("title", "scope"),
    [
        ("一般公共预算基本支出预算表", "general_public_budget"),
        ("一般公共预算财政拨款基本支出决算表", "general_public_budget"),
        ("财政拨款基本支出预算表", "fiscal_appropriation"),
    ],
)
def test_basic_expenditure_has_the_scope_of_its_title(title: str, scope: str) -> None:
    text = f"{BUDGET}{title}\n{WAN}{ROWS}"
    assert tables(text, "table_type", "scope") == [("general_budget_basic_expenditure", scope)]


def test_a_number_without_a_table_is_kept_as_missing() -> None:
    text = (
        f"{BUDGET}表1\n部门收支总表\n{WAN}{ROWS}\n表2-1\n备注：无。\n\n表3\n支出总表\n{WAN}{ROWS}"
    )
    assert tables(text, "table_no", *STATE) == [
        ("1", "revenue_expenditure_summary", "present"),
        ("2-1", None, "announced_missing"),
        ("3", "expenditure_statement", "present"),
    ]


def test_the_unit_of_money_may_stand_behind_the_title() -> None:
    assert tables(f"{BUDGET}支出总表（单位：元）\n{HEAD}{FIRST}", "table_type", "money_unit") == [
        ("expenditure_statement", "元")
    ]
