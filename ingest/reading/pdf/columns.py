"""Tables without rules: lines whose words stand in columns, read by their alignment."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.reading.pdf.cells import TableRow
from ingest.reading.pdf.column_heads import HeadLine, head_rows
from ingest.reading.pdf.page import Glyph
from ingest.reading.pdf.text import Extent, extent_of, joined, text_of

_FIGURE = re.compile(r"[-−]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?%?")
_MONEY = re.compile(r"[-−]?(?:\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+\.\d+|\d{4,})")
_CAPTION = re.compile(r"(?:单\s*位|部\s*门|名\s*称|日\s*期|年\s*度)\s*[：:]|[。；]\s*$")
_AMOUNT = re.compile(r"[-−]?(?:\d{1,3}(?:[,，]\d{3})+(?:\.\d{1,2})?|\d+\.\d{1,2})")
_ZERO = re.compile(r"[-−–—]")
_WORD = re.compile(r"[一-鿿(（]")
_BEHIND_AMOUNT = re.compile(r"[一-鿿(（\-−]")
_COLUMN_GAP = 1.2
_AMOUNT_GAP = 0.15
_FIGURE_GAP = 0.55
_MIN_ROWS = 3
_MAX_BETWEEN = 3
_MAX_HEADS = 6
_SAME_ROW = 0.8
_FEW = 0.1
_HEAD_PITCH = 2.5
_PAD = 3.0
_MIN_MONEY = 2
_MIN_AMOUNTS = 3
_HEADS_OF_LINE = 2
_SAME_START = 3.0
_MIN_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of glyphs with no ruled table between them."""

    lines: list[list[Glyph]]


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Words of a line that stand together."""

    x0: float
    x1: float
    text: str
    extent: Extent | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """A line as its chunks, and the height of its middle."""

    middle: float
    top: float
    chunks: list[_Chunk]

    @property
    def is_figures(self) -> bool:
        """Whether it holds a figure beside other words, as rows of a table do."""
        return len(self.chunks) > 1 and any(_FIGURE.fullmatch(c.text) for c in self.chunks)


Columned = tuple[float, list[TableRow]]
"""A table without rules: where it begins, and its rows."""


def columned(stretch: Stretch) -> Iterator[Stretch | Columned]:
    """Separate a stretch of lines into plain text and tables without rules, in order.

    A table is three rows or more in which figures stand beside other words, of which at least
    two hold an amount of money: a table of contents with page numbers is not one.
    """
    lines = stretch.lines
    if not any(_may_split(line) for line in lines):
        yield stretch
        return
    rows = [_row(line) for line in lines]
    start = 0
    for first, last in _runs(rows):
        if lines[start:first]:
            yield Stretch(lines[start:first])
        yield rows[first].top, _table(rows[first:last])
        start = last
    if lines[start:]:
        yield Stretch(lines[start:])


def _may_split(line: Sequence[Glyph]) -> bool:
    """Whether a line has a gap as wide as between columns: most lines of prose have none."""
    end = line[0].x1
    for x0, top, x1, bottom, text in line:
        if text != " ":
            if x0 - end > _FIGURE_GAP * (bottom - top):
                return True
            end = x1
    return False


def _row(line: Sequence[Glyph]) -> _Row:
    chunks: list[_Chunk] = []
    run: list[Glyph] = []
    for glyph in line:
        if glyph.text == " ":
            continue
        if run and (_parts(run[-1], glyph) or _ends_amount(run, glyph)):
            chunks.append(_chunk(run, line))
            run = []
        run.append(glyph)
    if run:
        chunks.append(_chunk(run, line))
    first = line[0]
    return _Row((first.top + first.bottom) / 2, first.top, [c for c in chunks if c.text])


def _parts(last: Glyph, glyph: Glyph) -> bool:
    is_figures = last.text in "0123456789.%" and glyph.text in "0123456789-−"
    gap = _FIGURE_GAP if is_figures else _COLUMN_GAP
    return glyph.x0 - last.x1 > gap * (glyph.bottom - glyph.top)


def _ends_amount(run: Sequence[Glyph], glyph: Glyph) -> bool:
    """Whether an amount ends here: set to the right, it all but touches what is after it."""
    if glyph.x0 - run[-1].x1 <= _AMOUNT_GAP * (glyph.bottom - glyph.top):
        return False
    if len(run) == 1 and _ZERO.fullmatch(run[0].text):
        return bool(_WORD.match(glyph.text))
    if not run[-1].text.isdigit() or not _BEHIND_AMOUNT.match(glyph.text):
        return False
    return bool(_AMOUNT.fullmatch("".join(g.text for g in run)))


def _chunk(run: Sequence[Glyph], line: Sequence[Glyph]) -> _Chunk:
    x0, x1 = run[0].x0, run[-1].x1
    return _Chunk(x0, x1, text_of([g for g in line if x0 <= g.x0 and g.x1 <= x1]), extent_of(run))


def _runs(rows: Sequence[_Row]) -> Iterator[tuple[int, int]]:
    """The first row, and the one after the last, of each table."""
    taken = 0
    index = 0
    while index < len(rows):
        if not rows[index].is_figures:
            index += 1
            continue
        last = index
        ahead = index + 1
        while ahead < len(rows) and ahead - last <= _MAX_BETWEEN:
            if rows[ahead].is_figures:
                last = ahead
            elif _ends(rows[ahead]):
                break
            ahead += 1
        if _is_table(rows[index : last + 1]) or _is_line_of_amounts(rows, index):
            first = _with_heads(rows, index, taken)
            taken = last + 1
            yield first, taken
        index = last + 1


def _ends(row: _Row) -> bool:
    return any(_CAPTION.search(chunk.text) for chunk in row.chunks)


def _is_table(rows: Sequence[_Row]) -> bool:
    figures = [row for row in rows if row.is_figures]
    money = sum(any(_MONEY.fullmatch(c.text) for c in row.chunks) for row in figures)
    return len(figures) >= _MIN_ROWS and money >= _MIN_MONEY


def _is_line_of_amounts(rows: Sequence[_Row], index: int) -> bool:
    """Whether a row is a table's only one: nothing but amounts, each after where a heading begins.

    A heading is set to the left and its amount to the right, so that they need not overlap.
    """
    amounts = rows[index].chunks
    if len(amounts) < _MIN_AMOUNTS or not all(_AMOUNT.fullmatch(c.text) for c in amounts):
        return False
    starts: list[float] = []
    heads = (c for row in rows[max(index - _HEADS_OF_LINE, 0) : index] for c in row.chunks)
    for start in sorted(head.x0 for head in heads if not _CAPTION.search(head.text)):
        if not starts or start - starts[-1] > _SAME_START:
            starts.append(start)
    ends = [c.x1 for c in amounts]
    return len(starts) == len(ends) and all(
        start < end <= behind
        for start, end, behind in zip(starts, ends, [*starts[1:], ends[-1]], strict=True)
    )


def _with_heads(rows: Sequence[_Row], first: int, taken: int) -> int:
    """The row at which the headings over a table begin: words in columns, close above it."""
    start = first
    while start > max(taken, first - _MAX_HEADS):
        above = rows[start - 1]
        pitch = rows[start].middle - above.middle
        height = 2 * (above.middle - above.top)
        # A heading over several lines of the head stands between these, by itself.
        least = 1 if pitch < height else _MIN_COLUMNS
        if len(above.chunks) < least or _ends(above) or pitch > 2 * _HEAD_PITCH * height:
            break
        start -= 1
    return start


def _table(rows: Sequence[_Row]) -> list[TableRow]:
    columns = _columns(rows)
    edges = [(a[1] + b[0]) / 2 for a, b in pairwise(columns)]
    cells = [_cells(row, columns, edges) for row in rows]
    bounds = [columns[0][0], *_cell_edges(rows, columns, edges), columns[-1][1]]
    rows, cells = _with_heads_set(rows, cells, [x0 for x0, _ in columns], bounds)
    return [
        TableRow(
            [joined([text for text, _ in cell]) for cell in row],
            extents={
                column: extent
                for column, cell in enumerate(row)
                if (extent := extent_of(part for _, parts in cell for part in parts))
            },
        )
        for row in _with_pieces(rows, cells)
    ]


def _cell_edges(
    rows: Sequence[_Row], columns: Sequence[tuple[float, float]], edges: Sequence[float]
) -> Iterator[float]:
    """Where cells meet: halfway between columns, but right after figures set to the right."""
    figures = [c for row in rows if row.is_figures for c in row.chunks if _FIGURE.fullmatch(c.text)]
    for (x0, x1), edge in zip(columns, edges, strict=False):
        own = [c for c in figures if x0 <= c.x0 and c.x1 <= x1]
        ends = {round(c.x1) for c in own}
        is_right = bool(own) and len(ends) <= len({round((c.x0 + c.x1) / 2) for c in own})
        yield min(edge, x1 + _PAD) if is_right else edge


def _columns(rows: Sequence[_Row]) -> list[tuple[float, float]]:
    """Where the columns lie: as the rows of figures have them, with those that only heads name."""
    figures = [row for row in rows if row.is_figures]
    columns = _covered([(c.x0, c.x1) for row in figures for c in row.chunks], len(figures))
    lone: list[tuple[float, float]] = []
    for row in rows:
        if row.is_figures or len(row.chunks) < _MIN_COLUMNS:
            continue
        for chunk, behind in zip(row.chunks, [*row.chunks[1:], None], strict=True):
            if any(chunk.x0 < x1 and x0 < chunk.x1 for x0, x1 in columns):
                continue
            owned = next((i for i, (x0, _) in enumerate(columns) if x0 >= chunk.x1), None)
            if owned is not None and (behind is None or behind.x0 >= columns[owned][1]):
                # A heading to the left over amounts to the right: nothing else heads them.
                columns[owned] = chunk.x0, columns[owned][1]
            else:
                lone.append((chunk.x0, chunk.x1))
    return sorted(columns + _covered(lone, 0))


def _covered(spans: Sequence[tuple[float, float]], rows: int) -> list[tuple[float, float]]:
    """The stretches that more than a few of the spans cover."""
    few = int(rows * _FEW)
    events = sorted([(x0, 1) for x0, _ in spans] + [(x1, -1) for _, x1 in spans])
    found: list[tuple[float, float]] = []
    depth, start = 0, 0.0
    for x, step in events:
        before, depth = depth, depth + step
        if before <= few < depth:
            start = x
        elif depth <= few < before and x > start:
            found.append((start, x))
    return found


_Cell = list[tuple[str, list[Extent]]]
"""The lines of a cell: the text of each, and where its chunks stand."""


def _cells(
    row: _Row, columns: Sequence[tuple[float, float]], edges: Sequence[float]
) -> list[_Cell]:
    """The text by column: a chunk goes to the first column that it lies over."""
    cells: list[list[_Chunk]] = [[] for _ in columns]
    for chunk in row.chunks:
        over = (i for i, (x0, x1) in enumerate(columns) if chunk.x0 < x1 and x0 < chunk.x1)
        at = next(over, bisect_right(edges, (chunk.x0 + chunk.x1) / 2))
        if _FIGURE.fullmatch(chunk.text):
            # A figure stands under the end of its heading, not under its beginning.
            at = bisect_right(edges, (chunk.x0 + chunk.x1) / 2)
        cells[at].append(chunk)
    return [
        [(" ".join(c.text for c in own), [c.extent for c in own if c.extent])] if own else []
        for own in cells
    ]


def _with_heads_set(
    rows: Sequence[_Row],
    cells: Sequence[list[_Cell]],
    starts: Sequence[float],
    bounds: Sequence[float],
) -> tuple[list[_Row], list[list[_Cell]]]:
    """The rows with the lines above the figures as rows of headings, each over its columns."""
    count = next((i for i, row in enumerate(rows) if row.is_figures), 0)
    lines = [
        HeadLine(
            row.middle,
            2 * (row.middle - row.top),
            {
                column: (extent[0], extent[2])
                for column, cell in enumerate(own)
                if (extent := extent_of(part for _, parts in cell for part in parts))
            },
        )
        for row, own in zip(rows[:count], cells, strict=False)
    ]
    heads: list[_Row] = []
    set_cells: list[list[_Cell]] = []
    for group in head_rows(lines, starts, bounds):
        set_cells.append([[] for _ in starts])
        for place in group:
            set_cells[-1][place.first] += cells[place.line][place.column]
        first = rows[min(place.line for place in group)]
        chunks = [c for i in sorted({p.line for p in group}) for c in rows[i].chunks]
        heads.append(_Row(first.middle, first.top, chunks))
    return [*heads, *rows[count:]], [*set_cells, *cells[count:]]


def _with_pieces(rows: Sequence[_Row], cells: Sequence[list[_Cell]]) -> list[list[_Cell]]:
    """Rows with the lines joined to them that are much closer than rows are to one another.

    A name over two lines has its figures between them.
    """
    figures = [row.middle for row in rows if row.is_figures]
    if len(figures) == 1:
        return list(cells)
    pitch = median(b - a for a, b in pairwise(figures))
    owner = list(range(len(rows)))
    for index, row in enumerate(rows):
        if row.is_figures and len(row.chunks) > 0:
            continue
        near = [i for i in (index - 1, index + 1) if 0 <= i < len(rows) and rows[i].is_figures]
        best = min(near, key=lambda i: abs(rows[i].middle - row.middle), default=index)
        if 0 < abs(rows[best].middle - row.middle) < _SAME_ROW * pitch and _fits(
            cells[index], cells[best]
        ):
            owner[index] = best
    return [
        [
            [line for i in range(len(rows)) if owner[i] == index for line in cells[i][c]]
            for c in range(width)
        ]
        for index, width in enumerate(map(len, cells))
        if owner[index] == index
    ]


def _fits(piece: Sequence[_Cell], row: Sequence[_Cell]) -> bool:
    """Whether a line is the rest of a row: its words stand where the row has words, or nothing."""
    return all(
        not cell or not any(_FIGURE.fullmatch(text) for text, _ in own)
        for cell, own in zip(piece, row, strict=True)
    )
