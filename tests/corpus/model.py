"""What a made-up disclosure is before it is printed: tables of columns, lines and figures."""

from dataclasses import dataclass, field
from typing import Literal

RowKind = Literal["total", "subtotal", "unit", "line"]
Layout = Literal["tabbed", "flat"]


@dataclass(frozen=True, slots=True)
class Style:
    """How a document prints: its layout, its unit of money and its habits."""

    layout: Layout
    money_unit: str
    step: int
    places: int
    thousands: bool
    zeros: bool
    split_codes: bool
    total_label: str
    fund_columns: bool
    total_first: bool

    def money(self, yuan: int) -> str | None:
        """An amount as printed, rounded on its own; None where a zero is left blank.

        `step` is what the last digit is worth in yuan.
        """
        if yuan == 0:
            return f"{0:.{self.places}f}" if self.zeros else None
        units = (yuan + self.step // 2) // self.step
        value = units / 10**self.places
        return f"{value:,.{self.places}f}" if self.thousands else f"{value:.{self.places}f}"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: the headings over it, outermost first, and what it measures."""

    path: tuple[str, ...]
    measure: str
    phase: str | None = None
    form_no: int | None = None


@dataclass(slots=True)
class Line:
    """A line of a table: what stands before the figures, and a figure or a blank per column.

    `names` are the cells before the figures as printed; `code` and `label` what they say.
    """

    names: tuple[str, ...]
    code: str | None
    label: str | None
    kind: RowKind
    cells: list[str | None]
    form_no: int | None = None
    depth: int | None = None


@dataclass(slots=True)
class Part:
    """One of the groups of columns that stand side by side."""

    side: str
    columns: tuple[Column, ...]
    lines: list[Line]
    width: int


@dataclass(slots=True)
class Table:
    """A table: its title, what its title says, its headings as rows of cells, and its parts.

    `lacks` is what the note under an empty form says that there is none of.
    """

    table_type: str
    scope: str | None
    title: str
    heads: list[list[str]]
    parts: list[Part]
    note: str | None = None
    lacks: str | None = None
    is_missing: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether no figure is printed."""
        return not any(c for part in self.parts for line in part.lines for c in line.cells)


@dataclass(frozen=True, slots=True)
class Fault:
    """An injected fault: what kind, where, what is printed and what is true."""

    kind: str
    table_type: str
    code: str | None
    label: str | None
    measure: str | None
    printed: str | None
    true: str | None


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure that the narrative states, with what its sentence says of it.

    Attributes:
        subject: What it is said of, as printed.
        metric: What it measures.
        value: The figure as printed.
        unit: Its unit as printed.
        sentence: The number of its sentence, from 0.
        scope: Which money the sentence speaks of, where it says so.
        phase: Another than the filing's own, such as the budget that final accounts came of.
        path: The classes that the sentence names above the subject, and the subject.
        whole: What a share or a rate is of.
        base: The amount that it belongs to, by its number among those stated, from 0.
        whole_no: The amount that it is of, likewise.
        is_less: Whether the words say that it goes down.
    """

    subject: str
    metric: str
    value: str
    unit: str
    sentence: int
    scope: str | None = None
    phase: str | None = None
    path: str | None = None
    whole: str | None = None
    base: int | None = None
    whole_no: int | None = None
    is_less: bool = False


@dataclass(slots=True)
class Disclosure:
    """A made-up disclosure: who files what, its tables, its sentences, and its faults."""

    unit_name: str
    year: int
    stage: str
    style: Style
    tables: list[Table]
    sentences: list[str]
    stated: list[Stated]
    document_id: str
    faults: list[Fault] = field(default_factory=list)

    @property
    def phase(self) -> str:
        """The phase of its figures, where nothing says another."""
        return "initial_budget" if self.stage == "budget" else "final"

    @property
    def kind(self) -> str:
        """What it is called: 预算 or 决算."""
        return "预算" if self.stage == "budget" else "决算"

    @property
    def year_words(self) -> str:
        """Its year as it prints it: 2023年, 2022年度."""
        return f"{self.year}年" if self.stage == "budget" else f"{self.year}年度"

    @property
    def filing(self) -> str:
        """What it calls itself: 2023年单位预算, 2022年度单位决算."""
        return f"{self.year_words}单位{self.kind}"
