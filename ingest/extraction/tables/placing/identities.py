"""Accounting identities over the figures of a table, with the tolerance their print implies.

Tolerance follows XBRL Calculations 1.1, round to nearest: a value printed to unit u is the closed
interval [v - u/2, v + u/2], and a sum agrees where the intervals meet. A blank is an exact zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from ingest.extraction.tables.model import ZERO, Slot, Value
from ingest.vocabulary.identities import measure_identities

BLANK = Value()

Whole = tuple[int, int]
"""An amount and its step in whole units, in which searches add."""


def scale_of(values: Iterable[Value]) -> int:
    """The power of ten that turns all of the values and their steps into whole numbers."""
    numbers = {number for value in values for number in value}
    exponents = (number.as_tuple().exponent for number in numbers)
    scale: int = 10 ** max((-e for e in exponents if isinstance(e, int) and e < 0), default=0)
    return scale


def whole_of(value: Value, scale: int) -> Whole:
    """A value and its step in units of which `scale` make one of money."""
    return int(value.amount * scale), int(value.step * scale)


class SlotIdentity(NamedTuple):
    """The whole's slot and its parts' slots, by their order in the segment."""

    whole: int
    parts: tuple[int, ...]


def agrees(whole: Value, parts: Iterable[Value]) -> bool:
    """Whether the whole equals the sum of its parts within |T - Σx| <= u_T/2 + Σ u_x/2."""
    total, slack = ZERO, whole.step
    for part in parts:
        total += part.amount
        slack += part.step
    return 2 * abs(whole.amount - total) <= slack


def slot_identities(slots: Sequence[Slot], table_type: str | None) -> tuple[SlotIdentity, ...]:
    """The identities that hold between the slots of a segment, for each phase and year.

    What groups of columns print twice, as 基本支出 of this year and of what was carried over, is
    part of a whole with all of its slots, and no whole by itself.
    """
    found = []
    for time in dict.fromkeys((slot.phase, slot.year) for slot in slots):
        here = [slot for slot in slots if (slot.phase, slot.year) == time]
        by_measure: dict[str, list[int]] = {}
        for slot in here:
            if slot.measure:
                by_measure.setdefault(slot.measure, []).append(slot.order)
        parts: dict[tuple[str, str], list[list[int]]] = {}
        for rule in measure_identities():
            applies = rule.table_type in {None, table_type} and rule.unless not in by_measure
            if applies and rule.whole in by_measure and rule.part in by_measure:
                key = (rule.identity_id, rule.whole)
                parts.setdefault(key, []).append(by_measure[rule.part])
        orders = {key: tuple(chain.from_iterable(own)) for key, own in parts.items()}
        found += [
            SlotIdentity(by_measure[whole][0], orders[identity_id, whole])
            for (identity_id, whole), own in parts.items()
            # One part alone is not a sum: the others of its kind have no column here.
            if len(by_measure[whole]) == 1
            and len(own) > 1
            and not _is_within(whole, orders[identity_id, whole], orders)
        ]
    return tuple(found)


def _is_within(
    whole: str, orders: Sequence[int], parts: Mapping[tuple[str, str], Sequence[int]]
) -> bool:
    """Whether another rule adds up the same whole from these parts and more.

    Some parts of a longer sum, as 财政专户管理资金 and 单位资金 without the funds beside them, are
    no sum of their own.
    """
    others = (other for (_, its_whole), other in parts.items() if its_whole == whole)
    return any(set(orders) < set(other) for other in others)


def violations(values: Mapping[int, Value], identities: Iterable[SlotIdentity]) -> int:
    """How many of the identities a row with these slot values breaks."""
    return sum(
        not agrees(
            values.get(identity.whole, BLANK), (values.get(part, BLANK) for part in identity.parts)
        )
        for identity in identities
    )
