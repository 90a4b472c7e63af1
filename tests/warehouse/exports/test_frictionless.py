"""What frictionless says of tiny packages; what of the shipped one, tests/slow/project has."""

from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

pytest.importorskip("frictionless")

from ingest.base.settings import PARTITION_ROWS_VARIABLE
from ingest.exports.export import export
from ingest.exports.forms import write_form
from tests.support.export_manifest import (
    AMOUNT,
    UNIT,
    column,
    node,
    resources,
    write_database,
    write_manifest,
    write_mart,
)
from tests.support.frictionless_reports import problems, validated


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

    assert [p for p in problems(validated(tmp_path / "exports")) if problem in p]


def test_a_folder_of_years_is_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PARTITION_ROWS_VARIABLE, "1")
    manifest = write_manifest(tmp_path / "manifest.json", AMOUNT, UNIT)
    export(write_database(tmp_path / "a.duckdb"), manifest, tmp_path / "exports")

    assert {"fct_amount.2022", "fct_amount.2023"} <= resources(tmp_path / "exports").keys()
    assert problems(validated(tmp_path / "exports")) == []


def test_empty_texts_and_missing_integers_are_valid(tmp_path: Path) -> None:
    texts = column("t", constraints=[{"type": "not_null"}])
    manifest = write_manifest(tmp_path / "manifest.json", node("m", texts, column("i")))
    select = "select * from (values ('', 1), ('nan', null)) as v(t, i)"
    export(write_mart(tmp_path / "m.duckdb", select), manifest, tmp_path / "exports")

    assert problems(validated(tmp_path / "exports")) == []


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    manifest = write_manifest(tmp_path / "manifest.json", AMOUNT, UNIT)
    (tmp_path / "warehouse").mkdir()
    export(write_database(tmp_path / "a.duckdb"), manifest, tmp_path / "warehouse/exports")
    return tmp_path / "warehouse/exports"


def test_csv_is_a_valid_package(exports: Path, tmp_path: Path) -> None:
    for bom in (False, True):
        write_form(exports, tmp_path / "out", "csv", bom=bom)
        report = validated(tmp_path / "out")
        assert report.valid, report.flatten(["type", "message"])
        starts = (tmp_path / "out/fct_amount.csv").read_bytes().startswith(b"\xef\xbb\xbf")
        assert starts == bom


def test_a_folder_of_years_is_exported_in_every_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PARTITION_ROWS_VARIABLE, "1")
    manifest = write_manifest(tmp_path / "manifest.json", AMOUNT, UNIT)
    (tmp_path / "w").mkdir()
    export(write_database(tmp_path / "a.duckdb"), manifest, tmp_path / "w/exports")

    files = {f: write_form(tmp_path / "w/exports", tmp_path / f, f) for f in ("parquet", "csv")}

    assert "fct_amount/2022.parquet" in files["parquet"]
    assert pq.read_table(tmp_path / "parquet/fct_amount").num_rows == 3
    assert {"fct_amount.2022.csv", "fct_amount.2023.csv"} <= set(files["csv"])
    assert validated(tmp_path / "csv").valid
