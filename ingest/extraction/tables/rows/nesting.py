"""Depth of the rows of tables that carry no codes, as their sums prove it.

A procurement table prints the unit, under it each project, under that what is bought, a list of
projects the unit and kinds of projects, without codes. A row is above the rows after it that add
up to it. Where the levels have columns of their own, the column tells the level, if the sums agree;
where all labels stand in one column, the sums alone tell it.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise, product

from ingest.extraction.tables.model import Placed, Value
from ingest.extraction.tables.placing.identities import BLANK, Whole, agrees, scale_of, whole_of

_MAX_STEPS = 100_000
_DEPTHS = {
    "procurement": (4, 3, 2),
    "project_expenditure": (6, 5, 4, 3, 2),
    "general_budget_project_expenditure": (6, 5, 4, 3, 2),
}
"""How deep the nesting of a type of table may be: as forms go, and less where the other columns
speak against that. Above the projects of a list stand its units, kinds of money, and classes.
"""

_MAX_ROWS = 300
_MAX_COLUMNS = 6


def row_depths(placed: Sequence[Placed], table_type: str | None) -> dict[int, int]:
    """The depths of the rows of a table without codes, by row number; empty where none is proved.

    Args:
        placed: The table's figures; rows without a total are left out.
        table_type: The type of the table; of most, rows are not nested without codes.
    """
    if table_type not in _DEPTHS or any(item.row.code for item in placed):
        return {}
    columns: dict[str, dict[int, Value]] = {}
    for item in placed:
        if item.slot and item.slot.measure:
            columns.setdefault(item.slot.measure, {})[item.row.row_no] = item.figure.value
    totals = columns.pop("total", {})
    numbers = sorted(totals)
    others = [[column.get(number, BLANK) for number in numbers] for column in columns.values()]
    values = [totals[number] for number in numbers]
    labels = {item.row.row_no: item.row.label_column for item in placed}
    found = depths_by_column(values, [labels[number] for number in numbers])
    found = found or depths(values, others, _DEPTHS[table_type])
    return dict(zip(numbers, found, strict=True)) if found else {}


def depths_by_column(values: Sequence[Value], labels: Sequence[int]) -> list[int] | None:
    """The depth of each row (0 for the first) by the column of its label, or None.

    Columns beside each other may be one level: a programme with its class, and below it the next
    class alone. Of the ways to put them together, the finest one under which every sum adds up.

    Args:
        values: The rows' totals in printed order, the first being the sum of all.
        labels: The column that the label of each stands in.
    """
    columns = sorted(set(labels[1:]))
    if not 1 < len(columns) <= _MAX_COLUMNS:
        return None
    # Each gap between two columns separates two levels or does not.
    for parted in sorted(product((True, False), repeat=len(columns) - 1), key=sum, reverse=True):
        levels = dict(zip(columns, accumulate(parted, initial=1), strict=True))
        found = [0, *(levels[label] for label in labels[1:])]
        has_gaps = any(below - above > 1 for above, below in pairwise(found))
        if any(parted) and not has_gaps and not _broken(found, [values]):
            return found
    return None


def depths(
    values: Sequence[Value],
    others: Sequence[Sequence[Value]] = (),
    deepest_first: Sequence[int] = _DEPTHS["procurement"],
) -> list[int] | None:
    """The depth of each row (0 for the first) under which every sum adds up, or None.

    Args:
        values: The rows' totals in printed order, the first being the sum of all.
        others: The rows' figures in other columns, which have to add up as the totals do.
        deepest_first: How deep the nesting may be, in the order of trial.

    Returns:
        Depths from 0, or None where no nesting adds up. Where several do, the one that breaks
        fewest sums of the other columns, since many rows add up in many ways; of these the
        deepest: a row that equals the one above it is its only part, as forms print a project and
        its one purchase.
    """
    if not 1 < len(values) <= _MAX_ROWS:
        return None
    best: tuple[int, list[int]] | None = None
    for deepest in deepest_first:
        found = _nesting(values, deepest)
        broken = _broken(found, others) if found else 0
        if found and (best is None or broken < best[0]):
            best = broken, found
        if best is None or not best[0]:
            # What a depth does not nest, no lesser depth does.
            break
    return best[1] if best else None


def _nesting(values: Sequence[Value], deepest: int) -> list[int] | None:
    scale = scale_of(values)
    wholes = [whole_of(value, scale) for value in values]
    search = _Nesting(wholes, deepest)
    below = search.parts((1, len(values)), 0, (0, wholes[0][1]), depth=1)
    return None if below is None or search.is_spent else [0, *below]


def _broken(found: Sequence[int], columns: Sequence[Sequence[Value]]) -> int:
    """How many sums of the columns a nesting breaks."""
    parents: list[int] = []
    parts: dict[int, list[int]] = {}
    for row, depth in enumerate(found):
        del parents[depth:]
        if parents:
            parts.setdefault(parents[-1], []).append(row)
        parents.append(row)
    return sum(
        not agrees(column[head], (column[row] for row in rows))
        for column in columns
        for head, rows in parts.items()
    )


class _Nesting:
    """A bounded search for a nesting: rows become heads of their own parts, deepest first.

    Which rows can end the parts of a head is found once for each head and depth. A sum so far is an
    amount in whole units, its step the sum of the units that its figures and the head are printed
    to.
    """

    def __init__(self, values: Sequence[Whole], deepest: int) -> None:
        self._values = values
        self._deepest = deepest
        self._steps = 0
        self._stops: dict[tuple[int, int], list[int]] = {}
        self._owned: dict[tuple[int, int, int], list[int] | None] = {}
        self._dead: set[tuple[int, int, int, int, int]] = set()
        # Without amounts below zero a sum only grows: what overshoots is given up, and so is what
        # would fall short with all rows that are left, as a row that is part of one adds nothing.
        self._only_grows = all(amount >= 0 for amount, _ in values)
        self._all_slack = sum(step for _, step in values)
        self._before = list(accumulate((amount for amount, _ in values), initial=0))

    @property
    def is_spent(self) -> bool:
        """Whether the search was given up: what it found is then nothing."""
        return self._steps > _MAX_STEPS

    def parts(
        self, rows: tuple[int, int], parent: int, so_far: Whole, *, depth: int
    ) -> list[int] | None:
        """Depths of rows from one to another where they, with what was `so_far`, are `parent`."""
        start, end = rows
        if start == end:
            return [] if self._meets(parent, *so_far) else None
        key = (start, end, parent, so_far[0], depth)
        if key in self._dead or self._falls_short(parent, so_far[0], start, end):
            return None
        amount, step = self._values[start]
        after = so_far[0] + amount, so_far[1] + step
        for stop in self._ends(start, depth):
            if stop > end or self.is_spent:
                continue
            own = self._own(start, stop, depth)
            if own is None:
                continue
            rest = self.parts((stop, end), parent, after, depth=depth)
            if rest is not None:
                return [depth, *own, *rest]
        self._dead.add(key)
        return None

    def _own(self, head: int, stop: int, depth: int) -> list[int] | None:
        """Depths of the rows after a head that are its parts up to `stop`; found once for each."""
        if stop == head + 1:
            return []
        key = (head, stop, depth)
        if key not in self._owned:
            nothing = 0, self._values[head][1]
            self._owned[key] = self.parts((head + 1, stop), head, nothing, depth=depth + 1)
        return self._owned[key]

    def _meets(self, parent: int, total: int, slack: int) -> bool:
        return 2 * abs(self._values[parent][0] - total) <= slack

    def _falls_short(self, parent: int, total: int, start: int, end: int) -> bool:
        """Whether a sum with every row from one to another would still be less than the parent."""
        most = total + self._before[end] - self._before[start]
        return self._only_grows and 2 * (self._values[parent][0] - most) > self._all_slack

    def _ends(self, head: int, depth: int) -> list[int]:
        """Where the parts of a row may end, the last first; right after it, it has none."""
        if (head, depth) not in self._stops:
            found = self._search(head, depth) if depth < self._deepest else set()
            self._stops[head, depth] = sorted({head + 1, *found}, reverse=True)
        return self._stops[head, depth]

    def _search(self, head: int, depth: int) -> set[int]:
        """Every row at which some sequence of rows, with parts or without, adds up to the head."""
        found: set[int] = set()
        values, end = self._values, len(self._values)
        whole, unit = values[head]
        most = 2 * whole + self._all_slack
        below = depth + 1
        seen = {(head + 1, 0)}
        waiting = [(head + 1, 0, unit)]
        while waiting and self._steps <= _MAX_STEPS:
            self._steps += 1
            at, total, slack = waiting.pop()
            if at > head + 1 and 2 * abs(whole - total) <= slack:
                found.add(at)
            if at == end or (self._only_grows and 2 * total > most):
                continue
            if self._falls_short(head, total, at, end):
                continue
            amount, step = values[at]
            after = total + amount
            for stop in self._stops.get((at, below)) or self._ends(at, below):
                if (stop, after) not in seen:
                    seen.add((stop, after))
                    waiting.append((stop, after, slack + step))
        return found
