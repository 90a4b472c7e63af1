"""A page of an OFD as a PDF's is given: its glyphs and rules in points, in the way it is read.

Objects stand in layers and blocks (GB/T 33190-2016, 8.2 and 8.3); each has a boundary on the page,
and a matrix from its own space to that of the boundary.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from lxml import etree

from ingest.reading.archive import local
from ingest.reading.matrix import IDENTITY, Matrix, matrix_of, moved, times
from ingest.reading.ofd.package import PagePart, Resources, numbers_of
from ingest.reading.ofd.paths import add_rule, rules_of
from ingest.reading.ofd.text import Character, characters
from ingest.reading.pdf.page import MAX_GLYPHS, Glyph, PageContent, turned
from ingest.reading.pdf.paths import MAX_SHAPES, Rule

_POINTS = 72 / 25.4
"""Points in a millimetre, the unit of OFD."""

_MARGIN = 3.0
_MAX_DEPTH = 4
_MAX_OBJECTS = 400_000
_MAX_RULES = 100_000
_MAX_PATH_DATA = 4_000_000
"""Characters of all paths of a page; a drawn table takes a hundredth of it."""

_BOX = 4
_CONTAINERS = {"Page", "Content", "Layer", "PageBlock"}
_FEW_GLYPHS = 10
_MOST_OF_PAGE = 0.5
_MANY_UNKNOWN = 0.5
_PRIVATE = range(0xE000, 0xF900)


@dataclass(slots=True)
class _Drawn:
    """What a page shows, gathered object by object; places in points, y down."""

    resources: Resources
    characters: list[Character] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    shapes: int = 0
    path_data: int = 0
    objects: int = 0
    picture_area: float = 0.0
    has_picture: bool = False


class ShownPage(NamedTuple):
    """What is printed on a page, and how wide and high it is as it is read, in points."""

    content: PageContent
    width: float
    height: float


def page_content(page: PagePart, resources: Resources) -> PageContent:
    """The glyphs and rules of a page, with those of its templates.

    Args:
        page: The page as its package gives it.
        resources: What its objects refer to.
    """
    return shown_page(page, resources).content


def shown_page(page: PagePart, resources: Resources) -> ShownPage:
    """The content of a page, as `page_content` gives it, and its size."""
    drawn = _Drawn(resources)
    left, top, width, height = (side * _POINTS for side in page.area)
    to_points: Matrix = (_POINTS, 0.0, 0.0, _POINTS, 0.0, 0.0)
    for root in (*page.under, page.root, *page.over):
        _draw(drawn, root, to_points, 0)
    edges = left - _MARGIN, top - _MARGIN, left + width + _MARGIN, top + height + _MARGIN
    shown = [found for found in drawn.characters if _is_within(found, edges)]
    turns = Counter(found.turn for found in shown if found.text != " ")
    turn = max(turns, key=lambda way: (turns[way], -way), default=0)
    across: list[Rule] = []
    down: list[Rule] = []
    for box in drawn.boxes:
        add_rule(_turned(box, turn), across, down)
    glyphs = [
        Glyph(*_turned((found.x0, found.y0, found.x1, found.y1), turn), found.text)
        for found in shown
    ]
    x0, y0, x1, y1 = _turned((left, top, left + width, top + height), turn)
    is_blank = _is_without_text(glyphs, drawn, width * height)
    content = PageContent(glyphs, across, down, is_blank, (x0, y0))
    return ShownPage(content, x1 - x0, y1 - y0)


def _turned(box: tuple[float, float, float, float], turn: int) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = box
    return turned(x0, -y1, x1, -y0, turn)


def _is_within(found: Character, edges: tuple[float, float, float, float]) -> bool:
    x, y = (found.x0 + found.x1) / 2, (found.y0 + found.y1) / 2
    has_extent = found.x0 < found.x1 and found.y0 < found.y1
    return has_extent and edges[0] < x < edges[2] and edges[1] < y < edges[3]


def _draw(drawn: _Drawn, root: etree._Element, matrix: Matrix, depth: int) -> None:
    for node in _objects(root):
        drawn.objects += 1
        if drawn.objects > _MAX_OBJECTS:
            return
        kind = local(node)
        if kind == "TextObject" and len(drawn.characters) < MAX_GLYPHS:
            drawn.characters += characters(node, _own(node, matrix))
        elif kind == "PathObject":
            drawn.shapes += 1
            _draw_path(drawn, node, matrix)
        elif kind == "ImageObject":
            drawn.has_picture = True
            _, _, width, height = _boundary(node)
            drawn.picture_area += width * height * _POINTS**2
        elif kind == "CompositeObject" and depth < _MAX_DEPTH:
            unit = drawn.resources.composites.get(node.get("ResourceID") or "")
            if unit is not None:
                _draw(drawn, unit, _own(node, matrix), depth + 1)


def _draw_path(drawn: _Drawn, node: etree._Element, matrix: Matrix) -> None:
    """Record the rules of a path, unless the page has more paths or rules than any table."""
    drawn.path_data += len(node.findtext("{*}AbbreviatedData") or "")
    if drawn.shapes <= MAX_SHAPES and drawn.path_data <= _MAX_PATH_DATA:
        found = rules_of(node, _own(node, matrix), drawn.resources.draw_params)
        drawn.boxes += islice(found, max(_MAX_RULES - len(drawn.boxes), 0))


def _objects(root: etree._Element) -> Iterator[etree._Element]:
    """The objects of a page or a composite, through its layers and blocks, in their order."""
    open_levels = [iter(root)]
    while open_levels:
        node = next(open_levels[-1], None)
        if node is None:
            open_levels.pop()
        elif local(node) in _CONTAINERS:
            open_levels.append(iter(node))
        else:
            yield node


def _own(node: etree._Element, matrix: Matrix) -> Matrix:
    """From the space of an object to the page: its matrix, then its boundary's place."""
    x, y, _, _ = _boundary(node)
    numbers = numbers_of(node.get("CTM"))
    own = matrix_of(numbers) if numbers else IDENTITY
    return times(times(own, moved(x, y)), matrix)


def _boundary(node: etree._Element) -> tuple[float, float, float, float]:
    numbers = numbers_of(node.get("Boundary"))
    if len(numbers) != _BOX:
        return 0.0, 0.0, 0.0, 0.0
    x, y, width, height = numbers
    return x, y, max(width, 0.0), max(height, 0.0)


def _is_without_text(glyphs: list[Glyph], drawn: _Drawn, size: float) -> bool:
    """Whether a page shows what cannot be read: a picture, shapes, or codes private to a font."""
    read = [glyph for glyph in glyphs if glyph.text != " "]
    unknown = sum(glyph.text == "\ufffd" or ord(glyph.text[0]) in _PRIVATE for glyph in read)
    if read and unknown > len(read) * _MANY_UNKNOWN:
        return True
    if not read:
        return drawn.has_picture or drawn.shapes > 0
    return len(read) < _FEW_GLYPHS and drawn.picture_area > size * _MOST_OF_PAGE
