"""The questions of the report."""

import re
from pathlib import Path

import duckdb

from ingest.base.settings import PROJECT
from ingest.exports.codes import read_codes
from ingest.serving.report import query
from ingest.serving.report.query import literal, orders

QUERIES = sorted((Path(query.__file__).parent / "sql").glob("*.sql"))


def test_a_value_in_sql_is_quoted() -> None:
    assert literal("a'; drop table x; --") == "'a''; drop table x; --'"
    assert literal(["a", "b'c"]) == "['a', 'b''c']"
    with duckdb.connect() as connection:
        for text in ("'", "\\n", "$$", "a\nb", "''"):
            connection.execute(f"set variable v = {literal(text)}")
            assert connection.execute("select getvariable('v')").fetchall() == [(text,)]


def test_codes_have_their_order_from_the_vocabularies() -> None:
    """A list of scopes, phases or levels in a query would go its own way from `dim_code`."""
    codes = read_codes(PROJECT)
    for vocabulary in ("scope", "phase", "admin_level"):
        known = [row.code for row in codes if row.vocabulary == vocabulary]
        listed = re.compile(rf"list_position\(\s*\[\s*'({'|'.join(known)})'")
        assert [path.name for path in QUERIES if listed.search(path.read_text())] == []


def test_the_widest_latest_and_highest_come_first(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "w.duckdb")) as connection:
        connection.execute(
            "create schema marts; create table marts.dim_code as select * from (values"
            " ('scope', 'all', 1), ('scope', 'some', 2), ('phase', 'final', 3),"
            " ('phase', 'budget', 1), ('admin_level', 'county', 5), ('admin_level', 'central', 1)"
            ") as v(vocabulary, code, sort)"
        )
        assert orders(connection) == {
            "scopes": ["all", "some"],
            "phases": ["final", "budget"],
            "levels": ["central", "county"],
        }
