"""The ruling lines of path objects, by GB/T 33190-2016, 9: strokes and thin filled boxes.

A path is written as operators and points: `M 0 0 L 10 0 C` (9.3.1); places are those of the object.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from lxml import etree

from ingest.reading.matrix import Matrix, Point, applied
from ingest.reading.ofd.package import numbers_of
from ingest.reading.pdf.paths import Rule

_MAX_WORDS = 100_000
_THIN = 3.0
_SLOPE = 1.0
_LIGHT = 200
_FAR = 100_000.0
_DOT = 2.5
_POINTS = {"S": 1, "M": 1, "L": 1, "Q": 2, "B": 3, "C": 0}
"""Points that each operator takes; an arc (`A`) takes seven numbers."""

_ARC = 7
_GRAY, _CMYK = 1, 4
_TRUE, _FALSE = {"true", "1"}, {"false", "0"}
Extent = tuple[float, float, float, float]


def rules_of(
    node: etree._Element, matrix: Matrix, draw_params: Mapping[str, etree._Element]
) -> Iterator[Extent]:
    """The rules that a path object prints, each as a box no thicker than a rule.

    Args:
        node: The object.
        matrix: From its own space to the page.
        draw_params: Drawing parameters by number, whose colours hold where the object has none.
    """
    if _switch(node, "Visible", default=True) is False:
        return
    is_stroked = _switch(node, "Stroke", default=True) and _is_dark(
        node, "StrokeColor", draw_params
    )
    is_filled = _switch(node, "Fill", default=False) and _is_dark(node, "FillColor", draw_params)
    if not (is_stroked or is_filled):
        return
    for points in _subpaths(node.findtext("{*}AbbreviatedData") or ""):
        placed = [applied(matrix, x, y) for x, y in points]
        box = _box(placed)
        if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
            yield box
        elif is_stroked:
            for pair in pairwise(placed):
                edge = _box(list(pair))
                if min(edge[2] - edge[0], edge[3] - edge[1]) <= _SLOPE:
                    yield edge


def add_rule(box: Extent, across: list[Rule], down: list[Rule]) -> None:
    """Record the middle line of a thin box as a horizontal or vertical rule."""
    x0, y0, x1, y1 = box
    if not (x0 > -_FAR and x1 < _FAR and y0 > -_FAR and y1 < _FAR):
        return
    width, height = x1 - x0, y1 - y0
    # A dot may be part of a dotted line in either direction.
    is_dot = max(width, height) <= _DOT
    if width >= height or is_dot:
        across.append(Rule((y0 + y1) / 2, x0, x1))
    if width < height or is_dot:
        down.append(Rule((x0 + x1) / 2, y0, y1))


def _box(points: list[Point]) -> Extent:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _subpaths(data: str) -> Iterator[list[Point]]:
    """The corners of each part of a path; parts with curves are none."""
    words = data.split()
    if len(words) > _MAX_WORDS:
        return
    points: list[Point] = []
    is_straight, at = True, 0
    while at < len(words):
        operator = words[at].upper()
        count = _ARC if operator == "A" else 2 * _POINTS.get(operator, 0)
        numbers = numbers_of(" ".join(words[at + 1 : at + 1 + count]))
        at += 1 + len(numbers) if len(numbers) == count else 1
        if operator not in _POINTS or len(numbers) != count:
            is_straight = is_straight and operator not in {*_POINTS, "A"}
            continue
        if operator in {"S", "M"}:
            if is_straight and len(points) > 1:
                yield points
            points, is_straight = [], True
        if operator == "C" and points:
            points.append(points[0])
        is_straight = is_straight and operator not in {"Q", "B"}
        if count:
            points.append((numbers[-2], numbers[-1]))
    if is_straight and len(points) > 1:
        yield points


def _switch(node: etree._Element, name: str, *, default: bool) -> bool:
    value = (node.get(name) or "").lower()
    return value in _TRUE if default is False else value not in _FALSE


def _is_dark(node: etree._Element, name: str, draw_params: Mapping[str, etree._Element]) -> bool:
    """Whether a colour is darker than paper; black by default."""
    color = node.find(f"{{*}}{name}")
    param = draw_params.get(node.get("DrawParam") or "")
    if color is None and param is not None:
        color = param.find(f"{{*}}{name}")
    if color is None:
        return True
    if color.get("Alpha") == "0":
        return False
    parts = _color(color.get("Value") or "")
    if len(parts) == _CMYK:
        return max(parts) >= 255 - _LIGHT
    return not parts or min(parts) <= _LIGHT


def _color(value: str) -> list[float]:
    """The parts of a colour from 0 to 255; they may be in hexadecimal (`#FF`)."""
    words = value.split()
    try:
        return [float(int(w[1:], 16)) if w.startswith("#") else float(w) for w in words]
    except ValueError:
        return []
