"""Compound files ([MS-CFB]) of a few streams."""

import struct
from collections.abc import Mapping

SECTOR = 512
FREE, END, IS_FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SMALLEST = 4096
"""Streams below this lie in a stream of their own kind; ours are padded instead."""

_ENTRY = 128
_HEAD_FATS = 109


def compound_of(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of these streams."""
    padded = {name: _whole(data.ljust(SMALLEST, b"\0")) for name, data in streams.items()}
    entries = [("Root Entry", 5, (1 if streams else FREE, FREE), END, 0)]
    directory_sectors = -(-(len(streams) + 1) * _ENTRY // SECTOR)
    count = sum(len(data) for data in padded.values()) // SECTOR + directory_sectors
    fats = 1
    while fats * SECTOR // 4 < count + fats:
        fats += 1
    # FAT sectors first, then the directory, then the streams.
    chain = [IS_FAT] * fats + _chained(fats, directory_sectors)
    at = fats + directory_sectors
    for number, (name, data) in enumerate(padded.items(), start=1):
        beside = number + 1 if number < len(padded) else FREE
        entries.append((name, 2, (FREE, beside), at, len(data)))
        chain += _chained(at, len(data) // SECTOR)
        at += len(data) // SECTOR
    chain += [FREE] * (fats * SECTOR // 4 - len(chain))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 16
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, fats, fats, 0, SMALLEST, END, 0, END, 0)
    header += struct.pack(f"<{_HEAD_FATS}I", *range(fats), *[FREE] * (_HEAD_FATS - fats))
    directory = b"".join(_entry(*entry) for entry in entries)
    directory = directory.ljust(directory_sectors * SECTOR, b"\0")
    table = struct.pack(f"<{len(chain)}I", *chain)
    return header + table + directory + b"".join(padded.values())


def _whole(data: bytes) -> bytes:
    return data + b"\0" * (-len(data) % SECTOR)


def _chained(start: int, count: int) -> list[int]:
    return [start + n + 1 for n in range(count - 1)] + [END]


def _entry(name: str, kind: int, links: tuple[int, int], start: int, size: int) -> bytes:
    """An entry of the directory; `links` are its child and its neighbour."""
    child, beside = links
    text = name.encode("utf-16-le") + b"\0\0"
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text), kind, 1, FREE, beside, child)
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )
