"""The checks over the published filings: what differs is the source's own fault, each one reviewed.

`filings_findings.csv` was made by opening the page of each difference and reading it; a finding
that no check makes any more fails like a difference that nobody has looked at.
"""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from ingest.base.settings import DATABASE
from tests.support import expected
from tests.support.filings import DISCLOSURES, filings

AGREEING = 0.98
"""The share of the checks of its tables that has to agree in every filing."""
_OF_THE_TEXT = ("narrative_arithmetic", "narrative_sum", "text_vs_table", "wording")
_PLACES = Decimal("0.000001")

Finding = tuple[str, int, str, str, str, Decimal | str, Decimal | str]
"""Disclosure, page, rule, code, label, and what is printed and expected."""


def _disclosure(source_file: str) -> str:
    """Which of the filings a file is of; blank where it is one of those beside them."""
    return next((name for name in DISCLOSURES if source_file.startswith(name)), "")


def _quantity(text: str | Decimal | None) -> Decimal | str:
    """A number without regard to the places it is written with; a text as it stands."""
    words = str(text or "")
    is_number = words.replace(".", "", 1).lstrip("-").isdigit()
    return Decimal(words).quantize(_PLACES) if is_number else words


@pytest.fixture(scope="module")
def marts(other_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    filings()
    with duckdb.connect(str(other_warehouse / DATABASE), read_only=True) as connection:
        yield connection


def test_nearly_every_check_of_the_tables_agrees(marts: duckdb.DuckDBPyConnection) -> None:
    """And every filing has its checks: a rule that is silent agrees with anything."""
    rows = marts.execute(
        f"""
        select
            source_file,
            count(*) filter (where status in ('agrees', 'agrees_within_rounding')),
            count(*) filter (where status <> 'not_checkable')
        from marts.fct_check inner join marts.dim_document using (document_id)
        where check_class not in {_OF_THE_TEXT}
        group by source_file
        """
    ).fetchall()
    found = {_disclosure(name): counts for name, *counts in rows if _disclosure(name)}
    assert set(found) == set(DISCLOSURES)
    shares = {name: agreeing / checkable for name, (agreeing, checkable) in found.items()}
    assert {name: share for name, share in shares.items() if share < AGREEING} == {}
    assert min(checkable for _, checkable in found.values()) > 200


def test_each_difference_is_a_fault_of_the_source(marts: duckdb.DuckDBPyConnection) -> None:
    found: Counter[Finding] = Counter(
        (_disclosure(name), page, rule, code or "", label, _quantity(printed), _quantity(wanted))
        for name, page, rule, code, label, printed, wanted in marts.execute(
            """
            select
                source_file, page, rule_id, code, label,
                coalesce(printed_value::varchar, printed_text),
                coalesce(expected_value::varchar, expected_text)
            from marts.fct_check inner join marts.dim_document using (document_id)
            where status = 'differs'
            """
        ).fetchall()
        if _disclosure(name)
    )
    rows = list(expected.rows("filings_findings.csv"))
    assert all(row["what"] for row in rows)
    reviewed: Counter[Finding] = Counter(
        (
            *(row["document"], int(row["page"]), row["rule_id"], row["code"], row["label"]),
            *(_quantity(row["printed"]), _quantity(row["expected"])),
        )
        for row in rows
    )
    assert sorted((found - reviewed).elements()) == [], "not reviewed"
    assert sorted((reviewed - found).elements()) == [], "not found any more"


def test_what_is_inside_the_rounding_does_not_differ(marts: duckdb.DuckDBPyConnection) -> None:
    """A sum that is judged differs if, and only if, it is off by more than half of all units."""
    judged = marts.execute(
        """
        select status, abs(difference_value) > tolerance_value, count(*)
        from marts.fct_check
        where
            value_unit is not null
            and check_class <> 'narrative_arithmetic'
            and status <> 'not_checkable'
        group by all
        """
    ).fetchall()
    assert all(outside == (status == "differs") for status, outside, _ in judged)
    assert sum(count for *_, count in judged) > 2000
