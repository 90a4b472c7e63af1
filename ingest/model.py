"""The document model: what every reader yields and all that follows knows of a document.

A document is its lines in reading order, each with its page and its number, both from 1. A reader
that sees columns keeps them in the line as tab stops (`layout` is ``tabbed``); one that sees only
words separated by blanks says so (``flat``), and then a blank is no column.
"""

from dataclasses import dataclass
from typing import Literal

Layout = Literal["tabbed", "flat"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line as printed, without its end: `text[i]` is character i + 1 of the line."""

    page: int
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: where it came from and its lines.

    `pages_without_text` are the pages, from 1, that show something and have no text to read.
    """

    source_file: str
    sha256: str
    encoding: str
    layout: Layout
    page_count: int
    lines: tuple[Line, ...]
    pages_without_text: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table row: its column (from 0), its text as printed and where it begins.

    `char` is the position (from 1) of the cell's first character in its line.
    """

    column: int
    text: str
    page: int
    line: int
    char: int
