"""What an interrupted run that added documents left, put right by the next command."""

import shutil
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from ingest.base import log
from ingest.base.atomic import switch
from ingest.base.disk import on_disk
from ingest.base.errors import BusyError, MingzhangError
from ingest.rows.holdings import aside_of, locked
from ingest.rows.read import CONTENT_HASH, read_landing
from ingest.rows.schema import DOCUMENTS
from ingest.warehouse import provenance
from ingest.warehouse.provenance import identity

STAGED = ".staged"
"""In a copy that is whole: the state of the rows whose place it may take."""


def settle(extracted: Path, warehouse: Path) -> None:
    """Clean up after an interrupted run; the caller has locked the rows.

    Args:
        extracted: The landing folder.
        warehouse: The warehouse that was being built.
    """
    extracted = extracted.resolve()
    copy, aside = copy_of(extracted), aside_of(extracted)
    staged = copy / STAGED
    # Rows that were changed since are not what it was made of, and are not lost.
    may_follow = staged.exists() and staged.read_text() == state_of(extracted)
    if may_follow and is_of(warehouse, copy):
        log.info("settled", f"{extracted}: put the rows of an interrupted run in place")
        switch(copy, extracted, aside)
    (extracted / STAGED).unlink(missing_ok=True)
    for left in (copy, aside):
        shutil.rmtree(left, ignore_errors=True)


def settle_left(extracted: Path, warehouse: Path) -> None:
    """Settle what an interrupted run left, unless a run is under way.

    Args:
        extracted: The landing folder.
        warehouse: The warehouse that was being built.
    """
    extracted = extracted.resolve()
    if copy_of(extracted).exists() or aside_of(extracted).exists():
        with suppress(BusyError), on_disk(extracted), locked(extracted):
            settle(extracted, warehouse)


def copy_of(extracted: Path) -> Path:
    """Where the rows stand that a run makes of a landing folder, until they take its place."""
    return extracted.with_name(f".{extracted.name}.new")


def state_of(folder: Path) -> str:
    """A hash over names, files, times and sizes, by which a change of a folder is noticed."""
    digest = sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        state = path.stat()
        facts = (path.relative_to(folder), state.st_ino, state.st_mtime_ns, state.st_size)
        digest.update(f"{facts}\n".encode(errors="surrogateescape"))
    return digest.hexdigest()


def is_of(warehouse: Path, rows: Path) -> bool:
    """Whether the published warehouse was built from these rows."""
    try:
        documents = read_landing(rows)[DOCUMENTS.name]
    except MingzhangError:
        return False
    ids = documents.column("document_id").to_pylist()
    hashes = dict(zip(ids, documents.column(CONTENT_HASH).to_pylist(), strict=True))
    published = identity(warehouse.resolve()).get("inputs", {}).get("sha256")
    return bool(published == provenance.inputs(hashes, {})["sha256"])
