"""Tables that a tool leaves beside the text of a page: their rows in the place of its lines.

A tool that extracts tables from pages (pdfplumber and the like) leaves each page's text, in which
empty cells have vanished, and its tables with all their cells. The text says what stands around a
table and the table where each cell stands. A table takes the place of its lines only if it prints
the same figures as they do; else the text stands, and no figure is lost or read twice.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.reading.source import MAX_CELL, printed
from ingest.reading.spans import Spanned, place_spans, table_lines

Table = Sequence[Sequence[str | None]]

_FIGURE = re.compile(r"\d[\d,.，]*")
_LINE_ENDS = re.compile(r"[\r\n]+")
_COLUMNS = 2
"""A table has a row of so many cells; what has none, such as contents in a frame, is text."""

_STRAY = 1
"""Lines of other words that a table may have between its own: a header cell set over two."""


def with_tables(text: str, tables: Sequence[Table]) -> str:
    """The text of a page with the rows of its tables, tabbed, in the place of their lines.

    Args:
        text: The page's text, a line each.
        tables: The page's tables in reading order: rows of cells; a blank cell, or one that a
            merged cell covers, is None or empty.

    Returns:
        The lines. Those of a table that the text does not hold as such stand as they were.
    """
    lines = text.split("\n")
    out: list[str] = []
    done = 0
    for table in tables:
        span = _span(lines, done, table)
        if span is None:
            continue
        start, end = span
        out += lines[done:start]
        out += _rows(table)
        done = end
    return "\n".join([*out, *lines[done:]])


def _rows(table: Table) -> Iterator[str]:
    spanned = ([Spanned(_joined(cell)[:MAX_CELL]) for cell in row] for row in table)
    rows, width = place_spans(spanned)
    return (text for text, _ in table_lines(rows, width))


def _joined(cell: str | None) -> str:
    """The text of a cell; lines of Chinese are joined as they are set, without a blank."""
    return printed(_LINE_ENDS.sub("", cell or ""))


def _span(lines: Sequence[str], start: int, table: Table) -> tuple[int, int] | None:
    """The first stretch of lines, from `start` on, that prints just the figures of a table.

    A blank form has no figures: its stretch is the one that prints all its words.
    """
    cells = [cell for row in table for cell in row if cell]
    words = {word for cell in cells for word in cell.split()}
    wanted = Counter(figure for cell in cells for figure in _FIGURE.findall(cell))
    if all(sum(map(bool, row)) < _COLUMNS for row in table):
        return None
    own = [bool(line.split()) and all(w in words for w in line.split()) for line in lines]
    for first, last in _stretches(own, start):
        found = Counter(f for line in lines[first:last] for f in _FIGURE.findall(line))
        said = {word for line in lines[first:last] for word in line.split()}
        if found == wanted and (wanted or words <= said):
            return first, last
    return None


def _stretches(own: Sequence[bool], start: int) -> Iterator[tuple[int, int]]:
    """Runs of own lines, with at most a stray one between two of them."""
    first = last = None
    for index in range(start, len(own)):
        if own[index]:
            first = index if first is None else first
            last = index + 1
        elif first is not None and last is not None and index - last >= _STRAY:
            yield first, last
            first = last = None
    if first is not None and last is not None:
        yield first, last
