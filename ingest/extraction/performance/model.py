"""What the reader of performance tables yields."""

from dataclasses import dataclass
from typing import Literal

from ingest.vocabulary.performance import Direction, Metric, Period, Phase

UnknownKind = Literal[
    "heading", "label", "level", "operator", "direction", "unit_of_measure", "row", "layout"
]
Disposition = Literal[
    "indicator_target", "indicator_actual", "indicator_weight", "indicator_score", "header_figure",
    "project_amount",
    "heading_points", "goal_text", "note_text", "name_part", "ordinal", "year", "date", "code",
    "page_number", "markup", "unaccounted",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Indicator:
    """One performance indicator, or one of the figures that a cell gives for it.

    Attributes:
        project_name: The project, or the name that stands for a unit as a whole.
        level_1: First level (产出指标), folded; None where the table names none.
        level_2: Second level (数量指标), folded.
        level_3: The indicator's own name, as printed but for blanks and points.
        operator: ``≥ ≤ = > <``, ``qualitative``, or None where no comparison is printed.
        target_text: The target as printed but for blanks.
        target_value: The target as plain decimal text; None where it is not one number.
        actual_text: What was reached, as printed but for blanks.
        actual_value: What was reached as plain decimal text; None where it is not one number.
        indicator_unit: Unit of the values.
        weight_text: Weight or full points as printed.
        direction: Whether more or less is better, where the table says it.
        score_text: Score as printed.
        period: ``annual``, or ``medium_term`` for a target of several years.
        part: Place in a cell of several values (``2``, ``1.3``); None for one value.
        page: Page of the target, from 1.
        line: Line of the target, from 1.
        char_from: First character of the target in its line, from 1.
    """

    project_name: str | None
    level_1: str | None
    level_2: str | None
    level_3: str
    operator: str | None
    target_text: str | None
    target_value: str | None
    actual_text: str | None
    actual_value: str | None
    indicator_unit: str | None
    weight_text: str | None
    direction: Direction | None
    score_text: str | None
    period: Period
    part: str | None
    page: int
    line: int
    char_from: int


@dataclass(frozen=True, slots=True)
class HeaderFigure:
    """A figure in the header or the totals of a performance table.

    Attributes:
        project_name: The project; None for all projects of the table together.
        subject: Folded label of the figure's column, or of its row where it has no column.
        row_label: Folded label of the row, where the figure has a column too.
        metric: ``amount``, ``completion_rate``, ``score`` or ``share``.
        value_text: The figure as plain decimal text.
        printed_text: The figure as printed, without its unit.
        unit: Unit of money, ``%`` or ``分``; None where the table does not say.
        phase: Phase of the money or of the rate.
        fiscal_year: The year; None for money of several years.
        page: Page, from 1.
        line: Line, from 1.
        char_from: First character in its line, from 1.
        part_of: The project again, where its money stands in several rows, each a part of it.
    """

    project_name: str | None
    subject: str
    row_label: str | None
    metric: Metric
    value_text: str
    printed_text: str
    unit: str | None
    phase: Phase
    fiscal_year: int | None
    page: int
    line: int
    char_from: int
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class NumberToken:
    """A number printed in the table's lines and what became of it."""

    printed_text: str
    disposition: Disposition
    page: int
    line: int
    char_from: int
    char_to: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """A cell that the vocabulary does not know, or a row that no reading fits."""

    text: str
    kind: UnknownKind
    page: int
    line: int
    char_from: int


@dataclass(frozen=True, slots=True)
class PerformanceTable:
    """All that one performance table says; every number of its body is in `numbers`."""

    indicators: list[Indicator]
    headers: list[HeaderFigure]
    numbers: list[NumberToken]
    unknown: list[Unknown]
