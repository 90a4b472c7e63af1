"""Extracted rows into DuckDB: one table of schema `raw` per record, verbatim, through Arrow.

Beside them lie what follows from them and the seeds together: proposals for unknown texts, measures
that stewards' answers give, and the texts of seeds as the rows' own are folded.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

import duckdb
import pyarrow as pa

from ingest.base.sql import literal, row_counts, statements_of
from ingest.rows.read import (
    CONTENT_HASH,
    Bundle,
    Landing,
    Tables,
    batches,
    check_documents,
    rows_of,
    survey,
)
from ingest.rows.schema import DOCUMENTS, RECORDS, Record
from ingest.warehouse.heading_answers import answer_headings
from ingest.warehouse.proposals import propose
from ingest.warehouse.seed_texts import load_seed_texts, take_seed_texts

_sql = statements_of(__file__)

FILES_HASH = "files_sha256"
FILED = "landing"
"""The table of schema `raw` that keeps, for each document, the hash of the files that it was loaded
from: where these are the same, the document need not be read to know that it is."""

ASIDE = "set_aside"
"""The table of schema `raw` that keeps which documents of the landing folder a build set aside, and
what their rows break, a row for each model and invariant."""

FEW = 500_000
"""The extracted rows up to which a database has smaller blocks than DuckDB's own of 256 KB: each of
some 250 tables takes one at least, so that five documents took 45 MB."""

_BLOCK, _BLOCK_OF_PART = 65_536, 16_384
"""Bytes of these: of a warehouse, which may grow, and of a part, which is gone after its merge."""

_INCOMING = "landing_incoming"
_ASIDE_COLUMNS = (
    *(("document_id", "VARCHAR", False), ("unit_id", "VARCHAR", False)),
    *(("unit_name_printed", "VARCHAR", False), ("fiscal_year", "INTEGER", False)),
    *(("stage", "VARCHAR", False), ("edition", "INTEGER", False)),
    *(("source_file", "VARCHAR", False), (CONTENT_HASH, "VARCHAR", False)),
    *(("model", "VARCHAR", False), ("invariant", "VARCHAR", False)),
    *(("failing_rows", "INTEGER", True), ("page", "INTEGER", True), ("line", "INTEGER", True)),
    ("reason", "VARCHAR", False),
)
_TYPES = {"text": "VARCHAR", "integer": "INTEGER"}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: document ids by what became of them, and the rows now in each table."""

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class Aside:
    """Why a document is set aside: what its rows break, where, and that as a sentence."""

    document_id: str
    source_file: str
    model: str
    invariant: str
    failing_rows: int | None
    page: int | None
    line: int | None
    reason: str


def load(extracted: Path, database: Path) -> Loaded:
    """Bring schema `raw` of a DuckDB file to what the landing folder holds.

    Rows are keyed by document and content: a document whose content hash is already loaded is
    left alone, a changed one is replaced, one that is gone is removed, all in one transaction.

    Args:
        extracted: The landing folder.
        database: The DuckDB file, made if absent.

    Returns:
        What changed. A second load of the same rows changes nothing.

    Raises:
        LandingError: The landing folder breaks its schema, or has no document. The database then
            holds what it held.
    """
    return load_landing(survey(extracted), database)


def load_landing(landing: Landing, database: Path) -> Loaded:
    """Bring schema `raw` of a DuckDB file to what a surveyed folder holds, as `load` does.

    Memory is bound by a batch of rows, whatever the folder holds.

    Args:
        landing: The landing folder.
        database: The DuckDB file, made if absent.

    Returns:
        What changed.

    Raises:
        LandingError: As of `load`.
    """
    block = _BLOCK if _are_few(landing.bundles) else None
    with _transaction(database, block=block) as connection:
        before = _loaded(connection)
        found: dict[str, str] = {}
        for tables in batches(landing):
            found |= _merge(connection, tables, before)
        check_documents(landing.folder, len(found))
        _delete(connection, before.keys() - found)
        _note_files(connection, landing, found)
        connection.execute(f"delete from raw.{ASIDE}")  # noqa: S608 - our own name
        _follow(connection)
        rows = _rows(connection)
    return Loaded(
        added=tuple(sorted(found.keys() - before.keys())),
        replaced=tuple(sorted(d for d in found.keys() & before if found[d] != before[d])),
        removed=tuple(sorted(before.keys() - found.keys())),
        unchanged=tuple(sorted(d for d in found.keys() & before if found[d] == before[d])),
        rows=rows,
    )


def load_part(
    landing: Landing, read: Collection[str], source: Path, taken: Collection[str], database: Path
) -> dict[str, int]:
    """Load some documents alone into a new DuckDB file.

    Args:
        landing: The landing folder.
        read: The documents to read from it.
        source: A database that another load made, with the seeds as they are.
        taken: The documents to take from that, which holds them as the folder does.
        database: The DuckDB file to make.

    Returns:
        The rows in each table.

    Raises:
        LandingError: As of `load`.
    """
    wanted = {*read, *taken}
    own = [bundle for bundle in landing.bundles if not wanted.isdisjoint(bundle.documents)]
    block = _BLOCK_OF_PART if _are_few(own) else None
    with _transaction(database, source, same_seeds=True, block=block) as connection:
        for tables in batches(landing, read):
            _merge(connection, tables, {})
        _note_files(connection, landing, read)
        _take(connection, taken)
        _follow(connection)
        return _rows(connection)


def take_part(
    source: Path,
    documents: Collection[str],
    database: Path,
    aside_units: Collection[str] = (),
    *,
    same_seeds: bool = False,
) -> None:
    """Load some documents alone into a new DuckDB file, from a database that another load made.

    Args:
        source: That database, which is opened read-only.
        documents: The documents.
        database: The DuckDB file to make.
        aside_units: Units whose documents stay set aside if they are so in that database.
        same_seeds: Whether that database was loaded with the seeds as they are.
    """
    with _transaction(database, source, same_seeds=same_seeds) as connection:
        _take(connection, documents)
        connection.execute(
            f"insert into raw.{ASIDE} by name select * from source.raw.{ASIDE}"  # noqa: S608 - our own names
            " where unit_id in (select unnest(?::varchar[]))",
            [sorted(aside_units)],
        )
        _follow(connection)


def replace_documents(database: Path, other: Path) -> None:
    """Put the documents of one loaded database in the place of those of the same files in another.

    Args:
        database: A database that a load made; it is changed.
        other: The other, which is opened read-only.
    """
    with _transaction(database, other) as connection:
        again = connection.execute(_sql("read_again")).fetchall()
        _delete(connection, [row[0] for row in again])
        for record in RECORDS:
            connection.execute(
                f'insert into raw."{record.name}" by name select * from source.raw."{record.name}"'  # noqa: S608 - the record's own name
            )
        _follow(connection)


def drop_documents(database: Path, aside: Sequence[Aside]) -> None:
    """Set documents aside: drop their rows, and keep why, in a database of loaded rows alone.

    Args:
        database: A database that a load made; what else was made in it is gone.
        aside: Why each of the documents is set aside.
    """
    before = database.with_name(f"before_{database.name}")
    database.replace(before)
    rows = pa.Table.from_pylist([asdict(each) for each in aside])
    with _transaction(database, before) as connection:
        connection.register(_INCOMING, rows)
        connection.execute(_sql("set_aside"))
        connection.unregister(_INCOMING)
        kept = connection.execute(_sql("kept")).fetchall()
        _take(connection, [row[0] for row in kept])
        # The files of a document that is set aside are known, so that it is not tried each time.
        connection.execute(
            f"insert into raw.{FILED} select * from source.raw.{FILED}"  # noqa: S608 - our own names
            f" where document_id not in (select document_id from raw.{FILED})"
        )
        _follow(connection)
    before.unlink()


def _take(connection: duckdb.DuckDBPyConnection, documents: Collection[str]) -> None:
    """Copy the rows of documents from the database beside this one."""
    for table in (*(record.name for record in RECORDS), FILED):
        connection.execute(
            f'insert into raw."{table}" by name select * from source.raw."{table}"'  # noqa: S608
            " where document_id in (select unnest(?::varchar[]))",
            [sorted(documents)],
        )


@contextmanager
def _transaction(
    database: Path,
    source: Path | None = None,
    *,
    same_seeds: bool = False,
    block: int | None = None,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with the tables of the schema, and beside it another one to read as `source`.

    Where that was loaded with the same seeds, it has their texts. A database that is new has blocks
    of so many bytes.
    """
    is_sized = block is not None and not database.exists()
    config = cast("dict[str, Any]", {"default_block_size": str(block)} if is_sized else {})
    with duckdb.connect(str(database), config=config) as connection:
        if source is not None:
            connection.execute(f"attach {literal(str(source))} as source (read_only)")
        connection.begin()
        try:
            connection.execute("create schema if not exists raw")
            for record in RECORDS:
                _ensure_table(connection, record.name, _columns(record))
            _ensure_table(
                connection,
                FILED,
                [("document_id", "VARCHAR", False), (FILES_HASH, "VARCHAR", False)],
            )
            _ensure_table(connection, ASIDE, _ASIDE_COLUMNS)
            if same_seeds:
                take_seed_texts(connection, "source")
            else:
                load_seed_texts(connection)
            yield connection
        except BaseException:
            connection.rollback()
            raise
        connection.commit()


def _are_few(bundles: Iterable[Bundle]) -> bool:
    return sum(bundle.rows for bundle in bundles) <= FEW


def _loaded(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    query = f"select document_id, {CONTENT_HASH} from raw.documents"  # noqa: S608 - our own names
    return dict(connection.sql(query).fetchall())


def _columns(record: Record) -> list[tuple[str, str, bool]]:
    columns = [(c.name, _TYPES[c.kind], c.nullable) for c in record.columns]
    return [*columns, (CONTENT_HASH, "VARCHAR", False)]


def _ensure_table(
    connection: duckdb.DuckDBPyConnection, name: str, wanted: Sequence[tuple[str, str, bool]]
) -> None:
    """Make a table; one with other columns is of an older schema and is replaced."""
    found = connection.execute(
        "select column_name, data_type, is_nullable from duckdb_columns()"
        " where database_name = current_database() and schema_name = 'raw' and table_name = ?"
        " order by column_index",
        [name],
    ).fetchall()
    if found == list(wanted):
        return
    columns = ", ".join(
        f'"{column}" {kind}{"" if nullable else " not null"}' for column, kind, nullable in wanted
    )
    connection.execute(f'create or replace table raw."{name}" ({columns})')


def _merge(
    connection: duckdb.DuckDBPyConnection, tables: Tables, before: dict[str, str]
) -> dict[str, str]:
    """Put a batch of documents in the place of those that were loaded with other content.

    Returns:
        The content hash of each document of the batch.
    """
    documents = tables[DOCUMENTS.name]
    found = dict(
        zip(
            documents.column("document_id").to_pylist(),
            documents.column(CONTENT_HASH).to_pylist(),
            strict=True,
        )
    )
    new = {document for document, digest in found.items() if before.get(document) != digest}
    _delete(connection, new & before.keys())
    incoming = tables if len(new) == len(found) else rows_of(tables, new)
    for record in RECORDS:
        # By place, as `_columns` has them. A registered table would be held until the transaction
        # ends, and so would all batches.
        connection.from_arrow(incoming[record.name]).insert_into(f"raw.{record.name}")
    return found


def _delete(connection: duckdb.DuckDBPyConnection, documents: Collection[str]) -> None:
    if not documents:
        return
    for record in RECORDS:
        connection.execute(
            f'delete from raw."{record.name}"'  # noqa: S608 - the record's own name
            " where document_id in (select unnest(?::varchar[]))",
            [sorted(documents)],
        )


def _note_files(
    connection: duckdb.DuckDBPyConnection, landing: Landing, documents: Collection[str]
) -> None:
    """Keep which files the documents were loaded from."""
    hashes = {
        document: digest
        for bundle in landing.bundles
        if not bundle.documents.isdisjoint(documents)
        for digest in (bundle.sha256(),)
        for document in sorted(bundle.documents.intersection(documents))
    }
    noted = pa.table(
        {
            "document_id": pa.array(hashes.keys(), pa.string()),
            FILES_HASH: pa.array(hashes.values(), pa.string()),
        }
    )
    connection.execute(f"delete from raw.{FILED}")  # noqa: S608 - our own name
    connection.register(_INCOMING, noted)
    connection.execute(f"insert into raw.{FILED} select * from {_INCOMING}")  # noqa: S608
    connection.unregister(_INCOMING)


def _follow(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what follows from the loaded rows and the seeds together."""
    propose(connection)
    answer_headings(connection)


def _rows(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    names = [record.name for record in RECORDS]
    return dict(zip(names, row_counts(connection, [f"raw.{name}" for name in names]), strict=True))
