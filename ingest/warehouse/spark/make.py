"""The models on Spark over extracted rows in Parquet, and their tables as a DuckDB database.

Spark computes; the published warehouse is the same as ever: a DuckDB file of the same schemas, and
the exports that are made of it.
"""

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import duckdb

from ingest.base.errors import BuildError
from ingest.base.sql import quoted
from ingest.warehouse.dbt_run import is_built, run_dbt
from ingest.warehouse.spark.session import session

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

TARGET = "spark"
"""The target of profiles.yml."""

_ANSI = "spark.sql.ansi.enabled"
_TYPES = {
    "string": "varchar",
    "int": "integer",
    "tinyint": "tinyint",
    "smallint": "smallint",
    "bigint": "bigint",
    "boolean": "boolean",
    "double": "double",
    "date": "date",
}


def make_on_spark(project: Path, database: Path, private: Path) -> Path:
    """Run and test the models on Spark and put every seed and model into a DuckDB database.

    Args:
        project: The dbt project.
        database: The DuckDB file, in which a load has filled schema `raw`.
        private: The folder for all that Spark and dbt write.

    Returns:
        The path of dbt's manifest.json.

    Raises:
        BuildError: Java is missing, or a model, seed or test failed.
    """
    # A run before this one, which failed, has left what it wrote.
    shutil.rmtree(private / "spark", ignore_errors=True)
    rows = _write_loaded(database, private / "spark" / "loaded")
    with session(private / "spark", sum(rows.values())) as spark, _errors_for_nulls():
        register(spark, private / "spark" / "loaded", rows)
        manifest = run_dbt("build", project, database, private, target=TARGET)
        gather(spark, json.loads(manifest.read_bytes()), database)
    return manifest


def _write_loaded(database: Path, folder: Path) -> dict[str, int]:
    """Write each table that a load fills as `<folder>/<schema>.<table>/part.parquet`.

    Returns:
        The rows of each, by its name with its schema.
    """
    rows = {}
    with duckdb.connect(str(database)) as connection:
        found = connection.sql(
            "select schema_name, table_name from duckdb_tables() order by all"
        ).fetchall()
        for schema, name in found:
            whole = f"{schema}.{name}"
            (folder / whole).mkdir(parents=True)
            table = connection.table(f"{quoted(schema)}.{quoted(name)}")
            table.write_parquet(str(folder / whole / "part.parquet"), compression="zstd")
            rows[whole] = len(table)
    return rows


def register(spark: "SparkSession", folder: Path, names: Iterable[str]) -> None:
    """Make Parquet files tables.

    Args:
        spark: The session.
        folder: The folder of `<schema>.<table>/part.parquet`.
        names: The names of the tables with their schemas.
    """
    for name in names:
        # Names are our own records'; the folder is given as a value.
        spark.sql(f"create schema if not exists {name.partition('.')[0]}")
        spark.catalog.createTable(name, path=str(folder / name), source="parquet")


def gather(spark: "SparkSession", manifest: Mapping[str, Any], database: Path) -> None:
    """Copy the tables of every seed and model of a build from Spark into a DuckDB file.

    Args:
        spark: The session that made the tables.
        manifest: dbt's manifest of the project.
        database: The DuckDB file.

    Raises:
        BuildError: A column has a type that no model may have.
    """
    nodes = [
        (node["schema"], node["alias"], node["config"]["materialized"] == "view")
        for node in manifest["nodes"].values()
        if node["resource_type"] in {"model", "seed"}
        and node["config"]["materialized"] != "ephemeral"
        and is_built(node)
    ]
    with duckdb.connect(str(database)) as connection:
        for schema, name, is_view in sorted(nodes):
            connection.execute(f"create schema if not exists {quoted(schema)}")
            _copy(spark, connection, schema, name, database.parent if is_view else None)


def _copy(
    spark: "SparkSession",
    connection: duckdb.DuckDBPyConnection,
    schema: str,
    name: str,
    views: Path | None,
) -> None:
    """Copy one relation by its files, or write those of a view, which has none, below `views`."""
    table = spark.table(f"`{schema}`.`{name}`")
    columns = [(field.name, field.dataType.simpleString()) for field in table.schema.fields]
    definition = ", ".join(
        f"{quoted(column)} {_type(kind, f'{schema}.{name}.{column}')}" for column, kind in columns
    )
    relation = f"{quoted(schema)}.{quoted(name)}"
    connection.execute(f"create table {relation} ({definition})")
    if views is None:
        _read(connection, relation, [unquote(urlsplit(file).path) for file in table.inputFiles()])
        return
    with TemporaryDirectory(dir=views) as folder:
        # By way of files, as its rows need not fit into the memory of this process.
        table.write.parquet(f"{folder}/rows")
        _read(connection, relation, [str(file) for file in Path(folder).rglob("*.parquet")])


def _read(connection: duckdb.DuckDBPyConnection, relation: str, files: list[str]) -> None:
    """Read Parquet files into a table, by the names of its columns."""
    if files:
        connection.execute(
            f"insert into {relation} by name select * from read_parquet(?)",  # noqa: S608 - quoted names of our own yaml
            [files],
        )


def _type(kind: str, column: str) -> str:
    """A type of Spark's as DuckDB names it."""
    if kind.startswith("decimal("):
        return kind
    if kind not in _TYPES:
        raise BuildError(column, f"{kind} is not a type for a model.", "Cast the column.")
    return _TYPES[kind]


@contextmanager
def _errors_for_nulls() -> Iterator[None]:
    """Let an overflow or a bad cast be an error and not a null, which dbt-spark insists on.

    The adapter sets ANSI mode off in every profile, whatever the profile says; a null in the place
    of an amount that does not fit would be silent.
    """
    from dbt.adapters.spark.connections import SparkCredentials  # noqa: PLC0415 - of Spark's group

    adapters_own = SparkCredentials.__post_init__

    def with_ansi(self: Any) -> None:  # noqa: ANN401 - an untyped class
        adapters_own(self)
        self.server_side_parameters[_ANSI] = "true"

    SparkCredentials.__post_init__ = with_ansi
    try:
        yield
    finally:
        SparkCredentials.__post_init__ = adapters_own
