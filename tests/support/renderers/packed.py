"""Archives of files: zip, tar, 7z (LZMA2 or as it is) and rar (as it is), from names and bytes."""

import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import partial

Files = Mapping[str, bytes]


def zipped(files: Files, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return buffer.getvalue()


def zipped_in_gbk(files: Files) -> bytes:
    """A zip archive whose names are in GB18030 and do not say so, as Chinese Windows makes them."""
    plain = {f"{at:04}": data for at, data in enumerate(files.values())}
    data = zipped(plain, zipfile.ZIP_STORED)
    for short, name in zip(plain, files, strict=True):
        own = name.encode("gb18030")
        assert len(own) >= len(short), "made for names of four bytes and more"
        data = _renamed(data, short.encode(), own)
    return data


def _renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    """An archive with a member under a longer name."""
    more = len(new) - len(old)
    at = data.index(old)
    data = data[:at] + new + data[at + len(old) :]
    data = data[: at - 4] + struct.pack("<H", len(new)) + data[at - 2 :]
    end = data.rindex(b"PK\x05\x06")
    size, start = struct.unpack_from("<II", data, end + 12)
    start += more
    entries = data[start : start + size]
    place = entries.index(old, 0)
    head = bytearray(entries[:place])
    struct.pack_into("<H", head, place - 46 + 28, len(new))
    entries = bytes(head) + new + entries[place + len(old) :]
    entries = _moved(entries, at - 30, more)
    ending = bytearray(data[end:])
    struct.pack_into("<II", ending, 12, len(entries), start)
    return data[:start] + entries + bytes(ending)


def _moved(entries: bytes, behind: int, more: int) -> bytes:
    """A directory whose members behind a place lie so many bytes further on."""
    changed, at = bytearray(entries), 0
    while at < len(changed):
        lengths = struct.unpack_from("<HHH", changed, at + 28)
        place = struct.unpack_from("<I", changed, at + 42)[0]
        struct.pack_into("<I", changed, at + 42, place + more if place > behind else place)
        at += 46 + sum(lengths)
    return bytes(changed)


def tarred(files: Files, mode: str = "w:") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def seven_zipped(files: Files, *, coders: bytes = b"", is_packed: bool = True) -> bytes:
    """A 7z archive of one folder; `coders` stands in the place of what it says of its method."""
    whole = b"".join(files.values())
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 20}]
    packed = lzma.compress(whole, lzma.FORMAT_RAW, filters=filters) if is_packed else whole
    # One coder: LZMA2 with the size of its dictionary, or none (Copy).
    coders = coders or (b"\x01\x21\x21\x01\x10" if is_packed else b"\x01\x01\x00")
    sizes = b"".join(_number(len(data)) for data in list(files.values())[:-1])
    streams = b"\x06" + _number(0) + _number(1) + b"\x09" + _number(len(packed)) + b"\0"
    streams += b"\x07\x0b" + _number(1) + b"\0" + coders + b"\x0c" + _number(len(whole)) + b"\0"
    streams += b"\x08\x0d" + _number(len(files)) + b"\x09" + sizes + b"\0"
    names = b"\0" + b"".join(name.encode("utf-16-le") + b"\0\0" for name in files)
    listed = _number(len(files)) + b"\x11" + _number(len(names)) + names + b"\0"
    header = b"\x01\x04" + streams + b"\0" + b"\x05" + listed + b"\0"
    start = struct.pack("<QQI", len(packed), len(header), zlib.crc32(header))
    head = b"7z\xbc\xaf\x27\x1c\0\x04" + struct.pack("<I", zlib.crc32(start)) + start
    return head + packed + header


def _number(value: int) -> bytes:
    """A number of the format, in as many bytes as it takes."""
    if value < 0x80:
        return bytes([value])
    return b"\xff" + struct.pack("<Q", value)


def rared(files: Files) -> bytes:
    """A rar archive (version 4) of files that are not packed."""
    data = b"Rar!\x1a\x07\x00" + _block(0x73, 0, b"\0" * 6)
    for name, content in files.items():
        own = name.encode("ascii", "replace") + b"\0" + _rar_name(name)
        about = struct.pack("<IIBIIBBHI", len(content), len(content), 3, zlib.crc32(content),
                            0x5821_0000, 20, 0x30, len(own), 0o100644)  # fmt: skip
        data += _block(0x74, 0x8200, about + own) + content
    return data + _block(0x7B, 0x4000, b"")


def _rar_name(name: str) -> bytes:
    """A name as pairs of bytes: flags for four characters, then each with both its bytes."""
    coded = b"\0"
    for at in range(0, len(name), 4):
        part = name[at : at + 4]
        coded += bytes([0xAA & 0xFF << 8 - 2 * len(part)]) + part.encode("utf-16-le")
    return coded


def _block(kind: int, flags: int, data: bytes) -> bytes:
    whole = struct.pack("<BHH", kind, flags, 7 + len(data)) + data
    return struct.pack("<H", zlib.crc32(whole) & 0xFFFF) + whole


ARCHIVES: dict[str, Callable[[Files], bytes]] = {
    "zip": zipped,
    "tar": tarred,
    "tar.gz": partial(tarred, mode="w:gz"),
    "tgz": partial(tarred, mode="w:gz"),
    "tar.bz2": partial(tarred, mode="w:bz2"),
    "tar.xz": partial(tarred, mode="w:xz"),
    "7z": seven_zipped,
}
