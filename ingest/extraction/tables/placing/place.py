"""Placement: which column each figure belongs to, decided by the accounting identities.

Position is a hint. Where columns are printed, the hint stands unless the rows set off in the same
way break fewer identities under a shift. Where columns were lost, a row's figures may belong to
any of the columns in order, and the placement is the one under which the row adds across, the
column adds down and the tables of the document agree.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, repeat

from ingest.extraction.tables.model import Figure, Placed, Placement, Row, Segment, Table, Value
from ingest.extraction.tables.placing.evidence import Evidence, line_code, mismatches
from ingest.extraction.tables.placing.families import amounts_of, families
from ingest.extraction.tables.placing.identities import SlotIdentity, slot_identities, violations
from ingest.extraction.tables.placing.interlocked import interlocked
from ingest.extraction.tables.placing.solve import Assignment, across, down
from ingest.vocabulary.classes import expense_groups

_MAX_SHIFT = 2
_MENDS = 4
_NONE = -1

_GROUPS = {"personnel", "public"}
_SUMS = {"total", "subtotal", "unit"}


class TablePlacer:
    """Places the figures of a table, again as more becomes known of the others."""

    def __init__(self, table: Table) -> None:
        """Place what columns place; what has lost them waits for evidence."""
        self._parts: list[list[Placed] | _FlatPlacer] = []
        for segment in table.grid.segments:
            rows = [r for r in table.grid.rows if r.segment == segment.index and r.figures]
            identities = slot_identities(segment.slots, table.table_type)
            if all(slot.column is not None for slot in segment.slots):
                self._parts.append(list(_place_columns(segment, rows, identities)))
            else:
                self._parts.append(_FlatPlacer(table, segment, identities, rows))

    def place(self, evidence: Evidence) -> list[Placed]:
        """Every figure of the table with its slot; those without one come back with none."""
        placed: list[Placed] = []
        for part in self._parts:
            placed += part if isinstance(part, list) else part.place(evidence)
        return placed


def _printed(row: Row) -> tuple[Value, ...]:
    """The values of a row's figures, left to right."""
    return tuple([figure.value for figure in row.figures])


def _values(row: Row, assignment: Sequence[int]) -> dict[int, Value]:
    pairs = zip(assignment, _printed(row), strict=True)
    return {order: value for order, value in pairs if order != _NONE}


def _emit(
    row: Row, assignment: Sequence[int], segment: Segment, placements: Iterable[Placement]
) -> Iterator[Placed]:
    for order, figure, placement in zip(assignment, row.figures, placements, strict=False):
        slot = segment.slots[order] if order != _NONE else None
        yield Placed(row, figure, slot, placement if slot else "ambiguous")


# Tables with columns ------------------------------------------------------------------------


def _place_columns(
    segment: Segment, rows: Sequence[Row], identities: Sequence[SlotIdentity]
) -> Iterator[Placed]:
    """Place rows by their columns, each class of rows that is set off alike as one."""
    order = {slot.column: slot.order for slot in segment.slots}
    for _, group in groupby(sorted(rows, key=_class_key), key=_class_key):
        members = list(group)
        hinted = [tuple(order.get(f.cell.column, _NONE) for f in r.figures) for r in members]
        best, placement = _best_shift(segment, members, hinted, identities)
        for row, assignment in zip(members, best, strict=True):
            yield from _emit(row, assignment, segment, repeat(placement))


def _class_key(row: Row) -> tuple[int, bool]:
    return row.label_column, row.kind == "total"


def _cost(
    rows: Sequence[Row], assignments: Sequence[Assignment], identities: Sequence[SlotIdentity]
) -> tuple[int, int]:
    """Figures without a slot of their own, and identities broken, over the rows of a class."""
    lost = sum(len(a) - len({order for order in a if order != _NONE}) for a in assignments)
    broken = sum(
        violations(_values(row, assignment), identities)
        for row, assignment in zip(rows, assignments, strict=True)
    )
    return lost, broken


def _best_shift(
    segment: Segment,
    rows: Sequence[Row],
    hinted: Sequence[Assignment],
    identities: Sequence[SlotIdentity],
) -> tuple[list[Assignment], Placement]:
    """The hint, or the least shift that loses fewer figures or breaks fewer identities."""
    hint_cost = cost = _cost(rows, hinted, identities)
    best: list[Assignment] = list(hinted)
    placement: Placement = "printed"
    if cost == (0, 0) or not segment.slots or _is_under_unknown(segment, hinted):
        return best, placement
    columns = sorted({f.cell.column for row in rows for f in row.figures})
    for shifted in _shifts(segment, rows, columns):
        candidate = _cost(rows, shifted, identities)
        # A fault of the source may break an identity under every shift, so one that only breaks
        # fewer proves nothing: it must mend all, or nearly all, of what the hint breaks.
        if candidate < cost and sum(candidate) * _MENDS <= sum(hint_cost):
            best, cost, placement = shifted, candidate, "by_identity"
    return best, placement


def _is_under_unknown(segment: Segment, hinted: Iterable[Assignment]) -> bool:
    """Whether a figure stands under a heading that nobody knows, as one that was misread.

    What an identity lacks is under it then: that it holds once the figure is moved proves nothing.
    """
    used = {order for assignment in hinted for order in assignment if order != _NONE}
    return any(segment.slots[order].measure is None for order in used)


def _shifts(
    segment: Segment, rows: Sequence[Row], columns: Sequence[int]
) -> Iterator[list[Assignment]]:
    """Shifts of whole rows, then of the columns from one on, the smallest first."""
    order = {slot.column: slot.order for slot in segment.slots if slot.column is not None}
    steps = sorted(range(-_MAX_SHIFT, _MAX_SHIFT + 1), key=lambda s: (abs(s), s))
    plans = [(0, shift, shift) for shift in steps if shift]
    plans += [
        (start, before, behind)
        for behind in steps
        for before in (0, *(s for s in steps if s))
        for start in columns[1:]
        if before != behind
    ]
    for start, before, behind in plans:
        yield [
            tuple(
                order.get(column + (behind if column >= start else before), _NONE)
                for column in (f.cell.column for f in row.figures)
            )
            for row in rows
        ]


# Tables that have lost their columns ---------------------------------------------------------


class _FlatPlacer:
    """Places the rows of one segment whose empty cells have vanished.

    Evidence settles totals and nothing else: where it settles no other than before, all rows stay
    where they are.
    """

    def __init__(
        self,
        table: Table,
        segment: Segment,
        identities: Sequence[SlotIdentity],
        rows: Sequence[Row],
    ) -> None:
        self._table = table
        self._segment = segment
        self._identities = tuple(identities)
        self._rows = rows
        empty = {
            slot.order
            for slot in segment.slots
            if any(term and term in slot.heading for term in table.empty_terms)
        }
        self._usable = tuple(s.order for s in segment.slots if s.order not in empty)
        self._found: dict[int, tuple[Assignment, ...]] = {}
        self._whole = dict(self._settle_whole())
        self._settled: dict[int, tuple[Assignment, Placement]] = {}
        self._left: dict[int, tuple[Assignment, ...]] = {}
        self._told: tuple[object, object] | None = None
        self._placed: list[Placed] = []

    def place(self, evidence: Evidence) -> list[Placed]:
        """Place the rows: totals by the ties, then children under their parents."""
        self._settled, self._left = dict(self._whole), {}
        for row in self._rows:
            if id(row) not in self._settled and line_code(row, self._table.lines):
                self._settle_total(row, evidence)
        told = dict(self._settled), dict(self._left)
        if told != self._told:
            self._told = told
            self._placed = list(self._place_rest())
        return self._placed

    def _settle_whole(self) -> Iterator[tuple[int, tuple[Assignment, Placement]]]:
        """Rows that print every cell stand in the order of the columns."""
        slots = len(self._segment.slots)
        order, placement = self._order([r for r in self._rows if len(r.figures) == slots])
        for row in self._rows:
            if row.places or len(row.figures) == slots:
                places = row.places or tuple(range(slots))
                yield id(row), (tuple(order[place] for place in places), placement)

    def _place_rest(self) -> Iterator[Placed]:
        """All rows, from those that are settled on."""
        rows = self._rows
        for row in rows:
            if id(row) not in self._settled:
                self._settle_repeat(row, rows)
        for parent, children in families(rows):
            self._settle_children(parent, children)
        for row in rows:
            if settled := self._settled.get(id(row)):
                yield from _emit(row, settled[0], self._segment, repeat(settled[1]))
            else:
                yield from _emit(row, *self._undecided(row))

    def _order(self, full: Sequence[Row]) -> tuple[Assignment, Placement]:
        """The slots in the order of their columns, as rows with a figure for each prove it.

        Headings of several levels that have lost their places are read line by line, which need
        not be the order of the columns. Where the rows break identities in that order, it is the
        one that keeps the order within each line, has each whole before its parts, as forms have
        it, and mends them all; where several do, none is proved, and where none does, the source
        is at fault and the order stands.
        """
        printed = tuple(range(len(self._segment.slots)))
        if not any(violations(_values(r, printed), self._identities) for r in full):
            return printed, "printed"
        mended = [
            order
            for order in interlocked(self._segment.lines)
            if all(order.index(i.whole) < min(map(order.index, i.parts)) for i in self._identities)
            and not any(violations(_values(r, order), self._identities) for r in full)
        ]
        if not mended:
            return printed, "printed"
        return mended[0], "by_identity" if len(mended) == 1 else "ambiguous"

    def _candidates(self, row: Row) -> tuple[Assignment, ...]:
        """Slots for the row's figures, in order, under which the row adds across."""
        if id(row) not in self._found:
            self._found[id(row)] = across(_printed(row), self._usable, self._identities)
        return self._found[id(row)]

    def _settle_total(self, row: Row, evidence: Evidence) -> None:
        """Settle a total row by ties to other tables and the text, if one candidate holds them.

        Where several hold as much, as they do that differ in another phase alone, the rest is out.
        """
        candidates = self._candidates(row)
        line = line_code(row, self._table.lines)
        told = self._table.stated.get(line, {}).items()
        tied = evidence.expected(self._table.table_type, line) if self._table.is_tied else ()
        expected = [*tied, *told]
        scores = []
        for assignment in candidates:
            values = {
                slot.measure or "": value
                for order, value in _values(row, assignment).items()
                if (slot := self._segment.slots[order]).phase == self._table.phase
                and slot.year is None
            }
            failed, held = mismatches(values, expected)
            scores.append((failed, -held))
        best = [c for c, score in zip(candidates, scores, strict=True) if score == min(scores)]
        if len(best) == 1 and (len(candidates) == 1 or min(scores)[1] < 0):
            self._settled[id(row)] = best[0], "by_identity"
        elif best and min(scores)[1] < 0:
            self._left[id(row)] = tuple(best)

    def _settle_repeat(self, row: Row, rows: Iterable[Row]) -> None:
        """A total or unit row with the figures of a settled one repeats it."""
        if row.kind not in _SUMS:
            return
        values = amounts_of(row)
        for other in rows:
            settled = self._settled.get(id(other)) if other.kind in _SUMS else None
            if settled and amounts_of(other) == values:
                self._settled[id(row)] = settled[0], "by_identity"
                return

    def _settle_children(self, parent: Row, children: Sequence[Row]) -> None:
        """Settle the rows under a settled one: the columns must add up to its values."""
        settled = self._settled.get(id(parent))
        if settled is None or settled[1] == "ambiguous":
            return
        if all(id(child) in self._settled for child in children):
            return
        target = _values(parent, settled[0])
        has_negative = any(amount < 0 for row in children for amount in amounts_of(row))
        choices: list[Sequence[Assignment]] = []
        for child in children:
            done = self._settled.get(id(child))
            choices.append(
                [done[0]] if done else self._under(child, target, has_negative=has_negative)
            )
        solutions = self._down(children, choices, target)
        # Where several solutions add up, what they agree on is proved all the same.
        proved = zip(*solutions, strict=True) if solutions else choices
        for child, options in zip(children, proved, strict=True):
            if len(set(options)) == 1:
                self._settled.setdefault(id(child), (options[0], "by_identity"))

    def _down(
        self,
        children: Sequence[Row],
        choices: Sequence[Sequence[Assignment]],
        target: Mapping[int, Value],
    ) -> Sequence[tuple[Assignment, ...]]:
        """The joint choices under which the columns of rows add up, the rows' classes in doubt."""
        counts = list(map(len, choices))
        if 0 in counts or max(counts) == 1:
            # Without a choice for each row none adds up; with one for each there is none to make.
            return ()
        values = [_printed(child) for child in children]
        solutions = down(values, choices, target, len(self._segment.slots))
        if len(solutions) == 1:
            return solutions
        by_class = [
            [c for c in options if self._suits_class(child, c)] or options
            for child, options in zip(children, choices, strict=True)
        ]
        if by_class == choices:
            return solutions
        return down(values, by_class, target, len(self._segment.slots))

    def _under(
        self, child: Row, target: Mapping[int, Value], *, has_negative: bool
    ) -> list[Assignment]:
        """Candidates of a child whose columns its parent has, and not less than the child.

        Where a child of the parent is below zero, another may be more than the parent.
        """

        def holds(whole: Value, figure: Figure) -> bool:
            amount, step = figure.value
            most = whole.amount + (step + whole.step)
            return bool(whole.amount) and (has_negative or amount <= most)

        # The same figure and column meet in many candidates: each pair is held up once.
        room = [
            {order for order, whole in target.items() if holds(whole, figure)}
            for figure in child.figures
        ]
        return [
            candidate
            for candidate in self._candidates(child)
            if all(order in orders for order, orders in zip(candidate, room, strict=True))
        ]

    def _suits_class(self, row: Row, assignment: Assignment) -> bool:
        """Whether a row of 302 has no figure under 人员经费, and one of 301 none under 公用经费."""
        group = expense_groups().get(row.digits[:3])
        measures = {self._segment.slots[order].measure for order in assignment if order != _NONE}
        return group not in _GROUPS or not measures & (_GROUPS - {group})

    def _undecided(self, row: Row) -> tuple[Assignment, Segment, list[Placement]]:
        """The first candidate; a figure on which all candidates agree is sure, others are not."""
        candidates = self._left.get(id(row)) or self._candidates(row)
        slots = len(self._segment.slots)
        in_order = tuple(i if i < slots else _NONE for i in range(len(row.figures)))
        # Without an identity to hold a row against, its only reading proves nothing.
        proves = bool(self._identities) or slots == len(row.figures)
        sure: list[Placement] = [
            "by_identity" if proves and len(set(orders)) == 1 else "ambiguous"
            for orders in zip(*candidates, strict=True)
        ]
        if not candidates:
            return in_order, self._segment, ["ambiguous"] * len(row.figures)
        return candidates[0], self._segment, sure
