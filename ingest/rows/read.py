"""The landing folder read back: checked Arrow tables of whole documents, some at a time.

Files that share documents make a bundle, and bundles are read in batches, so that memory is bound
by the batch and not by the folder. A document lies in one bundle with all of its rows: its keys and
its content hash need no other.
"""

import hashlib
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ingest.base.errors import LandingError
from ingest.rows.derived import first_stale
from ingest.rows.files import Source, first_repeat, read_file, unreadable
from ingest.rows.schema import DOCUMENTS, RECORDS, Record

Tables: TypeAlias = Mapping[str, pa.Table]
"""Checked rows by the name of their record."""

CONTENT_HASH = "content_sha256"
BATCH_ROWS = 500_000
"""The rows of a batch, all records together, unless one bundle alone has more. With 250 thousand a
corpus takes as long, with a million half as much memory again."""

_AGAIN = "Extract the document again, or delete its file in every record's folder."
_READERS = 2
_BYTES_PER_ROW = 100  # Of CSV, about; it only sizes the batches.


@dataclass(frozen=True, slots=True)
class File:
    """A file of a record: the documents that it is of, and about how many rows it has."""

    record: Record
    path: Path
    documents: frozenset[str]
    rows: int


@dataclass(frozen=True, slots=True)
class Bundle:
    """Files that share documents, and that are read together.

    Attributes:
        files: The files, in the order of records and names.
        documents: The documents of all of them; none if no file has a row.
    """

    files: tuple[File, ...]
    documents: frozenset[str]

    @property
    def rows(self) -> int:
        """About how many rows the files have."""
        return sum(file.rows for file in self.files)

    def sha256(self) -> str:
        """The hash of the files' names and bytes.

        Raises:
            LandingError: A file cannot be read.
        """
        digest = hashlib.sha256()
        for file in self.files:
            try:
                own = hashlib.sha256(file.path.read_bytes()).hexdigest()
            except OSError as error:
                raise unreadable(file.path, error) from error
            digest.update(f"{file.record.name}/{file.path.name} {own}\n".encode())
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Landing:
    """A landing folder: its bundles, by the first of their documents."""

    folder: Path
    bundles: tuple[Bundle, ...]


def survey(folder: Path) -> Landing:
    """Find which files of a landing folder are of which documents, and read no more of them.

    Args:
        folder: The landing folder.

    Returns:
        Every file of it, in bundles.

    Raises:
        LandingError: The folder is missing, or holds what is neither CSV nor Parquet.
    """
    if not folder.is_dir():
        problem = "The folder of extracted rows is missing."
        raise LandingError(folder, problem, "Run `make extract`.")
    files = [_file(record, path) for record in RECORDS for path in _paths(folder / record.name)]
    bundles = [
        Bundle(tuple(own), frozenset().union(*(file.documents for file in own)))
        for own in _bundled(files)
    ]
    return Landing(folder, tuple(sorted(bundles, key=lambda b: min(b.documents, default=""))))


def batches(landing: Landing, only: Collection[str] | None = None) -> Iterator[dict[str, pa.Table]]:
    """Read the rows of a landing folder, some whole documents at a time.

    Args:
        landing: What `survey` found.
        only: The documents to read; all if not given.

    Yields:
        The rows of the next documents by record name, sorted by key, each with the
        `content_sha256` of its document: the hash of the document's rows in all records, the same
        from CSV and from Parquet.

    Raises:
        LandingError: A file breaks its schema, a key is repeated, a row's document is not in
            `documents`, or a file of a document is missing.
    """
    wanted = None if only is None else frozenset(only)
    bundles = [b for b in landing.bundles if wanted is None or wanted & b.documents]
    read = partial(_read_bundles, landing.folder)
    for tables in _ahead(read, _batched(bundles)):
        yield tables if wanted is None else rows_of(tables, wanted)


def read_landing(folder: Path) -> dict[str, pa.Table]:
    """Read every record of a landing folder at once, as `survey` and `batches` do in parts.

    Args:
        folder: The landing folder.

    Returns:
        The rows by record name, sorted by key, each with the `content_sha256` of its document.

    Raises:
        LandingError: As of `survey` and `batches`, or there is no document.
    """
    parts = list(batches(survey(folder)))
    check_documents(folder, sum(len(part[DOCUMENTS.name]) for part in parts))
    keys = {record.name: [(name, "ascending") for name in record.key] for record in RECORDS}
    return {
        name: pa.concat_tables(part[name] for part in parts).sort_by(key)
        for name, key in keys.items()
    }


def rows_of(tables: Tables, documents: Collection[str]) -> dict[str, pa.Table]:
    """The rows of some documents, by record."""
    wanted = pa.array(sorted(documents), pa.string())
    return {
        name: table.filter(pc.is_in(table.column("document_id"), wanted))
        for name, table in tables.items()
    }


def check_documents(folder: Path, count: int) -> None:
    """Raise LandingError where a landing folder has no document."""
    if not count:
        raise LandingError(folder / DOCUMENTS.name, "There is no document.", "Run `make extract`.")


# Files and bundles ---------------------------------------------------------------------------


def _paths(folder: Path) -> list[Path]:
    """The files of a record in a fixed order; any other file is an error, hidden ones are not."""
    paths = sorted(p for p in folder.glob("*") if not p.name.startswith("."))
    for path in paths:
        if path.suffix not in {".csv", ".parquet"} or not path.is_file():
            problem = "This is neither a CSV nor a Parquet file."
            raise LandingError(path, problem, "Move it elsewhere.")
    return paths


def _file(record: Record, path: Path) -> File:
    if path.suffix == ".csv":
        try:
            rows = 1 + path.stat().st_size // _BYTES_PER_ROW
        except OSError as error:
            raise unreadable(path, error) from error
        return File(record, path, frozenset({path.stem}), rows)
    try:
        with pq.ParquetFile(path, read_dictionary=["document_id"]) as file:
            ids = file.read(columns=["document_id"])
        documents = pc.unique(ids.column("document_id")).drop_null().cast(pa.string()).to_pylist()
    except (pa.ArrowException, KeyError, OSError):
        return File(record, path, frozenset(), 0)  # What is wrong with it, its reading will say.
    return File(record, path, frozenset(documents), len(ids))


def _bundled(files: Sequence[File]) -> Iterator[list[File]]:
    """The files that share documents, directly or by way of others."""
    bundle_of: dict[str, list[File]] = {}
    for file in files:
        if not file.documents:
            yield [file]
            continue
        met = {id(own): own for d in file.documents if (own := bundle_of.get(d)) is not None}
        # The largest takes the others in, so that no file is moved often.
        joined = max(met.values(), key=len, default=[])
        moved = {file.documents}
        for own in met.values():
            if own is not joined:
                joined += own
                moved |= {other.documents for other in own}
        joined.append(file)
        bundle_of |= dict.fromkeys(chain.from_iterable(moved), joined)
    order = {id(file): place for place, file in enumerate(files)}
    for bundle in {id(own): own for own in bundle_of.values()}.values():
        yield sorted(bundle, key=lambda file: order[id(file)])


def _batched(bundles: Iterable[Bundle]) -> Iterator[list[Bundle]]:
    batch: list[Bundle] = []
    rows = 0
    for bundle in bundles:
        if batch and rows + bundle.rows > BATCH_ROWS:
            yield batch
            batch, rows = [], 0
        batch.append(bundle)
        rows += bundle.rows
    if batch:
        yield batch


def _ahead(
    read: Callable[[list[Bundle]], dict[str, pa.Table]], batches: Iterable[list[Bundle]]
) -> Iterator[dict[str, pa.Table]]:
    """Read batches in their order, the next ones while one is used: Arrow leaves Python free."""
    waiting: deque[Future[dict[str, pa.Table]]] = deque()
    with ThreadPoolExecutor(_READERS) as pool:
        try:
            for batch in batches:
                waiting.append(pool.submit(read, batch))
                if len(waiting) > _READERS:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


# Rows ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Landed:
    """The sorted rows of a record in a batch, and where each came from."""

    table: pa.Table
    order: pa.Array
    starts: list[int]
    sources: list[Source]
    stems: frozenset[str]

    def error(self, index: int, problem: str, remedy: str) -> LandingError:
        """The error of row `index` of the sorted table, at its place in its file."""
        row = self.order[index].as_py()
        file = bisect_right(self.starts, row) - 1
        return self.sources[file].error(row - self.starts[file], problem, remedy)


def _read_bundles(folder: Path, bundles: Sequence[Bundle]) -> dict[str, pa.Table]:
    """Read the files of bundles and hold the records against each other."""
    files: dict[Record, list[Path]] = defaultdict(list)
    for bundle in bundles:
        for file in bundle.files:
            files[file.record].append(file.path)
    landed = {record: _read(record, sorted(files[record])) for record in RECORDS}
    documents = landed[DOCUMENTS].table.column("document_id").to_pylist()
    for record, found in landed.items():
        _check_documents(folder / record.name, found, set(documents), landed[DOCUMENTS].stems)
    tables = {record: found.table for record, found in landed.items()}
    hashes = _content_hashes(tables, documents)
    return {record.name: _with_hash(table, hashes) for record, table in tables.items()}


def _read(record: Record, paths: Sequence[Path]) -> _Landed:
    tables, starts, sources, rows = [record.arrow.empty_table()], [0], [Source(record.name)], 0
    for path in paths:
        table, source = read_file(path, record)
        if path.suffix == ".csv":
            _check_own_rows(table, path, source)
        tables.append(table)
        starts.append(rows)
        sources.append(source)
        rows += len(table)
    # Empty files share their start with the next one; bisect_right finds the last, which has rows.
    table = pa.concat_tables(tables)
    order = pc.sort_indices(table, sort_keys=[(name, "ascending") for name in record.key])
    stems = frozenset(path.stem for path in paths if path.suffix == ".csv")
    landed = _Landed(_in(order, table), order, starts, sources, stems)
    stale = first_stale(landed.table, record.name)
    if stale is not None:
        raise landed.error(*stale, _AGAIN)
    twice = first_repeat(landed.table, record.key)
    if twice is not None:
        key = ", ".join(f"{name} {landed.table.column(name)[twice]}" for name in record.key)
        raise landed.error(twice, f"Duplicate key: {key}.", "Remove one of the two rows.")
    return landed


def _in(order: pa.Array, table: pa.Table) -> pa.Table:
    """A table in an order: as it is where it was written in it, as most are."""
    steps = pc.subtract(order.slice(1), order.slice(0, max(0, len(order) - 1)))
    is_sorted = not len(steps) or pc.all(pc.equal(steps, pa.scalar(1, steps.type))).as_py()
    return table if is_sorted else table.take(order)


def _check_own_rows(table: pa.Table, path: Path, source: Source) -> None:
    own = pc.equal(table.column("document_id"), path.stem)
    index = pc.index(own, pa.scalar(value=False)).as_py()
    if index >= 0:
        other = table.column("document_id")[index]
        raise source.error(index, f"The row belongs to {other}.", "Move it to its own file.")


def _check_documents(
    folder: Path, landed: _Landed, documents: set[str], filed: frozenset[str]
) -> None:
    """Hold a record against the documents: no row or file of another, no file missing."""
    ids = landed.table.column("document_id")
    unknown = pc.invert(pc.is_in(ids, pa.array(sorted(documents), pa.string())))
    index = pc.index(unknown, pa.scalar(value=True)).as_py()
    if index >= 0:
        raise landed.error(index, f"The document {ids[index]} is not in documents.", _AGAIN)
    for stem in sorted(landed.stems - documents):
        path = folder / f"{stem}.csv"
        raise LandingError(path, f"The document {stem} is not in documents.", _AGAIN)
    for stem in sorted(filed - landed.stems - set(pc.unique(ids).to_pylist())):
        path = folder / f"{stem}.csv"
        raise LandingError(path, "The file is missing.", _AGAIN)


def _content_hashes(tables: Mapping[Record, pa.Table], documents: list[str]) -> dict[str, str]:
    hashes = {document: hashlib.sha256() for document in documents}
    for record, table in tables.items():
        header = "\x1f".join((record.name, *record.names)) + "\n"
        for digest in hashes.values():
            digest.update(header.encode())
        if not len(table):
            continue
        rows = _canonical(table)
        # The rows of a document lie together, and so do the bytes of their texts.
        _, places, texts = rows.buffers()
        at = memoryview(places).cast("q")[rows.offset :]
        content = memoryview(texts)
        encoded = pc.run_end_encode(table.column("document_id").combine_chunks())
        start = 0
        for document, end in zip(
            encoded.values.to_pylist(), encoded.run_ends.to_pylist(), strict=True
        ):
            hashes[document].update(content[at[start] : at[end]])
            start = end
    return {document: digest.hexdigest() for document, digest in hashes.items()}


def _canonical(table: pa.Table) -> pa.Array:
    """Each row as one text: cells separated by a unit separator, ended by LF, null as nothing.

    No cell holds a control character or is an empty text, so no two rows give the same text.
    """
    text = pa.large_string()
    cells = [pc.cast(column, text).combine_chunks() for column in table.columns]
    ends = (pa.scalar("\n", text), pa.scalar("\x1f", text))
    return pc.binary_join_element_wise(*cells, *ends, null_handling="replace", null_replacement="")


def _with_hash(table: pa.Table, hashes: Mapping[str, str]) -> pa.Table:
    documents = pa.array(hashes.keys(), pa.string())
    values = pa.array(hashes.values(), pa.string())
    column = values.take(pc.index_in(table.column("document_id"), documents).combine_chunks())
    return table.append_column(pa.field(CONTENT_HASH, pa.string(), nullable=False), column)
