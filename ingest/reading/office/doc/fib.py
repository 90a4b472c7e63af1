"""The file information block of a Word document ([MS-DOC] 2.5) and its pieces of text (2.8.35)."""

import struct
from dataclasses import dataclass

from ingest.reading.office.doc.compound import Compound
from ingest.reading.source import Source

MAX_TEXT = 16 * 1024 * 1024
"""Characters of a document, notes and all; long reports have a hundredth of it."""

_MAGIC = 0xA5EC
_OLDER_MAGIC = {_MAGIC, 0xA5DC}
_WORD_97 = 0x00C1
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_COUNTS, _PAIRS = 0x4C, 0x9A
_PARTS = 7
"""Text, footnotes, headers, macros, comments, endnotes, text boxes: each follows the one before."""

CHPX, PAPX, CLX, TEXT_BOXES, ANCHORS = 12, 13, 33, 56, 40
"""Places of the block's pairs (`fc`, `lcb`): the tables of the table stream that are read here."""

_PRC, _PCDT = 1, 2
_PCD = 8
_COMPRESSED = 0x40000000
_OLD = "Install LibreOffice, which reads it (Debian: libreoffice-writer-nogui), or save it as DOCX."
_AGAIN = "Open it in a word processor and save it as DOCX."


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that lies in one place of the file: its first character and its bytes."""

    first: int
    text: str
    offset: int
    width: int


@dataclass(frozen=True, slots=True)
class Word:
    """An opened document: its streams, its pieces of text, and where its text boxes begin."""

    source: Source
    main: bytes
    tables: bytes
    data: bytes
    pieces: tuple[Piece, ...]
    text_length: int
    boxes: tuple[int, int]

    def table(self, number: int) -> bytes:
        """A table of the table stream, by the place of its pair in the block."""
        return _table(self.main, self.tables, number)


def is_older(source: Source) -> bool:
    """Whether a document is of Word 95 or older, whose text is stored differently.

    Raises:
        UnreadableDocumentError: It is damaged or truncated.
    """
    head = Compound(source).stream("WordDocument")[:4]
    return _short(head, 0) in _OLDER_MAGIC and 0 < _short(head, 2) < _WORD_97


def open_word(source: Source) -> Word:
    """Open a Word document.

    Raises:
        UnreadableDocumentError: It is encrypted, damaged, truncated, or older than Word 97.
    """
    compound = Compound(source)
    main = compound.stream("WordDocument")
    if len(main) < _PAIRS or _short(main, 0) not in _OLDER_MAGIC:
        source.refuse("The file is damaged or truncated: its head is no Word document's.", _AGAIN)
    flags = _short(main, 0x0A)
    if _short(main, 2) < _WORD_97:
        source.refuse("It is a document of Word 95 or older, which is not supported.", _OLD)
    if flags & _ENCRYPTED:
        source.refuse("It is encrypted.", "Save it again without a password.")
    tables = compound.stream("1Table" if flags & _SECOND_TABLE else "0Table")
    counts = [max(n, 0) for n in struct.unpack_from(f"<{_PARTS}i", main, _COUNTS)]
    pieces = _pieces(source, main, _table(main, tables, CLX))
    start = sum(counts[:-1])
    boxes = start, start + counts[-1]
    return Word(source, main, tables, compound.stream("Data"), pieces, counts[0], boxes)


def _table(main: bytes, tables: bytes, number: int) -> bytes:
    at = _PAIRS + 8 * number
    if len(main) < at + 8:
        return b""
    start, size = struct.unpack_from("<II", main, at)
    return tables[start : start + size]


def _short(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")


def _pieces(source: Source, main: bytes, clx: bytes) -> tuple[Piece, ...]:
    """The pieces of the text in their order (`Clx`, 2.9.38)."""
    at = 0
    while at + 3 <= len(clx) and clx[at] == _PRC:
        at += 3 + _short(clx, at + 1)
    if at >= len(clx) or clx[at] != _PCDT:
        source.refuse("The file is damaged or truncated: its text is not found.", _AGAIN)
    plc = clx[at + 5 : at + 5 + int.from_bytes(clx[at + 1 : at + 5], "little")]
    count = (len(plc) - 4) // (4 + _PCD)
    firsts = struct.unpack_from(f"<{max(count, 0) + 1}I", plc) if count > 0 else ()
    pieces = []
    total = 0
    for number in range(count):
        first, length = firsts[number], firsts[number + 1] - firsts[number]
        place = int.from_bytes(plc[4 * (count + 1) + _PCD * number + 2 :][:4], "little")
        total += max(length, 0)
        if length < 0 or total > MAX_TEXT:
            source.refuse("The file is damaged: the length of its text is none.", _AGAIN)
        pieces.append(_piece(main, first, length, place))
    if not any(piece.text for piece in pieces):
        source.refuse("The file is damaged or truncated: its text is not found.", _AGAIN)
    return tuple(pieces)


def _piece(main: bytes, first: int, length: int, place: int) -> Piece:
    if place & _COMPRESSED:
        offset = (place & ~_COMPRESSED) // 2
        text = main[offset : offset + length].decode("cp1252", "replace")
        return Piece(first, text, offset, 1)
    text = main[place : place + 2 * length].decode("utf-16-le", "surrogatepass")
    if len(text) < length:
        # A character beyond the first plane is one here and two there.
        text = "".join(
            chr(unit) for (unit,) in struct.iter_unpack("<H", _even(main[place:][: 2 * length]))
        )
    return Piece(first, text, place, 2)


def _even(data: bytes) -> bytes:
    return data[: len(data) // 2 * 2]
