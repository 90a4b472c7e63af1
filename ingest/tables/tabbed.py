"""Tables whose columns are kept as tab stops."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.errors import NotANumberError, Place
from ingest.model import Cell, Line
from ingest.normalise import decimals, fold, parse_number, strip_markup
from ingest.tables.codes import classification_code, is_code_token, row_kind
from ingest.tables.headings import SIDES, Heading, know, measure_of, phase_of
from ingest.tables.model import Figure, Grid, Row, Segment, Slot

_NUMERIC = re.compile(r"[\d.,，\-−+\s]*\d[\d.,，\-−+\s]*")
_NAMES_FIRST = ("项目名称", "科目名称")
_NO_FIGURE = re.compile(r"[-—–―/\s]*")


@dataclass(frozen=True, slots=True)
class Context:
    """What the reader of a layout is told of the table and its document."""

    source_file: str
    table_type: str | None
    stage: str
    unit_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    """A leaf of the heading tree: the path of headings over one column."""

    column: int
    path: tuple[Heading, ...]

    @property
    def role(self) -> str | None:
        term = self.path[-1].term
        return term.role if term else None


def read_tabbed(body: Sequence[Line], context: Context) -> Grid:
    """Read a tabbed body: headings into segments of slots, rows into figures.

    Raises:
        NotANumberError: A cell of a money column holds digits that are no number.
    """
    grid = [cells for line in body if "\t" in line.text and (cells := _cells(line))]
    heads, numbering, rows = _split(grid, context.table_type)
    columns = _leaves(heads)
    segments = _segments(columns, _numbered(numbering), context)
    unknown = tuple(c.path[-1].cell for c in columns if c.path[-1].term is None)
    return Grid(segments, tuple(_rows(rows, segments, columns, context)), unknown)


def _cells(line: Line) -> list[Cell]:
    """The cells of a line that hold text, each without markup, at its column and character."""
    cells, at = [], 1
    for column, text in enumerate(line.text.split("\t")):
        printed = strip_markup(text)
        if printed:
            cells.append(Cell(column, printed, line.page, line.number, at + text.find(printed[0])))
        at += len(text) + 1
    return cells


def _split(
    grid: Sequence[list[Cell]], table_type: str | None
) -> tuple[list[list[Heading]], list[list[Cell]], list[list[Cell]]]:
    """Part the heading rows and the numbering rows from the body rows."""
    heads: list[list[Heading]] = []
    numbering: list[list[Cell]] = []
    for index, cells in enumerate(grid):
        known = [know(cell, table_type) for cell in cells]
        if _is_numbering(known):
            numbering.append([cell for cell in cells if fold(cell.text).isdigit()])
            words = [head for head in known if not head.text.isdigit()]
            if any(head.term and head.term.role == "code" for head in words):
                heads.append([h for h in words if h.term and h.term.role != "numbering"])
        elif _is_heading(known, first=not heads):
            heads.append(known)
        elif not _is_blank_total(known):
            return heads, numbering, list(grid[index:])
    return heads, numbering, []


def _is_numbering(known: Sequence[Heading]) -> bool:
    """A row that numbers the columns: 1, 2, 3, ... and at most words of the heading beside."""
    numbers = [int(head.text) for head in known if head.text.isdigit()]
    words = [head for head in known if not head.text.isdigit()]
    if any(head.term is None or head.term.role not in {"code", "numbering"} for head in words):
        return False
    is_sequence = numbers == list(range(1, len(numbers) + 1))
    has_word = any(head.term and head.term.role == "numbering" for head in words)
    return is_sequence and (has_word or len(numbers) > 1)


def _is_heading(known: Sequence[Heading], *, first: bool) -> bool:
    if any(parse_number(head.cell.text) is not None for head in known):
        return False
    named = [head for head in known if head.term is not None]
    return first or (bool(named) and not _is_blank_total(known))


def _is_blank_total(known: Sequence[Heading]) -> bool:
    """A lone 合计 is a total row without figures, not a heading."""
    return len(known) == 1 and known[0].text in {"合计", "总计"}


def _leaves(heads: Sequence[Sequence[Heading]]) -> list[_Column]:
    """The columns under the headings, left to right.

    A heading reaches to the right until the next one of its row; one with headings under it is a
    group and no column of its own.
    """
    paths: dict[int, tuple[Heading, ...]] = {}
    for row in heads:
        above = dict(paths)
        parents = sorted(above)
        taken: set[int] = set()
        for head in row:
            column = head.cell.column
            over = max((p for p in parents if p <= column), default=None)
            if over is None:
                paths[column] = (head,)
                continue
            taken.add(over)
            paths[column] = (*above[over], head)
        for column in taken - {head.cell.column for head in row}:
            del paths[column]
    return [_Column(column, paths[column]) for column in sorted(paths)]


def _numbered(numbering: Sequence[Sequence[Cell]]) -> list[int]:
    """The printed columns that a numbering row gives numbers to."""
    return next(([cell.column for cell in cells] for cells in numbering if cells), [])


def _segments(
    columns: Sequence[_Column], numbered: Sequence[int], context: Context
) -> tuple[Segment, ...]:
    """Group the columns that stand side by side: a label after a measure begins a new group."""
    groups: list[list[_Column]] = [[]]
    for column in columns:
        has_measure = any(_is_slot(c) for c in groups[-1])
        if has_measure and column.role in {"label", "code", "row_no", "unit_code"}:
            groups.append([])
        groups[-1].append(column)
    slots = [[c for c in group if _is_slot(c)] for group in groups]
    flat = [c for group in slots for c in group]
    hints = {id(c): c.column for c in flat}
    if len(numbered) == len(flat):
        # The numbering row stands under the figures where a heading has slipped a column.
        hints = {id(c): column for c, column in zip(flat, numbered, strict=True)}
    starts = [group[0].column if group else 0 for group in groups]
    return tuple(
        Segment(
            index,
            _side(group),
            tuple(_slot(order, c, hints[id(c)], context) for order, c in enumerate(slots[index])),
            0 if index == 0 else starts[index],
            starts[index + 1] - 1 if index + 1 < len(groups) else 10_000,
        )
        for index, group in enumerate(groups)
    )


def _is_slot(column: _Column) -> bool:
    return column.role in {"measure", "group", None}


def _slot(order: int, column: _Column, hint: int, context: Context) -> Slot:
    terms = [head.term for head in column.path]
    return Slot(
        order,
        hint,
        measure_of(terms),
        phase_of(terms, context.stage),
        " / ".join(head.cell.text for head in column.path),
    )


def _side(group: Sequence[_Column]) -> str | None:
    texts = {head.text for column in group for head in column.path[:-1]}
    named = {side for text, side in SIDES.items() if text in texts}
    return named.pop() if len(named) == 1 else None


def _rows(
    grid: Sequence[list[Cell]],
    segments: Sequence[Segment],
    columns: Sequence[_Column],
    context: Context,
) -> Iterator[Row]:
    roles = {column.column: column for column in columns}
    has_total = False
    for row_no, cells in enumerate(grid, start=1):
        carried: Cell | None = None
        for segment in segments:
            own = [c for c in cells if segment.first <= c.column <= segment.last]
            # A total's label may stand in one segment and its figure in the next.
            label = _label(own, roles) or (carried if own else None)
            figures = tuple(_figures(own, label, roles, segment, context))
            carried = label
            if label is None and not figures:
                continue
            kind = row_kind(label.text if label else None, context.unit_names, has_total=has_total)
            has_total = has_total or kind == "total"
            yield Row(
                row_no,
                segment.index,
                kind,
                None if kind == "unit" else _code(own, label),
                label.text if label else None,
                label.column if label else -1,
                figures,
            )


def _code(cells: Sequence[Cell], label: Cell | None) -> str | None:
    """The classification code among the cells before the label."""
    before = [fold(c.text) for c in cells if label and c.column < label.column]
    return classification_code([text for text in before if is_code_token(text)])


def _label(cells: Sequence[Cell], roles: dict[int, _Column]) -> Cell | None:
    """The cell that names the row: under the heading of names where it is, else the first text."""
    texts = [c for c in cells if parse_number(c.text) is None and not _NO_FIGURE.fullmatch(c.text)]
    for name in _NAMES_FIRST:
        for cell in texts:
            column = roles.get(cell.column)
            if column and column.path[-1].text == name:
                return cell
    return texts[0] if texts else None


def _figures(
    cells: Sequence[Cell],
    label: Cell | None,
    roles: dict[int, _Column],
    segment: Segment,
    context: Context,
) -> Iterator[Figure]:
    slots = {slot.column for slot in segment.slots}
    for cell in cells:
        role = roles[cell.column].role if cell.column in roles else None
        if role in {"row_no", "text"} or (label and cell.column <= label.column):
            continue
        if label is None and role in {"code", "unit_code"}:
            continue
        value = parse_number(cell.text)
        if value is not None:
            step = Decimal(1).scaleb(-decimals(cell.text))
            yield Figure(cell, value, step)
        elif cell.column in slots and _NUMERIC.fullmatch(cell.text):
            raise NotANumberError(
                Place(context.source_file, cell.page, cell.line),
                f"{cell.text!r} in a money column is no number.",
                "Compare it with the published document and correct the file.",
            )
