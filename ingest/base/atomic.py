"""Folders and files that change as a whole, and bytes that reach the disk.

`renameat2(RENAME_EXCHANGE)` swaps two folders in one step, so that a path never leads nowhere.
File systems and systems without it (NFS, some FUSE, macOS) get two renames, and the caller
recovers from an end between them.
"""

import ctypes
import errno
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

_SYNCED = 8
"""Files that are flushed at a time."""

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS, errno.EXDEV}
_NOT_OFFERED = {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EXDEV, errno.EPERM}


def exchange(one: Path, other: Path) -> bool:
    """Swap two paths of one file system in one step.

    Args:
        one: A path that exists.
        other: Another one.

    Returns:
        Whether it was done; False where the system or the file system does not offer it.

    Raises:
        OSError: It is offered and failed; both are as they were.
    """
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    paths = (_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other))
    if renameat2(*paths, _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NOT_OFFERED:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))


def switch(new: Path, place: Path, aside: Path) -> None:
    """Put the folder `new` at `place`; what stood there stands at `new` afterwards.

    Where folders cannot be exchanged, the old one rests at `aside` for a moment, and stays there
    if the process ends then: `undo_switch` is to be called before anything else.

    Args:
        new: The folder to put there.
        place: Where it goes; nothing need stand there.
        aside: A free path on the same file system.

    Raises:
        OSError: It failed; both are as they were.
    """
    if not place.exists():
        new.rename(place)
    elif not exchange(new, place):
        place.rename(aside)
        try:
            new.rename(place)
        except BaseException:
            aside.rename(place)
            raise
    # From here on it has switched, whatever the disk says.
    with suppress(OSError):
        if aside.exists():
            aside.rename(new)
        sync_folder(place.parent)
        sync_folder(new.parent)


def undo_switch(place: Path, aside: Path) -> bool:
    """Put back what a switch left at `aside` if nothing stands at `place`; whether it did."""
    if place.exists() or not aside.exists():
        return False
    aside.rename(place)
    sync_folder(place.parent)
    return True


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """Make a new folder that takes the place of `folder` at the end of the block, or never.

    Args:
        folder: The folder to replace; its parent is made if absent.

    Yields:
        An empty folder beside it.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = folder.with_name(f".{folder.name}.new-{os.getpid()}")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    try:
        yield new
        switch(new, folder, new.with_name(f"{new.name}-old"))
    finally:
        shutil.rmtree(new, ignore_errors=True)


def link_file(source: str, target: str) -> None:
    """Give a file another name; copy it where the file system has no such thing."""
    source = os.path.realpath(source)  # A link to a link would be one more link.
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        shutil.copy2(source, target)


def sync_folder(folder: Path) -> None:
    """Flush a folder's entries to disk; file systems without support are left alone."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Flush every file and folder below `folder`, and itself, to disk.

    Several at a time: a file system brings to disk together what it is asked for meanwhile.
    """
    found = [(Path(path), files) for path, _, files in os.walk(folder, topdown=False)]
    with ThreadPoolExecutor(_SYNCED) as pool:
        for _ in pool.map(_sync_file, (path / name for path, files in found for name in files)):
            pass
        for _ in pool.map(sync_folder, (path for path, _ in found)):
            pass


def _sync_file(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_durably(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: beside its place, synced, then renamed."""
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    sync_folder(path.parent)
