"""A page as a small picture for a report, without frames: 16 greys, or what an OFD draws."""

import struct
from pathlib import Path
from typing import NamedTuple

from ingest.base.errors import ShowError
from ingest.serving.show.page import bitmap_of, opened_page, png_of, size_of, upright
from ingest.serving.show.write import kind_of

_DPI = 100
_MAX_SIDE = 1_800
_POINTS = 72.0
_HIGH = bytes(value & 0xF0 for value in range(256))
_LOW = bytes(value >> 4 for value in range(256))


class SmallPage(NamedTuple):
    """A page: its picture, of which type, and its width and height in points."""

    media: str
    data: bytes
    width: float
    height: float


def small_page(path: Path, number: int, *, is_recognised: bool) -> SmallPage:
    """A page of a PDF, an OFD or a picture file.

    Args:
        path: The file.
        number: The page, from 1.
        is_recognised: Whether its text was recognised, so that it stands as it is shown.

    Raises:
        ShowError: It has no such page.
        UnreadableDocumentError: It can no longer be read.
    """
    kind = kind_of(path)
    if kind == "ofd":
        return _ofd_page(path, number)
    return _picture(path, number) if kind == "image" else _pdf_page(path, number, is_recognised)


def _ofd_page(path: Path, number: int) -> SmallPage:
    from ingest.serving.show.ofd_page import ofd_pages, svg  # noqa: PLC0415 - its own library

    page = next((page for at, page in enumerate(ofd_pages(path), 1) if at == number), None)
    if page is None:
        raise ShowError(path, f"It has no page {number} that can be shown.", "Add it again.")
    return SmallPage("image/svg+xml", svg(page).encode(), page.width, page.height)


def _picture(path: Path, number: int) -> SmallPage:
    from ingest.serving.show.picture_file import picture_page  # noqa: PLC0415 - an optional group

    picture, points = picture_page(path, number)
    height, width = picture.shape
    step = max(1, -(-max(width, height) // _MAX_SIDE), int(_POINTS / points / _DPI))
    less = picture[::step, ::step]
    rows, columns = less.shape
    data = png_of_greys(less.tobytes(), columns, rows, columns)
    return SmallPage("image/png", data, width * points, height * points)


def _pdf_page(path: Path, number: int, is_recognised: bool) -> SmallPage:  # noqa: FBT001
    with opened_page(path, number) as page:
        turns = 0 if is_recognised else upright(page)
        width, height = size_of(page, turns)
        drawn = bitmap_of(page, turns, dpi=_DPI, longest=_MAX_SIDE, is_grey=True)
    data = png_of_greys(drawn.pixels, drawn.width, drawn.height, drawn.stride)
    return SmallPage("image/png", data, width, height)


def png_of_greys(greys: bytes, width: int, height: int, stride: int) -> bytes:
    """A PNG file in 16 greys of a byte a pixel; a scan takes a third of what 256 take."""
    rows = []
    for at in range(0, stride * height, stride):
        row = greys[at : at + width] + b"\xff" * (width % 2)
        high = int.from_bytes(row[::2].translate(_HIGH))
        low = int.from_bytes(row[1::2].translate(_LOW))
        rows.append(b"\0" + (high | low).to_bytes(len(row) // 2))
    head = struct.pack(">IIBBBBB", width, height, 4, 0, 0, 0, 0)
    return png_of(head, b"".join(rows))
