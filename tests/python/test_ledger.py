"""The ledger is complete: every number that a document prints is in it, with its place."""

import csv
from collections.abc import Iterator
from pathlib import Path

import disclosures
import pytest

EXTRACTED = disclosures.ROOT / "data" / "extracted"
DOCUMENTS = sorted(path.stem for path in (EXTRACTED / "documents").glob("*.csv"))


def _rows(record: str, document_id: str) -> list[dict[str, str]]:
    path = EXTRACTED / record / f"{document_id}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _digits(path: Path) -> Iterator[tuple[int, int]]:
    """Line and character, from 1, of every digit of a document, whatever its width."""
    text = path.read_bytes().decode("utf-8")
    for number, line in enumerate(text.split("\n"), start=1):
        for place, char in enumerate(line, start=1):
            if char.isdecimal():
                yield number, place


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_every_printed_digit_stands_in_the_ledger(document_id: str) -> None:
    """Read with a tokenizer of its own, which knows nothing but digits and places."""
    path = disclosures.folder() / _rows("documents", document_id)[0]["source_file"]
    held = {
        (int(row["line"]), char)
        for row in _rows("figures", document_id)
        for char in range(int(row["char_from"]), int(row["char_to"]) + 1)
    }
    missing = [place for place in _digits(path) if place not in held]
    assert missing == []


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_nothing_is_unaccounted(document_id: str) -> None:
    left = [row for row in _rows("figures", document_id) if row["disposition"] == "unaccounted"]
    assert left == []


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_amounts_and_statements_are_in_the_ledger_as_such(document_id: str) -> None:
    """What the ledger calls an amount or statement is one, and none of them is missing from it."""
    ledger = {
        (int(row["line"]), int(row["char_from"])): row["disposition"]
        for row in _rows("figures", document_id)
    }
    for record, disposition in (("amounts", "amount"), ("statements", "statement")):
        # 持平 states a zero without a digit, so it has no number to account for.
        places = {
            (int(row["line"]), int(row["char_from"]))
            for row in _rows(record, document_id)
            if any(char.isdecimal() for char in row["printed_text"])
        }
        wrong = {place: ledger.get(place) for place in places if ledger.get(place) != disposition}
        assert wrong == {}


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_every_non_figure_has_its_reason(document_id: str) -> None:
    without = [
        row
        for row in _rows("figures", document_id)
        if row["disposition"] == "non_figure" and not row["reason"]
    ]
    assert without == []
