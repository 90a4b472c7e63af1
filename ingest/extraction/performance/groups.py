"""The groups that indicators belong to, put right by the points that are printed of them.

A merged cell that a conversion has moved by a row opens its group too early or too late. The
points tell: those of a group's members sum to the group's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ingest.extraction.performance.model import Indicator


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the first or the second level, with its printed points."""

    name: str
    points: Decimal | None


@dataclass(slots=True)
class Groups:
    """The groups of one project in printed order, with the members that the rows give them.

    Attributes:
        first: Groups of the first level.
        second: Groups of the second level.
        first_of: For each group of the second level, its group of the first.
        members: Each indicator with its points and its group of the second level.
    """

    first: list[Group] = field(default_factory=list)
    second: list[Group] = field(default_factory=list)
    first_of: list[int] = field(default_factory=list)
    members: list[tuple[Indicator, Decimal | None, int]] = field(default_factory=list)

    def open_first(self, group: Group) -> None:
        """Begin a group of the first level."""
        self.first.append(group)

    def open_second(self, group: Group) -> None:
        """Begin a group of the second level in the last one of the first."""
        self.second.append(group)
        self.first_of.append(len(self.first) - 1)

    def add(self, indicator: Indicator, points: Decimal | None) -> None:
        """Add an indicator to the last group."""
        self.members.append((indicator, points, len(self.second) - 1))

    def indicators(self) -> list[Indicator]:
        """The indicators, moved to the groups that the points prove."""
        second_of = regroup([m[1] for m in self.members], [g.points for g in self.second])
        first_of = regroup([g.points for g in self.second], [g.points for g in self.first])
        if second_of is None and first_of is None:
            return [member[0] for member in self.members]
        found = []
        for at, (indicator, _, printed) in enumerate(self.members):
            second = second_of[at] if second_of else printed
            first = (first_of or self.first_of)[second]
            found.append(
                replace(
                    indicator,
                    level_1=self.first[first].name if first >= 0 else indicator.level_1,
                    level_2=self.second[second].name if second >= 0 else indicator.level_2,
                )
            )
        return found


def regroup(
    members: Sequence[Decimal | None], groups: Sequence[Decimal | None]
) -> list[int] | None:
    """The group of each member, if the members in their order sum to the groups in theirs.

    Points are above zero, so that there is one way at most.
    """
    found: list[int] = []
    at, left = -1, Decimal(0)
    for member in members:
        if member is None or member <= 0:
            return None
        if left == 0:
            at += 1
            own = groups[at] if at < len(groups) else None
            if own is None:
                return None
            left = own
        left -= member
        if left < 0:
            return None
        found.append(at)
    return found if found and left == 0 and at == len(groups) - 1 else None
