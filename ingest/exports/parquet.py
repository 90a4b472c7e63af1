"""A model as Parquet: ordered for skipping, described inside, the same bytes for the same rows.

Rows are ordered by what people filter on before the key, so that the smallest and largest value
of a row group or page tell a reader what to skip.
"""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.json as pj
import pyarrow.parquet as pq

from ingest.exports.earlier import Earlier
from ingest.exports.models import DIMENSION, Column, Model, quoted

ROW_GROUP = 122_880
"""Rows in a row group: what DuckDB itself writes, and fixed so that bytes are."""

FILTERED = ("unit_id", "fiscal_year", "phase", "scope", "document_id", "table_index", "row_no")
"""What rows are ordered by before their key: the columns that most queries filter on."""

PARTITION = "fiscal_year"
"""The column by whose values a large model is split into the files of a folder."""

_NO_YEAR = "none"


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: its model, its path below the folder, and its Arrow schema."""

    model: Model
    path: str
    schema: pa.Schema
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """How models become files.

    Attributes:
        folder: Where `<model>.parquet` or `<model>/<year>.parquet` goes.
        partition_rows: The number of rows from which a model with a year is a folder.
        earlier: The published files that may stand for those of years without a change.
    """

    folder: Path
    partition_rows: int
    earlier: Earlier | None = None


def write_model(
    connection: duckdb.DuckDBPyConnection,
    model: Model,
    warnings: list[str],
    layout: Layout,
) -> list[Written]:
    """Write a model as one file, or as a folder of one file a year where it is large.

    Args:
        connection: The database that holds the model.
        model: The model.
        warnings: Its usage warnings.
        layout: Where its files go, and how many there are.

    Returns:
        The files, by path.
    """
    rows = f"select * from {model.relation}"  # noqa: S608 - a quoted name of our own yaml
    found: pa.Schema = connection.sql(rows).limit(0).to_arrow_table().schema
    order = _order(model, found.names)
    schema = described(found, model, warnings)
    written = []
    for name, condition in _parts(connection, model, found.names, layout.partition_rows):
        path = layout.folder / name
        path.parent.mkdir(exist_ok=True)
        written.append(Written(model, name, schema, tuple(warnings)))
        if layout.earlier and layout.earlier.link(connection, model, condition, schema, path):
            continue
        query = f"{rows} {condition} order by {_sql_order(order)}"
        _write(connection.sql(query).to_arrow_reader(ROW_GROUP), schema, order, path)
    return written


def _order(model: Model, names: list[str]) -> list[str]:
    """Filtered columns and the key where there is a key; else every column, for a fixed order."""
    if not model.primary_key:
        return names
    if model.name.startswith(DIMENSION):
        return list(model.primary_key)
    filtered = [name for name in FILTERED if name in names]
    return filtered + [name for name in model.primary_key if name not in filtered]


def _sql_order(order: list[str]) -> str:
    return ", ".join(f"{quoted(name)} nulls last" for name in order)


def _parts(
    connection: duckdb.DuckDBPyConnection, model: Model, names: list[str], partition_rows: int
) -> list[tuple[str, str]]:
    """The files of a model, each with the condition of its rows."""
    whole = [(f"{model.name}.parquet", "")]
    if PARTITION not in names:
        return whole
    year = quoted(PARTITION)
    counts = connection.sql(
        f"select {year}, count(*) from {model.relation} group by 1 order by 1"  # noqa: S608
    ).fetchall()
    if sum(count for _, count in counts) < partition_rows:
        return whole
    return [
        (f"{model.name}/{_NO_YEAR}.parquet", f"where {year} is null")
        if value is None
        else (f"{model.name}/{int(value)}.parquet", f"where {year} = {int(value)}")
        for value, _ in counts
    ]


def described(schema: pa.Schema, model: Model, warnings: list[str]) -> pa.Schema:
    """A schema with what its model and columns mean as metadata of file and fields."""
    words = {
        "name": model.name,
        "label_zh": model.label_zh,
        "description": model.description,
        "primary_key": json.dumps(model.primary_key),
        "usage_warnings": json.dumps(warnings),
    }
    fields = [_described(field, model.columns.get(field.name)) for field in schema]
    return pa.schema(fields, metadata={key: word for key, word in words.items() if word})


def _described(field: pa.Field, column: Column | None) -> pa.Field:
    if column is None:
        return field.remove_metadata()
    words = {"description": column.description, "label_zh": column.label_zh, "unit": column.unit}
    return field.with_metadata({key: word for key, word in words.items() if word})


def write_table(table: pa.Table, path: Path) -> None:
    """Write a table that is in memory, in its own order, with the settings of every export."""
    _write(table.to_reader(), table.schema, [], path)


def _write(reader: pa.RecordBatchReader, schema: pa.Schema, order: list[str], path: Path) -> None:
    # A nested schema would count columns by leaf; the marts have none, as contracts see to.
    sorting = [pq.SortingColumn(schema.names.index(name), nulls_first=False) for name in order]
    with pq.ParquetWriter(
        path, schema, compression="zstd", sorting_columns=sorting or None, write_page_index=True
    ) as writer:
        for table in _row_groups(reader):
            writer.write_table(table.cast(schema), row_group_size=ROW_GROUP)


def _row_groups(reader: pa.RecordBatchReader) -> Iterator[pa.Table]:
    """Tables of ROW_GROUP rows, the last one shorter, whatever the sizes that the reader gives."""
    waiting: list[pa.RecordBatch] = []
    for batch in reader:
        waiting.append(batch)
        while sum(map(len, waiting)) >= ROW_GROUP:
            table = pa.Table.from_batches(waiting)
            yield table.slice(0, ROW_GROUP)
            waiting = [rest for rest in table.slice(ROW_GROUP).to_batches() if len(rest)]
    if any(len(batch) for batch in waiting):
        yield pa.Table.from_batches(waiting)


def table_of(rows: list[dict[str, object]], schema: pa.Schema) -> pa.Table:
    """A table of rows in memory.

    Read from JSON, since `from_pylist` and its like import pandas where there is one, which takes
    longer than the whole export.
    """
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    options = pj.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore")
    table: pa.Table = pj.read_json(io.BytesIO(text.encode()), parse_options=options)
    return table.select(schema.names).cast(schema)
