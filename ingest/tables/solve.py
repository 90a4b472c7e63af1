"""Bounded searches for the placements under which rows add across and columns add down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from ingest.tables.identities import BLANK, SlotIdentity, Value, agrees

Assignment = tuple[int, ...]
"""The slot of each figure of a row, by its order in the segment."""

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
    search = _Across(values, usable, tuple(sorted(identities, key=_last)))
    search.extend((), 0)
    return () if search.steps > _MAX_STEPS else tuple(search.found)


def _last(identity: SlotIdentity) -> int:
    """The slot behind which an identity is decided."""
    return max(identity.whole, *identity.parts)


@dataclass(slots=True)
class _Across:
    values: tuple[Value, ...]
    usable: tuple[int, ...]
    identities: tuple[SlotIdentity, ...]
    found: list[Assignment] = field(default_factory=list)
    steps: int = 0

    def extend(self, chosen: Assignment, decided: int) -> None:
        """Place the next value in each slot left; the first `decided` identities hold already."""
        self.steps += 1
        if self.steps > _MAX_STEPS:
            return
        index = len(chosen)
        if index == len(self.values):
            if self._holds(chosen, decided, None) is not None:
                self.found.append(chosen)
            return
        left = len(self.values) - index - 1
        for slot in self.usable[: len(self.usable) - left]:
            if chosen and slot <= chosen[-1]:
                continue
            # What ends before this slot has all its figures, and must add up.
            now = self._holds(chosen, decided, slot)
            if now is None:
                return
            self.extend((*chosen, slot), now)

    def _holds(self, chosen: Assignment, decided: int, before: int | None) -> int | None:
        """How many identities hold that end before a slot (or at all); None where one fails."""
        placed = dict(zip(chosen, self.values, strict=False))
        while decided < len(self.identities):
            identity = self.identities[decided]
            if before is not None and _last(identity) >= before:
                break
            parts = (placed.get(part, BLANK) for part in identity.parts)
            if not agrees(placed.get(identity.whole, BLANK), parts):
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
    scale = 10 ** max(_decimals(value) for value in (*goals, *(v for row in rows for v in row)))
    search = _Down(
        tuple(_whole(goal, scale) for goal in goals),
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


def _decimals(value: Value) -> int:
    exponents = (value.amount.as_tuple().exponent, value.step.as_tuple().exponent)
    return max(0, *(-e for e in exponents if isinstance(e, int)))


def _whole(value: Value, scale: int) -> tuple[int, int]:
    return int(value.amount * scale), int(value.step * scale)


_Columns = tuple[tuple[int, int], ...]
"""What an option adds to each column: amount and step, in whole units."""


def _column_options(
    row: Sequence[Value], assignments: Sequence[Assignment], slots: int, scale: int
) -> tuple[_Columns, ...]:
    found = []
    for assignment in assignments:
        columns = [(0, 0)] * slots
        for slot, value in zip(assignment, row, strict=True):
            if slot >= 0:
                columns[slot] = _whole(value, scale)
        found.append(tuple(columns))
    return tuple(found)


@dataclass(slots=True)
class _Down:
    """A search by rows: each takes one of its options, as long as the goal can still be met."""

    goal: _Columns
    rows: tuple[tuple[_Columns, ...], ...]
    low: list[list[int]] = field(default_factory=list)
    high: list[list[int]] = field(default_factory=list)
    found: list[tuple[int, ...]] = field(default_factory=list)
    steps: int = 0

    def bound(self) -> None:
        """For each row, the least and the most that it and those behind it add to each column."""
        low = high = [0] * len(self.goal)
        self.low, self.high = [low], [high]
        for options in reversed(self.rows):
            for at in range(len(self.goal)) if options else ():
                low = [*low[:at], low[at] + min(_low(o[at]) for o in options), *low[at + 1 :]]
                high = [*high[:at], high[at] + max(_high(o[at]) for o in options), *high[at + 1 :]]
            self.low.insert(0, low)
            self.high.insert(0, high)

    def expected(self) -> float:
        """How many choices would add up by chance, if their sums lay evenly over their range.

        Each column whose sum depends on the choice takes its part; but one of them follows from
        the others, as what a row has not in one column it has in another.
        """
        choices = 1.0
        slack = [step for _, step in self.goal]
        for options in self.rows:
            choices *= len(options)
            slack = [s + max((o[at][1] for o in options), default=0) for at, s in enumerate(slack)]
        if not self.rows:
            return choices
        spread = [high - low for low, high in zip(self.low[0], self.high[0], strict=True)]
        shares = sorted(2 * s / w for s, w in zip(slack, spread, strict=True) if w > 2 * s)
        for share in shares[1:]:
            choices *= share
        return choices

    def extend(self, chosen: tuple[int, ...], sums: list[int], steps: list[int]) -> None:
        """Give the next row each of its options; all amounts are doubled, as half steps count."""
        self.steps += 1
        index = len(chosen)
        if self.steps > _MAX_STEPS or len(self.found) > _MAX_SOLUTIONS:
            return
        for at, (amount, step) in enumerate(self.goal):
            slack = step + steps[at]
            if (
                2 * sums[at] + self.low[index][at] > 2 * amount + slack
                or 2 * sums[at] + self.high[index][at] < 2 * amount - slack
            ):
                return
        if index == len(self.rows):
            self.found.append(chosen)
            return
        for number, option in enumerate(self.rows[index]):
            self.extend(
                (*chosen, number),
                [total + amount for total, (amount, _) in zip(sums, option, strict=True)],
                [total + step for total, (_, step) in zip(steps, option, strict=True)],
            )


def _low(column: tuple[int, int]) -> int:
    return 2 * column[0] - column[1]


def _high(column: tuple[int, int]) -> int:
    return 2 * column[0] + column[1]
