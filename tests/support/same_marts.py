"""Whether the marts of two databases hold the same rows, and where they do not in words."""

from pathlib import Path

import duckdb

SHOWN = 3
"""The differing rows of a relation that are told."""

WITH_ASIDE = "dq_set_aside"
"""The mart that says what was set aside, and so differs from a build without these documents."""


def differing_marts(one: Path, other: Path) -> list[str]:
    """What differs between the marts of two databases, `dq_set_aside` apart.

    Args:
        one: A DuckDB file.
        other: Another.

    Returns:
        A text for each relation that is in one only, or has other columns or other rows, with the
        first of these; none where each holds the same rows as many times.
    """
    found = []
    with duckdb.connect() as connection:
        columns = {}
        for name, path in (("one", one), ("other", other)):
            connection.execute(f"attach '{path.resolve()}' as {name} (read_only)")
            columns[name] = _columns(connection, name)
        for relation in sorted(columns["one"].keys() | columns["other"].keys()):
            mine, its = (columns[name].get(relation) for name in ("one", "other"))
            if mine != its:
                found.append(f"{relation}: columns {mine} and {its}")
                continue
            for a, b in (("one", "other"), ("other", "one")):
                query = f'from {a}.marts."{relation}" except all from {b}.marts."{relation}"'
                rows = connection.sql(f"select * from ({query}) order by all").fetchall()
                if rows:
                    found.append(f"{relation}: {len(rows)} rows only in {a}: {rows[:SHOWN]}")
    return found


def _columns(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, list[str]]:
    rows = connection.execute(
        "select table_name, list((column_name, data_type) order by column_index)"
        " from duckdb_columns() where database_name = ? and schema_name = 'marts'"
        " and table_name <> ? group by all",
        [name, WITH_ASIDE],
    ).fetchall()
    return dict(rows)
