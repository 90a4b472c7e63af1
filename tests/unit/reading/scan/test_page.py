"""A page as recognised: what stands in neighbouring cells stays apart."""

from collections.abc import Sequence

import pytest

pytest.importorskip("cv2", reason="needs the extra ocr: make add OCR=1")

import numpy as np
from numpy.typing import NDArray

from ingest.reading.pdf.page import UNKNOWN
from ingest.reading.scan.engine import Piece, Recogniser
from ingest.reading.scan.page import Scan, scanned_content

Picture = NDArray[np.uint8]
Box = tuple[float, float, float, float]

POINTS = 0.3
"""Points of a pixel, at 240 dpi."""

RULE = 400
"""Pixels from the left at which the rule stands between two cells."""


class Told(Recogniser):
    """A recogniser that finds what it is told to."""

    def __init__(self, found: dict[Box, str]) -> None:
        self.found = found

    def boxes(self, picture: Picture) -> list[Box]:  # noqa: ARG002 - it was told
        return list(self.found)

    def is_upside_down(self, pieces: Sequence[Picture]) -> bool:  # noqa: ARG002
        return False

    def read(self, pieces: Sequence[Picture]) -> list[Piece]:
        texts = list(self.found.values())
        assert len(pieces) == len(texts)
        places = [tuple((at + 0.5) / len(text) for at in range(len(text))) for text in texts]
        return [Piece(text, own, 0.99) for text, own in zip(texts, places, strict=True)]


def sheet(boxes: Sequence[Box]) -> Picture:
    """A table of a row of two cells, with a stroke in each box."""
    picture = np.full((600, 800), 235, dtype=np.uint8)
    for x in (100, RULE, 700):
        picture[200:320, x - 1 : x + 2] = 0
    for y in (200, 320):
        picture[y - 1 : y + 2, 100:700] = 0
    for x0, y0, x1, y1 in boxes:
        picture[int(y0) + 12 : int(y1) - 12, int(x0) + 12 : int(x1) - 12 : 6] = 0
    return picture


@pytest.mark.parametrize("edge", [RULE - 2.0, RULE + 0.0, RULE + 2.0])
def test_texts_that_touch_the_rule_between_them_stand_clear_of_it(edge: float) -> None:
    found = {(300.0, 240.0, edge, 280.0): "合计", (edge, 240.0, 520.0, 280.0): "基本支出"}
    content = scanned_content(Scan(sheet(list(found)), POINTS), Told(found))
    assert [rule for rule in content.down if abs(rule.at - RULE * POINTS) < 1]
    left = [glyph.x1 for glyph in content.glyphs if glyph.text in "合计"]
    right = [glyph.x0 for glyph in content.glyphs if glyph.text in "基本支出"]
    assert len(left) == 2
    assert len(right) == 4
    assert max(left) < (RULE - 2) * POINTS
    assert min(right) > (RULE + 2) * POINTS


class Passing(Told):
    """A recogniser that finds what it is told to, and reads what else is put before it as one."""

    def __init__(self, found: dict[Box, str], otherwise: Piece) -> None:
        super().__init__(found)
        self.otherwise = otherwise

    def read(self, pieces: Sequence[Picture]) -> list[Piece]:
        if len(pieces) == len(self.found):
            return super().read(pieces)
        return [self.otherwise] * len(pieces)


@pytest.mark.parametrize(
    ("otherwise", "text"),
    [
        pytest.param(Piece("小计", (0.25, 0.75), 0.99), "小计", id="read"),
        pytest.param(Piece("小让", (0.25, 0.75), 0.4), UNKNOWN, id="not read"),
        pytest.param(Piece("", (), 0.0), UNKNOWN, id="nothing read"),
    ],
)
def test_text_in_a_cell_that_was_not_found_is_read_or_known_to_be_there(
    otherwise: Piece, text: str
) -> None:
    words = {(120.0 + 50 * at, 30.0, 165.0 + 50 * at, 70.0): "词语" for at in range(6)}
    picture = sheet([*words, (200.0, 240.0, 300.0, 290.0)])
    content = scanned_content(Scan(picture, POINTS), Passing(words, otherwise))
    inside = [glyph for glyph in content.glyphs if glyph.top > 200 * POINTS]
    assert "".join(glyph.text for glyph in inside) == text
    assert all(glyph.x1 > 200 * POINTS and glyph.x0 < 300 * POINTS for glyph in inside)


class Watching(Passing):
    """A recogniser that keeps what is put before it after the first time."""

    def __init__(self, found: dict[Box, str]) -> None:
        super().__init__(found, Piece("项目", (0.25, 0.75), 0.99))
        self.seen: list[Picture] = []

    def read(self, pieces: Sequence[Picture]) -> list[Piece]:
        if len(pieces) != len(self.found):
            self.seen += pieces
        return super().read(pieces)


def test_what_stands_around_a_text_that_was_read_is_looked_at_without_it() -> None:
    words = {(120.0 + 50 * at, 30.0, 165.0 + 50 * at, 70.0): "词语" for at in range(6)}
    read = (220.0, 240.0, 300.0, 280.0)
    picture = sheet([*words, read])
    ring = np.zeros_like(picture, dtype=bool)
    ring[224:296, 204:316] = True
    ring[238:282, 218:302] = False
    picture[ring & (np.arange(800) % 6 == 0)] = 0
    watching = Watching({**words, read: "项目"})
    scanned_content(Scan(picture, POINTS), watching)
    (seen,) = watching.seen
    middle = seen[len(seen) // 2, seen.shape[1] // 4 : -seen.shape[1] // 4]
    assert (middle > 200).all()
