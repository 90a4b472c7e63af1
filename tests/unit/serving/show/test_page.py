"""Pages as pictures: the frame is where the figure is printed, whichever way the page lies."""

import struct
import zlib
from pathlib import Path

import pytest

from ingest.base.errors import ShowError
from ingest.reading.pdf.reader import read_pdf
from ingest.serving.show.page import Canvas, framed_page, page_count
from tests.support.made_pdf import Page, written

RED = (0xD0, 0x10, 0x20, 0xFF)


def pixels(png: bytes) -> list[list[tuple[int, ...]]]:
    """The pixels of a PNG file, row by row."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    at, data, width = 8, b"", 0
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kind, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        width = struct.unpack(">I", body[:4])[0] if kind == b"IHDR" else width
        data += body if kind == b"IDAT" else b""
        at += length + 12
    rows = zlib.decompress(data)
    stride = 1 + 4 * width
    return [
        [tuple(rows[start + x : start + x + 4]) for x in range(1, stride, 4)]
        for start in range(0, len(rows), stride)
    ]


def reds(png: bytes) -> list[tuple[int, int]]:
    return [
        (x, y) for y, row in enumerate(pixels(png)) for x, pixel in enumerate(row) if pixel == RED
    ]


def test_a_frame_is_red_at_its_edges_and_keeps_within_the_picture() -> None:
    canvas = Canvas(20, 10, bytearray(b"\xff" * 800))
    canvas.frame((5, 2, 30, 30))
    found = reds(canvas.png())
    assert min(found) == (5, 2)
    assert max(found) == (19, 9)
    assert (10, 5) not in found


def test_the_figure_is_framed_where_it_is_printed(tmp_path: Path) -> None:
    path = written(tmp_path / "made.pdf", Page().text(100, 200, "1,234.56"), Page())
    line = read_pdf(path).lines[0]
    box = tuple(float(side) for side in line.boxes[0].split(","))
    found = reds(framed_page(path, 1, (box[0], box[1], box[2], box[3]), is_recognised=False))
    scale = 150 / 72
    # The figure stands 100 points from the left, its line 200 from the top.
    assert abs(min(x for x, _ in found) - (100 - 2.5) * scale) < 6
    assert min(y for _, y in found) < 200 * scale < max(y for _, y in found)
    assert page_count(path) == 2


def test_a_page_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = written(tmp_path / "made.pdf", Page())
    with pytest.raises(ShowError, match="no page 7"):
        framed_page(path, 7, (0, 0, 1, 1), is_recognised=False)
    path.write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(ShowError, match="cannot be opened"):
        page_count(path)
