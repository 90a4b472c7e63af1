"""The characters of text objects, by GB/T 33190-2016, 11: each where its text code puts it.

A text code has the place of its first character on the baseline and the moves from each to the
next; `g 3 4.5` stands for three moves of 4.5.
"""

import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.reading.matrix import Matrix, applied
from ingest.reading.ofd.package import numbers_of

_ASCENT, _DESCENT = 0.88, 0.12
_WIDE = {"W", "F"}
_SLANT = math.radians(5)
_QUARTER = math.pi / 2
_BLANK = {" ", "\xa0", "\u2002", "\u2003", "\u2009", "\u202f", "\u3000", "\t", "\n", "\r"}
_IGNORED = {"\xad", "\ufeff", *map(chr, range(0x200B, 0x2010)), *map(chr, range(0x2028, 0x202F))}


@dataclass(frozen=True, slots=True)
class Character:
    """A character: its box on the page, y down, and the quarter turns that its text runs in."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    turn: int


def characters(node: etree._Element, matrix: Matrix) -> Iterator[Character]:
    """The characters of a text object that print something or separate what does.

    Args:
        node: The object.
        matrix: From its own space to the page.
    """
    size = _number(node.get("Size"), 0.0)
    stretch = _number(node.get("HScale"), 1.0)
    if size <= 0 or (node.get("Visible") or "").lower() == "false":
        return
    turn = _turn(matrix)
    if turn is None:
        return
    x = y = 0.0
    for code in node.iterfind("{*}TextCode"):
        x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
        text = code.text or ""
        across, down = _moves(code.get("DeltaX"), len(text)), _moves(code.get("DeltaY"), len(text))
        at = x, y
        for index, char in enumerate(text):
            advance = size * stretch * width_of(char)
            if char not in _IGNORED:
                step = abs(across[index]) if index < len(across) else 0.0
                box = (at[0], at[1] - size * _ASCENT, at[0] + min(step or advance, advance))
                yield _placed(char, (*box, at[1] + size * _DESCENT), matrix, turn)
            move_x = across[index] if index < len(across) else 0.0
            move_y = down[index] if index < len(down) else 0.0
            # Without moves the characters would overlap: the advances of the font apply instead.
            at = at[0] + (move_x if across or down else advance), at[1] + move_y


def width_of(char: str) -> float:
    """The advance of a character in sizes of its font: a whole one for 汉字, a half for others."""
    return 1.0 if unicodedata.east_asian_width(char) in _WIDE else 0.5


def _placed(
    char: str, box: tuple[float, float, float, float], matrix: Matrix, turn: int
) -> Character:
    x0, y0, x1, y1 = box
    corners = [applied(matrix, x, y) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    text = " " if char in _BLANK else char
    return Character(text, min(xs), min(ys), max(xs), max(ys), turn)


def _turn(matrix: Matrix) -> int | None:
    """Which way a text runs, in quarter turns; None if it is slanted, as watermarks are."""
    angle = math.atan2(matrix[1], matrix[0])
    off = angle % _QUARTER
    if not math.isfinite(angle) or min(off, _QUARTER - off) > _SLANT:
        return None
    return round(angle / _QUARTER) % 4


def _moves(text: str | None, count: int) -> list[float]:
    """The moves of a text of `count` characters; the last is repeated if there are too few."""
    words = (text or "").split()
    moves: list[float] = []
    at = 0
    while at < len(words) and len(moves) < count:
        if words[at].lower() == "g" and at + 2 < len(words):
            times = int(min(max(_number(words[at + 1], 0.0), 0.0), count))
            moves += [_number(words[at + 2], 0.0)] * times
            at += 3
            continue
        moves += numbers_of(words[at]) or [0.0]
        at += 1
    if moves and len(moves) < count:
        moves += moves[-1:] * (count - len(moves))
    return [move if math.isfinite(move) else 0.0 for move in moves[:count]]


def _number(text: str | None, default: float) -> float:
    found = numbers_of(text)
    return found[0] if found and math.isfinite(found[0]) else default
