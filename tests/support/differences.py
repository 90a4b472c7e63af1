"""Two folders of exports beside each other, row for row, and what differs in words."""

import json
from pathlib import Path

import duckdb

SHOWN = 5
"""The differing rows of a mart that are told."""


def differences(duckdb_exports: Path, spark_exports: Path) -> list[str]:
    """What differs between the marts of two engines, the first rows of each mart by key.

    Args:
        duckdb_exports: The exports of a build on DuckDB, whose keys count.
        spark_exports: The exports of a build on Spark.

    Returns:
        One text for each difference; none where every mart is the same, row for row.
    """
    keys = _keys(duckdb_exports)
    found = [f"{name}: not on both engines" for name in sorted(keys ^ _keys(spark_exports).keys())]
    for name in sorted(keys.keys() & _keys(spark_exports).keys()):
        with duckdb.connect() as connection:
            for view, folder in (("one", duckdb_exports), ("other", spark_exports)):
                # A large mart is a folder of a file a year.
                path = folder / name
                files = str(path / "*.parquet") if path.is_dir() else f"{path}.parquet"
                connection.read_parquet(files).create_view(view)
            found += [f"{name}: {text}" for text in _of_mart(connection, keys[name])]
    return found


def _keys(exports: Path) -> dict[str, list[str]]:
    """The primary key of each mart, as the descriptor of the exports names it."""
    package = json.loads((exports / "datapackage.json").read_bytes())
    keys: dict[str, list[str]] = {}
    for resource in package["resources"]:
        path = Path(resource["path"])
        name = path.parts[0] if len(path.parts) > 1 else path.stem
        keys[name] = list(resource["schema"].get("primaryKey", []))
    return keys


def _of_mart(connection: duckdb.DuckDBPyConnection, key: list[str]) -> list[str]:
    columns = _columns(connection, "one")
    if columns != _columns(connection, "other"):
        differing = set(columns) ^ set(_columns(connection, "other"))
        return [f"columns {sorted(differing)}"]
    names = [name for name, _ in columns]
    order = ", ".join(f'"{name}"' for name in [*key, *(n for n in names if n not in key)])
    rows = []
    for view, rest in (("one", "other"), ("other", "one")):
        query = f"select {order} from {view} except all select {order} from {rest} order by all"
        rows.append(connection.execute(query).fetchall())
    return _told(rows[0], rows[1], [*key, *(n for n in names if n not in key)], len(key))


def _columns(connection: duckdb.DuckDBPyConnection, view: str) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in connection.execute(f"describe {view}").fetchall()]


def _told(
    one: list[tuple[object, ...]], other: list[tuple[object, ...]], names: list[str], key: int
) -> list[str]:
    if not one and not other:
        return []
    told = [f"{len(one)} rows of DuckDB's and {len(other)} of Spark's have no like"]
    by_key = {row[:key]: row for row in other} if key else {}
    for row in one[:SHOWN]:
        like = by_key.pop(row[:key], None)
        if like is None:
            told.append(f"on DuckDB only: {dict(zip(names, row, strict=True))}")
        else:
            cells = [
                f"{name} {mine!r} on DuckDB, {its!r} on Spark"
                for name, mine, its in zip(names, row, like, strict=True)
                if mine != its
            ]
            told.append(f"{dict(zip(names[:key], row, strict=False))}: {'; '.join(cells)}")
    mine_too = {row[:key] for row in one} if key else set()
    told += [
        f"on Spark only: {dict(zip(names, row, strict=True))}"
        for row in other
        if row[:key] not in mine_too
    ][:SHOWN]
    return told
