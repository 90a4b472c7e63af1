"""A model as Parquet: ordered for skipping, described inside, the same bytes for the same rows.

Rows are ordered by what people filter on before the key, so that the smallest and largest value
of a row group or page tell a reader what to skip.
"""

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as pj
import pyarrow.parquet as pq

from ingest.base.sql import quoted
from ingest.exports.earlier import MOST_FILES, Earlier, Part, sql_file_no
from ingest.exports.models import DIMENSION, Column, Model
from ingest.rows.schema import KEYS

ROW_GROUP = 122_880
"""Rows in a row group: what DuckDB itself writes, and fixed so that bytes are."""

RANKED = ("severity_position",)
"""What is to be seen first comes first: whoever opens a workbook reads from the top."""

FILTERED = ("unit_id", "fiscal_year", "phase", "scope", "document_id", "table_index", "row_no")
"""What rows are ordered by before their key: the columns that most queries filter on."""

PARTITION = "fiscal_year"
"""The column by whose values a large model is split into the files of a folder."""

FILE_ROWS = ROW_GROUP
"""The rows of a year from which it is several files, of some units each: what a change of one unit
rewrites is then as little as a reader skips."""

PASS_FILES = 8
"""The files of a year whose rows are sorted at a time: a million rows, however many the year has.
Twice as many of a wide mart, beside another one's, take more memory than a build is given."""

_NO_YEAR = "none"
_FILE_NO = "__file_no"


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
        folder: Where `<model>.parquet`, `<model>/<year>.parquet` or, where a year is several
            files, `<model>/<year>-<number>-of-<files>.parquet` goes.
        partition_rows: The number of rows from which a model with a year is a folder.
        earlier: The published files that may stand for those without a change.
    """

    folder: Path
    partition_rows: int
    earlier: Earlier | None = None


def write_model(
    connection: duckdb.DuckDBPyConnection, model: Model, warnings: list[str], layout: Layout
) -> list[Written]:
    """Write a model as one file, or as a folder of the files of its years where it is large.

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
    written: list[str] = []
    for part in _parts(connection, model, found.names, layout.partition_rows):
        (layout.folder / part.names[0]).parent.mkdir(exist_ok=True)
        left = _link_unchanged(connection, model, schema, part, layout)
        for start in range(0, len(left), PASS_FILES):
            files = _stream(connection, model, part, order, left[start : start + PASS_FILES])
            for number, batches in files:
                _write(batches, schema, order, layout.folder / part.names[number])
        written += [name for name in part.names if (layout.folder / name).is_file()]
    return [Written(model, name, schema, tuple(warnings)) for name in written]


def _link_unchanged(
    connection: duckdb.DuckDBPyConnection,
    model: Model,
    schema: pa.Schema,
    part: Part,
    layout: Layout,
) -> list[int]:
    """Link the published files of a part in which nothing changed; the numbers of the others."""
    numbers = range(len(part.names))
    earlier = layout.earlier
    changed = earlier.changed_files(connection, model, schema, part) if earlier else None
    if earlier is None or changed is None:
        return list(numbers)
    for number in set(numbers) - changed:
        earlier.link(part.names[number], layout.folder)
    return sorted(changed)


def _stream(
    connection: duckdb.DuckDBPyConnection,
    model: Model,
    part: Part,
    order: list[str],
    numbers: list[int],
) -> Iterator[tuple[int, Iterator[pa.RecordBatch]]]:
    """The rows of some files of a part, file by file, in their order, in one pass over the model.

    A part of one file has it also where there is no row; of several, those without rows are none.
    """
    rows = f"from {model.relation} {part.condition}"
    if len(part.names) == 1:
        if numbers:
            query = f"select * {rows} order by {_sql_order(order)}"
            yield 0, iter(connection.sql(query).to_arrow_reader(ROW_GROUP))
        return
    if not numbers or part.key is None:
        return
    file_no = sql_file_no(part.key, len(part.names))
    query = (
        f"select *, {file_no} as {_FILE_NO} {rows}"
        f" and {_FILE_NO} in ({', '.join(map(str, numbers))})"
        f" order by {_FILE_NO}, {_sql_order(order)}"
    )
    runs = _runs(connection.sql(query).to_arrow_reader(ROW_GROUP))
    for number, group in groupby(runs, key=itemgetter(0)):
        yield number, (batch for _, batch in group)


def _runs(reader: pa.RecordBatchReader) -> Iterator[tuple[int, pa.RecordBatch]]:
    """Batches cut where the number of the file changes, each with that number and without it."""
    for batch in reader:
        numbers = batch.column(_FILE_NO)
        rows = batch.drop_columns([_FILE_NO])
        start = 0
        ends = pc.run_end_encode(numbers)
        for number, end in zip(ends.values.to_pylist(), ends.run_ends.to_pylist(), strict=True):
            yield number, rows.slice(start, end - start)
            start = end


def _order(model: Model, names: list[str]) -> list[str]:
    """What is to be seen first, filtered columns and the key; without a key every column."""
    if not model.primary_key:
        return names
    if model.name.startswith(DIMENSION):
        return list(model.primary_key)
    filtered = [name for name in (*RANKED, *FILTERED) if name in names]
    return filtered + [name for name in model.primary_key if name not in filtered]


def _sql_order(order: list[str]) -> str:
    return ", ".join(f"{quoted(name)} nulls last" for name in order)


def _parts(
    connection: duckdb.DuckDBPyConnection, model: Model, names: list[str], partition_rows: int
) -> list[Part]:
    """The files of a model: one, or those of each year."""
    whole = [Part((f"{model.name}.parquet",), "")]
    if PARTITION not in names:
        return whole
    year = quoted(PARTITION)
    counts = connection.sql(
        f"select {year}, count(*) from {model.relation} group by 1 order by 1"  # noqa: S608
    ).fetchall()
    if sum(count for _, count in counts) < partition_rows:
        return whole
    key = next((name for name in KEYS if name in names), None)
    return [_year_part(model, value, key, count) for value, count in counts]


def _year_part(model: Model, value: int | None, key: str | None, rows: int) -> Part:
    """The files of a year: as many, a power of two, as leave each about FILE_ROWS rows at most."""
    year = quoted(PARTITION)
    name = _NO_YEAR if value is None else str(int(value))
    condition = f"where {year} is null" if value is None else f"where {year} = {int(value)}"
    files = min(1 << max(0, -(-rows // FILE_ROWS) - 1).bit_length(), MOST_FILES) if key else 1
    if files == 1:
        return Part((f"{model.name}/{name}.parquet",), condition, key)
    width = len(str(files))
    numbered = (f"{name}-{number:0{width}}-of-{files}" for number in range(1, files + 1))
    return Part(tuple(f"{model.name}/{stem}.parquet" for stem in numbered), condition, key)


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


def _write(
    batches: Iterable[pa.RecordBatch], schema: pa.Schema, order: list[str], path: Path
) -> None:
    # A nested schema would count columns by leaf; the marts have none, as contracts see to.
    sorting = [pq.SortingColumn(schema.names.index(name), nulls_first=False) for name in order]
    with pq.ParquetWriter(
        path, schema, compression="zstd", sorting_columns=sorting or None, write_page_index=True
    ) as writer:
        for table in _row_groups(batches):
            writer.write_table(table.cast(schema), row_group_size=ROW_GROUP)


def _row_groups(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Tables of ROW_GROUP rows, the last one shorter, whatever the sizes of the batches."""
    waiting: list[pa.RecordBatch] = []
    for batch in batches:
        waiting.append(batch)
        while sum(map(len, waiting)) >= ROW_GROUP:
            table = pa.Table.from_batches(waiting)
            yield table.slice(0, ROW_GROUP)
            waiting = [rest for rest in table.slice(ROW_GROUP).to_batches() if len(rest)]
    if any(len(batch) for batch in waiting):
        yield pa.Table.from_batches(waiting)


def table_of(rows: list[dict[str, object]], schema: pa.Schema) -> pa.Table:
    """A table of rows in memory, which may be none.

    Read from JSON, since `from_pylist` and its like import pandas where there is one, which takes
    longer than the whole export.
    """
    if not rows:
        return schema.empty_table()
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    options = pj.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore")
    table: pa.Table = pj.read_json(io.BytesIO(text.encode()), parse_options=options)
    return table.select(schema.names).cast(schema)
