"""A row per indicator where the text has lost its columns and its cells are broken over lines.

What is left is the order of the words. A row ends with what cannot be mistaken: comparison,
target, unit, weight and direction, in the order that the headings give. Before it stand the
levels, known names both, and between them and the row above whatever else the table says: a
project with its money, a goal, the rest of a goal after a page break.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ingest.extraction.performance.rows import Rows
from ingest.extraction.performance.text import Text, figure, join, words
from ingest.extraction.performance.values import claim_dates, claim_words
from ingest.reading.model import Line
from ingest.vocabulary.performance import Label, Role, vocabulary
from ingest.vocabulary.units import units

_MOST_WORDS = 6
_FEWEST_HEADINGS = 4
_LONGEST_NAME = 20
"""How many words the names of a unit and a project may be broken into."""

_TAIL: frozenset[Role] = frozenset({"operator", "target", "unit_of_measure", "points", "direction"})
_NEEDED: frozenset[Role] = frozenset({"level_3", "operator", "target", "points"})
_SENTENCE = re.compile(r"[。；，、;,]")
_UNIT_CODE = re.compile(r"\d{3,}[-—]")


@dataclass(frozen=True, slots=True)
class _Tail:
    """The end of a row: its cells, and the words from `start` to before `end` that they are."""

    start: int
    end: int
    cells: dict[Role, Text]


def read_flat(lines: Sequence[Line], rows: Rows) -> None:
    """Read a flattened table into `rows`; words that are in no row leave their numbers open."""
    text = list(words(lines))
    start, end, heads = _headings(text, 0)
    for word in text[:start]:
        claim_dates(rows.ledger, word)
    if not {label.role for label in heads} >= _NEEDED:
        if text:
            rows.header.note(text[0], "layout")
        return
    tail = [label.role for label in heads if label.role in _TAIL]
    reader = _Flat(rows, heads)
    for found in _tails(text, end, tail):
        reader.read_row(_without_headings(text[end : found.start]), found.cells)
        end = found.end


def _headings(text: Sequence[Text], start: int) -> tuple[int, int, list[Label]]:
    """The first run of headings from `start` on: where it begins and ends, and what it heads."""
    known = vocabulary().columns
    for begin in range(start, len(text)):
        heads, at = [], begin
        while (end := match(text, at, known)) > at:
            heads.append(known[join(text[at:end]).folded])
            at = end
        if len(heads) >= _FEWEST_HEADINGS:
            return begin, at, heads
    return len(text), len(text), []


def match(text: Sequence[Text], start: int, known: Collection[str]) -> int:
    """The end of the longest run of words from `start` that spell a known one; else `start`."""
    spelt, best = "", start
    for end in range(start, min(len(text), start + _MOST_WORDS)):
        spelt += text[end].folded
        if spelt in known:
            best = end + 1
    return best


def _without_headings(text: Sequence[Text]) -> list[Text]:
    """The words without the headings that a page repeats."""
    start, end, _ = _headings(text, 0)
    return [*text[:start], *text[end:]]


def _tails(text: Sequence[Text], start: int, roles: Sequence[Role]) -> Iterator[_Tail]:
    """The ends of rows, in order: where all the roles are matched one after the other."""
    at = start
    while at < len(text):
        cells: dict[Role, Text] = {}
        end = at
        for role in roles:
            behind = _match_role(text, end, role, cells)
            if behind is None:
                break
            if behind > end:
                cells[role] = join(text[end:behind])
            end = behind
        else:
            yield _Tail(at, end, cells)
            at = max(end, at + 1)
            continue
        at += 1


def _match_role(
    text: Sequence[Text], start: int, role: Role, cells: dict[Role, Text]
) -> int | None:
    """Where a cell of a role ends that begins at `start`; None where none can."""
    known = vocabulary()
    if role == "operator":
        end = match(text, start, known.operators)
        return end if end > start else None
    if role == "direction":
        return match(text, start, known.directions)
    numbers = [
        at
        for at in range(start, min(len(text), start + _MOST_WORDS))
        if figure(text[at]) is not None
    ]
    if not numbers:
        return None
    is_worded = "operator" in cells and known.operators[cells["operator"].folded] == "qualitative"
    if role == "target" and is_worded:
        return _end_of_words(text, start, numbers[0])
    if role == "unit_of_measure":
        return numbers[0]
    return start + 1 if numbers[0] == start else None


def _end_of_words(text: Sequence[Text], start: int, number: int) -> int | None:
    """A target in words goes up to the weight after it."""
    has_words = number > start and not any(_SENTENCE.search(w.folded) for w in text[start:number])
    return number if has_words else None


class _Flat:
    """The reader of rows: which unit the table is of, learnt from its first words."""

    def __init__(self, rows: Rows, heads: Sequence[Label]) -> None:
        self._rows = rows
        self._money = next((label for label in heads if label.role == "figure"), None)
        self._unit_text = ""

    def read_row(self, text: Sequence[Text], tail: dict[Role, Text]) -> None:
        """Read one row: the words before its tail, and the tail."""
        start, middle, end = _levels(text)
        self._read_project(text[:start])
        rows = self._rows
        if middle > start:
            rows.open_level(join(text[start:middle]), 1)
        if end > middle:
            rows.open_level(join(text[middle:end]), 2)
        name = join(text[end:])
        if not len(name):
            rows.header.note(next(iter(tail.values())), "row")
            return
        rows.add({"level_3": name, **tail}, side=0, period="annual")

    def _read_project(self, text: Sequence[Text]) -> None:
        """The project and its money before the first level; what is left is goal."""
        rest = 0
        for at, word in enumerate(text):
            found = figure(word)
            if found is None or found[1] == "%" or not 0 < at - rest <= _LONGEST_NAME:
                continue
            name = join(text[rest:at])
            if _SENTENCE.search(name.folded):
                continue
            is_project = self._open(name, following=text[at + 1 : at + 1 + _LONGEST_NAME])
            if self._money:
                self._rows.header.add(name, self._money, word)
            rest = at + 1
            if is_project:
                break
        for word in text[rest:]:
            claim_words(self._rows.ledger, word, "goal_text")

    def _open(self, name: Text, following: Sequence[Text]) -> bool:
        """Begin the project that `name` ends with; False where it names the unit alone."""
        start = self._end_of_unit(name, following)
        claim_words(self._rows.ledger, name.part(0, start), "name_part")
        self._rows.open_project()
        if start == len(name):
            self._rows.header.project_name = None
            return False
        self._rows.header.name_project(name.part(start))
        return True

    def _end_of_unit(self, name: Text, following: Sequence[Text]) -> int:
        """Where the name of the unit ends in front of a project's: it is known, or repeated."""
        code = _UNIT_CODE.match(name.folded)
        after_code = code.end() if code else 0
        for unit in units():
            for known in unit.names:
                if name.folded.startswith(known, after_code):
                    return after_code + len(known)
        if self._unit_text and name.folded.startswith(self._unit_text):
            return len(self._unit_text)
        if code and join(following).folded.startswith(name.folded):
            self._unit_text = name.folded
            return len(name)
        return 0


def _levels(text: Sequence[Text]) -> tuple[int, int, int]:
    """Where the levels stand: begin of the first, begin of the second, end of the second.

    The last pair of both counts, or else the last second level alone; a goal may use the words.
    """
    levels = vocabulary().levels
    alone = (len(text), len(text), len(text))
    for start in range(len(text) - 1, -1, -1):
        middle = match(text, start, levels[1])
        if middle > start:
            end = match(text, middle, levels[2])
            if end > middle:
                return start, middle, end
        end = match(text, start, levels[2])
        if end > start and alone[0] == len(text):
            alone = (start, start, end)
    return alone if alone[0] < len(text) else _nameless(text)


def _nameless(text: Sequence[Text]) -> tuple[int, int, int]:
    """A row without levels: its name begins after the last sentence before it."""
    ends = [at + 1 for at, word in enumerate(text) if word.folded.endswith("。")]
    start = ends[-1] if ends else 0
    return start, start, start
