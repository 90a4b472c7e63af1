"""Single characters that stand alone in cells: found beside the text, and no stain or stroke."""

import pytest

pytest.importorskip("cv2", reason="needs the extra ocr: make add OCR=1")

import numpy as np
from numpy.typing import NDArray

from ingest.reading.pdf.paths import Rule
from ingest.reading.scan.lone import cell_of, is_figure, lone_boxes, passed_over

ACROSS = [Rule(at, 100, 900) for at in (100, 200, 300)]
DOWN = [Rule(at, 100, 300) for at in (100, 500, 900)]
TEXT = [(110.0, 130.0, 300.0, 170.0)] * 5
"""Pieces of text are 40 pixels high."""


def ink(*boxes: tuple[int, int, int, int]) -> NDArray[np.uint8]:
    picture = np.zeros((600, 1_000), dtype=np.uint8)
    for x0, y0, x1, y1 in boxes:
        picture[y0:y1, x0:x1] = 255
    return picture


def test_a_character_in_a_cell_is_found() -> None:
    ((x0, y0, x1, y1),) = lone_boxes(ink((470, 235, 485, 265)), TEXT, ACROSS, DOWN)
    assert 460 < x0 < 470
    assert 485 < x1 < 495
    assert 225 < y0 < 235
    assert 265 < y1 < 275


def test_characters_side_by_side_are_one_piece() -> None:
    found = lone_boxes(ink((450, 235, 465, 265), (470, 235, 485, 265)), TEXT, ACROSS, DOWN)
    assert len(found) == 1
    found = lone_boxes(ink((450, 235, 465, 265), (850, 235, 865, 265)), TEXT, ACROSS, DOWN)
    assert len(found) == 2


@pytest.mark.parametrize(
    "box",
    [
        pytest.param((150, 135, 165, 165), id="within text that was found"),
        pytest.param((470, 400, 485, 430), id="under the table"),
        pytest.param((940, 235, 955, 265), id="beside the table"),
        pytest.param((470, 235, 474, 239), id="a speck"),
        pytest.param((470, 205, 485, 295), id="as high as the row"),
        pytest.param((520, 235, 700, 265), id="a smear"),
        pytest.param((470, 235, 473, 265), id="what is left of a rule"),
    ],
)
def test_what_is_no_character_in_a_cell_is_none(box: tuple[int, int, int, int]) -> None:
    assert lone_boxes(ink(box), TEXT, ACROSS, DOWN) == []


def test_without_a_table_or_text_there_is_nothing_to_tell_it_by() -> None:
    picture = ink((470, 235, 485, 265))
    assert lone_boxes(picture, TEXT, [], DOWN) == []
    assert lone_boxes(picture, TEXT[:4], ACROSS, DOWN) == []


@pytest.mark.parametrize(
    ("text", "confidence", "wanted"),
    [("0", 0.95, True), ("12", 0.95, True), ("0", 0.8, False), ("口", 0.99, False), ("", 1, False)],
)
def test_it_is_a_figure_where_the_recogniser_is_sure_of_digits(
    text: str, confidence: float, *, wanted: bool
) -> None:
    assert is_figure(text, confidence) is wanted


LINE = 30.0
"""Pixels that the ink of a line is high."""


def test_text_in_a_cell_that_nobody_found_is_passed_over() -> None:
    words = [(x, y, x + 26, y + 30) for x in (530, 562, 594) for y in (220, 253)]
    ((x0, y0, x1, y1),) = passed_over(ink(*words), TEXT, ACROSS, DOWN, LINE)
    assert 520 < x0 < 530
    assert 620 < x1 < 630
    assert 210 < y0 < 220
    assert 283 < y1 < 293


@pytest.mark.parametrize(
    "box",
    [
        pytest.param((150, 135, 250, 165), id="within text that was read"),
        pytest.param((530, 400, 630, 430), id="under the table"),
        pytest.param((530, 240, 630, 246), id="a stroke"),
        pytest.param((498, 210, 503, 290), id="the edge of a rule"),
        pytest.param((530, 240, 542, 252), id="a speck"),
    ],
)
def test_what_is_no_text_in_a_cell_is_not_passed_over(box: tuple[int, int, int, int]) -> None:
    assert passed_over(ink(box), TEXT, ACROSS, DOWN, LINE) == []


def test_a_cell_is_what_rules_stand_around() -> None:
    assert cell_of(600, 250, ACROSS, DOWN) == (500, 200, 900, 300)
    assert cell_of(600, 350, ACROSS, DOWN) is None
