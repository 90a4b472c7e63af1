"""What is handed on of a table: the lines found, headings as slots, rows with figures.

What there is one of for every cell or row is a named tuple: made in half the time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from ingest.base.text import printed_unit, read_cell
from ingest.reading.model import Cell, Line

ZERO = Decimal(0)
_CACHED = 65_536

Status = Literal["present", "declared_empty", "announced_missing", "untyped", "uncertain"]
RowKind = Literal["total", "subtotal", "unit", "line"]
Doubt = Literal["never", "if_poor", "always"]
"""When it is in doubt what a row of a scan is: on a poor page more than on others."""
Placement = Literal["printed", "by_identity", "ambiguous"]


@dataclass(frozen=True, slots=True)
class TableSpan:
    """One table: what its title says and which lines of the document are its own.

    `body` holds the lines between title and notes; `empty_terms` the headings that a note says
    hold no data. Places are those of the title, or of the note or contents entry that stands
    for it.
    """

    table_no: str | None
    table_type: str | None
    scope: str | None
    title: str | None
    status: Status
    money_unit: str | None
    page: int
    line: int
    line_end: int
    body: tuple[Line, ...]
    empty_terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What the reader of a layout is told of the table and its document."""

    source_file: str
    table_type: str | None
    stage: str
    fiscal_year: int
    unit_names: tuple[str, ...]


class Value(NamedTuple):
    """An amount and the unit it is printed to, in the table's unit of money.

    `1,597.50` has the step 0.01; a blank has the step zero.
    """

    amount: Decimal = ZERO
    step: Decimal = ZERO


@lru_cache(maxsize=_CACHED)
def printed_value(text: str) -> Value | None:
    """The value of a cell, None where it is not an amount; tables repeat each other's figures."""
    amount = read_cell(text)[2]
    return None if amount is None else Value(amount, printed_unit(text))


class Figure(NamedTuple):
    """A figure printed in a row: its cell and its value."""

    cell: Cell
    value: Value


@dataclass(frozen=True, slots=True)
class Slot:
    """A column that figures may belong to: what its headings say and where it is hinted to be.

    `column` is the printed column (from 0), or None where the text has lost its columns;
    `measure` is None where no heading is known; `form_no` is the number that the form gives the
    column (栏次), None where it gives none; `year` is the one that its headings name, None where it
    is the document's.
    """

    order: int
    column: int | None
    measure: str | None
    phase: str | None
    heading: str
    form_no: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """One of the column groups that stand side by side in a table.

    `first` and `last` bound its printed columns; a table that has lost its columns has 0 and 0,
    and in `lines` the line that each slot's heading stands on: on one line, headings stand in the
    order of their columns, but over several lines nothing says how they interlock.
    `classification` tells groups of one side apart that show the same money by function and by
    economic class; None where there is one group of the side.
    """

    index: int
    side: str | None
    slots: tuple[Slot, ...]
    first: int
    last: int
    lines: tuple[int | None, ...] = ()
    classification: str | None = None


class RowTime(NamedTuple):
    """The time of a row's figures: a phase and year (None: the document's), or a change."""

    phase: str
    year: int | None
    change: str | None = None


class Row(NamedTuple):
    """One row of a segment. `label_column` tells rows apart that are set off against others.

    `places` are the slots of the figures, by order, where a row without columns prints every cell;
    `form_no` is the number that the form gives the row (行次); `place` is where its label begins;
    `time` is what the row says of its figures' time, where its columns do not; `economic_code` is
    what a row by function prints beside its own code, of the departmental economic classification;
    `doubt` is when a scan leaves in doubt of which class the row is.
    """

    row_no: int
    segment: int
    kind: RowKind
    code: str | None
    label: str | None
    label_column: int
    figures: tuple[Figure, ...]
    places: tuple[int, ...] = ()
    form_no: int | None = None
    place: Cell | None = None
    time: RowTime | None = None
    economic_code: str | None = None
    doubt: Doubt = "never"

    @property
    def digits(self) -> str:
        """The printed code without the blanks between its parts; empty where there is none."""
        return (self.code or "").replace(" ", "")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as read from its layout, before its figures are placed.

    `row_numbers` are the cells read as numbers of rows (行次) where nothing but the reading tells
    them: in text that has lost its columns. `counts` are cells that count things, no money; `texts`
    are cells of words under headings of text.
    """

    segments: tuple[Segment, ...]
    rows: tuple[Row, ...]
    unknown_headings: tuple[Cell, ...]
    row_numbers: tuple[Cell, ...] = ()
    counts: tuple[Cell, ...] = ()
    texts: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """What placement is told of a table.

    `phase` is that of the document, which ties and text speak of; `stated` is what the text says,
    by line and measure; `is_tied` is whether ties to other tables speak of this one; `money_unit`
    is the unit that the table declares.
    """

    table_type: str
    grid: Grid
    lines: Mapping[int, str]
    empty_terms: tuple[str, ...]
    phase: str
    stated: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    is_tied: bool = True
    money_unit: str | None = None


class Placed(NamedTuple):
    """A figure, the slot it belongs to, and how that is known. No slot: no heading for it."""

    row: Row
    figure: Figure
    slot: Slot | None
    placement: Placement
