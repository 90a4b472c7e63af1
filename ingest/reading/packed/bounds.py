"""What an archive may hold, and how its members are named and written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NamedTuple, Protocol

MAX_MEMBERS = 5_000
"""Files of an archive with those of the archives in it."""

MAX_MEMBER = 200 * 1024 * 1024
"""Bytes of one member: as many as the largest document may have."""

MAX_UNPACKED = 1024 * 1024 * 1024
"""Bytes of all members together."""

MAX_RATIO = 250
"""How much an archive may expand: text expands 5 to 20 times, a bomb a thousand times."""

_RATIO_FROM = 16 * 1024 * 1024
_CHUNK = 1024 * 1024
_MAX_NAME = 200
_DRIVE = re.compile(r"[A-Za-z]:")
_UNPRINTED = re.compile(r"[\x00-\x1f\x7f]")
_SYSTEM = {"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"}

AGAIN = "Download it again, or ask its publisher for the files."
LOCKED = "Ask for it without a password, or unpack it and name what it holds."
BOMB = "It is no archive of documents: delete it, or unpack it with care and name what it holds."


class RefusedError(Exception):
    """An archive, or a member of it, that is not unpacked: the problem and the remedy."""

    def __init__(self, problem: str, remedy: str) -> None:
        """Keep both."""
        super().__init__(problem)
        self.problem, self.remedy = problem, remedy


class Readable(Protocol):
    """What gives bytes piece by piece."""

    def read(self, size: int, /) -> bytes:
        """As many bytes as asked for, fewer at the end."""
        ...


class Member(NamedTuple):
    """A file of an archive: its name there, and its bytes; None if it is not a file."""

    name: str
    stream: Readable | IO[bytes] | None


@dataclass(slots=True)
class Unpacking:
    """An archive being unpacked: what is refused of it, and how much of the bounds it has used."""

    packed: int
    members: int = 0
    size: int = 0
    refused: list[tuple[str, str, str]] = field(default_factory=list)

    def write(self, members: Iterator[Member], folder: Path, prefix: str) -> list[Path]:
        """Write members below a folder, each under its own name.

        Args:
            members: The members in the order of the archive.
            folder: Where to.
            prefix: What stands before the name of a member that is told.

        Returns:
            The files written.

        Raises:
            RefusedError: There are more of them than bounds allow, or they are encrypted or cut.
        """
        written = []
        for member in members:
            self.members += 1
            if self.members > MAX_MEMBERS:
                raise BoundsError(f"The archive has more than {MAX_MEMBERS} members.", BOMB)
            try:
                parts = parts_of(member.name)
                if not parts or _SYSTEM.intersection(parts):
                    continue
                written.append(self._write(member.stream, folder.joinpath(*parts)))
            except MemberError as error:
                self.refused.append((prefix + _said(member.name), error.problem, error.remedy))
            except OSError as error:
                problem = f"It cannot be unpacked ({error.strerror or error})."
                self.refused.append((prefix + _said(member.name), problem, AGAIN))
        return written

    def _write(self, stream: Readable | IO[bytes] | None, path: Path) -> Path:
        if stream is None:
            raise MemberError(
                "It is a link or a device in its archive.", "Ask for the file itself."
            )
        if path.exists():
            raise MemberError("The archive holds two files of this name.", AGAIN)
        path.parent.mkdir(parents=True, exist_ok=True)
        size = 0
        try:
            with path.open("xb") as file:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    self._count(len(chunk), size)
                    file.write(chunk)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return path

    def _count(self, more: int, size: int) -> None:
        self.size += more
        if size > MAX_MEMBER:
            raise MemberError(f"It has more than {MAX_MEMBER} bytes unpacked.", BOMB)
        is_bomb = self.size > _RATIO_FROM and self.size > self.packed * MAX_RATIO
        if self.size > MAX_UNPACKED or is_bomb:
            raise BoundsError(f"The archive has {self.size} bytes and more unpacked: a bomb.", BOMB)


class BoundsError(RefusedError):
    """An archive that holds more than any of documents does."""


class MemberError(RefusedError):
    """A member that is not unpacked while the others are."""


def parts_of(name: str) -> list[str]:
    """The folders and the name of a member, each short enough for any file system.

    Raises:
        MemberError: It would lie outside of the archive.
    """
    plain = name.replace("\\", "/")
    parts = [part for part in plain.split("/") if part not in {"", "."}]
    if plain.startswith("/") or _DRIVE.match(plain) or ".." in parts:
        raise MemberError("Its name leads out of its archive.", "Unpack it and name the file.")
    return [_short(_UNPRINTED.sub("_", part)) for part in parts]


def _short(part: str) -> str:
    """A name within the bytes that file systems allow, its extension kept."""
    if len(part.encode("utf-8", "surrogateescape")) <= _MAX_NAME:
        return part
    stem, dot, ending = part.rpartition(".")
    is_ending = dot and len(ending) <= len("xhtml")
    stem, ending = (stem, dot + ending) if is_ending else (part, "")
    data = stem.encode("utf-8", "replace")[: _MAX_NAME - len(ending)]
    return data.decode("utf-8", "ignore") + ending


def _said(name: str) -> str:
    return _UNPRINTED.sub("?", name.replace("\\", "/"))[:_MAX_NAME]
