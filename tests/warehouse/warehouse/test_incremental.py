"""What a build takes from the published warehouse, and when it rebuilds everything."""

import json
import shutil
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from ingest.base.errors import BuildError
from ingest.exports.earlier import file_no
from ingest.publication.build import build
from tests.support.landing_rows import edit
from tests.support.unit_project import forbid_few, write_document, write_project

A, B = "unit-a-2023-budget", "unit-b-2023-budget"


def _write_documents(folder: Path) -> Path:
    """Ten documents of ten units, so that one of them is a small part."""
    for name in (A, B, *(f"unit-{letter}-2023-budget" for letter in "cdefghij")):
        write_document(folder, name)
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of one model local to a unit and one across units, and its warehouse."""
    folder = tmp_path_factory.mktemp("built")
    project = write_project(folder / "project")
    build(_write_documents(folder / "extracted"), folder / "warehouse", project)
    return folder


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """That project, with what dbt has parsed of it."""
    return shutil.copytree(built / "project", tmp_path / "project")


@pytest.fixture
def extracted(tmp_path: Path) -> Path:
    """The rows of its documents."""
    return _write_documents(tmp_path / "extracted")


@pytest.fixture
def published(built: Path, tmp_path: Path) -> Path:
    """Its warehouse, as it is of these rows and that project."""
    for name in (".warehouse.builds", "warehouse"):
        shutil.copytree(built / name, tmp_path / name, symlinks=True)
    return tmp_path / "warehouse"


def _counts(warehouse: Path) -> tuple[dict[str, int], int]:
    """The amounts of each document that has other than two, and the sum across units."""
    with duckdb.connect(str(warehouse / "mingzhang.duckdb"), read_only=True) as connection:
        query = "select document_id, count(*) from marts.fct_amount group by 1 having count(*) <> 2"
        [(amounts,)] = connection.sql("select amounts from marts.fct_all").fetchall()
        return dict(connection.sql(query).fetchall()), amounts


def _ends(warehouse: Path) -> list[str]:
    lines = (warehouse.parent / f".{warehouse.name}.builds/history.jsonl").read_text().splitlines()
    return [json.loads(line)["outcome"] for line in lines]


def _steps(warehouse: Path) -> set[str]:
    lines = (warehouse.parent / f".{warehouse.name}.builds/history.jsonl").read_text().splitlines()
    return set(json.loads(lines[-1])["steps"])


def test_where_nothing_is_new_the_published_warehouse_stands(
    extracted: Path, project: Path, published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    built = (published / "build.json").read_bytes()
    build(extracted, published, project)
    assert (published / "build.json").read_bytes() == built
    assert "nothing new" in capsys.readouterr().out
    assert _ends(published) == ["published", "unchanged"]


def test_documents_added_changed_and_withdrawn_take_their_units_rows_with_them(
    extracted: Path, project: Path, published: Path
) -> None:
    write_document(extracted, A, amounts=3)
    write_document(extracted, "unit-k-2023-budget", amounts=1)
    build(extracted, published, project)
    assert "merge" in _steps(published)
    assert _counts(published) == ({A: 3, "unit-k-2023-budget": 1}, 22)
    for file in extracted.glob(f"*/{A}.csv"):
        file.unlink()
    build(extracted, published, project)
    assert "merge" in _steps(published)
    assert _counts(published) == ({"unit-k-2023-budget": 1}, 19)


def test_the_units_that_a_department_lists_are_made_with_it(
    extracted: Path, project: Path, tmp_path: Path
) -> None:
    (project / "models/dim_unit.sql").write_text(
        "select unit_id, count(*) as documents from ("
        " select unit_id from {{ source('raw', 'documents') }} union all"
        " select listed_unit_id as unit_id from {{ source('raw', 'blocks') }}"
        ") as named group by unit_id"
    )
    edit(project / "models/sources.yml", "{name: amounts}", "{name: amounts}, {name: blocks}")
    warehouse = tmp_path / "warehouse"

    def units() -> dict[str, int]:
        query = "select unit_id, documents from marts.dim_unit where unit_id in (?, ?, ?)"
        with duckdb.connect(str(warehouse / "mingzhang.duckdb"), read_only=True) as connection:
            rows = connection.execute(query, ["unit-a", "unit-b", "unit-z"]).fetchall()
        assert len(rows) == len(dict(rows))
        return dict(rows)

    write_document(extracted, A, listed=["unit-b", "unit-z"])
    build(extracted, warehouse, project)
    assert units() == {"unit-a": 1, "unit-b": 2, "unit-z": 1}
    write_document(extracted, B, amounts=3)
    build(extracted, warehouse, project)
    assert "merge" in _steps(warehouse)
    assert units() == {"unit-a": 1, "unit-b": 2, "unit-z": 1}
    write_document(extracted, A, listed=["unit-z"])
    build(extracted, warehouse, project)
    assert "merge" in _steps(warehouse)
    assert units() == {"unit-a": 1, "unit-b": 1, "unit-z": 1}


def test_the_body_above_units_is_made_with_them(
    extracted: Path, project: Path, tmp_path: Path
) -> None:
    (project / "models/dim_unit.sql").write_text(
        "select unit_id, count(*) as documents from ("
        " select unit_id from {{ source('raw', 'documents') }} union all"
        " select parent_unit_id as unit_id from {{ source('raw', 'documents') }}"
        " where parent_unit_id is not null"
        ") as named group by unit_id"
    )
    warehouse = tmp_path / "warehouse"

    def above() -> list[tuple[int]]:
        with duckdb.connect(str(warehouse / "mingzhang.duckdb"), read_only=True) as connection:
            return connection.execute(
                "select documents from marts.dim_unit where unit_id = 'unit-z'"
            ).fetchall()

    write_document(extracted, A, parent="unit-z")
    write_document(extracted, B, parent="unit-z")
    build(extracted, warehouse, project)
    assert above() == [(2,)]
    write_document(extracted, A, amounts=3, parent="unit-z")
    build(extracted, warehouse, project)
    assert "merge" in _steps(warehouse)
    assert above() == [(2,)]
    write_document(extracted, A)
    build(extracted, warehouse, project)
    assert above() == [(1,)]


def test_the_file_of_a_year_in_which_nothing_changed_is_linked(
    extracted: Path, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGZHANG_PARTITION_ROWS", "1")
    warehouse = tmp_path / "warehouse"
    files = warehouse / "exports/fct_amount"
    build(extracted, warehouse, project)
    before = (files / "2023.parquet").stat().st_ino
    write_document(extracted, "unit-k-2024-budget")
    build(extracted, warehouse, project)
    added = (files / "2024.parquet").stat().st_ino
    assert (files / "2023.parquet").stat().st_ino == before
    write_document(extracted, A, amounts=3)
    build(extracted, warehouse, project)
    assert (files / "2023.parquet").stat().st_ino != before
    assert (files / "2024.parquet").stat().st_ino == added
    # A row that goes changes the file of its year, though no row of now is of its unit.
    for file in extracted.glob(f"*/{A}.csv"):
        file.unlink()
    build(extracted, warehouse, project)
    years = {file.name: len(pq.read_table(file)) for file in files.iterdir()}
    assert years == {"2023.parquet": 18, "2024.parquet": 2}


def test_the_file_of_units_of_which_none_changed_is_linked(
    extracted: Path, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGZHANG_PARTITION_ROWS", "1")
    monkeypatch.setattr("ingest.exports.parquet.FILE_ROWS", 12)
    warehouse = tmp_path / "warehouse"
    files = warehouse / "exports/fct_amount"

    build(extracted, warehouse, project)
    before = {file.name: file.stat().st_ino for file in files.iterdir()}
    write_document(extracted, A, amounts=3)
    build(extracted, warehouse, project)

    now = {file.name: file.stat().st_ino for file in files.iterdir()}
    assert now.keys() == before.keys()
    changed = {name for name in now if now[name] != before[name]}
    assert changed == {f"2023-{file_no('unit-a', 2) + 1}-of-2.parquet"}


@pytest.mark.parametrize("change", ["model", "setting", "much", "asked"])
def test_everything_is_made_anew_where_a_part_will_not_do(
    extracted: Path,
    project: Path,
    published: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: str,
) -> None:
    if change == "model":
        edit(project / "models/fct_all.sql", "count(*)", "2 * count(*)")
    elif change == "setting":
        monkeypatch.setenv("MINGZHANG_PARTITION_ROWS", "1")
    elif change == "much":
        for letter in "abcdef":
            write_document(extracted, f"unit-{letter}-2023-budget", amounts=3)
    build(extracted, published, project, full=change == "asked")
    assert _ends(published) == ["published", "published"]
    assert "merge" not in _steps(published)


@pytest.mark.parametrize(
    ("model", "problem"),
    [
        ("select row_no from {{ source('raw', 'amounts') }}", "neither a unit_id nor"),
        ("select 'unit-a' as unit_id from {{ ref('fct_all') }}", "depends on fct_all"),
    ],
)
def test_a_model_that_cannot_be_merged_ends_the_build_and_nothing_is_published(
    extracted: Path, project: Path, tmp_path: Path, model: str, problem: str
) -> None:
    (project / "models/fct_other.sql").write_text(model)
    warehouse = tmp_path / "warehouse"
    build(extracted, warehouse, project)
    built = (warehouse / "build.json").read_bytes()
    write_document(extracted, A, amounts=3)
    with pytest.raises(BuildError, match=problem):
        build(extracted, warehouse, project)
    assert (warehouse / "build.json").read_bytes() == built


def test_a_part_that_fails_its_tests_leaves_the_published_warehouse(
    extracted: Path, project: Path, tmp_path: Path
) -> None:
    forbid_few(project, 10)  # Of which the part has three.
    warehouse = tmp_path / "warehouse"
    build(extracted, warehouse, project)
    built = (warehouse / "build.json").read_bytes()
    write_document(extracted, A, amounts=3)
    with pytest.raises(BuildError, match="assert_not_few"):
        build(extracted, warehouse, project)
    assert (warehouse / "build.json").read_bytes() == built
