"""Figures inside the reasons of a change, norms, multiples, and forms filled in by halves."""

import pytest

from tests.support.narrative_text import account, facts, read


def test_reasons_are_said_of_their_own_subjects() -> None:
    statements = read(
        "项目支出预算数为6459.58万元。与上年相比增加125.62万元，增长1.98%。"
        "主要原因是运转类项目经费统一压减10%，综合管理费专项增加209万用于租赁，"
        "增加外事经费200万元，增减相抵后项目支出预算数增加125.62万元。"
        "比2021年预算增加1万元。",
        "budget",
    )

    assert facts(statements)[3:] == [
        ("运转类项目经费", "change_rate", "-10", "%"),
        ("综合管理费专项", "change", "209", "万元"),
        ("外事经费", "change", "200", "万元"),
        ("项目支出", "change", "125.62", "万元"),
        ("项目支出", "change", "1", "万元"),
    ]


def test_the_sum_of_the_reasons_is_said_of_what_they_explain() -> None:
    statements = read(
        "会议支出100万元，比上年增加5万元。主要原因是增加专项经费8万元，增减相抵后增加5万元。",
        "budget",
    )

    assert facts(statements)[2:] == [
        ("专项经费", "change", "8", "万元"),
        ("会议支出", "change", "5", "万元"),
    ]


@pytest.mark.parametrize(
    "reason", ["主要原因是压减支出3万元", "主要原因是减少3万元", "由于增加了3万元"]
)
def test_a_reason_that_names_nothing_is_not_said_of_the_subject(reason: str) -> None:
    assert [s.value_text for s in read(f"公用经费20万元，{reason}。")] == ["20"]


def test_a_reason_ends_with_its_part_of_the_sentence() -> None:
    statements = read(
        "公务用车购置费0万元，与2021年预算持平，主要原因是没有变化；公务接待费2万元，与2021年预算持平。",
        "budget",
    )

    assert [(s.subject, s.metric) for s in statements][2:] == [
        ("公务接待费", "amount"),
        ("公务接待费", "change"),
    ]


def test_what_moved_may_stand_behind_its_figure() -> None:
    (change,) = read("主要原因是增加了40万元的办案费。")

    assert (change.subject, change.metric, change.value_text) == ("办案费", "change", "40")


@pytest.mark.parametrize("words", ["增加（减少）", "增长（下降）", "增（减）"])
def test_form_that_says_both_directions_signs_a_zero_only(words: str) -> None:
    zero = read(f"收入预算9万元，与上年相比{words}0万元。", "budget")[1]
    assert (zero.metric, zero.value_text) == ("change", "0")

    amount, change, rate = read(f"收入预算9万元，与上年相比{words}5万元，{words}9%。", "budget")
    assert [s.metric for s in (change, rate)] == ["unsigned_change", "unsigned_rate"]
    assert [s.value_text for s in (change, rate)] == ["5", "9"]
    assert change.base_statement_no == rate.base_statement_no == amount.statement_no
    assert change.direction == words.replace("（", "(").replace("）", ")")


def test_amount_left_blank_is_still_what_is_spoken_of() -> None:
    (change,) = read("2022年政府性基金支出预算支出万元。与上年相比减少0万元。", "budget")

    assert (change.subject, change.value_text) == ("政府性基金支出预算支出", "0")


def test_norms_and_multiples_are_no_amounts() -> None:
    assert facts(read("人均月补贴90元。工会经费人均定额增加1000元。公用经费增长16倍。")) == [
        ("人均月补贴", "standard", "90", "元"),
        ("工会经费人均定额", "standard_change", "1000", "元"),
        ("公用经费", "change_multiple", "16", "倍"),
    ]


def test_last_year_in_passing_is_of_last_year_and_changes_no_subject() -> None:
    now, change, before, times = read(
        "预留机动经费预算数为34万元。与上年相比增加32万元（上年财政仅安排预留机动2万元），增长16倍。",
        "budget",
    )

    assert (before.fiscal_year, before.value_text) == (2021, "2")
    assert now.subject == change.subject == times.subject == "预留机动经费"


def test_carried_over_from_last_year_is_of_this_year() -> None:
    (amount,) = read("上年结转结余3万元。", "budget")

    assert (amount.subject, amount.fiscal_year) == ("上年结转结余", 2022)


def test_less_than_the_budget_of_the_year_before_by() -> None:
    _, change = read("公务接待费预算支出116.5万元，本年数小于上年预算数40.05万元。", "budget")

    assert (change.metric, change.value_text, change.compared_year) == ("change", "-40.05", 2021)


def test_item_named_in_quotes() -> None:
    statements = read(
        "1.“甲支出（类）乙事务（款）丙运行（项）”科目938.99万元，用于人员。"
        "2021年当年预算执行数为1.48万元，2022年预算安排938.99万元。",
        "budget",
    )

    assert {(s.subject, s.subject_path) for s in statements} == {
        ("丙运行", "甲支出 / 乙事务 / 丙运行")
    }
    assert [(s.fiscal_year, s.phase) for s in statements] == [
        (2022, "initial_budget"),
        (2021, "final"),
        (2022, "initial_budget"),
    ]


def test_counts_joined_to_one_another() -> None:
    assert facts(
        read("本部门包括19个内设机构、2个下属单位和2个派出机构，编制34名，房屋9.5平方米。")
    ) == [
        ("内设机构", "count", "19", "个"),
        ("下属单位", "count", "2", "个"),
        ("派出机构", "count", "2", "个"),
        ("编制", "count", "34", "名"),
        ("房屋", "count", "9.5", "平方米"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "山海相连9.5平方米兮。",
        "长歌当哭7层之上。",
        "约为3万元的往事。",
        "此心5度秋凉。",
        "拟购买往事12万元。",
    ],
)
def test_figure_in_prose_that_says_nothing_stays_unaccounted(text: str) -> None:
    assert [entry.disposition for entry in account(text)] == ["unaccounted"]
