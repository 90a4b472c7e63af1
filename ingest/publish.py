"""Publication as a whole: a private folder beside the warehouse, put in its place by rename.

The private folder `.<name>.build-<pid>` lies on the warehouse's file system and is locked while
its build lives, so that the next build can tell one left by a killed build and clean it up.
"""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import Place, WarehouseError
from ingest.export import CHECKSUMS, DATAPACKAGE

DATABASE = "mingzhang.duckdb"
"""The database's name in a warehouse. DuckDB names the catalog after it, so it never changes."""

EXPORTS = "exports"

_OURS = {DATABASE, f"{DATABASE}.wal", EXPORTS}
_PREVIOUS = "previous"


@contextmanager
def private_folder(warehouse: Path) -> Iterator[Path]:
    """A new folder beside `warehouse` for one build, gone afterwards whatever happens.

    What a killed build left is put right first: its folder goes, and a warehouse that it had
    moved away without putting another in its place comes back.

    Args:
        warehouse: The warehouse folder to be, resolved; its parent is made if absent.

    Yields:
        The private folder, empty.

    Raises:
        WarehouseError: `warehouse` holds what no build made.
    """
    parent = warehouse.parent
    parent.mkdir(parents=True, exist_ok=True)
    folder = parent / f".{warehouse.name}.build-{os.getpid()}"
    with _locked(parent):
        _clean_up(warehouse)
        check_ours(warehouse)
        folder.mkdir()
        lock = os.open(folder, os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        yield folder
    finally:
        _remove(folder, warehouse)
        os.close(lock)


def publish(new: Path, warehouse: Path, private: Path) -> None:
    """Put the folder `new` in the place of `warehouse`, which stays as it was on any failure.

    Args:
        new: The folder to publish, inside `private`.
        warehouse: Where it goes; a warehouse there moves into `private`.
        private: The build's private folder.

    Raises:
        WarehouseError: `warehouse` meanwhile holds what no build made.
        OSError: The rename failed. The old warehouse is then back in its place.
    """
    previous = private / _PREVIOUS
    with _locked(warehouse.parent):
        check_ours(warehouse)
        if warehouse.exists():
            warehouse.rename(previous)
        try:
            new.rename(warehouse)
        except BaseException:
            if previous.exists():
                previous.rename(warehouse)
            raise


def check_ours(warehouse: Path) -> None:
    """Raise WarehouseError if `warehouse` holds a file that publishing would delete unasked."""
    if not warehouse.exists():
        return
    if not warehouse.is_dir():
        raise WarehouseError(Place(str(warehouse)), "This is no folder.", "Name another WAREHOUSE.")
    foreign = {path.name for path in warehouse.iterdir()} - _OURS
    exports = warehouse / EXPORTS
    if exports.is_dir():
        listed = _listed(exports / CHECKSUMS)
        foreign |= {path.name for path in exports.iterdir()} - listed - {CHECKSUMS, DATAPACKAGE}
    if foreign:
        raise WarehouseError(
            Place(str(warehouse)),
            f"The folder holds what no build made: {', '.join(sorted(foreign))}.",
            "Move it elsewhere, or name another WAREHOUSE.",
        )


def _listed(checksums: Path) -> set[str]:
    if not checksums.is_file():
        return set()
    lines = checksums.read_text(encoding="utf-8").splitlines()
    return {line.split("  ", 1)[-1] for line in lines}


def _clean_up(warehouse: Path) -> None:
    """Remove the private folders of builds that are gone; the parent is locked."""
    private = re.compile(rf"\.{re.escape(warehouse.name)}\.build-[0-9]+")
    for folder in sorted(p for p in warehouse.parent.iterdir() if private.fullmatch(p.name)):
        lock = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            continue  # Its build lives.
        finally:
            os.close(lock)
        _remove(folder, warehouse)


def _remove(folder: Path, warehouse: Path) -> None:
    """Remove a private folder, after a warehouse that it alone still holds is put back."""
    previous = folder / _PREVIOUS
    if previous.exists() and not warehouse.exists():
        previous.rename(warehouse)
    shutil.rmtree(folder)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold `folder` against other builds for the moment that a rename or a clean-up takes."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
