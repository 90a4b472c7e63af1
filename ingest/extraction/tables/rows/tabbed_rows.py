"""The rows of tables with tab stops between columns: what each is, its name, code and figures."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.base.text import is_broken_number, is_error
from ingest.extraction.tables.heads.columns import Column
from ingest.extraction.tables.heads.naming import economic_columns, name_columns, other_columns
from ingest.extraction.tables.model import (
    ZERO,
    Context,
    Figure,
    Row,
    RowKind,
    Segment,
    printed_value,
)
from ingest.extraction.tables.rows.items import is_time, time_of
from ingest.extraction.tables.scanned.doubted import doubt_of, forget_unread
from ingest.extraction.tables.words.codes import (
    CodedLabel,
    classification_code,
    coded_label,
    economic_code,
    is_code_token,
    is_unit_number,
    names_body,
    names_unit,
    row_kind,
)
from ingest.reading.model import NO_COLUMN, Cell
from ingest.vocabulary.classes import register_of

NO_FIGURE = re.compile(r"[-—–―－/\s*]*")
"""What stands in the place of a figure."""

LONGEST_ROW_NUMBER = 3
_SUBTOTAL = "小计"
_NAMES = {"label", "code", "unit_code", None}
_PARTS = ("类", "款", "项")
_LAST_CLASS = -1
"""Where the parts of codes above hold the class of the last row, if it printed one."""
_LEAST_ROWS = 3
_NO_MONEY = {"row_no", "text", "count", "code", "unit_code"}
_NO_NAME = {"text", "count"}
_NAMING_ROLES = {"code", "label", "row_no", "unit_code"}


@dataclass(frozen=True, slots=True)
class Frame:
    """What the cells of a body are read by: what the headings say of each column, and the context.

    Attributes:
        roles: The role of each column.
        parts: Columns that hold one part of a code: 类 0, 款 1, 项 2.
        names: Columns under headings that name the rows, the surest first.
        context: The table and its document.
        is_all_total: Whether the table names nothing that its amounts are of.
        economic: In a table by function, columns of economic codes and names.
        others: In a table by economic class of the department, columns of the government's.
    """

    roles: Mapping[int, str | None]
    parts: Mapping[int, int]
    names: tuple[int, ...]
    context: Context
    is_all_total: bool
    economic: frozenset[int]
    others: frozenset[int]


def frame_of(columns: Sequence[Column], context: Context) -> Frame:
    """What the headings of a table say of its columns.

    Args:
        columns: The columns of its head.
        context: The table and its document.
    """
    heads = [(column.column, column.path[-1].text) for column in columns]
    roles = {column.column: column.role for column in columns}
    is_named = not roles or not _NAMES.isdisjoint(roles.values())
    return Frame(
        roles=roles,
        parts={column: _PARTS.index(text) for column, text in heads if text in _PARTS},
        names=name_columns(columns, context),
        context=context,
        # Its one row is its total; but a 三公 table names its items by its columns.
        is_all_total=not is_named and "three_public" not in (context.table_type or ""),
        economic=economic_columns(columns, context),
        others=other_columns(columns, context),
    )


def rows_of(
    grid: Sequence[Sequence[Cell]], segments: Sequence[Segment], frame: Frame
) -> Iterator[Row]:
    """The rows of a body, in each of its segments.

    Args:
        grid: The cells of its lines, without headings.
        segments: The column groups that stand side by side.
        frame: What the headings say of the columns.
    """
    has_total = False
    parts: dict[int, str] = {}
    above: dict[int, Cell] = {}
    nameless = _nameless_total(grid, frame)
    for row_no, cells in enumerate(grid, start=1):
        carried: Cell | None = None
        for segment in segments:
            first, last = segment.first, segment.last
            own = [cell for cell in cells if first <= cell.column <= last]
            label, is_subtotal = _name(own, frame, above)
            label = label or (carried if own else None)
            figures = tuple(_figures(own, label, frame))
            carried = None if figures else _carries(label)
            if label is None and not figures:
                continue
            named = coded_label(label.text) if label else None
            is_other = label is not None and label.column in frame.others
            coded = own if is_other else [c for c in own if c.column not in frame.others]
            kind, code = _kind_and_code(coded, label, frame, parts, has_total=has_total)
            if kind == "line":
                is_total = label is None and (frame.is_all_total or row_no in nameless)
                # A class of the government alone is the sum of the department's below it.
                is_part = is_subtotal or is_other
                kind = "subtotal" if is_part else "total" if is_total else kind
            has_total = has_total or kind == "total"
            text, column = (named.name, label.column) if named and label else (None, -1)
            form_no = _form_no(own, frame)
            time = time_of([cell.folded for cell in own], frame.context)
            economic = economic_code([c.folded for c in own if c.column in frame.economic])
            row = Row(row_no, segment.index, kind, code, text, column, figures, (), form_no, label)
            has_codes = code is not None or "code" in frame.roles.values()
            is_line = kind == "line" or label is None
            if own[0].confidence is not None and is_line and has_codes:
                forget_unread(coded, frame.parts, parts)
                under = [c for c in coded if frame.roles.get(c.column) == "code" and c is not label]
                doubt = doubt_of(code, label, named or CodedLabel(""), under)
                row = row._replace(doubt=doubt)
            yield row._replace(time=time, economic_code=economic) if time or economic else row


def _nameless_total(grid: Sequence[Sequence[Cell]], frame: Frame) -> frozenset[int]:
    """The first row of a table by class that has figures alone, where no row is named a total.

    None of its figures is less than another of its column.
    """
    if register_of(frame.context.table_type) is None or len(grid) < _LEAST_ROWS:
        return frozenset()
    if any(c.amount is None or frame.roles.get(c.column) in _NAMING_ROLES for c in grid[0]):
        return frozenset()
    for cell in grid[0]:
        below = (c.amount for row in grid[1:] for c in row if c.column == cell.column)
        if cell.amount and cell.amount < max((a for a in below if a is not None), default=ZERO):
            return frozenset()
    names = frame.context.unit_names
    kinds = (row_kind(c.text, names, has_total=False) for row in grid for c in row)
    return frozenset() if "total" in kinds else frozenset({1})


def _form_no(cells: Sequence[Cell], frame: Frame) -> int | None:
    """The number that the form gives the row: the cell under 行次."""
    numbers = (c.folded for c in cells if frame.roles.get(c.column) == "row_no")
    return next((int(text) for text in numbers if text.isdecimal()), None)


def _carries(label: Cell | None) -> Cell | None:
    """The label of a total may stand in one segment and its figure in the next."""
    kind = row_kind(label.text, (), has_total=False) if label else None
    return label if kind in {"total", "subtotal"} else None


def _kind_and_code(
    cells: Sequence[Cell],
    label: Cell | None,
    frame: Frame,
    parts: dict[int, str],
    *,
    has_total: bool,
) -> tuple[RowKind, str | None]:
    """What a row is, and the classification code among the cells beside its name or with it."""
    named = coded_label(label.text) if label else CodedLabel("")
    names = frame.context.unit_names
    kind = row_kind(named.name if label else None, names, has_total=has_total)
    beside = [cell for cell in cells if label and _may_be_code(cell, label, frame)]
    above = _parts_above(beside, frame, parts) if beside and frame.parts else []
    tokens = [cell.folded for cell in beside]
    code = classification_code([*above, *tokens], frame.context.table_type)
    under_code = [cell.folded for cell in beside if frame.roles.get(cell.column) == "code"]
    code = code or _under_class(under_code, parts)
    under_unit = [frame.roles.get(cell.column) == "unit_code" for cell in beside]
    if kind == "line" and names_unit(code, under_unit, frame.context):
        kind = "unit"
    code = code or named.code
    is_unit = named.is_unit or any(map(is_unit_number, tokens))
    is_unit = is_unit or (label is not None and names_body(named.name))
    if kind == "line" and is_unit and code is None and register_of(frame.context.table_type):
        kind = "unit"
    parts[_LAST_CLASS] = (code or "").replace(" ", "")[: len("208")]
    return kind, None if kind == "unit" else code


def _under_class(tokens: Sequence[str], parts: Mapping[int, str]) -> str | None:
    """The code that a lone 款 is part of, where one column holds 208, under it 05, and 2080505."""
    above = parts.get(_LAST_CLASS)
    is_part = len(tokens) == 1 and len(tokens[0]) == len("05")
    return f"{above} {tokens[0]}" if above and is_part else None


def _may_be_code(cell: Cell, label: Cell, frame: Frame) -> bool:
    """Whether a cell may hold a code: digits before the name, or anywhere under a code's heading.

    A number that counts rows is none, but a whole code is one under whatever heading.
    """
    role = frame.roles.get(cell.column)
    if not is_code_token(cell.folded) or (
        role == "row_no" and len(cell.folded) <= LONGEST_ROW_NUMBER
    ):
        return False
    return cell.column < label.column or role == "code"


def _parts_above(before: Sequence[Cell], frame: Frame, parts: dict[int, str]) -> list[str]:
    """The parts of a code that only the rows above print, where 类, 款 and 项 have columns.

    Such forms print 208, under it 02, under that 01; `parts` holds what was printed last.
    """
    own = {frame.parts[c.column]: c.folded for c in before if c.column in frame.parts}
    first = min(own, default=0)
    for level in [level for level in parts if own and level >= first]:
        del parts[level]
    above = [parts[level] for level in range(first) if level in parts]
    parts.update(own)
    is_part = len(above) == first and all(len(text) == len("01") for text in own.values())
    return above if is_part else []


def _name(cells: Sequence[Cell], frame: Frame, above: dict[int, Cell]) -> tuple[Cell | None, bool]:
    """The cell that names the row, and whether the row is the subtotal of a group.

    A name stands once for all rows that it spans; `above` holds, by column, the last one printed.
    A lone 小计 is named by its group; a row that only says how a thing is bought, by the thing.
    """
    texts = [cell for cell in cells if not is_figure(cell)]
    label = _label(texts, frame)
    named = [cell for cell in texts if cell.folded != _SUBTOTAL]
    times = [cell for cell in named if is_time(cell.folded, frame.context)]
    if label in times:
        # The unit before 2024年 names the row, or the one whose name spans it.
        label = next((cell for cell in named if cell not in times), label)
    if label and all(frame.roles.get(cell.column) in _NO_NAME or cell in times for cell in named):
        left = [column for column in above if column < label.column]
        label = above[max(left)] if left else label
    for cell in named:
        if cell in times:
            continue
        if frame.roles.get(cell.column) in {"label", None}:
            for column in [column for column in above if column >= cell.column]:
                del above[column]
            above[cell.column] = cell
    return label, len(named) < len(texts)


def _label(texts: Sequence[Cell], frame: Frame) -> Cell | None:
    """The text that names the row: under the heading of names where it is, else the first."""
    for column in frame.names:
        for cell in texts:
            if cell.column == column:
                return cell
    return texts[0] if texts else None


def _figures(cells: Sequence[Cell], label: Cell | None, frame: Frame) -> Iterator[Figure]:
    """The figures after the label."""
    behind = label.column if label else NO_COLUMN
    for cell in cells:
        if cell.column <= behind or frame.roles.get(cell.column) in _NO_MONEY:
            continue
        if (value := printed_value(cell.text)) is not None:
            yield Figure(cell, value)


def is_figure(cell: Cell) -> bool:
    """Whether a cell holds a figure, a broken one, or the dash that stands for none."""
    if cell.amount is not None or NO_FIGURE.fullmatch(cell.text):
        return True
    return is_broken_number(cell.folded) or is_error(cell.folded)
