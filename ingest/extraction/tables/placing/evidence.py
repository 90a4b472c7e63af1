"""What the tables of a document already prove, for placing figures that a table leaves open.

Tables of one disclosure repeat each other: the revenue of a source stands in the summary and in
the statement, basic expenditure by function and by economic class. Seed `rules/ties.csv`
says which places show the same amount; a figure that could stand in several columns stands in the
one under which the places agree.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from ingest.extraction.tables.model import Grid, Placed, Row, Table, Value
from ingest.extraction.tables.placing.identities import BLANK, agrees
from ingest.vocabulary.identities import ties
from ingest.vocabulary.summary_lines import form_codes
from ingest.vocabulary.titles import fact_scopes

Place = tuple[str, str, str]
"""A place of a document: table type, line (`total` or a summary line's code), measure."""


class Evidence:
    """Amounts known so far, by place. A place may be known as blank, which is zero."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self._known: dict[Place, Value] = {}

    def add(self, place: Place, value: Value) -> None:
        """Note an amount; the first one of a place stands, as totals are printed first."""
        self._known.setdefault(place, value)

    def expected(self, table_type: str, line: str) -> Iterator[tuple[str, Value]]:
        """The amounts of a line that other places show, by measure, as far as they are known."""
        for measure, other in _ties_of(table_type).get(line, ()):
            if other in self._known:
                yield measure, self._known[other]

    def about(self, table_type: str) -> frozenset[Place]:
        """The places known so far that a table of this type is tied to."""
        tied = (other for line in _ties_of(table_type).values() for _, other in line)
        return frozenset(other for other in tied if other in self._known)


def mismatches(
    values: Mapping[str, Value], expected: Iterable[tuple[str, Value]]
) -> tuple[int, int]:
    """Hold a row's values, by measure, against what is expected: how many fail, how many hold.

    A blank where a blank is expected says nothing and counts for neither.
    """
    failed = held = 0
    for measure, known in expected:
        value = values.get(measure, BLANK)
        if not value.amount and not known.amount:
            continue
        if agrees(value, (known,)):
            held += 1
        else:
            failed += 1
    return failed, held


@cache
def _ties_of(table_type: str) -> dict[str, list[tuple[str, Place]]]:
    """The ties of a table type by its line: its own measure, and the place of the same amount."""
    found: dict[str, list[tuple[str, Place]]] = {}
    for tie in ties():
        for (own_type, line, measure), other in ((tie.left, tie.right), (tie.right, tie.left)):
            if own_type == table_type:
                found.setdefault(line, []).append((measure, other))
    return found


def are_tied(tables: Sequence[tuple[str | None, str | None, bool]]) -> list[bool]:
    """Which of a document's tables ties speak of: the first of each type that is of its scope.

    Args:
        tables: Of each table its type, the scope that its title names, and whether it prints any
            figure; a blank one is the first of its type only where no other is.
    """
    tied = [False for _ in tables]
    for prints in (True, False):
        seen = {kind for (kind, *_), is_tied in zip(tables, tied, strict=True) if is_tied}
        for index, (kind, scope, has_figures) in enumerate(tables):
            is_own = scope in {None, fact_scopes().get(kind or "")}
            if has_figures is prints and is_own and kind not in seen:
                tied[index] = True
                seen.add(kind)
    return tied


def line_code(row: Row, lines: Mapping[int, str]) -> str:
    """The line of a row for ties: as `tied_lines` has it, `total`, or "" for any other."""
    return lines.get(id(row), "total" if row.kind == "total" else "")


def form_lines(grid: Grid, sides: Sequence[str | None]) -> dict[int, str]:
    """The lines of the summary form that rows are of, by identity of the row."""
    codes: dict[int, str] = {}
    for segment in grid.segments:
        rows = [row for row in grid.rows if row.segment == segment.index]
        found = form_codes([row.label for row in rows], sides[segment.index])
        codes |= {id(row): code for row, code in zip(rows, found, strict=True) if code}
    return codes


def tied_lines(grid: Grid, form: Mapping[int, str]) -> dict[int, str]:
    """The lines of rows that are not called a total, by identity of the row.

    They are those of the summary form; the only row of a table, without a name, is its total.
    """
    codes: dict[int, str] = {}
    for segment in grid.segments:
        rows = [row for row in grid.rows if row.segment == segment.index and row.figures]
        if len(rows) == 1 and not rows[0].label and not rows[0].code:
            codes[id(rows[0])] = "total"
    return codes | dict(form)


def learn(evidence: Evidence, table: Table, placed: Sequence[Placed]) -> None:
    """Note what a placed table proves: totals and summary lines, blanks of known lines included.

    A table that no tie speaks of proves nothing, nor do columns of another phase or year than
    those of the document.
    """
    if not table.is_tied:
        return
    by_row: dict[int, list[Placed]] = {}
    for item in placed:
        by_row.setdefault(id(item.row), []).append(item)
    for row in table.grid.rows:
        line = line_code(row, table.lines)
        items = by_row.get(id(row), [])
        if not line or row.time:
            continue
        measures = {
            slot.order: slot.measure
            for slot in table.grid.segments[row.segment].slots
            if slot.measure and slot.phase == table.phase and slot.year is None
        }
        values = {
            measures[item.slot.order]: item.figure.value
            for item in items
            if item.slot and item.slot.order in measures and item.placement != "ambiguous"
        }
        # Where a figure may stand in several columns, none of the others is known to be blank.
        is_whole = all(item.placement != "ambiguous" for item in items)
        for measure in measures.values():
            if is_whole or measure in values:
                evidence.add((table.table_type, line, measure), values.get(measure, BLANK))
