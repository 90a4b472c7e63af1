"""One page of a PDF as pdfium gives it: its glyphs, each with its place, and its ruling lines.

Places are in points, x to the right and y down as the text is read: a page whose text runs up or
down the sheet is turned, whether the page says so or only its content does.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2  # noqa: F401 - importing it initialises the library
import pypdfium2.raw as pdfium

from ingest.reading.matrix import Matrix
from ingest.reading.pdf.paths import Drawing, Handle, Rule, draw, lost_texts

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in the page's own space."""

Tick = Callable[[], None]
"""Called now and then on long work; raises when the time is up."""

MAX_GLYPHS = 200_000
"""A page with more glyphs than this is not a printed page: the fullest seen hold under 5,000."""

UPSIDE_DOWN = 2
"""Quarter turns of a page that stands on its head."""

_SAMPLES = 24
_TICK = 4096
_TALL = 36.0
"""Points above which a character is checked again: few titles are as tall."""
_SCALED = 3
_LEGIBLE = 2.5
"""Points below which nobody reads a character."""
_ASCII_BLANK = 0x20
_MARGIN = 3.0
_SLANT = math.radians(5)
_HYPHEN = 2
_UNMAPPED = {0, 0xFFFD, 0xFFFE, 0xFFFF}
UNKNOWN = "\ufffd"
"""Stands for a character that its font does not identify."""

_BLANK = {0x20, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F, 0x3000}
_IGNORED = {*range(3, 0x20), 1, *range(0x7F, 0xA0), 0xAD, 0xFEFF, *range(0x200B, 0x2010)}
_IGNORED |= set(range(0x2028, 0x202F))
_HIGH, _LOW, _END, _LAST = 0xD800, 0xDC00, 0xE000, 0x10FFFF
_MANY_UNKNOWN = 0.5
_MANY_LOST = 0.1
_FEW_GLYPHS = 10
_MOST_OF_PAGE = 0.5


class Glyph(NamedTuple):
    """One printed character and its box: the font's height and the character's advance."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str


class Recognised(NamedTuple):
    """A text that was recognised from a picture: where it stands, and how sure that is, to 1."""

    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """What is printed on a page.

    Attributes:
        glyphs: The characters, in the order of the file.
        across: Horizontal rules: y, and from which x to which.
        down: Vertical rules: x, and from which y to which.
        is_without_text: Whether what it shows cannot be read, as it is a picture, drawn, or in
            a font that does not say what its characters are.
        origin: The x and y of the top left corner of the page as it is read.
        recognised: The texts that were recognised from a picture; none where it prints text.
        place: Where a point of a recognised page stands on the page as it was scanned, as
            a, b, c, d, e, f: (x, y) comes to (a x + c y + e, b x + d y + f).
    """

    glyphs: list[Glyph]
    across: list[Rule]
    down: list[Rule]
    is_without_text: bool
    origin: tuple[float, float] = (0.0, 0.0)
    recognised: tuple[Recognised, ...] = ()
    place: Matrix | None = None


def page_content(page: Handle, text_page: Handle, tick: Tick) -> PageContent:
    """Read the glyphs and rules of an open page.

    Args:
        page: pdfium's page.
        text_page: pdfium's text page of it.
        tick: Called now and then; may raise to stop.
    """
    count = min(pdfium.FPDFText_CountChars(text_page), MAX_GLYPHS)
    turn = _turn(text_page, count)
    glyphs = _glyphs(page, text_page, count, turn, tick)
    drawing = draw(page, turn, tick)
    blank = _is_without_text(page, glyphs, drawing)
    return PageContent(glyphs, drawing.across, drawing.down, blank, _origin(page, turn))


def _origin(page: Handle, turn: int) -> tuple[float, float]:
    """The top left corner of the visible page in the direction of reading; 0, 0 if unknown."""
    rect = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, rect):
        return 0.0, 0.0
    low, high = sorted((rect.bottom, rect.top))
    x0, top, _, _ = turned(rect.left, low, rect.right, high, turn)
    return x0, top


def text_turn(text_page: Handle) -> int:
    """Which way most of the text of a page runs, in quarter turns; 3 runs up the sheet, 1 down."""
    return _turn(text_page, min(pdfium.FPDFText_CountChars(text_page), MAX_GLYPHS))


def _turn(text_page: Handle, count: int) -> int:
    """Which way most of the text runs, in quarter turns; 3 runs up the sheet, 1 down it."""
    turns: Counter[int] = Counter()
    for index in range(0, count, max(1, count // _SAMPLES)):
        if pdfium.FPDFText_GetUnicode(text_page, index) > _ASCII_BLANK:
            angle = pdfium.FPDFText_GetCharAngle(text_page, index)
            if math.isfinite(angle):
                turns[round(angle / (math.pi / 2)) % 4] += 1
    return max(turns, key=lambda turn: (turns[turn], -turn), default=0)


def turned(
    left: float, bottom: float, right: float, top: float, turn: int
) -> tuple[float, float, float, float]:
    """A box of the page's own space, y up, as x0, top, x1, bottom in the direction of reading."""
    if turn == 0:
        return left, -top, right, -bottom
    if turn == 1:
        return -top, -right, -bottom, -left
    if turn == UPSIDE_DOWN:
        return -right, bottom, -left, top
    return bottom, left, top, right


def _glyphs(page: Handle, text_page: Handle, count: int, turn: int, tick: Tick) -> list[Glyph]:
    found: list[Glyph] = []
    rect = pdfium.FS_RECTF()
    # Twice the box, for the middles of glyphs.
    left, bottom, right, top = (2 * side for side in _box(page))
    unicode_of, box_of, make = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox, Glyph
    pointer = ctypes.byref(rect)
    # The box's four numbers at once: left, top, right and bottom.
    sides = ctypes.cast(ctypes.pointer(rect), ctypes.POINTER(ctypes.c_float * 4)).contents
    characters: dict[int, str] = {}
    high = 0
    baseline, is_slanted = math.nan, False
    for index in range(count):
        if index % _TICK == _TICK - 1:
            tick()
        code = unicode_of(text_page, index)
        if code in _IGNORED or not box_of(text_page, index, pointer):
            continue
        x0, y1, x1, y0 = sides[:]
        if y1 - y0 > _TALL:
            x0, y0, x1, y1 = _as_drawn(text_page, index, (x0, y0, x1, y1))
        # What pdfium adds itself, blanks and line ends, has no extent.
        if not (x0 < x1 and y0 < y1 and left < x0 + x1 < right and bottom < y0 + y1 < top):
            continue
        # Each character of slanted text has its own baseline; those of a line share one.
        is_slanted = is_slanted if y1 == baseline else _is_slanted(text_page, index)
        baseline = y1
        if is_slanted:
            continue
        if _HIGH <= code < _END:
            high, code = _paired(high, code)
            if high:
                continue
        if turn:
            x0, y0, x1, y1 = turned(x0, y0, x1, y1, turn)
        else:
            y0, y1 = -y1, -y0
        text = characters.get(code) or characters.setdefault(code, _character(code))
        found.append(make(x0, y0, x1, y1, text))
    return found


def _as_drawn(text_page: Handle, index: int, box: Box) -> Box:
    """The box of a tall character, drawn small where the page scales its font down.

    For some fonts pdfium gives the box of the unscaled character, which lies over half the page.
    One too small to be read has no extent: it is a leftover of how the page was made.
    """
    matrix = pdfium.FS_MATRIX()
    sides = [ctypes.c_double() for _ in box]
    if not pdfium.FPDFText_GetMatrix(text_page, index, ctypes.byref(matrix)):
        return box
    height = pdfium.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
    is_scaled = 0 < _SCALED * height < box[3] - box[1]
    if not is_scaled or not pdfium.FPDFText_GetCharBox(text_page, index, *map(ctypes.byref, sides)):
        return box
    left, _, bottom, _ = (side.value for side in sides)
    height = height if height > _LEGIBLE else 0
    return left, bottom, left + height, bottom + height


def _is_slanted(text_page: Handle, index: int) -> bool:
    """Whether a character is slanted, as watermarks are: neither along nor across the page.

    Letters that only lean, as those of an italic made from an upright face, have an angle as well
    and run along the page.
    """
    if not _is_off_axis(pdfium.FPDFText_GetCharAngle(text_page, index)):
        return False
    matrix = pdfium.FS_MATRIX()
    known = pdfium.FPDFText_GetMatrix(text_page, index, ctypes.byref(matrix))
    return not known or _is_off_axis(math.atan2(matrix.b, matrix.a))


def _is_off_axis(angle: float) -> bool:
    off = angle % (math.pi / 2)
    return math.isfinite(angle) and min(off, math.pi / 2 - off) > _SLANT


def _paired(high: int, code: int) -> tuple[int, int]:
    """A half of a surrogate pair: keep the first one, join the second to it."""
    if code < _LOW:
        return code, 0
    return 0, 0x10000 + ((high - _HIGH) << 10) + (code - _LOW) if high else 0


def _character(code: int) -> str:
    if code in _UNMAPPED or _HIGH <= code < _END or code > _LAST:
        return UNKNOWN
    if code in _BLANK:
        return " "
    if code == _HYPHEN:
        # pdfium's own mark for a hyphen at the end of a line.
        return "-"
    return chr(code)


def _box(page: Handle) -> tuple[float, float, float, float]:
    """The visible page, with a margin for glyphs that touch its edge; all where it is unknown."""
    rect = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, rect) or rect.left >= rect.right:
        return -math.inf, -math.inf, math.inf, math.inf
    low, high = sorted((rect.bottom, rect.top))
    return rect.left - _MARGIN, low - _MARGIN, rect.right + _MARGIN, high + _MARGIN


def _is_without_text(page: Handle, glyphs: list[Glyph], drawing: Drawing) -> bool:
    read = [glyph for glyph in glyphs if glyph.text != " "]
    unknown = sum(glyph.text == UNKNOWN for glyph in read)
    if read and unknown > len(read) * _MANY_UNKNOWN:
        return True
    if drawing.texts > len(glyphs) and lost_texts(page) > drawing.texts * _MANY_LOST:
        return True
    if not read:
        return drawing.has_picture or drawing.shapes > 0
    size = pdfium.FPDF_GetPageWidthF(page) * pdfium.FPDF_GetPageHeightF(page)
    # A scan with a stamped page number is not a page of text.
    return len(read) < _FEW_GLYPHS and drawing.picture_area > size * _MOST_OF_PAGE
