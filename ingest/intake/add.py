"""A filing added as a whole: extracted, merged into the rows, built, and reported, or nothing.

The rows are written in a copy of their folder (links to the same files, so that a copy is quick),
the warehouse is built from the copy, and only when it is published does the copy take the place of
the rows. The next `add` or build cleans up after an interrupted one:

    before the publication  the copy is discarded; rows and warehouse are as before
    after it                the warehouse says that it was built from the copy, which takes the
                            place of the rows, unless someone changed these since
    after the switch        what is left of the old rows is removed
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ingest.base import log
from ingest.base.atomic import link_file, switch, sync_tree, write_durably
from ingest.base.disk import on_disk
from ingest.base.errors import LandingError
from ingest.base.settings import SECONDS
from ingest.intake.settling import STAGED, copy_of, is_of, settle, state_of
from ingest.intake.take import Intake, take_in
from ingest.publication.build import Draw, build
from ingest.publication.publish import KEEP
from ingest.rows.holdings import aside_of, lock, locked
from ingest.rows.quarantine import QUARANTINE
from ingest.rows.schema import DOCUMENTS


def add(  # noqa: PLR0913 - what the command takes
    paths: Sequence[Path],
    extracted: Path,
    warehouse: Path,
    *,
    keep: int = KEEP,
    seconds: float = SECONDS,
    added_on: str | None = None,
    draw: Draw | None = None,
) -> Intake:
    """Extract documents into the rows and publish a warehouse of these, or leave both as they are.

    Args:
        paths: The documents, in the order that `ingest.intake.paths` gives them.
        extracted: The landing folder, made if absent.
        warehouse: The warehouse folder.
        keep: The warehouses to keep beside the published one.
        seconds: How long one document may take.
        added_on: The day (`2024-03-01`) to note of documents that are new.
        draw: Draws the report that is published with the warehouse; none without.

    Returns:
        What became of each file. Where no row is new and the published warehouse is of the rows as
        they are, nothing is built.

    Raises:
        BusyError: Another process writes rows or builds the warehouse.
        DiskError: The disk is full, read-only or failing.
        MingzhangError: The rows are bad input, or a model or test failed.
    """
    extracted = extracted.resolve()
    with on_disk(extracted), locked(extracted):
        settle(extracted, warehouse)
        copy = copy_of(extracted)
        with _discarded_on_error(copy):
            before = state_of(extracted)
            shutil.copytree(extracted, copy, copy_function=link_file, symlinks=True)
            intake = take_in(paths, copy, seconds, added_on)
            if intake.changed:
                log.info("building", f"building {warehouse} from the rows with the new documents")
                write_durably(copy / STAGED, before.encode())
                sync_tree(copy)
                build(copy, warehouse, keep=keep, draw=draw)
        if intake.changed:
            _put(copy, extracted, before)
        else:
            _take_list(copy, extracted)
            shutil.rmtree(copy)
            _build_missing(extracted, warehouse, keep, draw)
    return intake


@contextmanager
def _discarded_on_error(copy: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        shutil.rmtree(copy, ignore_errors=True)
        raise


def _put(copy: Path, extracted: Path, before: str) -> None:
    """Put the copy in the place of the rows, unless someone changed these meanwhile."""
    if state_of(extracted) != before:
        shutil.rmtree(copy)
        raise LandingError(
            extracted,
            "The rows were changed while documents were added; they stay as changed.",
            "Add them again: the warehouse holds them, the rows do not.",
        )
    handle = lock(copy)  # Whoever finds it in its new place is to find it locked.
    try:
        switch(copy, extracted, aside_of(extracted))
        (extracted / STAGED).unlink()
        shutil.rmtree(copy, ignore_errors=True)
    finally:
        os.close(handle)


def _take_list(copy: Path, extracted: Path) -> None:
    """Bring the quarantine list of a run that changed no row."""
    if (copy / QUARANTINE).exists():
        (copy / QUARANTINE).replace(extracted / QUARANTINE)
    else:
        (extracted / QUARANTINE).unlink(missing_ok=True)


def _build_missing(extracted: Path, warehouse: Path, keep: int, draw: Draw | None) -> None:
    """Build where rows are there and the published warehouse is not of them."""
    if any((extracted / DOCUMENTS.name).glob("*")) and not is_of(warehouse, extracted):
        build(extracted, warehouse, keep=keep, draw=draw)
