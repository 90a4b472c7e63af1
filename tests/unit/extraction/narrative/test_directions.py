"""Words of direction, what changes are measured from, and years without their mark."""

import pytest

from tests.support.narrative_text import facts, read


@pytest.mark.parametrize(
    ("text", "change", "rate"),
    [
        ("培训费9万元，较上年增3万元，增50%。", "3", "50"),
        ("培训费9万元，较上年减3万元，减幅25%。", "-3", "-25"),
        ("培训费9万元，较上年（减少）3万元，（减）幅25%。", "-3", "-25"),
        ("培训费9万元，2021年12万元；对比减少3万元，减少率25%。", "-3", "-25"),
        ("培训费支出9万元，比上年减少支出3万元，下降率25%。", "-3", "-25"),
        ("培训费9万元，较上年减少3万元（25%）。", "-3", "-25"),
        ("培训费9万元，较上年增加3万，增长50%。", "3", "50"),
    ],
)
def test_a_change_and_its_rate_have_one_direction(text: str, change: str, rate: str) -> None:
    moved = [s for s in read(text, "budget") if s.metric in ("change", "change_rate")]

    assert [(s.value_text, s.unit) for s in moved] == [(change, "万元"), (rate, "%")]
    assert {s.compared_year for s in moved} == {2021}


@pytest.mark.parametrize("text", ["新增3万元用于培训。", "增值税3万元。"])
def test_the_end_of_another_word_is_no_direction(text: str) -> None:
    assert not [s for s in read(text, "budget") if s.metric == "change"]


def test_a_rate_in_another_bracket_is_no_change() -> None:
    assert facts(read("印刷费较上年减少3万元（其中彩色占25%）。", "budget")) == [
        ("印刷费", "change", "-3", "万元")
    ]


def test_no_more_and_no_less_is_a_change_of_zero() -> None:
    exact, about = read(
        "（一）会议费与2021年预算相比无增减。培训费与2021年预算基本持平。", "budget"
    )

    assert (exact.metric, exact.value_text, exact.printed_text) == ("change", "0", "无增减")
    assert (exact.bound, about.bound) == ("exact", "about")


def test_a_year_whose_mark_is_missing_is_a_year() -> None:
    amount, change = read("2022收入预算40万元，比2021单位预算收入减少2万元。", "budget")

    assert (amount.subject, amount.fiscal_year) == ("收入预算", 2022)
    assert (change.compared_year, change.compared_phase) == (2021, "initial_budget")


def test_a_budget_need_not_have_budgeted_what_a_year_before_was() -> None:
    text = "会议费5万元。2021年会议费4万元，2021年会议费预算3万元。"
    under = "二、2021年会议费决算情况\n2021年会议费4万元。"

    assert [s.phase for s in read(text, "budget")] == ["initial_budget", None, "initial_budget"]
    assert [s.phase for s in read(under, "budget")] == ["final"]
    assert [s.phase for s in read(text)] == ["final", "final", "adjusted_budget"]


def test_money_may_leave_its_unit_out_and_a_count_may_not() -> None:
    statements = read("经营收入0.00万，印刷费5万，参保人数6万人，增加2万。")

    assert facts(statements) == [
        ("经营收入", "amount", "0.00", "万元"),
        ("印刷费", "amount", "5", "万元"),
        ("参保人数", "count", "6", "万人"),
        ("参保人数", "change", "2", "万"),
    ]


def test_words_between_an_amount_and_its_label() -> None:
    assert facts(read("会议费决算数共计3万元。\n（一）农林水支出类科目8万元。")) == [
        ("会议费", "amount", "3", "万元"),
        ("农林水支出", "amount", "8", "万元"),
    ]


def test_no_change_against_a_budget_is_said_of_its_own_subject() -> None:
    statements = read(
        "“三公”经费支出7万元，比去年增加2万元。其中，因公出国支出决算比预算无增减变化；"
        "公务接待费支出决算比预算无增减变化，比去年增加1万元，增长50%。"
    )

    assert facts(statements)[2:] == [
        ("因公出国支出", "change", "0", "万元"),
        ("公务接待费", "change", "0", "万元"),
        ("公务接待费", "change", "1", "万元"),
        ("公务接待费", "change_rate", "50", "%"),
    ]


def test_what_follows_a_subject_that_nobody_knows_is_of_nobody() -> None:
    statements = read("会议费7万元。场地布置与预算持平，比去年增加2万元。")

    assert facts(statements) == [("会议费", "amount", "7", "万元")]


def test_a_blank_behind_the_mark_of_thousands_parts_no_number() -> None:
    assert facts(read("印刷费1, 234.5万元，培训费2,345万元。")) == [
        ("印刷费", "amount", "1234.5", "万元"),
        ("培训费", "amount", "2345", "万元"),
    ]


@pytest.mark.parametrize(
    ("words", "value", "year", "phase"),
    [
        ("决算数大于预算数2万元", "2", 2022, "adjusted_budget"),
        ("支出决算数小于年初预算数2万元", "-2", 2022, "initial_budget"),
        ("超预算2万元", "2", 2022, "adjusted_budget"),
        ("比年初预算数少2万元", "-2", 2022, "initial_budget"),
        ("比预算节约2万元", "-2", 2022, "adjusted_budget"),
        ("比上年多2万元", "2", 2021, "final"),
        ("同比少支2万元", "-2", 2021, "final"),
    ],
)
def test_how_far_an_amount_lies_from_another_is_a_change(
    words: str, value: str, year: int, phase: str
) -> None:
    _, change = read(f"会议费支出决算9万元，{words}。", "final")

    assert (change.subject, change.metric, change.value_text) == ("会议费", "change", value)
    assert (change.compared_year, change.compared_phase) == (year, phase)


def test_some_more_than_a_figure_is_no_change() -> None:
    amounts = read("会议费9万多元，培训费最多2万元，印刷费至少3万元。")

    assert [amount.metric for amount in amounts if amount.metric != "amount"] == []
