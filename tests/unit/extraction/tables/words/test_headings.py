"""Headings: what a column measures, from the words that stand over it."""

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

from ingest.extraction.tables.words.headings import (
    classification_of,
    item_of,
    know,
    measure_of,
    measure_of_item,
    nest,
    phase_and_year,
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
        ("部门预算支出经济分类", "label"),
        ("政府预算支出经济分类", "label"),
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
        ("（三）公务接待费支出", "three_public", "official_reception"),
        ("2.公务用车购置", "three_public", "vehicle_purchase"),
        ("3、公务用车费", "three_public", "vehicle_total"),
        ("“三公”经费", "three_public", "three_public"),
        ("合计", "three_public", "total"),
        ("信息化建设", "three_public", None),
        ("因公出国（境）费", "general_budget_basic_expenditure", None),
        (None, "three_public", None),
    ],
)
def test_a_row_names_an_item_in_three_public_tables_alone(
    label: str | None, table_type: str, measure: str | None
) -> None:
    assert item_of(label, table_type) == measure


@pytest.mark.parametrize(
    ("column", "item", "measure"),
    [
        ("total", "official_reception", "official_reception"),
        ("government_fund", "official_reception", "government_fund_official_reception"),
        ("government_fund", "total", "government_fund"),
        ("total", None, None),
        ("year_change", "official_reception", "year_change"),
    ],
)
def test_a_row_of_an_item_and_a_column_of_a_fund_meet(
    column: str, item: str | None, measure: str | None
) -> None:
    assert measure_of_item(column, item) == measure


@pytest.mark.parametrize(
    ("text", "measure", "phase", "year"),
    [
        ("2025年执行数", "total", "final", 2025),
        ("上年执行数", "total", "final", 2025),
        ("上年预算数", "total", "initial_budget", 2025),
        ("2025年", "total", "initial_budget", 2025),
        ("2026年预算数", "total", "initial_budget", None),
        ("本年预算数", "total", "initial_budget", None),
        ("2027年预算数", "total", "initial_budget", 2027),
        ("增减额", "year_change", "initial_budget", None),
        ("增、减幅度", "year_change_rate", "initial_budget", None),
        ("2026年预算数比2025年执行数", "year_change", "initial_budget", None),
        ("上年结转", "carryover", "initial_budget", None),
        ("上年一般公共预算", None, "initial_budget", None),
    ],
)
def test_headings_name_years_phases_and_changes(
    text: str, measure: str | None, phase: str, year: int | None
) -> None:
    found = know(Cell.of(0, text, 1, 1, 1), None, 2026).term
    assert measure_of([found]) == measure
    assert phase_and_year([found], "budget", 2026) == (phase, year)


def test_a_bare_budget_of_another_year_is_its_initial_one() -> None:
    def time(text: str) -> tuple[str, int | None]:
        found = know(Cell.of(0, text, 1, 1, 1), None, 2012).term
        return phase_and_year([found], "final", 2012)

    assert time("2013年预算数") == ("initial_budget", 2013)
    assert time("2013年") == ("initial_budget", 2013)
    assert time("2011年决算数") == ("final", 2011)
    assert time("预算数") == ("adjusted_budget", None)


@pytest.mark.parametrize(
    ("path", "measure"),
    [
        (["general_public_budget", "basic"], "general_public_budget_basic"),
        (["official_reception", "government_fund"], "government_fund_official_reception"),
        (["vehicle_total", "subtotal", "state_capital"], "state_capital_vehicle_total"),
        (["general_public_budget", "basic", "personnel"], "personnel"),
        (["year_change", "total"], "year_change"),
        (["procurement", "subtotal"], "procurement"),
        (["general_public_budget", "fiscal_appropriation"], "partial_total"),
    ],
)
def test_a_fund_and_what_it_pays_are_one_measure(path: list[str], measure: str) -> None:
    assert measure_of([term(part) for part in path]) == measure


@pytest.mark.parametrize(
    ("heading", "classification"),
    [
        ("支出功能分类科目(按大类)", "functional"),
        ("部门预算支出经济科目(按大类)", "economic"),
        ("政府预算支出经济分类科目(按大类)", "government_economic"),
        ("项目", None),
    ],
)
def test_headings_say_how_rows_are_classified(heading: str, classification: str | None) -> None:
    assert classification_of([heading]) == classification


@pytest.mark.parametrize(
    ("text", "table_type", "measure"),
    [
        ("因公出国（", "three_public", "overseas_travel"),
        ("因公出国（境", None, "overseas_travel"),
        # What goes on after these is known of none.
        ("公务接待（", "three_public", None),
        ("（", "three_public", None),
    ],
)
def test_a_heading_that_its_cell_cuts_off_within_brackets(
    text: str, table_type: str | None, measure: str | None
) -> None:
    found = know(Cell.of(0, text, 1, 1, 1), table_type, 2024).term
    assert (found.measure if found else None) == measure
