"""The measure: what is right, wrong and silent, by exact yuan, and what is to be refused."""

from decimal import Decimal

import pytest

from bench.truth import Found, Verdict, compared, summary

FOUND: Found = {
    "unit_name": "青山市档案馆",
    "fiscal_year": "2024",
    "stage": "budget",
    "level": None,
    "total_expenditure_yuan": Decimal("12505000.00"),
    "basic_yuan": Decimal("9502000.01"),
    "project_yuan": None,
}
TRUTH = {"file": "a.pdf", "kind": "disclosure"}


def _outcomes(truth: dict[str, str], found: Found | None) -> dict[str, str]:
    return {told.column: told.outcome for told in compared({**TRUTH, **truth}, found)}


def test_each_column_is_right_wrong_or_silent() -> None:
    printed = {
        "unit_name": "青山市档案馆",
        "fiscal_year": "2023",
        "level": "unit",
        "total_expenditure_yuan": "12505000",
        "basic_yuan": "9502000",
        "project_yuan": "3003000",
        "three_public_yuan": "125000",
    }
    assert _outcomes(printed, FOUND) == {
        "unit_name": "right",
        "fiscal_year": "wrong",
        "level": "silent",
        "total_expenditure_yuan": "right",
        "basic_yuan": "wrong",
        "project_yuan": "silent",
        "three_public_yuan": "silent",
    }


def test_an_empty_cell_says_nothing() -> None:
    assert _outcomes({"project_yuan": "", "stage": " "}, FOUND) == {}


def test_a_file_that_is_not_there_is_silent() -> None:
    assert _outcomes({"stage": "budget", "basic_yuan": "0"}, None) == {
        "stage": "silent",
        "basic_yuan": "silent",
    }


@pytest.mark.parametrize(
    ("printed", "outcome"),
    [("9502000", "right"), ("9502100", "wrong"), ("9501900", "wrong")],
)
def test_a_text_part_is_rounded_as_its_text_rounds(printed: str, outcome: str) -> None:
    assert _outcomes({"kind": "part_text", "basic_yuan": printed}, FOUND) == {"basic_yuan": outcome}


def test_what_is_no_disclosure_is_to_be_refused() -> None:
    truth = {"kind": "other", "basic_yuan": "9502000"}
    assert _outcomes(truth, None) == {"refused": "right"}
    assert _outcomes(truth, FOUND) == {"refused": "wrong"}


def test_a_scan_is_refused_or_held_against_what_is_recognised() -> None:
    truth = {"kind": "scan", "basic_yuan": "9502000"}
    assert _outcomes(truth, None) == {"refused": "right"}
    assert _outcomes(truth, FOUND) == {"basic_yuan": "wrong"}
    # One of text alone rounds as its text does.
    assert _outcomes({**truth, "tables": "0"}, FOUND) == {"basic_yuan": "right"}


def test_the_report_counts_by_column_and_lists_what_is_not_right() -> None:
    verdicts = [
        Verdict("a.pdf", "basic_yuan", "9502000", "9502000.01", "wrong"),
        Verdict("b.pdf", "basic_yuan", "1", "1.00", "right"),
        Verdict("b.pdf", "basic_yuan", "1", "", "silent"),
        Verdict("c.pdf", "refused", "scan", "", "right"),
    ]
    assert list(summary(verdicts))[2:] == [
        "| basic_yuan | 3 | 2 | 1 | 1 | 1 |",
        "| refused | 1 | 1 | 1 | 0 | 0 |",
        "wrong: 1",
        "  a.pdf: basic_yuan: expected 9502000, found 9502000.01",
        "silent: 1",
        "  b.pdf: basic_yuan: expected 1",
    ]
