"""A picture of a page set upright: the few degrees that a scanner adds, taken away."""

import math
from typing import TYPE_CHECKING

from ingest.reading.matrix import Matrix

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

MAX_SKEW = 5.0
"""Degrees to either side within which a page is looked for; a scanner's are under 2."""

_LOOKED_AT = 900
"""Pixels of the longer side in which the angle is looked for."""

_COARSE = 0.25
_FINE = 0.03
_DARKER = 30
"""Of 255, by how much ink is darker than its paper at least: rules may be light grey."""

_PAPER_STEP, _PAPER_REACH = 4, 7
"""Paper is looked for in pictures made smaller so many times, within so many of their pixels."""

_NONE = 0.02
"""Degrees under which nothing is gained by turning."""


def ink_of(picture: "Picture") -> "Picture":
    """255 where a picture is darker than the paper around it, else 0, whatever the paper's grey."""
    import cv2  # noqa: PLC0415 - of the optional group

    # The lightest nearby is paper, also within a word or beside a rule; noise is smoothed away.
    smooth = cv2.blur(picture, (3, 3))
    small = cv2.resize(
        smooth, None, fx=1 / _PAPER_STEP, fy=1 / _PAPER_STEP, interpolation=cv2.INTER_AREA
    )
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (_PAPER_REACH, _PAPER_REACH))
    paper = cv2.resize(cv2.dilate(small, kernel), picture.shape[::-1])
    _, ink = cv2.threshold(cv2.subtract(paper, picture), _DARKER, 255, cv2.THRESH_BINARY)
    turned: Picture = ink  # type: ignore[assignment,unused-ignore]
    return turned


def skew_of(picture: "Picture") -> float:
    """By how many degrees, counter-clockwise, a picture is to be turned to be upright.

    Lines of text and of tables, projected on the side of the page, are sharpest where they run
    along it.
    """
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    scale = min(1.0, _LOOKED_AT / max(picture.shape))
    # Ink is found before it is made small, so that thin lines stay.
    ink = cv2.resize(ink_of(picture), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    rows, columns = np.nonzero(ink > 64)  # noqa: PLR2004 - a quarter of a pixel's ink
    if not len(rows):
        return 0.0
    xs, ys = columns.astype(np.float64), rows.astype(np.float64)

    def sharpness(angle: float) -> float:
        # What lies at (x, y) comes to this height when the page is turned.
        heights = ys * math.cos(math.radians(angle)) - xs * math.sin(math.radians(angle))
        counts = np.bincount((heights - heights.min()).astype(np.int64)).astype(np.float64)
        return float((np.diff(counts) ** 2).sum())

    steps = round(MAX_SKEW / _COARSE)
    best = max((n * _COARSE for n in range(-steps, steps + 1)), key=sharpness)
    fine = round(_COARSE / _FINE)
    best = max((best + n * _FINE for n in range(-fine, fine + 1)), key=sharpness)
    return 0.0 if abs(best) < _NONE else best


def turned(picture: "Picture", degrees: float) -> tuple["Picture", Matrix]:
    """A picture turned counter-clockwise about its middle, white where nothing was.

    Returns:
        The picture, of the same size, and where each of its places was before.
    """
    import cv2  # noqa: PLC0415

    if not degrees:
        return picture, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    height, width = picture.shape
    forth = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    back = cv2.invertAffineTransform(forth)
    upright = cv2.warpAffine(
        picture, forth, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    (a, c, e), (b, d, f) = back.tolist()
    return upright, (a, b, c, d, e, f)  # type: ignore[return-value,unused-ignore]


def quarter_turned(picture: "Picture", turns: int) -> tuple["Picture", Matrix]:
    """A picture turned counter-clockwise by quarters, and where each of its places was before."""
    import numpy as np  # noqa: PLC0415

    height, width = picture.shape
    back: dict[int, Matrix] = {
        0: (1, 0, 0, 1, 0, 0),
        1: (0, 1, -1, 0, width, 0),
        2: (-1, 0, 0, -1, width, height),
        3: (0, -1, 1, 0, 0, height),
    }
    return np.ascontiguousarray(np.rot90(picture, turns)), back[turns % 4]
