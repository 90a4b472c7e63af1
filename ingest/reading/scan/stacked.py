"""Lines of text one above the other: whatever finds them reaches out into the next.

Narrow cells print their headings on lines that are close to each other. Where the boxes of two
overlap, each shows strokes of the other, by which a character is lost, and the lines are taken for
one.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

Box = tuple[float, float, float, float]

_BELOW = 0.35
"""Of its height, by how much a line stands below another at least."""

_OVER = 0.3
"""Of its width, how much of the narrower line stands over the other at least."""


def kept_apart(ink: "Picture", boxes: Sequence[Box]) -> list[Box]:
    """The boxes, those that reach into the next line cut between the two.

    Args:
        ink: 255 where there is ink, without the rules.
        boxes: The lines that were found, in pixels: left, top, right and bottom.
    """
    found = list(boxes)
    order = sorted(range(len(found)), key=lambda at: found[at][1])
    for place, upper in enumerate(order):
        for lower in order[place + 1 :]:
            if boxes[lower][1] >= boxes[upper][3]:
                break
            if (cut := _cut_between(ink, boxes[upper], boxes[lower])) is not None:
                x0, top, x1, bottom = found[upper]
                found[upper] = (x0, top, x1, min(bottom, cut))
                x0, top, x1, bottom = found[lower]
                found[lower] = (x0, max(top, cut), x1, bottom)
    return found


def _cut_between(ink: "Picture", upper: Box, lower: Box) -> float | None:
    """The height of least ink between two lines that overlap; None where they are no such lines."""
    left, right = max(upper[0], lower[0]), min(upper[2], lower[2])
    top, bottom = lower[1], min(upper[3], lower[3])
    heights = upper[3] - upper[1], lower[3] - lower[1]
    below = (lower[1] + lower[3] - upper[1] - upper[3]) / 2
    if right - left < _OVER * min(upper[2] - upper[0], lower[2] - lower[0]):
        return None
    if bottom <= top or below < _BELOW * min(heights):
        return None
    rows = ink[int(top) : int(bottom) + 1, int(left) : int(right) + 1]
    marks = (rows > 0).sum(axis=1)
    if not marks.size:
        return None
    least = np.flatnonzero(marks == marks.min())
    middle = (len(marks) - 1) / 2
    return int(top) + float(least[np.abs(least - middle).argmin()]) + 0.5


_TALL = 1.6
"""Of the height of a line of text, from which on ink may be of two lines."""

_MOST_LINES = 6
_SLACK = 0.3
"""Of the height of a line, how far from its even share two lines may part."""

_GAP = 0.35
"""Of the ink of a line, how much is left at most where two lines part: strokes may touch."""


def lines_within(ink: "Picture", box: Box, height: float) -> list[Box]:
    """The lines of a box that was taken for one; the box itself where no gap parts its ink.

    Args:
        ink: 255 where there is ink, without the rules.
        box: What was found, in pixels.
        height: How high the ink of a line is on this page.
    """
    x0, y0, x1, y1 = box
    marks = (ink[int(y0) : int(y1) + 1, int(x0) : int(x1) + 1] > 0).sum(axis=1)
    rows = np.flatnonzero(marks)
    if not rows.size or height <= 0:
        return [box]
    first, behind = int(rows[0]), int(rows[-1]) + 1
    count = min(round((behind - first) / height), _MOST_LINES)
    if behind - first < _TALL * height or count < 2:  # noqa: PLR2004 - two lines
        return [box]
    pitch = (behind - first) / count
    cuts = []
    for number in range(1, count):
        low = max(first, int(first + (number - _SLACK) * pitch))
        high = min(behind, int(first + (number + _SLACK) * pitch) + 1)
        cut = low + int(marks[low:high].argmin())
        if marks[cut] > _GAP * marks[first:behind].mean():
            return [box]
        cuts.append(int(y0) + cut + 0.5)
    return [(x0, top, x1, bottom) for top, bottom in zip([y0, *cuts], [*cuts, y1], strict=True)]


def ink_height(ink: "Picture", box: Box) -> int:
    """How high the ink within a box is, in pixels."""
    x0, y0, x1, y1 = box
    rows = np.flatnonzero((ink[int(y0) : int(y1) + 1, int(x0) : int(x1) + 1] > 0).any(axis=1))
    return int(rows[-1] - rows[0]) + 1 if rows.size else 0
