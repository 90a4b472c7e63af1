"""A build: published as a whole, or the last good warehouse as it was."""

import gzip
import json
import shutil
from hashlib import sha256
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from ingest.base.errors import BuildError, DiskError, LandingError, Place, WarehouseError
from ingest.publication.build import build
from ingest.publication.export_again import export_again
from ingest.publication.rollback import rollback
from ingest.rows.write import write_records
from ingest.warehouse.provenance import stamped
from tests.support.landing_rows import edit, rows_of
from tests.support.tiny_project import write_tiny

A = "unit-a-2023-budget"
BUILDS = ".warehouse.builds"

_MODELS = {
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
    return write_tiny(tmp_path_factory.mktemp("project"), _MODELS)


@pytest.fixture
def extracted(tmp_path: Path) -> Path:
    write_records(tmp_path / "extracted", A, rows_of(A))
    return tmp_path / "extracted"


def _snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def _stamp(warehouse: Path) -> dict[str, str]:
    return stamped(warehouse / "mingzhang.duckdb")


def _left(parent: Path) -> list[str]:
    """What a build that failed left of what it was making."""
    return [p.name for folder in ("work", "kept") for p in (parent / BUILDS / folder).iterdir()]


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

    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [BUILDS, "warehouse"]
    found = sorted(p.name for p in warehouse.iterdir())
    assert found == [".database", "build.json", "exports", "mingzhang.duckdb"]
    parquet = [p.name for p in warehouse.glob("exports/*.parquet")]
    assert {"fct_amount.parquet", "vw_amount.parquet"} <= set(parquet)
    assert "old.parquet" not in parquet
    with duckdb.connect(str(warehouse / "mingzhang.duckdb"), read_only=True) as connection:
        assert connection.sql("select amounts from marts.vw_amount").fetchall() == [(2,)]
    exported = pq.read_schema(warehouse / "exports/fct_amount.parquet")
    assert exported.field("printed_text").metadata[b"description"] == b"The figure as printed."
    assert "loaded: 1 documents, 1 tables, 2 amounts" in capsys.readouterr().out


def test_what_dbt_says_of_a_build_is_kept_as_long_as_its_warehouse(
    extracted: Path, project: Path, tmp_path: Path
) -> None:
    artifacts = tmp_path / BUILDS / "dbt"
    build(extracted, tmp_path / "warehouse", project, keep=0)
    (first,) = artifacts.iterdir()

    assert sorted(path.name for path in first.iterdir()) == [
        "manifest.json.gz",
        "run_results_001.json.gz",
    ]
    manifest, results = (
        json.loads(gzip.decompress(path.read_bytes())) for path in sorted(first.iterdir())
    )
    made = {result["unique_id"]: result["status"] for result in results["results"]}
    assert made["model.tiny.fct_amount"] == "success"
    assert made.keys() <= manifest["nodes"].keys()

    build(extracted, tmp_path / "warehouse", project, keep=0, full=True)

    (second,) = artifacts.iterdir()
    assert second.name > first.name


def test_nothing_published_names_the_private_folder(
    extracted: Path, project: Path, tmp_path: Path
) -> None:
    build(extracted, tmp_path / "warehouse", project)

    for data in _snapshot(tmp_path / "warehouse").values():
        assert str(tmp_path).encode() not in data
        assert b".builds" not in data


def test_two_builds_give_the_same_exports(extracted: Path, project: Path, tmp_path: Path) -> None:
    build(extracted, tmp_path / "one", project)
    build(extracted, tmp_path / "two", project)

    assert _snapshot(tmp_path / "one/exports") == _snapshot(tmp_path / "two/exports")


def test_database_exports_and_identity_are_of_one_build(
    extracted: Path, project: Path, tmp_path: Path
) -> None:
    build(extracted, tmp_path / "warehouse", project)

    facts = json.loads((tmp_path / "warehouse/build.json").read_text())
    sums = (tmp_path / "warehouse/exports/SHA256SUMS").read_bytes()
    assert facts["exports_sha256"] == sha256(sums).hexdigest()
    assert _stamp(tmp_path / "warehouse") == {
        "build_id": facts["build_id"],
        "inputs_sha256": facts["inputs"]["sha256"],
        "code_sha256": facts["code"]["sha256"],
        "exports_sha256": facts["exports_sha256"],
    }
    assert facts["rows"]["amounts"] == facts["marts"]["fct_amount"] == 2
    assert {"by", "steps", "outcome"}.isdisjoint(facts)


def test_a_full_disk_is_told_from_a_broken_model(
    extracted: Path, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **_named: object) -> None:
        raise BuildError(Place("a model"), "IO Error: No space left on device.", "Correct it.")

    monkeypatch.setattr("ingest.publication.build.run_dbt", full)

    with pytest.raises(DiskError, match="No space left on device"):
        build(extracted, tmp_path / "warehouse", project)


def test_a_failing_test_leaves_the_published_warehouse(
    extracted: Path, project: Path, tmp_path: Path
) -> None:
    warehouse = tmp_path / "out/warehouse"
    before = _old(warehouse)
    edit(extracted / f"amounts/{A}.csv", "a printed_text", "another figure")

    with pytest.raises(BuildError, match="1 of 3 dbt nodes failed: accepted_values_fct_amount"):
        build(extracted, warehouse, project)

    assert _snapshot(warehouse) == before
    assert _left(tmp_path / "out") == []


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
    assert _left(tmp_path / "out") == []


def test_bad_rows_leave_the_published_warehouse(extracted: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "out/warehouse"
    before = _old(warehouse)
    edit(extracted / f"amounts/{A}.csv", "char_from", "char_to")

    with pytest.raises(LandingError, match="Column char_from is missing"):
        build(extracted, warehouse)

    assert _snapshot(warehouse) == before
    assert _left(tmp_path / "out") == []


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

    with pytest.raises(WarehouseError, match="This is not a folder"):
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
    built = json.loads((warehouse / "build.json").read_text())
    changed = tmp_path / "changed"
    shutil.copytree(project, changed)
    edit(changed / "models/models.yml", "The figure as printed.", "As printed.")

    export_again(warehouse, changed)

    assert _stamp(warehouse)["build_id"] > built["build_id"]
    assert _stamp(warehouse)["inputs_sha256"] == built["inputs"]["sha256"]
    schema = pq.read_schema(warehouse / "exports/fct_amount.parquet")
    assert schema.field("printed_text").metadata[b"description"] == b"As printed."


def test_exports_of_no_warehouse_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="There is no warehouse"):
        export_again(tmp_path / "warehouse")


def test_every_published_build_is_remembered_also_after_a_rollback(
    extracted: Path, project: Path, tmp_path: Path
) -> None:
    warehouse = tmp_path / "warehouse"
    build(extracted, warehouse, project)
    build(extracted, warehouse, project, full=True)
    (first, second) = _builds(warehouse)

    rollback(warehouse)
    assert _builds(warehouse) == [first]

    export_again(warehouse, project)
    first_again, second_again, third = _builds(warehouse)
    assert (first_again, second_again) == (first, second)
    assert [kind for _, kind in (first, second, third)] == ["build", "build", "export"]


def _builds(warehouse: Path) -> list[tuple[str, str]]:
    """The builds that a warehouse knows of, in order."""
    with duckdb.connect(str(warehouse / "mingzhang.duckdb"), read_only=True) as connection:
        query = "select build_id, kind from history.dq_build order by build_id"
        return connection.execute(query).fetchall()
