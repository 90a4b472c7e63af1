"""datapackage.json: the words of Table Schema and the Fiscal Data Package, and frictionless."""

import hashlib
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

pytest.importorskip("frictionless")

from frictionless import Report, validate

from ingest.base.settings import PARTITION_ROWS_VARIABLE
from ingest.exports.export import export
from tests.support.export_manifest import (
    AMOUNT,
    UNIT,
    column,
    key,
    node,
    write_database,
    write_manifest,
    write_mart,
)


def _package(exports: Path) -> dict[str, Any]:
    package: dict[str, Any] = json.loads((exports / "datapackage.json").read_text("utf-8"))
    return package


def _resources(exports: Path) -> dict[str, dict[str, Any]]:
    return {resource["name"]: resource for resource in _package(exports)["resources"]}


def _problems(report: Report) -> list[str]:
    """What frictionless finds, rows included."""
    found = [f"{error.type}: {error.message}" for error in report.errors]
    found += [f"{task.name}: {e.type}: {e.message}" for task in report.tasks for e in task.errors]
    found += [*report.warnings, *(w for task in report.tasks for w in task.warnings)]
    return found


def _validate(exports: Path) -> Report:
    report: Report = validate(str(exports / "datapackage.json"))
    return report


@pytest.fixture(scope="module")
def shipped(warehouse: Path) -> Report:
    """The report on the shipped package; it takes frictionless some seconds to read its rows."""
    return _validate(warehouse / "exports")


@pytest.mark.parametrize(
    ("select", "problem"),
    [
        ("select 1 as i, 'x' as unit_id union all select 1, 'x'", "primary-key"),
        ("select 1 as i, 'z' as unit_id", "foreign-key"),
        ("select 1 as i, null::varchar as unit_id", "constraint-error"),
    ],
)
def test_frictionless_finds_what_is_wrong(tmp_path: Path, select: str, problem: str) -> None:
    """What the shipped package passes does fail."""
    unit = column("unit_id", constraints=[{"type": "not_null"}])
    nodes = [
        node("m", column("i"), unit, primary_key=["i"]),
        node("dim_unit", column("unit_id"), primary_key=["unit_id"]),
    ]
    database = write_mart(tmp_path / "m.duckdb", select)
    with duckdb.connect(str(database)) as connection:
        connection.execute("create table marts.dim_unit as select 'x' as unit_id")
    manifest = write_manifest(tmp_path / "manifest.json", *nodes)
    export(database, manifest, tmp_path / "exports")

    assert [p for p in _problems(_validate(tmp_path / "exports")) if problem in p]


def test_a_folder_of_years_is_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PARTITION_ROWS_VARIABLE, "1")
    manifest = write_manifest(tmp_path / "manifest.json", AMOUNT, UNIT)
    export(write_database(tmp_path / "a.duckdb"), manifest, tmp_path / "exports")

    assert {"fct_amount.2022", "fct_amount.2023"} <= _resources(tmp_path / "exports").keys()
    assert _problems(_validate(tmp_path / "exports")) == []


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
    assert {"m", "v"} <= _resources(tmp_path / "exports").keys()
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


def test_empty_texts_and_missing_integers_are_valid(tmp_path: Path) -> None:
    texts = column("t", constraints=[{"type": "not_null"}])
    manifest = write_manifest(tmp_path / "manifest.json", node("m", texts, column("i")))
    select = "select * from (values ('', 1), ('nan', null)) as v(t, i)"
    export(write_mart(tmp_path / "m.duckdb", select), manifest, tmp_path / "exports")

    assert _problems(_validate(tmp_path / "exports")) == []


def test_a_resource_says_types_keys_labels_units_and_checksum(tmp_path: Path) -> None:
    manifest = write_manifest(tmp_path / "manifest.json", AMOUNT, UNIT)
    export(write_database(tmp_path / "a.duckdb"), manifest, tmp_path / "exports")

    package = _package(tmp_path / "exports")
    assert package["profile"] == "tabular-data-package"
    resource = _resources(tmp_path / "exports")["fct_amount"]
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
    assert "primaryKey" not in _resources(tmp_path / "exports")["dim_unit"]["schema"]


def test_usage_warnings_are_said_with_their_meaning(tmp_path: Path) -> None:
    manifest = write_manifest(tmp_path / "manifest.json", node("m", column("basis")))
    database = write_mart(tmp_path / "m.duckdb", "select 'implied' as basis")
    export(database, manifest, tmp_path / "exports")

    warnings = _resources(tmp_path / "exports")["m"]["usageWarnings"]
    assert [warning["code"] for warning in warnings] == ["implied"]
    assert warnings[0]["description"]


def test_keys_of_several_columns_are_in_the_order_of_the_yaml(tmp_path: Path) -> None:
    manifest = write_manifest(
        tmp_path / "manifest.json", node("m", column("a"), column("b"), constraints=key("b", "a"))
    )
    database = write_mart(tmp_path / "m.duckdb", "select 1 as a, 2 as b")
    export(database, manifest, tmp_path / "exports")

    assert _resources(tmp_path / "exports")["m"]["schema"]["primaryKey"] == ["b", "a"]
