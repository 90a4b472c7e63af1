"""What an amount, a change or a rate is measured from, and how it is said to stand to it."""

import pytest

from ingest.vocabulary.seeds import read_seed
from tests.support.narrative_text import read


@pytest.mark.parametrize(
    ("words", "direction"), [("小于", "小于"), ("大于", "大于"), ("不同", None)]
)
def test_words_say_how_an_amount_stands_to_its_budget(words: str, direction: str | None) -> None:
    statements = read(
        f"会议费年初预算为9万元，支出决算为8万元，完成年初预算的88.9%，支出决算数{words}年初预算数。"
    )

    assert [s.direction for s in statements] == [None, None, direction]


def test_a_budget_and_the_rate_of_it_carried_out_stand_between_amount_and_change() -> None:
    statements = read(
        "2022年度“三公”经费支出决算为9.00万元，完成全年预算12.00万元的75%，"
        "比上年决算数减少1.00万元，下降10%。其中：公务接待费支出决算为2.00万元，"
        "完成全年预算3.00万元的66.7%，比上年决算数增加0.50万元，增长33.3%；"
        "公务用车购置费支出决算为7.00万元，完成全年预算9.00万元的77.8%，"
        "比上年决算数减少1.50万元，下降17.6%。"
    )

    assert [(s.subject[-5:], s.metric, s.value_text, s.phase) for s in statements[:10]] == [
        ('三公"经费', "amount", "9.00", "final"),
        ('三公"经费', "amount", "12.00", "adjusted_budget"),
        ('三公"经费', "completion_rate", "75", "final"),
        ('三公"经费', "change", "-1.00", "final"),
        ('三公"经费', "change_rate", "-10", "final"),
        ("公务接待费", "amount", "2.00", "final"),
        ("公务接待费", "amount", "3.00", "adjusted_budget"),
        ("公务接待费", "completion_rate", "66.7", "final"),
        ("公务接待费", "change", "0.50", "final"),
        ("公务接待费", "change_rate", "33.3", "final"),
    ]
    assert [s.subject for s in statements[10:]] == ["公务用车购置费"] * 5
    rate = statements[2]
    assert (rate.base_statement_no, rate.whole_statement_no) == (1, 2)


def test_a_budget_is_no_spending_of_its_own_completion() -> None:
    statements = read(
        "2022年度财政拨款收入总计500.12万元，支出总计500.12万元；财政拨款支出年初预算数472.90万元，"
        "完成年初预算的27.22%。"
    )

    budget, rate = statements[-2:]
    assert (budget.value_text, budget.phase) == ("472.90", "initial_budget")
    assert rate.metric == "completion_rate"
    assert rate.whole_statement_no == budget.statement_no
    assert rate.base_statement_no is None


def test_a_change_of_what_the_final_accounts_show_is_of_its_own_subject() -> None:
    statements = read(
        "2022年度公务接待费支出决算数比上年减少1.50万元，下降30%。其中：因公出国（境）费支出0元；国内接待费支出决算减少"
        "1.20万元，下降25%；外事接待费支出决算减少0.30万元。"
    )

    assert [(s.subject, s.metric, s.value_text) for s in statements] == [
        ("公务接待费", "change", "-1.50"),
        ("公务接待费", "change_rate", "-30"),
        ("因公出国(境)费支出", "amount", "0"),
        ("国内接待费", "change", "-1.20"),
        ("国内接待费", "change_rate", "-25"),
        ("外事接待费", "change", "-0.30"),
    ]


def test_one_figure_of_both_sides_and_of_the_year_before_unnamed() -> None:
    both, change = read("2022年度收、支总计均为900万元，同比减少30万元。")

    assert (both.subject, both.metric, both.value_text) == ("收、支总计", "amount", "900")
    assert (change.compared_year, change.compared_phase) == (2021, "final")


def test_no_whole_of_a_share_is_of_another_phase() -> None:
    statements = read(
        "2022年度“三公”经费支出预算为40.00万元。公务接待费支出决算为5.00万元，占50%；"
        "公务用车运行维护费支出决算为5.00万元，占50%。"
    )

    budget = statements[0].statement_no
    assert all(s.whole_statement_no != budget for s in statements if s.metric == "share")


@pytest.mark.parametrize(
    ("sentence", "metric"),
    [
        ("公务接待费9万元，人均接待费60元。", "standard"),
        ("公务接待费9万元，人均定额提高10元。", "standard_change"),
        ("会议费9万元，与上年相比增加（减少）2万元。", "unsigned_change"),
        ("会议费9万元，与上年相比增长（减少）2%。", "unsigned_rate"),
        ("会议费9万元，比上年增长2倍。", "change_multiple"),
        ("单价100万元以上设备2台。", "threshold"),
    ],
)
def test_every_metric_is_named_in_the_vocabulary(sentence: str, metric: str) -> None:
    codes = read_seed("classification/codes.csv", "vocabulary", "code", "name")

    assert metric in {s.metric for s in read(sentence)}
    assert ("metric", metric) in {(row["vocabulary"], row["code"]) for row in codes}


@pytest.mark.parametrize(
    "compared",
    [
        "比上年5.00万元减少1.00万元",
        "较上年决算数5.00万元减少1.00万元",
        "同比去年5.00万元减少1.00万元",
        "较去年同期的5.00万元下降1.00万元",
        "比去年5.00万元少1.00万元",
    ],
)
def test_an_amount_that_only_a_time_names_is_what_the_change_is_from(compared: str) -> None:
    amount, earlier, change = read(f"公务接待费支出4.00万元，{compared}。")

    assert (earlier.subject, earlier.value_text) == (amount.subject, "5.00")
    assert (earlier.fiscal_year, earlier.phase) == (2021, "final")
    assert (change.value_text, change.compared_year) == ("-1.00", 2021)
    assert change.base_statement_no == amount.statement_no
    assert change.earlier_statement_no == earlier.statement_no


def test_what_is_said_of_an_amount_of_an_earlier_year_is_of_that_year() -> None:
    _, rate, change, change_rate = read(
        "2021年公务接待费支出4.00万元，完成预算80%，较上年增加1.00万元，增长33.33%。"
    )

    assert [s.base_statement_no for s in (rate, change, change_rate)] == [1, 1, 1]
    assert [(s.fiscal_year, s.compared_year) for s in (change, change_rate)] == [(2021, 2020)] * 2


@pytest.mark.parametrize(
    "text",
    [
        "2022年公务接待费支出4.00万元，2021年公务接待费支出3.00万元，较上年增加1.00万元。",
        "2022年公务接待费支出4.00万元，比2021年增加1.00万元。",
    ],
)
def test_a_change_of_the_own_year_stays_of_it_beside_an_earlier_one(text: str) -> None:
    change = read(text)[-1]

    assert (change.fiscal_year, change.compared_year) == (2022, 2021)
    assert change.base_statement_no == 1


def test_the_budget_exceeded_is_the_one_just_carried_out() -> None:
    *_, change = read("会议费支出决算9.00万元，完成年初预算的100%，决算数大于预算数2.00万元。")

    assert (change.compared_year, change.compared_phase) == (2022, "initial_budget")


@pytest.mark.parametrize("expense", ["公务接待", "公务接待费", "公务用车运行维护", "因公出国(境)"])
def test_an_expense_needs_no_noun_of_money_before_its_change(expense: str) -> None:
    statements = read(
        f"2022年会议费较2021年增加1.68万元，{expense}较上年同期减少0.58万元，减少4.68%。"
    )

    assert [(s.subject, s.metric, s.value_text) for s in statements[1:]] == [
        (expense, "change", "-0.58"),
        (expense, "change_rate", "-4.68"),
    ]


def test_figures_of_the_final_accounts_may_be_called_data() -> None:
    statements = read("2022年度会议费决算数据比2021年会议费决算数据减少16.5万元，下降18%。")

    assert [(s.subject, s.value_text, s.compared_phase) for s in statements] == [
        ("会议费", "-16.5", "final"),
        ("会议费", "-18", "final"),
    ]
