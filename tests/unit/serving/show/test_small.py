"""Small pictures for reports: 16 greys, the size of the page beside them."""

import struct
import zlib
from pathlib import Path

from ingest.serving.show.small import png_of_greys, small_page
from tests.support.made_pdf import HEIGHT, WIDTH, Page, written
from tests.support.renderers.ofd import OfdPage, ofd_of


def greys(png: bytes) -> list[list[int]]:
    """The greys of a PNG file of 16, row by row."""
    width = struct.unpack(">I", png[16:20])[0]
    at = png.index(b"IDAT")
    (length,) = struct.unpack(">I", png[at - 4 : at])
    rows = zlib.decompress(png[at + 4 : at + 4 + length])
    stride = 1 + (width + 1) // 2
    found = []
    for start in range(0, len(rows), stride):
        halves = [half for byte in rows[start + 1 : start + stride] for half in divmod(byte, 16)]
        found.append(halves[:width])
    return found


def test_two_pixels_share_a_byte_and_rows_may_be_padded() -> None:
    png = png_of_greys(bytes([0, 255, 128, 9, 16, 32, 48, 9]), width=3, height=2, stride=4)
    assert greys(png) == [[0, 15, 8], [1, 2, 3]]


def test_the_page_of_a_pdf_is_dark_where_it_prints(tmp_path: Path) -> None:
    path = written(tmp_path / "made.pdf", Page().box(100, 200, 300, 400))
    page = small_page(path, 1, is_recognised=False)
    assert (page.media, page.width, page.height) == ("image/png", WIDTH, HEIGHT)
    rows = greys(page.data)
    scale = len(rows) / page.height
    dark = [(x, y) for y, row in enumerate(rows) for x, grey in enumerate(row) if grey < 12]
    assert abs(min(x for x, _ in dark) - 100 * scale) < 3
    assert abs(min(y for _, y in dark) - 200 * scale) < 3


def test_the_page_of_an_ofd_is_drawn(tmp_path: Path) -> None:
    path = tmp_path / "made.ofd"
    path.write_bytes(ofd_of([OfdPage().text(100, 200, "1,234.56")]))
    page = small_page(path, 1, is_recognised=False)
    assert page.media == "image/svg+xml"
    assert b"1,234.56" in page.data
