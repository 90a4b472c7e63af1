"""Names and texts as SQL writes them, and statements in files of their own."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import duckdb


def quoted(identifier: str) -> str:
    """An identifier as SQL quotes it."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as SQL writes it, for statements that take no parameter, such as `attach`."""
    return "'" + text.replace("'", "''") + "'"


def row_counts(connection: duckdb.DuckDBPyConnection, relations: Sequence[str]) -> list[int]:
    """The rows of relations, all counted by one statement.

    Args:
        connection: Their database.
        relations: Their names, quoted where they need it.
    """
    if not relations:
        return []
    counts = (
        f"select {number} as number, count(*) as rows from {relation}"  # noqa: S608 - names of our own
        for number, relation in enumerate(relations)
    )
    found = connection.execute(" union all ".join(counts)).fetchall()
    return [rows for _, rows in sorted(found)]


def statements_of(module: str) -> Callable[[str], str]:
    """What reads the statement of a name from the folder `sql` beside a module."""
    folder = Path(module).parent / "sql"
    return cache(lambda name: (folder / f"{name}.sql").read_text(encoding="utf-8"))
