"""Extracted rows into DuckDB: one table of schema `raw` per record, verbatim, through Arrow."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from ingest.landing import CONTENT_HASH, read_landing
from ingest.proposals import propose
from ingest.schema import DOCUMENTS, RECORDS, Record

_INCOMING = "landing_incoming"
_TYPES = {"text": "VARCHAR", "integer": "INTEGER"}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: document ids by what became of them, and the rows now in each table."""

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    rows: dict[str, int]


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
        LandingError: The landing folder breaks its schema. The database is then not opened.
    """
    return load_tables(read_landing(extracted), database)


def load_tables(tables: Mapping[str, pa.Table], database: Path) -> Loaded:
    """Bring schema `raw` of a DuckDB file to hold just these rows, as `load` does.

    Args:
        tables: The rows by record name, each with the content hash of its document.
        database: The DuckDB file, made if absent.

    Returns:
        What changed.
    """
    incoming = _hashes(tables[DOCUMENTS.name])
    with duckdb.connect(str(database)) as connection:
        connection.begin()
        try:
            connection.execute("create schema if not exists raw")
            for record in RECORDS:
                _ensure_table(connection, record)
            before = _hashes(connection.table("raw.documents").to_arrow_table())
            rows = {r.name: _merge(connection, r, tables[r.name]) for r in RECORDS}
            propose(connection)
        except BaseException:
            connection.rollback()
            raise
        connection.commit()
    return Loaded(
        added=tuple(sorted(incoming.keys() - before.keys())),
        replaced=tuple(sorted(d for d in incoming.keys() & before if incoming[d] != before[d])),
        removed=tuple(sorted(before.keys() - incoming.keys())),
        unchanged=tuple(sorted(d for d in incoming.keys() & before if incoming[d] == before[d])),
        rows=rows,
    )


def _hashes(documents: pa.Table) -> dict[str, str]:
    ids = documents.column("document_id").to_pylist()
    return dict(zip(ids, documents.column(CONTENT_HASH).to_pylist(), strict=True))


def _columns(record: Record) -> list[tuple[str, str, bool]]:
    columns = [(c.name, _TYPES[c.kind], c.nullable) for c in record.columns]
    return [*columns, (CONTENT_HASH, "VARCHAR", False)]


def _ensure_table(connection: duckdb.DuckDBPyConnection, record: Record) -> None:
    """Make the record's table; one with other columns is of an older schema and is made anew."""
    wanted = _columns(record)
    found = connection.execute(
        "select column_name, data_type, is_nullable from duckdb_columns()"
        " where database_name = current_database() and schema_name = 'raw' and table_name = ?"
        " order by column_index",
        [record.name],
    ).fetchall()
    if found == wanted:
        return
    columns = ", ".join(
        f'"{name}" {kind}{"" if nullable else " not null"}' for name, kind, nullable in wanted
    )
    connection.execute(f'create or replace table raw."{record.name}" ({columns})')


def _merge(connection: duckdb.DuckDBPyConnection, record: Record, incoming: pa.Table) -> int:
    """Make the record's table hold the incoming rows and return how many it holds."""
    table = f'raw."{record.name}"'
    key = ", ".join(f'"{name}"' for name in record.key)
    connection.register(_INCOMING, incoming)
    # The statements are made of the record's own names, never of what a document holds.
    connection.execute(
        f"delete from {table} where (document_id, {CONTENT_HASH})"  # noqa: S608
        f" not in (select (document_id, {CONTENT_HASH}) from {_INCOMING})"
    )
    connection.execute(
        f"insert into {table} by name select * from {_INCOMING}"  # noqa: S608
        f" where document_id not in (select document_id from {table}) order by {key}"
    )
    connection.unregister(_INCOMING)
    return len(connection.table(f"raw.{record.name}"))
