"""Cells of text whose every character keeps its place, and the account of their digits."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from ingest.extraction.performance.model import Disposition, NumberToken
from ingest.reading.model import Line

_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|\*\*|^\s*#+\s")
_TOKEN = re.compile(r"\d+(?:[.,．]\d+)*")
"""A number as printed, found without any grammar: whatever a reading misses stays in sight."""

_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "＂": '"'})
_FIGURE = re.compile(
    r"(?P<number>[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?P<unit>%|分|[千万亿]?元)?"
)
_PAGE_NUMBER = re.compile(r"\s*[-—–]\s*\d{1,4}\s*[-—–]\s*")
_SAYS_LITTLE = re.compile(r"[-—–―/\s无]*")


class Spot(NamedTuple):
    """Page, line and character, all from 1."""

    page: int
    line: int
    char: int


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of text without blanks and markup.

    Attributes:
        printed: The characters as printed.
        folded: The same characters in half width, one for one.
        spots: Where each of them stands.
        breaks: Indexes of the characters that a blank or a line end goes before.
    """

    printed: str
    folded: str
    spots: tuple[Spot, ...]
    breaks: frozenset[int] = frozenset()

    def part(self, start: int, end: int | None = None) -> "Text":
        """The stretch from `start` to before `end`."""
        start, end, _ = slice(start, end).indices(len(self.printed))
        breaks = frozenset(at - start for at in self.breaks if start < at < end)
        return Text(self.printed[start:end], self.folded[start:end], self.spots[start:end], breaks)

    def __len__(self) -> int:
        """How many characters it has."""
        return len(self.printed)


@dataclass(frozen=True, slots=True)
class Field:
    """A cell that holds text, its column from 0, and the last line that it is of."""

    column: int
    text: Text
    last_line: int


@lru_cache(maxsize=8192)
def fold_char(char: str) -> str:
    """One character in half width; ① and any character that would become several stay."""
    if unicodedata.category(char) == "No":
        return char
    folded = unicodedata.normalize("NFKC", char).translate(_QUOTES)
    return folded if len(folded) == 1 else char


def join(texts: Iterable[Text]) -> Text:
    """Several stretches as one, with a break at each seam."""
    parts = [text for text in texts if len(text)]
    breaks: set[int] = set()
    at = 0
    for part in parts:
        breaks.update(at + index for index in part.breaks)
        if at:
            breaks.add(at)
        at += len(part)
    spots = tuple(spot for part in parts for spot in part.spots)
    printed, folded = ("".join(p) for p in ([t.printed for t in parts], [t.folded for t in parts]))
    return Text(printed, folded, spots, frozenset(breaks))


class Ledger:
    """What became of every digit of the lines it is made of. The first claim to one holds."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Take out what is not part of a table: page numbers, and markup, which nobody prints."""
        self._lines = lines
        self._uses: dict[tuple[int, int], Disposition] = {}
        for line in lines:
            whole = is_page_number(line)
            for index in range(len(line.text)) if whole else _markup(line):
                self._uses[line.number, index + 1] = "page_number" if whole else "markup"

    def claim(self, text: Text, use: Disposition, span: tuple[int, int] | None = None) -> None:
        """Account for the digits of `text`, or of a `span` of it, that nothing has claimed yet."""
        for index in range(*(span or (0, len(text)))):
            if text.printed[index].isdigit():
                spot = text.spots[index]
                self._uses.setdefault((spot.line, spot.char), use)

    def numbers(self) -> list[NumberToken]:
        """Every number of the lines; one of which some digit is unclaimed is unaccounted."""
        return [
            NumberToken(
                token[0],
                self._use(line.number, token),
                line.page,
                line.number,
                token.start() + 1,
                token.end(),
            )
            for line in self._lines
            for token in _TOKEN.finditer(line.text)
        ]

    def _use(self, line: int, token: re.Match[str]) -> Disposition:
        uses = [
            self._uses.get((line, index + 1))
            for index in range(token.start(), token.end())
            if token.string[index].isdigit()
        ]
        first = uses[0]
        return first if first is not None and None not in uses else "unaccounted"


def is_page_number(line: Line) -> bool:
    """Whether a line is a printed page number and nothing else."""
    return _PAGE_NUMBER.fullmatch(line.text) is not None


def fields(line: Line) -> list[Field]:
    """The cells of a tabbed line that hold text."""
    found, at, gone = [], 0, _markup(line)
    for column, cell in enumerate(line.text.split("\t")):
        text = _text(line, at, at + len(cell), gone)
        if len(text):
            covers = line.covers[column] if column < len(line.covers) else 1
            found.append(Field(column, text, line.number + covers - 1))
        at += len(cell) + 1
    return found


def words(lines: Iterable[Line]) -> Iterator[Text]:
    """The words of flat lines: what spaces and line ends separate."""
    for line in lines:
        gone = _markup(line)
        for word in re.finditer(r"\S+", line.text):
            text = _text(line, word.start(), word.end(), gone)
            if len(text):
                yield text


def _markup(line: Line) -> frozenset[int]:
    tags = _MARKUP.finditer(line.text)
    return frozenset(index for tag in tags for index in range(tag.start(), tag.end()))


def _text(line: Line, start: int, end: int, gone: frozenset[int]) -> Text:
    printed: list[str] = []
    spots: list[Spot] = []
    breaks: set[int] = set()
    for index in range(start, end):
        char = line.text[index]
        if char.isspace():
            breaks.add(len(printed))
        elif index not in gone:
            printed.append(char)
            spots.append(Spot(line.page, line.number, index + 1))
    folded = "".join(fold_char(char) for char in printed)
    return Text("".join(printed), folded, tuple(spots), frozenset(breaks - {0, len(printed)}))


def figure(text: Text) -> tuple[Text, str | None] | None:
    """The number in a cell and the unit after it; None where the cell holds anything else."""
    found = _FIGURE.fullmatch(text.folded)
    return (text.part(0, found.end("number")), found["unit"]) if found else None


def is_figure(text: Text) -> bool:
    """Whether a cell holds a number and nothing else but its unit."""
    return figure(text) is not None


def says_nothing(text: Text) -> bool:
    """Whether a cell only says that it is empty: a dash, a stroke."""
    return _SAYS_LITTLE.fullmatch(text.folded) is not None


def number(text: Text) -> Decimal:
    """The value of a stretch of text that is a number."""
    return Decimal(text.folded.replace(",", "").replace("−", "-"))


def plain(text: Text) -> str:
    """A number as plain decimal text, with the decimals printed."""
    return format(number(text), "f")
