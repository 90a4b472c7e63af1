"""Slots of headings that have lost their widths: words tell which of them stand under which."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.extraction.tables.heads.columns import LAST_COLUMN
from ingest.extraction.tables.model import Context, Segment, Slot
from ingest.extraction.tables.words.headings import (
    CHANGES,
    YEARS,
    Heading,
    measure_of,
    nest,
    phase_and_year,
)
from ingest.vocabulary.headings import HeadingTerm

_AGAINST = "比"


def renested(
    heads: Iterable[Sequence[Heading]], columns: Sequence[int], context: Context
) -> tuple[Segment, ...] | None:
    """One segment with the slots of headings that have lost their widths, over these columns.

    Where a group's heading kept one column, the headings under it stand under its neighbours: the
    columns are then those that the headings name when each group takes its own parts.

    Returns:
        The segment, or None where the headings do not name as many columns.
    """
    terms = [(head.cell.text, head.term) for row in heads for head in row]
    measured = [(text, term) for text, term in terms if term and term.role == "measure"]
    slots = nested_slots(measured, context)
    if len(slots) != len(columns) or len({(slot.phase, slot.year) for slot in slots}) > 1:
        return None
    placed = (replace(slot, column=column) for slot, column in zip(slots, columns, strict=True))
    return (Segment(0, None, tuple(placed), 0, LAST_COLUMN),)


Named = tuple[str, HeadingTerm]
"""A heading as printed and what the vocabulary says of it."""


def nested_slots(measured: Sequence[Named], context: Context) -> tuple[Slot, ...]:
    """Slots of headings of several levels that stand in one row of words, in column order."""
    found: list[Slot] = []
    seen: set[tuple[str | None, str | None, int | None]] = set()
    for over, group in _groups(measured):
        for text, measure, term in _in_order(over, group):
            path = [*over, term] if term else over
            phase, year = phase_and_year([*over, term], context.stage, context.fiscal_year)
            own = measure_of(path) if term and term.measure == measure else measure
            if (own, phase, year) not in seen:
                seen.add((own, phase, year))
                found.append(Slot(len(found), None, own, phase, text, None, year))
    return tuple(found)


def _groups(measured: Sequence[Named]) -> list[tuple[list[HeadingTerm], list[Named]]]:
    """The headings under each group that repeats them: phases, or this year and the one before."""
    phases = [term for _, term in measured if term.phase]
    rest = [(text, term) for text, term in measured if not term.phase]
    if len(phases) > 1 and rest and _all_repeat(rest, len(phases)):
        return [([p], _share(rest, k, len(phases))) for k, p in enumerate(phases)]
    if beside_years := _of_one_year(measured):
        return beside_years
    years = [term for _, term in measured if term.measure in YEARS]
    starts = [i for i, (_, term) in enumerate(measured) if term.measure == "subtotal"]
    if len(years) == len(starts) > 1:
        before = [m for m in measured[: starts[0]] if m[1].measure not in YEARS]
        ends = [*starts[1:], len(measured)]
        parts = [list(measured[a:b]) for a, b in zip(starts, ends, strict=True)]
        return [([], before), *(([y], part) for y, part in zip(years, parts, strict=True))]
    return [([], list(measured))]


def _of_one_year(measured: Sequence[Named]) -> list[tuple[list[HeadingTerm], list[Named]]]:
    """The headings under this year where others stand beside it, as forms that compare have them.

    上年执行数, 本年预算数 over 小计 基本支出 项目支出, and changes over their amounts and rates.
    """
    over = [item for item in measured if item[1].year or item[1].phase]
    own = [item for item in over if item[1].year is None]
    parts = [i for i in measured if i not in over and i[1].measure not in CHANGES]
    if len(own) != 1 or len(over) < 2 or not parts or parts[0][1].measure != "subtotal":  # noqa: PLR2004 - two years
        return []
    found = [([item[1]], parts) if item is own[0] else ([], [item]) for item in over]
    changes = [item for item in measured if item[1].measure in CHANGES]
    # A heading over the amount of a change and its rate is neither.
    named = [item for item in changes if _AGAINST not in item[0]]
    return [*found, ([], named or changes)]


def _all_repeat(rest: Sequence[Named], copies: int) -> bool:
    counts = Counter(term.measure for _, term in rest)
    return all(count % copies == 0 for count in counts.values())


def _share(rest: Sequence[Named], copy: int, copies: int) -> list[Named]:
    """The headings of one of several equal groups: of each heading, its part of the repeats."""
    total = Counter(term.measure for _, term in rest)
    seen: Counter[str | None] = Counter()
    own = []
    for text, term in rest:
        each = total[term.measure] // copies
        if seen[term.measure] // each == copy:
            own.append((text, term))
        seen[term.measure] += 1
    return own


def _in_order(
    over: Sequence[HeadingTerm], group: Sequence[Named]
) -> Iterator[tuple[str, str, HeadingTerm | None]]:
    """The columns of a group: heading, measure and term, parts after the whole they belong to."""
    named = [(text, term.measure, term) for text, term in group if term.measure]
    measures = [measure for _, measure, _ in named]
    if "subtotal" not in measures or any(term.measure in YEARS for term in over):
        yield from named
        return
    by_measure = {measure: (text, term) for text, measure, term in named}
    for measure in nest(measures):
        text, term = by_measure.get(measure, ("小计", None))
        yield text, measure, term
