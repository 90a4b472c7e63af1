"""A warehouse's marts many times over, under other ids: as large as is asked, without a build."""

import shutil
from pathlib import Path

import duckdb

from ingest.base.settings import DATABASE

_TABLES = """
    select table_name, list(column_name order by column_index)
    from duckdb_columns()
    inner join duckdb_tables() using (database_name, schema_name, table_name)
    where schema_name = 'marts'
    group by table_name
    having list_has_any(list(column_name), ['unit_id', 'document_id'])
    order by table_name
"""
_HASHED = {"fault_id", "check_id", "project_id", "set_id"}
_NAMES = {"unit_name", "short_name"}


def replicate(warehouse: Path, folder: Path, times: int) -> Path:
    """A copy of a warehouse's database with every unit and document as often as said.

    Args:
        warehouse: The warehouse, only read.
        folder: The folder of the copy.
        times: How often; the first time is as it was.
    """
    database = folder / DATABASE
    shutil.copy(warehouse / DATABASE, database)
    with duckdb.connect(str(database)) as connection:
        for table, columns in connection.execute(_TABLES).fetchall():
            values = ", ".join(_again(column) for column in columns)
            connection.execute(
                f"create temp table again as select {values}"
                f" from marts.{table} cross join range(1, {times}) as copies(copy)"
            )
            connection.execute(f"insert into marts.{table} from again")
            connection.execute("drop table again")
    return database


def _again(column: str) -> str:
    if column in _HASHED:
        return f"md5({column} || copy)"
    if column in _NAMES:
        return f"{column} || copy"
    if column.endswith(("unit_id", "document_id")):
        return f"{column} || '-r' || copy"
    return f'"{column}"'
