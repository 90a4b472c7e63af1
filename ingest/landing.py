"""The extracted rows on disk: written as sorted CSV or Parquet, read back as checked Arrow tables.

`<folder>/<record>/<document_id>.csv` is what people review, one file per document and record,
with a header even where a document has no row; `<folder>/<record>/<part>.parquet` is for corpora
too large for that. Both read the same, down to the content hash.
"""

import csv
import hashlib
import io
import os
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ingest.errors import LandingError, Place
from ingest.landing_csv import sound_csv
from ingest.landing_files import DOCUMENT_ID, Source, check_names, check_values, read_file
from ingest.schema import DOCUMENTS, RECORDS, Record

Row: TypeAlias = Mapping[str, str | int | None]
Rows: TypeAlias = Mapping[str, Sequence[Row]]
"""Extracted rows by the name of their record; a record without rows may be left out."""

CONTENT_HASH = "content_sha256"
_AGAIN = "Extract the document again, or delete its file in every record's folder."


def write_records(folder: Path, document_id: str, rows: Rows) -> bool:
    """Write the rows of one document as sorted CSV, in the place of any it had.

    The files are UTF-8 with LF ends, a header and minimal quoting; null is an empty cell. All are
    written beside their places first and then renamed, so that an error leaves the old ones. Where
    the folder holds just these rows already, nothing is written.

    Args:
        folder: The landing folder; `<folder>/<record>/<document_id>.csv` is written.
        document_id: The document; every row must be its own.
        rows: The rows by record name.

    Returns:
        Whether anything changed.

    Raises:
        LandingError: The id is not one, or a row does not fit its record.
    """
    if not re.fullmatch(DOCUMENT_ID, document_id):
        raise LandingError(
            Place(document_id), "This is no document_id.", "Use a-z, 0-9 and hyphens only."
        )
    _refuse_unknown(rows, document_id)
    contents: dict[Path, bytes] = {}
    for record in RECORDS:
        path = folder / record.name / f"{document_id}.csv"
        own = rows.get(record.name, ())
        data = sound_csv(own, record, document_id)
        contents[path] = _checked_csv(own, record, document_id, path) if data is None else data
    if all(_holds(path, data) for path, data in contents.items()):
        return False
    _replace(contents)
    return True


def _checked_csv(rows: Sequence[Row], record: Record, document_id: str, path: Path) -> bytes:
    """Rows as sorted CSV by way of Arrow, which names what is wrong with one of them."""
    table = _table(rows, record, document_id)
    foreign = set(table.column("document_id").to_pylist()) - {document_id}
    if foreign:
        raise LandingError(
            Place(str(path)), f"A row belongs to {min(foreign)}.", "Write it to its own file."
        )
    return _csv(table)


def write_corpus(folder: Path, part: str, rows: Rows) -> None:
    """Write the rows of many documents as one Parquet file (zstd) per record.

    Args:
        folder: The landing folder; `<folder>/<record>/<part>.parquet` is written.
        part: The name of this part of the corpus, formed like a document_id.
        rows: The rows by record name, of any documents.

    Raises:
        LandingError: The name is not one, or a row does not fit its record.
    """
    if not re.fullmatch(DOCUMENT_ID, part):
        raise LandingError(Place(part), "This is no part name.", "Use a-z, 0-9 and hyphens only.")
    contents: dict[Path, bytes] = {}
    for record, table in _tables(rows, part).items():
        buffer = io.BytesIO()
        pq.write_table(table, buffer, compression="zstd")
        contents[folder / record.name / f"{part}.parquet"] = buffer.getvalue()
    _replace(contents)


def read_record(folder: Path, record: Record) -> pa.Table:
    """Read every row of `record`, from all CSV and Parquet files of its folder.

    Args:
        folder: The landing folder.
        record: The record to read.

    Returns:
        The rows with exactly the record's columns, sorted by its key.

    Raises:
        LandingError: A file does not have the record's schema, or two rows have the same key.
    """
    return _read(folder, record).table


def read_landing(folder: Path) -> dict[str, pa.Table]:
    """Read every record of a landing folder and hold the records against each other.

    Args:
        folder: The landing folder.

    Returns:
        The rows by record name, sorted by key, each with the `content_sha256` of its document:
        the hash of the document's rows in all records, the same from CSV and from Parquet.

    Raises:
        LandingError: The folder holds no documents, a file breaks its schema, a key stands twice,
            a row's document is not in `documents`, or a file of a document is missing.
    """
    if not folder.is_dir():
        raise LandingError(
            Place(str(folder)), "The folder of extracted rows is missing.", "Run `make extract`."
        )
    landed = {record: _read(folder, record) for record in RECORDS}
    documents = landed[DOCUMENTS].table.column("document_id").to_pylist()
    if not documents:
        raise LandingError(
            Place(str(folder / DOCUMENTS.name)), "There is no document.", "Run `make extract`."
        )
    for record, found in landed.items():
        _check_documents(folder, record, found, set(documents))
    tables = {record: found.table for record, found in landed.items()}
    hashes = _content_hashes(tables, documents)
    return {record.name: _with_hash(table, hashes) for record, table in tables.items()}


@dataclass(frozen=True, slots=True)
class _Landed:
    """The sorted rows of a record, and where each came from."""

    table: pa.Table
    order: pa.Array
    starts: list[int]
    sources: list[Source]

    def error(self, index: int, problem: str, remedy: str) -> LandingError:
        """The error of row `index` of the sorted table, at its place in its file."""
        row = self.order[index].as_py()
        file = bisect_right(self.starts, row) - 1
        return self.sources[file].error(row - self.starts[file], problem, remedy)


def _read(folder: Path, record: Record) -> _Landed:
    tables, starts, sources, rows = [record.arrow.empty_table()], [0], [Source(record.name)], 0
    for path in _files(folder / record.name):
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
    landed = _Landed(table.take(order), order, starts, sources)
    twice = _first_repeat(landed.table, record.key)
    if twice is not None:
        key = ", ".join(f"{name} {landed.table.column(name)[twice]}" for name in record.key)
        raise landed.error(twice, f"The key stands twice: {key}.", "Remove one of the two rows.")
    return landed


def _files(folder: Path) -> list[Path]:
    """The files of a record in a fixed order; any other file is an error, hidden ones are not."""
    paths = sorted(p for p in folder.glob("*") if not p.name.startswith("."))
    for path in paths:
        if path.suffix not in {".csv", ".parquet"} or not path.is_file():
            raise LandingError(
                Place(str(path)), "This is neither a CSV nor a Parquet file.", "Move it elsewhere."
            )
    return paths


def _check_own_rows(table: pa.Table, path: Path, source: Source) -> None:
    own = pc.equal(table.column("document_id"), path.stem)
    index = pc.index(own, pa.scalar(value=False)).as_py()
    if index >= 0:
        other = table.column("document_id")[index]
        raise source.error(index, f"The row belongs to {other}.", "Move it to its own file.")


def _first_repeat(table: pa.Table, key: Sequence[str]) -> int | None:
    """The index of the first row of a sorted table whose key is that of the row before."""
    if len(table) < 2:  # noqa: PLR2004 - two rows are needed to repeat
        return None
    same = None
    for name in key:
        values = table.column(name).combine_chunks()
        equal = pc.equal(values.slice(1), values.slice(0, len(values) - 1))
        same = equal if same is None else pc.and_(same, equal)
    index = pc.index(same, pa.scalar(value=True)).as_py()
    return None if index < 0 else index + 1


def _check_documents(folder: Path, record: Record, landed: _Landed, documents: set[str]) -> None:
    """Hold a record against the documents: no row or file of another, no file missing."""
    ids = landed.table.column("document_id")
    unknown = pc.invert(pc.is_in(ids, pa.array(sorted(documents), pa.string())))
    index = pc.index(unknown, pa.scalar(value=True)).as_py()
    if index >= 0:
        raise landed.error(index, f"The document {ids[index]} is not in documents.", _AGAIN)
    here = _stems(folder / record.name)
    for stem in sorted(here - documents):
        path = folder / record.name / f"{stem}.csv"
        raise LandingError(Place(str(path)), f"The document {stem} is not in documents.", _AGAIN)
    for stem in sorted(_stems(folder / DOCUMENTS.name) - here - set(pc.unique(ids).to_pylist())):
        path = folder / record.name / f"{stem}.csv"
        raise LandingError(Place(str(path)), "The file is missing.", _AGAIN)


def _stems(folder: Path) -> set[str]:
    return {p.stem for p in folder.glob("*.csv") if not p.name.startswith(".")}


def _content_hashes(tables: Mapping[Record, pa.Table], documents: list[str]) -> dict[str, str]:
    hashes = {document: hashlib.sha256() for document in documents}
    for record, table in tables.items():
        header = "\x1f".join((record.name, *record.names)) + "\n"
        for digest in hashes.values():
            digest.update(header.encode())
        start = 0
        encoded = pc.run_end_encode(table.column("document_id").combine_chunks())
        canonical = _canonical(table)
        for document, end in zip(
            encoded.values.to_pylist(), encoded.run_ends.to_pylist(), strict=True
        ):
            hashes[document].update(
                "".join(canonical.slice(start, end - start).to_pylist()).encode()
            )
            start = end
    return {document: digest.hexdigest() for document, digest in hashes.items()}


def _canonical(table: pa.Table) -> pa.Array:
    """Each row as one text: cells parted by a unit separator, ended by LF, null as nothing.

    No cell holds a control character or is an empty text, so no two rows give the same text.
    """
    text = pa.large_string()
    cells = [pc.fill_null(pc.cast(column, text), "").combine_chunks() for column in table.columns]
    return pc.binary_join_element_wise(*cells, pa.scalar("\n", text), pa.scalar("\x1f", text))


def _with_hash(table: pa.Table, hashes: Mapping[str, str]) -> pa.Table:
    documents = pa.array(hashes.keys(), pa.string())
    values = pa.array(hashes.values(), pa.string())
    column = values.take(pc.index_in(table.column("document_id"), documents).combine_chunks())
    return table.append_column(pa.field(CONTENT_HASH, pa.string(), nullable=False), column)


def _tables(rows: Rows, name: str) -> dict[Record, pa.Table]:
    """`rows` as one checked, sorted table per record, an empty one where there are none."""
    _refuse_unknown(rows, name)
    return {record: _table(rows.get(record.name, ()), record, name) for record in RECORDS}


def _refuse_unknown(rows: Rows, name: str) -> None:
    unknown = set(rows) - {record.name for record in RECORDS}
    if unknown:
        raise LandingError(Place(name), f"{min(unknown)} is no record.", "See ingest/schema.py.")


def _table(rows: Sequence[Row], record: Record, name: str) -> pa.Table:
    source = Source(f"{record.name}/{name}")
    names = set(record.names)
    for index, row in enumerate(rows):
        if row.keys() != names:
            check_names(list(row), record, f"{source.file}, row {index + 1}")
    columns = []
    for field in record.arrow:
        try:
            columns.append(pa.array([row[field.name] for row in rows], field.type))
        except (pa.ArrowException, TypeError, OverflowError) as error:
            raise LandingError(
                Place(source.file), f"{field.name}: {error}.", f"It must be {field.type}."
            ) from error
    table = pa.table(columns, schema=record.arrow)
    check_values(table, record, source)
    table = table.sort_by([(key, "ascending") for key in record.key])
    twice = _first_repeat(table, record.key)
    if twice is not None:
        key = ", ".join(str(table.column(part)[twice]) for part in record.key)
        raise LandingError(Place(source.file), f"The key stands twice: {key}.", "Number the rows.")
    return table


def _csv(table: pa.Table) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.schema.names)
    writer.writerows(zip(*(column.to_pylist() for column in table.columns), strict=True))
    return text.getvalue().encode("utf-8")


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except FileNotFoundError:
        return False


def _replace(contents: Mapping[Path, bytes]) -> None:
    """Write every file beside its place, then rename all; on an error nothing is left behind."""
    beside = {path: path.with_name(f".{path.name}.{os.getpid()}") for path in contents}
    try:
        for path, data in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            beside[path].write_bytes(data)
        for path, written in beside.items():
            written.replace(path)
    finally:
        for written in beside.values():
            with suppress(FileNotFoundError):
                written.unlink()
