"""Targets in words: comparison, number and unit."""

import pytest

from ingest.extraction.performance.values import pieces, read_target
from tests.support.performance_tables import cell


@pytest.mark.parametrize(
    ("text", "operator", "value", "unit"),
    [
        ("小于等于 26 人", "≤", "26", "人"),
        ("大于等于 90%", "≥", "90", "%"),
        ("大于 90%", ">", "90", "%"),
        ("小于3次", "<", "3", "次"),
        ("不低于４份", "≥", "4", "份"),
        ("不高于5%", "≤", "5", "%"),
        ("95%以上", "≥", "95", "%"),
        ("2 小时内", "≤", "2", "小时"),
        ("30分钟以内", "≤", "30", "分钟"),
        (">1000 万人", ">", "1000", "万人"),
        ("≥1,234.50万元", "≥", "1234.50", "万元"),
        ("＝100%", "=", "100", "%"),
        ("30 万笔", None, "30", "万笔"),
        ("-0.5%", None, "-0.5", "%"),
        ("大于等于 200。", "≥", "200", None),
        ("综合接通率达 80%及以上", "≥", "80", "%"),
        ("提供不少于 1 人的驻场服务", "≥", "1", "人"),
        ("每日巡检，每季度 1 份", None, "1", "份"),
    ],
)
def test_a_figure_is_read_with_its_comparison_and_unit(
    text: str, operator: str | None, value: str, unit: str | None
) -> None:
    (reading,) = read_target(cell(text))
    assert (reading.operator, reading.value, reading.unit) == (operator, value, unit)


@pytest.mark.parametrize("text", ["明显", "有效推动", "项目在 2022 年完成", "从3月起按序时支出"])
def test_words_and_dates_are_a_quality(text: str) -> None:
    (reading,) = read_target(cell(text))
    assert (reading.operator, reading.value, reading.unit) == ("qualitative", None, None)


def test_a_comparison_with_something_named_has_no_value() -> None:
    (reading,) = read_target(cell("小于等于总预算数"))
    assert (reading.operator, reading.value, reading.text.printed) == ("≤", None, "总预算数")


@pytest.mark.parametrize("text", ["24 小时不间断", "7*24 小时", "80%-90%", "10~20 人", "1/3"])
def test_what_is_not_one_number_has_no_value(text: str) -> None:
    (reading,) = read_target(cell(text))
    assert (reading.operator, reading.value) == (None, None)


def test_each_compared_figure_of_a_sentence_is_read() -> None:
    readings = read_target(cell("响应不大于 2 小时，报告不低于 4 份，更换不超过 72 小时"))
    assert [(r.operator, r.value, r.unit) for r in readings] == [
        ("≤", "2", "小时"),
        ("≥", "4", "份"),
        ("≤", "72", "小时"),
    ]
    assert [r.at.spots[0].char for r in readings] == [3, 14, 24]


def test_a_comparison_word_inside_a_longer_one_is_not_taken_for_it() -> None:
    assert [r.operator for r in read_target(cell("不低于3人"))] == ["≥"]
    assert [r.operator for r in read_target(cell("服务3个内部系统"))] == [None]


def test_an_unknown_unit_keeps_the_figure_out() -> None:
    (reading,) = read_target(cell("≥5蚊钱"))
    assert (reading.operator, reading.value) == (None, None)
    assert reading.strange is not None
    assert reading.strange.printed == "蚊钱"


def _parts(name: str, target: str, actual: str | None = None) -> list[tuple[str | None, ...]]:
    found = pieces(cell(name), cell(target), cell(actual) if actual else None)
    return [
        (
            p.part,
            p.name.printed,
            p.target.printed if p.target else None,
            p.actual.printed if p.actual else None,
        )
        for p in found
    ]


def test_names_and_values_side_by_side_are_parted() -> None:
    assert _parts("甲；乙", "健全；合规", "健全；不合规") == [
        ("1", "甲", "健全", "健全"),
        ("2", "乙", "合规", "不合规"),
    ]
    assert _parts("甲 乙 丙", "100% 大于等于 90% 合规") == [
        ("1", "甲", "100%", None),
        ("2", "乙", "大于等于90%", None),
        ("3", "丙", "合规", None),
    ]


def test_a_blank_beside_a_digit_parts_nothing() -> None:
    assert _parts("甲 乙", "按合同支付 项目在 2022 年完成") == [
        ("1", "甲", "按合同支付", None),
        ("2", "乙", "项目在2022年完成", None),
    ]


def test_a_broken_name_with_one_value_is_one() -> None:
    assert _parts("提升服务 公众的水平和 质量", "明显") == [
        (None, "提升服务公众的水平和质量", "明显", None)
    ]
