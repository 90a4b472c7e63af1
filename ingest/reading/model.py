"""The document model: what every reader yields and all that follows knows of a document.

A document is its lines in reading order, each with its page and its number, both from 1. A reader
that sees columns keeps them in the line as tab stops (`layout` is ``tabbed``); one that sees only
words separated by blanks says so (``flat``), and then a blank is no column.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal, NamedTuple, Self

from ingest.base.text import fold_line, read_cell

Layout = Literal["tabbed", "flat"]

_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Line:
    """One line as printed, without its end: `text[i]` is character i + 1 of the line.

    What every step of reading asks of a line is made once, when it is first asked for.
    """

    page: int
    number: int
    text: str

    @cached_property
    def folded(self) -> str:
        """The text for comparison."""
        return fold_line(self.text)

    @cached_property
    def cells(self) -> tuple["Cell", ...]:
        """The cells that print something; without tab stops the words, which are in no column."""
        return tuple(_columns(self) if "\t" in self.text else _words(self))


def _columns(line: Line) -> list["Cell"]:
    page, number, at = line.page, line.number, 1
    cells = []
    for column, raw in enumerate(line.text.split("\t")):
        if raw:
            text, folded, amount = read_cell(raw)
            if folded:
                char = at + raw.find(text[0])
                cells.append(Cell(column, text, page, number, char, folded, amount))
            at += len(raw)
        at += 1
    return cells


def _words(line: Line) -> list["Cell"]:
    page, number = line.page, line.number
    cells = []
    for found in _WORD.finditer(line.text):
        text, folded, amount = read_cell(found[0])
        if folded:
            cells.append(Cell(NO_COLUMN, text, page, number, found.start() + 1, folded, amount))
    return cells


PARTS_JOINED = " + "


@dataclass(frozen=True, slots=True)
class Untold:
    """What a file holds and its lines do not show: a hidden row, a formula without its result.

    `place` is the line, from 1, at or before which it would stand.
    """

    kind: Literal["hidden", "formula"]
    text: str
    page: int
    place: int


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: where it came from and its lines.

    `source_file` names the files of a disclosure of several, joined by PARTS_JOINED.
    `pages_without_text` are the pages, from 1, that show something and have no text to read.
    """

    source_file: str
    sha256: str
    encoding: str
    layout: Layout
    page_count: int
    lines: tuple[Line, ...]
    pages_without_text: tuple[int, ...] = ()
    untold: tuple[Untold, ...] = ()


NO_COLUMN = -1


class Cell(NamedTuple):
    """A cell of a table row: its column (from 0), its text as printed and where it begins.

    `char` is the position (from 1) of the cell's first character in its line; `text` is without
    markup, `folded` the same for comparison, `amount` the amount that it is, None where it is none.
    """

    column: int
    text: str
    page: int
    line: int
    char: int
    folded: str
    amount: Decimal | None

    @classmethod
    def of(cls, column: int, text: str, page: int, line: int, char: int) -> Self:
        """The cell that prints `text`."""
        _, folded, amount = read_cell(text)
        return cls(column, text, page, line, char, folded, amount)
