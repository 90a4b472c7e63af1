"""Which files are archives of files, by their first bytes; packed documents are not."""

from pathlib import Path
from typing import Literal

from ingest.reading.sniff import claimed_kind, is_package

Kind = Literal["zip", "tar", "7z", "rar"]

MAX_PACKAGE = 64 * 1024 * 1024
"""Bytes up to which a zip archive may be one document."""

_HEAD = 512
_USTAR_AT = 257
_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x1f\x8b", "tar"),
    (b"BZh", "tar"),
    (b"\xfd7zXZ", "tar"),
)


def archive_kind(path: Path) -> Kind | None:
    """The kind of archive that a file is, or claims to be; None for all others.

    One with the extension of a document is left to the readers, whose messages say more.

    Raises:
        OSError: It cannot be read.
    """
    if claimed_kind(path.name):
        return None
    with path.open("rb") as file:
        head = file.read(_HEAD)
        kind = next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)
        if kind is None and head[_USTAR_AT:].startswith(b"ustar"):
            return "tar"
        if kind == "zip" and path.stat().st_size <= MAX_PACKAGE:
            return None if is_package(head + file.read()) else "zip"
    return kind
