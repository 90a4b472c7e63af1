"""The shipped rows against the reviewed expectations, value by value.

The expectations were typed by hand from the documents; none was written by the code under test.
"""

import csv
from collections import Counter
from decimal import Decimal

import pytest

from ingest.base.ordinals import strip_ordinal
from ingest.base.text import fold, read_cell
from tests.support.expected import EXPECTED, amounts, rows
from tests.support.shipped import SHIPPED

EXTRACTED = SHIPPED
DOCUMENTS = sorted(path.stem for path in (EXPECTED / "amounts").glob("*.csv"))

Amount = tuple[int, str, str, str, str, Decimal, str, bool]
"""Line, type, side, phase, measure, amount, bare label, whether a total."""


def shipped(record: str, document_id: str) -> list[dict[str, str]]:
    path = EXTRACTED / record / f"{document_id}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def bare(label: str) -> str:
    return strip_ordinal(fold(label))


def expected_amounts(document_id: str) -> Counter[Amount]:
    return Counter(
        (
            int(row["line"]),
            row["table_type"],
            row["side"],
            row["phase"],
            row["measure"],
            Decimal(row["amount"]),
            bare(row["label"]),
            row["row_kind"] == "total",
        )
        for document, row in amounts()
        if document == document_id
    )


def shipped_amounts(document_id: str) -> Counter[Amount]:
    types = {row["table_index"]: row["table_type"] for row in shipped("tables", document_id)}
    found: Counter[Amount] = Counter()
    for row in shipped("amounts", document_id):
        amount = read_cell(row["printed_text"])[2]
        assert amount is not None, row
        found[
            int(row["line"]),
            types[row["table_index"]],
            row["side"],
            row["phase"],
            row["measure"],
            amount,
            bare(row["label_printed"]),
            row["row_kind"] == "total",
        ] += 1
    return found


def test_there_is_an_expectation_for_every_shipped_document() -> None:
    assert sorted(path.stem for path in (EXTRACTED / "amounts").glob("*.csv")) == DOCUMENTS
    assert len(DOCUMENTS) == 5


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_every_amount_arrives_and_no_other(document_id: str) -> None:
    wanted, found = expected_amounts(document_id), shipped_amounts(document_id)
    assert not sorted((wanted - found).elements()), "missing"
    assert not sorted((found - wanted).elements()), "not printed so"


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_every_table_is_found_with_its_status(document_id: str) -> None:
    columns = ("table_no", "table_type", "status")
    wanted = Counter(
        (*(row[c] for c in columns), int(row["line"]), int(row["amounts"] or 0))
        for row in rows("tables.csv")
        if row["document_id"] == document_id
    )
    found = Counter(
        (*(row[c] for c in columns), int(row["line"]), int(row["amount_count"]))
        for row in shipped("tables", document_id)
    )
    assert found == wanted


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_no_amount_is_left_ambiguous(document_id: str) -> None:
    placements = {row["placement"] for row in shipped("amounts", document_id)}
    assert placements <= {"printed", "by_identity"}
