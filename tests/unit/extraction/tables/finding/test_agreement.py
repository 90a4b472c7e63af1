"""What a table is by its title, its head and its rows, and what is of no type."""

import pytest

from tests.support.table_text import BUDGET, WAN, amounts, tables

STATE = ("table_type", "status")
HEAD = "科目编码¦科目名称¦合计¦基本支出¦项目支出\n"
FIRST = "¦合计¦9.00¦7.00¦2.00\n201¦一般公共服务支出¦6.00¦4.00¦2.00\n"
COUNTED = (*STATE, "amount_count")


def test_a_form_of_performance_is_no_table_of_money() -> None:
    text = f"{BUDGET}财政项目支出绩效目标填报表\n项目名称¦就业补贴\n项目资金总额¦6,351,000.00\n"
    assert tables(text, "table_type", "amount_count") == [("performance_targets", 0)]


@pytest.mark.parametrize(
    ("title", "rows", "found"),
    [
        # By its rows, where the title leaves it open.
        (
            "一般公共预算财政拨款支出决算表（二）",
            "经济分类科目编码¦科目名称¦决算数\n301¦工资福利支出¦3\n30101¦基本工资¦3\n",
            ("appropriation_economic_expenditure", "general_public_budget", "present"),
        ),
        (
            "政府性基金收支总表",
            "收入¦¦支出¦\n项目¦预算数¦项目¦预算数\n一、政府性基金¦5¦一、城乡社区支出¦5\n",
            ("appropriation_summary", "government_fund", "present"),
        ),
        (
            "政府性基金预算收支表",
            "科目编码¦科目名称¦本年收入¦本年支出\n212¦城乡社区支出¦5¦5\n21208¦国有土地¦5¦5\n",
            ("government_fund_expenditure", "government_fund", "present"),
        ),
        (
            "支出总表",
            "单位编码¦单位名称¦合计¦一般公共预算¦政府性基金预算\n125001¦甘泉县民政局¦3¦3¦\n",
            ("unit_expenditure", "all_funds", "present"),
        ),
        (
            "一般公共预算基本支出明细表（按功能科目分）",
            "科目编码¦科目名称¦合计\n208¦社会保障和就业支出¦3\n20801¦管理¦3\n",
            ("general_budget_basic_functional_expenditure", "general_public_budget", "present"),
        ),
        # Parts, and what the contract has no type for.
        (
            "因公出国（境）费用支出预算表",
            HEAD + FIRST,
            (None, None, "untyped"),
        ),
        ("政府债务还本付息表", "项目¦还本¦付息\n一般债¦200.00¦30.00\n", (None, None, "untyped")),
        ("任务清单明细表", "项目¦金额\n甲¦3.00\n", (None, None, "untyped")),
        # The head and the rows speak against the title.
        (
            "一般公共预算支出表（按功能分类）",
            "科目编码¦科目名称¦合计\n301¦工资福利支出¦3\n30101¦基本工资¦3\n",
            (None, None, "uncertain"),
        ),
        (
            "支出总表",
            "用途¦合计¦一般公共预算¦政府性基金预算\n采购¦3¦3¦\n",
            (None, None, "uncertain"),
        ),
        (
            "政府性基金预算支出表",
            "科目名称¦一般公共预算支出\n社会保障和就业支出¦3\n",
            (None, None, "uncertain"),
        ),
        (
            "一般公共预算基本支出表",
            "科目名称¦合计¦基本支出¦项目支出\n工资福利支出¦3¦2¦1\n",
            (None, None, "uncertain"),
        ),
    ],
)
def test_title_head_and_rows_agree_on_what_a_table_is(
    title: str, rows: str, found: tuple[str | None, str | None, str]
) -> None:
    text = f"{BUDGET}{title}\n{WAN}{rows}"
    assert tables(text, "table_type", "scope", "status") == [found]


def test_the_amounts_of_an_untyped_table_are_kept() -> None:
    text = f"{BUDGET}政府债务还本付息表\n{WAN}项目¦还本¦付息\n一般债¦200.00¦30.00\n"
    assert tables(text, *COUNTED) == [(None, "untyped", 2)]
    assert amounts(text, "printed_text") == [("200.00",), ("30.00",)]


def test_an_untyped_table_that_is_none_of_money_refuses_no_document() -> None:
    rows = "项目¦还本¦付息\n一般债¦2026-3-26¦30.00\n"
    assert tables(f"{BUDGET}政府债务还本付息表\n{WAN}{rows}", *COUNTED) == [(None, "untyped", 1)]


def test_the_heading_budget_is_one_of_money() -> None:
    text = f"{BUDGET}一般公共预算支出表\n{WAN}科目编码¦科目名称¦预算\n¦合计¦9.02\n"
    assert amounts(text, "measure", "printed_text") == [("total", "9.02")]
