"""What sums prove of figures recognised from pictures, and the slips in them that sums mend."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations

from ingest.extraction.tables.scanned.slips import SHORTEST, is_slip
from ingest.extraction.tables.scanned.sums import Key, Sum

_ROUNDS = 6
_SEVERAL = 2

_USUAL = 0.6
"""Share of the figures of a table that have as many decimals, where that is how it prints them."""

_ENOUGH = 5
"""Figures from which on their number of decimals is told."""

_GROUP = 3
"""Digits between the commas of thousands: after a point, it may be a comma that was misread."""


@dataclass(slots=True)
class Proof:
    """The figures of a document and the sums between them, while some are mended.

    Attributes:
        amounts: The amount of each figure, mended where `mend` did so.
        texts: The figures as they are printed or were recognised.
        recognised: Those that were recognised from pictures.
        sums: What must add up.
        repaired: What figures were mended to.
        of: The sums that each figure stands in.
        no_laws: The groups of sums that this document does not know.
        with_decimals: The tables whose amounts have decimals.
        odd: Figures whose point may be lost, or be a comma.
        regrouped: Figures whose point was a comma.
    """

    amounts: dict[Key, Decimal]
    texts: Mapping[Key, str]
    recognised: set[Key]
    sums: Sequence[Sum]
    repaired: dict[Key, Decimal] = field(default_factory=dict)
    of: dict[Key, list[Sum]] = field(default_factory=lambda: defaultdict(list))
    no_laws: set[tuple[int, ...]] = field(default_factory=set)
    with_decimals: frozenset[int] = frozenset()
    odd: set[Key] = field(default_factory=set)
    regrouped: set[Key] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Note the sums of each figure, and which laws this document does not know.

        A sum that holds in none of several columns, by differences that no slip explains, is none:
        the table lists its rows in another way.
        """
        marks: dict[int, list[bool]] = defaultdict(list)
        for table, number in self.texts:
            marks[table].append("." in self.texts[table, number])
        self.with_decimals = frozenset(
            table for table, own in marks.items() if 2 * sum(own) > len(own)
        )
        self._note_scales()
        groups: dict[tuple[int, ...], list[Sum]] = defaultdict(list)
        for one in self.sums:
            groups[one.group].append(one)
            for key in {one.whole, *one.parts}:
                self.of[key].append(one)
        for group, sums in groups.items():
            told = [one for one in sums if self.amounts[one.whole]]
            is_broken = len(told) >= _SEVERAL and not any(map(self.is_near, told))
            if is_broken and not all(map(self._is_explained, told)):
                self.no_laws.add(group)

    def _note_scales(self) -> None:
        """Note the figures whose point may be a comma, or lost, as their table prints others.

        Whoever misreads a figure so does it wherever it is repeated. Where all others of the table
        are whole, three digits after a point are thousands.
        """
        decimals: dict[int, dict[Key, int]] = defaultdict(dict)
        for key in sorted(self.recognised):
            if self.amounts[key] and sum(map(str.isdigit, self.texts[key])) >= SHORTEST:
                decimals[key[0]][key] = -_exponent(self.amounts[key])
        for own in decimals.values():
            counts = Counter(own.values())
            number, count = counts.most_common(1)[0]
            usual = number if len(own) >= _ENOUGH and count >= _USUAL * len(own) else None
            for key, places in own.items():
                if usual == 0 and places == _GROUP:
                    self.amounts[key] = self.amounts[key].scaleb(_GROUP)
                    self.regrouped.add(key)
                elif _is_odd(places, usual) or (places == _GROUP and 2 * counts[places] < len(own)):
                    self.odd.add(key)

    def _is_explained(self, one: Sum) -> bool:
        """Whether one slip in one of its figures makes a sum fail as it does."""
        return any(
            is_slip(self.texts[key], self._wanted(key, one))
            for key in {one.whole, *one.parts} & self.recognised
        )

    def holds(self, one: Sum) -> bool:
        """Whether a sum holds to the last digit."""
        return self.amounts[one.whole] == sum(self.amounts[part] for part in one.parts)

    def proves(self, one: Sum) -> bool:
        """Whether a sum of several amounts holds; one that is only a repeat proves less."""
        several = sum(bool(self.amounts[part]) for part in one.parts) >= _SEVERAL
        return several and self.holds(one)

    def is_proved(self, key: Key) -> bool:
        """Whether a sum proves a figure, or a repeat bears it out and no law is broken by it."""
        if key not in self.recognised or self.is_summed(key):
            return True
        return any(map(self.holds, self._telling(key))) and not self.breaks(key)

    def is_summed(self, key: Key) -> bool:
        """Whether a sum of several amounts proves a figure."""
        return any(map(self.proves, self._telling(key)))

    def _telling(self, key: Key) -> list[Sum]:
        """The sums of a figure that tell where its point stands, if that is not plain."""
        return [one for one in self.of.get(key, ()) if key not in self.odd or self.is_scaled(one)]

    def is_scaled(self, one: Sum) -> bool:
        """Whether a sum has a figure that tells where the points of the others stand."""
        return any(self.amounts[key] and key not in self.odd for key in (one.whole, *one.parts))

    def may_break(self, key: Key) -> bool:
        """Whether a figure breaks a law that holds if it was misread by one slip."""
        return any(
            self.is_law(one)
            and not self.is_near(one)
            and is_slip(self.texts[key], self._wanted(key, one))
            for one in self.of.get(key, ())
        )

    def breaks(self, key: Key) -> bool:
        """Whether a figure stands in a law that does not hold, even within rounding."""
        return any(self.is_law(one) and not self.is_near(one) for one in self.of.get(key, ()))

    def is_law(self, one: Sum) -> bool:
        """Whether figures that break a sum are wrong."""
        return one.is_law and one.group not in self.no_laws

    def is_near(self, one: Sum) -> bool:
        """Whether a sum is off by no more than rounding makes.

        One figure alone that is printed finer than all others was not rounded: it was misread. Two
        figures alone, as fine as one another, are rounded alike.
        """
        off = self.amounts[one.whole] - sum(self.amounts[part] for part in one.parts)
        steps = sorted(_step(self.amounts[key]) for key in (one.whole, *one.parts))
        is_alike = len(steps) == _SEVERAL and steps[0] == steps[1]
        if not off or is_alike or (len(steps) > _SEVERAL and steps[0] < steps[1]):
            return not off
        return 2 * abs(off) <= steps[-1] * len(steps)

    def mend(self) -> None:
        """Mend figures, one after another, until nothing more is proved wrong."""
        for _ in range(_ROUNDS):
            found = {
                key: amount
                for key in sorted(self.recognised)
                if key not in self.repaired and (amount := self._mended(key)) is not None
            }
            # Two figures of one sum are not mended at once: each would mend it alone.
            taken: set[Sum] = set()
            is_any = False
            for key, amount in found.items():
                if not taken.isdisjoint(self.of[key]):
                    continue
                taken.update(self.of[key])
                self.amounts[key] = self.repaired[key] = amount
                is_any = True
            if not is_any:
                return

    def _mended(self, key: Key) -> Decimal | None:
        """What a figure must be by every sum that it breaks, if recognition could slip so."""
        if self.is_proved(key):
            return None
        broken = [one for one in self.of.get(key, ()) if not self.is_near(one)]
        if not any(map(self.is_law, broken)):
            return None
        # It alone must be in doubt: of the others each is borne out by another sum.
        alone = [
            one
            for one in broken
            if all(
                other == key or self._stands_without(other, one)
                for other in (one.whole, *one.parts)
            )
        ]
        wanted = {self._wanted(key, one) for one in alone}
        if not wanted:
            alone, wanted = self._agreed(key, broken)
        if len(wanted) != 1:
            return None
        amount = wanted.pop()
        if not is_slip(self.texts[key], amount) or self._may_be_rounded(key, amount, alone):
            return None
        # What another figure in doubt breaks as well tells nothing yet.
        telling = [one for one in self.of[key] if one in alone or self.is_near(one)]
        before = self.amounts[key]
        self.amounts[key] = amount
        is_right = all(self.is_near(one) for one in telling if self.is_law(one))
        self.amounts[key] = before
        return amount if is_right else None

    def _may_be_rounded(self, key: Key, amount: Decimal, wanting: Sequence[Sum]) -> bool:
        """Whether another amount that was misread so is as near to the sums that want this one.

        So it is for the last digit, where the table has other sums that hold but for rounding.
        """
        beside = (amount - _step(amount), amount + _step(amount))
        is_told = not any(is_slip(self.texts[key], other) for other in beside)
        if is_told or all(len(one.parts) == 1 for one in wanting):
            return False
        own = (one for one in self.sums if one.whole[0] == key[0] and self.is_law(one))
        return any(self.is_near(one) and not self.holds(one) for one in own)

    def _agreed(self, key: Key, broken: Sequence[Sum]) -> tuple[list[Sum], set[Decimal]]:
        """The broken sums that want the same of a figure to the last digit, and what they want.

        Of other figures they have none in common, as a row and a column, so that errors in these
        do not make them agree.
        """
        by_amount: dict[Decimal, list[Sum]] = defaultdict(list)
        for one in broken:
            by_amount[self._wanted(key, one)].append(one)
        found = {
            amount: sums
            for amount, sums in by_amount.items()
            if any(map(self.is_law, sums))
            and any(len(one.parts) >= _SEVERAL for one in sums)
            and any(
                {one.whole, *one.parts} & {two.whole, *two.parts} == {key}
                for one, two in combinations(sums, 2)
            )
        }
        return [one for sums in found.values() for one in sums], set(found)

    def _stands_without(self, key: Key, broken: Sum) -> bool:
        """Whether another sum than a broken one bears a figure out."""
        if key not in self.recognised:
            return True
        return any(self.holds(one) for one in self.of[key] if one is not broken)

    def _wanted(self, key: Key, one: Sum) -> Decimal:
        others = sum((self.amounts[part] for part in one.parts if part != key), Decimal(0))
        return others if key == one.whole else self.amounts[one.whole] - others

    def may_be_none(self, key: Key) -> bool:
        """Whether a figure may as well be a code, an ordinal or a stain, or is of unknown scale.

        It is so short, or alone whole where the amounts of its table have decimals.
        """
        return (
            self.is_short(key)
            or key in self.odd | self.regrouped
            or ("." not in self.texts[key] and key[0] in self.with_decimals)
        )

    def is_short(self, key: Key) -> bool:
        """Whether a figure has so few digits that it may be anything."""
        return sum(map(str.isdigit, self.texts[key])) < SHORTEST


def _is_odd(places: int, usual: int | None) -> bool:
    """Whether a figure has lost its point, or is finer than its table; zeros may be left out."""
    return usual is not None and (places > usual or (not places and usual > 0))


def _exponent(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    return min(exponent, 0) if isinstance(exponent, int) else 0


def _step(amount: Decimal) -> Decimal:
    return Decimal(1).scaleb(_exponent(amount))
