"""The amounts of published filings against reviewed expectations, value by value.

The expectations were transcribed from pictures of the pages; none was written by the code under
test.
"""

import csv
from collections import Counter
from decimal import Decimal

import pytest

from ingest.base.ordinals import strip_ordinal
from ingest.base.text import fold, read_cell
from ingest.extraction.extract import extract
from ingest.rows.schema import Row
from tests.support.expected import EXPECTED
from tests.support.filings import DISCLOSURES, filed

REVIEWED = sorted(path.stem for path in (EXPECTED / "filings").glob("*.csv"))

Amount = tuple[int, str, str, str, str, str, str, Decimal, str]
"""Page, type, side, phase, code, bare label, measure, amount, unit of money."""


def bare(label: str) -> str:
    return strip_ordinal(fold(label))


def expected(name: str) -> Counter[Amount]:
    with (EXPECTED / "filings" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return Counter(
            (
                int(row["page"]),
                row["table_type"],
                row["side"],
                row["phase"],
                fold(row["code"]),
                bare(row["label"]),
                row["measure"],
                Decimal(row["amount"]),
                row["money_unit"],
            )
            for row in csv.DictReader(file)
        )


def text(row: Row, column: str) -> str:
    return str(row[column] or "")


def found(rows: dict[str, list[Row]]) -> Counter[Amount]:
    tables = {row["table_index"]: row for row in rows["tables"]}
    amounts: Counter[Amount] = Counter()
    for row in rows["amounts"]:
        table = tables[row["table_index"]]
        amount = read_cell(text(row, "printed_text"))[2]
        assert amount is not None, row
        amounts[
            int(text(row, "page")),
            text(table, "table_type"),
            text(row, "side"),
            text(row, "phase"),
            fold(text(row, "code_printed")),
            bare(text(row, "label_printed")),
            text(row, "measure"),
            amount,
            text(table, "money_unit"),
        ] += 1
    return amounts


def test_two_filings_at_least_are_reviewed_and_each_is_known() -> None:
    assert len(REVIEWED) > 1
    assert set(REVIEWED) <= set(DISCLOSURES)


@pytest.mark.parametrize("name", REVIEWED)
def test_every_amount_arrives_and_no_other(name: str) -> None:
    wanted, read = expected(name), found(extract(filed(name)))
    assert not sorted((wanted - read).elements()), "missing"
    assert not sorted((read - wanted).elements()), "not printed so"
