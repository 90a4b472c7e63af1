"""Two states beside each other: the rows that each reads, and what its nodes are counted as."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from bench.base import cut, python_of
from bench.nodes import kinds, statement
from ingest.base.settings import PROJECT


def test_a_base_gets_the_rows_that_it_knows(tmp_path: Path) -> None:
    rows = tmp_path / "rows"
    for record, columns in {"amounts": ["document_id", "box"], "remarks": ["document_id"]}.items():
        (rows / record).mkdir(parents=True)
        pq.write_table(pa.table({name: ["a"] for name in columns}), rows / record / "1.parquet")

    same = {"amounts": ["document_id", "box"], "remarks": ["document_id"]}
    assert cut(rows, tmp_path / "same", same) == rows
    fewer = cut(rows, tmp_path / "fewer", {"amounts": ["document_id"]})
    assert sorted(path.relative_to(fewer).as_posix() for path in fewer.rglob("*.parquet")) == [
        "amounts/1.parquet"
    ]
    assert pq.read_schema(fewer / "amounts/1.parquet").names == ["document_id"]


def test_a_checkout_of_the_same_packages_runs_in_this_environment(tmp_path: Path) -> None:
    lock = (PROJECT / "uv.lock").read_text(encoding="utf-8")
    (tmp_path / "uv.lock").write_text(lock.rpartition("[[package]]")[0], encoding="utf-8")
    assert Path(python_of(tmp_path)).samefile(Path(python_of(PROJECT)))


def test_nodes_are_made_and_counted_by_their_kind() -> None:
    model = {
        "resource_type": "model",
        "database": "mingzhang",
        "schema": "main",
        "alias": "m",
        "name": "m",
        "config": {"materialized": "table"},
        "original_file_path": "models/intermediate/checks/rules/m.sql",
    }
    test = {**model, "resource_type": "test"}
    assert list(kinds(model)) == ["models", "checks"]
    assert list(kinds({**model, "original_file_path": "models/marts/m.sql"})) == ["models"]
    assert list(kinds(test)) == ["tests"]
    with duckdb.connect() as connection:
        connection.execute(statement(model, "select 1 as a union all select 2"))
        assert connection.execute(statement(test, "from main.m where a > 1")).fetchall() == [(1,)]
