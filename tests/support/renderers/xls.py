"""A disclosure as an old Excel workbook (BIFF8 in a compound file)."""

import struct
from collections.abc import Iterable, Sequence

from tests.support.renderers.blocks import Box
from tests.support.renderers.compound import compound_of
from tests.support.renderers.xlsx import sheets

Cell = tuple[int, int, str | float] | tuple[int, int, str | float, int]
"""Row, column, value, and the place of its style where it has another than the first."""


def xls(text: str) -> bytes:
    found = []
    for boxes in sheets(text):
        cells = [(box.row, box.column, box.text) for box in boxes if box.text]
        merged = [box for box in boxes if box.columns > 1 or box.rows > 1]
        found.append(sheet(cells, merged))
    return workbook(found)


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def sheet(cells: Iterable[Cell], merged: Sequence[Box] = ()) -> bytes:
    """The records of one sheet."""
    rows = b"".join(_cell(*cell) for cell in cells)
    areas = [
        struct.pack("<HHHH", b.row, b.row + b.rows - 1, b.column, b.column + b.columns - 1)
        for b in merged
    ]
    merges = record(0x00E5, struct.pack("<H", len(areas)) + b"".join(areas)) if areas else b""
    return _begin(0x0010) + rows + merges + record(0x000A)


def workbook(found: Sequence[bytes], styles: bytes = b"") -> bytes:
    """A workbook of sheets, each given as its records, and of the records of its styles."""
    names = [f"Sheet{place}" for place in range(1, len(found) + 1)]
    start = len(_globals(names, [0] * len(found), styles))
    places = [start + sum(map(len, found[:at])) for at in range(len(found))]
    return compound(_globals(names, places, styles) + b"".join(found))


def styled(codes: Sequence[str]) -> bytes:
    """The records of styles: the first has no format, each other one of `codes`."""
    formats = [
        record(0x041E, struct.pack("<HHB", 164 + at, len(code), 1) + code.encode("utf-16-le"))
        for at, code in enumerate(codes)
    ]
    numbers = [0, *(164 + at for at in range(len(codes)))]
    return b"".join(
        [*formats, *(record(0x00E0, struct.pack("<HH", 0, n) + b"\0" * 16) for n in numbers)]
    )


def compound(stream: bytes, name: str = "Workbook") -> bytes:
    """A compound file of one stream."""
    return compound_of({name: stream})


def _globals(names: Sequence[str], places: Sequence[int], styles: bytes) -> bytes:
    tags = b"".join(
        record(0x0085, struct.pack("<IBBBB", place, 0, 0, len(name), 0) + name.encode())
        for name, place in zip(names, places, strict=True)
    )
    return _begin(0x0005) + record(0x0042, struct.pack("<H", 1200)) + styles + tags + record(0x000A)


def _begin(kind: int) -> bytes:
    return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))


def _cell(row: int, column: int, value: str | float, style: int = 0) -> bytes:
    place = struct.pack("<HHH", row, column, style)
    if isinstance(value, str):
        text = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
        return record(0x0204, place + text)
    return record(0x0203, place + struct.pack("<d", value))
