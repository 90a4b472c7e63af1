"""The ruling lines of a picture: long straight runs of ink that cross one another."""

from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from ingest.reading.pdf.paths import Rule

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

_ACROSS = 36.0
"""Points that a line across has at least: strokes of neighbouring characters may make one of 24."""

_DOWN = 9.0
"""Points that a line down has at least: rows are as low as 10."""

_THICK = 4.0
"""Points beyond which a run of ink is a bar or a picture and no line."""

_PIECE = 8.0
"""Points that a piece of a frayed line has at least."""

_LOW_ROW = 24.0
"""Points under which a row has a line above and one below it, or is none."""

_TITLE = (150.0, 60.0)
"""Points in width and height within which lines may be strokes of the characters of a title."""

_SIDE = 0.6
"""Of its width, how long the lines above and below such a row are at least."""

_OUT = 1.5
"""Points by which the lines down of a small frame stand out beyond those across."""

_MEETS = 1.2
"""Points within which a line down comes to a line across where it ends."""

_TWO_LINES = 1.6
"""Of the height of most text, from which on a box may hold two lines."""

_MIDDLE = 0.25
"""Of the height of a text, how far from its middle a line runs through it."""

_STRUCK = 0.5
"""Of a line, how much runs through text where it is no line but strokes."""

_BREAK = 3.0
"""Points of a gap over which a line goes on: scans fray it."""


def rules_of(ink: "Picture", points: float) -> tuple[list[Rule], list[Rule], "Picture"]:
    """The ruling lines of an upright page.

    Args:
        ink: 255 where there is ink.
        points: Points of a pixel.

    Returns:
        The lines across and down, in points, and their ink alone.
    """
    import cv2  # noqa: PLC0415 - of the optional group

    across = _runs(ink, points, is_across=True)
    down = _runs(ink, points, is_across=False)
    _drop_strokes(across, down, points)
    _drop_loose_ends(across, down, points)
    return (
        _rules(across, points, is_across=True),
        _rules(down, points, is_across=False),
        cv2.bitwise_or(across, down),
    )  # type: ignore[return-value,unused-ignore]


def without_struck(
    across: Sequence[Rule], boxes: Sequence[tuple[float, float, float, float]], points: float
) -> list[Rule]:
    """The lines across but those that run through text: strokes of bold characters side by side.

    Args:
        across: The lines, in points.
        boxes: Where text stands, in pixels.
        points: Points of a pixel.
    """
    if not boxes:
        return list(across)
    line = median(y1 - y0 for _, y0, _, y1 in boxes)
    # A box that is higher holds two lines, and what parts them runs through it.
    lines = [box for box in boxes if box[3] - box[1] < _TWO_LINES * line]

    def is_struck(rule: Rule) -> bool:
        at, start, end = (side / points for side in rule)
        struck = sum(
            max(0.0, min(end, x1) - max(start, x0))
            for x0, y0, x1, y1 in lines
            if abs(at - (y0 + y1) / 2) < (y1 - y0) * _MIDDLE
        )
        return struck > _STRUCK * (end - start)

    return [rule for rule in across if rule.end - rule.start > _TITLE[0] or not is_struck(rule)]


def _drop_strokes(across: "Picture", down: "Picture", points: float) -> None:
    """Drop what are strokes of characters and no lines of a table.

    What runs down and meets no line across is a stroke, or a margin. Strokes of neighbouring
    characters, as of a bold title, may make a line across from which others hang: no row of a
    table is as low with so few lines.
    """
    import cv2  # noqa: PLC0415

    both = cv2.dilate(
        cv2.bitwise_or(across, down), cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3))
    )
    count, labels, stats, _ = cv2.connectedComponentsWithStats(both, connectivity=8)
    is_table = np.zeros(count, dtype=bool)
    is_table[labels[across > 0]] = True
    for part in np.flatnonzero(is_table[1:]) + 1:
        x, y, width, height, _ = stats[part].tolist()
        is_small = width * points < _TITLE[0] and height * points < _TITLE[1]
        is_low = is_small or height * points < _LOW_ROW
        if not is_low or not down[y : y + height, x : x + width].any():
            continue
        own = labels[y : y + height, x : x + width] == part
        lengths = ((across[y : y + height, x : x + width] > 0) & own).sum(axis=1)
        is_line = lengths >= _SIDE * width
        # Of a frame lines are the top and the bottom; strokes stand out above and below them.
        out = max(3, round(_OUT / points))
        is_framed = bool(is_line[:out].any() and is_line[-out:].any())
        if _edges(is_line) < 2 or (is_small and not is_framed):  # noqa: PLR2004 - above and below
            is_table[part] = False
            across[y : y + height, x : x + width][own] = 0
    down[~is_table[labels]] = 0


def _drop_loose_ends(across: "Picture", down: "Picture", points: float) -> None:
    """Drop what runs down from a line across, or up to one, and ends within a row.

    It is a stroke of a heading that is printed large in a low row; a line parts the whole row. So
    does one that ends where a heading stands over two columns, and goes on in a stroke of it.
    """
    import cv2  # noqa: PLC0415

    reach = max(2, round(_MEETS / points))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(down, connectivity=8)
    for part in range(1, count):
        x, y, width, height, _ = stats[part].tolist()
        near = across[:, max(0, x - reach) : x + width + reach].max(axis=1)
        if height * points >= _LOW_ROW:
            beside = down[:, max(0, x - reach) : x + width + reach].max(axis=1)
            kept = _without_stroke(near, beside, (y, y + height), (reach, round(_LOW_ROW / points)))
            for rows in (slice(y, kept[0]), slice(kept[1], y + height)):
                down[rows][labels[rows] == part] = 0
            continue
        ends = near[max(0, y - reach) : y + reach], near[y + height - reach : y + height + reach]
        if not all(end.any() for end in ends):
            down[labels == part] = 0


def _without_stroke(
    across: "Picture", down: "Picture", ends: tuple[int, int], within: tuple[int, int]
) -> tuple[int, int]:
    """Where a line down begins and ends without the stroke of a character that it runs on into.

    Args:
        across: Whether a line across is at a height, where the line down is.
        down: Whether any line down is there.
        ends: Where it begins and ends as found.
        within: How near a line across meets it, and how high a row may be that it ends within.
    """
    reach, row = within
    heights = np.flatnonzero(across)
    first, last = ends
    above, below = heights[heights < first - reach], heights[heights >= first - reach]
    is_open = above.size and below.size and not down[max(0, above[-1] - row) : first].any()
    if is_open and reach < below[0] - first < row and below[0] < last:
        first = int(below[0])
    above, below = heights[heights < last + reach], heights[heights >= last + reach]
    is_open = above.size and below.size and not down[last : below[0] + row].any()
    if is_open and reach < last - above[-1] < row and above[-1] > first:
        last = int(above[-1]) + 1
    return first, last


def _edges(is_line: "NDArray[np.bool_]") -> int:
    """How many runs of rows of pixels are lines."""
    return int((np.diff(is_line.astype(np.int8), prepend=0) == 1).sum())


def _runs(ink: "Picture", points: float, *, is_across: bool) -> "Picture":
    """The ink of long runs along one axis."""
    import cv2  # noqa: PLC0415

    def along(length: int, thick: int = 1) -> "Picture":
        size = (length, thick) if is_across else (thick, length)
        element: Picture = cv2.getStructuringElement(cv2.MORPH_RECT, size)  # type: ignore[assignment,unused-ignore]
        return element

    # Only what is straight and longer than a stroke is joined over frayed gaps and a pixel's drift.
    pieces = cv2.morphologyEx(ink, cv2.MORPH_OPEN, along(max(3, round(_PIECE / points))))
    joined = cv2.morphologyEx(
        cv2.dilate(pieces, along(1, 3)), cv2.MORPH_CLOSE, along(max(3, round(_BREAK / points)))
    )
    least = round((_ACROSS if is_across else _DOWN) / points)
    runs = cv2.morphologyEx(joined, cv2.MORPH_OPEN, along(least))
    # What is as thick as a letter is none.
    bars = cv2.morphologyEx(runs, cv2.MORPH_OPEN, along(1, max(5, round(_THICK / points) + 2)))
    rules: Picture = cv2.subtract(runs, cv2.dilate(bars, along(3, 5)))  # type: ignore[assignment,unused-ignore]
    return rules


def _rules(runs: "Picture", points: float, *, is_across: bool) -> list[Rule]:
    import cv2  # noqa: PLC0415

    count, _, stats, middles = cv2.connectedComponentsWithStats(runs, connectivity=8)
    found = []
    for part in range(1, count):
        x, y, width, height, _ = stats[part].tolist()
        middle = middles[part].tolist()
        at, start, length = (middle[1], x, width) if is_across else (middle[0], y, height)
        if length * points >= (_ACROSS if is_across else _DOWN) * 0.8:
            found.append(Rule((at + 0.5) * points, start * points, (start + length) * points))
    return sorted(found)
