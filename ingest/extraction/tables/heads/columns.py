"""Columns: the headings over a table with tab stops, as segments of slots."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.base.text import label_key
from ingest.extraction.tables.model import Context, Segment, Slot
from ingest.extraction.tables.words.headings import (
    FUNDS,
    SIDES,
    THREE_PUBLIC,
    Heading,
    classification_of,
    measure_of,
    phase_and_year,
    side_of,
)
from ingest.reading.model import Cell
from ingest.vocabulary.classes import class_names, economic_class_names, register_of

LAST_COLUMN = 10_000
_TWO_SIDED = {
    "revenue_expenditure_summary",
    "appropriation_summary",
    "general_budget_basic_expenditure",
}
_NAMING = {"label", "code", "row_no", "unit_code"}
_OF_THREE = "three_public"
_GRAND = "总计"
_LEAST_NAMES = 2
_YEAR = "current_year"
_SIDE_MEASURES = {None, "current_year", "fiscal_appropriation", "revenue", "total"}
"""What headings that name a side mean over a lone column."""


@dataclass(frozen=True, slots=True)
class Column:
    """A leaf of the heading tree: the path of headings over one column, and what it holds."""

    column: int
    path: tuple[Heading, ...]
    role: str | None

    @property
    def is_slot(self) -> bool:
        """Whether figures may stand in it; under an unknown heading they may."""
        return self.role in {"measure", "group", None}


def leaves(heads: Sequence[Sequence[Heading]]) -> list[Column]:
    """The columns under the headings, left to right.

    A heading reaches to the right until the next one of its row; one with headings under it is a
    group and no column of its own.
    """
    paths: dict[int, tuple[Heading, ...]] = {}
    for row in heads:
        above = dict(paths)
        parents = sorted(above)
        taken: set[int] = set()
        for head in row:
            column = head.cell.column
            over = max((p for p in parents if p <= column), default=None)
            if over is None:
                paths[column] = (head,)
                continue
            if over == column and _is_total_under_names(head, above[over][-1]):
                continue
            taken.add(over)
            paths[column] = (*above[over], head)
        for column in taken - {head.cell.column for head in row}:
            del paths[column]
    return [Column(c, paths[c], _role(paths[c][-1])) for c in sorted(paths)]


def _is_total_under_names(head: Heading, over: Heading) -> bool:
    """Whether the label of the total row stands among the headings, under codes or names."""
    return _role(over) in _NAMING and head.term is not None and head.term.measure == "total"


def _role(head: Heading) -> str | None:
    return head.term.role if head.term else None


def by_content(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell]], context: Context
) -> list[Column]:
    """Columns whose unknown headings stand over words, as labels or plain text.

    Words under an unknown heading are a label where the figures beside them have no other.
    """
    known: list[Column] = []
    for position, column in enumerate(columns):
        role = column.role
        if role in {None, "group"} and _holds_words(column.column, rows):
            behind = any(other.is_slot for other in columns[position + 1 :])
            role = "label" if behind and _lacks_label(known, context) else "text"
        known.append(Column(column.column, column.path, role))
    return known


def _holds_words(column: int, rows: Sequence[Sequence[Cell]]) -> bool:
    cells = [cell for row in rows for cell in row if cell.column == column]
    words = sum(cell.amount is None and any(char.isalpha() for char in cell.text) for cell in cells)
    return 2 * words > len(cells)


def _lacks_label(before: Sequence[Column], context: Context) -> bool:
    for column in reversed(before):
        if column.role == "label":
            return False
        if column.is_slot:
            return context.table_type in _TWO_SIDED
    return True


def segments_of(
    columns: Sequence[Column],
    numbered: Sequence[tuple[int, int]],
    context: Context,
    rows: Sequence[Sequence[Cell]] = (),
) -> tuple[Segment, ...]:
    """Group the columns that stand side by side: a label after figures begins a new group.

    Args:
        columns: The leaves of the headings.
        numbered: Printed columns that a numbering row (栏次) numbers, each with its number.
        context: The table and its document.
        rows: The rows under the headings.
    """
    groups: list[list[Column]] = [[]]
    for column in columns:
        has_figures = any(_may_hold_figures(c, rows) for c in groups[-1])
        if has_figures and column.role in _NAMING:
            groups.append([])
        groups[-1].append(column)
    slots = [[c for c in group if c.is_slot] for group in groups]
    flat = [c for group in slots for c in group]
    hints: dict[int, tuple[int, int | None]] = {id(c): (c.column, None) for c in flat}
    if len(numbered) == len(flat):
        # The numbering row stands under the figures where a heading has slipped a column.
        hints = {id(c): place for c, place in zip(flat, numbered, strict=True)}
    starts = [group[0].column if group else 0 for group in groups]
    classified = _classifications(groups, context, rows)
    return tuple(
        Segment(
            index,
            _side(group),
            _slots(group, hints, context),
            0 if index == 0 else starts[index],
            starts[index + 1] - 1 if index + 1 < len(groups) else LAST_COLUMN,
            classification=classified[index],
        )
        for index, group in enumerate(groups)
    )


def _may_hold_figures(column: Column, rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a column is one of figures; under a heading that is no measure, some must stand."""
    if column.role == "measure":
        return True
    cells = (cell for row in rows for cell in row if cell.column == column.column)
    return column.is_slot and any(cell.amount is not None for cell in cells)


def _classifications(
    groups: Sequence[Sequence[Column]], context: Context, rows: Sequence[Sequence[Cell]]
) -> list[str | None]:
    """By what each group classifies its rows, where a table shows its spending in several ways.

    They stand beside each other and are the same money: none is a part of another. In a table by
    economic class the department's is the table's own.
    """
    texts = [
        [head.text for column in group if column.role == "label" for head in column.path]
        for group in groups
    ]
    found = [classification_of(own) for own in texts]
    if context.table_type in _TWO_SIDED:
        found = [
            name or _classification_in(group, rows)
            for name, group in zip(found, groups, strict=True)
        ]
    if len({name for name in found if name}) < 2:  # noqa: PLR2004 - two ways
        return [None] * len(groups)
    if context.table_type in _TWO_SIDED:
        return found
    return [None if name == register_of(context.table_type) else name for name in found]


def _classification_in(group: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> str | None:
    """By what the names of a group's rows are, where its headings do not say."""
    columns = {column.column for column in group if column.role == "label"}
    keys = [label_key(c.text) for row in rows for c in row if c.column in columns]
    names = {
        "functional": class_names(),
        "economic": economic_class_names("departmental"),
        "government_economic": economic_class_names("government"),
    }
    counts = Counter({name: sum(key in own for key in keys) for name, own in names.items()})
    (first, most), (_, second), *_ = counts.most_common()
    return first if most >= _LEAST_NAMES and most > second else None


def _slots(
    group: Sequence[Column], hints: Mapping[int, tuple[int, int | None]], context: Context
) -> tuple[Slot, ...]:
    """The slots of a group of columns; `hints` are their places and numbers by identity."""
    own = [column for column in group if column.is_slot]
    over_names = _over_names(group)
    slots = [_slot(n, c, hints[id(c)], context, over_names) for n, c in enumerate(own)]
    # What stands over all figures says nothing of one.
    shared = set.intersection(*({id(head) for head in c.path} for c in own)) if own else set()
    is_open = [
        any(head.term is None and id(head) not in shared for head in column.path[:-1])
        for column in own
    ]
    known = _whole_years(_known_first(slots, is_open))
    is_unread = _has_unread(known, own)
    told = _three_public(_one_total(known if is_unread else _of_one_fund(known)))
    is_of_kinds = THREE_PUBLIC in (context.table_type or "")
    return _without_total(told) if is_unread and is_of_kinds else told


def _known_first(slots: Sequence[Slot], is_open: Sequence[bool]) -> list[Slot]:
    """A measure that stands under known headings is meant; the same under unknown ones is not.

    小计 beneath an unknown heading is the total of that alone.
    """
    closed = {_key(s) for s, left_open in zip(slots, is_open, strict=True) if not left_open}
    opened = Counter(_key(s) for s, left_open in zip(slots, is_open, strict=True) if left_open)
    return [
        replace(slot, measure=None)
        if left_open and (_key(slot) in closed or opened[_key(slot)] > 1)
        else slot
        for slot, left_open in zip(slots, is_open, strict=True)
    ]


def _key(slot: Slot) -> tuple[str | None, str | None, int | None]:
    return slot.measure, slot.phase, slot.year


def _whole_years(slots: Sequence[Slot]) -> list[Slot]:
    """The money of the year (本年预算) is a part only beside others; alone it is all there is."""
    times = Counter((slot.phase, slot.year) for slot in slots)
    return [
        replace(slot, measure="total")
        if slot.measure == _YEAR and times[slot.phase, slot.year] == 1
        else slot
        for slot in slots
    ]


def _of_one_fund(slots: Sequence[Slot]) -> list[Slot]:
    """A fund over every column of a table without a total is what the table is of, no part."""
    funds = {f for s in slots for f in FUNDS if s.measure and s.measure.startswith(f)}
    is_split = any(slot.measure and slot.measure not in FUNDS for slot in slots)
    if len(funds) != 1 or not is_split or any(slot.measure == "total" for slot in slots):
        return list(slots)
    (fund,) = funds
    return [
        replace(s, measure=s.measure.removeprefix(fund).removeprefix("_") or "total")
        if s.measure
        else s
        for s in slots
    ]


def _one_total(slots: Sequence[Slot]) -> list[Slot]:
    """Of several totals of one time the grand total is meant; a second one is a part of it."""
    totals: dict[tuple[str | None, str | None, int | None], list[Slot]] = {}
    for slot in slots:
        if slot.measure == "total":
            totals.setdefault(_key(slot), []).append(slot)
    grand = {
        next((s.order for s in same if _GRAND in s.heading.split(" / ")[-1]), same[0].order)
        for same in totals.values()
    }
    return [
        replace(slot, measure="partial_total")
        if slot.measure == "total" and slot.order not in grand
        else slot
        for slot in slots
    ]


def _over_names(group: Sequence[Column]) -> frozenset[int]:
    """The headings (by identity) over a group with its names that say its side, no measure.

    本年收入 over 项目 and 预算数 is a side; 人员经费 over 科目名称 and 决算数 is what is measured.
    """
    heads = (head for column in group if column.role in _NAMING for head in column.path[:-1])
    return frozenset(
        id(head)
        for head in heads
        if side_of(head.text) and (not head.term or head.term.measure in _SIDE_MEASURES)
    )


def _three_public(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """The total of the three kinds is the table's; one that also holds meetings is named so."""
    if not any(slot.measure == _OF_THREE for slot in slots):
        return tuple(slots)
    renamed = {_OF_THREE: "total", "total": "three_public_with_meetings"}
    return tuple(replace(s, measure=renamed.get(s.measure or "", s.measure)) for s in slots)


def _has_unread(slots: Sequence[Slot], columns: Sequence[Column]) -> bool:
    """Whether a scan has columns whose headings were not read: what is not there tells nothing."""
    return any(
        slot.measure is None and any(head.cell.confidence is not None for head in column.path)
        for slot, column in zip(slots, columns, strict=True)
    )


def _without_total(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """The slots but for a total that may be of the three kinds, or of these with meetings."""
    return tuple(replace(s, measure=None) if s.measure == "total" else s for s in slots)


def _slot(
    order: int,
    column: Column,
    hint: tuple[int, int | None],
    context: Context,
    over_names: frozenset[int],
) -> Slot:
    terms = [head.term for head in column.path if id(head) not in over_names]
    texts = list(dict.fromkeys(head.cell.text for head in column.path))
    phase, year = phase_and_year(terms, context.stage, context.fiscal_year)
    return Slot(order, hint[0], measure_of(terms), phase, " / ".join(texts), hint[1], year)


def _side(group: Sequence[Column]) -> str | None:
    texts = {head.text for column in group for head in column.path[:-1]}
    named = {side for text, side in SIDES.items() if text in texts}
    if not named:
        over_names = _over_names(group)
        heads = (head for column in group for head in column.path if id(head) in over_names)
        named = {side for head in heads if (side := side_of(head.text))}
    return named.pop() if len(named) == 1 else None
