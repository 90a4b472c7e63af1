"""Unpacking an archive of files into a folder, in a separate process that may crash.

Run as a script with the archive and the folder: what became of it is written as JSON.
"""

import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from ingest.base.settings import CODE
from ingest.reading.children import run_child
from ingest.reading.packed.bounds import (
    MAX_MEMBER,
    BoundsError,
    Member,
    RefusedError,
    Unpacking,
)
from ingest.reading.packed.formats import program_members, tar_members, zip_members
from ingest.reading.packed.kinds import Kind, archive_kind
from ingest.reading.packed.seven_zip import seven_zip_members
from ingest.reading.packed.seven_zip_directory import UnknownMethodError
from ingest.reading.source import Source, source_name

MAX_ARCHIVE = 1024 * 1024 * 1024
"""Bytes of an archive as it is."""

MEMORY = 1024 * 1024 * 1024
SECONDS = 110
_CHILD = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    " from ingest.reading.packed.unpack import child; child()"
)
_AGAIN = "Unpack it and name what it holds."


def unpack(path: Path, folder: Path) -> list[tuple[str, str, str]]:
    """Unpack an archive, and the archives in it, below a folder.

    Args:
        path: The archive.
        folder: An empty folder, in which each file has the name that it has in the archive; an
            archive in it is a folder of its name.

    Returns:
        What is refused of it: the name of each member, the problem and the remedy; an archive in
        it that cannot be opened is named as a member is.

    Raises:
        UnreadableDocumentError: It is damaged, truncated, encrypted, or beyond the bounds.
    """
    source = Source(source_name(path), b"")
    if path.stat().st_size > MAX_ARCHIVE:
        source.refuse(f"The archive is larger than {MAX_ARCHIVE} bytes.", _AGAIN)
    arguments = ["-c", _CHILD, str(CODE), str(path), str(folder)]
    status, written, said = run_child(source, arguments, b"")
    if status:
        source.refuse(f"The archive cannot be unpacked ({said}).", _AGAIN)
    found: dict[str, Any] = json.loads(written)
    if found["whole"]:
        source.refuse(*found["whole"])
    return [(str(name), str(problem), str(remedy)) for name, problem, remedy in found["refused"]]


def child() -> None:
    """Unpack the archive of the second argument into the folder of the third."""
    _bound()
    sys.stdout.write(json.dumps(unpack_here(Path(sys.argv[2]), Path(sys.argv[3]))))


def unpack_here(path: Path, folder: Path) -> dict[str, Any]:
    """Unpack as `unpack` does, but in this process, which a hostile archive may crash.

    Returns:
        Why the archive as a whole is refused, if it is, under `whole`; what of it is, under
        `refused`.
    """
    unpacking = Unpacking(path.stat().st_size)
    whole = None
    try:
        kind = archive_kind(path)
        assert kind is not None
        written = unpacking.write(_members(kind, path), folder, "")
        for inner in written:
            _unpack_inner(unpacking, inner, folder)
    except RefusedError as error:
        whole = [error.problem, error.remedy]
    return {"whole": whole, "refused": unpacking.refused}


def _members(kind: Kind, path: Path) -> Iterator[Member]:
    if kind == "zip":
        yield from zip_members(path)
    elif kind == "rar":
        yield from program_members(path, "a rar archive")
    elif kind == "tar":
        with path.open("rb") as file:
            yield from tar_members(file)
    else:
        try:
            yield from seven_zip_members(path)
        except UnknownMethodError:
            yield from program_members(path, "a 7z archive in a rare method")


def _unpack_inner(unpacking: Unpacking, path: Path, folder: Path) -> None:
    """An archive in the archive becomes a folder of its name; one that cannot be opened is told."""
    kind = archive_kind(path)
    if kind is None:
        return
    packed = path.with_name(f"{path.name}.packed")
    path.rename(packed)
    path.mkdir()
    name = path.relative_to(folder).as_posix()
    refused = len(unpacking.refused)
    try:
        unpacking.write(_members(kind, packed), path, f"{name}/")
    except BoundsError:
        raise
    except RefusedError as error:
        shutil.rmtree(path)
        del unpacking.refused[refused:]
        unpacking.refused.append((name, error.problem, error.remedy))
    finally:
        packed.unlink()


def _bound() -> None:
    """Bound memory, processor time and the size of a file."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    for kind, limit in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, MAX_MEMBER + 1024 * 1024),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            most = resource.getrlimit(kind)[1]
            within = limit if most == resource.RLIM_INFINITY else min(limit, most)
            resource.setrlimit(kind, (within, most))
