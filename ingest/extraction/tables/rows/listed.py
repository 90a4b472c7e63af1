"""The units that a department lists in a table, one after another, each with its rows."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ingest.extraction.tables.model import Row
from ingest.reading.model import Cell
from ingest.vocabulary.unit_names import canonical_name, ends_as_body, is_no_body


class UnitBlock(NamedTuple):
    """The rows of one unit in a table of several: its name, where it begins, first and last row."""

    name: str
    place: Cell
    row_first: int
    row_last: int


def unit_blocks(rows: Sequence[Row]) -> Iterator[UnitBlock]:
    """The blocks of a table that lists several units, in printed order.

    A block begins with the row of its unit, and ends before the next unit's or the next total.
    Where a table is of one unit alone, its row says nothing that the document does not; what is
    named otherwise than bodies are (a part of a name) is nobody's block.
    """
    ordered = sorted(rows, key=lambda row: (row.row_no, row.segment))
    named = [row for row in ordered if row.kind == "unit" and row.label]
    if len({canonical_name(row.label) for row in named if row.label}) < _SEVERAL:
        return
    head: Row | None = None
    last = 0
    for row_no, group in groupby(ordered, key=lambda row: row.row_no):
        begun = next((row for row in group if row.kind in _BOUNDS and row.label), None)
        if begun:
            yield from _block(head, last)
            head = begun
        last = row_no
    yield from _block(head, last)


_SEVERAL = 2
_BOUNDS = {"unit", "total"}


def _block(head: Row | None, last: int) -> Iterator[UnitBlock]:
    """The block that a row begins, if it is that of a unit whose name is whole."""
    if not head or head.kind != "unit" or not head.label or not head.place:
        return
    name = canonical_name(head.label)
    if ends_as_body(name) and not is_no_body(name):
        yield UnitBlock(head.label, head.place, head.row_no, last)
