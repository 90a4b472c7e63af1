"""The questions of the report."""

import duckdb

from ingest.serving.report.query import literal


def test_a_value_in_sql_is_quoted() -> None:
    assert literal("a'; drop table x; --") == "'a''; drop table x; --'"
    assert literal(["a", "b'c"]) == "['a', 'b''c']"
    with duckdb.connect() as connection:
        for text in ("'", "\\n", "$$", "a\nb", "''"):
            connection.execute(f"set variable v = {literal(text)}")
            assert connection.execute("select getvariable('v')").fetchall() == [(text,)]
