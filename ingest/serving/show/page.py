"""A page of a PDF as a picture, with a box framed: PNG written without any library for pictures."""

import ctypes
import os
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pypdfium2  # noqa: F401 - importing it initialises the library
import pypdfium2.raw as pdfium

from ingest.base.errors import ShowError
from ingest.reading.pdf.page import text_turn
from ingest.reading.pdf.paths import Handle

_DPI = 150
_MAX_SIDE = 3_000
"""Pixels of the longer side of the picture."""

_POINTS = 72.0
MARGIN = 2.5
"""Points between a figure and its frame."""

_THICK = 3
_RED = b"\xd0\x10\x20\xff"
_WHITE = 0xFFFFFFFF
_TURNS = 4
Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Canvas:
    """A picture: four bytes a pixel, red, green, blue and opacity, row by row."""

    width: int
    height: int
    pixels: bytearray

    def frame(self, box: Box) -> None:
        """Draw a red frame around a box given in pixels; what lies outside is left out."""
        x0, y0 = max(0, int(box[0])), max(0, int(box[1]))
        x1, y1 = min(self.width, int(box[2]) + 1), min(self.height, int(box[3]) + 1)
        for y in range(y0, y1):
            if y < y0 + _THICK or y >= y1 - _THICK:
                self._line(y, x0, x1)
            else:
                self._line(y, x0, x0 + _THICK)
                self._line(y, x1 - _THICK, x1)

    def _line(self, y: int, left: int, right: int) -> None:
        first, last = max(left, 0), min(right, self.width)
        if last > first:
            at = 4 * (y * self.width + first)
            self.pixels[at : at + 4 * (last - first)] = _RED * (last - first)

    def png(self) -> bytes:
        """The picture as a PNG file."""
        stride = 4 * self.width
        rows = b"".join(
            b"\0" + self.pixels[at : at + stride] for at in range(0, stride * self.height, stride)
        )
        return png_of(struct.pack(">IIBBBBB", self.width, self.height, 8, 6, 0, 0, 0), rows)


def png_of(head: bytes, rows: bytes) -> bytes:
    """A PNG file of its head and its rows, each after the number of its filter."""
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def framed(canvas: Canvas, box: Box, scale: float) -> bytes:
    """A page as PNG, with a figure framed.

    Args:
        canvas: The page.
        box: Where the figure stands, in points from the top left.
        scale: Pixels of a point.
    """
    x0, y0, x1, y1 = box
    canvas.frame(
        (
            (x0 - MARGIN) * scale - _THICK,
            (y0 - MARGIN) * scale - _THICK,
            (x1 + MARGIN) * scale + _THICK,
            (y1 + MARGIN) * scale + _THICK,
        )
    )
    return canvas.png()


def page_count(path: Path) -> int:
    """How many pages a PDF has.

    Raises:
        ShowError: It cannot be opened.
    """
    pdf = _open(path)
    try:
        return int(pdfium.FPDF_GetPageCount(pdf))
    finally:
        pdfium.FPDF_CloseDocument(pdf)


def framed_page(path: Path, number: int, box: Box, *, is_recognised: bool) -> bytes:
    """A page of a PDF as PNG, with a figure framed.

    Args:
        path: The PDF.
        number: The page, from 1.
        box: Where the figure stands, in points from the top left of the page: as the page is
            read where it prints text, as it is shown where its text was recognised.
        is_recognised: Whether it was recognised.

    Raises:
        ShowError: It cannot be opened, or has no such page.
    """
    with opened_page(path, number) as page:
        canvas, scale = _rendered(page, 0 if is_recognised else upright(page))
    return framed(canvas, box, scale)


@contextmanager
def opened_page(path: Path, number: int) -> Iterator[Handle]:
    """A page of a PDF, open as long as the context is.

    Raises:
        ShowError: It cannot be opened, or has no such page.
    """
    pdf = _open(path)
    page = pdfium.FPDF_LoadPage(pdf, number - 1)
    try:
        if not page:
            raise ShowError(path, f"It has no page {number} that can be shown.", "Add it again.")
        yield page
    finally:
        if page:
            pdfium.FPDF_ClosePage(page)
        pdfium.FPDF_CloseDocument(pdf)


def _open(path: Path) -> Handle:
    pdf = pdfium.FPDF_LoadDocument(os.fsencode(path), None)
    if not pdf:
        raise ShowError(path, "The PDF cannot be opened.", "Download it again, and add it again.")
    return pdf


def upright(page: Handle) -> int:
    """By how many quarters, clockwise, a page is to be turned for its text to run as it is read."""
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        turn = text_turn(text_page)
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    return int(-turn - pdfium.FPDFPage_GetRotation(page)) % _TURNS


def _rendered(page: Handle, turns: int) -> tuple[Canvas, float]:
    """A page as a picture, and the pixels of a point."""
    drawn = bitmap_of(page, turns, dpi=_DPI, longest=_MAX_SIDE, is_grey=False)
    row = 4 * drawn.width
    data = drawn.pixels
    if drawn.stride != row:
        data = b"".join(data[at : at + row] for at in range(0, len(data), drawn.stride))
    return Canvas(drawn.width, drawn.height, bytearray(data)), drawn.scale


def size_of(page: Handle, turns: int) -> tuple[float, float]:
    """The width and height, in points, of a page turned by quarters."""
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    return (height, width) if turns % 2 else (width, height)


class Bitmap(NamedTuple):
    """A drawn page: its rows of `stride` bytes, and the pixels of a point."""

    pixels: bytes
    width: int
    height: int
    stride: int
    scale: float


def bitmap_of(page: Handle, turns: int, *, dpi: int, longest: int, is_grey: bool) -> Bitmap:
    """Draw a page on white.

    Args:
        page: The page.
        turns: By how many quarters to turn it, clockwise.
        dpi: Pixels of an inch.
        longest: Pixels of the longer side at most.
        is_grey: Whether a pixel is a byte of grey, and not four of red, green, blue and opacity.
    """
    width, height = size_of(page, turns)
    scale = min(dpi / _POINTS, longest / max(width, height, 1.0))
    columns, rows = max(1, round(width * scale)), max(1, round(height * scale))
    kind = pdfium.FPDFBitmap_Gray if is_grey else pdfium.FPDFBitmap_BGRA
    flags = pdfium.FPDF_ANNOT | (0 if is_grey else pdfium.FPDF_REVERSE_BYTE_ORDER)
    bitmap = pdfium.FPDFBitmap_CreateEx(columns, rows, kind, None, 0)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, _WHITE)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, columns, rows, turns, flags)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * rows)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return Bitmap(pixels, columns, rows, stride, scale)
