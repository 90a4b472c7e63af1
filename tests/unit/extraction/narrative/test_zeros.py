"""Zeros said in words: what is one, of what, and what only looks like one."""

import pytest

from tests.support.narrative_text import read

ZERO = ("amount", "0")


@pytest.mark.parametrize(
    ("sentence", "subject", "printed", "scope"),
    [
        ("某中心2022年没有政府性基金预算收入。", "政府性基金预算收入", "没有", "government_fund"),
        (
            "没有使用政府性基金预算拨款安排的支出。",
            "政府性基金预算拨款支出",
            "没有",
            "government_fund",
        ),
        ("某中心为公益一类事业单位，未安排机关运行经费。", "机关运行经费", "未", None),
        ("本单位当年无国有资本经营预算支出", "国有资本经营预算支出", "无", "state_capital"),
        ("没有使用财政拨款安排“三公”经费预算。", '"三公"经费预算', "没有", "fiscal_appropriation"),
        ("2022年政府性基金预算收入为零。", "政府性基金预算收入", "为零", "government_fund"),
        ("本年度没有财政拨款收入和支出。", "财政拨款收入支出", "没有", "fiscal_appropriation"),
    ],
)
def test_a_clause_of_none_is_an_amount_of_zero(
    sentence: str, subject: str, printed: str, scope: str | None
) -> None:
    (zero,) = read(sentence, "budget")

    assert (zero.metric, zero.value_text) == ZERO
    assert (zero.subject, zero.printed_text, zero.scope) == (subject, printed, scope)
    assert (zero.fiscal_year, zero.phase, zero.bound) == (2022, "initial_budget", "exact")


def test_neither_budgeted_nor_spent_are_two_zeros() -> None:
    budget, final = read("1. 本年度公务接待费无预算安排，无支出。")

    assert (budget.subject, budget.phase) == ("公务接待费", "adjusted_budget")
    assert (final.subject, final.phase) == ("公务接待费", "final")


def test_a_zero_stands_among_figures_in_reading_order() -> None:
    goods, works, sme = read(
        "2022年政府采购货物支出4.5万元，无政府采购工程支出。授予中小企业合同金额2万元。"
    )

    assert [(s.subject, s.value_text, s.unit) for s in (goods, works, sme)] == [
        ("政府采购货物支出", "4.5", "万元"),
        ("政府采购工程支出", "0", "万元"),
        ("授予中小企业合同金额", "2", "万元"),
    ]


def test_the_year_named_is_the_year_of_the_zero() -> None:
    (zero,) = read("某中心2020年没有政府性基金预算支出。", "budget")

    assert zero.fiscal_year == 2020


@pytest.mark.parametrize(
    "sentence",
    [
        "无政府性基金预算收入的，仍保留本表。",
        "没有使用一般公共预算、政府性基金预算安排的政府购买服务支出。",
        "如无预算安排，不得发生支出。",
        "如果没有政府性基金预算支出，本表为空。",
        "并非没有公务接待费支出。",
        "不是没有公务接待费支出。",
        "没有不合规支出。",
        "没有未安排的经费。",
        "不得无预算支出。",
        "无其他下属单位预算。",
        "下属单位2022年没有事业收入。",
        "上年没有政府性基金预算支出。",
        "主要原因是本部门无此项支出。",
        "主要原因是无公务接待费支出。",
        "无形资产。",
        "无线网络经费。",
        "无偿援助支出。",
        "没有超标准支出。",
        "没有增加公务接待费支出。",
        "无政府采购项目。",
        "未完成预算。",
        "未安排购置车辆及大型设备。",
        "无支出。",
        "公务接待费有无支出。",
        "无政府性基金预算收入100万元。",
        "本部门无2021年结转的财政拨款“三公”经费支出。",
        "没有上年结余资金的项目支出。",
    ],
)
def test_what_is_no_plain_zero_is_left(sentence: str) -> None:
    assert [
        s for s in read(sentence, "budget") if not any(map(str.isdecimal, s.printed_text))
    ] == []


def test_budget_words_in_final_accounts_name_no_spending() -> None:
    assert read("未安排机关运行经费。", "final") == []
    (zero,) = read("未安排政府采购预算。", "final")
    assert zero.phase == "adjusted_budget"


def test_what_did_not_happen_is_no_budget() -> None:
    assert read("未发生公务接待费。", "budget") == []
    (zero,) = read("未发生公务接待费。", "final")
    assert zero.phase == "final"


@pytest.mark.parametrize("stage", ["budget", "final"])
def test_what_is_counted_may_be_none_on_a_day(stage: str) -> None:
    """Over a line break, as a page sets it."""
    (zero,) = read("截至2021年12月31日，某某部信息中心\n\n无公务用车。", stage)
    assert (zero.metric, zero.value_text, zero.subject) == ("count", "0", "公务用车")
    assert (zero.fiscal_year, zero.phase, zero.unit) == (2021, "final", "")


def test_what_is_bought_or_is_no_count_of_vehicles_is_left() -> None:
    assert read("本单位无公务用车购置计划。", "budget") == []
    assert read("本单位没有使用车辆。", "budget") == []
