"""The reader of text: markdown with tabbed tables, and text flattened out of a PDF.

Both come as UTF-8 or GB18030, with or without a byte-order mark, with any line ending.
"""

import codecs
import hashlib
import re
from pathlib import Path

from ingest.errors import Place, UnreadableDocumentError
from ingest.model import Document, Layout, Line

MAX_BYTES = 64 * 1024 * 1024
"""A text larger than this is no disclosure: the five largest seen hold under 60 kB."""

_MAX_LINE = 1_000_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_FOOTER = re.compile(r"\s*[-—–]\s*\d{1,4}\s*[-—–]\s*")
_LINE_ENDS = re.compile(r"\r\n|\r|\n")


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
    text, encoding = _decode(data, path)
    layout: Layout = "tabbed" if "\t" in text else "flat"
    lines = _paginate(text, layout)
    if not any(line.text.strip() for line in lines):
        raise UnreadableDocumentError(
            Place(path.name), "The document holds no text.", "Export it again from its source."
        )
    return Document(
        source_file=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=encoding,
        layout=layout,
        page_count=lines[-1].page,
        lines=lines,
    )


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


def _decode(data: bytes, path: Path) -> tuple[str, str]:
    """The text of `data` and its encoding: by byte-order mark, else UTF-8, else GB18030."""
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
            continue
        return _checked(text, path), encoding.removesuffix("-sig")
    assert failure is not None
    line = data.count(b"\n", 0, failure.start) + 1
    raise UnreadableDocumentError(
        Place(path.name, line=line),
        f"The bytes from offset {failure.start} are neither UTF-8 nor GB18030.",
        "The file is truncated or in another encoding: save it again as UTF-8.",
    )


def _checked(text: str, path: Path) -> str:
    if found := _CONTROL.search(text):
        raise UnreadableDocumentError(
            Place(path.name, line=text.count("\n", 0, found.start()) + 1),
            "The file holds control characters: it is binary, not text.",
            "Give it the ending of its format, or export it as text.",
        )
    return text


def _paginate(text: str, layout: Layout) -> tuple[Line, ...]:
    lines: list[Line] = []
    page = 1
    ended = False
    for number, printed in enumerate(_LINE_ENDS.split(text), start=1):
        content, feed = printed.replace("\f", ""), "\f" in printed
        starts = bool(lines) and (
            feed or ended or (layout == "flat" and _is_page_head(content, lines[-1].text))
        )
        if starts and content.strip():
            page, ended = page + 1, False
        elif starts:
            # The head of the page is the next line that says anything.
            ended = True
        lines.append(Line(page, number, content[:_MAX_LINE]))
        ended = ended or bool(_FOOTER.fullmatch(content))
    return tuple(lines)


def _is_page_head(content: str, before: str) -> bool:
    """Flattened text sets its lines apart by blank ones and begins a page with a lone blank."""
    return content.startswith(" ") and not content.startswith("  ") and before.strip() != ""
