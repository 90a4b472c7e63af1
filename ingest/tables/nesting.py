"""Depth of the rows of tables that carry no codes, as their sums prove it.

A procurement table prints the unit, under it each project, under that what is bought: one column
of labels, no codes. A row is above the rows behind it that add up to it.
"""

from collections.abc import Sequence

from ingest.tables.identities import Value, Whole, scale_of, whole_of

_MAX_STEPS = 100_000
_MAX_DEPTH = 4
_MAX_ROWS = 300


def depths(values: Sequence[Value]) -> list[int] | None:
    """The depth of each row (0 for the first) under which every sum adds up, or None.

    Args:
        values: The rows' totals in printed order, the first being the sum of all.

    Returns:
        Depths from 0, or None where no nesting adds up. Where several do, the deepest: a row that
        equals the one above it is its only part, as forms print a project and its one purchase.
    """
    if not 1 < len(values) <= _MAX_ROWS:
        return None
    scale = scale_of(values)
    wholes = [whole_of(value, scale) for value in values]
    search = _Nesting(wholes)
    below = search.parts((1, len(values)), 0, (0, wholes[0][1]), depth=1)
    return None if below is None or search.is_spent else [0, *below]


class _Nesting:
    """A bounded search for a nesting: rows become heads of their own parts, deepest first.

    Which rows can end the parts of a head is found once for each head and depth. A sum so far is an
    amount in whole units, its step the sum of the units that its figures and the head are printed
    to.
    """

    def __init__(self, values: Sequence[Whole]) -> None:
        self._values = values
        self._steps = 0
        self._stops: dict[tuple[int, int], list[int]] = {}
        self._dead: set[tuple[int, int, int, int, int]] = set()
        # Without amounts below zero a sum only grows, and what overshoots is given up.
        self._only_grows = all(amount >= 0 for amount, _ in values)
        self._all_slack = sum(step for _, step in values)

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
        if key in self._dead:
            return None
        amount, step = self._values[start]
        after = so_far[0] + amount, so_far[1] + step
        for stop in self._ends(start, depth):
            if stop > end or self.is_spent:
                continue
            own = self._own(start, stop, depth)
            rest = self.parts((stop, end), parent, after, depth=depth)
            if own is not None and rest is not None:
                return [depth, *own, *rest]
        self._dead.add(key)
        return None

    def _own(self, head: int, stop: int, depth: int) -> list[int] | None:
        if stop == head + 1:
            return []
        nothing = 0, self._values[head][1]
        return self.parts((head + 1, stop), head, nothing, depth=depth + 1)

    def _meets(self, parent: int, total: int, slack: int) -> bool:
        return 2 * abs(self._values[parent][0] - total) <= slack

    def _ends(self, head: int, depth: int) -> list[int]:
        """Where the parts of a row may end, the last first; right behind it, it has none."""
        if (head, depth) not in self._stops:
            found = self._search(head, depth) if depth < _MAX_DEPTH else set()
            self._stops[head, depth] = sorted({head + 1, *found}, reverse=True)
        return self._stops[head, depth]

    def _search(self, head: int, depth: int) -> set[int]:
        """Every row at which some sequence of rows, with parts or without, adds up to the head."""
        found: set[int] = set()
        whole, unit = self._values[head]
        seen = {(head + 1, 0)}
        waiting = [(head + 1, 0, unit)]
        while waiting and not self.is_spent:
            self._steps += 1
            at, total, slack = waiting.pop()
            if at > head + 1 and self._meets(head, total, slack):
                found.add(at)
            overshoots = 2 * (total - whole) > self._all_slack
            if at == len(self._values) or (self._only_grows and overshoots):
                continue
            amount, step = self._values[at]
            after = total + amount
            for stop in self._ends(at, depth + 1):
                if (stop, after) not in seen:
                    seen.add((stop, after))
                    waiting.append((stop, after, slack + step))
        return found
