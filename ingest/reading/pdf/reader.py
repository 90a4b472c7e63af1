"""The reader of PDF: text with its places, tables by their rules or by alignment.

pdfium is not safe for threads, and a file made to break it may end the process: who reads files
of unknown origin runs `read_pdf` in a process of its own, with limits of time and memory.
"""

import hashlib
import os
import re
import stat
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2.raw as pdfium

from ingest.base.errors import Place, UnreadableDocumentError
from ingest.reading.model import Document
from ingest.reading.pdf.blocks import Block, blocks_of
from ingest.reading.pdf.joins import join_pages
from ingest.reading.pdf.lines import lines_of_pages
from ingest.reading.pdf.page import PageContent, page_content
from ingest.reading.pdf.paths import Handle
from ingest.reading.source import source_name

MAX_BYTES = 200 * 1024 * 1024
"""A PDF larger than this is no disclosure: the largest seen holds 1 MB."""

MAX_PAGES = 2_000
"""A PDF with more pages than this is no one disclosure."""

MAX_CHARACTERS = 20_000_000
"""More text than this is no one disclosure, and would not fit in memory several times over."""

_BATCH = 200
_TAIL = 64 * 1024
_HEAD = 2048
_CHUNK = 1024 * 1024
_LINEARIZED = re.compile(rb"/Linearized\b.{0,200}?/L\s+(\d{1,12})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PdfReading:
    """A PDF as read, and the pages, from 1, that show something and have no text to read."""

    document: Document
    pages_without_text: tuple[int, ...]


def read_pdf(path: Path, time_limit: float | None = None) -> Document:
    """Read one PDF; see `read_pdf_pages`, which also says which pages have no text."""
    return read_pdf_pages(path, time_limit).document


def read_pdf_pages(path: Path, time_limit: float | None = None) -> PdfReading:
    """Read one PDF.

    Each row of a table is one line, its cells parted by tab stops; a merged cell's text stands in
    its first row and column, and text wrapped in a cell is joined. A table that runs over pages
    has the same columns on each.

    Args:
        path: The file. Only its name, never its folder, is kept.
        time_limit: Seconds after which reading stops between two steps; None for no limit.

    Returns:
        The document, its layout tabbed, and the pages without a text layer.

    Raises:
        UnreadableDocumentError: The file is missing, no PDF, encrypted, truncated, without pages
            or text, or beyond the limits of size, pages, text or time.
    """
    tick = _clock(path, time_limit)
    digest = _checked_digest(path)
    pages: list[list[Block]] = []
    without_text: list[int] = []
    origins: list[tuple[float, float]] = []
    size = 0
    with closing(_contents(path, tick)) as contents:
        for content in contents:
            pages.append(blocks_of(content))
            origins.append(content.origin)
            size += len(content.glyphs)
            if size > MAX_CHARACTERS:
                raise UnreadableDocumentError(
                    Place(source_name(path), page=len(pages)),
                    f"The document holds more than {MAX_CHARACTERS} characters up to this page.",
                    "Split it into its disclosures.",
                )
            if content.is_without_text:
                without_text.append(len(pages))
    tick()
    join_pages(pages)
    lines = tuple(lines_of_pages(pages, origins))
    if not any(line.text.strip() for line in lines):
        raise UnreadableDocumentError(
            Place(source_name(path)),
            f"None of its {len(pages)} pages has text that can be read.",
            "It is a scan: get it as text from its publisher, or recognise its text first.",
        )
    blank = tuple(without_text)
    document = Document(source_name(path), digest, "binary", "tabbed", len(pages), lines, blank)
    return PdfReading(document, blank)


def _clock(path: Path, time_limit: float | None) -> Callable[[], None]:
    start = time.monotonic()

    def tick() -> None:
        if time_limit is not None and time.monotonic() - start >= time_limit:
            raise UnreadableDocumentError(
                Place(source_name(path)),
                f"Reading took longer than {time_limit:g} seconds.",
                "Raise the time limit, or split the document.",
            )

    return tick


def _checked_digest(path: Path) -> str:
    """The hash of the file's bytes, after a look at its size, its head and its end."""
    place = Place(source_name(path))
    digest = hashlib.sha256()
    head = tail = b""
    size = 0
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            # A pipe would never end.
            raise UnreadableDocumentError(place, "It is no regular file.", "Name a document.")
        if found.st_size > MAX_BYTES:
            raise UnreadableDocumentError(
                place,
                f"The PDF is larger than {MAX_BYTES // 1024 // 1024} MB.",
                "Split it into its disclosures.",
            )
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                head = head or chunk[:_HEAD]
                tail = (tail + chunk)[-_TAIL:]
                size += len(chunk)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UnreadableDocumentError(
            place, f"The file cannot be read ({reason}).", "Check its name and permissions."
        ) from error
    _check_whole(place, size, head, tail)
    return digest.hexdigest()


def _check_whole(place: Place, size: int, head: bytes, tail: bytes) -> None:
    """Pdfium mends a truncated file with the pages it still finds: the others would be lost."""
    if not size:
        raise UnreadableDocumentError(place, "The file is empty.", "Download it again.")
    if b"%PDF-" not in head:
        raise UnreadableDocumentError(
            place,
            "The file is no PDF: it does not begin as one.",
            "Give it the ending of its format.",
        )
    whole = _LINEARIZED.search(head)
    if b"%%EOF" not in tail or (whole and size < int(whole[1])):
        raise UnreadableDocumentError(
            place, "The file ends before its end mark: it is truncated.", "Download it again."
        )


@contextmanager
def _opened(path: Path) -> Iterator[Handle]:
    pdf = pdfium.FPDF_LoadDocument(os.fsencode(path), None)
    if not pdf:
        raise _refused(path, pdfium.FPDF_GetLastError())
    try:
        yield pdf
    finally:
        pdfium.FPDF_CloseDocument(pdf)


def _refused(path: Path, code: int) -> UnreadableDocumentError:
    place = Place(source_name(path))
    if code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
        return UnreadableDocumentError(
            place, "The PDF is encrypted and opens with a password only.", "Save it without one."
        )
    return UnreadableDocumentError(
        place, "The PDF is damaged: its structure cannot be read.", "Download it again."
    )


def _page_count(pdf: Handle, path: Path) -> int:
    count = int(pdfium.FPDF_GetPageCount(pdf))
    if count < 1:
        raise UnreadableDocumentError(
            Place(source_name(path)), "The PDF has no pages.", "Export it again from its source."
        )
    if count > MAX_PAGES:
        raise UnreadableDocumentError(
            Place(source_name(path)),
            f"The PDF has {count} pages, more than {MAX_PAGES}.",
            "Split it into its disclosures.",
        )
    return count


def _contents(path: Path, tick: Callable[[], None]) -> Generator[PageContent, None, None]:
    """Read page by page, and open the file again now and then.

    What pdfium holds of fonts it holds for as long as the document is open.
    """
    start, count = 0, 1
    while start < count:
        with _opened(path) as pdf:
            count = _page_count(pdf, path)
            for index in range(start, min(start + _BATCH, count)):
                tick()
                yield _content(pdf, index, path, tick)
        start += _BATCH


def _content(pdf: Handle, index: int, path: Path, tick: Callable[[], None]) -> PageContent:
    """Read one page and close it: what pdfium holds of it is the larger part of the memory."""
    page = pdfium.FPDF_LoadPage(pdf, index)
    text_page = pdfium.FPDFText_LoadPage(page) if page else None
    try:
        if not text_page:
            raise UnreadableDocumentError(
                Place(source_name(path), page=index + 1),
                "The page is damaged and cannot be read.",
                "Download the PDF again, or export it again from its source.",
            )
        return page_content(page, text_page, tick)
    finally:
        if text_page:
            pdfium.FPDFText_ClosePage(text_page)
        if page:
            pdfium.FPDF_ClosePage(page)
