"""Glyphs to text: which of them share a line, and where a gap between two is a blank."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from operator import itemgetter

from ingest.reading.pdf.page import Glyph

_LEFT = itemgetter(0)
_WIDE_GAP = 0.75
_WORD_GAP = 0.2
_SAME_LINE = 0.5
_OVERPRINT = 0.3
_LETTER = re.compile(r"[A-Za-z]")

# Fonts embedded by shape name some characters as the radical of the same look.
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_LOOKALIKES = _RADICALS | str.maketrans(
    "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰",
    "民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙",
)


Extent = tuple[float, float, float, float]
"""Where something stands on a page as it is read: x0, top, x1, bottom."""


def extent_of(boxes: Iterable[Extent | Glyph]) -> Extent | None:
    """The smallest box around all of these; None if there are none."""
    parts = [box[:4] for box in boxes]
    if not parts:
        return None
    x0s, tops, x1s, bottoms = zip(*parts, strict=True)
    return min(x0s), min(tops), max(x1s), max(bottoms)


def lines_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Separate glyphs into printed lines, from top to bottom, each from left to right.

    Glyphs whose middles are less than half their height apart share a line: fonts of one line
    differ in where they put their boxes, lines are at least a height apart.
    """
    if not glyphs:
        return []
    if _is_one_line(glyphs):
        return [sorted(glyphs, key=_LEFT)]
    ordered = sorted((g[1] + g[3], index) for index, g in enumerate(glyphs))
    lines: list[list[Glyph]] = []
    line: list[Glyph] = []
    limit = 0.0
    for middle, index in ordered:
        glyph = glyphs[index]
        if line and middle <= limit:
            line.append(glyph)
            continue
        line = [glyph]
        lines.append(line)
        # Twice the middle, so half a height is a whole one.
        limit = middle + 2 * _SAME_LINE * (glyph[3] - glyph[1])
    for line in lines:
        line.sort(key=_LEFT)
    return lines


def _is_one_line(glyphs: Sequence[Glyph]) -> bool:
    middles = [g[1] + g[3] for g in glyphs]
    first = glyphs[0]
    return max(middles) - min(middles) <= 2 * _SAME_LINE * (first[3] - first[1])


def text_of(line: Sequence[Glyph]) -> str:
    """The text of a line of glyphs from left to right, with a blank where words stand apart."""
    return raw_text_of(line).strip()


def raw_text_of(line: Sequence[Glyph]) -> str:
    """The text of a line with the blanks that are printed at its ends, where it may be wrapped."""
    parts: list[str] = []
    end = height = start = 0.0
    last = " "
    for x0, top, x1, bottom, text in line:
        if text == last and x0 - start < _OVERPRINT * (x1 - x0):
            # Bold that is printed twice, a hair apart.
            continue
        if text == " ":
            if last != " " or not parts:
                parts.append(" ")
        else:
            if last != " " and x0 > end and is_gap(x0 - end, height, last, text):
                parts.append(" ")
            parts.append(text)
        start, end, height, last = x0, x1, bottom - top, text
    return "".join(parts).translate(_LOOKALIKES)


def is_gap(gap: float, height: float, last: str, text: str) -> bool:
    """Whether a gap between two characters is a blank: letters and figures stand close."""
    is_close = last.isascii() and text.isascii() and last.isalnum() and text.isalnum()
    return gap > height * (_WORD_GAP if is_close else _WIDE_GAP)


def joined(texts: Sequence[str]) -> str:
    """The lines of a cell as one text.

    A blank stands between two of them where one is printed at the wrap, and where two words in
    letters would meet.
    """
    whole = ""
    for text in texts:
        if whole and text and _LETTER.match(whole[-1]) and _LETTER.match(text[0]):
            whole += " "
        whole += text.lstrip() if whole.endswith(" ") else text
    return whole.strip()
