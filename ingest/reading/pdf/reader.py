"""The reader of PDF: text with its places, tables by their rules or by alignment.

pdfium is not safe for threads, and a crafted file may crash the process: to read files of
unknown origin, run `read_pdf` in a separate process with limits on time and memory.
"""

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from ingest.base.errors import Place, UnreadableDocumentError
from ingest.reading.model import Document
from ingest.reading.pdf.blocks import Block, blocks_of
from ingest.reading.pdf.file import checked_digest, opened, page_count
from ingest.reading.pdf.joins import join_pages
from ingest.reading.pdf.lines import lines_of_pages
from ingest.reading.pdf.page import UNKNOWN, PageContent, page_content
from ingest.reading.pdf.paths import Handle
from ingest.reading.scan.engine import HOW_TO_INSTALL, is_installed
from ingest.reading.source import source_name

if TYPE_CHECKING:
    from concurrent.futures import Future

    from ingest.reading.scan.page import Scan
    from ingest.reading.scan.pages import ScannedPages

MAX_CHARACTERS = 20_000_000
"""More text than this is not a single disclosure; several copies of it would not fit in memory."""

_BATCH = 200


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

    Each row of a table is one line, its cells separated by tab stops; a merged cell's text stands
    in its first row and column, and text wrapped in a cell is joined. A table that runs over pages
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
    digest = checked_digest(path)
    found = _read_pages(path, tick)
    tick()
    join_pages(found.blocks)
    lines = tuple(lines_of_pages(found.blocks, found.contents))
    blank = tuple(n for n, page in enumerate(found.contents, start=1) if page.is_without_text)
    if not any(line.text.strip() for line in lines):
        raise UnreadableDocumentError(
            Place(source_name(path)),
            f"None of its {len(found.blocks)} pages has text that can be read.",
            "It is a scan that nobody could read, or no document: get it from its publisher."
            if is_installed()
            else f"It is a scan. {HOW_TO_INSTALL}",
        )
    document = Document(
        source_name(path),
        digest,
        "binary",
        "tabbed",
        len(found.blocks),
        lines,
        blank,
        reader=_reader_of(found.contents),
    )
    return PdfReading(document, blank)


@dataclass(slots=True)
class _Pages:
    """The blocks of each page, and what each shows without its glyphs and rules."""

    blocks: list[list[Block]] = field(default_factory=list)
    contents: list[PageContent] = field(default_factory=list)
    size: int = 0

    def put(self, index: int, content: PageContent) -> None:
        """Keep a page; what stands on it is kept as blocks alone."""
        if index == len(self.blocks):
            self.blocks.append([])
            self.contents.append(content)
        self.blocks[index] = blocks_of(content)
        self.contents[index] = replace(content, glyphs=[], across=[], down=[])
        self.size += len(content.glyphs)


def _read_pages(path: Path, tick: Callable[[], None]) -> _Pages:
    """Read all pages; those without text are recognised meanwhile, where that is installed."""
    found = _Pages()
    scanned: list[tuple[int, PageContent, Future[PageContent]]] = []
    with ExitStack() as stack:
        reading: ScannedPages | None = None
        contents = stack.enter_context(closing(_contents(path, tick)))
        for index, (content, scan, count) in enumerate(contents):
            found.put(index, content)
            if found.size > MAX_CHARACTERS:
                raise UnreadableDocumentError(
                    Place(source_name(path), page=index + 1),
                    f"The document holds more than {MAX_CHARACTERS} characters up to this page.",
                    "Split it into its disclosures.",
                )
            if scan is None:
                continue
            reading = reading or stack.enter_context(_recognition(path, count - index))
            # As many of the pages to come are taken to be scans as of those before.
            share = (len(scanned) + 1) / (index + 1)
            reading.progress.pages = len(scanned) + 1 + round((count - index - 1) * share)
            scanned.append((index, content, reading.add(scan)))
        if reading is not None:
            reading.progress.pages = len(scanned)
            reading.finish()
        for index, printed, future in scanned:
            # A page number stamped on an empty picture remains just that after recognition.
            if len((content := future.result()).glyphs) > _inked(printed):
                found.put(index, content)
    return found


def _inked(content: PageContent) -> int:
    return sum(glyph.text not in {" ", UNKNOWN} for glyph in content.glyphs)


def _recognition(path: Path, pages: int) -> AbstractContextManager["ScannedPages"]:
    from ingest.reading.scan.pages import scanned_pages  # noqa: PLC0415 - the optional group

    def refuse(reason: str) -> None:
        raise UnreadableDocumentError(
            Place(source_name(path)), reason, "Raise TIMEOUT, or split the document."
        )

    return scanned_pages(pages, refuse)


def _reader_of(contents: Sequence[PageContent]) -> str:
    """How the text of a PDF was obtained."""
    ways = {
        "pdf_ocr" if page.place else "pdf_text" for page in contents if not page.is_without_text
    }
    return ways.pop() if len(ways) == 1 else "pdf_mixed"


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


_Read = tuple[PageContent, "Scan | None", int]
"""A page, its picture where its text is to be recognised, and how many pages there are."""


def _contents(path: Path, tick: Callable[[], None]) -> Generator[_Read, None, None]:
    """Read page by page, and open the file again now and then.

    What pdfium holds of fonts it holds for as long as the document is open.
    """
    start, count = 0, 1
    while start < count:
        with opened(path) as pdf:
            count = page_count(pdf, path)
            for index in range(start, min(start + _BATCH, count)):
                tick()
                yield (*_content(pdf, index, path, tick), count)
        start += _BATCH


def _content(
    pdf: Handle, index: int, path: Path, tick: Callable[[], None]
) -> tuple[PageContent, "Scan | None"]:
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
        content = page_content(page, text_page, tick)
        return content, _picture(page) if content.is_without_text and is_installed() else None
    finally:
        if text_page:
            pdfium.FPDFText_ClosePage(text_page)
        if page:
            pdfium.FPDF_ClosePage(page)


def _picture(page: Handle) -> "Scan":
    from ingest.reading.scan.page import Scan  # noqa: PLC0415 - the optional group
    from ingest.reading.scan.picture import page_picture  # noqa: PLC0415

    return Scan(*page_picture(page))
