"""Questions to the warehouse: each is a file in `sql/`, and what is shown is what was run.

A question gets its parameters as session variables of DuckDB (`getvariable`), set in front of it,
so that the whole text runs as it stands in any DuckDB client.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import duckdb

from ingest.base.errors import WarehouseError
from ingest.base.sql import literal as text_literal
from ingest.base.sql import statements_of

_sql = statements_of(__file__)
_VARIABLE = re.compile(r"getvariable\('(\w+)'\)")

Row = dict[str, object]
Value = str | int | Sequence[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, as it was run, and its rows."""

    name: str
    sql: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def count(self) -> int:
        """How many rows there are: `rows_known` of a question that gives the first alone."""
        return int(str(self.rows[0].get("rows_known", len(self.rows)))) if self.rows else 0

    def without(self, name: str) -> "Answer":
        """The answer with one column less to show; the question is as it was run."""
        return replace(self, columns=tuple(column for column in self.columns if column != name))


def orders(connection: duckdb.DuckDBPyConnection) -> dict[str, Value]:
    """The parameters by which questions put rows in order, from the vocabularies of the warehouse.

    Args:
        connection: The warehouse's database, read-only.

    Returns:
        `scopes`, the widest first; `phases`, the latest first; `levels`, the highest first.

    Raises:
        WarehouseError: The warehouse has no vocabularies.
    """
    rows = ask(connection, "orders", {}).rows
    codes = {str(row["vocabulary"]): [str(code) for code in _list(row["codes"])] for row in rows}
    return {
        "scopes": codes["scope"],
        "phases": codes["phase"][::-1],
        "levels": codes["admin_level"],
    }


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def ask(connection: duckdb.DuckDBPyConnection, name: str, variables: Mapping[str, Value]) -> Answer:
    """Ask the question `sql/<name>.sql`.

    Args:
        connection: The warehouse's database, read-only.
        name: The question.
        variables: Its parameters; those that it does not name are left out.

    Raises:
        WarehouseError: The warehouse has not the marts that the question reads.
    """
    text = _sql(name).strip()
    named = set(_VARIABLE.findall(text))
    used = sorted(named & variables.keys())
    settings = [f"set variable {variable} = {literal(variables[variable])};" for variable in used]
    sql = "\n".join([*settings, text])
    try:
        for variable in sorted(named - variables.keys()):  # What another question was told.
            connection.execute(f"reset variable {variable}")
        cursor = connection.execute(sql)
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        problem = f"It cannot answer {name}.sql ({str(error).splitlines()[0]})."
        raise WarehouseError("mingzhang.duckdb", problem, "Run `make build`.") from error
    columns = tuple(entry[0] for entry in cursor.description or ())
    rows = tuple(dict(zip(columns, row, strict=True)) for row in cursor.fetchall())
    return Answer(name, sql, columns, rows)


def literal(value: Value) -> str:
    """A value as SQL: quoted, so that no text from a document is ever part of a statement."""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return text_literal(value)
    return "[" + ", ".join(literal(part) for part in value) + "]"
