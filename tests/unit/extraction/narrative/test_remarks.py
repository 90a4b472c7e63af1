"""Remarks on the text itself: each kind with its place, and what only looks like one."""

import pytest

from ingest.extraction.narrative import read_narrative
from tests.support.narrative_text import YEAR, document


def remarks(text: str, stage: str = "budget") -> list[tuple[str, str]]:
    found = read_narrative(document(text), (), YEAR, stage).remarks
    return [(remark.kind, remark.token) for remark in found]


@pytest.mark.parametrize(
    ("sentence", "kind", "token"),
    [
        ("收入预算XX万元。", "blank_of_form", "XX"),
        ("收入预算××万元。", "blank_of_form", "××"),
        ("印刷费9万元，占基本支出%，同比减少1万元。", "blank_of_form", "占基本支出%"),
        (
            "收入预算9万元，比2021年预算增加1万元，主要原因是。其中：",
            "reason_missing",
            "主要原因是。",
        ),
        ("增加的原因：。", "doubled_mark", "：。"),
        ("主要用于运行维护。。2021年", "doubled_mark", "。。"),
        ("某市信访局某市信访局开展工作。", "doubled_word", "某市信访局某市信访局"),
        ("2022年2022年安排。", "doubled_word", "2022年2022年"),
        ("会议费增加的原因主要是是接待增加。", "doubled_word", "是是"),
        ("会议费支出决算数大小于预算数，是因为会议减少。", "both_directions", "大小于"),
        ("会议费支出决算数大于（小于）年初预算数。", "both_directions", "大于(小于)"),
        ("讲座经费9.5万元，8万元，其中：", "unnamed_amount", "9.5万元，"),
        ("收入预算9万元，比2022年预算增加1万元。", "own_year", "增加1万元"),
        ("收入预算9万元，与2022年预算持平。", "own_year", "持平"),
        ("（一）2020年收入预算情况说明", "other_year", "2020年"),
        ("收入预算9万元，与上年相比增加（减少）0万元。", "both_directions", "增加(减少)0万元"),
        ("货物采购预算252.619万元。", "decimals", "252.619万元"),
        ("货物采购预算252.619105万元。", "decimals", "252.619105万元"),
        ("基本支出9万元，占支出总额的120%。", "share_above_whole", "120%"),
        (
            "会议费2021年执行数为0万元，2022年预算安排9万元，比2021年执行数增加100%。",
            "rate_of_nothing",
            "100%",
        ),
        (
            "会议费0万元，比2021年预算增加9万元。",
            "increase_above_amount",
            "增加9万元",
        ),
        (
            "“三公”经费9万元，比2021年预算减少1万元。其中：因公出国（境）费9万元，减少1万元。",
            "reason_absent",
            "减少1万元",
        ),
        (
            "住房改革支出（类）住房公积金（项）9万元。",
            "tags_out_of_order",
            "(类)住房公积金(项)",
        ),
        (
            "教育支出（类）进修及培训（类）培训支出（项）9万元。",
            "tags_out_of_order",
            "(类)进修及培训(类)",
        ),
        (
            "住房改革支出（款）住房公积金（项）9万元，主要用于职工医疗保险缴费。",
            "other_purpose",
            "住房公积金(项)",
        ),
        (
            "行政事业单位医疗（款）行政单位医疗（项）9万元，主要用于缴纳职业年金。",
            "other_purpose",
            "行政单位医疗(项)",
        ),
    ],
)
def test_remark_gives_its_kind_and_what_shows_it(sentence: str, kind: str, token: str) -> None:
    assert remarks(sentence) == [(kind, token)]


@pytest.mark.parametrize(
    "sentence",
    [
        "收入预算9万元，比2021年预算增加1万元，主要原因是人员增加。",
        "（一）2022年收入预算情况说明",
        "（一）2022年收入预算比2021年收入预算变化情况",
        "基本支出9万元，占支出总额的100%。",
        "会议费决算数大于预算数，培训费小于预算数，辨明是是非非。",
        "XIX级、ABXX型设备……",
        "依法依规、逐步逐项开展工作工作。",
        "货物采购预算252.61万元，人均1.255万元。",
        "会议费2021年执行数为0万元，2022年预算安排0万元，比2021年执行数增加0%。",
        "教育支出（类）进修及培训（款）培训支出（项）9万元。",
        "“三公”经费9万元，比2021年预算减少0万元。",
        "会议费和培训费分别为9万元，8万元。",
        "会议费、培训费各9万元，8万元，印刷费7万元、6万元，5万元。",
        "会议费9万元，比2021年预算减少1万元。",
        "会议费9万元，比2021年预算增加9万元。",
        "会议费1万元，比2021年预算减少9万元。",
        "“三公”经费9万元，比2021年预算减少1万元。其中：公务接待费9万元，主要是接待减少。",
        "一、“三公”经费\n“三公”经费9万元，比2021年预算减少1万元。\n二、增减变化原因\n接待减少。",
        "教育支出（类）和社会保障和就业支出（类）9万元。",
        "住房公积金（项）9万元，主要用于职工住房公积金和医疗保险缴费。",
        "住房公积金（项）9万元、行政单位医疗（项）9万元，主要用于医疗保险缴费。",
    ],
)
def test_what_is_in_order_is_not_remarked(sentence: str) -> None:
    assert remarks(sentence) == []


def test_budget_of_the_own_year_may_be_compared_with_in_final_accounts() -> None:
    text = "会议费决算9万元，比2022年预算减少1万元。"

    assert remarks(text, "final") == []
    assert remarks(text.replace("预算", "决算"), "final") == [("own_year", "减少1万元")]


def test_place_of_a_remark_is_that_of_its_characters() -> None:
    found = read_narrative(document("\n收入预算××万元。"), (), YEAR, "budget").remarks

    assert [(r.page, r.line, r.char_from, r.char_to) for r in found] == [(1, 2, 5, 6)]


def test_a_budget_may_show_the_final_accounts_of_the_year_before_under_a_heading() -> None:
    assert remarks("二、2021年度“三公”经费决算情况") == []
    assert remarks("二、2021年度“三公”经费预算情况") == [("other_year", "2021年度")]


@pytest.mark.parametrize(
    ("sentence", "token"),
    [
        ("会议费年初预算9万元，支出决算8万元，决算数大于预算数。", "大于8万元"),
        ("会议费支出决算8万元，完成年初预算的98.5%，决算数等于预算数。", "等于98.5%"),
        ("会议费支出决算9万元，完成年初预算的112.5%，决算数小于年初预算数。", "小于112.5%"),
        ("会议费年初预算9万元，支出决算9万元，完成年初预算的100%，决算数大于预算数。", "大于100%"),
    ],
)
def test_a_word_of_more_or_less_is_held_against_the_figures(sentence: str, token: str) -> None:
    assert remarks(sentence, "final") == [("against_direction", token)]


@pytest.mark.parametrize(
    "sentence",
    [
        "会议费年初预算9万元，支出决算8万元，决算数小于预算数。",
        "会议费支出决算8万元，完成年初预算的80%，决算数大于全年预算数。",
        "会议费支出决算8万元，完成年初预算的100%，决算数大于预算数。",
        "会议费支出决算约8万元，年初预算8万元，决算数大于预算数。",
        "会议费年初预算9万元，支出决算9万元，完成年初预算的100%，决算数等于预算数。",
    ],
)
def test_a_word_that_the_figures_bear_out_or_leave_open_is_not_remarked(sentence: str) -> None:
    assert remarks(sentence, "final") == []
