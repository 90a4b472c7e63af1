"""Labels of the text that are of the unit as a whole, from the seed of what statements are of."""

import re
from functools import cache

from ingest.vocabulary.seeds import read_seed

_OPERATING_FUNDS = "operating_funds"
_KINDS = frozenset({"basic", "project", "personnel", "public"})
_LEAST = 4
"""Characters of a total that may end a longer label: 某局2024年`支出预算`, and not 教育`支出`."""


@cache
def _labels() -> dict[str, tuple[str, str]]:
    """Kind and item of each label that stands for itself."""
    columns = ("pattern", "concept_type", "concept")
    rows = read_seed("mapping/statement_concepts.csv", *columns)
    return {
        r["pattern"]: (r["concept_type"], r["concept"]) for r in rows if not is_open(r["pattern"])
    }


def is_open(pattern: str) -> bool:
    """Whether a pattern fits more than itself: `公务接待%`, or a regular expression `^…$`."""
    return "%" in pattern or pattern.startswith("^")


def compiled(pattern: str) -> re.Pattern[str]:
    """An open pattern of the seed as `re` has it."""
    if pattern.startswith("^"):
        return re.compile(pattern)
    return re.compile(re.escape(pattern).replace("%", ".*"))


@cache
def unit_wide() -> frozenset[str]:
    """The labels of totals, of their kinds of expenditure and of sources of revenue."""
    return frozenset(
        label
        for label, (kind, item) in _labels().items()
        if kind in ("total_measure", "revenue_source") and item != _OPERATING_FUNDS
    )


@cache
def kinds_of_total() -> frozenset[str]:
    """The labels of the kinds of expenditure that a total is made of: 基本支出, 公用经费."""
    return frozenset(
        label
        for label, (kind, item) in _labels().items()
        if kind == "total_measure" and item in _KINDS
    )


@cache
def _totals() -> tuple[frozenset[str], tuple[str, ...]]:
    """The labels of totals and of kinds of expenditure, and those that may end a longer label."""
    totals = frozenset(
        label
        for label, (kind, item) in _labels().items()
        if kind == "total_measure" and item != _OPERATING_FUNDS
    )
    return totals, tuple(label for label in totals if len(label) >= _LEAST)


def is_total(label: str) -> bool:
    """Whether `label` is a total of the unit or of a kind of its expenditure."""
    totals, ends = _totals()
    return label in totals or label.endswith(ends)
