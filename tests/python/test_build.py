"""A build: published as a whole, or the last good warehouse as it was."""

import fcntl
import os
import shutil
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from landing_rows import edit, rows_of

from ingest.build import build, export_again
from ingest.errors import BuildError, LandingError, WarehouseError
from ingest.landing import write_records
from ingest.publish import private_folder, publish

A = "unit-a-2023-budget"

_PROJECT = {
    "dbt_project.yml": """\
name: tiny
version: "1.0"
profile: mingzhang
flags: {send_anonymous_usage_stats: false}
models:
  tiny: {+schema: marts, +materialized: table}
""",
    "macros/generate_schema_name.sql": (
        "{% macro generate_schema_name(name, node) %}{{ name or target.schema }}{% endmacro %}"
    ),
    "models/fct_amount.sql": """\
select document_id, table_index, row_no, printed_text from raw.amounts
""",
    "models/vw_amount.sql": """\
{{ config(materialized='view') }} select count(*) as amounts from {{ ref('fct_amount') }}
""",
    "models/models.yml": """\
models:
  - name: fct_amount
    description: One row per amount.
    config: {contract: {enforced: true}}
    constraints:
      - type: primary_key
        columns: [document_id, table_index, row_no]
    columns:
      - name: document_id
        data_type: varchar
      - name: table_index
        data_type: integer
      - name: row_no
        data_type: integer
      - name: printed_text
        data_type: varchar
        description: The figure as printed.
        data_tests:
          - accepted_values: {arguments: {values: [a printed_text]}}
""",
}


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dbt project of one table, one view and one test, with the profile that ships."""
    folder = tmp_path_factory.mktemp("project")
    for name, text in _PROJECT.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    shutil.copy(Path(__file__).parents[2] / "profiles.yml", folder)
    return folder


@pytest.fixture
def extracted(tmp_path: Path) -> Path:
    write_records(tmp_path / "extracted", A, rows_of(A))
    return tmp_path / "extracted"


def _snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def _old(warehouse: Path) -> dict[str, bytes]:
    """Put a published warehouse there, of an earlier build."""
    (warehouse / "exports").mkdir(parents=True)
    (warehouse / "mingzhang.duckdb").write_bytes(b"the last good one")
    (warehouse / "exports/old.parquet").write_bytes(b"an old mart")
    (warehouse / "exports/datapackage.json").write_bytes(b"{}")
    (warehouse / "exports/SHA256SUMS").write_text("0  old.parquet\n0  datapackage.json\n")
    return _snapshot(warehouse)


def test_a_build_publishes_database_and_exports_and_nothing_else(
    extracted: Path, project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    warehouse = tmp_path / "out/warehouse"
    _old(warehouse)

    build(extracted, warehouse, project)

    assert [p.name for p in (tmp_path / "out").iterdir()] == ["warehouse"]
    assert sorted(_snapshot(warehouse)) == [
        "exports/SHA256SUMS",
        "exports/datapackage.json",
        "exports/fct_amount.parquet",
        "exports/vw_amount.parquet",
        "mingzhang.duckdb",
    ]
    with duckdb.connect(str(warehouse / "mingzhang.duckdb"), read_only=True) as connection:
        assert connection.sql("select amounts from marts.vw_amount").fetchall() == [(2,)]
    exported = pq.read_schema(warehouse / "exports/fct_amount.parquet")
    assert exported.field("printed_text").metadata[b"description"] == b"The figure as printed."
    assert "loaded: 1 documents, 1 tables, 2 amounts" in capsys.readouterr().out


def test_nothing_published_names_the_private_folder(
    extracted: Path, project: Path, tmp_path: Path
) -> None:
    build(extracted, tmp_path / "warehouse", project)

    for data in _snapshot(tmp_path / "warehouse").values():
        assert str(tmp_path).encode() not in data
        assert b".build-" not in data


def test_two_builds_give_the_same_exports(extracted: Path, project: Path, tmp_path: Path) -> None:
    build(extracted, tmp_path / "one", project)
    build(extracted, tmp_path / "two", project)

    assert _snapshot(tmp_path / "one/exports") == _snapshot(tmp_path / "two/exports")


def test_a_failing_test_leaves_the_published_warehouse(
    extracted: Path, project: Path, tmp_path: Path
) -> None:
    warehouse = tmp_path / "out/warehouse"
    before = _old(warehouse)
    edit(extracted / f"amounts/{A}.csv", "a printed_text", "another figure")

    with pytest.raises(BuildError, match="1 of 3 dbt nodes failed: accepted_values_fct_amount"):
        build(extracted, warehouse, project)

    assert _snapshot(warehouse) == before
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["warehouse"]


def test_a_broken_model_leaves_the_published_warehouse(
    extracted: Path, project: Path, tmp_path: Path
) -> None:
    warehouse = tmp_path / "out/warehouse"
    before = _old(warehouse)
    broken = tmp_path / "broken"
    shutil.copytree(project, broken)
    (broken / "models/vw_amount.sql").write_text("select * from {{ ref('nowhere') }}")

    with pytest.raises(BuildError, match="nowhere"):
        build(extracted, warehouse, broken)

    assert _snapshot(warehouse) == before
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["warehouse"]


def test_bad_rows_leave_the_published_warehouse(extracted: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "out/warehouse"
    before = _old(warehouse)
    edit(extracted / f"amounts/{A}.csv", "char_from", "char_to")

    with pytest.raises(LandingError, match="Column char_from is missing"):
        build(extracted, warehouse)

    assert _snapshot(warehouse) == before
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["warehouse"]


def test_a_failed_rename_puts_the_old_warehouse_back(tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    before = _old(warehouse)

    with private_folder(warehouse) as private, pytest.raises(FileNotFoundError):
        publish(private / "never-made", warehouse, private)

    assert _snapshot(tmp_path) == {f"warehouse/{name}": data for name, data in before.items()}


def test_what_a_killed_build_left_is_cleaned_up(tmp_path: Path) -> None:
    stale = tmp_path / ".warehouse.build-1"
    (stale / "target").mkdir(parents=True)
    not_ours = tmp_path / ".warehouse.build-notes"
    not_ours.mkdir()

    with private_folder(tmp_path / "warehouse") as private:
        assert sorted(tmp_path.iterdir()) == sorted([not_ours, private])


def test_a_warehouse_that_a_killed_build_moved_away_comes_back(tmp_path: Path) -> None:
    before = _old(tmp_path / ".warehouse.build-1/previous")

    with private_folder(tmp_path / "warehouse"):
        assert _snapshot(tmp_path / "warehouse") == before

    assert [p.name for p in tmp_path.iterdir()] == ["warehouse"]


def test_the_folder_of_a_living_build_stays(tmp_path: Path) -> None:
    living = tmp_path / ".warehouse.build-1"
    living.mkdir()
    lock = os.open(living, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        with private_folder(tmp_path / "warehouse"):
            assert living.is_dir()
    finally:
        os.close(lock)


@pytest.mark.parametrize("name", ["notes.md", "exports/mine.parquet"])
def test_a_folder_with_what_no_build_made_is_not_touched(
    extracted: Path, tmp_path: Path, name: str
) -> None:
    warehouse = tmp_path / "out/warehouse"
    _old(warehouse)
    (warehouse / name).write_text("mine")
    before = _snapshot(warehouse)

    with pytest.raises(WarehouseError, match=Path(name).name):
        build(extracted, warehouse)

    assert _snapshot(tmp_path / "out") == {f"warehouse/{n}": data for n, data in before.items()}


def test_a_file_in_the_place_of_the_warehouse_is_not_touched(
    extracted: Path, tmp_path: Path
) -> None:
    (tmp_path / "warehouse").write_text("mine")

    with pytest.raises(WarehouseError, match="This is no folder"):
        build(extracted, tmp_path / "warehouse")

    assert (tmp_path / "warehouse").read_text() == "mine"


def test_a_reader_keeps_the_warehouse_it_has_open(
    extracted: Path, project: Path, tmp_path: Path
) -> None:
    warehouse = tmp_path / "warehouse"
    build(extracted, warehouse, project)
    published = (warehouse / "mingzhang.duckdb").read_bytes()
    with (warehouse / "mingzhang.duckdb").open("rb") as reader:
        write_records(extracted, A, rows_of(A, amounts=3))
        build(extracted, warehouse, project)
        assert reader.read() == published
    assert (warehouse / "mingzhang.duckdb").read_bytes() != published


def test_exports_are_written_anew_with_changed_descriptions(
    extracted: Path, project: Path, tmp_path: Path
) -> None:
    warehouse = tmp_path / "out/warehouse"
    build(extracted, warehouse, project)
    database = (warehouse / "mingzhang.duckdb").read_bytes()
    changed = tmp_path / "changed"
    shutil.copytree(project, changed)
    edit(changed / "models/models.yml", "The figure as printed.", "As printed.")

    export_again(warehouse, changed)

    assert (warehouse / "mingzhang.duckdb").read_bytes() == database
    schema = pq.read_schema(warehouse / "exports/fct_amount.parquet")
    assert schema.field("printed_text").metadata[b"description"] == b"As printed."
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["warehouse"]


def test_exports_of_no_warehouse_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="There is no warehouse"):
        export_again(tmp_path / "warehouse")
