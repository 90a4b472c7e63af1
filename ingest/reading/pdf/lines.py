"""Blocks of pages to the numbered lines of a document, each text with its box."""

from collections.abc import Iterator, Sequence

from ingest.reading.model import Line
from ingest.reading.pdf.blocks import Block, TextLine
from ingest.reading.pdf.cells import covers_of
from ingest.reading.pdf.page import PageContent
from ingest.reading.pdf.text import Extent
from ingest.reading.spans import Placed, table_lines

_NEAR = 1.0
"""Points by which a recognised text may reach out of the cell that it stands in."""


class _Places:
    """Where the texts of a page stand, as boxes, and how sure the recognised ones are."""

    def __init__(self, content: PageContent) -> None:
        self._content = content
        self._sure: dict[str, float] = {}

    def box(self, extent: Extent | None) -> str:
        """An extent in points from the top left of its page; empty where it is not known."""
        if extent is None:
            return ""
        x0, top, x1, bottom = extent
        if self._content.place:
            a, b, c, d, e, f = self._content.place
            corners = [(x, y) for x in (x0, x1) for y in (top, bottom)]
            xs = [a * x + c * y + e for x, y in corners]
            ys = [b * x + d * y + f for x, y in corners]
            found = _written(min(xs), min(ys), max(xs), max(ys))
            self._sure[found] = min(
                (
                    part.confidence
                    for part in self._content.recognised
                    if x0 - _NEAR <= (part.x0 + part.x1) / 2 <= x1 + _NEAR
                    and top - _NEAR <= (part.top + part.bottom) / 2 <= bottom + _NEAR
                ),
                default=0.0,
            )
            return found
        x, y = self._content.origin
        return _written(x0 - x, top - y, x1 - x, bottom - y)

    def confidence(self, boxes: Sequence[str]) -> tuple[float | None, ...]:
        """How sure the texts in boxes are; nothing where the page prints them."""
        if not self._content.place:
            return ()
        return tuple(self._sure.get(box) for box in boxes)


def lines_of_pages(
    pages: Sequence[Sequence[Block]], contents: Sequence[PageContent]
) -> Iterator[Line]:
    """The lines of all pages, numbered from 1 over the whole document.

    Args:
        pages: The blocks of each page.
        contents: What each page shows; its glyphs are not looked at.
    """
    number = 0
    for page, (blocks, content) in enumerate(zip(pages, contents, strict=True), start=1):
        places = _Places(content)
        for block in blocks:
            if isinstance(block, TextLine):
                number += 1
                boxes: tuple[str, ...] = (places.box(block.extent),)
                yield Line(page, number, block.text, boxes, (), places.confidence(boxes))
                continue
            rows = [
                [
                    Placed(c, row.spans.get(c, 1), text, places.box(row.extents.get(c)))
                    for c, text in enumerate(row.cells)
                    if text
                ]
                for row in block.rows
            ]
            width = len(block.rows[0].cells) if block.rows else 0
            lines = zip(table_lines(rows, width), covers_of(block.rows), strict=True)
            for (text, boxes), covers in lines:
                number += 1
                yield Line(page, number, text, boxes, covers, places.confidence(boxes))


def _written(x0: float, top: float, x1: float, bottom: float) -> str:
    return f"{x0:.1f},{top:.1f},{x1:.1f},{bottom:.1f}"
