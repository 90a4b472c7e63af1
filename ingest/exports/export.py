"""The marts as files: Parquet, a data dictionary, a datapackage.json and checksums.

Names, descriptions and keys come from dbt's manifest, where the models' yaml put them; types come
from the database. The bytes depend on nothing but the data and these.
"""

import math
import os
import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from ingest.base import log
from ingest.base.checksums import write_checksums
from ingest.base.errors import BuildError, Place
from ingest.base.settings import MEMORY, MEMORY_VARIABLE, PARTITION_ROWS_VARIABLE
from ingest.base.sql import quoted
from ingest.exports.catalogue import Disclosure, read_disclosures, write_dataset
from ingest.exports.datapackage import package, resource, write_descriptor
from ingest.exports.dictionary import (
    DICTIONARY,
    entries,
    write_excel,
    write_html,
    write_parquet,
)
from ingest.exports.earlier import Earlier
from ingest.exports.models import Model, read_models
from ingest.exports.parquet import Layout, Written, write_model
from ingest.exports.usage import corrected_amounts, warnings_of

Relations = dict[str, str]
"""The quoted names of models in the database, by name."""

PARTITION_ROWS = 500_000
"""The rows from which a mart with a fiscal year is a folder of the files of its years."""

_WRITERS = 2
"""Files that are written at a time: DuckDB sorts and Arrow encodes without Python."""


def export(
    database: Path, manifest: Path, folder: Path, earlier: Earlier | None = None
) -> list[str]:
    """Write every model of schema `marts` to a new folder, with its dictionary and checksums.

    Args:
        database: The built DuckDB file, which is opened read-only.
        manifest: dbt's manifest.json of the project that built it.
        folder: The folder to make; it must not exist.
        earlier: The published exports, of an incremental build by the same code.

    Returns:
        The names of the exported models: all but a view of more rows than its yaml lets out
        (`config: meta: export_rows`), which is said and which the exported tables hold in parts.

    Raises:
        BuildError: The manifest lists a model that the database does not have, or memory is too
            little to write one.
    """
    models = read_models(manifest)
    layout = Layout(folder, _partition_rows(), earlier)
    folder.mkdir()
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute("set memory_limit = ?", [os.environ.get(MEMORY_VARIABLE) or MEMORY])
        _check_built(connection, models, database)
        relations = {model.name: model.relation for model in models}
        models = [model for model in models if not _left_out(connection, model, relations)]
        corrected = corrected_amounts(connection, models)
        sizes = _sizes(connection, models)

        def write(model: Model) -> list[Written]:
            with connection.cursor() as own:
                held = _made_once(own, model) if math.isinf(sizes[model.name]) else model
                return write_model(own, held, warnings_of(own, held, corrected), layout)

        # The large ones first, so that no writer is left alone with one; the order of what is
        # written of them is that of the names.
        with ThreadPoolExecutor(_WRITERS) as pool:
            largest = sorted(models, key=lambda model: -sizes[model.name])
            made = {model.name: pool.submit(write, model) for model in largest}
        written: list[Written] = []
        for model in models:
            try:
                written += made[model.name].result()
            except duckdb.OutOfMemoryException:  # two at a time took too much: once more, alone
                _remove(folder, model)
                written += _alone(write, model)
        documents = read_disclosures(connection, models)
    _describe(written, documents, folder, earlier)
    return [model.name for model in models]


def rows_of(folder: Path, models: Iterable[str]) -> dict[str, int]:
    """The rows of exported models, as their files say: nothing is counted again.

    Args:
        folder: The exports.
        models: The names of the models.
    """
    return {
        name: sum(
            pq.read_metadata(path).num_rows
            for path in (*folder.glob(f"{name}.parquet"), *folder.glob(f"{name}/*.parquet"))
        )
        for name in models
    }


def _sizes(connection: duckdb.DuckDBPyConnection, models: Iterable[Model]) -> dict[str, float]:
    """About what each model takes to write: its rows and columns; unknown for a view."""
    known = "select table_name, estimated_size from duckdb_tables() where schema_name = 'marts'"
    rows: dict[str, float] = dict(connection.execute(known).fetchall())
    return {model.name: rows.get(model.name, math.inf) * len(model.columns) for model in models}


def _alone(write: Callable[[Model], list[Written]], model: Model) -> list[Written]:
    """Write a model while no other is written."""
    try:
        return write(model)
    except duckdb.OutOfMemoryException as error:
        raise BuildError(
            model.name,
            "There is too little memory to write its files.",
            f"Give more to the build, as in {MEMORY_VARIABLE}=8GB.",
        ) from error


def _remove(folder: Path, model: Model) -> None:
    """Remove what was written of a model."""
    shutil.rmtree(folder / model.name, ignore_errors=True)
    (folder / f"{model.name}.parquet").unlink(missing_ok=True)


def _made_once(connection: duckdb.DuckDBPyConnection, model: Model) -> Model:
    """A view's rows as a table of this connection: warnings and the file of each year ask for them.

    Returns:
        The model, of that table.
    """
    name = quoted(model.name)
    connection.execute(f"create temp table {name} as from {model.relation}")
    return replace(model, relation=f"temp.{name}")


def _check_built(
    connection: duckdb.DuckDBPyConnection, models: list[Model], database: Path
) -> None:
    for model in models:
        try:
            connection.execute(f"from {model.relation} limit 0")
        except duckdb.CatalogException as error:
            place = Place(database.name)
            raise BuildError(place, f"{model.name} was not built.", "Build it first.") from error


def _left_out(connection: duckdb.DuckDBPyConnection, model: Model, relations: Relations) -> bool:
    """Whether a model has more rows than its yaml lets out, which is logged."""
    limit = (model.meta or {}).get("export_rows")
    if limit is None or _rows(connection, model, int(str(limit)), relations) <= int(str(limit)):
        return False
    text = f"not exported: {model.name} has over {limit} rows; it is a view of exported tables"
    log.info("not_exported", text, model=model.name, rows=limit)
    return True


def _rows(
    connection: duckdb.DuckDBPyConnection, model: Model, limit: int, relations: Relations
) -> int:
    """The rows of a model, or of those beyond a limit one.

    A view that says of which model it holds the pairs (`config: meta: export_pairs_of`), and in
    which columns both are alike (`export_pairs_by`), is not asked: DuckDB makes all pairs before it
    takes the first of them.
    """
    meta = model.meta or {}
    sets = meta.get("export_pairs_of")
    if sets is not None:
        by: list[str] = list(meta.get("export_pairs_by", ()))  # type: ignore[call-overload]
        alike = ", ".join(quoted(name) for name in by) or "()"
        counts = f"select count(*) as rows from {relations[str(sets)]} group by {alike}"  # noqa: S608
        pairs = f"select coalesce(sum(rows * (rows - 1) // 2), 0) from ({counts})"  # noqa: S608
        return int(connection.sql(pairs).fetchall()[0][0])
    rows = f"select 1 from {model.relation} limit {limit + 1}"  # noqa: S608 - our own name
    found: int = connection.sql(f"select count(*) from ({rows})").fetchall()[0][0]  # noqa: S608
    return found


def _describe(
    written: list[Written], documents: list[Disclosure], folder: Path, earlier: Earlier | None
) -> None:
    """Describe the files: the dictionary in its three forms, descriptors, checksums."""
    dictionary = entries(written)
    described = [*written, write_parquet(dictionary, folder)]
    if earlier is not None and earlier.has_same(described[-1].path, folder):
        for suffix in (".html", ".xlsx"):  # They say what the table says, by the same code.
            earlier.link(f"{DICTIONARY}{suffix}", folder)
    else:
        write_html(dictionary, folder)
        write_excel(dictionary, folder)
    split = {file.model.name for file in written if "/" in file.path}
    resources = [resource(file, folder / file.path, split) for file in described]
    descriptor = package(resources, documents)
    write_descriptor(descriptor, folder)
    write_dataset(descriptor, documents, folder)
    write_checksums(folder)


def _partition_rows() -> int:
    """The rows from which a mart is a folder: PARTITION_ROWS, or what the environment says."""
    told = os.environ.get(PARTITION_ROWS_VARIABLE, "").strip()
    if told and not told.isdecimal():
        raise BuildError(
            PARTITION_ROWS_VARIABLE, f"{told!r} is not a number of rows.", "Give a whole number."
        )
    return int(told) if told else PARTITION_ROWS
