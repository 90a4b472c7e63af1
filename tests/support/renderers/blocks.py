"""A disclosure's text as paragraphs and tables, with merged cells where headings leave blanks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

HEADS = 2
"""Rows of a table whose blanks are rendered as merged cells, as headings print them."""

LEFT, ABOVE = "<", "^"
"""Cells that belong to the one on their left or above; with them no blank is taken as merged."""

Table = list[list[str]]
Block = str | Table


@dataclass(frozen=True)
class Box:
    """A cell with its place and what it covers."""

    row: int
    column: int
    text: str
    columns: int = 1
    rows: int = 1


def blocks(text: str) -> Iterator[Block]:
    """The paragraphs of `text`, and its runs of tabbed lines as tables of equal rows."""
    table: Table = []
    for line in text.split("\n"):
        if "\t" in line:
            table.append([cell.strip() for cell in line.split("\t")])
            continue
        if table:
            yield _even(table)
            table = []
        yield line
    if table:
        yield _even(table)


def _even(table: Table) -> Table:
    width = max(len(row) for row in table)
    return [row + [""] * (width - len(row)) for row in table]


def boxes(table: Table) -> list[Box]:
    """The cells of a table in reading order; cells that others cover are left out."""
    is_marked = any(text in (LEFT, ABOVE) for row in table for text in row)
    covered: set[tuple[int, int]] = set()
    found = []
    for number, row in enumerate(table):
        for column, text in enumerate(row):
            if (number, column) in covered:
                continue
            box = Box(number, column, text)
            if is_marked:
                box = _marked(table, box)
            elif text and number < HEADS:
                box = _widened(table, box, covered)
            covered.update(
                (number + down, column + right)
                for down in range(box.rows)
                for right in range(box.columns)
            )
            found.append(box)
    return found


def _marked(table: Table, box: Box) -> Box:
    """A cell over those that are marked as belonging to it."""
    row = table[box.row]
    end = box.column + 1
    while end < len(row) and row[end] == LEFT:
        end += 1
    rows = 1
    while box.row + rows < len(table) and table[box.row + rows][box.column] == ABOVE:
        rows += 1
    return Box(box.row, box.column, box.text, end - box.column, rows)


def _widened(table: Table, box: Box, covered: set[tuple[int, int]]) -> Box:
    """A heading over the blanks right of it, and over those below within the headings."""
    row = table[box.row]
    end = box.column + 1
    while end < len(row) and not row[end] and (box.row, end) not in covered:
        end += 1
    rows = 1
    while (
        box.row + rows < min(HEADS, len(table))
        and not any(table[box.row + rows][box.column : end])
        and not any((box.row + rows, c) in covered for c in range(box.column, end))
    ):
        rows += 1
    return Box(box.row, box.column, box.text, end - box.column, rows)


def rows_of(found: Sequence[Box]) -> Iterator[list[Box]]:
    """The cells row by row; a row whose cells are all covered is empty."""
    last = max((box.row for box in found), default=-1)
    for number in range(last + 1):
        yield [box for box in found if box.row == number]
