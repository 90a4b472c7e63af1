"""Single models over rows of a test: their SQL as dbt renders it, run beside a built warehouse.

What a test does not give is taken from the warehouse: seeds, and models that it does not make. A
model is a view of the session, so that hundreds of examples take seconds.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
from jinja2 import Environment, Template

from ingest.base.settings import PROJECT
from ingest.rows.derived import with_derived
from ingest.rows.read import CONTENT_HASH
from ingest.rows.schema import RECORDS
from tests.support import builds

Row = Mapping[str, Any]

_OF_DBT = ("constraints.sql", "spark.sql", "generate_schema_name.sql", "table.sql")
"""Macros that only dbt itself can render."""


class Session:
    """A database in memory in which models are made over given rows."""

    def __init__(self, warehouse: Path) -> None:
        """Begin with what the warehouse holds."""
        self.connection = builds.opened(warehouse)
        tables = self.connection.execute(
            "select table_name, database_name, schema_name from duckdb_tables() union all"
            " select view_name, database_name, schema_name from duckdb_views() where not internal"
        ).fetchall()
        self._where = {name: f"{database}.{schema}.{name}" for name, database, schema in tables}

    def give(self, name: str, rows: pa.Table) -> None:
        """Put rows in the place of a model, a seed or a source."""
        self.connection.register(f"given_{name}", rows)
        self._where[name] = f"given_{name}"

    def give_rows(self, name: str, rows: Iterable[Row], **types: pa.DataType) -> None:
        """Put rows in the place of a model; `types` are its columns, text where none is named."""
        given = [dict(row) for row in rows]
        schema = {**{column: pa.string() for row in given for column in row}, **types}
        self.give(name, pa.Table.from_pylist(given, schema=pa.schema(schema)))

    def give_nothing(self, name: str) -> None:
        """Put no row in the place of a model, with the columns that the warehouse has of it."""
        self.connection.execute(
            f"create or replace temp table no_{name} as select * from {self._where[name]} limit 0"
        )
        self._where[name] = f"no_{name}"

    def give_document(self, rows: Mapping[str, Sequence[Row]]) -> None:
        """Put the extracted rows of a document in the place of the loaded ones."""
        for record in RECORDS:
            own = with_derived(record.name, rows[record.name])
            table = pa.Table.from_pylist(list(own), schema=record.arrow)
            self.give(
                record.name, table.append_column(CONTENT_HASH, pa.nulls(len(table), pa.string()))
            )

    def make(self, *models: str) -> None:
        """Make models, each over what was given or made before it."""
        for name in models:
            self.connection.execute(
                f"create or replace temp table made_{name} as {self._sql(name)}"
            )
            self._where[name] = f"made_{name}"

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a query gives; `{name}` stands for a model, a seed or a source."""
        return self.connection.execute(query.format_map(self._where)).fetchall()

    def _sql(self, name: str) -> str:
        return _template(name).render(
            ref=lambda model: self._where[model],
            source=lambda _, table: self._where[table],
        )


def rendered(call: str, **given: object) -> str:
    """A text with calls of macros as dbt renders it for DuckDB."""
    return _environment().from_string(_macros() + call).render(**given)


@cache
def _template(name: str) -> Template:
    (path,) = (PROJECT / "models").rglob(f"{name}.sql")
    return _environment().from_string(_macros() + path.read_text(encoding="utf-8"))


@cache
def _macros() -> str:
    paths = sorted((PROJECT / "macros").glob("*.sql"))
    return "".join(path.read_text(encoding="utf-8") for path in paths if path.name not in _OF_DBT)


@cache
def _environment() -> Environment:
    environment = Environment(autoescape=False, extensions=["jinja2.ext.do"])  # noqa: S701 - SQL

    def dispatch(name: str) -> Callable[..., object]:
        return getattr(environment.from_string(_macros()).module, f"default__{name}")  # type: ignore[no-any-return]

    environment.globals |= {
        "adapter": SimpleNamespace(dispatch=dispatch),
        "config": lambda **_: "",
        "return": lambda value: value,
        "dbt": SimpleNamespace(
            type_string=lambda: "varchar",
            split_part=lambda text, by, at: f"split_part({text}, {by}, {at})",
        ),
    }
    return environment
