"""The reader of text: markdown with tabbed tables, and text flattened out of a PDF.

Both come as UTF-8 or GB18030, with or without a byte-order mark, with any line ending. Rows of
markdown pipe tables (`| a | b |`) become tabbed rows, character for character.
"""

import codecs
import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.base.errors import Place, UnreadableDocumentError
from ingest.reading.model import Document, Layout
from ingest.reading.source import MAX_LINES, Source, document_of, refuse_lines

_BROKEN_UTF8 = 12
"""Bytes that give this many characters beyond ASCII as UTF-8 are UTF-8 and not GB18030."""

_MARKS = (
    (codecs.BOM_UTF8, ("utf-8-sig",)),
    (codecs.BOM_UTF16_LE, ("utf-16",)),
    (codecs.BOM_UTF16_BE, ("utf-16",)),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_FOOTER = re.compile(
    r"\s*[-—–]\s*\d{1,4}\s*[-—–]\s*"
    r"|[-—–=*#\s]*(?:page[ _-]?break|page\s*\d{1,4}|第\s*\d{1,4}\s*页)[-—–=*#\s]*",
    re.IGNORECASE,
)
"""A line that only ends a page: its printed number, or what a tool writes between two pages."""
_FOOTER_BEGINS = frozenset("-—–=*#pP第")

_FEED = re.compile(r"(?<=[^\n\f])\f(?=[^\n\f])")
_BLANK_CELL = re.compile(r"^\s*\t|\t[^\S\t]*(?:\t|$)")
_FEW_ROWS = 10
_RAGGED = 0.1
"""The share of rows with another number of cells than the row before from which cells are lost."""
_LINE_ENDS = re.compile(r"\r\n|\r|\n")
_PIPE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_PIPE = re.compile(r"(?<!\\)\|")


def text_document(source: Source) -> Document:
    """Read one text document from its bytes.

    Args:
        source: The file.

    Returns:
        The document; its pages are those marked by a form feed, by a printed page number
        (``- 15 -``) or, in flattened text, by the lone leading blank that such text puts at the
        head of a page. A text without any of these is one page.

    Raises:
        UnreadableDocumentError: The text is empty, binary, too large, truncated inside a
            character, or in no encoding known.
    """
    text, encoding = decode(source)
    # A page that begins within a line of the file begins a line of its own.
    text = _FEED.sub("\n\f", text) if "\f" in text else text
    if _line_ends(text) > MAX_LINES:
        refuse_lines(source)
    printed = without_pipes(_LINE_ENDS.split(text) if "\r" in text else text.split("\n"))
    layout: Layout = "tabbed" if any("\t" in line for line in printed) else "flat"
    if layout == "tabbed" and is_ragged(printed):
        layout, printed = "flat", [line.replace("\t", " ") for line in printed]
    return document_of(source, _paginate(printed, layout), encoding=encoding, layout=layout)


def is_ragged(printed: list[str]) -> bool:
    """Whether the blank cells of tabbed rows have vanished, so that a column says nothing.

    Tools that put a tab wherever two words stand apart leave rows that differ in their number of
    cells, and not one blank cell. A real table has some, if only in its headings.
    """
    rows = [line for line in printed if "\t" in line.strip()]
    if len(rows) < _FEW_ROWS or any(_BLANK_CELL.search(row) for row in rows):
        return False
    counts = [row.count("\t") for row in rows]
    changes = sum(one != other for one, other in pairwise(counts))
    return changes >= _RAGGED * len(rows)


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def decode(source: Source) -> tuple[str, str]:
    """The text of a file and its encoding: by byte-order mark, else UTF-8, else GB18030.

    Raises:
        UnreadableDocumentError: The bytes are in none of these, are cut inside a character, or
            are not text.
    """
    data = source.data
    encodings = next((own for mark, own in _MARKS if data.startswith(mark)), ("utf-8", "gb18030"))
    failures: list[UnicodeDecodeError] = []
    for encoding in encodings:
        try:
            return _checked(data.decode(encoding), source), encoding.removesuffix("-sig")
        except UnicodeDecodeError as error:
            failures.append(error)
            if encoding == "utf-8" and _is_utf8_so_far(data[: error.start]):
                # GB18030 would decode the rest as other characters without an error.
                break
    # The first failure speaks of the likelier encoding, so it is the one to report.
    start = failures[0].start
    raise UnreadableDocumentError(
        Place(source.name, line=data.count(b"\n", 0, start) + 1),
        f"The bytes from offset {start} are neither UTF-8 nor GB18030.",
        "The file is truncated or in another encoding: save it again as UTF-8.",
    )


def _is_utf8_so_far(data: bytes) -> bool:
    """Whether what could be decoded is too much UTF-8 to be GB18030 by chance."""
    return sum(not char.isascii() for char in data.decode("utf-8")) >= _BROKEN_UTF8


def _checked(text: str, source: Source) -> str:
    if found := _CONTROL.search(text):
        source.refuse(
            "The file holds control characters: it is binary, not text.",
            "Give it the ending of its format, or export it as text.",
            line=text.count("\n", 0, found.start()) + 1,
        )
    return text


def without_pipes(printed: list[str]) -> list[str]:
    """Rows of markdown pipe tables as tabbed rows; each character keeps its place.

    A table of pipes has a rule (`|---|---|`) under its head. Where a document has one, every line
    that begins and ends with a pipe is a row of one, as tables go on over pages without a rule.
    """
    rules = {i for i, line in enumerate(printed) if "|" in line and _PIPE_RULE.fullmatch(line)}
    if not rules:
        return printed
    rows = {i for i, line in enumerate(printed) if _is_pipe_row(line)}
    for rule in rules:
        rows.update(_open_rows(printed, rule))
    return [
        "" if i in rules else _tabbed(line) if i in rows else line for i, line in enumerate(printed)
    ]


def _is_pipe_row(line: str) -> bool:
    text = line.strip()
    return len(text) > 1 and text.startswith("|") and text.endswith("|")


def _open_rows(printed: list[str], rule: int) -> Iterator[int]:
    """The lines with pipes around a rule, whose rows need no pipes at their ends."""
    for step in (-1, 1):
        index = rule + step
        while 0 <= index < len(printed) and "|" in printed[index]:
            yield index
            if step < 0:
                break
            index += step


def _tabbed(line: str) -> str:
    """A row of pipes with tab stops in their place; those at its ends only frame it."""
    pipes = [found.start() for found in _PIPE.finditer(line)]
    chars = list(line)
    for at in pipes:
        framing = not line[:at].strip() or not line[at + 1 :].strip()
        chars[at] = " " if framing else "\t"
    return "".join(chars)


def _paginate(lines: list[str], layout: Layout) -> Iterator[tuple[int, str]]:
    """The lines without form feeds, each with its page."""
    page, before = 1, ""
    ended = False
    for number, line in enumerate(lines):
        content, feed = line.replace("\f", ""), "\f" in line
        is_head = layout == "flat" and _is_page_head(content, before)
        starts = number > 0 and (feed or ended or is_head)
        if starts and content.strip():
            page, ended = page + 1, False
        elif starts:
            # The head of the page is the next line that says anything.
            ended = True
        yield page, content
        ended, before = ended or _is_footer(content), content


def _is_footer(content: str) -> bool:
    # Few lines begin as a footer does, and this check takes a fraction of the search.
    return content.lstrip()[:1] in _FOOTER_BEGINS and bool(_FOOTER.fullmatch(content))


def _is_page_head(content: str, before: str) -> bool:
    """Flattened text sets its lines apart by blank ones and begins a page with a lone blank."""
    return content.startswith(" ") and not content.startswith("  ") and before.strip() != ""
