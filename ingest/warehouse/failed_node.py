"""A failed node of dbt's over some documents alone: whether its own query fails with them.

The failed database is read through views that show the rows of the documents picked, so that the
query of a node as dbt compiled it is asked without building any model.
"""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb

from ingest.base.settings import MEMORY, MEMORY_VARIABLE
from ingest.base.sql import literal, quoted, statements_of
from ingest.warehouse.failures import FailedNode
from ingest.warehouse.manifest import names_of, with_columns
from ingest.warehouse.steps import CATALOG, steps_of

BY_ERROR = "sql_error"
"""The invariant of a node whose query ends with an error."""

_sql = statements_of(__file__)

_ROWS, _MADE, _OWN = "memory.main.failing", "memory.main.made", "memory.main.own"
_FAILED = "failed"
_LAST = 2**31 - 1
# These say nothing of the rows.
_OF_MACHINE = (duckdb.OutOfMemoryException, duckdb.IOException, duckdb.InterruptException)


@contextmanager
def over_documents(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The relations of a closed database under their own names, for `Node` to pick documents."""
    with duckdb.connect() as connection:
        connection.execute("set memory_limit = ?", [os.environ.get(MEMORY_VARIABLE) or MEMORY])
        connection.execute("set temp_directory = ?", [str(database.parent / "spill")])
        connection.execute("create table memory.main.picked (document_id varchar)")
        connection.execute("create table memory.main.span as select 0 as line_to")
        views: list[tuple[str, str]] = []
        views += _show(connection, database.stem, _FAILED, database)
        if steps_of(database).is_file():
            views += _show(connection, CATALOG, f"{_FAILED}_{CATALOG}", steps_of(database))
        _create(connection, views)
        connection.execute(f"use {quoted(database.stem)}")
        yield connection


def _show(
    connection: duckdb.DuckDBPyConnection, catalog: str, failed: str, path: Path
) -> Iterator[tuple[str, str]]:
    """Show the tables of a database under its name; the statements of its views, with the name."""
    connection.execute(f"attach {literal(str(path))} as {failed} (read_only)")
    connection.execute(f"attach ':memory:' as {quoted(catalog)}")
    for schema, name, columns, view in connection.execute(_sql("relations"), [failed]).fetchall():
        shown = f"{quoted(catalog)}.{quoted(schema)}"
        connection.execute(f"create schema if not exists {shown}")
        if view:
            yield catalog, view
            continue
        relation = f"{quoted(schema)}.{quoted(name)}"
        connection.execute(
            f"create view {shown}.{quoted(name)} as"  # noqa: S608 - quoted names
            f" select * from {failed}.{relation} {_picked(columns)}"
        )


def _picked(columns: Sequence[str]) -> str:
    """The condition by which a relation shows the rows of the picked documents."""
    if "document_id" in columns:
        up_to = "and coalesce(line, 0) <= (select line_to from memory.main.span)"
        of_picked = "where document_id in (select document_id from memory.main.picked)"
        return f"{of_picked} {up_to}" if "line" in columns else of_picked
    if "unit_id" in columns:
        return (
            "where unit_id in (select unit_id from failed.raw.documents"
            " where document_id in (select document_id from memory.main.picked)"
            " union all select parent_unit_id from failed.raw.documents"
            " where document_id in (select document_id from memory.main.picked)"
            " union all select listed_unit_id from failed.raw.blocks"
            " where document_id in (select document_id from memory.main.picked))"
        )
    return ""


def _create(connection: duckdb.DuckDBPyConnection, views: Sequence[tuple[str, str]]) -> None:
    """Create views of databases, which may read each other; one of what was not made is left."""
    left = list(views)
    for _ in views:
        waiting, left = left, []
        for catalog, view in waiting:
            connection.execute(f"use {quoted(catalog)}")
            try:
                connection.execute(view)
            except duckdb.CatalogException:
                left.append((catalog, view))
        if len(left) == len(waiting):
            return


class Node:
    """A failed model or test, asked over one set of documents after the other."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, node: FailedNode, manifest: Mapping[str, Any]
    ) -> None:
        """Take a node of a failed run.

        Args:
            connection: What `over_documents` gives.
            node: A node that has a query.
            manifest: dbt's manifest of the project.
        """
        self.connection = connection
        self.told = node.message
        self.model, self._test = names_of(node, manifest)
        self._query = str(node.sql)
        self._manifest = manifest
        self._entry = manifest["nodes"][node.unique_id]

    def documents(self) -> list[str]:
        """All documents of the failed database."""
        query = "select document_id from failed.raw.documents order by all"
        return [row[0] for row in self.connection.execute(query).fetchall()]

    def fails(self, documents: Collection[str]) -> bool:
        """Whether the node fails with these documents alone."""
        return self.broken(documents) is not None

    def broken(self, documents: Collection[str], line_to: int = _LAST) -> str | None:
        """The first invariant that documents break, with their lines up to one.

        Args:
            documents: The documents.
            line_to: The last line of each that is looked at.

        Returns:
            The test, or the constraint of the contract; None where they break none. The failing
            rows are then those of `rows`, unless it ended by an error.
        """
        execute = self.connection.execute
        execute("delete from memory.main.picked")
        execute("insert into memory.main.picked select unnest(?::varchar[])", [sorted(documents)])
        execute("update memory.main.span set line_to = ?", [line_to])
        execute(f"drop table if exists {_ROWS}")
        try:
            return self._broken()
        except duckdb.Error as error:
            if isinstance(error, _OF_MACHINE):
                raise
            return BY_ERROR

    def _broken(self) -> str | None:
        if self._test:
            return self._broken_test() if self._keep(self._query) else None
        self._make()
        kept = (name for name, rows in _constraints(self._entry) if self._keep(rows))
        return next(kept, None)

    def _broken_test(self) -> str:
        """Look at the model's own rows, which say more than what a generic test says of them."""
        generic = self._entry.get("test_metadata") or {}
        given, said = generic.get("kwargs", {}), self._test
        if "sets" in given:
            columns = [row[0] for row in self.rows("select distinct column_name")]
            said = with_columns(generic["name"], columns)
        model = self._manifest["nodes"].get(self._entry.get("attached_node"))
        like = (
            _alike(given, self.columns()) if model and "document_id" not in self.columns() else ""
        )
        if model and like:
            query = (
                f"create table {_OWN} as select * from {model['relation_name']} as own"  # noqa: S608 - as dbt names it
                f" where exists (select 1 from {_ROWS} as failing where {like})"
            )
            # The model may not have the columns: then the rows stay what the test says.
            with suppress(duckdb.CatalogException, duckdb.BinderException):
                self.connection.execute(query)
                self.connection.execute(f"create or replace table {_ROWS} as from {_OWN}")
            self.connection.execute(f"drop table if exists {_OWN}")
        return said

    def _make(self) -> None:
        """Fill a table of the contract's columns, without constraints, by the model's query."""
        execute = self.connection.execute
        if not self._entry["config"].get("contract", {}).get("enforced"):
            execute(f"create or replace table {_MADE} as ({self._query}\n)")
            return
        columns = self._entry["columns"].values()
        types = ", ".join(f"{quoted(c['name'])} {c['data_type']}" for c in columns)
        execute(f"create or replace table {_MADE} ({types})")
        execute(f"insert into {_MADE} by name ({self._query}\n)")

    def _keep(self, query: str) -> bool:
        """Keep the rows that fail; whether there are any."""
        self.connection.execute(f"create or replace table {_ROWS} as ({query}\n)")
        return bool(len(self.connection.table(_ROWS)))

    def columns(self) -> list[str]:
        """The columns of the failing rows; none where an error left no rows."""
        query = (
            "select column_name from duckdb_columns()"
            " where database_name = 'memory' and table_name = 'failing' order by column_index"
        )
        return [row[0] for row in self.connection.execute(query).fetchall()]

    def rows(self, select: str, document: str | None = None) -> list[tuple[Any, ...]]:
        """What a query that ends with `from failing` gives of the failing rows.

        Args:
            select: The query's beginning, such as `select page, line`.
            document: The document to which the rows belong, if only its own are asked for.
        """
        own = document is not None and "document_id" in self.columns()
        where = "where document_id = ?" if own else ""
        query = f"{select} from {_ROWS} as failing {where} order by all"
        return self.connection.execute(query, [document] if own else []).fetchall()

    def model_of(self, document: str) -> str:
        """The model that a document's failing rows are of: that which they name, or the node's."""
        if "model_name" not in self.columns():
            return self.model
        return next((row[0] for row in self.rows("select model_name", document)), self.model)

    def named(self) -> list[str]:
        """The documents that the failing rows name."""
        if "document_id" not in self.columns():
            return []
        return [row[0] for row in self.rows("select distinct document_id") if row[0] is not None]


def _constraints(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The constraints of a model's contract, each with a query for the rows that break it."""
    keys: list[str] = []
    for column in entry["columns"].values():
        kinds = {constraint["type"] for constraint in column.get("constraints", ())}
        name = quoted(column["name"])
        if "not_null" in kinds:
            said = with_columns("not_null", [column["name"]])
            yield said, f"select * from {_MADE} where {name} is null"  # noqa: S608 - quoted
        if "primary_key" in kinds:
            keys.append(column["name"])
    for constraint in entry.get("constraints", ()):
        if constraint["type"] == "primary_key":
            keys += constraint["columns"]
    if keys:
        key = ", ".join(map(quoted, keys))
        lacks = " or ".join(f"{quoted(name)} is null" for name in keys)
        yield (
            with_columns("primary_key", keys),
            f"select * from {_MADE} qualify count(*) over (partition by {key}) > 1 or {lacks}",  # noqa: S608 - quoted
        )


def _alike(given: Mapping[str, Any], columns: Sequence[str]) -> str:
    """The condition by which a row `own` of a model is one that a `failing` row is about.

    Args:
        given: The arguments of a generic test.
        columns: The columns of what it says.
    """
    if "sets" in given:
        of_sets = (
            f"failing.column_name = {literal(name)}"
            f" and own.{quoted(name)}::varchar = failing.value::varchar"
            for name in given["sets"]
        )
        return " or ".join(of_sets)
    if given.get("column_name"):
        names = [(given["column_name"], columns[0])]
    else:
        names = [(name, name) for name in given.get("columns") or [given.get("code")] if name]
    return " and ".join(
        f"own.{quoted(name)} is not distinct from failing.{quoted(said)}" for name, said in names
    )
