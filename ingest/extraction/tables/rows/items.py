"""Tables of 三公 spending whose rows are years, phases, items or counts.

Most forms print the items as columns; others have them as rows, with the years, phases or funds as
columns, or a row for each year or phase.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from ingest.base.text import fold, label_key
from ingest.extraction.tables.model import Context, Grid, Row, RowTime
from ingest.extraction.tables.words.headings import (
    THREE_PUBLIC,
    default_phase,
    item_of,
    measure_of_item,
    phase_and_year,
    three_public_measures,
)
from ingest.reading.model import Cell
from ingest.vocabulary.headings import HeadingTerm, heading
from ingest.vocabulary.periods import change_of, period_of

_COUNT = re.compile(
    r"(?:批次|人次|人数|团组数|保有量|购置数量?|数量)(?:\(.{1,3}\))?$|\((?:个|人|辆|台|批|次|批次|人次)\)$"
)
_OTHER = "other"


def is_time(text: str, context: Context) -> bool:
    """Whether a folded cell of a 三公 table says of what year or phase its row is."""
    return _is_of_items(context.table_type) and (
        _time(text, context.stage, context.fiscal_year) is not None
    )


def time_of(texts: Sequence[str], context: Context) -> RowTime | None:
    """What the folded cells of a row of a 三公 table say of the time of its figures."""
    if not _is_of_items(context.table_type):
        return None
    times = (_time(text, context.stage, context.fiscal_year) for text in texts)
    return next((time for time in times if time), None)


@lru_cache(maxsize=1024)
def _time(text: str, stage: str, own_year: int) -> RowTime | None:
    """The time that a folded label names: 2024年, 上年预算数, 决算数, 增减变化金额."""
    bare = label_key(text)
    if change := change_of(bare):
        return RowTime(default_phase(stage), None, change)
    period = period_of(bare, own_year)
    rest = period.rest if period else bare
    term = heading(rest, None) if rest else HeadingTerm("measure", "total", None)
    # A row needs a year or a phase to be of another time than the table; 合计 names none.
    if term is None or term.measure != "total" or not (period or term.phase):
        return None
    year = period.year if period and period.year != own_year else None
    # The central form says of its column 预算数 that it is 全年预算数; a row says nothing of it.
    phase = "initial_budget" if term.phase == "budget" else term.phase
    return RowTime(*phase_and_year([HeadingTerm("measure", "total", phase, year)], stage, own_year))


def _is_of_items(table_type: str | None) -> bool:
    return THREE_PUBLIC in (table_type or "")


def without_counts(
    rows: Iterable[Row], context: Context
) -> tuple[tuple[Row, ...], tuple[Cell, ...]]:
    """The rows of a table without the figures that count things; the cells of those."""
    kept: list[Row] = []
    counts: list[Cell] = []
    for row in rows:
        if _is_of_items(context.table_type) and row.label and _COUNT.search(fold(row.label)):
            counts += [figure.cell for figure in row.figures]
            kept.append(row._replace(figures=()))
        else:
            kept.append(row)
    return tuple(kept), tuple(counts)


def item_lines(grid: Grid, table_type: str | None) -> dict[int, str]:
    """The items that the rows of a 三公 table are, by identity of the row.

    The three together are `total`, once; where a row names them, a 合计 holds more than these. What
    is none of them, in a table of such rows, is `other`. Empty where rows are not items.
    """
    items = {id(row): item_of(row.label, table_type) for row in grid.rows if row.figures}
    if not any(item in three_public_measures() for item in items.values()):
        return {}
    whole = THREE_PUBLIC if THREE_PUBLIC in items.values() else "total"
    lines: dict[int, str] = {}
    for row in grid.rows:
        if id(row) not in items:
            continue
        item = items[id(row)]
        is_whole = item == whole or (whole == "total" and row.kind in {"total", "unit"})
        if is_whole and "total" not in lines.values():
            lines[id(row)] = "total"
        else:
            lines[id(row)] = item if item in three_public_measures() else _OTHER
    return lines


def measure_in_row(measure: str | None, row: Row, line: str | None, kind: str | None) -> str | None:
    """The measure of a figure by its column and by its row.

    Args:
        measure: What the column measures.
        row: The row.
        line: What `item_lines` says of the row.
        kind: The type of the table.
    """
    if row.time and row.time.change:
        return row.time.change
    if line is None or not _is_of_items(kind):
        return measure
    item = item_of(row.label, kind) if line == _OTHER else line
    if line == _OTHER and item in {"total", THREE_PUBLIC}:
        # A sum of more than the three, or one printed again.
        item = None
    return measure_of_item(measure, item)
