"""Lines above one another: each is read without strokes of the next."""

import pytest

pytest.importorskip("cv2", reason="needs the extra ocr: make add OCR=1")

import numpy as np
from numpy.typing import NDArray

from ingest.reading.scan.stacked import Box, ink_height, kept_apart, lines_within

LINE = 30.0


def ink(*lines: tuple[int, int]) -> NDArray[np.uint8]:
    """Lines of strokes, each from its top to its bottom."""
    picture = np.zeros((300, 400), dtype=np.uint8)
    for top, bottom in lines:
        for x in range(100, 300, 8):
            picture[top:bottom, x : x + 4] = 255
    return picture


def test_boxes_that_reach_into_the_next_line_are_cut_between_the_two() -> None:
    upper, lower = (90.0, 92.0, 310.0, 145.0), (90.0, 120.0, 310.0, 175.0)
    found = kept_apart(ink((100, 130), (136, 166)), [lower, upper])
    assert found[1][:3] == upper[:3]
    assert found[0][3] == lower[3]
    assert 130 <= found[1][3] == found[0][1] <= 136


@pytest.mark.parametrize(
    "other",
    [
        pytest.param((90.0, 150.0, 310.0, 200.0), id="clear below"),
        pytest.param((312.0, 120.0, 390.0, 175.0), id="beside"),
        pytest.param((200.0, 96.0, 310.0, 149.0), id="of the same line"),
    ],
)
def test_other_boxes_stay_as_they_are(other: Box) -> None:
    boxes = [(90.0, 92.0, 310.0, 145.0), other]
    assert kept_apart(ink((100, 130), (136, 166)), boxes) == boxes


def test_a_box_of_two_lines_is_parted_where_the_ink_is_least() -> None:
    box = (90.0, 80.0, 310.0, 190.0)
    (_, top, _, cut), (_, begin, _, bottom) = lines_within(ink((100, 130), (134, 164)), box, LINE)
    assert (top, bottom) == (80.0, 190.0)
    assert 130 <= cut == begin <= 134


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([(100, 130)], id="one line"),
        pytest.param([(100, 160)], id="one line of large print"),
        pytest.param([], id="no ink"),
    ],
)
def test_a_box_of_one_line_is_not_parted(lines: list[tuple[int, int]]) -> None:
    box = (90.0, 80.0, 310.0, 190.0)
    assert lines_within(ink(*lines), box, LINE) == [box]


def test_ink_is_as_high_as_its_line() -> None:
    assert ink_height(ink((100, 130)), (90.0, 80.0, 310.0, 190.0)) == 30
    assert ink_height(ink(), (90.0, 80.0, 310.0, 190.0)) == 0
