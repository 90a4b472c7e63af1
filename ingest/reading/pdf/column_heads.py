"""Headings of tables without rules: words of which no rule shows how far they reach.

A heading that reaches over several lines stands in the middle of them, beside others; one that
reaches over several columns, in the middle of these.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

_SAME_START = 2.0
_BESIDE = 1.4
"""Lines whose middles are less than so many heights apart are of one row of headings."""


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line above the figures: its middle and height, and from where to where words are."""

    middle: float
    height: float
    words: Mapping[int, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a line in a column, and the first of the columns that they are over."""

    line: int
    column: int
    first: int


def head_rows(
    lines: Sequence[HeadLine], starts: Sequence[float], bounds: Sequence[float]
) -> Iterator[list[Place]]:
    """The rows of headings that lines make, from the top.

    Args:
        lines: The lines, from the top.
        starts: Where the first words of each column begin: a heading that begins there as well is
            set to the left, whatever it is in the middle of.
        bounds: Where the cells of the columns begin, and where the last one ends.
    """
    groups = _grouped(lines)
    for position, group in enumerate(groups):
        below = {c for later in groups[position + 1 :] for at in later for c in lines[at].words}
        beside = {c for at in group for c in lines[at].words}
        yield [
            Place(
                at,
                column,
                column
                if abs(x0 - starts[column]) < _SAME_START
                else _first_under(column, (x0 + x1) / 2, bounds, below - (beside - {column})),
            )
            for at in group
            for column, (x0, x1) in lines[at].words.items()
        ]


def _grouped(lines: Sequence[HeadLine]) -> list[list[int]]:
    groups: list[list[int]] = []
    for index, line in enumerate(lines):
        first = lines[groups[-1][0]] if groups else None
        if first is None or line.middle - first.middle >= _BESIDE * first.height:
            groups.append([])
        groups[-1].append(index)
    return groups


def _first_under(column: int, middle: float, bounds: Sequence[float], own: Collection[int]) -> int:
    """The first of the columns that words stand in the middle over, of those they may be over.

    The bounds of columns are not quite those of the cells: of runs that lie in the middle about as
    well as the best does, it is the widest.
    """
    width = (bounds[-1] - bounds[0]) / (len(bounds) - 1)
    runs = [
        (abs((bounds[first] + bounds[last + 1]) / 2 - middle), first, last)
        for first in range(column + 1)
        for last in range(max(column, first + 1), len(bounds) - 1)
        if all(at in own for at in range(first, last + 1))
    ]
    nearest = min(runs, default=(inf, column, column))[0]
    if nearest > width / 2:
        return column
    alike = (run for run in runs if run[0] <= nearest + width / 4)
    return max(alike, key=lambda run: run[2] - run[1])[1]
