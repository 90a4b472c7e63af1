"""Ruling lines to grids: which lines belong to one table, and which of its cells are merged."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.reading.pdf.paths import Rule

SNAP_X = 3.0
SNAP_Y = 1.6
"""Edges closer than this are one: no column is that narrow, no row that low."""

_REACH = 3.5
_MAX_RULES = 1_500
_MAX_CELLS = 60_000
_MIN_LENGTH = 4.0
_OPEN_SIDES = 2


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its edges, and for each elementary cell the first one it is merged with.

    Attributes:
        xs: The columns' edges, left to right.
        ys: The rows' edges, top to bottom.
        anchors: By row and column, the row and column of the merged cell's first cell.
    """

    xs: list[float]
    ys: list[float]
    anchors: list[list[tuple[int, int]]]

    def right_of(self, row: int, place: tuple[int, int]) -> float:
        """The right edge, in a row, of the merged cell whose first cell is at a place."""
        behind = place[1] + 1
        while behind < len(self.xs) - 1 and self.anchors[row][behind] == place:
            behind += 1
        return self.xs[behind]


def grids_of(across: Sequence[Rule], down: Sequence[Rule]) -> list[Grid]:
    """The tables that the rules of a page make, from top to bottom.

    A page with more rules than any table has is a drawing, and gives none; neither does a frame
    of one cell.
    """
    across, down = _merged(across, SNAP_Y), _merged(down, SNAP_X)
    if not across or not down or max(len(across), len(down)) > _MAX_RULES:
        return []
    found = [grid for parts in _connected(across, down) if (grid := _grid(*parts))]
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _merged(rules: Iterable[Rule], snap: float) -> list[Rule]:
    """Rules drawn in pieces or twice, each as one; what stays too short is dropped."""
    merged: list[Rule] = []
    for level in _levels(rules, snap):
        at = sum(rule.at for rule in level) / len(level)
        level.sort(key=lambda rule: rule.start)
        _, start, end = level[0]
        for rule in level[1:]:
            if rule.start > end + _REACH:
                merged.append(Rule(at, start, end))
                start = rule.start
            end = max(end, rule.end) if rule.start <= end + _REACH else rule.end
        merged.append(Rule(at, start, end))
    return [rule for rule in merged if rule.end - rule.start > _MIN_LENGTH]


def _levels(rules: Iterable[Rule], snap: float) -> list[list[Rule]]:
    levels: list[list[Rule]] = []
    for rule in sorted(rules):
        if levels and rule.at - levels[-1][0].at <= snap:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    return levels


def _connected(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """The rules that touch one another, directly or over others, table by table."""
    parent = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    heights = [rule.at for rule in across]
    for number, (x, top, bottom) in enumerate(down, start=len(across)):
        first = bisect_left(heights, top - _REACH)
        for index in range(first, bisect_right(heights, bottom + _REACH)):
            if across[index].start - _REACH <= x <= across[index].end + _REACH:
                parent[root(index)] = root(number)
    parts: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate(across):
        parts.setdefault(root(index), ([], []))[0].append(rule)
    for index, rule in enumerate(down, start=len(across)):
        parts.setdefault(root(index), ([], []))[1].append(rule)
    return [part for part in parts.values() if part[0] and part[1]]


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    xs = _with_open_sides(_edges(down, SNAP_X), across)
    ys = _with_open_sides(_edges(across, SNAP_Y), down)
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1 or columns * rows < _OPEN_SIDES or columns * rows > _MAX_CELLS:
        return None
    return Grid(xs, ys, _anchors(xs, ys, across, down))


def _edges(rules: Iterable[Rule], snap: float) -> list[float]:
    levels = _levels(rules, snap)
    return [sum(rule.at for rule in level) / len(level) for level in levels]


def _with_open_sides(edges: list[float], others: Sequence[Rule]) -> list[float]:
    """The edges, and the two outer ones where the rules across run on beyond them.

    Many tables are open at the sides, or where the page ends.
    """
    first, last = min(rule.start for rule in others), max(rule.end for rule in others)
    before = sum(rule.start < edges[0] - 2 * _REACH for rule in others)
    behind = sum(rule.end > edges[-1] + 2 * _REACH for rule in others)
    return [
        *([first] if before >= _OPEN_SIDES else []),
        *edges,
        *([last] if behind >= _OPEN_SIDES else []),
    ]


def _anchors(
    xs: list[float], ys: list[float], across: Iterable[Rule], down: Iterable[Rule]
) -> list[list[tuple[int, int]]]:
    """For each cell the first one of those it is merged with, as no rule separates them."""
    columns, rows = len(xs) - 1, len(ys) - 1
    left = _walls(down, xs, ys)
    above = _walls(across, ys, xs)
    parent = list(range(columns * rows))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column and row not in left[column]:
                parent[root(here)] = root(here - 1)
            if row and column not in above[row]:
                parent[root(here)] = root(here - columns)
    first: dict[int, tuple[int, int]] = {}
    for row in range(rows):
        for column in range(columns):
            key = root(row * columns + column)
            seen = first.setdefault(key, (row, column))
            if column < seen[1]:
                first[key] = (seen[0], column)
    return [
        [first[root(row * columns + column)] for column in range(columns)] for row in range(rows)
    ]


def _walls(rules: Iterable[Rule], edges: list[float], others: list[float]) -> list[set[int]]:
    """For each edge, the spaces between `others` along which a rule is drawn on it."""
    walls: list[set[int]] = [set() for _ in edges]
    middles = [(a + b) / 2 for a, b in pairwise(others)]
    for at, start, end in rules:
        nearest = min(
            range(max(0, bisect_left(edges, at) - 1), min(len(edges), bisect_left(edges, at) + 2)),
            key=lambda index: abs(edges[index] - at),
        )
        walls[nearest].update(range(bisect_left(middles, start), bisect_right(middles, end)))
    return walls
