"""The lines of pages out of their blocks: text as it stands, a table row by row at tab stops."""

from collections.abc import Iterator, Sequence

from ingest.reading.model import Line
from ingest.reading.pdf.blocks import Block, TextLine
from ingest.reading.pdf.cells import covers_of
from ingest.reading.pdf.text import Extent
from ingest.reading.spans import Placed, table_lines


def lines_of_pages(
    pages: Sequence[Sequence[Block]], origins: Sequence[tuple[float, float]]
) -> Iterator[Line]:
    """The lines of all pages, numbered from 1 over the whole document."""
    number = 0
    for page, (blocks, origin) in enumerate(zip(pages, origins, strict=True), start=1):
        for block in blocks:
            if isinstance(block, TextLine):
                number += 1
                yield Line(page, number, block.text, (_box(block.extent, origin),))
                continue
            rows = [
                [
                    Placed(c, row.spans.get(c, 1), text, _box(row.extents.get(c), origin))
                    for c, text in enumerate(row.cells)
                    if text
                ]
                for row in block.rows
            ]
            width = len(block.rows[0].cells) if block.rows else 0
            lines = zip(table_lines(rows, width), covers_of(block.rows), strict=True)
            for (text, boxes), covers in lines:
                number += 1
                yield Line(page, number, text, boxes, covers)


def _box(extent: Extent | None, origin: tuple[float, float]) -> str:
    """An extent in points from the top left of its page; empty where it is not known."""
    if extent is None:
        return ""
    x, y = origin
    x0, top, x1, bottom = extent
    return f"{x0 - x:.1f},{top - y:.1f},{x1 - x:.1f},{bottom - y:.1f}"
