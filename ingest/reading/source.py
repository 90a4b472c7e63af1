"""What the readers share: the bytes of a file within bounds, and the document made of lines."""

import hashlib
import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from ingest.base.errors import Place, UnreadableDocumentError
from ingest.reading.model import Document, Layout, Line

MAX_BYTES = 64 * 1024 * 1024
"""A file larger than this is not a disclosure, whatever its format."""

MAX_LINE = 1_000_000
"""No printed paragraph is longer than this: whole documents have a tenth of it."""

MAX_LINES = 500_000
"""Lines of a document; a line takes a hundred bytes in memory however short it is."""

MAX_CELL = 32_767
"""Characters that a cell of a table may hold: the limit that spreadsheets themselves set."""

UNPACKED = ".mingzhang-unpacked"
"""How the name of a folder ends in which an archive was unpacked, under the archive's name."""

_UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    """A file as found: its name, without its folder, and its bytes.

    `path` is its location, to find what was saved beside it; it is never shown.
    """

    name: str
    data: bytes
    path: Path | None = None

    def refuse(
        self, problem: str, remedy: str, *, page: int | None = None, line: int | None = None
    ) -> NoReturn:
        """Refuse the document, from the exception at hand where there is one.

        Raises:
            UnreadableDocumentError: Always.
        """
        raise UnreadableDocumentError(Place(self.name, page, line), problem, remedy)


def source_name(path: Path) -> str:
    r"""The name of a file as text that any file of rows may hold.

    Bytes that are not UTF-8 and control characters stand as escapes (`\xe9`, `\x0a`): file
    systems allow both. A file out of an archive has the archive's name before its own
    (`a.zip/附件/b.xlsx`).
    """
    name = path.name
    above = next((up for up in path.parents if up.name.endswith(UNPACKED)), None)
    if above is not None:
        name = path.relative_to(above).as_posix()
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return _UNPRINTED.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def read_source(path: Path, head: int | None = None) -> Source:
    """Read the bytes of a regular file.

    Args:
        path: The file.
        head: How many bytes to read of it; by default all.

    Raises:
        UnreadableDocumentError: It is missing, empty, larger than any disclosure, no regular
            file (a pipe would never end), or may not be read.
    """
    source = Source(source_name(path), b"")
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            source.refuse("It is not a regular file.", "Name a document.")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1 if head is None else head)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        source.refuse(f"The file cannot be read ({reason}).", "Check its name and permissions.")
    if len(data) > MAX_BYTES:
        source.refuse(
            f"The file is larger than {MAX_BYTES // _MEGABYTE} MB.",
            "Split it into its disclosures.",
        )
    if not data:
        source.refuse("The file is empty.", "Download it again.")
    return Source(source.name, data, path)


def printed(text: str) -> str:
    """`text` on one line as a reader sees it: line ends, tabs and control characters as blanks."""
    return blanked(text).strip()


def blanked(text: str) -> str:
    """`text` with a blank for each line end, tab and control character."""
    return _UNPRINTED.sub(" ", text)


def refuse_lines(source: Source) -> NoReturn:
    """Refuse a document of too many lines.

    Raises:
        UnreadableDocumentError: Always.
    """
    source.refuse(
        f"The document has more than {MAX_LINES} lines.", "Split it into its disclosures."
    )


def document_of(
    source: Source,
    lines: Iterable[tuple[int, str] | tuple[int, str, tuple[str, ...]]],
    *,
    encoding: str,
    layout: Layout = "tabbed",
    page_count: int | None = None,
) -> Document:
    """The document of `lines`, each with its page, numbered from 1 through all pages.

    Args:
        source: The file that was read.
        lines: Page, text and possibly the boxes of each line, pages in ascending order.
        encoding: What its text was encoded in, or `binary`.
        layout: Whether its rows are tabbed.
        page_count: Its pages, where pages may follow the last line.

    Raises:
        UnreadableDocumentError: It holds no text, a line that is too long, too many
            lines, or half a character.
    """
    numbered = []
    for number, (page, text, *boxes) in enumerate(lines, start=1):
        if number > MAX_LINES:
            refuse_lines(source)
        if len(text) > MAX_LINE:
            source.refuse(
                f"The line has {len(text)} characters, more than {MAX_LINE}.",
                "The file has lost its line ends: export it again from its source.",
                page=page,
                line=number,
            )
        if _SURROGATE.search(text):
            source.refuse(
                "The line holds half a character.",
                "Export it again from its source.",
                page=page,
                line=number,
            )
        numbered.append(Line(page, number, text, boxes[0] if boxes else ()))
    if not any(line.text.strip() for line in numbered):
        source.refuse("The document holds no text.", "Export it again from its source.")
    return Document(
        source_file=source.name,
        sha256=hashlib.sha256(source.data).hexdigest(),
        encoding=encoding,
        layout=layout,
        page_count=page_count or numbered[-1].page,
        lines=tuple(numbered),
    )
