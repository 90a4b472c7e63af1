"""A page of an OFD as a picture: SVG of its characters and ruling lines, each where it stands."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from pathlib import Path

from ingest.base.errors import ShowError
from ingest.reading.archive import open_archive
from ingest.reading.ofd.package import Resources, pages
from ingest.reading.ofd.page import ShownPage, shown_page
from ingest.reading.pdf.page import Glyph
from ingest.reading.source import printed, read_source
from ingest.serving.show.page import MARGIN, Box

_RED = "#d01020"
_BASELINE = 0.82
"""Of the height of a character, how far under its top it stands."""

_RULE = 0.5
"""Points that a rule is thick."""


def ofd_pages(path: Path) -> Iterator[ShownPage]:
    """The pages of an OFD, one by one.

    Raises:
        UnreadableDocumentError: It can no longer be read.
    """
    resources = Resources()
    return (
        shown_page(page, resources) for page in pages(open_archive(read_source(path)), resources)
    )


def framed_ofd_page(path: Path, number: int, boxes: Iterable[Box]) -> bytes:
    """A page of an OFD as SVG, with figures framed; its pictures and seals are not drawn.

    Args:
        path: The OFD.
        number: The page, from 1.
        boxes: Where the figures stand, in points from the top left of the page as it is read.

    Raises:
        ShowError: It has no such page.
        UnreadableDocumentError: It can no longer be read.
    """
    page = next((page for at, page in enumerate(ofd_pages(path), 1) if at == number), None)
    if page is None:
        raise ShowError(path, f"It has no page {number} that can be shown.", "Add it again.")
    frames = (
        f'<rect x="{x0 - MARGIN:g}" y="{y0 - MARGIN:g}" width="{x1 - x0 + 2 * MARGIN:g}" '
        f'height="{y1 - y0 + 2 * MARGIN:g}" fill="none" stroke="{_RED}" stroke-width="1.5"/>'
        for x0, y0, x1, y1 in boxes
    )
    return svg(page, frames).encode()


def svg(page: ShownPage, more: Iterable[str] = ()) -> str:
    """A page as SVG, with more elements over it; no text of the file is markup in it."""
    x, y = page.content.origin
    width, height = round(page.width, 2), round(page.height, 2)
    parts = (*_rules(page), *_texts(page.content.glyphs), "</g>", *more, "</svg>")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" '
        f'viewBox="0 0 {width} {height}"><rect width="100%" height="100%" fill="#fff"/>'
        f'<g transform="translate({-x:.2f} {-y:.2f})" font-family="serif" stroke-width="{_RULE}">'
    ) + "\n".join(parts)


def _rules(page: ShownPage) -> Iterator[str]:
    lines = [(r.start, r.at, r.end, r.at) for r in page.content.across]
    lines += [(r.at, r.start, r.at, r.end) for r in page.content.down]
    if lines:
        path = "".join(f"M{x0:.2f} {y0:.2f}L{x1:.2f} {y1:.2f}" for x0, y0, x1, y1 in lines)
        yield f'<path d="{path}" stroke="#000" fill="none"/>'


def _texts(glyphs: Iterable[Glyph]) -> Iterator[str]:
    """The characters in runs of one height, each where it stands."""
    seen = (glyph for glyph in glyphs if printed(glyph.text))
    for (top, bottom), own in groupby(seen, key=lambda glyph: (glyph.top, glyph.bottom)):
        run = list(own)
        size = bottom - top
        xs = " ".join(f"{glyph.x0:.2f}" for glyph in run for _ in printed(glyph.text))
        text = escape("".join(printed(glyph.text) for glyph in run))
        yield (
            f'<text x="{xs}" y="{top + _BASELINE * size:.2f}" font-size="{size:.2f}" '
            f'xml:space="preserve">{text}</text>'
        )
