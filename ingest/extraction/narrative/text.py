"""The logical paragraphs of a document: wrapped lines joined and folded, every place kept."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.base.characters import PRIVATE, RADICALS, UNSEEN
from ingest.extraction.narrative.headings import (
    LEVELS,
    ORDINAL,
    is_heading,
    is_title,
    running_heads,
)
from ingest.reading.model import Document, Layout, Line

Range = tuple[int, int]
"""The first and the last line of a stretch, both included."""

_FOOTER = re.compile(
    r"\s*[-—–─━―－]+\s*\d{1,4}\s*[-—–─━―－]+\s*|\s*第\s*\d{1,4}\s*页(?:.{0,3}共\s*\d{1,4}\s*页)?\s*"
)
"""A printed page number, alone on its line."""
_FOOTER_BEGINS = frozenset("-—–─━―－第")

_OF_PAGES = re.compile(r"\s*\d{1,4}\s*/\s*\d{1,4}\s*")
"""A page and the number of all, alone on a line: 12/30."""
_LAST_LINES = 12
_BARE_NUMBER = re.compile(r"\s*(\d{1,4})\s*")
_LEAST_RUN = 2

_WIDTH: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WIDTH |= {ord("，"): ord("，"), ord("；"): ord("；"), ord("："): ord("："), ord("～"): ord("～")}
_WIDTH |= {ord(";"): ord("；"), ord(":"): ord("："), ord("“"): ord('"'), ord("”"): ord('"')}
_WIDTH |= RADICALS
_MARKUP = re.compile(r"</?[A-Za-z]{1,6}\s*/?>|\*\*|^\s*#+|^\s*[-*]\s+(?=\S)")
_MARKED_HEAD = re.compile(r"\s*#+\s*\S")
_LIST = re.compile(r"\s*[-*]\s+\S")
_EDGE = re.compile(r"\t|</p>|(?<=。)\s*(?=\d{1,2}、)")
_WORD = re.compile(r"[一-鿿]")
_CHUNK = re.compile(rf"[^\s{UNSEEN}{PRIVATE}]+")
_BLANK = re.compile(rf"[\s{PRIVATE}]")
_OPEN = re.compile(r"(?<![\d,.])\d{1,3},$")
_THOUSAND = re.compile(r"\d{3}(?!\d)")
_COMMA = re.compile(r",(?!\d{3}(?!\d))|(?<!\d),")
_WIDE_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_FULL = 8
"""Tenths of the usual length from which a line may have been broken where it was full."""

_AMOUNT_TAIL = re.compile(r"(?<![\d,.])\d[\d,]*\.?\d*$")
_AMOUNT_HEAD = re.compile(r"([\d,]*\.?\d+)(?:[万亿]*元|%)")
_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,4})?")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_YEAR_HEAD = re.compile(r"(\d{1,3})年")
_CLOSED = ("。", "；", "：")
_SHORT = 6
"""Tenths of the usual length below which a line that ends with an amount ends its paragraph."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A logical paragraph: its folded text, and the place of every character of it.

    Attributes:
        text: Without blanks and markup, in half width but for punctuation; a blank is kept
            where two digits would otherwise meet that are not one number broken by the line's end.
        lines: The lines it was joined from.
        starts: Index into `text` at which each of `lines` begins.
        chars: Position in its line, from 1, of each character of `text`.
        level: Level of the ordinal that opens it (0 第一部分, 1 一、, 2 （一）, 3 1., 4 （1）).
        body: Index into `text` after that ordinal.
        is_heading: Whether it is a heading, by its mark or by its words.
        is_prose: False for a cell without a word, of columns that no table took.
    """

    text: str
    lines: tuple[Line, ...]
    starts: tuple[int, ...]
    chars: tuple[int, ...]
    level: int | None
    body: int
    is_heading: bool
    is_prose: bool

    def line_at(self, index: int) -> Line:
        """The line that character `index` of the text stands in."""
        return self.lines[bisect_right(self.starts, index) - 1]

    def place(self, index: int) -> tuple[int, int, int]:
        """Page, line and character, from 1, of character `index` of the text."""
        line = self.line_at(index)
        return line.page, line.number, self.chars[index]

    def places(self, start: int, end: int) -> list[tuple[int, int]]:
        """Line and character of each character from `start` to `end`, the end excluded."""
        return [self.place(index)[1:] for index in range(start, end)]

    def last_piece(self, start: int, end: int) -> int:
        """Where, of the characters `start` to `end`, those of the last line begin.

        A sign, or the first half of a word or of a number, may end the line before.
        """
        return max(start, self.starts[bisect_right(self.starts, end - 1) - 1])


@dataclass(slots=True)
class _Folded:
    line: Line
    text: str
    chars: list[int]
    is_head: bool
    is_list: bool
    is_columns: bool
    is_words: bool
    is_whole: bool


def paragraphs(
    document: Document, skip: Sequence[Range] = (), numbers: frozenset[int] | None = None
) -> list[Paragraph]:
    """The logical paragraphs of `document` outside the line ranges `skip`.

    Lines are joined until an ordinal, a heading, a list point or a skipped range separates them;
    printed page numbers and blank lines separate nothing. `numbers` are the lines of page numbers,
    for callers that have them.
    """
    numbers = page_numbers(document) if numbers is None else numbers
    taken = skipped_lines(skip)
    found: list[Paragraph] = []
    group: list[_Folded] = []
    lines = list(_folded_lines(document, taken, numbers))
    width = _width(lines)
    for folded in lines:
        if folded is None:
            _close(group, found, width)
            continue
        if group and _parts(group, folded, width):
            _close(group, found, width)
        group.append(folded)
    _close(group, found, width)
    return found


def skipped_lines(skip: Sequence[Range]) -> frozenset[int]:
    """The numbers of all lines in the ranges `skip`."""
    return frozenset(number for first, last in skip for number in range(first, last + 1))


def page_numbers(document: Document) -> frozenset[int]:
    """The numbers of the lines that hold a printed page number and nothing else.

    A bare number is one where it begins or ends its page and its distance from the page's own
    number is that of another page: a figure that was wrapped onto a line of its own is not.
    """
    marked = {line.number for line in document.lines if _is_footer(line.text)}
    marked |= {line.number for line in document.lines if _OF_PAGES.fullmatch(line.text)}
    marked |= _last_number(document)
    bare: dict[int, list[int]] = {}
    for line in _edges(document):
        if found := _BARE_NUMBER.fullmatch(line.text):
            bare.setdefault(int(found[1]) - line.page, []).append(line.number)
    runs = (numbers for numbers in bare.values() if len(numbers) >= _LEAST_RUN)
    return frozenset(marked.union(*runs))


def page_heads(document: Document) -> frozenset[int]:
    """The numbers of the lines that pages repeat above or below their text."""
    return running_heads(document, list(_edges(document)))


def _last_number(document: Document) -> set[int]:
    """The number of the last line where it is a bare number and no wrapped figure: a margin."""
    printed = [line for line in document.lines[-_LAST_LINES:] if line.text.strip()]
    if len(printed) < _LEAST_RUN or not _BARE_NUMBER.fullmatch(printed[-1].text):
        return set()
    is_closed = "\t" in printed[-2].text or printed[-2].text.rstrip().endswith("。")
    return {printed[-1].number} if is_closed else set()


def _is_footer(text: str) -> bool:
    # Few lines begin as a footer does, and this check takes a fraction of the search.
    return text.lstrip()[:1] in _FOOTER_BEGINS and bool(_FOOTER.fullmatch(text))


def _edges(document: Document) -> Iterator[Line]:
    """The first and the last line of each page that say something."""
    first: Line | None = None
    last: Line | None = None
    for line in document.lines:
        if not line.text or line.text.isspace():
            continue
        if last is None or last.page != line.page:
            if last is not None and last is not first:
                yield last
            yield line
            first = line
        last = line
    if last is not None and last is not first:
        yield last


def _folded_lines(
    document: Document, taken: frozenset[int], numbers: frozenset[int]
) -> Iterator[_Folded | None]:
    """The lines that say something, folded; None where a skipped range separates them."""
    heads = page_heads(document)
    for line in document.lines:
        if line.number in taken:
            yield None
        elif line.text.strip() and line.number not in numbers and line.number not in heads:
            for start, end in _cells(line.text):
                folded = _fold(line, start, end, document.layout)
                if folded.text:
                    yield folded


def _cells(text: str) -> Iterator[Range]:
    """The parts of a line that read on their own: its cells, and the paragraphs in a cell."""
    start = 0
    for edge in _EDGE.finditer(text) if "\t" in text else ():
        yield start, edge.start()
        start = edge.end()
    yield start, len(text)


def _fold(line: Line, start: int, end: int, layout: Layout) -> _Folded:
    """Characters `start` to `end` (from 0, the end excluded) of a line, folded."""
    raw = _WIDE_COMMA.sub(",", line.text[start:end]).translate(_WIDTH)
    raw = _MARKUP.sub(lambda found: " " * len(found[0]), raw)
    pieces: list[str] = []
    chars: list[int] = []
    before = 0
    for chunk in _CHUNK.finditer(raw):
        text = chunk[0]
        is_apart = pieces and text[0].isdigit() and pieces[-1][-1] in "0123456789.,"
        # 1, 537.4: a space after the thousands separator.
        is_apart = is_apart and not (_OPEN.search(pieces[-1]) and _THOUSAND.match(text))
        if is_apart and _BLANK.search(raw, before, chunk.start()):
            pieces.append(" ")
            chars.append(start + chunk.start())
        before = chunk.end()
        pieces.append(text)
        chars.extend(range(start + chunk.start() + 1, start + chunk.end() + 1))
    text = _COMMA.sub("，", "".join(pieces))
    return _Folded(
        line=line,
        text=text,
        chars=chars,
        is_head=bool(_MARKED_HEAD.match(line.text)),
        is_list=bool(_LIST.match(line.text)),
        is_columns="\t" in line.text,
        is_words=bool(_WORD.search(text)),
        # Markdown wraps a sentence where a page ends, never after a full stop.
        is_whole=layout == "tabbed" and text.endswith("。"),
    )


def _width(lines: Sequence[_Folded | None]) -> int:
    """The usual length of a full line: what is shorter by much was not wrapped."""
    lengths = sorted(len(folded.text) for folded in lines if folded is not None)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _parts(group: Sequence[_Folded], folded: _Folded, width: int) -> bool:
    """Whether `folded` begins a paragraph of its own after `group`."""
    last = group[-1]
    if folded.is_head or folded.is_list or folded.is_columns:
        return True
    if last.is_head or last.is_columns or last.is_whole or _is_heading(group, width):
        return True
    if last.text.endswith("元") and len(last.text) * 10 < width * _SHORT:
        return True
    if last.text.endswith("：") and len(last.text) * 10 < width * _FULL:
        return True
    if last.text.endswith(_CLOSED) and is_title(folded.text, width):
        return True
    return bool(ORDINAL.match(folded.text))


def _is_heading(group: Sequence[_Folded], width: int) -> bool:
    # A cell of columns is short because its column is.
    usual = 0 if group[0].is_columns else width
    return group[0].is_head or _is_title(group, usual) or is_heading(_texts(group), usual)


def _is_title(group: Sequence[_Folded], width: int) -> bool:
    return len(group) == 1 and is_title(group[0].text, width)


def _texts(group: Sequence[_Folded]) -> list[str]:
    return [folded.text for folded in group]


def _is_broken(before: str, after: str, width: int) -> bool:
    """Whether a full line ends inside a number that the next one goes on with (6.4 | 8万元).

    Prose has no two numbers side by side; what they make must be an amount or a year.
    """
    tail, head = _AMOUNT_TAIL.search(before), _AMOUNT_HEAD.match(after)
    if tail is None or len(before) * 10 < width * _FULL:
        return False
    if head and not _YEAR.fullmatch(tail[0]):
        return bool(_NUMBER.fullmatch(tail[0] + head[1]))
    year = _YEAR_HEAD.match(after)
    return bool(year and _YEAR.fullmatch(tail[0] + year[1]))


def _close(group: list[_Folded], found: list[Paragraph], width: int) -> None:
    if not group:
        return
    pieces: list[str] = []
    chars: list[int] = []
    starts: list[int] = []
    for folded in group:
        starts.append(len(chars))
        meets = pieces and folded.text[0].isdigit() and pieces[-1][-1] in "0123456789.,"
        if meets and not _is_broken(pieces[-1], folded.text, width):
            pieces.append(" ")
            chars.append(1)
        pieces.append(folded.text)
        chars.extend(folded.chars)
    text = "".join(pieces)
    ordinal = ORDINAL.match(text)
    level = LEVELS[ordinal.lastgroup or "four"] if ordinal else None
    if not (group[0].is_head or group[0].is_columns) and _is_title(group, width):
        level = LEVELS["part"]
    found.append(
        Paragraph(
            text=text,
            lines=tuple(folded.line for folded in group),
            starts=tuple(starts),
            chars=tuple(chars),
            level=level,
            body=ordinal.end() if ordinal else 0,
            is_heading=_is_heading(group, width),
            is_prose=not group[0].is_columns or group[0].is_words,
        )
    )
    group.clear()
