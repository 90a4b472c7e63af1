"""Which rows of a table add up to which: codes by their prefixes, the rest by the total."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ingest.extraction.tables.model import Row

_SEVERAL = 3
"""Rows of units from which one can be that of all the others."""


def amounts_of(row: Row) -> list[Decimal]:
    """The amounts that a row prints, left to right."""
    return [figure.value.amount for figure in row.figures]


def with_department_totals(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows of a table, those of a department as totals where its units' rows follow.

    A department that lists its units prints first what they make together, under its own name or
    its own office's.
    """
    total = _total_row(rows)
    units = [row for row in rows if row.kind == "unit"]
    if total is None or len(units) < _SEVERAL:
        return tuple(rows)
    whole = amounts_of(total)
    repeats = [row for row in units if amounts_of(row) == whole]
    if len(repeats) == len(units):
        return tuple(rows)
    return tuple(row._replace(kind="total") if row in repeats else row for row in rows)


def families(rows: Sequence[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """Each row with the rows right under it: codes by their prefixes, the rest by the total."""
    coded = [(digits, row) for row in rows if row.kind == "line" and (digits := row.digits)]
    by_digits: dict[str, Row] = {}
    for digits, row in coded:
        by_digits.setdefault(digits, row)
    tops: list[Row] = []
    children: dict[int, list[Row]] = {}
    for digits, row in coded:
        parent = _parent(digits, by_digits)
        (tops if parent is None else children.setdefault(id(parent), [])).append(row)
    lines = [row for row in rows if row.kind == "line" and not row.code]
    total = _total_row(rows)
    if total is not None and (tops or lines):
        yield total, tops or lines
    if total is not None:
        whole = amounts_of(total)
        # A unit's row that repeats the total is not part of it; those of several units are.
        units = [r for r in rows if r.kind == "unit" and amounts_of(r) != whole]
        if len(units) > 1:
            yield total, units
    for _, row in sorted(coded, key=lambda item: len(item[0])):
        if id(row) in children:
            yield row, children[id(row)]


def _parent(digits: str, by_digits: Mapping[str, Row]) -> Row | None:
    """The row of the longest code that a row's own begins with."""
    for length in range(len(digits) - 1, 0, -1):
        if row := by_digits.get(digits[:length]):
            return row
    return None


def _total_row(rows: Sequence[Row]) -> Row | None:
    """The row that the lines add up to: the total or subtotal that is printed first."""
    totals = [row for row in rows if row.kind in {"total", "subtotal"}]
    return totals[0] if totals else None
