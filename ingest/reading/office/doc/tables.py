"""Tables from paragraphs: marks that end cells and rows, at any depth of nesting.

A row of Word 97 has columns of its own; the columns of a table are the edges of all its rows.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ingest.reading.office.doc.properties import Cell, Paragraph
from ingest.reading.spans import Spanned

_SNAP = 40
"""Twentieths of a point: edges closer than this are one."""


@dataclass(slots=True)
class Row:
    """A row: what each of its cells holds, and how the row defines them."""

    cells: list["Content"] = field(default_factory=list)
    start: int = 0
    defined: tuple[Cell, ...] = ()


@dataclass(slots=True)
class Table:
    """A table row by row."""

    rows: list[Row] = field(default_factory=list)

    @property
    def is_layout(self) -> bool:
        """Whether tables inside hold more cells than the table itself: it only arranges them."""
        own = sum(len(row.cells) for row in self.rows)
        within = sum(map(_cell_count, self._tables()))
        return within > 0 and 2 * own <= own + within

    def _tables(self) -> Iterator["Table"]:
        for row in self.rows:
            for cell in row.cells:
                yield from (part for part in cell if isinstance(part, Table))


Content = list[str | Table]
"""Paragraphs and tables, in order."""


def _cell_count(table: Table) -> int:
    cells = [cell for row in table.rows for cell in row.cells]
    inner = (part for cell in cells for part in cell if isinstance(part, Table))
    return len(cells) + sum(map(_cell_count, inner))


@dataclass(slots=True)
class _Open:
    """A table that has not ended, with the row and the cell under way."""

    table: Table = field(default_factory=Table)
    row: Row = field(default_factory=Row)
    cell: Content = field(default_factory=list)


MAX_DEPTH = 20
"""Tables in tables; a paragraph that says it lies deeper is taken to lie as deep as this."""


def blocks(paragraphs: Iterable[tuple[str, Paragraph]]) -> Iterator[str | Table]:
    """Paragraphs outside of tables, and tables.

    Args:
        paragraphs: The text of each with what is known of it.
    """
    stack: list[_Open] = []
    for text, about in paragraphs:
        depth = min(about.depth, MAX_DEPTH)
        while len(stack) > depth:
            yield from _closed(stack)
        while len(stack) < depth:
            stack.append(_Open())
        if not stack:
            yield text
            continue
        top = stack[-1]
        if about.is_row_end:
            _end_row(top, about)
            continue
        top.cell.append(text)
        if about.is_cell_end:
            top.row.cells.append(top.cell)
            top.cell = []
    while stack:
        yield from _closed(stack)


def _end_row(top: _Open, about: Paragraph) -> None:
    top.row.start, top.row.defined = about.start, about.cells
    if top.row.cells:
        top.table.rows.append(top.row)
    top.row, top.cell = Row(), []


def _closed(stack: list[_Open]) -> Iterator[str | Table]:
    """End the innermost table: it is part of the cell around it, or of the text."""
    done = stack.pop()
    if done.cell:
        done.row.cells.append(done.cell)
    if done.row.cells:
        # A table without an end mark still shows its content.
        done.table.rows.append(done.row)
    if stack:
        stack[-1].cell.append(done.table)
    elif done.table.rows:
        yield done.table


def spanned_rows(table: Table) -> Iterator[list[tuple[Spanned, Content]]]:
    """The rows of a table: for each cell the columns that it covers, and what it holds."""
    edges = _edges(table)
    for row in table.rows:
        cells = row.defined
        if len(cells) != len(row.cells):
            yield [(Spanned("", 1), cell) for cell in row.cells]
            continue
        line: list[tuple[Spanned, Content]] = []
        at = _column(edges, row.start)
        if at:
            line.append((Spanned("", at), []))
        for defined, content in zip(cells, row.cells, strict=True):
            end = max(_column(edges, defined.end), at + 1)
            held = [] if defined.is_of_above or defined.is_of_left else content
            if defined.is_of_left and line:
                before, kept = line[-1]
                line[-1] = Spanned("", before.columns + end - at), kept
            else:
                line.append((Spanned("", end - at), held))
            at = end
        yield line


def _edges(table: Table) -> list[int]:
    """The edges of the columns of all rows, those that nearly fall together once."""
    rows = [row for row in table.rows if len(row.defined) == len(row.cells)]
    found = sorted({edge for row in rows for edge in (row.start, *(c.end for c in row.defined))})
    edges: list[int] = []
    for edge in found:
        if not edges or edge - edges[-1] > _SNAP:
            edges.append(edge)
    return edges


def _column(edges: list[int], place: int) -> int:
    """The number of the edge at or near a place."""
    at = bisect_left(edges, place)
    if at < len(edges) and edges[at] == place:
        return at
    return max(at - 1, 0)
