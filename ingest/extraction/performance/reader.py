"""From the lines of a performance table to its indicators, its figures and its account."""

from collections.abc import Sequence
from typing import Literal

from ingest.extraction.performance.columns import (
    Heading,
    Slot,
    know,
    place,
    read_heading,
    read_subheading,
    repeated,
)
from ingest.extraction.performance.flat import read_flat
from ingest.extraction.performance.header import About, Header, money_units, split
from ingest.extraction.performance.model import PerformanceTable
from ingest.extraction.performance.rows import Rows
from ingest.extraction.performance.text import Field, Ledger, Text, fields, is_page_number
from ingest.extraction.performance.values import claim_words
from ingest.extraction.tables.model import TableSpan
from ingest.reading.model import Line
from ingest.vocabulary.headings import row_kinds
from ingest.vocabulary.performance import Period, Role, vocabulary

_LEAVES: frozenset[Role] = frozenset(
    {"total_score", "prose", "attribute", "goal", "project_name", "unit_name"}
)
_VALUES: tuple[Role, ...] = ("target", "actual", "score")
_NAMES: frozenset[Role] = frozenset({"unit_name", "task"})
_PERIODS: tuple[Period, Period] = ("medium_term", "annual")


def read_performance(
    span: TableSpan, layout: Literal["tabbed", "flat"], fiscal_year: int, stage: str
) -> PerformanceTable:
    """Read the performance table of `span`.

    Args:
        span: The table; only its body is read.
        layout: How the document keeps columns.
        fiscal_year: The year that the document is of.
        stage: ``budget`` or ``final``.

    Returns:
        Its indicators and the figures around them, every number of the body with what became of
        it, and the cells that the vocabulary does not know.
    """
    ledger = Ledger(span.body)
    lines = [line for line in span.body if not is_page_number(line)]
    if layout == "flat":
        about = About(span.money_unit, fiscal_year, stage, is_evaluation=False)
        rows = Rows(ledger, Header(about, ledger, whole_unit(span.title)))
        read_flat(lines, rows)
    else:
        rows = _read_tabbed(span, lines, ledger, fiscal_year, stage)
    rows.open_project()
    return PerformanceTable(
        rows.indicators, rows.header.all_figures(), ledger.numbers(), rows.header.unknown
    )


def whole_unit(title: str | None) -> str | None:
    """The name that stands for a unit as a whole, where the title says that it is evaluated."""
    labels = vocabulary().labels.values()
    found = (
        label.standard or label.text
        for label in labels
        if label.role == "whole_unit" and label.text in (title or "")
    )
    return next(found, None)


def _read_tabbed(
    span: TableSpan, lines: Sequence[Line], ledger: Ledger, fiscal_year: int, stage: str
) -> Rows:
    grid = [cells for line in lines if (cells := fields(line))]
    headings = [read_heading(cells) for cells in grid]
    units = money_units(grid)
    about = About(
        span.money_unit or (units.pop() if len(units) == 1 else None),
        fiscal_year,
        stage,
        is_evaluation=any(heading and "actual" in heading.roles for heading in headings),
    )
    rows = Rows(ledger, Header(about, ledger, whole_unit(span.title)))
    current: Heading | None = None
    last: Heading | None = None
    is_below = False
    for cells, found in zip(grid, headings, strict=True):
        heading = repeated(found, last) if found else None
        if is_below and current and heading is None:
            heading = read_subheading(cells, current)
        is_below = found is not None
        if heading:
            current = last = heading
            _claim_heading(cells, heading, rows)
        elif current and not _leaves(cells):
            _read_row(cells, current, rows)
        else:
            current = None
            rows.header.read(cells)
    return rows


def _claim_heading(cells: Sequence[Field], heading: Heading, rows: Rows) -> None:
    for cell in heading.unknown:
        rows.header.note(cell.text, "heading")
    for cell in cells:
        rows.header.claim_label(cell.text)


def _leaves(cells: Sequence[Field]) -> bool:
    """Whether a row stands after the indicators: its first cell is a label of another part."""
    label = know(split(cells[0])[0].text)
    return label is not None and label.place != "column" and label.role in _LEAVES


def _read_row(cells: Sequence[Field], heading: Heading, rows: Rows) -> None:
    placed = place(cells, heading)
    label = know(cells[0].text)
    if placed is None and label and label.role == "block":
        # The name of the whole block may begin beside its first row, below the headings.
        rows.header.claim_label(cells[0].text)
        placed = place(cells[1:], heading)
    if placed is None:
        rows.header.note(cells[0].text, "row")
        return
    _read_project(cells, placed, heading, rows)
    for slot, text in placed.items():
        if slot.role == "level_1":
            rows.open_level(text, 1)
    for slot, text in placed.items():
        if slot.role == "level_2":
            rows.open_level(text, 2, slot.side)
        elif slot.role in {"goal", "prose", "block"}:
            claim_words(rows.ledger, text, "note_text" if slot.role == "prose" else "goal_text")
    for side in range(heading.sides):
        _read_side({s.role: t for s, t in placed.items() if s.side == side}, side, heading, rows)


def _read_project(
    printed: Sequence[Field], placed: dict[Slot, Text], heading: Heading, rows: Rows
) -> None:
    """The project of a row and its money; a row without indicator and project is of them all.

    A name is of every row that its cell is merged over, each with a goal and money of its own.
    """
    cells = {slot.role: text for slot, text in placed.items()}
    header = rows.header
    line = printed[0].text.spots[0].line
    begins_project = "goal" in cells or "level_3" not in cells
    task = cells.get("task")
    if "project_name" in cells and _is_total(cells["project_name"]):
        rows.open_project()
        header.project_name = None
    elif "project_name" in cells:
        rows.open_project()
        header.name_project(cells["project_name"])
        last = max(c.last_line for c in printed if c.text is cells["project_name"])
        header.named.append((line, last))
    elif "project_name" in heading.roles and "figure" in cells and begins_project:
        rows.open_project()
        if not header.is_named(line):
            header.project_name = None
    for role in _NAMES & cells.keys():
        claim_words(rows.ledger, cells[role], "name_part")
    # A goal is of one project: where its name is not in the row, its money is not that of all.
    is_nameless = "goal" in cells and task is None and header.project_name is None
    for slot, text in placed.items():
        if slot.role == "figure" and is_nameless:
            rows.ledger.claim(text, "project_amount")
        elif slot.role == "figure":
            head, label = heading.heads[slot]
            header.add(head, label, text, row=None if task and _is_total(task) else task)


def _is_total(name: Text) -> bool:
    return row_kinds().get(name.folded) == "total"


def _read_side(cells: dict[Role, Text], side: int, heading: Heading, rows: Rows) -> None:
    name = cells.get("level_3")
    values = [cells[role] for role in _VALUES if role in cells]
    if name is None or not values:
        if name or values:
            rows.header.note((name or values[0]), "row")
        return
    rows.add(cells, side, _period(side, heading, rows.header.goals))


def _period(side: int, heading: Heading, goals: Sequence[Period]) -> Period:
    """The period of a side: that of the goal in its place; the form's order is that of old."""
    if heading.sides == 1:
        return "annual"
    if len(goals) >= heading.sides:
        return goals[-heading.sides :][side]
    return _PERIODS[min(side, 1)]
