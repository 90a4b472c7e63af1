"""Editions: two filings of one document in one run."""

from dataclasses import dataclass
from itertools import cycle

from ingest.editions import Row, as_edition, assign_editions, edition_id


@dataclass(frozen=True)
class _Filing:
    document_id: str
    sha256: str


def test_other_bytes_are_editions_and_the_same_bytes_are_none() -> None:
    filings = [
        _Filing("a-2023-budget", "1"),
        _Filing("b-2023-budget", "2"),
        _Filing("a-2023-budget", "3"),
        _Filing("a-2023-budget", "1"),
        _Filing("a-2023-budget", "4"),
        _Filing("a-2023-final", "5"),
    ]

    assert list(assign_editions(filings)) == list(zip(filings, [1, 1, 2, None, 3, 1], strict=True))


def test_filings_are_taken_one_at_a_time() -> None:
    filings = cycle([_Filing("a-2023-budget", "1")])

    assert next(assign_editions(filings))[1] == 1


def test_the_first_edition_keeps_the_id() -> None:
    assert edition_id("a-2023-budget", 1) == "a-2023-budget"
    assert edition_id("a-2023-budget", 3) == "a-2023-budget-3"


def test_rows_of_an_edition_carry_its_id_and_number_and_leave_the_others_alone() -> None:
    rows: dict[str, list[Row]] = {
        "documents": [{"document_id": "a", "edition": 1}],
        "amounts": [{"document_id": "a", "row_no": 1}, {"document_id": "a", "row_no": 2}],
    }

    assert as_edition(rows, "a", 2) == {
        "documents": [{"document_id": "a-2", "edition": 2}],
        "amounts": [{"document_id": "a-2", "row_no": 1}, {"document_id": "a-2", "row_no": 2}],
    }
    assert rows["documents"] == [{"document_id": "a", "edition": 1}]
