"""Codes before labels, and what a row is by its label."""

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

from ingest.extraction.tables.codes import classification_code, is_flat_code, row_kind

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
    ],
)
def test_codes_among_the_numbers_before_a_label(tokens: list[str], code: str | None) -> None:
    assert classification_code(tokens) == code


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
