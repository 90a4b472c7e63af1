"""What frictionless says of packages: of that of the shipped marts, and of tiny ones."""

from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

pytest.importorskip("frictionless")

from frictionless import Report, validate

from ingest.base.settings import PARTITION_ROWS_VARIABLE
from ingest.exports.export import export
from ingest.exports.forms import write_form
from tests.support.examples import examples
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

ROWS = examples(200)
"""Rows of each table that are read; TIMES=<n> reads as many times more."""


def _problems(report: Report) -> list[str]:
    """What frictionless finds, rows included."""
    found = [f"{error.type}: {error.message}" for error in report.errors]
    found += [f"{task.name}: {e.type}: {e.message}" for task in report.tasks for e in task.errors]
    found += [*report.warnings, *(w for task in report.tasks for w in task.warnings)]
    return found


def _validate(exports: Path) -> Report:
    report: Report = validate(str(exports / "datapackage.json"), limit_rows=ROWS)
    return report


@pytest.fixture(scope="module")
def shipped(warehouse: Path) -> Report:
    """The report on the shipped package; it takes frictionless a minute to read all its rows."""
    return _validate(warehouse / "exports")


def test_the_shipped_package_is_valid_with_its_rows(shipped: Report) -> None:
    assert _problems(shipped) == []


def test_frictionless_reads_the_rows_of_the_shipped_package(
    shipped: Report, warehouse: Path
) -> None:
    rows = {task.name: task.stats.get("rows", 0) for task in shipped.tasks}
    exports = warehouse / "exports"
    assert rows == {
        name: min(pq.read_metadata(exports / resource["path"]).num_rows, ROWS)
        for name, resource in resources(exports).items()
    }
    assert rows["fct_reported_amount"] > 0


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

    assert {"fct_amount.2022", "fct_amount.2023"} <= resources(tmp_path / "exports").keys()
    assert _problems(_validate(tmp_path / "exports")) == []


def test_empty_texts_and_missing_integers_are_valid(tmp_path: Path) -> None:
    texts = column("t", constraints=[{"type": "not_null"}])
    manifest = write_manifest(tmp_path / "manifest.json", node("m", texts, column("i")))
    select = "select * from (values ('', 1), ('nan', null)) as v(t, i)"
    export(write_mart(tmp_path / "m.duckdb", select), manifest, tmp_path / "exports")

    assert _problems(_validate(tmp_path / "exports")) == []


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    manifest = write_manifest(tmp_path / "manifest.json", AMOUNT, UNIT)
    (tmp_path / "warehouse").mkdir()
    export(write_database(tmp_path / "a.duckdb"), manifest, tmp_path / "warehouse/exports")
    return tmp_path / "warehouse/exports"


def test_csv_is_a_valid_package(exports: Path, tmp_path: Path) -> None:
    for bom in (False, True):
        write_form(exports, tmp_path / "out", "csv", bom=bom)
        report = validate(str(tmp_path / "out/datapackage.json"))
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
    assert validate(str(tmp_path / "csv/datapackage.json")).valid
