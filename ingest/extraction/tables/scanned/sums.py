"""The sums and repeats that the placed figures of a document stand in, figure by figure.

Where figures are recognised from pictures, these tell which of them are right: a sum that holds to
the last digit proves its figures, one that does not says that one of them is wrong.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from ingest.extraction.tables.model import Placed, Row, Table
from ingest.extraction.tables.placing.families import families, with_department_totals
from ingest.extraction.tables.placing.identities import slot_identities
from ingest.vocabulary.identities import ties

Key = tuple[int, int]
"""A figure: its table (from 0), and its place among the figures placed in it."""


class Sum(NamedTuple):
    """What must add up: a figure and the figures that it is the sum of; blanks are left out.

    `is_law` says whether it holds in every sound table, so that figures which break it are wrong;
    others, as of rows without codes, prove much where they hold and nothing where they do not.
    `group` is the same for one sum in several columns, and for one identity in several rows.
    """

    whole: Key
    parts: tuple[Key, ...]
    is_law: bool
    group: tuple[int, ...] = ()


Amounts = dict[Key, Decimal]


def sums_of(tables: Sequence[Table], placed: Sequence[Sequence[Placed]]) -> list[Sum]:
    """The sums of all tables of a document, and what its tables repeat of one another."""
    found: list[Sum] = []
    for index, (table, items) in enumerate(zip(tables, placed, strict=True)):
        keys = {
            (id(item.row), item.slot.order): (index, number)
            for number, item in enumerate(items)
            if item.slot is not None and item.placement != "ambiguous"
        }
        rows = list({id(item.row): item.row for item in items}.values())
        for segment in table.grid.segments:
            own = [row for row in rows if row.segment == segment.index]
            identities = slot_identities(segment.slots, table.table_type)
            for row in own:
                for number, identity in enumerate(identities):
                    orders = (identity.whole, *identity.parts)
                    group = (index, segment.index, number)
                    own_keys = [keys.get((id(row), order)) for order in orders]
                    found += _sum(own_keys, is_law=True, group=group)
            for number, (rows_of_sum, is_law) in enumerate(_families(own)):
                group = (index, segment.index, -1 - number)
                for slot in segment.slots:
                    own_keys = [keys.get((row, slot.order)) for row in rows_of_sum]
                    found += _sum(own_keys, is_law=is_law, group=group)
    return found + list(_tied(tables, placed))


def _sum(keys: Sequence[Key | None], *, is_law: bool, group: tuple[int, ...]) -> list[Sum]:
    whole, *parts = keys
    known = tuple(part for part in parts if part is not None)
    return [Sum(whole, known, is_law, group)] if whole is not None and known else []


def _families(rows: Sequence[Row]) -> Iterator[tuple[list[int], bool]]:
    """The rows that add up down the columns, the whole first, by their identity in memory.

    Codes under their classes are law, lines under a total are not.
    """
    kinds = with_department_totals(rows)
    # A row whose kind was changed is another object: its figures are those of the one printed.
    printed = {id(row): id(before) for row, before in zip(kinds, rows, strict=True)}
    for parent, children in families(kinds):
        yield (
            [printed[id(row)] for row in (parent, *children)],
            all(child.code for child in children),
        )


def _tied(tables: Sequence[Table], placed: Sequence[Sequence[Placed]]) -> Iterator[Sum]:
    """What two tables print of the same amount."""
    places: dict[tuple[str, str, str], Key] = {}
    for index, (table, items) in enumerate(zip(tables, placed, strict=True)):
        for number, item in enumerate(items):
            line = table.lines.get(id(item.row), "total" if item.row.kind == "total" else "")
            slot = item.slot
            if not (table.is_tied and line and slot and slot.measure):
                continue
            if item.placement == "ambiguous" or item.row.time or slot.year is not None:
                continue
            if slot.phase == table.phase:
                places.setdefault((table.table_type, line, slot.measure), (index, number))
    for tie in ties():
        left, right = places.get(tie.left), places.get(tie.right)
        if left is not None and right is not None:
            yield Sum(left, (right,), is_law=False)
