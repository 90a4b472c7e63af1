"""Rows to indicators: levels carried down, cells of several values separated, figures read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ingest.extraction.performance.columns import points
from ingest.extraction.performance.groups import Group, Groups
from ingest.extraction.performance.header import Header
from ingest.extraction.performance.model import Disposition, Indicator
from ingest.extraction.performance.text import Ledger, Text, figure, number, plain, says_nothing
from ingest.extraction.performance.values import (
    Piece,
    Reading,
    claim_dates,
    claim_words,
    pieces,
    read_target,
)
from ingest.vocabulary.performance import Direction, Level, Period, Role, level, vocabulary

_USES: Mapping[Role, Disposition] = {
    "target": "indicator_target",
    "actual": "indicator_actual",
    "points": "indicator_weight",
    "score": "indicator_score",
}
_DATED: frozenset[Role] = frozenset({"target", "actual"})
_WORDED: tuple[Role, ...] = ("operator", "unit_of_measure", "direction")


@dataclass(slots=True)
class Rows:
    """The indicators of a table in the making: what rows above say goes for those below.

    Attributes:
        ledger: The account of the table's digits.
        header: The header, which knows the project and keeps what is unknown.
        indicators: The indicators of the projects that are complete.
        level_1: The first level that goes for the rows to come.
        level_2: The second level that does, by side.
    """

    ledger: Ledger
    header: Header
    indicators: list[Indicator] = field(default_factory=list)
    level_1: str | None = None
    level_2: dict[int, str] = field(default_factory=dict)
    _groups: Groups = field(default_factory=Groups)

    def open_project(self) -> None:
        """Begin another project: no level of the one before goes for it."""
        self.indicators.extend(self._groups.indicators())
        self._groups = Groups()
        self.level_1 = None
        self.level_2 = {}

    def open_level(self, text: Text, number_of_level: Level, side: int = 0) -> None:
        """Take a level that goes for the rows to come."""
        name, most = self._points(text, "heading_points")
        claim_words(self.ledger, name, "name_part")
        if not level(name.folded, number_of_level):
            self.header.note(name, "level")
        group = Group(name.folded, most)
        if number_of_level == 1:
            self.level_1, self.level_2 = name.folded, {}
            self._groups.open_first(group)
        else:
            self.level_2[side] = name.folded
            if side == 0:
                self._groups.open_second(group)

    def _points(self, text: Text, use: Disposition) -> tuple[Text, Decimal | None]:
        """A name and the points in brackets after it, which are accounted for."""
        name, most = points(text)
        if most is None:
            return name, None
        self.ledger.claim(text, use, (len(name), len(text)))
        return name, number(most)

    def add(self, cells: Mapping[Role, Text], side: int, period: Period) -> None:
        """Add the indicators of a row, or of one side of it.

        Args:
            cells: The cells as printed; the name is that of `level_3`.
            side: Which of the groups side by side it is.
            period: The period of its targets.
        """
        name, bracket = self._points(cells["level_3"], "indicator_weight")
        weight = _number_of(cells.get("points")) or points(cells["level_3"])[1]
        self._claim(name, cells)
        one = "operator" in cells or weight is not None or "score" in cells
        target, actual = _said(cells.get("target")), _said(cells.get("actual"))
        parts = [Piece(None, name, target, actual)] if one else pieces(name, target, actual)
        for piece in parts:
            for part, reading, result in self._readings(piece, cells.get("operator")):
                self._groups.add(
                    Indicator(
                        project_name=self.header.project_name,
                        level_1=self.level_1,
                        level_2=self.level_2.get(side),
                        level_3=piece.name.printed,
                        operator=reading.operator if reading else None,
                        target_text=_target_text(piece, part, reading),
                        target_value=reading.value if reading else None,
                        actual_text=piece.actual.printed if piece.actual else None,
                        actual_value=result.value if result else None,
                        indicator_unit=_unit(cells.get("unit_of_measure"), reading, result),
                        weight_text=weight.printed if weight else None,
                        direction=self._direction(cells.get("direction")),
                        score_text=_printed(_number_of(cells.get("score"))),
                        period=period,
                        part=part,
                        **_place(reading.at if reading else piece.actual or piece.name),
                    ),
                    number(weight) if weight else bracket,
                )

    def _claim(self, name: Text, cells: Mapping[Role, Text]) -> None:
        """Account for the digits of a row's cells."""
        claim_words(self.ledger, name, "name_part")
        for role, use in _USES.items():
            if text := cells.get(role):
                if role in _DATED:
                    claim_dates(self.ledger, text)
                self.ledger.claim(text, use)
        for role in _WORDED:
            if text := cells.get(role):
                claim_words(self.ledger, text, "name_part")

    def _readings(
        self, piece: Piece, operator: Text | None
    ) -> Iterator[tuple[str | None, Reading | None, Reading | None]]:
        """Each figure of a piece with its place and with what was reached of it."""
        results = read_target(piece.actual) if piece.actual else []
        readings: list[Reading] | list[None] = [None]
        if piece.target is not None:
            readings = (
                [self._compared(operator, piece.target)] if operator else read_target(piece.target)
            )
        for at, reading in enumerate(readings):
            if reading is not None and reading.strange is not None:
                self.header.note(reading.strange, "unit_of_measure")
            own = str(at + 1) if len(readings) > 1 else None
            part = ".".join(p for p in (piece.part, own) if p) or None
            yield part, reading, results[at] if len(results) == len(readings) else None

    def _compared(self, operator: Text, target: Text) -> Reading:
        """A target whose comparison stands in a column of its own."""
        known = vocabulary().operators.get(operator.folded)
        if known is None and not says_nothing(operator):
            self.header.note(operator, "operator")
        found = figure(target)
        if found is None:
            return Reading(target, target, known, None, None)
        return Reading(target, target, known, plain(found[0]), found[1])

    def _direction(self, text: Text | None) -> Direction | None:
        if text is None or says_nothing(text):
            return None
        known = vocabulary().directions.get(text.folded)
        if known is None:
            self.header.note(text, "direction")
        return known


def _place(text: Text) -> dict[str, int]:
    spot = text.spots[0]
    return {"page": spot.page, "line": spot.line, "char_from": spot.char}


def _said(text: Text | None) -> Text | None:
    return None if text is None or says_nothing(text) else text


def _printed(text: Text | None) -> str | None:
    return text.printed if text is not None else None


def _number_of(text: Text | None) -> Text | None:
    found = figure(text) if text is not None else None
    return found[0] if found else None


def _target_text(piece: Piece, part: str | None, reading: Reading | None) -> str | None:
    """The target as printed; of several in one text, each has its own stretch."""
    if piece.target is None or reading is None:
        return None
    return (piece.target if part == piece.part else reading.at).printed


def _unit(cell: Text | None, reading: Reading | None, result: Reading | None) -> str | None:
    if cell is not None and not says_nothing(cell):
        return cell.printed
    return (reading.unit if reading else None) or (result.unit if result else None)
