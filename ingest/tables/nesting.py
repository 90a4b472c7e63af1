"""Depth of the rows of tables that carry no codes, as their sums prove it.

A procurement table prints the unit, under it each project, under that what is bought: one column
of labels, no codes. A row is above the rows behind it that add up to it.
"""

from collections.abc import Sequence

from ingest.tables.identities import Value, agrees

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
    below = _Nesting(values).split(1, len(values), 0, ())
    return None if below is None else [0, *below]


class _Nesting:
    """A bounded search for a nesting: rows become heads of their own parts, deepest first."""

    def __init__(self, values: Sequence[Value]) -> None:
        self._values = values
        self._steps = 0

    def split(
        self, start: int, end: int, parent: int, heads: tuple[int, ...], depth: int = 1
    ) -> list[int] | None:
        """Depths of rows start..end where they, with `heads`, are the parts of `parent`."""
        self._steps += 1
        if self._steps > _MAX_STEPS or depth > _MAX_DEPTH:
            return None
        parts = [self._values[head] for head in heads]
        if start == end:
            return [] if agrees(self._values[parent], parts) else None
        for stop in range(end, start, -1):
            own = [] if stop == start + 1 else self.split(start + 1, stop, start, (), depth + 1)
            if own is None:
                continue
            rest = self.split(stop, end, parent, (*heads, start), depth)
            if rest is not None:
                return [depth, *own, *rest]
        return None
