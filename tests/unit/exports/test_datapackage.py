"""datapackage.json: the words of Table Schema and the Fiscal Data Package, and frictionless."""

import hashlib
from pathlib import Path

import duckdb
import pytest

from ingest.exports.export import export
from tests.support.export_manifest import (
    AMOUNT,
    UNIT,
    column,
    key,
    node,
    package,
    resources,
    write_database,
    write_manifest,
    write_mart,
)


def test_a_view_of_more_rows_than_it_may_let_out_is_left_out_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bounded = {"config": {"materialized": "view", "meta": {"export_rows": 2}}}
    nodes = [node("m"), node("v", **bounded), node("w", **bounded)]
    manifest = write_manifest(tmp_path / "manifest.json", *nodes)
    database = write_mart(tmp_path / "m.duckdb", "select * from range(2) as r(i)")
    with duckdb.connect(str(database)) as connection:
        connection.execute("create view marts.v as from marts.m")
        connection.execute("create view marts.w as from marts.m union all from marts.m")

    assert export(database, manifest, tmp_path / "exports") == ["m", "v"]
    assert {"m", "v"} <= resources(tmp_path / "exports").keys()
    assert not (tmp_path / "exports/w.parquet").exists()
    assert "not exported: w" in capsys.readouterr().out


def test_a_view_of_pairs_is_left_out_by_what_it_holds_the_pairs_of(tmp_path: Path) -> None:
    """Three rows have three pairs; the view itself is not asked."""

    def view(name: str, rows: int) -> dict[str, object]:
        meta = {"export_rows": rows, "export_pairs_of": "m"}
        return node(name, config={"materialized": "view", "meta": meta})

    manifest = write_manifest(tmp_path / "manifest.json", node("m"), view("v", 3), view("w", 2))
    database = write_mart(tmp_path / "m.duckdb", "select * from range(3) as r(i)")
    with duckdb.connect(str(database)) as connection:
        for name in ("v", "w"):
            connection.execute(f"create view marts.{name} as from marts.m limit 1")

    assert export(database, manifest, tmp_path / "exports") == ["m", "v"]


def test_pairs_are_of_rows_that_are_alike(tmp_path: Path) -> None:
    """Six rows, two of each kind, have three pairs and not fifteen."""

    def view(name: str, rows: int) -> dict[str, object]:
        meta = {"export_rows": rows, "export_pairs_of": "m", "export_pairs_by": ["i"]}
        return node(name, config={"materialized": "view", "meta": meta})

    manifest = write_manifest(tmp_path / "manifest.json", node("m"), view("v", 3), view("w", 2))
    database = write_mart(tmp_path / "m.duckdb", "select i // 2 as i from range(6) as r(i)")
    with duckdb.connect(str(database)) as connection:
        for name in ("v", "w"):
            connection.execute(f"create view marts.{name} as from marts.m")

    assert export(database, manifest, tmp_path / "exports") == ["m", "v"]


def test_a_resource_says_types_keys_labels_units_and_checksum(tmp_path: Path) -> None:
    manifest = write_manifest(tmp_path / "manifest.json", AMOUNT, UNIT)
    export(write_database(tmp_path / "a.duckdb"), manifest, tmp_path / "exports")

    told = package(tmp_path / "exports")
    assert told["profile"] == "tabular-data-package"
    resource = resources(tmp_path / "exports")["fct_amount"]
    data = (tmp_path / "exports/fct_amount.parquet").read_bytes()
    assert resource["path"] == "fct_amount.parquet"
    assert resource["title"] == "金额"
    assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert resource["schema"]["primaryKey"] == ["document_id", "row_no"]
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    assert fields["amount_yuan"] == {
        "name": "amount_yuan",
        "type": "number",
        "title": "金额",
        "description": "Exact (金额, 元).",
        "unit": "yuan",
        "columnType": "value",
    }
    assert fields["document_id"]["constraints"] == {"required": True}
    assert {name: field["type"] for name, field in fields.items()} == {
        "document_id": "string",
        "row_no": "integer",
        "amount_yuan": "number",
        "fiscal_year": "integer",
        "is_leaf": "boolean",
    }
    assert "primaryKey" not in resources(tmp_path / "exports")["dim_unit"]["schema"]


def test_usage_warnings_are_said_with_their_meaning(tmp_path: Path) -> None:
    manifest = write_manifest(tmp_path / "manifest.json", node("m", column("basis")))
    database = write_mart(tmp_path / "m.duckdb", "select 'implied' as basis")
    export(database, manifest, tmp_path / "exports")

    warnings = resources(tmp_path / "exports")["m"]["usageWarnings"]
    assert [warning["code"] for warning in warnings] == ["implied"]
    assert warnings[0]["description"]


def test_keys_of_several_columns_are_in_the_order_of_the_yaml(tmp_path: Path) -> None:
    manifest = write_manifest(
        tmp_path / "manifest.json", node("m", column("a"), column("b"), constraints=key("b", "a"))
    )
    database = write_mart(tmp_path / "m.duckdb", "select 1 as a, 2 as b")
    export(database, manifest, tmp_path / "exports")

    assert resources(tmp_path / "exports")["m"]["schema"]["primaryKey"] == ["b", "a"]


def test_a_column_of_codes_says_which_it_may_hold(tmp_path: Path) -> None:
    tested = {
        "resource_type": "test",
        "schema": "tests",
        "name": "codes_known",
        "attached_node": "model.m.m",
        "test_metadata": {"name": "codes_known", "kwargs": {"columns": {"other_phase": "phase"}}},
    }
    manifest = write_manifest(
        tmp_path / "manifest.json", node("m", column("other_phase"), column("label")), tested
    )
    database = write_mart(tmp_path / "m.duckdb", "select 'final' as other_phase, 'x' as label")
    export(database, manifest, tmp_path / "exports")

    fields = {f["name"]: f for f in resources(tmp_path / "exports")["m"]["schema"]["fields"]}
    assert set(fields["other_phase"]["constraints"]["enum"]) == {
        "initial_budget",
        "adjusted_budget",
        "final",
    }
    assert "constraints" not in fields["label"]
