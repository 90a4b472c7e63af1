"""Precision over the published filings: every finding was reviewed, and nearly all are true.

`reviewed_findings.csv` has a row for each finding: true, or false with what was misread. A finding
that is marked false and is not made any more fails, so that the file shrinks; so does a fault of
`missed_faults.csv`, seen by eye, that is found now. Pages count through the files of a disclosure.
"""

from collections import Counter
from pathlib import Path

import duckdb
import pytest

from ingest.base.settings import DATABASE
from tests.support import expected

PRECISION = 0.97
_FINDINGS = "select source_file, rule_id, page, line from marts.dq_fault"

Place = tuple[str, str, int | None, int | None]
"""Source file, rule, page and line."""


@pytest.fixture(scope="module")
def found(filed_warehouse: Path, warehouse: Path) -> Counter[Place]:
    """The findings of all filings, and of the five documents."""
    counted: Counter[Place] = Counter()
    for database in (filed_warehouse / DATABASE, warehouse / DATABASE):
        with duckdb.connect(str(database), read_only=True) as connection:
            counted |= Counter(connection.execute(_FINDINGS).fetchall())
    return counted


def _place(row: dict[str, str]) -> Place:
    return row["file"], row["rule"], int(row["page"] or 0) or None, int(row["line"] or 0) or None


def _reviewed(verdict: str) -> Counter[Place]:
    rows = expected.rows("reviewed_findings.csv")
    return Counter(_place(row) for row in rows if row["verdict"] == verdict)


def test_every_finding_is_reviewed(found: Counter[Place]) -> None:
    reviewed = _reviewed("true") + _reviewed("false")
    assert sorted((found - reviewed).elements()) == []
    rows = list(expected.rows("reviewed_findings.csv"))
    assert all(row["verdict"] in {"true", "false"} and row["reason"] for row in rows)


def test_true_findings_are_still_made(found: Counter[Place]) -> None:
    assert sorted((_reviewed("true") - found).elements()) == []


def test_what_is_mended_leaves_the_list(found: Counter[Place]) -> None:
    assert sorted((_reviewed("false") - found).elements()) == [], "take these rows out"


def test_nearly_all_findings_are_true() -> None:
    true, false = _reviewed("true").total(), _reviewed("false").total()
    assert true / (true + false) >= PRECISION


def test_faults_seen_by_eye_that_are_found_now_leave_the_list(found: Counter[Place]) -> None:
    missed = [_place(row) for row in expected.rows("missed_faults.csv")]
    assert [place for place in missed if place in found] == [], "move these rows to the reviewed"
