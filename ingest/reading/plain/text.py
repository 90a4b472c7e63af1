"""The reader of text: markdown with tabbed tables, and text flattened out of a PDF.

Both come as UTF-8 or GB18030, with or without a byte-order mark, with any line ending. Rows of
markdown pipe tables (`| a | b |`) become tabbed rows, character for character.
"""

import codecs
import hashlib
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from ingest.base.errors import Place, UnreadableDocumentError
from ingest.reading.model import Document, Layout, Line
from ingest.reading.source import MAX_LINES

MAX_BYTES = 64 * 1024 * 1024
"""A text larger than this is no disclosure: the five largest seen hold under 60 kB."""

_MAX_LINE = 1_000_000
"""A line longer than this is no printed line: whole documents hold a tenth of it."""

_BROKEN_UTF8 = 12
"""Bytes that give this many characters beyond ASCII as UTF-8 are UTF-8 and not GB18030."""

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


def read_text(path: Path) -> Document:
    """Read one text document.

    Args:
        path: The file. Only its name, never its folder, is kept.

    Returns:
        The document; its pages are those marked by a form feed, by a printed page number
        (``- 15 -``) or, in flattened text, by the lone leading blank that such text puts at the
        head of a page. A text without any of these is one page.

    Raises:
        UnreadableDocumentError: The file is missing, empty, binary, too large, truncated inside
            a character, or in no encoding known.
    """
    data = _read_bytes(path)
    text, encoding = decode(data, path)
    # A page that begins within a line of the file begins a line of its own.
    text = _FEED.sub("\n\f", text) if "\f" in text else text
    if _line_ends(text) > MAX_LINES:
        raise UnreadableDocumentError(
            path.name,
            f"The document has more than {MAX_LINES} lines.",
            "Split it into its disclosures.",
        )
    printed = without_pipes(_LINE_ENDS.split(text) if "\r" in text else text.split("\n"))
    layout: Layout = "tabbed" if any("\t" in line for line in printed) else "flat"
    if layout == "tabbed" and is_ragged(printed):
        layout, printed = "flat", [line.replace("\t", " ") for line in printed]
    lines = _paginate(printed, layout, path)
    if not any(line.text.strip() for line in lines):
        raise UnreadableDocumentError(
            path.name, "The document holds no text.", "Export it again from its source."
        )
    return Document(
        source_file=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=encoding,
        layout=layout,
        page_count=lines[-1].page,
        lines=lines,
    )


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


def _read_bytes(path: Path) -> bytes:
    place = Place(path.name)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableDocumentError(
                place,
                f"The text is larger than {MAX_BYTES // 1024 // 1024} MB.",
                "Split it into its disclosures.",
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableDocumentError(
            place, f"The file cannot be read ({error.strerror}).", "Check its name and permissions."
        ) from error
    if not data.strip():
        raise UnreadableDocumentError(place, "The file is empty.", "Download it again.")
    return data


def decode(data: bytes, path: Path) -> tuple[str, str]:
    """The text of `data` and its encoding: by byte-order mark, else UTF-8, else GB18030.

    Raises:
        UnreadableDocumentError: The bytes are in none of these, are cut inside a character, or
            are no text.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _decode_as(data, (encoding,), path)
    return _decode_as(data, ("utf-8", "gb18030"), path)


def _decode_as(data: bytes, encodings: tuple[str, ...], path: Path) -> tuple[str, str]:
    failure: UnicodeDecodeError | None = None
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            # The first failure speaks of the likelier encoding, so it is the one to report.
            failure = failure or error
            if encoding == "utf-8" and _is_utf8_so_far(data[: error.start]):
                # GB18030 would read the rest of it as other characters and raise nothing.
                break
            continue
        return _checked(text, path), encoding.removesuffix("-sig")
    assert failure is not None
    line = data.count(b"\n", 0, failure.start) + 1
    raise UnreadableDocumentError(
        Place(path.name, line=line),
        f"The bytes from offset {failure.start} are neither UTF-8 nor GB18030.",
        "The file is truncated or in another encoding: save it again as UTF-8.",
    )


def _is_utf8_so_far(data: bytes) -> bool:
    """Whether what could be decoded is too much UTF-8 to be GB18030 by chance."""
    return sum(not char.isascii() for char in data.decode("utf-8")) >= _BROKEN_UTF8


def _checked(text: str, path: Path) -> str:
    if found := _CONTROL.search(text):
        raise UnreadableDocumentError(
            Place(path.name, line=text.count("\n", 0, found.start()) + 1),
            "The file holds control characters: it is binary, not text.",
            "Give it the ending of its format, or export it as text.",
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


def _paginate(printed_lines: list[str], layout: Layout, path: Path) -> tuple[Line, ...]:
    lines: list[Line] = []
    page = 1
    ended = False
    for number, printed in enumerate(printed_lines, start=1):
        content, feed = printed.replace("\f", ""), "\f" in printed
        if len(content) > _MAX_LINE:
            raise UnreadableDocumentError(
                Place(path.name, line=number),
                f"The line has {len(content)} characters, more than {_MAX_LINE}.",
                "The file has lost its line ends: export it again from its source.",
            )
        starts = bool(lines) and (
            feed or ended or (layout == "flat" and _is_page_head(content, lines[-1].text))
        )
        if starts and content.strip():
            page, ended = page + 1, False
        elif starts:
            # The head of the page is the next line that says anything.
            ended = True
        lines.append(Line(page, number, content))
        ended = ended or _is_footer(content)
    return tuple(lines)


def _is_footer(content: str) -> bool:
    # Hardly a line begins as a footer does, and looking takes a fraction of the search.
    return content.lstrip()[:1] in _FOOTER_BEGINS and bool(_FOOTER.fullmatch(content))


def _is_page_head(content: str, before: str) -> bool:
    """Flattened text sets its lines apart by blank ones and begins a page with a lone blank."""
    return content.startswith(" ") and not content.startswith("  ") and before.strip() != ""
