"""Where a topic and a scope end: titles of sections, definitions, heads that nobody knows."""

from dataclasses import replace
from itertools import accumulate

from ingest.extraction.narrative import read_statements
from tests.support.narrative_text import account, document, facts, read

WIDE = "本单位是公益事业单位并且承担着很多很多各种各样的工作以及其他的许多事项。"


def test_title_without_a_number_closes_the_definitions_before_it() -> None:
    statements = read(
        f"{WIDE}\n（八）机关运行经费：指单位的日常公用经费支出。\n2022年部门预算编制说明\n"
        "2022年收入预算90万元，比2021年预算增加5万元。",
        "budget",
    )

    assert facts(statements) == [
        ("收入预算", "amount", "90", "万元"),
        ("收入预算", "change", "5", "万元"),
    ]
    assert {s.heading for s in statements} == {"2022年部门预算编制说明"}


def test_term_that_is_explained_is_no_topic() -> None:
    text = "（一）机关运行经费，{}日常公用经费支出。比2021年预算减少9万元。"

    assert read(text.format("是指"), "budget") == []
    assert read(text.format("包括"), "budget")[0].subject == "机关运行经费"


def test_point_whose_head_nobody_knows_is_not_of_the_head_above() -> None:
    text = "（一）甲项目\n\n1.{}，2022年预算安排9万元。"

    (known,) = read(text.format("年度预算安排"), "budget")
    assert known.subject == "甲项目"
    assert read(text.format("强化统筹协调推动各项工作落地"), "budget") == []


def test_heading_with_a_remark_behind_it_gives_its_scope() -> None:
    statements = read(
        "（三）支出预算情况说明（详见表1-3）\n\n1.按功能分类，包括教育支出9万元。", "budget"
    )

    assert [s.scope for s in statements] == ["all_funds"]


def test_short_numbered_line_is_the_heading_of_the_text_below_it() -> None:
    statements = read(
        f"{WIDE}\n（一）因公出国（境）经费\n2022年预算安排3万元，与上年持平。", "budget"
    )

    assert facts(statements) == [
        ("因公出国(境)经费", "amount", "3", "万元"),
        ("因公出国(境)经费", "change", "0", "万元"),
    ]


def test_line_that_every_page_repeats_parts_no_sentence() -> None:
    head = "某某局2022年度部门预算公开"
    pages = [f"{head}\n{WIDE}\n基本支", f"{head}\n出8万元。\n{WIDE}", f"{head}\n项目支出9万元。"]
    made = document("\n".join(pages))
    pages_of = accumulate(line.text == head for line in made.lines)
    lines = tuple(replace(line, page=page) for line, page in zip(made.lines, pages_of, strict=True))
    whole = replace(made, page_count=len(pages), lines=lines)

    assert facts(read_statements(whole, (), 2022, "budget")) == [
        ("基本支出", "amount", "8", "万元"),
        ("项目支出", "amount", "9", "万元"),
    ]


def test_list_goes_on_behind_a_list_inside_it_and_over_text_without_a_head() -> None:
    statements = read(
        "一般公共预算支出明细如下：\n\n1.教育支出9万元，其中：\n\n（1）小学教育支出5万元。\n\n"
        "2.卫生健康支出8万元，用于医疗。\n\n2022年预算安排8万元，比2021年预算减少1万元。\n\n"
        "机关运行经费支出7万元。",
        "budget",
    )

    assert [(s.subject, s.scope) for s in statements] == [
        ("教育支出", "general_public_budget"),
        ("小学教育支出", "general_public_budget"),
        *[("卫生健康支出", "general_public_budget")] * 3,
        ("机关运行经费支出", None),
    ]


def test_base_in_a_bracket_is_of_the_year_before_and_no_base_of_this_year() -> None:
    before, change, rate = read(
        "2022年度部门支出预算安排与2021年度相比（2021年度部门支出预算安排为86.5万元），增加4万元，增长4.62%。",
        "budget",
    )

    assert (before.fiscal_year, before.value_text) == (2021, "86.5")
    assert {s.base_statement_no for s in (change, rate)} == {None}
    assert {s.earlier_statement_no for s in (change, rate)} == {before.statement_no}


def test_full_stop_in_a_bracket_does_not_end_the_sentence() -> None:
    statements = read(
        "公务用车购置及运行维护费5万元（公务用车购置费0万元，比上年增加0万元；公务用车运行维护费5万元，"
        "比上年减少1万元。）比上年减少1万元，下降16.7%。",
        "budget",
    )

    assert statements[-1].subject == statements[-2].subject == "公务用车购置及运行维护费"
    assert statements[-1].base_statement_no == 1


def test_year_of_a_reason_is_not_that_of_the_next_item() -> None:
    statements = read(
        "甲费9万元，较上年减少1万元，原因是2021年费用列入公用经费；乙费2万元。", "budget"
    )

    assert [s.fiscal_year for s in statements if s.metric == "amount"] == [2022, 2022]


def test_zero_without_a_unit_is_an_amount() -> None:
    statements = read("收入预算9万元，其中：事业收入为0；其他收入为0。", "budget")

    assert facts(statements)[1:] == [
        ("事业收入", "amount", "0", "万元"),
        ("其他收入", "amount", "0", "万元"),
    ]


def test_items_of_a_list_may_have_any_name() -> None:
    statements = read("项目支出90万元，主要包括：社会组织管理50万元，用于登记；预留机动40万元。")

    assert facts(statements)[1:] == [
        ("社会组织管理", "amount", "50", "万元"),
        ("预留机动", "amount", "40", "万元"),
    ]


def test_figures_of_plans_are_told_as_what_they_are() -> None:
    text = "一、{}情况\n\n召开全体会议2-3次，接待客人10多批200多人次，办理提案700件左右。"

    told = [(e.printed_text, e.reason) for e in account(text.format("主要职能"))]
    assert told == [(number, "planned") for number in ("2", "3", "10", "200", "700")]
    assert {e.disposition for e in account(text.format("收支"))} == {"unaccounted"}
