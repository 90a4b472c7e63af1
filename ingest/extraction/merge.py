"""The files of one disclosure read as one document."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from ingest.reading.model import PARTS_JOINED, Document
from ingest.rows.parts import hash_of_parts

_RECOGNISED = {"pdf_ocr", "pdf_mixed", "image_ocr"}


def merge(parts: Sequence[Document]) -> Document:
    """One document out of its parts, in the order given.

    Args:
        parts: Two documents or more; their pages and lines are numbered on from part to part, so
            that a place in the first part is the same in the whole.

    Returns:
        The whole. Its source file names the parts in order, joined by PARTS_JOINED; its hash is
        that of their hashes; columns of any part are columns of the whole.
    """
    pages = [0, *accumulate(part.page_count for part in parts)]
    counts = [0, *accumulate(len(part.lines) for part in parts)]
    lines = [
        replace(line, page=line.page + pages[index], number=line.number + counts[index])
        for index, part in enumerate(parts)
        for line in part.lines
    ]
    encodings = dict.fromkeys(part.encoding for part in parts)
    readers = {part.reader for part in parts}
    return replace(
        parts[0],
        source_file=PARTS_JOINED.join(part.source_file for part in parts),
        sha256=hash_of_parts([part.sha256 for part in parts]),
        encoding=" + ".join(encodings),
        layout="tabbed" if any(part.layout == "tabbed" for part in parts) else "flat",
        page_count=pages[-1],
        lines=tuple(lines),
        pages_without_text=tuple(
            page + pages[index]
            for index, part in enumerate(parts)
            for page in part.pages_without_text
        ),
        reader=_reader_of(readers),
        untold=tuple(
            replace(one, page=one.page + pages[index], place=one.place + counts[index])
            for index, part in enumerate(parts)
            for one in part.untold
        ),
    )


def _reader_of(readers: set[str]) -> str:
    """How the text of a document of several files was got."""
    if len(readers) == 1:
        return next(iter(readers))
    return "mixed_ocr" if readers & _RECOGNISED else "mixed"
