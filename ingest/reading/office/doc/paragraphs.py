"""The paragraphs of a Word document as shown to a reader, with the text boxes anchored in each.

A text box belongs to the shape that its entry names ([MS-DOC] 2.9.80), a shape to the character
that anchors it (2.9.253).
"""

import re
import struct
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from ingest.reading.office.doc.fib import ANCHORS, TEXT_BOXES, Word
from ingest.reading.office.doc.properties import (
    Paragraph,
    Runs,
    paragraph_of,
    paragraph_runs,
    unseen_runs,
)
from ingest.reading.office.pages import PAGE

_END = re.compile(r"[\r\x07\x0c]")
_FIELD_MARK = re.compile(r"([\x13-\x15])")
_BEGIN, _RESULT, _END_OF_FIELD = "\x13", "\x14", "\x15"
_DROPPED = re.compile(r"[\x00-\x08\x0e-\x1d\x1f\xad\ud800-\udfff]")
_MAX_BOXES = 2_000
_ANCHOR, _BOX = 26, 22
_SHAPE_OF_BOX = 14

Stretch = tuple[int, int]
"""The first character of a stretch of the text, and the one after it."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A document being read: properties by place, and text boxes by the place of their anchor."""

    word: Word
    about: Runs
    unseen: Runs
    boxes: tuple[tuple[int, Stretch], ...]


def paragraphs(word: Word) -> Iterator[tuple[str, Paragraph]]:
    """The paragraphs of the body and of its text boxes, with what is known of each."""
    found = _Reading(word, paragraph_runs(word), unseen_runs(word), tuple(sorted(_boxes(word))))
    yield from _stretch(found, (0, word.text_length))


def _boxes(word: Word) -> Iterator[tuple[int, Stretch]]:
    """Where each text box is anchored, the last character of the body where nobody says, and it."""
    anchors = {
        int.from_bytes(data[:4], "little"): at for at, _, data in _plc(word, ANCHORS, _ANCHOR)
    }
    start, end = word.boxes
    done = start
    for first, last, data in _plc(word, TEXT_BOXES, _BOX):
        shape = int.from_bytes(data[_SHAPE_OF_BOX : _SHAPE_OF_BOX + 4], "little")
        stretch = start + first, min(start + last, end)
        if done <= stretch[0] < stretch[1] and shape:
            done = stretch[1]
            yield anchors.get(shape, word.text_length - 1), stretch


def _plc(word: Word, number: int, size: int) -> Iterator[tuple[int, int, bytes]]:
    """The entries of a table: from which character to which each is of, and its bytes."""
    data = word.table(number)
    count = min(max((len(data) - 4) // (4 + size), 0), _MAX_BOXES)
    places = struct.unpack_from(f"<{count + 1}I", data) if count else ()
    for at, (first, last) in enumerate(pairwise(places)):
        start = 4 * (count + 1) + size * at
        yield first, last, data[start : start + size]


def _stretch(found: _Reading, stretch: Stretch) -> Iterator[tuple[str, Paragraph]]:
    """The paragraphs of a stretch of the text."""
    held: list[str] = []
    begun = stretch[0]
    for text, first, offset, width in _pieces(found.word, stretch):
        shown = _without(text, offset, width, found.unseen)
        start = 0
        for end in _END.finditer(text):
            at = end.start()
            held.append(shown[start:at])
            start = at + 1
            mark = end[0]
            if mark == "\r" and shown[at] == "\0":
                # The end of a paragraph that a tracked change deletes joins it to the next.
                continue
            about = paragraph_of(found.word, found.about.at(offset + width * at))
            about.is_cell_end = about.is_cell_end or mark == "\x07"
            if mark == "\x0c" or about.breaks_page:
                held.insert(0 if about.breaks_page and mark != "\x0c" else len(held), PAGE)
            yield from _with_boxes(found, _plain("".join(held)), about, (begun, first + at + 1))
            held, begun = [], first + at + 1
        held.append(shown[start:])
    if rest := _plain("".join(held)):
        yield rest, Paragraph()


def _with_boxes(
    found: _Reading, text: str, about: Paragraph, stretch: Stretch
) -> Iterator[tuple[str, Paragraph]]:
    """A paragraph, and the text boxes anchored in it: following it, or in the same cell."""
    first, behind = (bisect_left(found.boxes, at, key=itemgetter(0)) for at in stretch)
    inside = [list(_stretch(found, box)) for _, box in found.boxes[first:behind]]
    if about.depth:
        said = (line for box in inside for line, _ in box if line.strip())
        yield " ".join([text, *said]).strip(), about
        return
    yield text, about
    for box in inside:
        # Every box ends with a paragraph of its own.
        yield from box[:-1] if box and not box[-1][0] else box


def _pieces(word: Word, stretch: Stretch) -> Iterator[tuple[str, int, int, int]]:
    """The pieces of a stretch: their text, its first character's number, place, and width."""
    first, last = stretch
    for piece in word.pieces:
        start, end = max(first - piece.first, 0), min(last - piece.first, len(piece.text))
        if start < end:
            at = piece.offset + piece.width * start
            yield piece.text[start:end], piece.first + start, at, piece.width


def _without(text: str, offset: int, width: int, unseen: Runs) -> str:
    """A text with a NUL in the place of each character that is deleted or hidden."""
    for start, end, _ in unseen.within(offset, offset + width * len(text)):
        first, last = max((start - offset) // width, 0), min((end - offset) // width, len(text))
        text = text[:first] + "\0" * (last - first) + text[last:]
    return text


def _plain(text: str) -> str:
    r"""The text of a paragraph: fields by their results, `\n` for a line break."""
    text = "".join(_shown(text)) if _BEGIN in text else text
    text = text.replace("\x0b", "\n").replace("\x1e", "-")
    return _DROPPED.sub("", text)


def _shown(text: str) -> Iterator[str]:
    """What a text with fields shows: their results and not their instructions.

    The result of a table of contents goes on over paragraphs, an instruction does not.
    """
    is_instruction: list[bool] = []
    hidden = 0
    for piece in _FIELD_MARK.split(text):
        if piece == _BEGIN:
            is_instruction.append(True)
            hidden += 1
        elif piece == _RESULT and is_instruction:
            hidden -= is_instruction[-1]
            is_instruction[-1] = False
        elif piece == _END_OF_FIELD and is_instruction:
            hidden -= is_instruction.pop()
        elif not hidden:
            yield piece
