"""Which amount a change, a rate or a share belongs to, and of which amount a share is."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from ingest.extraction.narrative.model import Statement
from ingest.extraction.narrative.paths import Topic

_REACH = 40
"""Statements looked back over: a share far from its whole is not linked by a guess."""

_NEAR = 5
"""Units of the last printed digit within which a share confirms its whole."""


@dataclass(slots=True)
class Links:
    """The amounts of the section so far.

    Attributes:
        amounts: Those spoken of, with whether each is a part of one before it.
        bases: Those that others are compared with.
        whole: The one that the last share is of.
        shared: Numbers of those of which a share is stated.
    """

    amounts: list[tuple[Statement, bool]] = field(default_factory=list)
    bases: list[Statement] = field(default_factory=list)
    whole: Statement | None = None
    shared: set[int] = field(default_factory=set)

    def add(self, statement: Statement, *, in_parts: bool) -> None:
        """Take in a statement of an amount."""
        self.amounts.append((statement, in_parts))

    def _latest(self) -> Iterator[tuple[Statement, bool]]:
        return reversed(self.amounts[-_REACH:])

    def of_subject(self, topic: Topic, year: int, phase: str) -> Statement | None:
        """The latest amount of `topic` in a year, of the phase where one is of it."""
        of_year = (amount for amount, _ in self._latest() if amount.fiscal_year == year)
        same = [amount for amount in of_year if _is_of(amount, topic)]
        return next((a for a in same if a.phase == phase), same[0] if same else None)

    def of_time(self, topic: Topic, year: int, phase: str) -> Statement | None:
        """The latest amount of `topic` in another year or of another phase."""
        known = [*self.bases, *(amount for amount, _ in self._latest())]
        of_time = (a for a in known if (a.fiscal_year, a.phase) == (year, phase))
        same = [amount for amount in of_time if _is_of(amount, topic)]
        return max(same, key=lambda amount: amount.statement_no, default=None)

    def _is_shared(self, amount: Statement) -> bool:
        return amount.statement_no in self.shared

    def named(self, whole: str) -> Statement | None:
        """The latest amount whose label is `whole`, or the end of it."""
        for amount, _ in self._latest():
            if amount.subject == whole or amount.subject.endswith(whole):
                return amount
        return None

    def whole_of(
        self, part: Statement, share: str, lead: str | None, *, is_named: bool
    ) -> Statement | None:
        """The amount that `part` is a share of where the text names none, or by another word.

        It is the amount that opened the list of parts where the share fits it; else that of the
        share before it under one heading; else the one of which the part is nearest to the printed
        share; where none is, the opening one. What has a share itself stands beside the part, or
        is said by another word.
        """
        before = [
            (amount, in_parts)
            for amount, in_parts in self._latest()
            if amount.statement_no < part.statement_no
            and amount.subject != part.subject
            and (amount.fiscal_year, amount.phase) == (part.fiscal_year, part.phase)
        ]
        opening = next((a for a, in_parts in before if not in_parts and a.subject == lead), None)
        off = [(_off(part.value_text, amount.value_text, share), amount) for amount, _ in before]
        near = [
            (distance, amount)
            for distance, amount in off
            if distance is not None
            and (is_named or amount is opening or not self._is_shared(amount))
        ]
        if opening in [amount for _, amount in near] or not near or not Decimal(share):
            return opening
        last = next((a for _, a in near if a is self.whole and a.heading == part.heading), None)
        return last or min(near, key=lambda found: found[0])[1]


def _is_of(amount: Statement, topic: Topic) -> bool:
    named = (amount.subject, amount.subject_path, amount.subject_code)
    return named == (topic.label, topic.path_text, topic.code)


def _off(part: str, whole: str, share: str) -> Decimal | None:
    """How far the share printed is from that of `part` in `whole`; None where it is too far."""
    if not Decimal(whole):
        return None
    unit = Decimal(1).scaleb(-len(share.partition(".")[2]))
    off = abs(Decimal(part) / Decimal(whole) * 100 - Decimal(share))
    return off if off <= _NEAR * unit else None
