"""Tables with tab stops between columns: headings and numbering rows, separated from the rows."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.extraction.tables.heads.columns import Column, by_content, leaves, segments_of
from ingest.extraction.tables.heads.renesting import renested
from ingest.extraction.tables.model import Context, Grid, Row, Segment
from ingest.extraction.tables.placing.families import with_department_totals
from ingest.extraction.tables.rows.items import without_counts
from ingest.extraction.tables.rows.tabbed_rows import (
    LONGEST_ROW_NUMBER,
    NO_FIGURE,
    Frame,
    frame_of,
    is_figure,
    rows_of,
)
from ingest.extraction.tables.scanned.doubted import with_doubted_rows
from ingest.extraction.tables.words.headings import Heading, know
from ingest.extraction.tables.words.titles import is_number
from ingest.reading.model import Cell, Line

_STARS = re.compile(r"\*+")
_WORD = re.compile(r"[一-鿿]{2}")
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,2})\)?(?:=[\d+\-*/()]+)?栏?")
_CAPTION = re.compile(
    r"单位:|部门:|单位名称:|日期:|年度:|^(?:附|公开|预算|决算)?\d*表\d*$|总表$|(?:支出|收入|决算|预算)表$"
)


def read_tabbed(body: Sequence[Line], context: Context) -> Grid:
    """Read a tabbed body: headings into segments of slots, rows into figures."""
    grid = [line.cells for line in body if "\t" in line.text and line.cells]
    heads, numbering, body_rows = _split(grid, context)
    columns = leaves(heads)
    unknown = tuple(c.path[-1].cell for c in columns if c.role is None)
    columns = by_content(columns, body_rows, context)
    numbered = _numbered(numbering)
    frame = frame_of(columns, context)
    segments = segments_of(columns, numbered, context, body_rows)
    rows, counts = without_counts(rows_of(body_rows, segments, frame), context)
    if len(segments) == 1 and (lost := _columns_without_slot(rows, segments[0])):
        columns_numbered = [column for column, _ in numbered]
        target = columns_numbered if len(numbered) > len(segments[0].slots) else lost
        if len(target) != len(segments[0].slots):
            segments = renested(heads, target, context) or segments
        rows, counts = without_counts(rows_of(body_rows, segments, frame), context)
    # What a row numbers a lone column by, nothing but its place tells.
    lone = tuple(cells[0] for cells in numbering if len(cells) == 1)
    lone += tuple(_row_numbers(body_rows, frame))
    unknown += _unknown_groups(columns, segments)
    counts += tuple(c for c in _under("count", body_rows, frame) if c.amount is not None)
    texts = tuple(c for c in _under("text", body_rows, frame) if _WORD.search(c.folded))
    read = tuple(with_doubted_rows(with_department_totals(rows), segments, context.table_type))
    return Grid(segments, read, unknown, lone, counts, texts)


def _row_numbers(rows: Iterable[Sequence[Cell]], frame: Frame) -> Iterator[Cell]:
    """The cells under headings of row numbers (行次) that number a row, in order or not."""
    cells = _under("row_no", rows, frame)
    return (c for c in cells if c.folded.isdecimal() and len(c.folded) <= LONGEST_ROW_NUMBER)


def _under(role: str, rows: Iterable[Sequence[Cell]], frame: Frame) -> Iterator[Cell]:
    """The cells of rows in columns of a role."""
    columns = {column for column, own in frame.roles.items() if own == role}
    for cells in rows if columns else ():
        yield from (cell for cell in cells if cell.column in columns)


def _unknown_groups(columns: Sequence[Column], segments: Sequence[Segment]) -> tuple[Cell, ...]:
    """The unknown headings over columns that they leave without a measure."""
    paths = {column.column: column.path[:-1] for column in columns if column.role is not None}
    bare = [slot for segment in segments for slot in segment.slots if slot.measure is None]
    over = (head for slot in bare for head in paths.get(slot.column or 0, ()))
    return tuple(dict.fromkeys(head.cell for head in over if head.term is None))


def _numbered(numbering: Sequence[Sequence[Cell]]) -> list[tuple[int, int]]:
    """The columns that the numbering row numbers, each with its number."""
    cells = numbering[0] if numbering else ()
    numbers = ((cell.column, _column_number(cell.folded)) for cell in cells)
    return [(column, number) for column, number in numbers if number is not None]


def _columns_without_slot(rows: Iterable[Row], segment: Segment) -> list[int]:
    """Every column that holds figures, where one of them is not a slot's; else none."""
    columns = {figure.cell.column for row in rows for figure in row.figures}
    return sorted(columns) if columns - {slot.column for slot in segment.slots} else []


def _split(
    grid: Sequence[Sequence[Cell]], context: Context
) -> tuple[list[list[Heading]], list[list[Cell]], list[Sequence[Cell]]]:
    """Part the heading rows and the numbering rows from the body rows."""
    heads: list[list[Heading]] = []
    numbering: list[list[Cell]] = []
    for index, cells in enumerate(grid):
        known = [know(cell, context.table_type, context.fiscal_year) for cell in cells]
        if _is_numbering(known) or _is_lone_number(known, heads):
            numbering.append([cell for cell in cells if _column_number(cell.folded)])
            words = [head for head in known if not _column_number(head.text)]
            if any(head.term and head.term.role == "code" for head in words):
                heads.append([h for h in words if h.term and h.term.role != "numbering"])
        elif not heads and _is_caption(known):
            continue
        elif _is_heading(known, first=not heads):
            heads.append(known)
        elif not _is_blank_total(known):
            # A table that goes on over a page repeats its headings there.
            return heads, numbering, _without_repeats(grid[index:], grid[:index])
    return heads, numbering, []


def _without_repeats(
    rows: Sequence[Sequence[Cell]], above: Sequence[Sequence[Cell]]
) -> list[Sequence[Cell]]:
    """The rows that do not stand among those above; few need more than their first cell read."""
    repeated = {_texts(cells) for cells in above}
    first_cells = {texts[0] for texts in repeated}
    return [row for row in rows if row[0].folded not in first_cells or _texts(row) not in repeated]


def _texts(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(cell.folded for cell in cells)


def _is_caption(known: Sequence[Heading]) -> bool:
    """A row above the headings: the table's number or title, who files, the unit of money."""
    if any(head.term for head in known):
        return False
    return any(is_number(head.text) or _CAPTION.search(head.text) for head in known)


def _column_number(text: str) -> int | None:
    """The number that a numbering row gives a column: `3`, `(3)`, `3=1+2`, `3栏`; else none."""
    found = _COLUMN_NUMBER.fullmatch(text)
    return int(found[1]) if found else None


def _is_numbering(known: Sequence[Heading]) -> bool:
    """A row that numbers the columns: 1, 2, 3, ... and at most words of the heading beside."""
    said = [head for head in known if not NO_FIGURE.fullmatch(head.text)]
    numbers = [number for head in said if (number := _column_number(head.text))]
    words = [head for head in said if not _column_number(head.text)]
    if any(head.term is None or head.term.role not in {"code", "numbering"} for head in words):
        return False
    is_sequence = bool(numbers) and numbers == list(range(1, len(numbers) + 1))
    has_word = any(head.term and head.term.role == "numbering" for head in words)
    # `**` stands under the headings that a form does not number.
    has_word = has_word or any(_STARS.fullmatch(head.cell.text) for head in known)
    return is_sequence and (has_word or len(numbers) > 1)


def _is_lone_number(known: Sequence[Heading], heads: Sequence[Sequence[Heading]]) -> bool:
    """A bare 1 right under headings of names or codes: the number of the only column of figures."""
    names = any(h.term and h.term.role in {"label", "code"} for row in heads for h in row)
    said = [head.text for head in known if not NO_FIGURE.fullmatch(head.text)]
    return names and said == ["1"] and len(known) < len(heads[-1])


def _is_heading(known: Sequence[Heading], *, first: bool) -> bool:
    if any(is_figure(head.cell) for head in known):
        return False
    named = [head for head in known if head.term is not None]
    return first or (bool(named) and not _is_blank_total(known))


def _is_blank_total(known: Sequence[Heading]) -> bool:
    """A lone 合计 is a total row without figures, not a heading."""
    return len(known) == 1 and known[0].text in {"合计", "总计"}
