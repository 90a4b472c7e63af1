"""The ruling lines of a picture: long straight runs of ink that cross one another."""

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
    _drop_strokes(across, down)
    return (
        _rules(across, points, is_across=True),
        _rules(down, points, is_across=False),
        cv2.bitwise_or(across, down),
    )  # type: ignore[return-value,unused-ignore]


def _drop_strokes(across: "Picture", down: "Picture") -> None:
    """Drop what runs down and meets no line across: a stroke of a character, or a margin."""
    import cv2  # noqa: PLC0415

    both = cv2.dilate(
        cv2.bitwise_or(across, down), cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3))
    )
    _, labels = cv2.connectedComponents(both, connectivity=8)
    with_across = np.zeros(int(labels.max()) + 1, dtype=bool)
    with_across[labels[across > 0]] = True
    down[~with_across[labels]] = 0


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
