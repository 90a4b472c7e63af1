"""What a folder of extracted rows holds: the editions of each document, and the files of each.

The rows say it themselves, but for disclosures of several files, whose row has the hash of the
whole alone: `parts.csv` beside the records lists their files.
"""

import csv
import fcntl
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from ingest.base.atomic import undo_switch, write_durably
from ingest.base.csv_text import csv_text, read_rows
from ingest.base.errors import BusyError, LandingError
from ingest.rows.editions import Held
from ingest.rows.files import read_file
from ingest.rows.parts import UNKNOWN, hash_of_parts, kinds_of
from ingest.rows.schema import DOCUMENTS, RECORDS, TABLES, Row

PARTS = "parts.csv"
"""Its name in the landing folder: the files of each document that was filed in several."""

_COLUMNS = ("document_id", "part_no", "source_file", "sha256")
_AGAIN = "Extract the document again, or delete its file in every record's folder."


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a disclosure: its name and the SHA-256 of its bytes."""

    source_file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition that the folder holds; one in a Parquet file of many cannot be rewritten."""

    document_id: str
    number: int
    files: tuple[Part, ...]
    is_csv: bool = True


@dataclass(slots=True)
class Holdings:
    """The editions in a folder by the document's id without edition, and who has which bytes."""

    folder: Path
    editions: dict[str, list[Edition]] = field(default_factory=dict)
    by_hash: dict[str, set[str]] = field(default_factory=dict)

    def add(self, base_id: str, edition: Edition) -> None:
        """Note an edition, in the place of what was noted under its number."""
        others = [e for e in self.editions.get(base_id, []) if e.number != edition.number]
        self.editions[base_id] = [*others, edition]
        for part in edition.files:
            self.by_hash.setdefault(part.sha256, set()).add(base_id)

    def withdraw(self, base_id: str, edition: Edition) -> None:
        """Remove an edition that has files of CSV of its own."""
        # Its document goes last: rows without one would be none that the folder knows of.
        for record in reversed(RECORDS):
            (self.folder / record.name / f"{edition.document_id}.csv").unlink(missing_ok=True)
        left = [e for e in self.editions[base_id] if e.number != edition.number]
        self.editions[base_id] = left
        for part in edition.files:
            if not any(part in e.files for e in left):
                self.by_hash[part.sha256].discard(base_id)

    def held(self, base_id: str) -> list[Held]:
        """The editions of a document as `ingest.rows.editions` looks at them."""
        return [
            Held(e.number, frozenset(p.sha256 for p in e.files), self._kinds(e))
            for e in self.editions.get(base_id, [])
        ]

    def edition(self, base_id: str, number: int) -> Edition:
        """The edition of that number."""
        return next(e for e in self.editions[base_id] if e.number == number)

    def others(self, base_id: str, hashes: Sequence[str]) -> list[str]:
        """Other documents that were read from the same bytes."""
        found = set().union(*(self.by_hash.get(one, set()) for one in hashes))
        return sorted(found - {base_id})

    def rows(self, edition: Edition) -> dict[str, list[Row]]:
        """All rows of an edition, by record.

        Raises:
            LandingError: Its rows lie in a Parquet file with others, or break their schema.
        """
        if not edition.is_csv:
            problem = "It lies in a Parquet file, to which no part can be added."
            raise LandingError(edition.document_id, problem, "Extract all its parts in one run.")
        name = f"{edition.document_id}.csv"
        return {
            record.name: read_file(self.folder / record.name / name, record)[0].to_pylist()
            for record in RECORDS
        }

    def document(self, edition: Edition) -> Mapping[str, str]:
        """The row of an edition itself as its file of CSV has it, whatever columns it lacks."""
        path = self.folder / DOCUMENTS.name / f"{edition.document_id}.csv"
        return next(iter(read_rows(path)), {})

    def _kinds(self, edition: Edition) -> frozenset[str]:
        if not edition.is_csv:
            return frozenset({UNKNOWN})
        path = self.folder / TABLES.name / f"{edition.document_id}.csv"
        return kinds_of(read_rows(path)) if path.is_file() else frozenset()


def read_holdings(folder: Path) -> Holdings:
    """Read what a landing folder holds; a folder that is not there holds nothing.

    Raises:
        LandingError: A file of documents does not have its schema.
    """
    holdings = Holdings(folder)
    parts = _read_parts(folder / PARTS)
    for path in sorted((folder / DOCUMENTS.name).glob("*")):
        if path.name.startswith(".") or path.suffix not in {".csv", ".parquet"}:
            continue
        for row in _documents(path):
            document_id, number = str(row["document_id"]), int(str(row["edition"]))
            base_id = document_id if number == 1 else document_id.removesuffix(f"-{number}")
            whole = Part(str(row["source_file"]), str(row["sha256"]))
            files = parts.get(document_id, ())
            if hash_of_parts([part.sha256 for part in files]) != whole.sha256:
                files = (whole,)  # Of one file, or the list is not of these rows.
            holdings.add(base_id, Edition(document_id, number, files, path.suffix == ".csv"))
    return holdings


def write_parts(holdings: Holdings) -> None:
    """Write the list of files of the documents that have several; without one there is no list."""
    path = holdings.folder / PARTS
    rows = [
        (edition.document_id, number, part.source_file, part.sha256)
        for editions in holdings.editions.values()
        for edition in editions
        if len(edition.files) > 1
        for number, part in enumerate(edition.files, start=1)
    ]
    if not rows:
        path.unlink(missing_ok=True)
        return
    data = csv_text(_COLUMNS, sorted(rows)).encode()
    if not path.is_file() or path.read_bytes() != data:
        write_durably(path, data)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Acquire the exclusive lock of a landing folder, which is made if absent.

    The lock is on the folder itself and goes with its process; one that was replaced meanwhile is
    tried again under its path.

    Raises:
        BusyError: Another process writes into it.
    """
    _undo_switch(folder)
    made = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    handle = lock(folder)
    try:
        if not os.path.samestat(os.fstat(handle), folder.stat()):
            raise _busy(folder)
        yield
    finally:
        if made:
            with suppress(OSError):
                folder.rmdir()  # Only if nothing was put there.
        os.close(handle)


def aside_of(folder: Path) -> Path:
    """Where a landing folder rests for a moment while another takes its place."""
    return folder.with_name(f".{folder.name}.old")


def _undo_switch(folder: Path) -> None:
    """Put back a folder that was set aside by a process that ended then."""
    aside = aside_of(folder)
    if folder.exists() or not aside.exists():
        return
    handle = lock(aside)
    try:
        undo_switch(folder, aside)
    finally:
        os.close(handle)


def lock(folder: Path) -> int:
    """Lock a folder until the handle that is returned is closed, or the process ends.

    Raises:
        BusyError: Another process has locked it.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(handle)
        raise _busy(folder) from error
    return handle


def _busy(folder: Path) -> BusyError:
    return BusyError(folder, "Another process is writing into it.", "Wait until it ends.")


def _documents(path: Path) -> list[dict[str, object]]:
    """The rows of a file of documents. CSV is read as text, for there may be very many of them."""
    if path.suffix == ".parquet":
        found: list[dict[str, object]] = read_file(path, DOCUMENTS)[0].to_pylist()
        return found
    try:
        rows: list[dict[str, object]] = [dict(row) for row in read_rows(path)]
        for row in rows:
            int(str(row["edition"]))
            _ = row["document_id"], row["source_file"], row["sha256"]
    except (KeyError, ValueError, csv.Error) as error:
        problem = "It does not say which edition of which document it is."
        raise LandingError(path, problem, _AGAIN) from error
    return rows


def _read_parts(path: Path) -> dict[str, tuple[Part, ...]]:
    """The files of each document of several, in order."""
    if not path.is_file():
        return {}
    found: dict[str, dict[int, Part]] = {}
    try:
        for row in read_rows(path):
            part = Part(row["source_file"], row["sha256"])
            found.setdefault(row["document_id"], {})[int(row["part_no"])] = part
    except (KeyError, ValueError, csv.Error) as error:
        problem = f"It lacks {', '.join(_COLUMNS)}."
        raise LandingError(path, problem, "Restore it, or delete it.") from error
    return {name: tuple(part for _, part in sorted(parts.items())) for name, parts in found.items()}
