"""The reader of web archives (MHTML, RFC 2557): a page and its frames as parts of a mail.

The boundary that the head names separates the parts. The first page is read, and the pages that it
names as its frames; pictures, styles and scripts are passed over.
"""

import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from urllib.parse import unquote, urljoin

from ingest.reading.model import Document
from ingest.reading.source import Source
from ingest.reading.web.frames import MAX_BYTES, frame_names
from ingest.reading.web.html import pages_document, read_page

MAX_PARTS = 5_000
"""Parts of an archive, pictures and all."""

_MAX_HEAD = 64 * 1024
_MAX_DEPTH = 4
_BLANK = re.compile(rb"\r?\n[ \t]*\r?\n")
_PAGE_TYPES = {"text/html", "application/xhtml+xml"}
_AGAIN = "Save the page again, as a web page (HTML)."


@dataclass(frozen=True, slots=True)
class _Part:
    """A page of an archive: where it was, and its bytes."""

    location: str
    data: bytes


def mhtml_document(source: Source) -> Document:
    """Read one web archive from its bytes.

    Args:
        source: The file.

    Returns:
        The document: page 1 is the page, each frame with figures one more.

    Raises:
        UnreadableDocumentError: It is truncated, holds no page, or one beyond the bounds of pages.
    """
    parts = list(_parts(source, source.data, 0))
    if not parts:
        source.refuse("The web archive holds no page, or is truncated before it.", _AGAIN)
    first, *others = parts
    page = read_page(Source(source.name, first.data))
    pages, left = [page], MAX_BYTES
    for part in _frames(first, others, page.text):
        left -= len(part.data)
        if left < 0:
            source.refuse(f"Its frames have more than {MAX_BYTES} bytes.", _AGAIN)
        pages.append(read_page(Source(source.name, part.data)))
    return pages_document(source, pages)


def _frames(first: _Part, others: list[_Part], text: str) -> Iterator[_Part]:
    """The parts that a page names as its frames, each once, and those that these name."""
    by_location = {unquote(part.location): part for part in others if part.location}
    waiting = [(first.location, name) for name in frame_names(text)]
    while waiting:
        base, name = waiting.pop(0)
        part = by_location.pop(_joined(base, name), None)
        if part is None:
            part = by_location.pop(unquote(name), None)
        if part is not None:
            yield part
            inner = frame_names(part.data[:MAX_BYTES].decode("ascii", "replace"))
            waiting += [(part.location, name) for name in inner]


def _joined(base: str, name: str) -> str:
    """Where what a page names lies; the name itself if the two form no address."""
    try:
        return unquote(urljoin(base, name))
    except ValueError:
        return unquote(name)


def _parts(source: Source, data: bytes, depth: int) -> Iterator[_Part]:
    """The pages of an archive, or of a part that has parts itself."""
    blank = _BLANK.search(data[:_MAX_HEAD])
    if blank is None:
        return
    head = BytesHeaderParser().parsebytes(data[: blank.start()])
    body = data[blank.end() :]
    kind = head.get_content_type()
    if kind in _PAGE_TYPES:
        yield _Part(str(head.get("Content-Location") or "").strip(), _decoded(source, head, body))
        return
    boundary = head.get_param("boundary")
    if not kind.startswith("multipart/") or not boundary or depth > _MAX_DEPTH:
        return
    mark = b"--" + str(boundary).encode("utf-8", "replace")
    pieces = re.split(rb"(?:^|\r?\n)" + re.escape(mark) + rb"(?=-|\s)", body, maxsplit=MAX_PARTS)
    if len(pieces) > MAX_PARTS:
        source.refuse(f"The web archive has more than {MAX_PARTS} parts.", _AGAIN)
    for piece in pieces[1:]:
        if not piece.startswith(b"--"):
            yield from _parts(
                source, piece.lstrip(b" \t").removeprefix(b"\r").removeprefix(b"\n"), depth + 1
            )


def _decoded(source: Source, head: Message, body: bytes) -> bytes:
    """The bytes of a part as its head says that they are written."""
    way = str(head.get("Content-Transfer-Encoding") or "").strip().lower()
    if way == "quoted-printable":
        return quopri.decodestring(body)
    if way == "base64":
        try:
            return binascii.a2b_base64(body)
        except binascii.Error:
            source.refuse("A page of the web archive is damaged or truncated.", _AGAIN)
    return body
