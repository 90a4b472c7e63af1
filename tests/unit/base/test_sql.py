"""Rows counted by one statement."""

import duckdb

from ingest.base.sql import row_counts


def test_rows_are_counted_in_the_order_of_the_names() -> None:
    with duckdb.connect() as connection:
        connection.execute('create table "a b" as from range(3)')
        connection.execute("create table empty (a integer)")
        connection.execute("create view two as from range(2)")
        assert row_counts(connection, ["two", '"a b"', "empty", "two"]) == [2, 3, 0, 2]
        assert row_counts(connection, []) == []
