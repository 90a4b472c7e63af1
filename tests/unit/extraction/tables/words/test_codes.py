"""Codes before labels, and what a row is by its label."""

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

from ingest.extraction.tables.words.codes import (
    CodedLabel,
    classification_code,
    coded_label,
    economic_code,
    is_flat_code,
    row_kind,
)

DIGITS = st.text("0123456789", min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("tokens", "code"),
    [
        ([], None),
        (["208", "01", "08"], "208 01 08"),
        (["208", "01", "08", "313603"], "208 01 08"),
        (["2080108"], "2080108"),
        (["301", "01", "30101"], "30101"),
        (["301", "02", "3010201"], "3010201"),
        (["302002", "301"], "301"),
        (["321001"], None),
        (["02"], None),
        (["12", "2101103"], "2101103"),
        (["101001", "2012601"], "2012601"),
    ],
)
def test_codes_among_the_numbers_before_a_label(tokens: list[str], code: str | None) -> None:
    assert classification_code(tokens) == code


@pytest.mark.parametrize(
    ("tokens", "table_type", "code"),
    [
        (["30201", "2012601"], "general_budget_expenditure", "2012601"),
        (["302", "208", "05", "05"], "expenditure_statement", "208 05 05"),
        (["2012601", "30201"], "general_budget_basic_expenditure", "30201"),
        (["2012601", "302", "01"], "appropriation_economic_expenditure", "302 01"),
        (["30201"], "general_budget_expenditure", "30201"),
        (["2012601", "30201"], "procurement", "2012601"),
    ],
)
def test_of_two_codes_the_one_that_the_table_is_by(
    tokens: list[str], table_type: str, code: str
) -> None:
    assert classification_code(tokens, table_type) == code


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("[2012601]行政运行", "2012601", "行政运行"),
        ("【208】 社会保障和就业支出", "208", "社会保障和就业支出"),
        ("（20805）行政事业单位养老支出", "20805", "行政事业单位养老支出"),
        ("2012601-行政运行", "2012601", "行政运行"),
        ("30101—基本工资", "30101", "基本工资"),
        ("2012601：行政运行", "2012601", "行政运行"),
        ("名称（2012601）", "2012601", "名称"),
        ("住房公积金[2210201]", "2210201", "住房公积金"),
        ("2080501行政单位离退休", "2080501", "行政单位离退休"),
        (
            "208 05 05 机关事业单位基本养老保险缴费支出",
            "2080505",
            "机关事业单位基本养老保险缴费支出",
        ),
        ("２０８０５０１行政单位离退休", "2080501", "行政单位离退休"),
        ("208社会保障和就业支出", "208", "社会保障和就业支出"),
        ("[2080505]机关事业单位（含参公）养老", "2080505", "机关事业单位（含参公）养老"),
    ],
)
def test_a_code_in_the_cell_of_its_name(text: str, code: str, name: str) -> None:
    assert coded_label(text) == CodedLabel(name, code)


@pytest.mark.parametrize(
    "text",
    [
        "211工程",
        "2024年项目",
        "行政运行",
        "设备（2024）",
        "1.基本支出",
        "20.805万元",
        "302",
        "12345-热线",
        "",
    ],
)
def test_numbers_that_belong_to_a_name(text: str) -> None:
    assert coded_label(text) == CodedLabel(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("五教育支出", "教育支出"),
        ("一一般公共服务支出", "一般公共服务支出"),
        ("二十一灾害防治及应急管理支出", "灾害防治及应急管理支出"),
        ("一般公共服务支出", "一般公共服务支出"),
        ("一般行政管理事务", "一般行政管理事务"),
        ("五、教育支出", "五、教育支出"),
        ("三峡库区通航管理", "三峡库区通航管理"),
        ("五小企业补助", "五小企业补助"),
    ],
)
def test_an_ordinal_without_its_mark_before_a_name(text: str, name: str) -> None:
    assert coded_label(text) == CodedLabel(name)


@pytest.mark.parametrize(
    "text", ["[101001]甘泉县民政局", "101001-甘泉县民政局", "甘泉县救助站（101002）"]
)
def test_the_number_of_a_unit_with_its_name(text: str) -> None:
    named = coded_label(text)
    assert named.is_unit
    assert named.code is None
    assert not any(map(str.isdigit, named.name))


@given(st.lists(DIGITS, max_size=5))
def test_a_code_is_made_of_the_numbers_printed(tokens: list[str]) -> None:
    code = classification_code(tokens)
    assert code is None or all(part in tokens for part in code.split())


@pytest.mark.parametrize("text", ["01", "208", "20801", "2080108", "313603", "157001002"])
def test_numbers_that_may_be_codes(text: str) -> None:
    assert is_flat_code(text)


@pytest.mark.parametrize("text", ["1", "12333", "1234", "12345678", "20.8", ""])
def test_numbers_that_may_not(text: str) -> None:
    assert not is_flat_code(text)


@pytest.mark.parametrize(
    ("label", "has_total", "kind"),
    [
        ("合 计", False, "total"),
        ("收入总计", False, "total"),
        ("<b>本 年 收 入 合 计</b>", False, "subtotal"),
        ("一、本年收入", False, "subtotal"),
        ("人员经费合计", False, "subtotal"),
        ("甘泉县民政局", True, "unit"),
        ("甘泉县民政局本级", True, "unit"),
        ("教育支出", True, "line"),
        (None, True, "unit"),
        (None, False, "line"),
    ],
)
def test_rows_are_what_their_labels_say(*, label: str | None, has_total: bool, kind: str) -> None:
    assert row_kind(label, ["甘泉县民政局"], has_total=has_total) == kind


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ([], None),
        (["50206-公务接待费", "30217-公务接待费"], "30217"),
        (["30101", "基本工资"], "30101"),
        (["[303]对个人和家庭的补助"], "303"),
        (["501", "01", "301", "02", "津贴补贴"], "301 02"),
        (["50201-办公经费"], None),
        (["2012601-行政运行"], None),
        (["公务接待费"], None),
    ],
)
def test_departmental_economic_codes_beside_a_functional_one(
    cells: list[str], code: str | None
) -> None:
    assert economic_code(cells) == code
