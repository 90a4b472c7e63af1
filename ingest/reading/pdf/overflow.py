"""Text that is printed in one go and runs out of its cell, into or under what the next one holds.

A spreadsheet clips what a cell has no room for, but its PDF keeps every glyph: the heading of a
narrow column lies over the text of its neighbours, and by their places alone the glyphs of both
would be read in turns. The order of the file tells which were printed together.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from ingest.reading.pdf.grid import Grid
from ingest.reading.pdf.page import Glyph

Place = tuple[int, int]
"""A row and a column, both from 0."""

Run = list[tuple[Glyph, Place]]
"""Glyphs that were printed in one go, each with the cell that its middle lies in."""

_TOUCHES = 0.05
_CROSSES = 0.02
_OVERLAID = 0.4
_CENTRED = 0.5
_FEW = 2
_LEAST = 3
_SLACK = 1.0


def runs_across(placed: Iterable[tuple[Glyph, Place]]) -> Iterator[Run]:
    """The runs that begin in one cell of a row and end in another.

    Args:
        placed: The glyphs of a table in the order of the file, each with its cell.
    """
    run: Run = []
    for glyph, place in placed:
        if run and not _goes_on(run[-1][0], glyph):
            if run[0][1] != run[-1][1]:
                yield run
            run = []
        run.append((glyph, place))
    if run and run[0][1] != run[-1][1]:
        yield run


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    height = glyph.bottom - glyph.top
    return (
        abs(glyph.x0 - last.x1) <= _TOUCHES * height
        and abs(glyph.bottom - last.bottom) <= _TOUCHES * height
    )


def home_of(grid: Grid, run: Run, cells: Mapping[Place, Sequence[Glyph]]) -> Place | None:
    """The cell that a run across an edge is the text of; None where that is not sure.

    Args:
        grid: The table.
        run: The run.
        cells: The glyphs of each cell by their places.
    """
    words = [(glyph, place) for glyph, place in run if glyph.text != " "]
    places = {place for _, place in words}
    if len(places) < _FEW:
        return None
    if _is_overlaid(words, cells):
        return _set_in(grid, words)
    return _mostly_in(grid, words)


def _is_overlaid(words: Run, cells: Mapping[Place, Sequence[Glyph]]) -> bool:
    """Whether another text stands at the same place as a run."""
    own = {glyph for glyph, _ in words}
    beside = [
        glyph
        for place in {place for _, place in words}
        for glyph in cells[place]
        if glyph.text != " " and glyph not in own
    ]
    return any(
        min(one.x1, other.x1) - max(one.x0, other.x0) > _OVERLAID * (other.x1 - other.x0)
        and min(one.bottom, other.bottom) - max(one.top, other.top)
        > _OVERLAID * (other.bottom - other.top)
        # Bold that is printed twice is not another text.
        and one.text != other.text
        for other in beside
        for one in own
    )


def _set_in(grid: Grid, words: Run) -> Place:
    """The cell that a run is set in: in its middle, else from its left, else to its right edge."""
    (first, begin), (last, end) = words[0], words[-1]
    height = first.bottom - first.top
    middle = (first.x0 + last.x1) / 2
    row = _at(grid.ys, (first.top + first.bottom) / 2)
    centre = grid.anchors[row][_at(grid.xs, middle)]
    if abs(middle - (grid.xs[centre[1]] + grid.right_of(row, centre)) / 2) < _CENTRED * height:
        return centre
    if -_SLACK <= first.x0 - grid.xs[begin[1]] < height:
        return begin
    if -_SLACK <= grid.right_of(row, end) - last.x1 < height:
        return end
    return centre


def _at(edges: Sequence[float], place: float) -> int:
    """The row or column that a place lies in."""
    return min(max(bisect_right(edges, place) - 1, 0), len(edges) - 2)


def _mostly_in(grid: Grid, words: Run) -> Place | None:
    """The cell that words are in but for a character or two at their ends, over its edges."""
    counts = Counter(place for _, place in words)
    home, most = counts.most_common(1)[0]
    if most < _LEAST or any(count > _FEW for place, count in counts.items() if place != home):
        return None
    joints = [(a, b, grid.xs[other[1]]) for (a, one), (b, other) in pairwise(words) if one != other]
    # Words that end at an edge may be those of two cells.
    is_crossed = any(
        max(last.x1 - edge, edge - first.x0) > _CROSSES * (last.bottom - last.top)
        for last, first, edge in joints
    )
    are_words = all(_is_word(last.text) and _is_word(first.text) for last, first, _ in joints)
    return home if is_crossed and are_words else None


def _is_word(text: str) -> bool:
    return text.isalpha() and not text.isascii()
