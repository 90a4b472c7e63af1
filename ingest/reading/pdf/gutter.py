"""Two tables side by side on a page: the gutter between them, and what stands on either side."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.reading.pdf.grid import Grid
from ingest.reading.pdf.page import Glyph
from ingest.reading.pdf.text import lines_of, text_of

_APART = 1.2
_TITLE = "表"


@dataclass(frozen=True, slots=True)
class Gutter:
    """The blank between two tables side by side: where it runs, and from what height on."""

    x: float
    top: float

    def parted(self, glyphs: Sequence[Glyph]) -> tuple[list[Glyph], list[Glyph], list[Glyph]]:
        """Separate glyphs outside tables: above the gutter, and to its left and right."""
        above = [glyph for glyph in glyphs if glyph.bottom <= self.top]
        beside = [glyph for glyph in glyphs if glyph.bottom > self.top]
        left = [glyph for glyph in beside if (glyph.x0 + glyph.x1) / 2 < self.x]
        right = [glyph for glyph in beside if (glyph.x0 + glyph.x1) / 2 >= self.x]
        return above, left, right


def gutter_of(grids: Sequence[Grid], outside: Sequence[Glyph]) -> Gutter | None:
    """The gutter of a page whose tables stand in two halves, each with a title of its own.

    Two column groups of one table, drawn apart under one title, are not two tables.

    Args:
        grids: The ruled tables of the page.
        outside: The glyphs outside them.
    """
    pair = next(
        (
            (one, two)
            for one in grids
            for two in grids
            if one.xs[-1] < two.xs[0] and one.ys[0] < two.ys[-1] and two.ys[0] < one.ys[-1]
        ),
        None,
    )
    if pair is None:
        return None
    x = (pair[0].xs[-1] + pair[1].xs[0]) / 2
    if any(grid.xs[0] < x < grid.xs[-1] for grid in grids):
        return None
    first = min(grid.ys[0] for grid in grids)
    lines = [line for line in lines_of(outside) if line[0].top < first]
    through = [line for line in lines if not _is_open(line, x)]
    top = max((glyph.bottom for line in through for glyph in line), default=float("-inf"))
    beside = [line for line in lines if line[0].top >= top]
    halves = (
        [[g for g in line if (g.x0 < x) is is_left] for line in beside] for is_left in (True, False)
    )
    has_titles = all(any(half and _TITLE in text_of(half) for half in side) for side in halves)
    return Gutter(x, top) if has_titles else None


def _is_open(line: Sequence[Glyph], x: float) -> bool:
    """Whether a line leaves the gutter blank, as words of two tables do."""
    left = max((g.x1 for g in line if g.x0 < x and g.text != " "), default=None)
    right = min((g.x0 for g in line if g.x0 >= x and g.text != " "), default=None)
    height = line[0].bottom - line[0].top
    if left is None or right is None:
        return left is None or left <= x
    return left <= x and right - left > _APART * height
