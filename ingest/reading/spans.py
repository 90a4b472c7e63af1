"""Tables as formats with cells give them: spans in, one line per row out.

A merged cell prints its text in its first column and row; what it covers is blank, so that every
column stays where it is. A row is one line with its cells at their tab stops.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

MAX_COLUMNS = 1_024
"""No printed table is wider than this: the widest seen has 22 columns."""

MAX_AREA = 2_000_000
"""Rows times columns of one table; the largest filing seen holds under 20,000 cells in all."""

_NOTE = re.compile(r"\s*(?:注|说明|备注)\s*[:：]")
_SENTENCE = re.compile(r"[。；]\s*$")
_CAPTION = re.compile(r"表\s*(?:[（(][^（()）]*[）)])?\s*$|单位\s*[:：]|[。；]\s*$")
_LONG = 60
"""A text longer than this in the only cell of a row is a sentence, whatever it ends in."""


class GridTooLargeError(Exception):
    """A table beyond the bounds above; the reader says where it stands."""


@dataclass(frozen=True, slots=True)
class Spanned:
    """A cell as its format gives it: its text and how many columns and rows it covers."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell that prints something: its first column (from 0), the columns covered, its text.

    `box` is where it stands in the document (`Line.boxes`).
    """

    column: int
    columns: int
    text: str
    box: str = ""


Printed = tuple[str, tuple[str, ...]]
"""A line and the boxes of the texts between its tab stops."""


def place_spans(rows: Iterable[Iterable[Spanned]]) -> tuple[list[list[Placed]], int]:
    """Place cells at their columns, as those that span rows push the cells below to the right.

    Returns:
        The printing cells of each row, and the table's width in columns.

    Raises:
        GridTooLargeError: The table is wider or larger than any printed one.
    """
    placed: list[list[Placed]] = []
    taken_to: dict[int, int] = {}
    width = area = 0
    for number, cells in enumerate(rows):
        column = 0
        row: list[Placed] = []
        for cell in cells:
            while taken_to.get(column, -1) >= number:
                column += 1
            end = column + max(cell.columns, 1)
            if end > MAX_COLUMNS:
                raise GridTooLargeError(f"row {number + 1} has more than {MAX_COLUMNS} columns")
            if cell.rows > 1:
                taken_to.update(dict.fromkeys(range(column, end), number + cell.rows - 1))
            if cell.text:
                row.append(Placed(column, end - column, cell.text, f"{number + 1}:{column + 1}"))
            column = end
        placed.append(row)
        width = max(width, column)
        area += column
        if area > MAX_AREA:
            raise GridTooLargeError(f"it has more than {MAX_AREA} cells")
    return placed, width


def table_lines(
    rows: Sequence[Sequence[Placed]], width: int, *, is_sheet: bool = False
) -> Iterator[Printed]:
    """The rows of a table as lines with their boxes.

    What stands alone in its row above the table is its title, below it a note: plain lines, as
    in a document that has them outside of the table. Inside of it only a note is one.

    Args:
        rows: The printing cells of each row, by column.
        width: The table's columns.
        is_sheet: Whether `rows` are a whole sheet: tables with titles, notes and sentences
            between them in the first column; in a table of its own they span it.
    """
    full = [number for number, row in enumerate(rows) if len(row) > 1]
    first, last = (full[0], full[-1]) if full else (len(rows), len(rows))
    free = set(_free_rows(rows, first, last)) if is_sheet else set()
    for number, row in enumerate(rows):
        is_outside = number < first or number > last
        if not row:
            yield "", ()
        elif len(row) > 1:
            yield _tabbed(row)
        elif width == 1 or number in free or _is_plain(row[0], width, is_outside=is_outside):
            yield row[0].text, (row[0].box,)
        else:
            yield _tabbed(row)


def _is_plain(cell: Placed, width: int, *, is_outside: bool) -> bool:
    """Whether the only cell of a row is a title or a note, wherever tables end."""
    if cell.column == 0 and _NOTE.match(cell.text):
        return True
    is_said = cell.columns >= width or len(cell.text) > _LONG or _SENTENCE.search(cell.text)
    return is_outside and bool(is_said)


def _free_rows(rows: Sequence[Sequence[Placed]], first: int, last: int) -> Iterator[int]:
    """The rows of a sheet that belong to no table: above, below and between its tables.

    Right below a table may stand its last row, a total without figures; what comes after a
    blank row or a note does not belong to it. Between rows of one table there may be a blank row
    too: so it takes a title, a unit of money or a sentence there to separate two tables.
    """
    run: list[int] = []
    for number, row in enumerate([*rows, None]):
        if row is not None and (not row or (len(row) == 1 and row[0].column == 0)):
            run.append(number)
            continue
        texts = [rows[at][0].text if rows[at] else "" for at in run]
        if run and run[0] < first:
            yield from run
        elif run and (run[-1] > last or any(map(_CAPTION.search, texts))):
            apart = (at for at, text in enumerate(texts) if not text or _NOTE.match(text))
            yield from run[next(apart, len(run)) :]
        run = []


def _tabbed(row: Sequence[Placed]) -> Printed:
    """A row with a tab for each column up to its last cell, and one at least."""
    parts = []
    boxes: list[str] = []
    column = 0
    for cell in row:
        parts.append("\t" * (cell.column - column) + cell.text)
        boxes += [""] * (cell.column - len(boxes)) + [cell.box]
        column = cell.column
    line = "".join(parts)
    return (line if "\t" in line else line + "\t"), tuple(boxes)


def numbered(lines: Iterable[Printed], table: int) -> Iterator[Printed]:
    """Lines of a table with the number of the table before each box (`2:5:3`)."""
    for text, boxes in lines:
        yield text, tuple(f"{table}:{box}" if box else "" for box in boxes)
