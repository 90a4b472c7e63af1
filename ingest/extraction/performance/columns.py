"""Headings to columns, and the cells of a row to the columns that they belong to.

Where merged cells are missing a row begins further left, so that its columns are not those of
the headings. Then the content decides: a level is a known name, a score is a number, and the
cells keep the order of the columns.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest.extraction.performance.text import Field, Text, figure, number, says_nothing
from ingest.vocabulary.performance import Label, Role, level, vocabulary

_BRACKETS = re.compile(r"\([^()]*\)$")
_POINTS = re.compile(r"\((\d+(?:\.\d+)?)分\)$")
_ENDS_LEVEL = "指标"
_FEWEST_HEADINGS = 4
_FEWEST_OF_LISTS = 3
_LONGEST_LABEL = 40
_MOST_CELLS = 60
_INNER: frozenset[Role] = frozenset({"project_name", "level_2"})
_NAMELESS = 10**4
"""More than the cost of all moves of a row."""
_NEEDED: frozenset[Role] = frozenset({"level_3", "target"})
_OF_LISTS: frozenset[Role] = frozenset({"figure", "goal"})
"""What a list of projects or tasks has columns for: it states goals, and no indicators."""
_LISTED: frozenset[Role] = frozenset({"project_name", "task"})

_VALUES: frozenset[Role] = frozenset({"target", "actual"})

Fit = Literal["loose", "strict"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A column of indicators: where it stands, what it holds, and for which of the sides."""

    column: int
    role: Role
    side: int


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading row of the indicators: its columns, and its unknown cells.

    `heads` holds the heading of each slot, as printed and as known.
    """

    slots: tuple[Slot, ...]
    heads: Mapping[Slot, tuple[Text, Label]]
    unknown: tuple[Field, ...]

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that it has columns for."""
        return frozenset(slot.role for slot in self.slots)

    @property
    def sides(self) -> int:
        """How many groups of targets stand side by side."""
        return 1 + max(slot.side for slot in self.slots)


def base(folded: str) -> str:
    """A folded label without what follows it in brackets and without its colon."""
    text = folded.rstrip(":")
    while (shorter := _BRACKETS.sub("", text).rstrip(":")) != text:
        text = shorter
    return text


def know(text: Text) -> Label | None:
    """The label that a cell is, with or without brackets and colon."""
    if len(text) > _LONGEST_LABEL:
        return None
    labels = vocabulary().labels
    return labels.get(text.folded.rstrip(":")) or labels.get(base(text.folded))


def points(text: Text) -> tuple[Text, Text | None]:
    """A name and the points in brackets after it: `数量指标 (20 分)`."""
    found = _POINTS.search(text.folded)
    if not found or not found.start():
        return text, None
    return text.part(0, found.start()), text.part(*found.span(1))


def read_heading(cells: Sequence[Field]) -> Heading | None:
    """The heading row that `cells` are; None where they are another row."""
    heads: dict[Slot, tuple[Text, Label]] = {}
    unknown: list[Field] = []
    seen: set[Role] = set()
    side = 0
    for cell in cells[:_MOST_CELLS]:
        label = know(cell.text)
        if label is None or label.text not in vocabulary().columns:
            unknown.append(cell)
            continue
        # Several columns of money are parts of one sum, and no groups side by side.
        if label.role in seen and label.role != "figure":
            side, seen = side + 1, set()
        seen.add(label.role)
        heads[Slot(cell.column, label.role, side)] = (cell.text, label)
    roles = {slot.role for slot in heads}
    is_of_indicators = len(heads) >= _FEWEST_HEADINGS and roles >= _NEEDED
    is_list = len(heads) >= _FEWEST_OF_LISTS and roles >= _OF_LISTS and bool(roles & _LISTED)
    if not (is_of_indicators or is_list):
        return None
    return Heading(tuple(heads), heads, tuple(unknown))


def read_subheading(cells: Sequence[Field], above: Heading) -> Heading | None:
    """The heading with the columns of money that a row right below it names: 其中: 财政资金."""
    labels = [(cell, know(cell.text)) for cell in cells]
    heads = {
        Slot(cell.column, label.role, 0): (cell.text, _part_of(label))
        for cell, label in labels
        if label and label.role == "figure"
    }
    merged = {**heads, **above.heads}
    if len(heads) < len(cells) or len({slot.column for slot in merged}) < len(merged):
        return None
    slots = sorted(merged, key=lambda slot: slot.column)
    return Heading(tuple(slots), {slot: merged[slot] for slot in slots}, ())


def repeated(heading: Heading, before: Heading | None) -> Heading:
    """The heading that `heading` repeats: a torn row may lie over some of its cells on a page."""
    if before is None or not set(heading.slots) < set(before.slots):
        return heading
    return Heading(before.slots, before.heads, heading.unknown)


def _part_of(label: Label) -> Label:
    """The label as one of a part of the money: 其中:其他资金."""
    return replace(label, standard=label.standard or f"其中:{label.text}")


def place(cells: Sequence[Field], heading: Heading) -> dict[Slot, Text] | None:
    """Which column each cell of a row belongs to; None where no single placement is best.

    A score above the points in the name's brackets is not a score, so that the row has none.
    """
    placed = _exact(cells, heading.slots) or _shifted(cells, heading.slots)
    if placed and not _score_is_possible(placed):
        slots = tuple(slot for slot in heading.slots if slot.role != "score")
        placed = _exact(cells, slots) or _shifted(cells, slots)
    return placed


def _score_is_possible(placed: Mapping[Slot, Text]) -> bool:
    cells = {slot.role: text for slot, text in placed.items()}
    if "score" not in cells or "level_3" not in cells:
        return True
    score, most = figure(cells["score"]), points(cells["level_3"])[1]
    return score is None or most is None or number(score[0]) <= number(most)


def _exact(cells: Sequence[Field], slots: Sequence[Slot]) -> dict[Slot, Text] | None:
    """The cells at their own columns, if each has one and fits there."""
    columns = {slot.column: slot for slot in slots}
    placed = {}
    for cell in cells:
        slot = columns.get(cell.column)
        if slot is None or not _fits(cell.text, slot.role, "loose"):
            return None
        placed[slot] = cell.text
    has_level = any(slot.role == "level_2" for slot in placed)
    for slot, text in placed.items():
        if slot.role == "level_3" and _is_level(text) and not has_level:
            return None
    return placed


@dataclass(frozen=True, slots=True)
class _Way:
    """A placement of the first cells: its cost, the slots chosen, and the last cell's move.

    `is_only` is false where another way costs the same.
    """

    cost: int
    chosen: tuple[int, ...]
    is_only: bool
    move: int


def _shifted(cells: Sequence[Field], slots: Sequence[Slot]) -> dict[Slot, Text] | None:
    """The cells in the order of the columns, where each fits; None where two ways are as good.

    What is missing moves all cells after it alike: a way costs what its moves differ by. It
    costs more where it leaves an inner level empty after an outer one, which no merging does.
    """
    if not cells or len(cells) > len(slots):
        return None
    ways: dict[int, _Way] = {-1: _Way(0, (), is_only=True, move=0)}
    for cell in cells:
        found: dict[int, _Way] = {}
        for index, slot in enumerate(slots):
            if _fits(cell.text, slot.role, "strict"):
                before = [_step(way, cell, slots, index) for at, way in ways.items() if at < index]
                if before:
                    found[index] = _best(before)
        ways = found
    if not ways:
        return None
    last = _best(list(ways.values()))
    if not last.is_only:
        return None
    return {slots[at]: cell.text for at, cell in zip(last.chosen, cells, strict=True)}


def _step(way: _Way, cell: Field, slots: Sequence[Slot], index: int) -> _Way:
    """The way with one cell more, whose move since the heading is its own."""
    move = cell.column - slots[index].column
    skipped = slots[way.chosen[-1] + 1 : index] if way.chosen else ()
    leaps = sum(slot.role in _INNER for slot in skipped)
    cost = way.cost + abs(move - way.move) + leaps - _worth(slots[index])
    return _Way(cost, (*way.chosen, index), way.is_only, move)


def _best(ways: Sequence[_Way]) -> _Way:
    least = min(way.cost for way in ways)
    best = [way for way in ways if way.cost == least]
    return best[0] if len(best) == 1 else replace(best[0], is_only=False)


def _worth(slot: Slot) -> int:
    """What a row gains by filling a column: a row without a name is hardly one."""
    return _NAMELESS if slot.role == "level_3" else 0


def _is_level(text: Text) -> bool:
    name = points(text)[0].folded
    return level(name, 1) or level(name, 2)


def _fits(text: Text, role: Role, fit: Fit) -> bool:
    """Whether a cell can stand in a column; loosely where it stands just under the heading."""
    if role in {"level_1", "level_2"}:
        return _fits_level(text, role, fit)
    if role in {"points", "score", "figure"}:
        return _fits_number(text, role)
    if role == "block":
        return know(text) is not None
    if role != "level_3" and points(text)[1] is not None:
        return False
    return fit == "loose" or _fits_words(text, role)


def _fits_words(text: Text, role: Role) -> bool:
    """Whether words can stand in a column of words: what another column alone can hold cannot."""
    words = vocabulary()
    is_operator = text.folded in words.operators
    is_direction = text.folded in words.directions
    if role in {"operator", "direction"}:
        return is_operator if role == "operator" else is_direction
    if is_operator or is_direction or _is_level(text):
        return False
    if role == "unit_of_measure":
        return words.unit.fullmatch(text.folded) is not None
    return role in _VALUES or figure(text) is None


def _fits_level(text: Text, role: Role, fit: Fit) -> bool:
    name = points(text)[0].folded
    number: Literal[1, 2] = 1 if role == "level_1" else 2
    other: Literal[1, 2] = 2 if role == "level_1" else 1
    if level(name, number):
        return True
    return fit == "loose" and name.endswith(_ENDS_LEVEL) and not level(name, other)


def _fits_number(text: Text, role: Role) -> bool:
    found = figure(text)
    if found is None:
        return says_nothing(text)
    unit = found[1]
    return unit is None or (unit == "分" if role != "figure" else unit.endswith("元"))
