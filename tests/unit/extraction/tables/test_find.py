"""Where tables are: titles, numbers, contents, notes, and what is announced or declared empty."""

import pytest

from tests.support.table_text import BUDGET, FINAL, WAN, tables

ROWS = "科目编码¦科目名称¦合计\n208¦社会保障和就业支出¦2\n"
HEADED = "科目编码¦科目名称¦合计\n"
EMPTY = f"{HEADED}¦合计¦\n"
STATE = ("table_type", "status")


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


CONTENTS = "目录\n一、部门收支总表\n二、部门收入总表........2\n三、部门支出总表 ...... 3\n\n"


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


def test_a_form_of_performance_is_no_table_of_money() -> None:
    text = f"{BUDGET}财政项目支出绩效目标填报表\n项目名称¦就业补贴\n项目资金总额¦6,351,000.00\n"
    assert tables(text, "table_type", "amount_count") == [("performance_targets", 0)]


def test_a_number_without_a_table_is_kept_as_missing() -> None:
    text = (
        f"{BUDGET}表1\n部门收支总表\n{WAN}{ROWS}\n表2-1\n备注：无。\n\n表3\n支出总表\n{WAN}{ROWS}"
    )
    assert tables(text, "table_no", *STATE) == [
        ("1", "revenue_expenditure_summary", "present"),
        ("2-1", None, "announced_missing"),
        ("3", "expenditure_statement", "present"),
    ]


@pytest.mark.parametrize(
    "note",
    [
        "备注：此表无数据。",
        "说明：此表无数据",
        "注：本单位没有政府性基金预算拨款收入，也没有安排的支出，故本表无数据。",
        "注：本表为空表。",
        "本单位2024年没有政府性基金预算拨款安排的支出。",
        "备注：我部门未安排政府性基金预算支出，以空表公开。",
        "注：本单位当年无政府性基金收入支出",
    ],
)
@pytest.mark.parametrize("body", [EMPTY, "", "科目编码¦科目名称¦合计\n¦¦\n"])
def test_a_note_declares_a_table_empty(note: str, body: str) -> None:
    text = f"{BUDGET}政府性基金预算支出表\n{WAN}{body}\n{note}\n"
    assert tables(text, *STATE) == [("government_fund_expenditure", "declared_empty")]


@pytest.mark.parametrize(
    "note", ["注：本表反映单位本年度支出情况。", "备注：“上年结转”均无数据。", "第三部分 说明"]
)
def test_other_notes_declare_nothing(note: str) -> None:
    text = f"{BUDGET}政府性基金预算支出表\n{WAN}{HEADED}\n{note}\n"
    assert tables(text, *STATE) == [("government_fund_expenditure", "present")]


def test_a_form_left_blank_to_its_total_row_is_empty() -> None:
    text = f"{BUDGET}政府性基金预算支出表\n{WAN}{EMPTY}\n第三部分 说明\n"
    assert tables(text, *STATE) == [("government_fund_expenditure", "declared_empty")]


def test_a_note_may_lead_over_to_the_one_that_declares() -> None:
    text = (
        f"{FINAL}政府性基金预算财政拨款收入支出决算表\n{WAN}{HEADED}"
        "注：本表反映部门本年度政府性基金预算财政拨款收入支出及结转和结余情况。\n"
        "无政府性基金预算财政拨款收入支出的，仍保留该表格式，并作下述说明：\n"
        "说明：甘泉县民政局本年度没有政府性基金预算财政拨款收入和支出，故本表无数据。\n"
        "第三部分 说明\n"
    )
    assert tables(text, *STATE, "line", "line_end") == [
        ("government_fund_expenditure", "declared_empty", 3, 8)
    ]


def test_a_wrapped_note_of_a_tabbed_table_is_one_note() -> None:
    text = (
        f"{FINAL}政府性基金预算支出决算表\n{WAN}{HEADED}"
        "说明：甘泉县民政局没有政府性基金收入，也没有使用政府性基金安排的支出，故本\n"
        "表无数据。\n一、收入说明\n"
    )
    assert tables(text, *STATE, "line_end") == [
        ("government_fund_expenditure", "declared_empty", 7)
    ]


def test_figures_speak_against_a_note() -> None:
    text = f"{BUDGET}政府性基金预算支出表\n{WAN}{ROWS}\n备注：此表无数据。\n"
    assert tables(text, "status", "amount_count") == [("present", 1)]


def test_a_title_with_nothing_but_a_declaration() -> None:
    text = f"{BUDGET}收入总表\n{WAN}{ROWS}\n政府采购预算表\n\n本单位无政府采购，本表为空表。\n"
    assert tables(text, *STATE)[1] == ("procurement", "declared_empty")


def test_untitled_notes_stand_for_their_tables() -> None:
    text = (
        f"{FINAL}一般公共预算财政拨款支出决算表\n\n{WAN}\n科目编码 科目名称 合计\n\n合计 2.00\n\n"
        "注：本表反映支出情况。\n\n"
        "说明：甘泉县民政局没有政府性基金收入，也没有使用政府性基金安排的支出，故本表\n\n无数据。\n\n"
        "说明：甘泉县民政局没有国有资本经营预算支出，故本表无数据。\n\n"
        "说明：甘泉县民政局没有财政拨款“三公”经费支出，故本表无数据。\n"
    )
    assert tables(text, "title", *STATE)[1:] == [
        (None, "government_fund_expenditure", "declared_empty"),
        (None, "state_capital_expenditure", "declared_empty"),
        (None, "three_public", "declared_empty"),
    ]


def test_an_untitled_note_adds_nothing_to_a_table_that_is_there() -> None:
    text = (
        f"{BUDGET}政府性基金预算支出表\n{WAN}{ROWS}\n第三部分\n\n"
        "说明：甘泉县民政局没有政府性基金收入，故本表无数据。\n"
    )
    assert tables(text, *STATE) == [("government_fund_expenditure", "present")]


def test_two_tables_of_one_type_are_two_tables() -> None:
    text = f"{BUDGET}项目支出表\n{WAN}{ROWS}\n项目支出表\n{WAN}{ROWS}"
    assert len(tables(text, "table_index")) == 2


def test_a_table_ends_where_narrative_begins() -> None:
    text = f"{BUDGET}收入总表\n{WAN}{ROWS}\n一、收支情况说明\n\n2024年收入2万元。\n"
    assert tables(text, "line", "line_end") == [(3, 6)]
