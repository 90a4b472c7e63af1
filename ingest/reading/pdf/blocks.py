"""What stands on a page, from top to bottom: lines of text, and tables with their cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.reading.pdf.cells import TableRow, rows_of
from ingest.reading.pdf.columns import Stretch, columned
from ingest.reading.pdf.grid import Grid, grids_of
from ingest.reading.pdf.gutter import gutter_of
from ingest.reading.pdf.page import Glyph, PageContent
from ingest.reading.pdf.text import Extent, extent_of, lines_of, text_of

_EDGE_OF_TABLE = 1.0


@dataclass(slots=True)
class TextLine:
    """A line of text outside tables."""

    top: float
    text: str
    extent: Extent | None = None


@dataclass(slots=True)
class TableBlock:
    """A table: its rows, and the edges of its columns; no edges where no rules give them."""

    top: float
    xs: list[float]
    rows: list[TableRow] = field(default_factory=list)


Block = TextLine | TableBlock


def blocks_of(content: PageContent) -> list[Block]:
    """Separate a page into lines of text and tables, in reading order."""
    grids = grids_of(content.across, content.down)
    outside, inside = _sorted_out(content.glyphs, grids)
    gutter = gutter_of(grids, outside) if len(grids) > 1 else None
    if gutter is None:
        return _stacked(grids, inside, outside)
    # Two tables side by side, each under a title of its own, are read one after the other.
    above, left, right = gutter.parted(outside)
    sides = [grid.xs[-1] <= gutter.x for grid in grids]
    tables = [
        [(g, own) for g, own, side in zip(grids, inside, sides, strict=True) if side is is_left]
        for is_left in (True, False)
    ]
    blocks = _free(above, [])
    for glyphs, own in ((left, tables[0]), (right, tables[1])):
        blocks += _stacked([grid for grid, _ in own], [held for _, held in own], glyphs)
    return blocks


def _stacked(
    grids: Sequence[Grid], inside: Sequence[list[Glyph]], outside: Sequence[Glyph]
) -> list[Block]:
    """The tables and lines of a page, or of a half of it, from top to bottom."""
    blocks: list[Block] = []
    tops: list[float] = []
    for grid, glyphs in zip(grids, inside, strict=True):
        if glyphs:
            blocks.append(TableBlock(grid.ys[0], grid.xs, rows_of(grid, glyphs)))
            tops.append(grid.ys[0])
    blocks += _free(outside, tops)
    return sorted(blocks, key=lambda block: block.top)


def _sorted_out(
    glyphs: Iterable[Glyph], grids: Sequence[Grid]
) -> tuple[list[Glyph], list[list[Glyph]]]:
    """The glyphs outside all tables, and those inside each; of nested tables the inner one's."""
    inside: list[list[Glyph]] = [[] for _ in grids]
    if not grids:
        return list(glyphs), inside
    outside: list[Glyph] = []
    boxes = sorted(
        (
            (
                (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0]),
                index,
                grid.xs[0] - _EDGE_OF_TABLE,
                grid.xs[-1] + _EDGE_OF_TABLE,
                grid.ys[0],
                grid.ys[-1],
            )
            for index, grid in enumerate(grids)
        ),
    )
    for glyph in glyphs:
        x, y = (glyph[0] + glyph[2]) / 2, (glyph[1] + glyph[3]) / 2
        for _, index, left, right, top, bottom in boxes:
            if left <= x <= right and top <= y <= bottom:
                inside[index].append(glyph)
                break
        else:
            outside.append(glyph)
    return outside, inside


def _free(glyphs: Sequence[Glyph], tops: Sequence[float]) -> list[Block]:
    """The lines outside ruled tables; those that stand in columns between two are tables."""
    lines = lines_of(glyphs)
    blocks: list[Block] = []
    for stretch in _stretches(lines, sorted(tops)):
        for part in columned(stretch):
            if isinstance(part, Stretch):
                blocks += [
                    TextLine(line[0].top, text, extent_of(line))
                    for line in part.lines
                    if (text := text_of(line))
                ]
            else:
                top, rows = part
                blocks.append(TableBlock(top, [], list(rows)))
    return blocks


def _stretches(lines: Sequence[list[Glyph]], tops: Sequence[float]) -> list[Stretch]:
    """Lines with no ruled table between them."""
    stretches: list[list[list[Glyph]]] = [[]]
    waiting = list(tops)
    for line in lines:
        middle = (line[0].top + line[0].bottom) / 2
        while waiting and middle > waiting[0]:
            waiting.pop(0)
            stretches.append([])
        stretches[-1].append(line)
    return [Stretch(part) for part in stretches if part]
