"""Ruling lines of pictures: those of tables, and none that strokes of characters make."""

import pytest

pytest.importorskip("cv2", reason="needs the extra ocr: make add OCR=1")

import numpy as np
from numpy.typing import NDArray

from ingest.reading.pdf.paths import Rule
from ingest.reading.scan.ruling import rules_of, without_struck

POINTS = 0.3
"""Points of a pixel, at 240 dpi."""

Picture = NDArray[np.uint8]


def blank() -> Picture:
    return np.zeros((600, 1_000), dtype=np.uint8)


def line(ink: Picture, x0: int, y0: int, x1: int, y1: int) -> None:
    ink[y0 : y1 + 3, x0 : x1 + 3] = 255


def test_strokes_that_hang_from_one_line_are_no_table() -> None:
    ink = blank()
    line(ink, 300, 100, 460, 100)
    for x in (330, 350, 440):
        line(ink, x, 100, x, 140)
    across, down, lines = rules_of(ink, POINTS)
    assert (across, down) == ([], [])
    assert not lines.any()


def test_a_low_row_between_two_lines_is_a_table() -> None:
    ink = blank()
    for y in (100, 145):
        line(ink, 300, y, 900, y)
    for x in (300, 500, 900):
        line(ink, x, 100, x, 145)
    across, down, _ = rules_of(ink, POINTS)
    assert (len(across), len(down)) == (2, 3)


def test_strokes_of_a_title_that_stand_out_of_two_lines_are_no_table() -> None:
    ink = blank()
    for y in (108, 130):
        line(ink, 300, y, 460, y)
    for x in (330, 380, 440):
        line(ink, x, 100, x, 140)
    assert rules_of(ink, POINTS)[:2] == ([], [])


def test_strokes_of_a_heading_that_meet_the_line_of_its_row_part_no_column() -> None:
    """Bold and large in a low row, some characters reach one of its lines and none both."""
    ink = blank()
    for y in (100, 170, 240):
        line(ink, 100, y, 900, y)
    for x in (100, 500, 900):
        line(ink, x, 100, x, 240)
    for x in (250, 280):
        line(ink, x, 120, x, 170)
    line(ink, 650, 170, 650, 215)
    across, down, lines = rules_of(ink, POINTS)
    assert len(across) == 3
    assert [round(rule.at / POINTS) for rule in down] == [102, 502, 902]
    assert not lines[120:168, 240:300].any()


def test_a_line_of_one_low_row_parts_it() -> None:
    ink = blank()
    for y in (100, 145, 190):
        line(ink, 100, y, 900, y)
    for x in (100, 900):
        line(ink, x, 100, x, 190)
    line(ink, 500, 145, 500, 190)
    _, down, _ = rules_of(ink, POINTS)
    assert [round(rule.at / POINTS) for rule in down] == [102, 502, 902]


@pytest.mark.parametrize("touches", [0, 8])
def test_a_line_ends_where_a_heading_stands_over_two_columns(touches: int) -> None:
    """A stroke of the heading stands right above it, as if the line went on."""
    ink = blank()
    for y in (100, 160, 220, 280):
        line(ink, 100, y, 900, y)
    for x in (100, 900):
        line(ink, x, 100, x, 280)
    line(ink, 500, 160, 500, 280)
    line(ink, 500, 115, 500, 160 - touches)
    _, down, _ = rules_of(ink, POINTS)
    (middle,) = [rule for rule in down if abs(rule.at - 501.5 * POINTS) < 1]
    assert middle.start == pytest.approx(160 * POINTS, abs=1.0)
    assert middle.end == pytest.approx(283 * POINTS, abs=1.0)


def test_a_frayed_line_goes_on_through_the_row_that_it_is_broken_in() -> None:
    ink = blank()
    for y in (100, 160, 220, 280, 340):
        line(ink, 100, y, 900, y)
    for x in (100, 900):
        line(ink, x, 100, x, 340)
    line(ink, 500, 100, 500, 230)
    line(ink, 500, 255, 500, 340)
    _, down, _ = rules_of(ink, POINTS)
    upper, lower = (rule for rule in down if abs(rule.at - 501.5 * POINTS) < 1)
    assert upper.end > 229 * POINTS
    assert lower.start < 260 * POINTS


def test_a_line_across_that_runs_through_text_is_of_its_strokes() -> None:
    texts = [
        (100.0 + 110 * at, 200.0 + 40 * row, 200.0 + 110 * at, 236.0 + 40 * row)
        for at in range(3)
        for row in range(2)
    ]
    through = Rule(218 * POINTS, 100 * POINTS, 420 * POINTS)
    between = Rule(238 * POINTS, 100 * POINTS, 420 * POINTS)
    long = Rule(218 * POINTS, 100 * POINTS, 900 * POINTS)
    assert without_struck([through, long, between], texts, POINTS) == [long, between]
    # What parts two lines runs through a box that holds both.
    both = [*texts, *texts, (100.0, 200.0, 420.0, 276.0)]
    assert without_struck([between], both, POINTS) == [between]
    assert without_struck([through], [], POINTS) == [through]
