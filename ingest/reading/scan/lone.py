"""What stands in cells of a table and was passed over: a zero alone looks like no text.

Whatever finds text looks for lines of it, and passes over a single character, or lines that touch.
What is left of the ink within ruled cells, and is as large as a character, is read as well.
"""

import re
from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING

from ingest.reading.pdf.paths import Rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

Box = tuple[float, float, float, float]

SURE = 0.9
"""Confidence under which such a piece is a stain."""

_FIGURE = re.compile(r"\d{1,3}")
_FEW = 5
"""Pieces of text from which on a page tells how high its text is."""

_HEIGHTS = (0.4, 1.0)
_WIDTHS = (0.15, 1.0)
"""Of the height of a piece of text, how high and wide a character is."""

_LEAST = (0.8, 0.6)
"""Of the height of a line of text, how wide and high what was passed over is at least."""

_HIGHEST = 6.0
_WORD, _LINE = 0.8, 0.3
"""Of that height, how far apart characters of a text and its lines stand at most."""

_INK = 0.12
"""Of the square of that height, how much of it is ink at least: remains of rules are less."""

_EDGE = 0.12
"""Of that height, how far the edges of a rule reach on both sides."""

_APART = 0.6
_AROUND = 0.15
_MOST = 200
"""More of them on a page are no figures."""


def is_figure(text: str, confidence: float) -> bool:
    """Whether a piece that was found so is a figure."""
    return confidence >= SURE and _FIGURE.fullmatch(text) is not None


def lone_boxes(
    ink: "Picture", boxes: Sequence[Box], across: Sequence[Rule], down: Sequence[Rule]
) -> list[Box]:
    """Where single characters stand in cells of a table, beside the text that was found.

    Args:
        ink: 255 where there is ink, without the rules.
        boxes: The text that was found, in pixels.
        across: The rules across, in pixels.
        down: The rules down, likewise.
    """
    import cv2  # noqa: PLC0415 - of the optional group

    if len(boxes) < _FEW or not across or not down:
        return []
    height = median(y1 - y0 for _, y0, _, y1 in boxes)
    left = without(ink, boxes, 0)
    count, _, stats, _ = cv2.connectedComponentsWithStats(left, connectivity=8)
    found = []
    for part in range(1, count):
        x, y, wide, high, _ = stats[part].tolist()
        is_character = (
            _HEIGHTS[0] * height <= high <= _HEIGHTS[1] * height
            and _WIDTHS[0] * height <= wide <= _WIDTHS[1] * height
        )
        if is_character and cell_of(x + wide / 2, y + high / 2, across, down):
            found.append((float(x), float(y), float(x + wide), float(y + high)))
    if len(found) > _MOST:
        return []
    return _widened(_joined(sorted(found), _APART * height), _AROUND * height)


def passed_over(
    ink: "Picture", boxes: Sequence[Box], across: Sequence[Rule], down: Sequence[Rule], line: float
) -> list[Box]:
    """Where text stands in cells of a table that nobody found, or could read.

    Args:
        ink: 255 where there is ink, without the rules.
        boxes: The text that was read, in pixels.
        across: The rules across, in pixels.
        down: The rules down, likewise.
        line: How high the ink of a line is.
    """
    import cv2  # noqa: PLC0415 - of the optional group

    if line <= 0 or not across or not down:
        return []
    left = without(ink, boxes, 0)
    # The edges of the rules are left of them, and would join whatever comes near.
    wide = max(2, round(_EDGE * line))
    for rule in across:
        left[
            max(0, int(rule.at) - wide) : int(rule.at) + wide + 1, int(rule.start) : int(rule.end)
        ] = 0
    for rule in down:
        left[
            int(rule.start) : int(rule.end), max(0, int(rule.at) - wide) : int(rule.at) + wide + 1
        ] = 0
    near = cv2.getStructuringElement(
        cv2.MORPH_RECT, (max(3, round(_WORD * line)), max(3, round(_LINE * line)))
    )
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        cv2.morphologyEx(left, cv2.MORPH_CLOSE, near), connectivity=8
    )
    found = []
    for part in range(1, count):
        x, y, wide, high, _ = stats[part].tolist()
        if high < _LEAST[1] * line or wide < _LEAST[0] * line or high > _HIGHEST * line:
            continue
        own = (labels[y : y + high, x : x + wide] == part) & (left[y : y + high, x : x + wide] > 0)
        is_text = own.sum() > _INK * line * line
        if is_text and cell_of(x + wide / 2, y + high / 2, across, down):
            found.append((float(x), float(y), float(x + wide), float(y + high)))
    return _widened(found[:_MOST], _AROUND * line)


def without(picture: "Picture", boxes: Sequence[Box], paper: int) -> "Picture":
    """A picture with nothing but paper in the boxes."""
    left = picture.copy()
    for x0, y0, x1, y1 in boxes:
        left[max(0, int(y0)) : int(y1) + 1, max(0, int(x0)) : int(x1) + 1] = paper
    return left


def _widened(boxes: Sequence[Box], by: float) -> list[Box]:
    """The boxes with so much around them."""
    return [(x0 - by, y0 - by, x1 + by, y1 + by) for x0, y0, x1, y1 in boxes]


def cell_of(x: float, y: float, across: Sequence[Rule], down: Sequence[Rule]) -> Box | None:
    """The rules on all four sides of a place: left, top, right and bottom; None if one lacks."""
    rows = [rule.at for rule in across if rule.start <= x <= rule.end]
    columns = [rule.at for rule in down if rule.start <= y <= rule.end]
    left = max((at for at in columns if at < x), default=None)
    right = min((at for at in columns if at > x), default=None)
    top = max((at for at in rows if at < y), default=None)
    bottom = min((at for at in rows if at > y), default=None)
    if left is None or right is None or top is None or bottom is None:
        return None
    return left, top, right, bottom


def _joined(characters: Sequence[Box], apart: float) -> list[Box]:
    """Characters side by side as one piece; from left to right."""
    pieces: list[Box] = []
    for x0, y0, x1, y1 in characters:
        near = next(
            (
                at
                for at, (_, top, right, bottom) in enumerate(pieces)
                if x0 - right < apart and top < (y0 + y1) / 2 < bottom
            ),
            None,
        )
        if near is None:
            pieces.append((x0, y0, x1, y1))
            continue
        left, top, right, bottom = pieces[near]
        pieces[near] = (left, min(top, y0), max(right, x1), max(bottom, y1))
    return pieces
