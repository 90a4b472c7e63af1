"""Tables that print their title again on every page: which marks only go on with a table.

A title that stands again is of the same table where the rows after it go on: under the same head,
of the same unit, and without a total of their own. The tables of two units that follow each other
under one title have each its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from ingest.base.ordinals import strip_ordinal
from ingest.extraction.tables.finding.bodies import ends_flat
from ingest.extraction.tables.heads.flat_headings import is_row
from ingest.extraction.tables.words.notes import Text, is_note
from ingest.extraction.tables.words.titles import (
    Mark,
    belongs_to_title,
    is_number,
    is_page_break,
    neighbours,
    number_of,
)
from ingest.reading.model import Cell
from ingest.vocabulary.headings import row_kinds

_ISSUER = re.compile(r"(?:单位|部门)(?:\(单位\))?(?:名称)?:([一-鿿()]{3,})")
_CAPTION = re.compile(r"单位:|单位名称:|部门:")
_LEAST_OTHERS = 2


@dataclass(frozen=True, slots=True)
class _Part:
    """What is printed after a title: its issuer, the head, and the rows of figures.

    `is_parted` is whether text that is not a table's follows the rows.
    """

    issuer: str | None
    head: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    is_parted: bool

    def totals(self) -> set[str]:
        """How a total is among the rows: by its name, or as all others stand under it."""
        found = {"named" for row in self.rows for cell in row if _is_total(cell.folded)}
        first, *others = self.rows or ((),)
        if len(others) >= _LEAST_OTHERS and all(row[0].column > first[0].column for row in others):
            found.add("opening")
        return found


def going_on(text: Text, starts: Sequence[Mark]) -> dict[int, list[Mark]]:
    """The marks that only go on with a table, by the index of the mark that it began with.

    Args:
        text: The document.
        starts: The marks that begin a table, as far as each tells by itself.
    """
    found: dict[int, list[Mark]] = {}
    own: Mark | None = None
    number: str | None = None
    first = 0
    parts: list[_Part] = []
    for position, mark in enumerate(starts):
        if mark.kind is None:
            is_own = number is not None and mark.number == number
            if own and is_own and not belongs_to_title(starts, position, text.folded):
                found.setdefault(own.index, []).append(mark)
            continue
        its_number = number_of(starts, position, text.folded)
        if own and _title(own) == _title(mark) and its_number in {number, None}:
            # Titles are rarely printed twice: what follows the first is examined only then.
            parts = parts or [_part(text, starts, first)]
            part = _part(text, starts, position)
            if _goes_on(parts, part):
                found.setdefault(own.index, []).append(mark)
                parts.append(part)
                continue
        own, number, first, parts = mark, its_number, position, []
    return {start: _with_numbers(text, starts, start, marks) for start, marks in found.items()}


def _title(mark: Mark) -> str:
    return strip_ordinal(mark.text)


def _with_numbers(
    text: Text, starts: Sequence[Mark], start: int, titles: Sequence[Mark]
) -> list[Mark]:
    """The titles that go on with a table, and the numbers that stand at them."""
    marks = {mark.index: mark for mark in titles}
    for position, mark in enumerate(starts):
        if mark.index in marks and mark.kind:
            beside = neighbours(starts, position, text.folded)
            marks |= {n.index: n for n in beside if n.kind is None and n.index > start}
    return [marks[index] for index in sorted(marks)]


def _part(text: Text, starts: Sequence[Mark], position: int) -> _Part:
    """What is printed from a title to the next one."""
    first = starts[position].index + 1
    stop = next((m.begin for m in starts[position + 1 :] if m.kind), len(text.lines))
    head: list[tuple[str, ...]] = []
    rows: list[tuple[Cell, ...]] = []
    issuer: str | None = None
    is_parted = False
    for index in range(first, stop):
        line, folded = text.lines[index], text.folded[index]
        if not _is_of_table(text, index):
            if not rows and (found := _ISSUER.search(folded)):
                issuer = issuer or found[1]
            is_parted = is_parted or bool(rows and _parts(text, folded))
        elif is_parted:
            break
        elif rows or _has_figure(text, line.cells):
            rows.append(line.cells)
        else:
            head.append(tuple(cell.folded for cell in line.cells))
    filled = (row for row in rows if row)
    return _Part(issuer, tuple(head), tuple(filled), is_parted)


def _is_of_table(text: Text, index: int) -> bool:
    """Whether a line is a row or a heading; without columns, what is not a note, caption or end."""
    line, folded = text.lines[index], text.folded[index]
    if text.is_tabbed:
        return "\t" in line.text
    is_caption = _CAPTION.search(folded) or _is_passing(folded)
    return bool(folded) and not (is_caption or ends_flat(folded))


def _has_figure(text: Text, cells: Sequence[Cell]) -> bool:
    if not text.is_tabbed:
        return is_row(cells)
    return any(cell.amount is not None for cell in cells)


def _parts(text: Text, folded: str) -> bool:
    """Whether a line after rows ends the table, so that what follows is another."""
    return not _is_passing(folded) and (text.is_tabbed or ends_flat(folded))


def _is_passing(folded: str) -> bool:
    """Whether a line may stand between the parts of a table: a page number, a note."""
    return not folded or is_page_break(folded) or is_note(folded) or is_number(folded)


def _goes_on(parts: Sequence[_Part], part: _Part) -> bool:
    last = parts[-1]
    if last.is_parted:
        return False
    if not (part.rows and last.rows):
        # A form that is blank on all its pages.
        return not (part.rows or last.rows) and part.head[:1] == last.head[:1]
    if part.issuer and last.issuer and part.issuer != last.issuer:
        return False
    if part.head and last.head and part.head[:1] != parts[0].head[:1]:
        return False
    if _key(part.rows[0]) == _key(parts[0].rows[0]):
        return False
    # Under a total that is named, a page may begin with the row of a unit.
    return not any(part.totals() & before.totals() for before in parts)


def _key(row: Sequence[Cell]) -> tuple[str, ...]:
    """What a row is called: its cells before the first amount."""
    names = takewhile(lambda cell: cell.amount is None or cell.folded.isdigit(), row)
    return tuple(cell.folded for cell in names)


def _is_total(folded: str) -> bool:
    return row_kinds().get(strip_ordinal(folded)) == "total"
