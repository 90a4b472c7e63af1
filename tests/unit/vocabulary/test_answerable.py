"""An answer is one that can be applied, or is refused with the reason and what to do."""

import pytest

from ingest.vocabulary.answerable import is_by_readers, refusal


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("heading", "日常运转类支出", "基本支出"),
        ("measure", "其他 / 日常运转类支出", "基 本 支 出"),
        ("title", "任务清单明细表", "project_expenditure"),
        ("title", "任务清单明细表", "项目支出表"),
        ("money_unit", "万圆", "万元"),
        ("unit", "甘泉县民政局", "wuhan-hrss-ic"),
        ("unit", "甘泉县民政局", "甘泉县民政和社会工作局"),
        ("region", "某某中心", "610627"),
        ("label", "文化旅游体育", "文化旅游体育与传媒支出"),
        ("label", "罕见收入", "其他收入"),
        ("label", "局机关", "2010301"),
        ("code", "2089 局机关", "2080101"),
        ("performance_unit_of_measure", "(平方米)", "平方米"),
        ("heading", "备注二", ""),
        ("edition", "unit-0123-2024-budget-2", "current"),
        ("edition", "unit-0123-2024-budget-2", ""),
    ],
)
def test_what_the_vocabulary_knows_is_an_answer(kind: str, text: str, value: str) -> None:
    assert refusal(kind, text, value) is None


@pytest.mark.parametrize(
    ("kind", "text", "value", "problem"),
    [
        ("heading", "日常运转类支出", "从未见过的栏目", "no known heading"),
        ("title", "任务清单明细表", "从未见过的表", "no type of table"),
        ("money_unit", "万圆", "贯", "no unit of money"),
        ("unit", "甘泉县民政局", "no-such-id", "no unit_id"),
        ("region", "某某中心", "999999", "no code of a region"),
        ("label", "文化旅游体育", "从未见过的科目", "no name or code of a class"),
        ("label", "行政运行", "2010301", "行政运行 is known"),
        ("code", "2089 局机关", "9999999", "no code of a class"),
        ("performance_level", "产出", "从未见过的级", "no known word"),
        ("edition", "unit-0123-2024-budget-2", "withdrawn", "no answer to an edition"),
        ("figure", "1,59.7", "1597", "No answer settles"),
        ("page_without_text", "第3页", "", "No answer settles"),
        ("hading", "x", "y", "There is no kind"),
    ],
)
def test_what_it_does_not_know_is_refused(kind: str, text: str, value: str, problem: str) -> None:
    refused = refusal(kind, text, value)
    assert refused is not None
    assert problem in refused[0]
    assert refused[1].endswith(".")


def test_readers_apply_what_the_rows_do_not_show() -> None:
    assert is_by_readers("title", "项目支出表")
    assert is_by_readers("label", "其他收入")
    assert not is_by_readers("label", "2010301")
    assert not is_by_readers("measure", "基本支出")
