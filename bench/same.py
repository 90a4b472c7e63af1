"""Whether two warehouses hold the same rows: `python -m bench.same <warehouse> <other>`.

For a change that is to be quicker and no different: every relation of the schemas asked for, by
columns, types and rows, each row as often in the one as in the other. Order does not count.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb

_SCHEMAS = ("marts",)
_RELATIONS = """
    select schema_name || '.' || table_name as relation,
        list((column_name, data_type) order by column_index) as columns
    from duckdb_columns()
    where database_name = $database and list_contains($schemas, schema_name)
    group by all order by all
"""


def differences(
    one: Path, other: Path, schemas: tuple[str, ...] = _SCHEMAS, *, columns_may_be_added: bool
) -> Iterator[str]:
    """What differs between two databases, a line for each relation that does.

    Args:
        one: A DuckDB file.
        other: Another; what is missing or left over is told of it.
        schemas: The schemas to compare.
        columns_may_be_added: Whether relations and columns that only `other` has may differ.
    """
    with duckdb.connect() as connection:
        found = {}
        for name, path in (("one", one), ("other", other)):
            connection.execute(f"attach {_literal(str(path))} as {name} (read_only)")
            given = {"database": name, "schemas": list(schemas)}
            found[name] = dict(connection.execute(_RELATIONS, given).fetchall())
        for relation in sorted(found["one"].keys() | found["other"].keys()):
            said = _difference(
                connection,
                relation,
                found["one"].get(relation),
                found["other"].get(relation),
                columns_may_be_added=columns_may_be_added,
            )
            if said:
                yield f"{relation}: {said}"


def _difference(
    connection: duckdb.DuckDBPyConnection,
    relation: str,
    one: list[tuple[str, str]] | None,
    other: list[tuple[str, str]] | None,
    *,
    columns_may_be_added: bool,
) -> str:
    if one is None:
        return "" if columns_may_be_added else "is added"
    if other is None:
        return "is gone"
    lost = [column for column in one if column not in other]
    added = [] if columns_may_be_added else [column for column in other if column not in one]
    if lost or added:
        return f"columns lost {lost}, added {added}"
    names = ", ".join(f'"{name}"' for name, _ in one)
    # Equal sums of hashes over as many rows: the rows need not be sorted to be told the same.
    sums = {
        connection.execute(
            f"select count(*), sum(hash({names})) from {database}.{relation}"  # noqa: S608
        ).fetchall()[0]
        for database in ("one", "other")
    }
    if len(sums) == 1:
        return ""
    missing, left_over = (
        connection.execute(
            f"select count(*) from (select {names} from {a}.{relation}"  # noqa: S608 - own names
            f" except all select {names} from {b}.{relation})"
        ).fetchall()[0][0]
        for a, b in (("one", "other"), ("other", "one"))
    )
    return f"{missing} rows missing, {left_over} left over" if missing or left_over else ""


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _database(path: Path) -> Path:
    return path / "mingzhang.duckdb" if path.is_dir() else path


def main() -> int:
    """Run the command; 1 where anything differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("one", type=Path, help="a warehouse, or its DuckDB file")
    parser.add_argument("other", type=Path)
    parser.add_argument("--schema", action="append", help="a schema to compare; marts by default")
    parser.add_argument("--added", action="store_true", help="what is added is no difference")
    given = parser.parse_args()
    schemas = tuple(given.schema or _SCHEMAS)
    one, other = _database(given.one), _database(given.other)
    said = list(differences(one, other, schemas, columns_may_be_added=given.added))
    sys.stdout.write("".join(f"{line}\n" for line in said) or "the same\n")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
