"""A disclosure published again, and one that prints what another implies, in a built warehouse.

The documents are made-up ones (tests/support/made_filings.py); what is to become of each figure is
worked out by hand.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from ingest.base.settings import DATABASE
from tests.support.made_filings import REVISED_UNIT as UNIT

FIRST, SECOND = f"{UNIT}-2024-budget", f"{UNIT}-2024-budget-2"


@pytest.fixture(scope="module")
def marts(other_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(other_warehouse / DATABASE), read_only=True) as connection:
        yield connection


def _wan(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text) * 10_000


def test_both_editions_are_kept_and_one_is_current(marts: duckdb.DuckDBPyConnection) -> None:
    query = f"""
        select document_id, edition, is_current from marts.dim_document
        where stage = 'budget' and unit_id = '{UNIT}'
    """
    assert sorted(marts.execute(query).fetchall()) == [
        (FIRST, 1, False),
        (SECOND, 2, True),
        (f"{UNIT}-2025-budget", 1, True),
    ]
    query = f"""
        select document_id, is_current, sum(amount_yuan) from marts.fct_reported_amount
        where unit_id = '{UNIT}' and table_type = 'expenditure_statement' and line_type = 'total'
            and measure = 'total'
        group by all order by all
    """
    assert marts.execute(query).fetchall() == [
        (FIRST, False, _wan("9.00")),
        (SECOND, True, _wan("9.50")),
    ]


@pytest.mark.parametrize(
    ("fact", "condition"),
    [
        ("fct_functional_expenditure", "phase = 'initial_budget' and scope = 'all_funds'"),
        ("fct_revenue", "phase = 'initial_budget' and scope = 'fiscal_appropriation'"),
        ("fct_unit_total", "measure = 'current_expenditure' and scope = 'all_funds'"),
    ],
)
def test_current_facts_are_those_of_the_last_edition(
    marts: duckdb.DuckDBPyConnection, fact: str, condition: str
) -> None:
    query = f"""
        select document_id, sum(amount_yuan) from marts.{fact}
        where is_best_source and unit_id = '{UNIT}' and fiscal_year = 2024
            and phase = 'initial_budget' and {condition}
        group by all
    """
    assert marts.execute(query).fetchall() == [(SECOND, _wan("9.50"))]


def test_comparisons_count_no_edition_twice(marts: duckdb.DuckDBPyConnection) -> None:
    query = f"""
        select functional_code, amount_yuan from marts.cmp_function_share
        where unit_id = '{UNIT}' and fiscal_year = 2024 and phase = 'initial_budget'
            and scope = 'all_funds'
            and functional_code in ('208', '221', '2080201', '2210203', '2210201')
        order by all
    """
    assert marts.execute(query).fetchall() == [
        ("208", _wan("7.50")),
        ("2080201", _wan("4.50")),
        ("221", _wan("2.00")),
        ("2210203", _wan("2.00")),
    ]
    query = f"""
        select current_expenditure_yuan, basic_yuan, project_yuan from marts.cmp_unit_year
        where unit_id = '{UNIT}' and fiscal_year = 2024 and phase = 'initial_budget'
    """
    assert marts.execute(query).fetchall() == [(_wan("9.50"), _wan("6.50"), _wan("3.00"))]


def _revisions(
    marts: duckdb.DuckDBPyConnection, rule: str
) -> list[tuple[str, str, Decimal | None, Decimal | None, str]]:
    query = """
        select coalesce(code, label), measure, printed_yuan, expected_yuan, difference_yuan, status
        from marts.fct_check
        where check_class = 'revision' and rule_id = ? and document_id = ?
            and (table_type = 'expenditure_statement' or ? <> 'edition_before')
        order by all
    """
    found = marts.execute(query, [rule, SECOND, rule]).fetchall()
    assert all(d == (p or 0) - (e or 0) for _, _, p, e, d, _ in found)
    return [(place, measure, p, e, status) for place, measure, p, e, _, status in found]


def test_each_amount_that_both_editions_print_is_compared(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    expected = [
        ("208", "basic", "4.50", "4.00"),
        ("208", "project", "3.00", "3.00"),
        ("208", "total", "7.50", "7.00"),
        ("20802", "basic", "4.50", "4.00"),
        ("20802", "project", "3.00", "3.00"),
        ("20802", "total", "7.50", "7.00"),
        ("2080201", "basic", "4.50", "4.00"),
        ("2080201", "total", "4.50", "4.00"),
        ("2080299", "project", "3.00", "3.00"),
        ("2080299", "total", "3.00", "3.00"),
        ("221", "basic", "2.00", "2.00"),
        ("221", "total", "2.00", "2.00"),
        ("22102", "basic", "2.00", "2.00"),
        ("22102", "total", "2.00", "2.00"),
        ("合计", "basic", "6.50", "6.00"),
        ("合计", "project", "3.00", "3.00"),
        ("合计", "total", "9.50", "9.00"),
    ]
    assert _revisions(marts, "edition_before") == [
        (place, measure, _wan(new), _wan(old), "agrees" if new == old else "differs")
        for place, measure, new, old in expected
    ]


def test_amounts_of_one_edition_alone_are_listed(marts: duckdb.DuckDBPyConnection) -> None:
    assert _revisions(marts, "edition_adds") == [
        ("2210203", "basic", _wan("2.00"), _wan("0"), "differs"),
        ("2210203", "total", _wan("2.00"), _wan("0"), "differs"),
    ]
    assert _revisions(marts, "edition_drops") == [
        ("2210201", "basic", None, _wan("2.00"), "differs"),
        ("2210201", "total", None, _wan("2.00"), "differs"),
    ]


def test_a_printed_amount_is_held_against_what_other_filings_derive_and_imply(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    derived = _revisions(marts, "printed_in_derived")
    assert derived == [
        ("208", "total", _wan("7.50"), _wan("7.00"), "differs"),
        ("221", "total", _wan("2.00"), _wan("2.00"), "agrees"),
        ("合计", "total_expenditure", _wan("9.50"), _wan("9.50"), "agrees"),
    ]
    implied = _revisions(marts, "printed_in_implied")
    assert implied == [
        ("208", "total", _wan("7.50"), _wan("7.50"), "agrees"),
        ("221", "total", _wan("2.00"), _wan("2.25"), "differs"),
        ("支出总计", "total_expenditure", _wan("9.50"), _wan("9.50"), "agrees"),
    ]


def test_the_printed_amount_is_best_not_the_derived_or_implied_one(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    query = f"""
        select scope, basis, is_best_source, count(distinct document_id)
        from marts.fct_functional_expenditure
        where unit_id = '{UNIT}' and fiscal_year = 2024 and phase = 'initial_budget'
        group by all order by all
    """
    assert marts.execute(query).fetchall() == [
        ("all_funds", "derived", False, 1),
        ("all_funds", "table", False, 1),
        ("all_funds", "table", True, 1),
        ("fiscal_appropriation", "implied", False, 1),
        ("fiscal_appropriation", "table", False, 1),
        ("fiscal_appropriation", "table", True, 1),
    ]
