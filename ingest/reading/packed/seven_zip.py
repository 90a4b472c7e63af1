"""The members of 7z archives, by 7zFormat.txt of the LZMA SDK, through Python's own decoders.

Supported are the methods that 7-Zip uses by default (LZMA2, LZMA), Deflate, BZip2, Delta and Copy;
any other is left to libarchive.
"""

import bz2
import lzma
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Protocol

from ingest.reading.packed.bounds import AGAIN, MAX_UNPACKED, Member, RefusedError
from ingest.reading.packed.seven_zip_directory import (
    START,
    File,
    Folder,
    Header,
    UnknownMethodError,
    files,
    streams,
)

_MAX_HEADER = 32 * 1024 * 1024
_MAX_DICTIONARY = 256 * 1024 * 1024
_CHUNK = 256 * 1024
_END, _HEADER, _STREAMS, _FILES, _ENCODED = 0x00, 0x01, 0x04, 0x05, 0x17


class _Decoder(Protocol):
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


def seven_zip_members(path: Path) -> Iterator[Member]:
    """The members of a 7z archive.

    Raises:
        RefusedError: It is damaged, truncated or encrypted.
        UnknownMethodError: It is packed by an unknown method; nothing has been yielded yet.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(START)
        if len(head) < START:
            raise RefusedError("The archive is truncated.", AGAIN)
        offset, length, crc = struct.unpack_from("<QQI", head, 12)
        if START + offset + length > size or length > _MAX_HEADER:
            raise RefusedError("The archive is truncated: its directory is missing.", AGAIN)
        file.seek(START + offset)
        data = file.read(length)
        if zlib.crc32(data) != crc:
            raise RefusedError("The archive is damaged: its directory is not as written.", AGAIN)
        folders, names = _directory(file, data)
        for folder in folders:
            _decoder(folder)
        yield from _members(file, folders, names)


def _directory(file: IO[bytes], data: bytes) -> tuple[list[Folder], list[File]]:
    """The folders of an archive; of each file its name, whether it has bytes, and is a file."""
    folders: list[Folder] = []
    for _ in range(4):
        header = Header(data)
        kind = header.byte() if data else _END
        if kind != _ENCODED:
            break
        # A directory that is packed itself.
        folder = next(iter(streams(header)), None)
        if folder is None or not folder.sizes or folder.sizes[-1] > _MAX_HEADER:
            raise RefusedError("The archive is damaged: its directory is none.", AGAIN)
        data = _Unpacked(file, folder).read(folder.sizes[-1])
    if kind != _HEADER:
        return [], []
    names: list[File] = []
    while (kind := header.byte()) != _END:
        if kind == _STREAMS:
            folders = streams(header)
        elif kind == _FILES:
            names = files(header)
        else:
            raise RefusedError("The archive is damaged: its directory is none.", AGAIN)
    return folders, names


def _members(file: IO[bytes], folders: list[Folder], names: list[File]) -> Iterator[Member]:
    sizes = ((folder, size) for folder in folders for size in folder.files)
    open_folder: Folder | None = None
    unpacked: _Unpacked | None = None
    for name, has_bytes, is_file in names:
        if not has_bytes:
            continue
        folder, size = next(sizes, (None, 0))
        if folder is None:
            raise RefusedError("The archive is damaged: it lacks the bytes of a file.", AGAIN)
        if folder is not open_folder or unpacked is None:
            unpacked, open_folder = _Unpacked(file, folder), folder
        part = _Part(unpacked, size)
        yield Member(name, part if is_file else None)
        part.skip()


class _Part:
    """The next so many bytes of a folder: those of one file."""

    def __init__(self, unpacked: "_Unpacked", size: int) -> None:
        self._unpacked, self._left = unpacked, size

    def read(self, size: int) -> bytes:
        data = self._unpacked.read(min(size, self._left))
        self._left -= len(data)
        return data

    def skip(self) -> None:
        """Skip what was not read."""
        while self._left:
            self.read(_CHUNK)


class _Unpacked:
    """The bytes of a folder, unpacked as they are read."""

    def __init__(self, file: IO[bytes], folder: Folder) -> None:
        self._file, self._at, self._left = file, folder.start, folder.packed
        self._decoders = _decoder(folder)
        self._ready = bytearray()

    def read(self, size: int) -> bytes:
        """So many bytes.

        Raises:
            RefusedError: The archive ends before.
        """
        while len(self._ready) < size:
            more = self._more(max(size - len(self._ready), 1))
            if not more and not self._left:
                raise RefusedError("The archive is truncated: a file in it ends too soon.", AGAIN)
            self._ready += more
        data = bytes(self._ready[:size])
        del self._ready[:size]
        return data

    def _more(self, wanted: int) -> bytes:
        needs = getattr(self._decoders, "needs_input", True)
        data = b""
        if needs and self._left:
            self._file.seek(self._at)
            data = self._file.read(min(_CHUNK, self._left))
            if not data:
                raise RefusedError("The archive is truncated.", AGAIN)
            self._at += len(data)
            self._left -= len(data)
        try:
            return self._decoders.decompress(data, min(wanted, MAX_UNPACKED))
        except (lzma.LZMAError, zlib.error, EOFError, OSError, ValueError) as error:
            raise RefusedError(
                "The archive is damaged: a file in it cannot be unpacked.", AGAIN
            ) from error


class _Copy:
    needs_input = True

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:  # noqa: ARG002 - as others
        return data


class _Deflate:
    """zlib's decoder, which gives back what it was not asked to unpack yet."""

    def __init__(self) -> None:
        self._decoder = zlib.decompressobj(-15)

    @property
    def needs_input(self) -> bool:
        return not self._decoder.unconsumed_tail

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        return self._decoder.decompress(self._decoder.unconsumed_tail + data, max_length)


_SINGLE: dict[bytes, Callable[[], _Decoder]] = {
    b"\x00": _Copy,
    b"\x04\x01\x08": _Deflate,
    b"\x04\x02\x02": bz2.BZ2Decompressor,
}


def _decoder(folder: Folder) -> _Decoder:
    """What unpacks a folder.

    Raises:
        UnknownMethodError: Python has no decoder for it.
        RefusedError: It asks for more memory than any archive does.
    """
    if len(folder.coders) == 1 and (single := _SINGLE.get(folder.coders[0][0])):
        return single()
    filters = [_filter(method, properties) for method, properties in folder.coders]
    ids = [one["id"] for one in filters]
    # LZMA without an end mark leaves bytes in a filter before it.
    if not ids or (len(ids) > 1 and ids[-1] != lzma.FILTER_LZMA2):
        raise UnknownMethodError
    if filters[-1].get("dict_size", 0) > _MAX_DICTIONARY:
        raise RefusedError("The archive needs more memory to unpack than any does.", AGAIN)
    try:
        return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters)
    except (lzma.LZMAError, ValueError) as error:
        raise UnknownMethodError from error


def _filter(method: bytes, properties: bytes) -> dict[str, int]:
    """A method as Python's decoder of LZMA names it."""
    if method == b"\x21" and len(properties) == 1:
        bits = properties[0] & 0x3F
        size = 0xFFFFFFFF if bits >= 40 else (2 | bits & 1) << bits // 2 + 11  # noqa: PLR2004
        return {"id": lzma.FILTER_LZMA2, "dict_size": size}
    if method == b"\x03\x01\x01" and len(properties) == 5:  # noqa: PLR2004 - as LZMA writes them
        rest, lc = divmod(properties[0], 9)
        pb, lp = divmod(rest, 5)
        size = max(int.from_bytes(properties[1:], "little"), 4096)
        return {"id": lzma.FILTER_LZMA1, "dict_size": size, "lc": lc, "lp": lp, "pb": pb}
    if method == b"\x03" and len(properties) == 1:
        return {"id": lzma.FILTER_DELTA, "dist": properties[0] + 1}
    if method == b"\x03\x03\x01\x03":
        return {"id": lzma.FILTER_X86}
    raise UnknownMethodError
