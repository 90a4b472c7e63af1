"""The cells of a ruled table: which glyphs each holds, and what they say."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.reading.pdf.grid import Grid
from ingest.reading.pdf.overflow import Place, home_of, runs_across
from ingest.reading.pdf.page import Glyph
from ingest.reading.pdf.text import Extent, extent_of, joined, lines_of, raw_text_of

_SLIVER = 4.0
_NEAR_EDGE = 0.05
_ACROSS_EDGE = 0.15
_STRAY = 2
_TOUCHES = 0.2
_SAME_WORD = 0.5
_FULL = 1.3
_SLACK = 1.0
_MANY_GLYPHS = 2_000
_MONEY = re.compile(r"[-−]?(?:\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+\.\d+)")
_OF_FIGURES = re.compile(r"[\d,，.%]")


@dataclass(slots=True)
class TableRow:
    """A row of a table.

    Attributes:
        cells: The text of each column; a merged cell's in its first.
        spans: How many columns each merged cell covers, by its first.
        full: The columns whose text leaves no room for another character.
        extents: Where the text of a column stands on its page.
        ruled: The row of the rules that it is printed in, or part of; none without rules.
        ends: The last ruled row of each cell merged with cells below it, by its first column.
    """

    cells: list[str]
    spans: dict[int, int] = field(default_factory=dict)
    full: frozenset[int] = frozenset()
    extents: dict[int, Extent] = field(default_factory=dict)
    ruled: int = -1
    ends: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Printed:
    """A printed line of a cell: its text, blanks at its ends and all, and its middle's height."""

    middle: float
    text: str
    extent: Extent | None


def rows_of(grid: Grid, glyphs: Iterable[Glyph]) -> list[TableRow]:
    """The rows of a table by its rules, and within a row by its lines of figures."""
    cells, across = _cells(grid, glyphs)
    for place in sorted(across):
        _mend(grid, cells, place)
    columns = len(grid.xs) - 1
    printed: list[dict[int, list[_Printed]]] = [{} for _ in range(len(grid.ys) - 1)]
    full: list[set[int]] = [set() for _ in printed]
    for (row, column), own in cells.items():
        lines = [(line, text) for line in lines_of(own) if (text := raw_text_of(line)).strip()]
        if lines:
            middles = ((line[0].top + line[0].bottom) / 2 for line, _ in lines)
            printed[row][column] = [
                _Printed(middle, text, extent_of(line))
                for middle, (line, text) in zip(middles, lines, strict=True)
            ]
            if _is_full(grid, (row, column), lines[-1][0]):
                full[row].add(column)
    rows: list[TableRow] = []
    for row, (top, bottom) in enumerate(pairwise(grid.ys)):
        if printed[row] or bottom - top >= _SLIVER:
            spans = {column: _span(grid, row, column) for column in printed[row]}
            ends = {column: end for column in spans if (end := _end(grid, row, column)) > row}
            rows += (
                TableRow(
                    _texts(part, columns), spans, frozenset(full[row]), _extents(part), row, ends
                )
                for part in _parts(printed[row])
            )
    return rows


def covers_of(rows: Sequence[TableRow]) -> Iterator[tuple[int, ...]]:
    """Of how many rows of a table each text is, by column up to the last that is of several."""
    for number, row in enumerate(rows):
        if not row.ends:
            yield ()
            continue
        below = [other.ruled for other in rows[number:]]
        yield tuple(
            sum(ruled <= row.ends.get(column, -1) for ruled in below) or 1
            for column in range(max(row.ends) + 1)
        )


def _texts(printed: dict[int, list[_Printed]], columns: int) -> list[str]:
    cells = [""] * columns
    for column, lines in printed.items():
        cells[column] = joined([line.text for line in lines])
    return cells


def _extents(printed: dict[int, list[_Printed]]) -> dict[int, Extent]:
    found = {
        column: extent_of(line.extent for line in lines if line.extent)
        for column, lines in printed.items()
    }
    return {column: extent for column, extent in found.items() if extent}


def _span(grid: Grid, row: int, column: int) -> int:
    anchors = grid.anchors[row]
    behind = column + 1
    while behind < len(anchors) and anchors[behind] == (row, column):
        behind += 1
    return behind - column


def _end(grid: Grid, row: int, column: int) -> int:
    """The last row of the merged cell whose first cell is at a place."""
    end = row
    while end + 1 < len(grid.anchors) and grid.anchors[end + 1][column] == (row, column):
        end += 1
    return end


def _parts(printed: dict[int, list[_Printed]]) -> list[dict[int, list[_Printed]]]:
    """A ruled row as the rows that are printed in it: most tables rule them all, some none.

    A cell that holds amounts on several lines holds those of as many rows, as an amount is never
    wrapped so that each piece is one; the other cells' lines belong to the nearest of them.
    """
    stacks = [
        [line.middle for line in lines]
        for lines in printed.values()
        if len(lines) > 1 and all(_MONEY.fullmatch(line.text.strip()) for line in lines)
    ]
    if not stacks:
        return [printed]
    levels = max(stacks, key=len)
    parts: list[dict[int, list[_Printed]]] = [{} for _ in levels]
    for column, lines in printed.items():
        for line in lines:
            nearest = min(range(len(levels)), key=lambda i: abs(levels[i] - line.middle))
            parts[nearest].setdefault(column, []).append(line)
    return parts


def _cells(grid: Grid, glyphs: Iterable[Glyph]) -> tuple[dict[Place, list[Glyph]], set[Place]]:
    """The glyphs of each cell by its first row and column, and the edges that glyphs lie across.

    An edge is named by its row and the column before it.
    """
    cells: dict[Place, list[Glyph]] = {}
    across: set[Place] = set()
    xs, ys, anchors = grid.xs, grid.ys, grid.anchors
    last, lowest = len(xs) - 2, len(ys) - 2
    placed: list[tuple[Glyph, Place]] = []
    for glyph in glyphs:
        x0, top, x1, bottom, text = glyph
        column = min(max(bisect_right(xs, (x0 + x1) / 2) - 1, 0), last)
        row = min(max(bisect_right(ys, (top + bottom) / 2) - 1, 0), lowest)
        place = anchors[row][column]
        cells.setdefault(place, []).append(glyph)
        placed.append((glyph, place))
        slack = (x1 - x0) * _NEAR_EDGE
        if text == " ":
            continue
        if column and x0 < xs[column] + slack:
            across.add((row, column - 1))
        if column < last and x1 > xs[column + 1] - slack:
            across.add((row, column))
    for run in runs_across(placed):
        if home := home_of(grid, run, cells):
            for place in {place for _, place in run} - {home}:
                _move(cells, [glyph for glyph, own in run if own == place], place, home)
    return cells, {p for p in across if anchors[p[0]][p[1]] != anchors[p[0]][p[1] + 1]}


def _mend(grid: Grid, cells: dict[Place, list[Glyph]], place: Place) -> None:
    """Give text that runs over a cell's edge to the cell that it is set in.

    Only what is stray moves: all that the other cell holds, or a glyph or two of it.
    """
    row, column = place
    one, two = grid.anchors[row][column], grid.anchors[row][column + 1]
    edge = grid.xs[column + 1]
    left, right = cells.get(one, []), cells.get(two, [])
    if len(left) + len(right) > _MANY_GLYPHS:
        # No cell of figures, and its many edges would each take it apart again.
        return
    for line in lines_of([g for g in (*left, *right) if g.text != " "]):
        before = [g for g in line if (g.x0 + g.x1) / 2 < edge]
        behind = line[len(before) :]
        if not before or not behind:
            continue
        if behind[0].x0 - before[-1].x1 > _TOUCHES * (behind[0].bottom - behind[0].top):
            continue
        before, behind = _run(before, step=-1), _run(behind, step=1)
        is_left = _is_of_left(before, behind, (grid.xs[one[1]], edge, grid.right_of(row, two)))
        if is_left and _is_stray(behind, right):
            _move(cells, behind, two, one)
        elif is_left is False and _is_stray(before, left):
            _move(cells, before, one, two)


def _is_of_left(
    before: Sequence[Glyph], behind: Sequence[Glyph], edges: tuple[float, float, float]
) -> bool | None:
    """Whether text across an edge is of the cell before it; None where it is of both cells.

    Set to the left it begins where the cell before does, to the right it ends where the one
    after ends. Where both or neither hold, it is two texts that touch, unless a glyph of it lies
    across the edge: then most of the text decides.

    Args:
        before: The glyphs before the edge, from left to right.
        behind: The glyphs after the edge.
        edges: Where the one cell begins, the edge, and where the other cell ends.
    """
    start, edge, end = edges
    height = behind[0].bottom - behind[0].top
    begins = -_SLACK <= before[0].x0 - start < height
    ends = -_SLACK <= end - behind[-1].x1 < height
    last, first = before[-1], behind[0]
    is_across = (
        last.x1 - edge > (last.x1 - last.x0) * _ACROSS_EDGE
        or edge - first.x0 > (first.x1 - first.x0) * _ACROSS_EDGE
    )
    if not is_across and _is_money(before) and not _OF_FIGURES.match(first.text):
        # A right-aligned figure touches the words after it, which are not part of it.
        return None
    if begins != ends:
        return begins
    return len(before) > len(behind) if is_across else None


def _is_money(glyphs: Sequence[Glyph]) -> bool:
    return bool(_MONEY.fullmatch("".join(glyph.text for glyph in glyphs)))


def _run(line: Sequence[Glyph], step: int) -> list[Glyph]:
    """The glyphs of a line that stand close to one another, from the first one on in a direction.

    `step` is -1 to go left from the last glyph, 1 to go right from the first.
    """
    ordered = line[::step]
    run = list(ordered[:1])
    for glyph in ordered[1:]:
        gap = glyph.x0 - run[-1].x1 if step > 0 else run[-1].x0 - glyph.x1
        if gap > _SAME_WORD * (glyph.bottom - glyph.top):
            break
        run.append(glyph)
    return run[::step]


def _is_stray(run: Sequence[Glyph], own: Sequence[Glyph]) -> bool:
    return len(run) <= _STRAY or len(run) == sum(glyph.text != " " for glyph in own)


def _move(cells: dict[Place, list[Glyph]], run: Iterable[Glyph], source: Place, to: Place) -> None:
    """Move the glyphs of a run that are in one cell to another; some may be there already."""
    own = set(cells.get(source, ()))
    moved = [glyph for glyph in run if glyph in own]
    if moved:
        left = own.difference(moved)
        cells[source] = [glyph for glyph in cells[source] if glyph in left]
        cells.setdefault(to, []).extend(moved)


def _is_full(grid: Grid, place: Place, line: Sequence[Glyph]) -> bool:
    """Whether no further character has room on a cell's last line, so that it may go on."""
    read = [glyph for glyph in line if glyph.text != " "]
    if not read:
        return False
    return grid.right_of(place[0], place) - read[-1].x1 < _FULL * (read[-1].bottom - read[-1].top)
