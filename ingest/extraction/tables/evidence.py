"""What the tables of a document already prove, for placing figures that a table leaves open.

Tables of one disclosure repeat each other: the revenue of a source stands in the summary and in
the statement, basic expenditure by function and by economic class. Seed `rules/table_ties.csv`
says which places show the same amount; a figure that could stand in several columns stands in the
one under which the places agree.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from ingest.base.text import fold, strip_ordinal
from ingest.extraction.tables.identities import BLANK, agrees
from ingest.extraction.tables.model import Grid, Placed, Row, Table, Value
from ingest.vocabulary.identities import ties
from ingest.vocabulary.summary_lines import SummaryLine, summary_lines

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


def line_code(row: Row, lines: Mapping[int, str]) -> str:
    """The line of a row for ties: as `line_codes` has it, `total`, or "" for any other."""
    return lines.get(id(row), "total" if row.kind == "total" else "")


def line_codes(grid: Grid, sides: Sequence[str | None]) -> dict[int, str]:
    """The lines of rows that are not called a total, by identity of the row.

    In two-sided tables they are codes of summary lines; the only row of a form, without a name, is
    its total.
    """
    codes: dict[int, str] = {}
    for segment in grid.segments:
        side = sides[segment.index]
        section = "current"
        rows = [row for row in grid.rows if row.segment == segment.index]
        codes |= _alone([row for row in rows if row.figures])
        for row in rows:
            label = strip_ordinal(fold(row.label or ""))
            found = _match(summary_lines().get(label, ()), side, section)
            if found:
                codes[id(row)] = found.line_code
                section = found.opens_section or section
    return codes


def _alone(rows: Sequence[Row]) -> dict[int, str]:
    return {id(row): "total" for row in rows if len(rows) == 1 and not row.label and not row.code}


def _match(lines: Iterable[SummaryLine], side: str | None, section: str) -> SummaryLine | None:
    fitting = [line for line in lines if line.side == side and line.section in {"any", section}]
    return fitting[0] if fitting else None


def learn(evidence: Evidence, table: Table, placed: Sequence[Placed]) -> None:
    """Note what a placed table proves: totals and summary lines, blanks of known lines included.

    Columns of another phase than that of the document, which ties do not speak of, prove nothing.
    """
    by_row: dict[int, list[Placed]] = {}
    for item in placed:
        by_row.setdefault(id(item.row), []).append(item)
    for row in table.grid.rows:
        line = line_code(row, table.lines)
        items = by_row.get(id(row), [])
        if not line:
            continue
        measures = {
            slot.order: slot.measure
            for slot in table.grid.segments[row.segment].slots
            if slot.measure and slot.phase == table.phase
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
