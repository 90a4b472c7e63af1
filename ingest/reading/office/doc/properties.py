"""Properties of paragraphs and characters: formatted disk pages ([MS-DOC] 2.9.33) and their sprms.

A page of 512 bytes lists runs of the file with their properties. Only those are read that make
tables, break pages, hide text or mark it as deleted.
"""

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ingest.reading.office.doc.fib import CHPX, PAPX, Word

MAX_COLUMNS = 63
"""Columns that a row may have ([MS-DOC] 2.9.323)."""

_PAGE = 512
_PAGE_NUMBER = 0x3FFFFF
_BX_PAP = 13
_CELL = 20
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_VARIABLE = 6
_DEF_TABLE, _CHANGE_TABS = 0xD608, 0xC615
_HUGE = {0x6645, 0x6646}
_IN_TABLE, _ROW_END, _DEPTH = 0x2416, 0x2417, 0x6649
_INNER_CELL, _INNER_ROW_END, _PAGE_BREAK = 0x244B, 0x244C, 0x2407
_MERGE, _VERTICAL_MERGE = 0x5624, 0xD62B
_SWITCHES = {_IN_TABLE, _ROW_END, _DEPTH, _INNER_CELL, _INNER_ROW_END, _PAGE_BREAK}
_MERGES = {_MERGE, _VERTICAL_MERGE}
_UNSEEN = {0x0800, 0x083C}
"""Characters deleted by a tracked change (`sprmCFRMarkDel`), and hidden (`sprmCFVanish`)."""

_ON = {0x01, 0x81}

Run = tuple[int, int, bytes]
"""First byte of a run in the file, the one after it, and its properties."""


@dataclass(slots=True)
class Cell:
    """A cell of a row as the row defines it: where it ends, and what it is merged with."""

    end: int
    is_of_left: bool = False
    is_of_above: bool = False


@dataclass(slots=True)
class Paragraph:
    """What is known of a paragraph: how deep in tables it is, and what of them it ends."""

    depth: int = 0
    is_row_end: bool = False
    is_cell_end: bool = False
    breaks_page: bool = False
    start: int = 0
    cells: tuple[Cell, ...] = ()


class Runs:
    """Runs of the file by their places."""

    def __init__(self, runs: list[Run]) -> None:
        """Sort them."""
        self._runs = sorted(runs, key=lambda run: run[0])
        self._starts = [run[0] for run in self._runs]

    def at(self, offset: int) -> bytes:
        """The properties of the run that a byte of the file is in."""
        found = bisect_right(self._starts, offset) - 1
        if found >= 0 and offset < self._runs[found][1]:
            return self._runs[found][2]
        return b""

    def within(self, start: int, end: int) -> Iterator[Run]:
        """The runs that share a byte with a stretch of the file."""
        for run in self._runs[max(bisect_right(self._starts, start) - 1, 0) :]:
            if run[0] >= end:
                return
            if run[1] > start:
                yield run


def paragraph_runs(word: Word) -> Runs:
    """The properties of paragraphs: a style's number and sprms."""
    return Runs(list(_runs(word, PAPX, _papx, _BX_PAP)))


def unseen_runs(word: Word) -> Runs:
    """The runs of characters that are deleted or hidden."""
    found = _runs(word, CHPX, _chpx, 1)
    return Runs([run for run in found if any(_is_unseen(*sprm) for sprm in _sprms(run[2]))])


def _is_unseen(code: int, operand: bytes) -> bool:
    return code in _UNSEEN and operand[:1] != b"" and operand[0] in _ON


def _runs(word: Word, number: int, read: Callable[[bytes, int], bytes], step: int) -> Iterator[Run]:
    """The runs of all pages of a kind, as the table of these pages (`PlcBte`) lists them."""
    plc = word.table(number)
    count = max((len(plc) - 4) // 8, 0)
    for (page,) in struct.iter_unpack("<I", plc[4 * (count + 1) : 4 * (count + 1) + 4 * count]):
        start = (page & _PAGE_NUMBER) * _PAGE
        data = word.main[start : start + _PAGE]
        if len(data) < _PAGE:
            continue
        runs = data[-1]
        if 4 * (runs + 1) + step * runs >= _PAGE:
            continue
        places = struct.unpack_from(f"<{runs + 1}I", data)
        for at in range(runs):
            offset = 2 * data[4 * (runs + 1) + step * at]
            yield places[at], places[at + 1], read(data, offset) if offset else b""


def _papx(data: bytes, at: int) -> bytes:
    """The sprms of a paragraph without the number of its style (`PapxInFkp`, 2.9.176)."""
    size = data[at]
    if size:
        return data[at + 3 : at + 2 * size]
    return data[at + 4 : at + 2 + 2 * data[at + 1]] if at + 1 < len(data) else b""


def _chpx(data: bytes, at: int) -> bytes:
    return data[at + 1 : at + 1 + data[at]]


def _sprms(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The single properties with their operands (`Sprm`, 2.6)."""
    at = 0
    while at + 2 < len(data):
        code = int.from_bytes(data[at : at + 2], "little")
        at += 2
        kind = code >> 13
        if kind != _VARIABLE:
            size, head = _SIZES[kind], 0
        elif code == _DEF_TABLE:
            # Its size is one more than the number of bytes that follow.
            size, head = int.from_bytes(data[at : at + 2], "little") - 1, 2
        else:
            size, head = data[at], 1
            if code == _CHANGE_TABS and size == 0xFF:  # noqa: PLR2004 - as [MS-DOC] 2.6.2 has it
                return
        if size < 0:
            return
        yield code, data[at + head : at + head + size]
        at += head + size


def paragraph_of(word: Word, data: bytes) -> Paragraph:
    """What the properties of a paragraph say of it.

    Args:
        word: The document, whose data stream holds properties that are too long for a page.
        data: The sprms of the paragraph.
    """
    found = Paragraph()
    switches: dict[int, int] = {}
    for code, operand in _with_huge(word, data):
        if code == _DEF_TABLE:
            found.start, found.cells = _defined(operand)
        elif code in _MERGES and len(operand) > 1:
            _merge(found.cells, code, operand)
        elif code in _SWITCHES:
            switches[code] = int.from_bytes(operand[:4], "little")
    found.depth = max(switches.get(_DEPTH, 0), 1) if switches.get(_IN_TABLE) else 0
    found.is_row_end = bool(switches.get(_ROW_END) or switches.get(_INNER_ROW_END))
    found.is_cell_end = bool(switches.get(_INNER_CELL))
    found.breaks_page = bool(switches.get(_PAGE_BREAK))
    return found


def _merge(cells: Sequence[Cell], code: int, operand: bytes) -> None:
    """Mark cells as merged to the left, from the second to the one before, or with that above."""
    if code == _MERGE:
        for cell in cells[operand[0] + 1 : operand[1]]:
            cell.is_of_left = True
    else:
        for cell in cells[operand[0] : operand[0] + 1]:
            cell.is_of_above = operand[1] == 1


def _with_huge(word: Word, data: bytes) -> Iterator[tuple[int, bytes]]:
    """The properties of a paragraph, those that lie in the data stream in their place."""
    for code, operand in _sprms(data):
        if code in _HUGE:
            at = int.from_bytes(operand, "little")
            size = int.from_bytes(word.data[at : at + 2], "little")
            yield from _sprms(word.data[at + 2 : at + 2 + size])
        else:
            yield code, operand


def _defined(operand: bytes) -> tuple[int, tuple[Cell, ...]]:
    """Where a row begins, and its cells (`TDefTableOperand`, 2.9.316), in twentieths of a point."""
    count = operand[0] if operand else 0
    if not 0 < count <= MAX_COLUMNS or len(operand) < 1 + 2 * (count + 1):
        return 0, ()
    start, *ends = struct.unpack_from(f"<{count + 1}h", operand, 1)
    cells = []
    for number, end in enumerate(ends):
        at = 1 + 2 * (count + 1) + _CELL * number
        flags = int.from_bytes(operand[at : at + 2], "little")
        cells.append(Cell(end, flags & 3 == 1, flags >> 5 & 3 == 1))
    return start, tuple(cells)
