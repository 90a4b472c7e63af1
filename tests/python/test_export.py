"""Exports: what is written for each mart, in which order, with which words, to the same bytes."""

import hashlib
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.errors import BuildError
from ingest.export import ROW_GROUP, export, read_models


def _node(name: str, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - as json has it
    node = {
        "resource_type": "model",
        "schema": "marts",
        "name": name,
        "alias": name,
        "description": "One row\nper amount.",
        "columns": {"amount_yuan": {"name": "amount_yuan", "description": "元, exact."}},
        "primary_key": ["document_id", "row_no"],
        "config": {"materialized": "table"},
    }
    return node | changes


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    path = tmp_path / "manifest.json"
    nodes = [
        _node("fct_amount"),
        _node("dim_unit", primary_key=[], columns={}),
        _node("stg_amount", schema="staging"),
        _node("a_test", resource_type="test"),
        _node("passing", config={"materialized": "ephemeral"}),
    ]
    path.write_text(json.dumps({"nodes": {node["name"]: node for node in nodes}}))
    return path


def _database(path: Path, order: str = "asc") -> Path:
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema marts")
        connection.execute(
            "create table marts.fct_amount as"
            " select amount_yuan::decimal(20,2) as amount_yuan, document_id,"
            " row_no::integer as row_no, date '2023-01-01' as day, row_no > 1 as is_leaf"
            f" from (values (1.50, 'b', 1), (0.01, 'a', 2), (null, 'a', 10)) as v"
            f"(amount_yuan, document_id, row_no) order by row_no {order}"
        )
        connection.execute(
            "create table marts.dim_unit as"
            " select * from (values ('x', null), ('x', 'a'), ('a', 'b')) as v(unit_id, name)"
            f" order by 1 {order}, 2 {order}"
        )
    return path


def test_each_mart_is_a_parquet_file_ordered_by_its_key(tmp_path: Path, manifest: Path) -> None:
    names = export(_database(tmp_path / "a.duckdb"), manifest, tmp_path / "exports")

    assert names == ["dim_unit", "fct_amount"]
    assert sorted(p.name for p in (tmp_path / "exports").iterdir()) == [
        "SHA256SUMS",
        "datapackage.json",
        "dim_unit.parquet",
        "fct_amount.parquet",
    ]
    table = pq.read_table(tmp_path / "exports/fct_amount.parquet")
    assert table.column("amount_yuan").to_pylist() == [Decimal("0.01"), None, Decimal("1.50")]
    assert table.schema.field("amount_yuan").type == pa.decimal128(20, 2)
    assert table.column("day").to_pylist() == [date(2023, 1, 1)] * 3
    units = pq.read_table(tmp_path / "exports/dim_unit.parquet")
    assert units.to_pylist() == [
        {"unit_id": "a", "name": "b"},
        {"unit_id": "x", "name": "a"},
        {"unit_id": "x", "name": None},
    ]


def test_descriptions_are_file_and_field_metadata(tmp_path: Path, manifest: Path) -> None:
    export(_database(tmp_path / "a.duckdb"), manifest, tmp_path / "exports")

    file = pq.ParquetFile(tmp_path / "exports/fct_amount.parquet")
    assert file.schema_arrow.metadata[b"description"] == b"One row per amount."
    assert file.schema_arrow.metadata[b"name"] == b"fct_amount"
    field = file.schema_arrow.field("amount_yuan")
    assert field.metadata[b"description"] == "元, exact.".encode()
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"


def test_the_datapackage_says_types_keys_and_checksums(tmp_path: Path, manifest: Path) -> None:
    export(_database(tmp_path / "a.duckdb"), manifest, tmp_path / "exports")

    package = json.loads((tmp_path / "exports/datapackage.json").read_text())
    assert package["profile"] == "tabular-data-package"
    resource = package["resources"][1]
    data = (tmp_path / "exports/fct_amount.parquet").read_bytes()
    assert resource["path"] == "fct_amount.parquet"
    assert resource["bytes"] == len(data)
    assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert resource["schema"] == {
        "fields": [
            {"name": "amount_yuan", "type": "number", "description": "元, exact."},
            {"name": "document_id", "type": "string"},
            {"name": "row_no", "type": "integer"},
            {"name": "day", "type": "date"},
            {"name": "is_leaf", "type": "boolean"},
        ],
        "primaryKey": ["document_id", "row_no"],
    }
    assert "primaryKey" not in package["resources"][0]["schema"]


def test_checksums_are_those_of_the_files(tmp_path: Path, manifest: Path) -> None:
    export(_database(tmp_path / "a.duckdb"), manifest, tmp_path / "exports")

    lines = (tmp_path / "exports/SHA256SUMS").read_text().splitlines()
    sums = {line.split("  ")[1]: line.split("  ")[0] for line in lines}
    files = {p.name: p for p in (tmp_path / "exports").iterdir() if p.name != "SHA256SUMS"}
    assert sums == {n: hashlib.sha256(p.read_bytes()).hexdigest() for n, p in files.items()}


def test_the_same_rows_in_another_order_give_the_same_bytes(tmp_path: Path, manifest: Path) -> None:
    export(_database(tmp_path / "a.duckdb"), manifest, tmp_path / "one")
    export(_database(tmp_path / "b.duckdb", "desc"), manifest, tmp_path / "two")

    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


@pytest.mark.parametrize("rows", [0, ROW_GROUP, ROW_GROUP + 1])
def test_row_groups_have_a_fixed_size(tmp_path: Path, rows: int) -> None:
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps({"nodes": {"m": _node("m", columns={}, primary_key=["i"])}}))
    with duckdb.connect(str(tmp_path / "a.duckdb")) as connection:
        connection.execute("create schema marts")
        connection.execute(f"create table marts.m as select range as i from range({rows})")

    export(tmp_path / "a.duckdb", manifest, tmp_path / "exports")

    file = pq.ParquetFile(tmp_path / "exports/m.parquet")
    sizes = [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)]
    assert sizes == {0: [], ROW_GROUP: [ROW_GROUP], ROW_GROUP + 1: [ROW_GROUP, 1]}[rows]
    assert file.read().column("i").to_pylist() == list(range(rows))


def test_a_model_that_was_not_built_is_an_error(tmp_path: Path, manifest: Path) -> None:
    with duckdb.connect(str(tmp_path / "a.duckdb")) as connection:
        connection.execute("create schema marts")

    with pytest.raises(BuildError, match="dim_unit was not built"):
        export(tmp_path / "a.duckdb", manifest, tmp_path / "exports")


def test_models_are_those_of_marts_by_name(manifest: Path) -> None:
    assert [model.relation for model in read_models(manifest)] == [
        '"marts"."dim_unit"',
        '"marts"."fct_amount"',
    ]
