"""The ruling lines of a page: strokes, thin filled boxes and the edges of stroked boxes."""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import pypdfium2.raw as pdfium

from ingest.reading.matrix import IDENTITY, Matrix, Point, applied, times

MAX_SHAPES = 60_000
"""Shapes looked at on a page: the busiest seen has under 1,000, a map or a chart may have more."""

_MAX_POINTS = 20_000
_MAX_DEPTH = 4
_TICK = 512
_THIN = 3.0
_THIN_STROKE = 6.0
_SLOPE = 1.0
_LIGHT = 200
_FORMS = 2_000
_FAR = 100_000.0
_NO_EXTENT = 0.01
_DOT = 2.5


Handle = object
"""What pdfium gives for a document, a page or an object on it: an opaque pointer."""


class Rule(NamedTuple):
    """A straight line along an axis: where it lies, and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Drawing:
    """What is drawn on a page: its rules, shapes and texts counted, how far pictures cover it."""

    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    shapes: int = 0
    texts: int = 0
    has_picture: bool = False
    picture_area: float = 0.0


@dataclass(slots=True)
class _Pen:
    """The drawing under way, with the box that pdfium writes bounds to, made once."""

    drawing: Drawing
    turn: int
    tick: Callable[[], None]
    forms: int = 0
    bounds: tuple[ctypes.c_float, ...] = field(
        default_factory=lambda: tuple(ctypes.c_float() for _ in range(4))
    )

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Add the middle line of a thin box given in the page's own space."""
        if not (x0 > -_FAR and x1 < _FAR and y0 > -_FAR and y1 < _FAR):
            # No sheet is that large; and nothing is compared with what is not a number.
            return
        if self.turn in {1, 3}:
            x0, y0, x1, y1 = y0, x0, y1, x1
        if self.turn in {1, 2}:
            x0, x1 = -x1, -x0
        if self.turn in {0, 1}:
            y0, y1 = -y1, -y0
        width, height = x1 - x0, y1 - y0
        # A dot may be part of a dotted line in either direction.
        is_dot = max(width, height) <= _DOT
        if width >= height or is_dot:
            self.drawing.across.append(Rule((y0 + y1) / 2, x0, x1))
        if width < height or is_dot:
            self.drawing.down.append(Rule((x0 + x1) / 2, y0, y1))


def draw(page: Handle, turn: int, tick: Callable[[], None]) -> Drawing:
    """Read what is drawn on a page, `turn` quarter turns from upright.

    Args:
        page: pdfium's page.
        turn: Which way its text runs, in quarter turns.
        tick: Called now and then; may raise to stop.
    """
    pen = _Pen(Drawing(), turn, tick)
    count = pdfium.FPDFPage_CountObjects(page)
    _draw_all(pen, (pdfium.FPDFPage_GetObject(page, i) for i in range(count)), IDENTITY, 0)
    return pen.drawing


def lost_texts(page: Handle) -> int:
    """How many texts of a page pdfium drops, as neither the file nor the machine has their font.

    Without shapes it takes a text of one character to have no extent, and to say nothing.
    """
    pen = _Pen(Drawing(), 0, lambda: None)
    lost = 0
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        item = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        if pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(item)) == 1:
            continue
        box = _bounds(pen, item, IDENTITY)
        lost += box is not None and min(box[2] - box[0], box[3] - box[1]) < _NO_EXTENT
    return lost


def _draw_all(pen: _Pen, objects: Iterator[Handle], matrix: Matrix, depth: int) -> None:
    kind_of = pdfium.FPDFPageObj_GetType
    path, text = pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_TEXT
    form, image = pdfium.FPDF_PAGEOBJ_FORM, pdfium.FPDF_PAGEOBJ_IMAGE
    for index, item in enumerate(objects):
        if index % _TICK == _TICK - 1:
            pen.tick()
        kind = kind_of(item)
        if kind == path:
            pen.drawing.shapes += 1
            if pen.drawing.shapes <= MAX_SHAPES:
                _draw_path(pen, item, matrix)
        elif kind == text:
            pen.drawing.texts += 1
        elif kind == image:
            _draw_picture(pen, item, matrix)
        elif kind == form and depth < _MAX_DEPTH and pen.forms < _FORMS:
            pen.forms += 1
            count = pdfium.FPDFFormObj_CountObjects(item)
            inner = (pdfium.FPDFFormObj_GetObject(item, i) for i in range(count))
            _draw_all(pen, inner, times(_matrix(item), matrix), depth + 1)


def _bounds(pen: _Pen, item: Handle, matrix: Matrix) -> tuple[float, float, float, float] | None:
    """The box of an object in the page's own space."""
    left, bottom, right, top = pen.bounds
    if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return None
    box = left.value, bottom.value, right.value, top.value
    if matrix is IDENTITY:
        return box
    corners = [applied(matrix, x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _draw_picture(pen: _Pen, item: Handle, matrix: Matrix) -> None:
    pen.drawing.has_picture = True
    if box := _bounds(pen, item, matrix):
        pen.drawing.picture_area += max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _draw_path(pen: _Pen, item: Handle, matrix: Matrix) -> None:
    box = _bounds(pen, item, matrix)
    if box is None:
        return
    count = pdfium.FPDFPath_CountSegments(item)
    thin = min(box[2] - box[0], box[3] - box[1])
    is_simple = count <= 5  # noqa: PLR2004 - a stroke of two points or a box of five
    if is_simple and thin > _THIN_STROKE and _is_only_filled(item):
        # The background of a cell is not a rule.
        return
    if not (is_simple and thin <= _THIN):
        _draw_parts(pen, item, matrix, count)
    elif _is_visible(item):
        pen.line(*box)


def _mode(item: Handle) -> tuple[int, int]:
    """How a path is painted: its fill mode, 0 for none, and whether it is stroked."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    return fill.value, stroke.value


def _is_only_filled(item: Handle) -> bool:
    fill, stroke = _mode(item)
    return bool(fill) and not stroke


def _is_visible(item: Handle) -> bool:
    """Whether a path is painted, and darker than the paper."""
    fill, stroke = _mode(item)
    return bool(
        (stroke and _is_dark(item, pdfium.FPDFPageObj_GetStrokeColor))
        or (fill and _is_dark(item, pdfium.FPDFPageObj_GetFillColor))
    )


def _is_dark(item: Handle, color_of: Callable[..., int]) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not color_of(item, red, green, blue, alpha):
        # A pattern, or another background without a single colour.
        return False
    return alpha.value > 0 and min(red.value, green.value, blue.value) <= _LIGHT


def _draw_parts(pen: _Pen, item: Handle, matrix: Matrix, count: int) -> None:
    """The straight pieces of a path of several: the edges stroked, and the thin boxes filled."""
    if count > _MAX_POINTS:
        return
    fill, stroke = _mode(item)
    is_stroked = bool(stroke) and _is_dark(item, pdfium.FPDFPageObj_GetStrokeColor)
    is_filled = bool(fill) and _is_dark(item, pdfium.FPDFPageObj_GetFillColor)
    if not (is_stroked or is_filled):
        return
    for points in _subpaths(pen, item, count, times(_matrix(item), matrix)):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = (min(xs), min(ys), max(xs), max(ys))
        if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
            pen.line(*box)
        elif is_stroked:
            for (x0, y0), (x1, y1) in pairwise(points):
                if min(abs(x1 - x0), abs(y1 - y0)) <= _SLOPE:
                    pen.line(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _subpaths(pen: _Pen, item: Handle, count: int, matrix: Matrix) -> Iterator[list[Point]]:
    """The corners of each part of a path, in the page's own space; parts with curves are none."""
    points: list[Point] = []
    is_straight = True
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        if index % _TICK == _TICK - 1:
            pen.tick()
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if is_straight and len(points) > 1:
                yield points
            points, is_straight = [], True
        is_straight = is_straight and kind != pdfium.FPDF_SEGMENT_BEZIERTO
        points.append(applied(matrix, x.value, y.value))
        if points and pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if is_straight and len(points) > 1:
        yield points


def _matrix(item: Handle) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f
