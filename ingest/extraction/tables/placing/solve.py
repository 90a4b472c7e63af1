"""Bounded searches for the placements under which rows add across and columns add down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from operator import add, gt, itemgetter, lt, sub
from typing import NamedTuple

from ingest.extraction.tables.model import Value
from ingest.extraction.tables.placing.identities import (
    BLANK,
    SlotIdentity,
    Whole,
    scale_of,
    whole_of,
)

Assignment = tuple[int, ...]
"""The slot of each figure of a row, by its order in the segment."""

_NOTHING: Whole = (0, 0)
_MAX_STEPS = 20_000
_MAX_SOLUTIONS = 64
_MAX_EXPECTED = 16 * _MAX_SOLUTIONS
"""Where so many solutions are to be expected by chance, none is looked for: nothing is proved."""
_MAX_ROWS = 300
"""A search goes as deep as it has rows; so many siblings add up in too many ways anyway."""


@lru_cache(maxsize=8192)
def across(
    values: tuple[Value, ...], usable: tuple[int, ...], identities: tuple[SlotIdentity, ...]
) -> tuple[Assignment, ...]:
    """Every assignment of a row's values to slots, in order, under which the row adds across.

    Args:
        values: The row's figures, left to right.
        usable: Orders of the slots that figures may stand in, ascending.
        identities: What must add up; a slot without a figure is zero.

    Returns:
        The assignments, or none where there are too many to look at: nothing is proved then.
    """
    scale = scale_of(values)
    ordered = sorted(((_last(identity), identity) for identity in identities), key=itemgetter(0))
    slots = 1 + max((*usable, *(last for last, _ in ordered)), default=0)
    amounts = tuple(whole_of(value, scale) for value in values)
    search = _Across(amounts, usable, tuple(ordered), [_NOTHING] * slots)
    search.extend((), 0, 0)
    return () if search.steps > _MAX_STEPS else tuple(search.found)


def _last(identity: SlotIdentity) -> int:
    """The slot after which an identity is decided."""
    return max(identity.whole, *identity.parts)


@dataclass(slots=True)
class _Across:
    """A search by figures, in whole units: each takes a slot after that of the one before.

    `identities` stand in the order in which they are decided, each with the slot after which it
    is; `placed` holds the amount and the step in each slot for the figures chosen so far.
    """

    values: tuple[Whole, ...]
    usable: tuple[int, ...]
    identities: tuple[tuple[int, SlotIdentity], ...]
    placed: list[Whole]
    found: list[Assignment] = field(default_factory=list)
    steps: int = 0

    def extend(self, chosen: Assignment, start: int, decided: int) -> None:
        """Place the next value in each usable slot from `start`; `decided` identities hold."""
        self.steps += 1
        if self.steps > _MAX_STEPS:
            return
        index = len(chosen)
        if index == len(self.values):
            if self._holding(decided, None) is not None:
                self.found.append(chosen)
            return
        left = len(self.values) - index - 1
        for at in range(start, len(self.usable) - left):
            slot = self.usable[at]
            if decided < len(self.identities) and self.identities[decided][0] < slot:
                # What ends before this slot has all its figures, and must add up.
                now = self._holding(decided, slot)
                if now is None:
                    return
                decided = now
            self.placed[slot] = self.values[index]
            self.extend((*chosen, slot), at + 1, decided)
            self.placed[slot] = _NOTHING

    def _holding(self, decided: int, before: int | None) -> int | None:
        """How many identities hold that end before a slot (or at all); None where one fails."""
        for last, identity in self.identities[decided:]:
            if before is not None and last >= before:
                break
            total, slack = self.placed[identity.whole]
            for part in identity.parts:
                amount, step = self.placed[part]
                total -= amount
                slack += step
            if 2 * abs(total) > slack:
                return None
            decided += 1
        return decided


def down(
    rows: Sequence[Sequence[Value]],
    choices: Sequence[Sequence[Assignment]],
    target: Mapping[int, Value],
    slots: int,
) -> list[tuple[Assignment, ...]]:
    """Every joint choice under which the columns of rows add up to the target.

    Args:
        rows: The values of each row.
        choices: The assignments that each row may have.
        target: What the columns must add up to, by slot.
        slots: How many slots there are.

    Returns:
        The choices, in the order of the rows; none where there are too many to look at.
    """
    if len(rows) > _MAX_ROWS:
        return []
    # The largest rows first: what overshoots is seen at once.
    sizes = [max((abs(value.amount) for value in row), default=Decimal(0)) for row in rows]
    order = sorted(range(len(rows)), key=lambda row: -sizes[row])
    goals = [target.get(slot, BLANK) for slot in range(slots)]
    scale = scale_of((*goals, *chain.from_iterable(rows)))
    search = _Down(
        tuple(whole_of(goal, scale) for goal in goals),
        tuple(_column_options(rows[i], choices[i], slots, scale) for i in order),
    )
    search.bound()
    if search.expected() > _MAX_EXPECTED:
        return []
    search.extend((), [0] * slots, [0] * slots)
    if search.steps > _MAX_STEPS or len(search.found) > _MAX_SOLUTIONS:
        return []
    place = {row: position for position, row in enumerate(order)}
    return [
        tuple(choices[row][solution[place[row]]] for row in range(len(rows)))
        for solution in search.found
    ]


class _Option(NamedTuple):
    """What an option of a row adds to each column, doubled: at the least and at the most."""

    low: tuple[int, ...]
    high: tuple[int, ...]
    steps: tuple[int, ...]


def _column_options(
    row: Sequence[Value], assignments: Sequence[Assignment], slots: int, scale: int
) -> tuple[_Option, ...]:
    wholes = [whole_of(value, scale) for value in row]
    found = []
    for assignment in assignments:
        low, high, steps = [0] * slots, [0] * slots, [0] * slots
        for slot, (amount, step) in zip(assignment, wholes, strict=True):
            if slot >= 0:
                low[slot], high[slot], steps[slot] = 2 * amount - step, 2 * amount + step, step
        found.append(_Option(tuple(low), tuple(high), tuple(steps)))
    return tuple(found)


@dataclass(slots=True)
class _Down:
    """A search by rows: each takes one of its options, as long as the goal can still be met.

    All sums are doubled, as half steps count. `most` and `least` are, for each row, what the low
    sum of each column may be at the most and the high one at the least before it.
    """

    goal: tuple[Whole, ...]
    rows: tuple[tuple[_Option, ...], ...]
    most: list[list[int]] = field(default_factory=list)
    least: list[list[int]] = field(default_factory=list)
    found: list[tuple[int, ...]] = field(default_factory=list)
    steps: int = 0

    def bound(self) -> None:
        """Take from the goal the least and the most that each row and those after it add."""
        most = [2 * amount + step for amount, step in self.goal]
        least = [2 * amount - step for amount, step in self.goal]
        self.most, self.least = [most], [least]
        for options in reversed(self.rows):
            if options:
                lows = map(min, zip(*(option.low for option in options), strict=True))
                highs = map(max, zip(*(option.high for option in options), strict=True))
                most, least = list(map(sub, most, lows)), list(map(sub, least, highs))
            self.most.append(most)
            self.least.append(least)
        self.most.reverse()
        self.least.reverse()

    def expected(self) -> float:
        """How many choices would add up by chance, if their sums lay evenly over their range.

        Each column whose sum depends on the choice takes its part; but one of them follows from
        the others, as what a row has not in one column it has in another.
        """
        choices = 1.0
        slack = [step for _, step in self.goal]
        for options in self.rows:
            choices *= len(options)
            if options:
                steps = map(max, zip(*(option.steps for option in options), strict=True))
                slack = list(map(add, slack, steps))
        if not self.rows:
            return choices
        lows = map(sub, self.most[-1], self.most[0])
        highs = map(sub, self.least[-1], self.least[0])
        spread = [high - low for low, high in zip(lows, highs, strict=True)]
        shares = sorted(2 * s / w for s, w in zip(slack, spread, strict=True) if w > 2 * s)
        for share in shares[1:]:
            choices *= share
        return choices

    def extend(self, chosen: tuple[int, ...], low: Sequence[int], high: Sequence[int]) -> None:
        """Give the next row each of its options; `low` and `high` are the sums so far."""
        self.steps += 1
        index = len(chosen)
        if self.steps > _MAX_STEPS or len(self.found) > _MAX_SOLUTIONS:
            return
        if any(map(gt, low, self.most[index])) or any(map(lt, high, self.least[index])):
            return
        if index == len(self.rows):
            self.found.append(chosen)
            return
        for number, option in enumerate(self.rows[index]):
            self.extend(
                (*chosen, number),
                list(map(add, low, option.low)),
                list(map(add, high, option.high)),
            )
