"""The members of zip, tar and what `bsdtar` opens; 7z has a module of its own."""

import lzma
import shutil
import stat
import struct
import subprocess
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from ingest.reading.packed.bounds import (
    AGAIN,
    LOCKED,
    MAX_MEMBERS,
    Member,
    MemberError,
    RefusedError,
)

PROGRAM = "bsdtar"
"""From libarchive: it opens rar, and 7z packed by methods that Python lacks."""

_ENCRYPTED = 0x1
_UTF8 = 0x800
_FAULTS = (
    zipfile.BadZipFile,
    tarfile.TarError,
    lzma.LZMAError,
    zlib.error,
    struct.error,
    EOFError,
    OverflowError,
    TypeError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    IndexError,
    KeyError,
)


def zip_members(path: Path) -> Iterator[Member]:
    """The members of a zip archive, their names in GB18030 where they are not in UTF-8.

    Raises:
        RefusedError: It is damaged, truncated or encrypted.
    """
    try:
        archive = zipfile.ZipFile(path)
        found = archive.infolist()
    except (*_FAULTS, OSError) as error:
        raise RefusedError(
            f"The archive is damaged or truncated ({said(error)}).", AGAIN
        ) from error
    if len(found) > 2 * MAX_MEMBERS:
        # Folders are not members; there are never more of them than files.
        raise RefusedError(f"The archive has more than {MAX_MEMBERS} members.", AGAIN)
    with archive:
        for info in found:
            if info.filename.endswith("/"):
                continue
            if info.flag_bits & _ENCRYPTED:
                raise RefusedError("The archive is encrypted.", LOCKED)
            name = _zip_name(info)
            if stat.S_ISLNK(info.external_attr >> 16):
                yield Member(name, None)
                continue
            yield Member(name, _Guarded(archive, info))


class _Guarded:
    """A member of a zip archive, opened when it is first read; damage to it affects no other."""

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
        self._archive, self._info = archive, info
        self._stream: IO[bytes] | None = None

    def read(self, size: int) -> bytes:
        """As `IO.read`.

        Raises:
            MemberError: It is damaged, or packed in an unknown way.
        """
        try:
            if self._stream is None:
                self._stream = self._archive.open(self._info)
            return self._stream.read(size)
        except (*_FAULTS, OSError) as error:
            raise MemberError(f"It is damaged in its archive ({said(error)}).", AGAIN) from error


def _zip_name(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        data = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def tar_members(file: IO[bytes]) -> Iterator[Member]:
    """The members of a tar archive, packed by gzip, bzip2 or xz or not, read once from the front.

    Raises:
        RefusedError: It is damaged or truncated, or no tar archive.
    """
    try:
        with tarfile.open(fileobj=file, mode="r|*", encoding="gb18030") as archive:
            for info in archive:
                if info.isdir():
                    continue
                stream = archive.extractfile(info) if info.isreg() else None
                yield Member(_tar_name(info.name), stream and _Streamed(stream))
    except (*_FAULTS, OSError) as error:
        raise RefusedError(
            f"The archive is damaged or truncated ({said(error)}).", AGAIN
        ) from error


class _Streamed:
    """A member of a tar archive; where it ends too soon the archive does."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def read(self, size: int) -> bytes:
        """As `IO.read`.

        Raises:
            RefusedError: The archive is damaged or truncated.
        """
        try:
            return self._stream.read(size)
        except (*_FAULTS, OSError) as error:
            raise _damaged(error) from error


def _tar_name(name: str) -> str:
    """A name that is UTF-8, as most are, where it was read as GB18030."""
    try:
        return name.encode("gb18030", "surrogateescape").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return name


def program_members(path: Path, what: str) -> Iterator[Member]:
    """The members of an archive that libarchive opens, handed on as a tar archive.

    Raises:
        RefusedError: The program is not there, or the archive is damaged or encrypted.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        raise RefusedError(
            f"It is {what}, which {PROGRAM} opens, and that is not installed.",
            f"Install {PROGRAM} (Debian: libarchive-tools), or unpack it and name what it holds.",
        )
    with tempfile.TemporaryFile() as errors:
        with subprocess.Popen(  # noqa: S603 - a program of the system; of the archive only its path
            [program, "-c", "-f", "-", "--format", "pax", f"@{path.resolve()}"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
        ) as running:
            assert running.stdout is not None
            try:
                yield from tar_members(running.stdout)
            except RefusedError as error:
                running.kill()
                running.wait()
                raise _failed(errors, str(error)) from error
            except BaseException:
                running.kill()
                raise
        if running.returncode:
            raise _failed(errors, "its end is missing")


def _failed(errors: IO[bytes], said_of: str) -> RefusedError:
    errors.seek(0)
    told = errors.read(2_000).decode("utf-8", "replace")
    if "ncrypt" in told or "assphrase" in told:
        return RefusedError("The archive is encrypted.", LOCKED)
    lines = [line for line in told.splitlines() if line.strip()]
    reason = lines[-1].rpartition(":")[2].strip() if lines else said_of
    return _damaged(reason)


def _damaged(reason: object) -> RefusedError:
    return RefusedError(f"The archive is damaged or truncated ({said(reason)}).", AGAIN)


def said(text: object) -> str:
    """Text from the archive itself, shortened and made printable for a message."""
    return "".join(char if char.isprintable() else "?" for char in str(text)[:80])
