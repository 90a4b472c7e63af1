"""One picture of a page to what a PDF page with text gives: glyphs, each with its place, and rules.

Places are in points from the top left of the page set upright; `back` leads from there to the
page as it was scanned.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ingest.reading.matrix import times
from ingest.reading.pdf.page import UNKNOWN, Glyph, PageContent, Recognised
from ingest.reading.pdf.paths import Rule
from ingest.reading.scan.engine import Piece, Recogniser
from ingest.reading.scan.lone import cell_of, is_figure, lone_boxes, passed_over, without
from ingest.reading.scan.ruling import rules_of, without_struck
from ingest.reading.scan.stacked import ink_height, kept_apart, lines_within
from ingest.reading.scan.upright import ink_of, quarter_turned, skew_of, turned

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

MAX_PIECES = 3_000
"""Pieces of text on a page: the fullest seen have under 600, a photograph may have any number."""

_INK = 0.004
"""Part of a piece that is ink at least; a rule's remains are less."""

_INSIDE = 2.0
"""Pixels by which a rule lies within a box that it cuts."""

_HIGHER = 1.25
"""Of the height of a text, how long a rule is at least that parts it; a stroke is no longer."""

_DARKER_THAN_RULES = 40
"""Of 255, by how much a character is darker than grey rules."""

_CLEAR = 0.15
"""Of its height, by how much a piece stands clear of a rule beside it, or that it was cut at."""

_TALL = 1.6
_SHARE_TALL = 0.6
_SAMPLE = 16
_FEW = 5
"""Texts from which on a page tells how high its lines are."""

_LEAST = 0.5
"""Confidence under which a text is none: stains and strokes are read as something."""

_CLEARLY_READ = 0.9
_DOUBTED = 0.97
_SURE = 0.98
_SHARE_CLEAR = 0.3
"""Of the characters of a page, how many are read clearly at least, even on a fax.

Of a photograph the leaves and bricks are taken for strokes here and there.
"""

_HALF_WIDE, _HALF_NARROW = 0.5, 0.3
_GAP = 0.75
_WIDE_FROM = 0x2E80

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Scan:
    """A picture of a page in grey, and how many points one of its pixels is."""

    picture: "Picture"
    points: float


def scanned_content(scan: Scan, recogniser: Recogniser) -> PageContent:
    """Recognise a page: set it upright, find its rules, and read what stands between them."""
    points = scan.points
    picture, back = scan.picture, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    angle = skew_of(picture)
    picture, back = turned(picture, angle)
    across, down, clean = _ruled(picture, points)
    boxes = recogniser.boxes(clean)[:MAX_PIECES]
    if _lies_on_side(boxes):
        picture, quarter = quarter_turned(picture, 1)
        back = times(quarter, back)
        across, down, clean = _ruled(picture, points)
        boxes = recogniser.boxes(clean)[:MAX_PIECES]
    longest = sorted(boxes, key=lambda box: box[0] - box[2])[:_SAMPLE]
    if recogniser.is_upside_down([_cut(clean, box) for box in longest]):
        height, width = picture.shape
        picture, quarter = quarter_turned(picture, 2)
        back = times(quarter, back)
        across, down, clean = _ruled(picture, points)
        boxes = [(width - x1, height - y1, width - x0, height - y0) for x0, y0, x1, y1 in boxes]
    across = without_struck(across, boxes, points)
    rules = [
        [Rule(r.at / points, r.start / points, r.end / points) for r in own]
        for own in (across, down)
    ]
    ink = ink_of(clean)
    lone = lone_boxes(ink, boxes, *rules)
    parts = [part for box in boxes for part in _parted(box, *rules)]
    parts += [part._replace(is_lone=True) for box in lone for part in _parted(box, *rules)]
    parts = _apart(ink, [part for part in parts if _has_ink(ink, part.box)])
    pieces = recogniser.read([_cut(clean, part.box) for part in parts])
    found = _read_again(recogniser, clean, ink, list(zip(parts, pieces, strict=True)), rules)
    glyphs: list[Glyph] = []
    read: list[Recognised] = []
    for part, piece in found:
        glyphs += _glyphs(part.extent, piece, points)
        x0, y0, x1, y1 = (side * points for side in part.extent)
        read.append(Recognised(x0, y0, x1, y1, piece.confidence))
    if not _is_text(pieces):
        glyphs, read = [], []
    a, b, c, d, e, f = back
    place = (a, b, c, d, e * points, f * points)
    return PageContent(glyphs, across, down, not glyphs, (0.0, 0.0), tuple(read), place)


def _read_again(
    recogniser: Recogniser,
    clean: "Picture",
    ink: "Picture",
    read: Sequence[tuple["_Part", Piece]],
    rules: Sequence[Sequence[Rule]],
) -> list[tuple["_Part", Piece]]:
    """What was read, with what can be read of the lines and cells that were not at once.

    What is around a text that was read is looked at without it: it would be read twice. What
    stands in a cell and cannot be read at all is told by a character for the unknown: who took the
    cell for an empty one would take its neighbour's heading or code for its own.
    """
    line = _line_height(ink, read)
    found = []
    for part, piece in read:
        if piece.confidence < _DOUBTED and not part.is_lone:
            lines = _read_by_line(recogniser, clean, ink, part, line)
            if _least_sure(lines) > max(piece.confidence, _CLEARLY_READ):
                found += lines
                continue
        if _is_read(piece, part):
            found.append((part, piece))
    across, down = rules
    boxes = [part.box for part, _ in found]
    left = passed_over(ink, boxes, across, down, line)
    if left:
        ink, clean = without(ink, boxes, 0), without(clean, boxes, _paper(clean))
    for part in (part for box in left for part in _parted(box, across, down)):
        if not _has_ink(ink, part.box):
            continue
        lines = _read_by_line(recogniser, clean, ink, part, line)
        lines = lines or [(part, recogniser.read([_cut(clean, part.box)])[0])]
        if _least_sure(lines) >= _CLEARLY_READ and all(piece.text for _, piece in lines):
            found += lines
        elif not _is_beside_text(part.box, [own.box for own, _ in found], across, down):
            found.append((part, Piece(UNKNOWN, (0.5,), 0.0)))
    return found


def _is_beside_text(
    box: Box, read: Sequence[Box], across: Sequence[Rule], down: Sequence[Rule]
) -> bool:
    """Whether text was read in the cell in which something is that was not."""
    cell = cell_of((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, across, down)
    if cell is None:
        return True
    left, top, right, bottom = cell
    middles = (((x0 + x1) / 2, (y0 + y1) / 2) for x0, y0, x1, y1 in read)
    return any(left < x < right and top < y < bottom for x, y in middles)


def _is_read(piece: Piece, part: "_Part") -> bool:
    """Whether a text is one, and no stain; what stands alone in a cell is a figure."""
    if part.is_lone:
        return is_figure(piece.text, piece.confidence)
    return bool(piece.text) and piece.confidence >= _LEAST


def _is_text(pieces: Sequence[Piece]) -> bool:
    """Whether what was recognised is the text of a page, and not what a photograph resembles."""
    read = [piece for piece in pieces if piece.confidence >= _LEAST]
    # A single character says nothing: any stroke is as sure a 1.
    words = (piece.text for piece in read if piece.confidence >= _CLEARLY_READ)
    clear = sum(len(text) for text in words if len(text) > 1)
    return clear >= _SHARE_CLEAR * sum(len(piece.text) for piece in read)


def _ruled(picture: "Picture", points: float) -> tuple[list[Rule], list[Rule], "Picture"]:
    """The rules of a picture, and the picture without them."""
    import cv2  # noqa: PLC0415 - of the optional group

    across, down, lines = rules_of(ink_of(picture), points)
    wide = cv2.dilate(lines, cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3)))
    clean = picture.copy()
    if lines.any():
        # What is darker than the rules is a character that touches one, and stays.
        shade = int(np.median(picture[lines > 0])) - _DARKER_THAN_RULES
        clean[(wide > 0) & (picture >= shade)] = _paper(picture)
    return across, down, clean


def _paper(picture: "Picture") -> int:
    """The grey of the paper."""
    return int(np.median(picture[::16, ::16]))


def _lies_on_side(boxes: Sequence[Box]) -> bool:
    """Whether most of the text runs up or down the page: its pieces are higher than wide."""
    long = [b for b in boxes if max(b[2] - b[0], b[3] - b[1]) > 2 * min(b[2] - b[0], b[3] - b[1])]
    tall = sum(b[3] - b[1] > _TALL * (b[2] - b[0]) for b in long)
    return len(long) > 2 and tall > _SHARE_TALL * len(long)  # noqa: PLR2004 - a stroke or two say nothing


def _cut(picture: "Picture", box: Box) -> "Picture":
    height, width = picture.shape
    x0, y0 = max(0, int(box[0])), max(0, int(box[1]))
    x1, y1 = min(width, int(box[2]) + 1), min(height, int(box[3]) + 1)
    return picture[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)]


def _has_ink(ink: "Picture", box: Box) -> bool:
    part = _cut(ink, box)
    return min(part.shape) > 2 and float((part > 0).mean()) > _INK  # noqa: PLR2004 - pixels


class _Part(NamedTuple):
    """A piece of text: what is read, and where it is said to stand, clear of rules beside it.

    One that `is_lone` was found as a character that stands alone in a cell.
    """

    box: Box
    extent: Box
    is_lone: bool = False


def _parted(box: Box, across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[_Part]:
    """A box cut where rules run through it: neighbours in a table may touch."""
    x0, y0, x1, y1 = box
    third = (y1 - y0) / 3
    heights = [
        r.at for r in across if y0 + third < r.at < y1 - third and r.start < (x0 + x1) / 2 < r.end
    ]
    for top, bottom in zip([y0, *heights], [*heights, y1], strict=True):
        middle = (top + bottom) / 2
        high = _HIGHER * (bottom - top)
        beside = [r.at for r in down if r.start < middle < r.end and r.end - r.start > high]
        cuts = [at for at in beside if x0 + _INSIDE < at < x1 - _INSIDE]
        least, clear = (bottom - top) / 4, (bottom - top) * _CLEAR
        for left, right in zip([x0, *cuts], [*cuts, x1], strict=True):
            if right - left > least:
                # Neighbours that touch the rule between them would be one text across it.
                from_rule = max([left, *(at + clear for at in beside if abs(at - left) < clear)])
                to_rule = min([right, *(at - clear for at in beside if abs(at - right) < clear)])
                yield _Part((left, top, right, bottom), (from_rule, top, to_rule, bottom))


def _apart(ink: "Picture", parts: Sequence[_Part]) -> list[_Part]:
    """The parts, each clear of the lines above and below it."""
    boxes = kept_apart(ink, [part.box for part in parts])
    return [
        part._replace(box=box, extent=(part.extent[0], box[1], part.extent[2], box[3]))
        for part, box in zip(parts, boxes, strict=True)
    ]


def _line_height(ink: "Picture", read: Sequence[tuple[_Part, Piece]]) -> float:
    """How high the ink of a line of words is, in pixels; 0 where too few tell."""
    heights = [ink_height(ink, part.extent) for part, piece in read if _is_sure_word(piece)]
    return median(heights) if len(heights) >= _FEW else 0.0


def _read_by_line(
    recogniser: Recogniser, clean: "Picture", ink: "Picture", part: _Part, line: float
) -> list[tuple[_Part, Piece]]:
    """A part that holds several lines, read line by line; nothing where it holds one."""
    boxes = lines_within(ink, part.extent, line)
    if len(boxes) == 1:
        return []
    parts = [
        part._replace(box=(part.box[0], box[1], part.box[2], box[3]), extent=box) for box in boxes
    ]
    pieces = recogniser.read([_cut(clean, own.box) for own in parts])
    return list(zip(parts, pieces, strict=True))


def _least_sure(read: Sequence[tuple[_Part, Piece]]) -> float:
    return min((piece.confidence for _, piece in read), default=0.0)


def _is_sure_word(piece: Piece) -> bool:
    """Whether a text is read for sure, and has characters as high as its line."""
    return piece.confidence >= _SURE and any(ord(char) >= _WIDE_FROM for char in piece.text)


def _glyphs(box: Box, piece: Piece, points: float) -> Iterator[Glyph]:
    """The characters of a piece; neighbours touch unless they stand as wide apart as words do."""
    x0, y0, x1, y1 = (side * points for side in box)
    height, width = y1 - y0, x1 - x0
    middles = [x0 + width * middle for middle in piece.middles]
    halves = [
        height * (_HALF_WIDE if ord(char) >= _WIDE_FROM else _HALF_NARROW) for char in piece.text
    ]
    lefts, rights = [x0], []
    for index in range(1, len(middles)):
        last, here = middles[index - 1], middles[index]
        if here - last > halves[index - 1] + halves[index] + _GAP * height:
            rights.append(last + halves[index - 1])
            lefts.append(here - halves[index])
        else:
            rights.append((last + here) / 2)
            lefts.append((last + here) / 2)
    rights.append(x1)
    for char, left, right in zip(piece.text, lefts, rights, strict=True):
        yield Glyph(left, y0, max(right, left + 0.1), y1, char)
