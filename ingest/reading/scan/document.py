"""Picture files as documents: PNG, JPEG, and TIFF with a page for each of its frames."""

import hashlib

from ingest.reading.model import Document
from ingest.reading.pdf.blocks import blocks_of
from ingest.reading.pdf.joins import join_pages
from ingest.reading.pdf.lines import lines_of_pages
from ingest.reading.scan.engine import HOW_TO_INSTALL, is_installed
from ingest.reading.source import Source

_SPLIT = "Raise TIMEOUT, or split the document."


def picture_document(source: Source) -> Document:
    """Read a picture file by recognising its text.

    Raises:
        UnreadableDocumentError: The recogniser is not installed, the file is damaged or too
            large, shows no text, or takes longer to recognise than a document may.
    """
    if not is_installed():
        source.refuse(
            "It is a picture, and the recogniser of text is not installed.", HOW_TO_INSTALL
        )
    from ingest.reading.scan.page import Scan  # noqa: PLC0415 - the optional group
    from ingest.reading.scan.pages import recognised  # noqa: PLC0415
    from ingest.reading.scan.picture import file_pictures, frames_of  # noqa: PLC0415

    def refuse(reason: str) -> None:
        source.refuse(reason, _SPLIT)

    scans = (Scan(picture, points) for picture, points in file_pictures(source))
    contents = recognised(scans, frames_of(source), refuse)
    blank = tuple(n for n, content in enumerate(contents, start=1) if content.is_without_text)
    if len(blank) == len(contents):
        source.refuse(
            "No text is recognised in the picture.", "If it is a scan, scan it again at 300 dpi."
        )
    pages = [blocks_of(content) for content in contents]
    join_pages(pages)
    return Document(
        source_file=source.name,
        sha256=hashlib.sha256(source.data).hexdigest(),
        encoding="binary",
        layout="tabbed",
        page_count=len(pages),
        lines=tuple(lines_of_pages(pages, contents)),
        pages_without_text=blank,
    )
