"""Printed formulas are read into their operands, and nothing else is taken for one."""

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

from ingest.extraction.tables.words.formulas import Formula, read_formulas
from ingest.reading.model import Line


def _read(text: str) -> list[Formula]:
    return list(read_formulas([Line(3, 14, text)]))


def test_rows_columns_signs_and_blanks() -> None:
    first, second = _read("6 栏各行 = (1+2-3) 栏各行；28 行 = (29 + 30) 行。")
    assert (first.axis, first.result) == ("column", 6)
    assert [(o.sign, o.number) for o in first.operands] == [("+", 1), ("+", 2), ("-", 3)]
    assert (second.axis, second.result, second.page, second.line) == ("row", 28, 3, 14)
    assert [o.number for o in second.operands] == [29, 30]


def test_dots_stand_for_the_numbers_between() -> None:
    (formula,) = _read("58行 = (32+33+...+57)行")
    assert [o.number for o in formula.operands] == list(range(32, 58))
    (formula,) = _read("9行＝（1＋…＋4）行")
    assert [o.number for o in formula.operands] == [1, 2, 3, 4]


def test_what_is_no_formula_is_left_alone() -> None:
    assert _read("得分=权重×B/A，12行") == []
    assert _read("58行=(57+...+32)行") == []
    assert _read("58行=(57+...)行") == []


@given(
    st.integers(1, 99),
    st.lists(st.tuples(st.sampled_from("+-"), st.integers(1, 99)), min_size=2, max_size=9),
    st.sampled_from(["行", "栏"]),
)
def test_written_formulas_read_back(
    result: int, operands: list[tuple[str, int]], axis: str
) -> None:
    text = "".join(f"{sign}{number}" for sign, number in operands).removeprefix("+")
    if text.startswith("-"):
        text = text[1:]
        operands = [("+", operands[0][1]), *operands[1:]]
    (formula,) = _read(f"{result}{axis}=({text}){axis}")
    assert formula.result == result
    assert formula.axis == ("row" if axis == "行" else "column")
    assert [(o.sign, o.number) for o in formula.operands] == operands


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    list(read_formulas([Line(1, 1, text)]))
