"""Headings: what a column measures, from the words that stand over it."""

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

from ingest.extraction.tables.headings import (
    know,
    labelled_measure,
    measure_of,
    nest,
    split_headings,
)
from ingest.reading.model import Cell
from ingest.vocabulary.headings import HeadingTerm, headings

WORDS = sorted({text for text, _ in headings()})


def term(measure: str) -> HeadingTerm:
    return HeadingTerm("measure", measure, None)


@pytest.mark.parametrize(
    ("path", "measure"),
    [
        (["total"], "total"),
        (["basic", "subtotal"], "basic"),
        (["basic", "personnel"], "personnel"),
        (["current_year", "subtotal"], "current_year_subtotal"),
        (["carryover", "general_public_budget"], "carryover_general_public_budget"),
        (["vehicle_total", "subtotal"], "vehicle_total"),
        (["total", "total"], "total"),
        (["vehicle_total", "subtotal", "total"], "vehicle_total"),
        (["basic", "total", "total"], "basic"),
    ],
)
def test_the_path_of_headings_gives_the_measure(path: list[str], measure: str) -> None:
    assert measure_of([term(part) for part in path]) == measure


def test_an_unknown_heading_has_no_measure() -> None:
    assert measure_of([term("basic"), None]) is None


def test_headings_run_together_are_cut_longest_first() -> None:
    pieces = split_headings("科目编码科目名称合计一般公共预算拨款收入", None)
    assert [text for text, _ in pieces] == ["科目编码", "科目名称", "合计", "一般公共预算拨款收入"]


@given(st.lists(st.sampled_from(WORDS) | st.just("某"), max_size=6))
def test_cutting_headings_loses_no_character(words: list[str]) -> None:
    text = "".join(words)
    assert "".join(piece for piece, _ in split_headings(text, None)) == text


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("科目编码", "code"),
        ("某某代码", "code"),
        ("类款项", "code"),
        ("项目类", None),
        ("合计（元）", "measure"),
        ("其中：项目支出", "measure"),
        ("某某资金", None),
    ],
)
def test_roles_of_headings(text: str, role: str | None) -> None:
    found = know(Cell.of(0, text, 1, 1, 1), None, 2024).term
    assert (found.role if found else None) == role


def test_parts_of_flattened_headings_go_where_their_whole_is() -> None:
    measures = ["total", "basic", "project", "subtotal", "personnel", "public"]
    assert nest(measures) == ["total", "basic", "personnel", "public", "project"]
    assert nest(["total", "project"]) == ["total", "project"]


@pytest.mark.parametrize(
    ("label", "table_type", "measure"),
    [
        ("1.因公出国（境）费", "three_public", "overseas_travel"),
        ("其中：（1）公务用车购置费", "three_public", "vehicle_purchase"),
        ("合计", "three_public", "total"),
        ("因公出国（境）费", "general_budget_basic_expenditure", "total"),
        (None, "three_public", "total"),
    ],
)
def test_a_row_names_the_measure_in_three_public_tables_alone(
    label: str | None, table_type: str, measure: str
) -> None:
    assert labelled_measure("total", label, table_type) == measure
    assert labelled_measure("project", label, table_type) == "project"
