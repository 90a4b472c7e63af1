"""The directory of a 7z archive, by 7zFormat.txt of the LZMA SDK: its folders and files."""

from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.reading.packed.bounds import AGAIN, LOCKED, MAX_MEMBERS, RefusedError

START = 32
"""Bytes before the first packed ones."""

_AES = b"\x06\xf1\x07\x01"
_END = 0x00
_PACK, _UNPACK, _SUB, _SIZES, _CRC, _FOLDER = 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B
_CODER_SIZES, _COUNTS, _EMPTY, _NAMES, _ATTRIBUTES = 0x0C, 0x0D, 0x0E, 0x11, 0x15
_LINK, _UNIX, _TYPE = 0xA000, 0x8000, 0xF000


class File(NamedTuple):
    """A file of an archive: its name, whether it has bytes, and whether it is not a link."""

    name: str
    has_bytes: bool
    is_file: bool


class UnknownMethodError(Exception):
    """A method that Python has no decoder for."""


@dataclass(slots=True)
class Folder:
    """A run of packed bytes, the coders that unpack it, and the sizes of the files in it."""

    coders: list[tuple[bytes, bytes]]
    sizes: list[int] = field(default_factory=list)
    files: list[int] = field(default_factory=list)
    packed: int = 0
    start: int = 0


class Header:
    """A header being read: numbers of the format, and no byte beyond its end."""

    def __init__(self, data: bytes) -> None:
        """Begin at its first byte."""
        self._data, self._at = data, 0

    def take(self, count: int) -> bytes:
        """The next so many bytes.

        Raises:
            RefusedError: There are not so many.
        """
        end = self._at + count
        if count < 0 or end > len(self._data):
            raise RefusedError("The archive is damaged: its directory ends too soon.", AGAIN)
        self._at, start = end, self._at
        return self._data[start:end]

    def byte(self) -> int:
        """The next byte."""
        return self.take(1)[0]

    def number(self) -> int:
        """A number of one to nine bytes: the first one says by its high bits how many follow."""
        first, mask, value = self.byte(), 0x80, 0
        for shift in range(8):
            if not first & mask:
                return value | (first & (mask - 1)) << 8 * shift
            value |= self.byte() << 8 * shift
            mask >>= 1
        return value

    def count(self) -> int:
        """A number that may be one of members.

        Raises:
            RefusedError: It is more than bounds allow.
        """
        found = self.number()
        if found > 4 * MAX_MEMBERS:
            raise RefusedError(f"The archive has more than {MAX_MEMBERS} members.", AGAIN)
        return found

    def bits(self, count: int) -> list[bool]:
        """So many bits, the highest of a byte first."""
        data = self.take((count + 7) // 8)
        return [bool(data[at // 8] & 0x80 >> at % 8) for at in range(count)]

    def defined(self, count: int) -> list[bool]:
        """Which of several are present: all, or those of a list."""
        return [True] * count if self.byte() else self.bits(count)


def streams(header: Header) -> list[Folder]:
    """The folders that a part of the directory describes."""
    start, sizes, folders = 0, list[int](), list[Folder]()
    while (kind := header.byte()) != _END:
        if kind == _PACK:
            start, sizes = _pack_info(header)
        elif kind == _UNPACK:
            folders = _unpack_info(header)
        elif kind == _SUB:
            _sub_info(header, folders)
        else:
            raise RefusedError("The archive is damaged: its directory is none.", AGAIN)
    at = START + start
    for folder, packed in zip(folders, sizes, strict=False):
        folder.start, folder.packed = at, packed
        folder.files = folder.files or folder.sizes[-1:]
        at += packed
    return folders


def _pack_info(header: Header) -> tuple[int, list[int]]:
    start, count = header.number(), header.count()
    sizes: list[int] = []
    while (kind := header.byte()) != _END:
        if kind == _SIZES:
            sizes = [header.number() for _ in range(count)]
        else:
            _skip_digests(header, count)
    return start, sizes


def _skip_digests(header: Header, count: int) -> None:
    header.take(4 * sum(header.defined(count)))


def _unpack_info(header: Header) -> list[Folder]:
    if header.byte() != _FOLDER:
        raise RefusedError("The archive is damaged: its directory is none.", AGAIN)
    count = header.count()
    if header.byte():
        raise UnknownMethodError
    folders = [_folder(header) for _ in range(count)]
    while (kind := header.byte()) != _END:
        if kind == _CODER_SIZES:
            for folder in folders:
                folder.sizes = [header.number() for _ in folder.coders]
                # Coders are bound one after the other; the first one gives the files' bytes.
                folder.sizes.reverse()
        else:
            _skip_digests(header, count)
    return folders


def _folder(header: Header) -> Folder:
    coders = []
    count = header.count()
    for _ in range(count):
        flags = header.byte()
        method = header.take(flags & 0x0F)
        if flags & 0x10:
            raise UnknownMethodError
        coders.append((method, header.take(header.count()) if flags & 0x20 else b""))
    if any(method == _AES for method, _ in coders):
        raise RefusedError("The archive is encrypted.", LOCKED)
    for at in range(count - 1):
        if (header.number(), header.number()) != (at, at + 1):
            raise UnknownMethodError
    return Folder(coders)


def _sub_info(header: Header, folders: list[Folder]) -> None:
    counts = [1] * len(folders)
    while (kind := header.byte()) != _END:
        if kind == _COUNTS:
            counts = [header.count() for _ in folders]
        elif kind == _SIZES:
            for folder, count in zip(folders, counts, strict=True):
                folder.files = [header.number() for _ in range(count - 1)]
                if count:
                    folder.files.append(folder.sizes[-1] - sum(folder.files))
        else:
            _skip_digests(header, sum(counts))
    for folder, count in zip(folders, counts, strict=True):
        if count and not folder.files:
            folder.files = folder.sizes[-1:]
        if count != len(folder.files) or min(folder.files, default=0) < 0:
            raise RefusedError("The archive is damaged: the sizes of its files are none.", AGAIN)


def files(header: Header) -> list[File]:
    """The files that the directory names, in the order of their bytes."""
    count = header.count()
    names, is_empty = [""] * count, [False] * count
    modes = [0] * count
    while (kind := header.byte()) != _END:
        data = Header(header.take(header.number()))
        if kind == _EMPTY:
            is_empty = data.bits(count)
        elif kind == _NAMES and not data.byte():
            names = [_name(data) for _ in range(count)]
        elif kind == _ATTRIBUTES:
            known_modes = data.defined(count)
            if not data.byte():
                modes = [
                    int.from_bytes(data.take(4), "little") if known else 0 for known in known_modes
                ]
    return [
        File(name, not empty, not _is_link(mode))
        for name, empty, mode in zip(names, is_empty, modes, strict=True)
    ]


def _is_link(mode: int) -> bool:
    return bool(mode & _UNIX) and mode >> 16 & _TYPE == _LINK


def _name(data: Header) -> str:
    units = bytearray()
    while (unit := data.take(2)) != b"\0\0":
        units += unit
    return units.decode("utf-16-le", "replace")
