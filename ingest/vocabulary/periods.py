"""What headings and labels of rows say of time: a year, a year before or to come, a change."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from ingest.vocabulary.seeds import read_seed

_YEAR = re.compile(r"((?:19|20)\d\d)年?度?")

Change = Literal["year_change", "year_change_rate"]


@dataclass(frozen=True, slots=True)
class Period:
    """What the beginning of a folded heading says of time, and what is left of it.

    Attributes:
        year: The year that it names.
        rest: The heading without it.
        is_relative: Whether the year is named by the document's own: 上年, 本年.
    """

    year: int
    rest: str
    is_relative: bool


def period_of(text: str, own_year: int) -> Period | None:
    """The year that folded `text` begins with; None where it names none.

    Args:
        text: A heading or the label of a row, folded.
        own_year: The fiscal year of the document.
    """
    if found := _YEAR.match(text):
        return Period(int(found[1]), text[found.end() :], is_relative=False)
    for pattern, offset in _relative():
        if found := pattern.match(text):
            return Period(own_year + offset, text[found.end() :], is_relative=True)
    return None


def change_of(text: str) -> Change | None:
    """Whether folded `text` names a change between amounts, in money or in per cent."""
    return next((kind for pattern, kind in _changes() if pattern.fullmatch(text)), None)


@cache
def _relative() -> tuple[tuple[re.Pattern[str], int], ...]:
    rows = read_seed("mapping/heading_periods.csv", "pattern", "kind", "year_offset")
    return tuple(
        (re.compile(row["pattern"]), int(row["year_offset"]))
        for row in rows
        if row["kind"] == "year"
    )


@cache
def _changes() -> tuple[tuple[re.Pattern[str], Change], ...]:
    rows = read_seed("mapping/heading_periods.csv", "pattern", "kind")
    return tuple(
        (re.compile(row["pattern"]), cast("Change", row["kind"]))
        for row in rows
        if row["kind"] != "year"
    )
