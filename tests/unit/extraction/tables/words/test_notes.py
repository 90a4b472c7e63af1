"""Notes under tables: what they declare empty, and what they say nothing of."""

import pytest

from tests.support.table_text import BUDGET, FINAL, WAN, tables

ROWS = "科目编码¦科目名称¦合计\n208¦社会保障和就业支出¦2\n"
HEADED = "科目编码¦科目名称¦合计\n"
EMPTY = f"{HEADED}¦合计¦\n"
STATE = ("table_type", "status")


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


def test_the_total_row_of_a_blank_form_may_have_no_tabs() -> None:
    """A sheet says nothing of the blank cells behind the label."""
    rows = "科目编码¦科目名称¦合计\n\n\n合计\n"
    text = f"{BUDGET}政府性基金预算支出表\n{WAN}{rows}第三部分 说明\n"
    found = tables(text, *STATE, "line_end")
    assert found == [("government_fund_expenditure", "declared_empty", 8)]


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
