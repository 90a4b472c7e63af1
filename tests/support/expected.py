"""Reading of the reviewed expectation files under tests/fixtures/expected."""

import csv
from collections.abc import Iterator
from decimal import Decimal

from ingest.base.settings import PROJECT

EXPECTED = PROJECT / "tests/fixtures/expected"
WAN = 10_000
"""Yuan in 万元, the unit of money that the five disclosures print."""


def rows(relative: str) -> Iterator[dict[str, str]]:
    """The rows of one expectation file."""
    with (EXPECTED / relative).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def amounts() -> Iterator[tuple[str, dict[str, str]]]:
    """Every expected amount with its document."""
    for path in sorted((EXPECTED / "amounts").glob("*.csv")):
        for row in rows(f"amounts/{path.name}"):
            yield path.stem, row


def yuan(text: str) -> Decimal:
    """An amount in 万元 as yuan."""
    return Decimal(text) * WAN
