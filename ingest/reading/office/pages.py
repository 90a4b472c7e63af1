"""Pages of word processors' documents: those that the document itself breaks."""

from collections.abc import Iterable, Iterator

from ingest.reading.spans import Printed

PAGE = "\f"
"""Stands for a page break among the lines of a document and the texts of a paragraph."""


def paged(texts: Iterable[Printed]) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Lines with their pages: a break counts once something is printed after it."""
    page = 1
    is_started = is_broken = False
    for text, boxes in texts:
        if text == PAGE:
            is_broken = is_started
            continue
        if is_broken and text.strip():
            page, is_broken = page + 1, False
        is_started = is_started or bool(text.strip())
        yield page, text, boxes
