"""The document model: what every reader yields, and all that later steps know of a document.

A document is its lines in reading order, each with its page and its number, both from 1. A reader
that sees columns keeps them in the line as tab stops (`layout` is ``tabbed``); one that sees only
words separated by spaces says so (``flat``), and then a blank is not a column.
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

    `boxes` say where the text between each two tab stops stands in the document: on its page
    `x0,y0,x1,y1` in points from the top left, in a workbook the cell (`Sheet1!B7`), elsewhere
    `table:row:column`; empty where it is not known. Text has none: there the line itself is the
    place. `covers` says of how many lines, this one and those below it, each of these texts is
    where its cell is merged over rows; empty where no cell is, or where the reader does not know.
    `confidence` says of each of these texts how sure its recognition from a picture is, from 0 to
    1, None where the file itself prints it; empty where it prints them all. What every step needs
    of a line is computed once, on first use.
    """

    page: int
    number: int
    text: str
    boxes: tuple[str, ...] = ()
    covers: tuple[int, ...] = ()
    confidence: tuple[float | None, ...] = ()

    @property
    def is_recognised(self) -> bool:
        """Whether any of its text was recognised from a picture."""
        return any(sure is not None for sure in self.confidence)

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
                box = line.boxes[column] if column < len(line.boxes) else ""
                sure = line.confidence[column] if column < len(line.confidence) else None
                cells.append(Cell(column, text, page, number, char, folded, amount, box, sure))
            at += len(raw)
        at += 1
    return cells


def _words(line: Line) -> list["Cell"]:
    page, number = line.page, line.number
    cells = []
    box = line.boxes[0] if line.boxes else ""
    sure = line.confidence[0] if line.confidence else None
    for found in _WORD.finditer(line.text):
        text, folded, amount = read_cell(found[0])
        if folded:
            place = page, number, found.start() + 1
            cells.append(Cell(NO_COLUMN, text, *place, folded, amount, box, sure))
    return cells


PARTS_JOINED = " + "


@dataclass(frozen=True, slots=True)
class Untold:
    """What a file contains but its lines do not show: a hidden row, a formula without a result.

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
    `reader` says how the text was got: from which format, in a PDF from its text layer (pdf_text),
    by recognition (pdf_ocr, image_ocr), or some pages this way and some that (pdf_mixed).
    """

    source_file: str
    sha256: str
    encoding: str
    layout: Layout
    page_count: int
    lines: tuple[Line, ...]
    pages_without_text: tuple[int, ...] = ()
    untold: tuple[Untold, ...] = ()
    reader: str = "text"


NO_COLUMN = -1


class Cell(NamedTuple):
    """A cell of a table row: its column (from 0), its text as printed and where it begins.

    `char` is the position (from 1) of the cell's first character in its line; `text` is without
    markup, `folded` the same for comparison, `amount` the amount that it is, None where it is none;
    `box` is where it stands in the document, as lines say it; `confidence` how sure its recognition
    from a picture is, None where the file prints it.
    """

    column: int
    text: str
    page: int
    line: int
    char: int
    folded: str
    amount: Decimal | None
    box: str = ""
    confidence: float | None = None

    @classmethod
    def of(cls, column: int, text: str, page: int, line: int, char: int) -> Self:
        """The cell that prints `text`."""
        _, folded, amount = read_cell(text)
        return cls(column, text, page, line, char, folded, amount)
