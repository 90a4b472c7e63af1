"""The reader of OFD (GB/T 33190-2016), the fixed layout that Chinese offices publish beside PDF.

What its pages print goes the way of a PDF's: glyphs and rules make lines and tables there.
"""

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.reading.archive import open_archive
from ingest.reading.model import Document
from ingest.reading.ofd.package import Resources, pages
from ingest.reading.ofd.page import page_content
from ingest.reading.pdf.blocks import Block, blocks_of
from ingest.reading.pdf.joins import join_pages
from ingest.reading.pdf.lines import lines_of_pages
from ingest.reading.source import Source

if TYPE_CHECKING:
    from ingest.reading.pdf.page import PageContent

MAX_CHARACTERS = 20_000_000
"""More text than this is not a single disclosure; several copies of it would not fit in memory."""


def ofd_document(source: Source) -> Document:
    """Read one OFD from its bytes.

    Args:
        source: The file.

    Returns:
        The document, its layout tabbed; `pages_without_text` are the pages that show something
        and have no text to read. Signatures, seals and attachments are not read.

    Raises:
        UnreadableDocumentError: It is encrypted, truncated, a zip bomb, declares XML entities,
            or has no pages, no text, or more of them than any disclosure.
    """
    resources = Resources()
    blocks: list[list[Block]] = []
    shown: list[PageContent] = []
    without_text: list[int] = []
    size = 0
    for page in pages(open_archive(source), resources):
        content = page_content(page, resources)
        blocks.append(blocks_of(content))
        shown.append(replace(content, glyphs=[], across=[], down=[]))
        size += len(content.glyphs)
        if size > MAX_CHARACTERS:
            source.refuse(
                f"The document holds more than {MAX_CHARACTERS} characters up to this page.",
                "Split it into its disclosures.",
                page=len(blocks),
            )
        if content.is_without_text:
            without_text.append(len(blocks))
    join_pages(blocks)
    lines = tuple(lines_of_pages(blocks, shown))
    if not any(line.text.strip() for line in lines):
        source.refuse(
            f"None of its {len(blocks)} pages has text that can be read.",
            "It is a scan: get it as text from its publisher, or recognise its text first.",
        )
    digest = hashlib.sha256(source.data).hexdigest()
    blank = tuple(without_text)
    return Document(source.name, digest, "binary", "tabbed", len(blocks), lines, blank)
