"""No figure of the published filings is lost: each is an amount with a measure, or is told.

The numbers are found by `tests.support.money_like`, which knows nothing of the product's reading. A
number is told where the ledger gives it a class, where the heading over it stands on the worklist,
where its table is listed as one that is not read, or where its amount is marked as ambiguous.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import pytest

from ingest.extraction.extract import Extraction
from ingest.extraction.merge import merge
from ingest.extraction.pool import extract_documents
from ingest.reading.document import read_document
from ingest.rows.schema import Row
from tests.support.filings import disclosed
from tests.support.money_like import Found, money_like

UNTOLD = 0.001
"""The share of the numbers that may be untold: 12 of 19,587 were so on 2026-11-29."""

_SWALLOWING = frozenset({"part of a label", "unit code", "row number", "column number"})
"""Classes that no number with decimals, separators or a unit of money is of."""
_NOT_READ = frozenset({"not_read", "uncertain"})
_DATE = re.compile(r"(?:19|20)\d\d[.．](?:0[1-9]|1[0-2])")

Fates = Mapping[str, Counter[str]]
"""By the name of the filing, how many of its numbers became what."""


@cache
def _fates() -> Fates:
    found = {}
    for extraction in extract_documents(disclosed()):
        name = extraction.path.name
        assert extraction.rows is not None, f"{name}: {extraction.error}"
        found[name] = Counter(_fates_in(extraction))
    return found


def _fates_in(extraction: Extraction) -> Iterator[str]:
    assert extraction.rows is not None
    parts = [read_document(path) for path in extraction.parts or (extraction.path,)]
    document = parts[0] if len(parts) == 1 else merge(parts)
    amounts, figures = (_by_line(extraction.rows[name]) for name in ("amounts", "figures"))
    worklist = _Worklist(extraction.rows)
    for line in document.lines:
        if "\t" not in line.text:
            continue
        for number in money_like(line.text):
            own = _over(amounts, line.number, number)
            if own is not None:
                yield worklist.fate_of(own)
            else:
                yield _fate(number, _over(figures, line.number, number), line.number, worklist)


def _by_line(rows: Sequence[Row]) -> dict[int, list[Row]]:
    lines: dict[int, list[Row]] = {}
    for row in rows:
        lines.setdefault(int(row["line"] or 0), []).append(row)
    return lines


def _over(rows: Mapping[int, Sequence[Row]], line: int, number: Found) -> Row | None:
    """The row that stands on a number's characters, or on some of them."""
    for row in rows.get(line, ()):
        if int(row["char_from"] or 0) <= number.last and int(row["char_to"] or 0) >= number.first:
            return row
    return None


class _Worklist:
    """The headings of a document that wait for an answer, and its tables that are not read."""

    def __init__(self, rows: Mapping[str, Sequence[Row]]) -> None:
        waiting = [(str(row["kind"]), row) for row in rows["unmapped"]]
        self.headings = {
            (row["table_index"], row["printed_text"]) for kind, row in waiting if kind == "heading"
        }
        self.not_read = [
            range(int(row["line"] or 0), int(row["line_end"] or 0) + 1)
            for row in rows["tables"]
            if row["status"] in _NOT_READ
        ]

    def fate_of(self, amount: Row) -> str:
        """What an amount is, or which heading it waits for."""
        if amount["measure"]:
            return "amount"
        if amount["placement"] == "ambiguous":
            return "told: ambiguous"
        path = str(amount["heading_printed"]).split(" / ")
        if any((amount["table_index"], part) in self.headings for part in path):
            return "told: heading on the worklist"
        return "untold: amount without a measure"

    def is_in_a_table_not_read(self, line: int) -> bool:
        """Whether a line is of a table that is listed as one that is not read."""
        return any(line in lines for lines in self.not_read)


def _fate(number: Found, figure: Row | None, line: int, worklist: _Worklist) -> str:
    if figure is None:
        return "lost"
    disposition, reason = str(figure["disposition"]), str(figure["reason"] or "")
    if disposition == "unaccounted":
        is_told = worklist.is_in_a_table_not_read(line)
        return "told: in a table that is not read" if is_told else "untold: unaccounted"
    if reason in _SWALLOWING or (reason == "date" and not _DATE.fullmatch(number.text)):
        return f"untold: taken for {reason}"
    return f"told: {disposition} {reason}".strip()


@pytest.fixture(scope="module")
def fates() -> Fates:
    return _fates()


def test_no_number_is_lost(fates: Fates) -> None:
    assert {name: own["lost"] for name, own in fates.items() if own["lost"]} == {}


def test_nearly_every_number_is_an_amount_or_told(fates: Fates) -> None:
    found = sum(own.total() for own in fates.values())
    assert found > 15_000
    untold = {
        name: {fate: n for fate, n in own.items() if fate.startswith("untold")}
        for name, own in fates.items()
    }
    share = sum(sum(own.values()) for own in untold.values()) / found
    assert share <= UNTOLD, {name: own for name, own in untold.items() if own}
