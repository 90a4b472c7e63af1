"""The number formats of an XLS workbook, which say how its figures are printed: 12.5 as 12.50.

Calamine gives the numbers of old workbooks as stored. This reads beside it, from the same bytes,
which format each numeric cell has (MS-CFB for the container, MS-XLS for BIFF8). It only ever adds:
where a file is damaged, or of an older kind, there are no formats and numbers stand as stored.
"""

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from ingest.reading.office.xlsx_survey import BUILT_IN, Sheet

MAX_CELLS = 500_000
"""Cells of which the format is kept; a workbook of more is refused elsewhere."""

MAX_RECORDS = 4_000_000
"""Records of all sheets together; a workbook of half a million cells has fewer."""

_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_HEADER = 512
_LAST_SECTOR = 0xFFFFFFFA
_ENTRY = 128
_MINI_SECTOR = 64
_ROOT = 5
_STREAMS = ("Workbook", "Book")
_BIFF8 = 0x0600
_BOF, _EOF, _FORMAT, _XF, _BOUNDSHEET, _FILEPASS = 0x0809, 0x000A, 0x041E, 0x00E0, 0x0085, 0x002F
_NUMBER, _RK, _MULRK, _FORMULA = 0x0203, 0x027E, 0x00BD, 0x0006

Chain = Sequence[int]


def xls_formats(data: bytes) -> dict[int, Sheet]:
    """The number formats of a workbook's cells.

    Args:
        data: The bytes of the file.

    Returns:
        What is known of each sheet, by its place from 0; nothing of a file that cannot be read.
    """
    try:
        stream = _stream(data)
        return _sheets(stream) if stream else {}
    except (struct.error, IndexError, UnicodeDecodeError, ValueError):
        return {}


@dataclass(frozen=True, slots=True)
class _Container:
    """A compound file: its bytes, the size of its sectors, and which sector follows which."""

    data: bytes
    sector: int
    fat: Chain

    def chained(self, start: int) -> bytes:
        """The bytes of a chain of sectors; one that runs in a circle is none."""
        parts: list[bytes] = []
        at = start
        while at < _LAST_SECTOR:
            if len(parts) > len(self.data) // self.sector:
                raise ValueError(at)
            parts.append(self.at(at))
            at = self.fat[at]
        return b"".join(parts)

    def at(self, sector: int) -> bytes:
        """The bytes of one sector."""
        begin = (sector + 1) * self.sector
        return self.data[begin : begin + self.sector]


def _stream(data: bytes) -> bytes:
    """The stream of records of the workbook."""
    if not data.startswith(_MAGIC):
        return b""
    shift = struct.unpack_from("<H", data, 30)[0]
    container = _Container(data, 1 << min(shift, 16), ())
    directory, _, cutoff, mini_start = struct.unpack_from("<4I", data, 48)
    container = _Container(data, container.sector, _fat(container))
    entries = list(_entries(container.chained(directory)))
    root = next((entry for entry in entries if entry[1] == _ROOT), None)
    for name, _, start, size in entries:
        if name in _STREAMS and size >= cutoff:
            return container.chained(start)[:size]
        if name in _STREAMS and root is not None:
            mini = container.chained(root[2])
            return _small(mini, _numbers(container.chained(mini_start)), start)[:size]
    return b""


def _fat(container: _Container) -> Chain:
    """Which sector follows which, from the sectors that the header and those behind it list."""
    listed = list(struct.unpack_from("<109I", container.data, 76))
    at, more_sectors = struct.unpack_from("<2I", container.data, 68)
    for _ in range(min(more_sectors, len(container.data) // container.sector)):
        if at >= _LAST_SECTOR:
            break
        *more, at = _numbers(container.at(at))
        listed += more
    return _numbers(b"".join(container.at(sector) for sector in listed if sector < _LAST_SECTOR))


def _numbers(data: bytes) -> Chain:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _entries(directory: bytes) -> Iterator[tuple[str, int, int, int]]:
    """Name, kind, first sector and size of each entry of the directory."""
    for begin in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        entry = directory[begin : begin + _ENTRY]
        length = min(struct.unpack_from("<H", entry, 64)[0], 64)
        name = entry[: max(length - 2, 0)].decode("utf-16-le", "replace")
        start, size = struct.unpack_from("<2I", entry, 116)
        yield name, entry[66], start, size


def _small(data: bytes, fat: Chain, start: int) -> bytes:
    """A stream that lies in the small sectors of the root's."""
    parts: list[bytes] = []
    at = start
    while at < _LAST_SECTOR and len(parts) <= len(data) // _MINI_SECTOR:
        parts.append(data[at * _MINI_SECTOR : (at + 1) * _MINI_SECTOR])
        at = fat[at]
    return b"".join(parts)


def _records(stream: bytes, begin: int, spent: Iterator[int]) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the stream, up to its end; parts within it are left out.

    `spent` counts the records of all parts: sheets may claim to begin at the same place.
    """
    depth = 0
    at = begin
    while at + 4 <= len(stream):
        if next(spent) > MAX_RECORDS:
            raise ValueError(at)
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth < 1:
            return
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _sheets(stream: bytes) -> dict[int, Sheet]:
    codes: dict[int, str] = dict(BUILT_IN)
    styles: list[int] = []
    begins: list[int] = []
    spent = count()
    for kind, body in _records(stream, 0, spent):
        if kind == _FILEPASS or (kind == _BOF and struct.unpack_from("<H", body)[0] != _BIFF8):
            return {}
        if kind == _FORMAT:
            codes[struct.unpack_from("<H", body)[0]] = _text(body[2:])
        elif kind == _XF:
            styles.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _BOUNDSHEET:
            begins.append(struct.unpack_from("<I", body)[0])
    shown = {at: codes[number] for at, number in enumerate(styles) if codes.get(number)}
    left = MAX_CELLS
    sheets = {}
    for place, begin in enumerate(begins):
        sheets[place] = Sheet(formats=_formats(_records(stream, begin, spent), shown, left))
        left -= len(sheets[place].formats)
    return sheets


def _text(body: bytes) -> str:
    """A string as records hold it: its length, whether it is wide, its characters."""
    length, wide = struct.unpack_from("<HB", body)
    if wide & 1:
        return body[3 : 3 + 2 * length].decode("utf-16-le")
    return body[3 : 3 + length].decode("latin-1")


def _formats(
    records: Iterable[tuple[int, bytes]], shown: Mapping[int, str], most: int
) -> dict[tuple[int, int], str]:
    formats: dict[tuple[int, int], str] = {}
    for kind, body in records:
        for row, column, style in _cells(kind, body):
            if style in shown:
                formats[row, column] = shown[style]
        if len(formats) > most:
            raise ValueError(most)
    return formats


def _cells(kind: int, body: bytes) -> Iterator[tuple[int, int, int]]:
    """Row, column and style of the numeric cells of a record."""
    if kind in {_NUMBER, _RK, _FORMULA}:
        row, column, style = struct.unpack_from("<3H", body)
        yield row, column, style
    elif kind == _MULRK:
        row, first = struct.unpack_from("<2H", body)
        for place in range((len(body) - 6) // 6):
            yield row, first + place, struct.unpack_from("<H", body, 4 + 6 * place)[0]
