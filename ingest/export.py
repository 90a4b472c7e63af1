"""The marts as files: a Parquet file per model, a datapackage.json and checksums.

Names, descriptions and keys come from dbt's manifest, where the models' yaml put them; types come
from the database. The bytes depend on nothing but the data and these.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from ingest.errors import BuildError, Place

ROW_GROUP = 122_880
"""Rows in a row group: what DuckDB itself writes, and fixed so that bytes are."""

DATAPACKAGE = "datapackage.json"
CHECKSUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Model:
    """A model to export: where it stands, what it means, and the key that orders it."""

    name: str
    relation: str
    description: str
    columns: dict[str, str]
    primary_key: tuple[str, ...]


def export(database: Path, manifest: Path, folder: Path) -> list[str]:
    """Write every model of schema `marts` to a new folder.

    Args:
        database: The built DuckDB file, which is opened read-only.
        manifest: dbt's manifest.json of the project that built it.
        folder: The folder to make; it must not exist.

    Returns:
        The names of the exported models.

    Raises:
        BuildError: The manifest lists a model that the database has not.
    """
    models = read_models(manifest)
    folder.mkdir()
    resources = []
    with duckdb.connect(str(database), read_only=True) as connection:
        for model in models:
            try:
                schema = _write_parquet(connection, model, folder / f"{model.name}.parquet")
            except duckdb.CatalogException as error:
                raise BuildError(
                    Place(database.name), f"{model.name} was not built.", "Build it first."
                ) from error
            resources.append(_resource(model, schema, folder / f"{model.name}.parquet"))
    package = {
        "profile": "tabular-data-package",
        "name": "mingzhang",
        "title": "Mingzhang",
        "resources": resources,
    }
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    (folder / DATAPACKAGE).write_text(text, encoding="utf-8")
    sums = "".join(f"{_sha256(path)}  {path.name}\n" for path in sorted(folder.iterdir()))
    (folder / CHECKSUMS).write_text(sums, encoding="utf-8")
    return [model.name for model in models]


def read_models(manifest: Path) -> list[Model]:
    """The models of schema `marts` in dbt's manifest, by name; ephemeral ones stand nowhere."""
    nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"].values()
    return sorted(
        (
            _model(node)
            for node in nodes
            if node["resource_type"] == "model"
            and node["schema"] == "marts"
            and node["config"]["materialized"] != "ephemeral"
        ),
        key=lambda model: model.name,
    )


def _model(node: dict[str, Any]) -> Model:
    return Model(
        name=node["name"],
        relation=f"{_quoted(node['schema'])}.{_quoted(node['alias'])}",
        description=_one_line(node["description"]),
        columns={n: _one_line(c["description"]) for n, c in node["columns"].items()},
        primary_key=tuple(node.get("primary_key") or ()),
    )


def _one_line(text: str) -> str:
    """A description as yaml folds it, without the line ends that only its source needed."""
    return " ".join(text.split())


def _quoted(identifier: str) -> str:
    return '"' + identifier.replace('"', '""') + '"'


def _write_parquet(connection: duckdb.DuckDBPyConnection, model: Model, path: Path) -> pa.Schema:
    """Write one model, ordered by its key or, where it has none, by all its columns."""
    rows = f"select * from {model.relation}"  # noqa: S608 - a quoted name of our own yaml
    found: pa.Schema = connection.sql(rows).limit(0).to_arrow_table().schema
    order = ", ".join(f"{_quoted(name)} nulls last" for name in model.primary_key or found.names)
    schema = pa.schema(
        [_described(field, model.columns.get(field.name, "")) for field in found],
        metadata={"name": model.name, "description": model.description},
    )
    reader = connection.sql(f"{rows} order by {order}").to_arrow_reader(ROW_GROUP)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for table in _row_groups(reader):
            writer.write_table(table.cast(schema), row_group_size=ROW_GROUP)
    return schema


def _described(field: pa.Field, description: str) -> pa.Field:
    return field.with_metadata({"description": description} if description else {})


def _row_groups(reader: pa.RecordBatchReader) -> Iterator[pa.Table]:
    """Tables of ROW_GROUP rows, the last one shorter, whatever the sizes that the reader gives."""
    waiting = reader.schema.empty_table()
    for batch in reader:
        waiting = pa.concat_tables([waiting, pa.table(batch)])
        while len(waiting) >= ROW_GROUP:
            yield waiting.slice(0, ROW_GROUP)
            waiting = waiting.slice(ROW_GROUP)
    if len(waiting):
        yield waiting


def _resource(model: Model, schema: pa.Schema, path: Path) -> dict[str, object]:
    table_schema: dict[str, object] = {"fields": [_field(field, model) for field in schema]}
    if model.primary_key:
        table_schema["primaryKey"] = list(model.primary_key)
    return {
        "profile": "tabular-data-resource",
        "name": model.name,
        "path": path.name,
        "description": model.description,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{_sha256(path)}",
        "schema": table_schema,
    }


def _field(field: pa.Field, model: Model) -> dict[str, str]:
    described = {"name": field.name, "type": _frictionless(field.type)}
    description = model.columns.get(field.name)
    return {**described, "description": description} if description else described


_FRICTIONLESS = (
    (pa.types.is_boolean, "boolean"),
    (pa.types.is_integer, "integer"),
    (pa.types.is_decimal, "number"),
    (pa.types.is_floating, "number"),
    (pa.types.is_date, "date"),
    (pa.types.is_timestamp, "datetime"),
    (pa.types.is_time, "time"),
    (pa.types.is_list, "array"),
    (pa.types.is_struct, "object"),
    (pa.types.is_string, "string"),
)


def _frictionless(kind: pa.DataType) -> str:
    return next((name for fits, name in _FRICTIONLESS if fits(kind)), "any")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
