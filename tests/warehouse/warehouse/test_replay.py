"""A build by the plan that dbt left: the same warehouse without dbt, and dbt's own errors."""

import shutil
from pathlib import Path

import duckdb
import pytest

from bench.same import differences
from ingest.base.errors import BuildError
from ingest.publication.build import build
from ingest.warehouse import dbt_run, plan, replay
from ingest.warehouse.load import load
from tests.support.unit_project import forbid_few, write_document, write_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a seed that a model reads, a view, and a test that warns."""
    folder = write_project(tmp_path / "project")
    (folder / "seeds").mkdir()
    (folder / "seeds/named.csv").write_text('unit_id,name\nunit-a,"One, and all"\n')
    (folder / "models/vw_named.sql").write_text(
        "{{ config(materialized='view') }} select unit_id, name, row_no"
        " from {{ ref('fct_amount') }} inner join {{ ref('named') }} using (unit_id)"
    )
    (folder / "models/warned.yml").write_text(
        "models:\n  - name: vw_named\n    columns:\n      - name: name\n"
        "        data_tests: [{unique: {config: {severity: warn}}}]\n"
    )
    return folder


@pytest.fixture
def extracted(tmp_path: Path) -> Path:
    for document in ("unit-a-2022-final", "unit-b-2022-final", "unit-c-2022-final"):
        write_document(tmp_path / "extracted", document)
    return tmp_path / "extracted"


def _forbid(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **_named: object) -> None:
        pytest.fail("dbt was run")

    monkeypatch.setattr(dbt_run, "run_dbt", forbidden)


def test_a_second_build_makes_the_same_rows_without_dbt(
    project: Path,
    extracted: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    build(extracted, tmp_path / "one", project)
    said = capsys.readouterr().out.splitlines()
    _forbid(monkeypatch)

    build(extracted, tmp_path / "other", project)

    again = capsys.readouterr().out.splitlines()
    assert [line for line in said if "warn" in line] == [
        "warning: unique_vw_named_name: Got 1 result, configured to warn if != 0"
    ]
    # dbt tells besides that this project has no seed that readers alone use.
    said = [line for line in said if "selection criterion" not in line]
    assert said[:-1] == again[:-1], "what was loaded, warned, run and exported"
    one, other = (tmp_path / name / "mingzhang.duckdb" for name in ("one", "other"))
    schemas = ("raw", "main", "reference", "marts")
    assert list(differences(one, other, schemas, columns_may_be_added=False)) == [
        "raw.build: 1 rows missing, 1 left over"
    ]
    with duckdb.connect(str(tmp_path / "other/mingzhang.duckdb"), read_only=True) as connection:
        rows = connection.sql("select unit_id, name, row_no from marts.vw_named order by all")
        assert rows.fetchall() == [("unit-a", "One, and all", 1), ("unit-a", "One, and all", 2)]


def test_a_document_more_is_built_without_dbt_also_what_is_across_units(
    project: Path, extracted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse = tmp_path / "warehouse"
    for number in range(4, 8):
        write_document(extracted, f"unit-d-20{number}0-final")
    build(extracted, warehouse, project)
    write_document(extracted, "unit-e-2022-final", amounts=5)
    _forbid(monkeypatch)

    build(extracted, warehouse, project)

    with duckdb.connect(str(warehouse / "mingzhang.duckdb"), read_only=True) as connection:
        assert connection.sql("select amounts from marts.fct_all").fetchall() == [(7 * 2 + 5,)]


def _with_document_more(project: Path, extracted: Path, warehouse: Path) -> None:
    """A published warehouse of a project whose model reads a seed, and a document more."""
    (project / "models/fct_named.sql").write_text(
        "select name, count(*) as amounts, min(document_id) as document_id"
        " from {{ ref('fct_amount') }} inner join {{ ref('named') }} using (unit_id) group by name"
    )
    (project / "seeds/named.csv").write_text("unit_id,name\nunit-a,One\nunit-e,Five\n")
    for number in range(4, 8):
        write_document(extracted, f"unit-d-20{number}0-final")
    build(extracted, warehouse, project)
    write_document(extracted, "unit-e-2022-final", amounts=5)


def test_a_part_reads_what_comes_of_seeds_where_it_is_made_already(
    project: Path, extracted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse = tmp_path / "warehouse"
    _with_document_more(project, extracted, warehouse)
    _forbid(monkeypatch)
    run: list[str] = []

    def noted(node: plan.Node, cursor: duckdb.DuckDBPyConnection) -> replay.Done:
        run.append(node.name)
        return made(node, cursor)

    made = replay.made
    monkeypatch.setattr(replay, "made", noted)
    build(extracted, warehouse, project)

    assert "fct_named" in run
    assert "named" not in run
    with duckdb.connect(str(warehouse / "mingzhang.duckdb"), read_only=True) as connection:
        named = connection.sql("select name, amounts from marts.fct_named order by all")
        assert named.fetchall() == [("Five", 5), ("One", 2)]
        assert connection.sql("select count(*) from reference.named").fetchall() == [(2,)]


def test_nothing_stands_in_the_way_of_dbt_where_a_part_fails(
    project: Path, extracted: Path, tmp_path: Path
) -> None:
    warehouse, part = tmp_path / "warehouse", tmp_path / "part/mingzhang.duckdb"
    forbid_few(project, 3)
    _with_document_more(project, extracted, warehouse)
    write_document(tmp_path / "few", "unit-f-2022-final", amounts=1)
    part.parent.mkdir()
    load(tmp_path / "few", part)

    given = warehouse / "mingzhang.duckdb"
    assert replay.replay(project, part, tmp_path, given=given) is None

    with duckdb.connect(str(part), read_only=True) as connection:
        views = "select view_name from duckdb_views() where not internal"
        assert connection.sql(views).fetchall() == []
        assert connection.sql("select count(*) from marts.fct_amount").fetchall() == [(1,)]


def test_what_fails_is_told_by_dbt(project: Path, extracted: Path, tmp_path: Path) -> None:
    forbid_few(project, 5)
    build(extracted, tmp_path / "warehouse", project)
    (tmp_path / "few").mkdir()
    write_document(tmp_path / "few", "unit-a-2022-final", amounts=3)

    with pytest.raises(BuildError, match=r"assert_not_few: Got 1 result"):
        build(tmp_path / "few", tmp_path / "other", project)


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("models/fct_amount.sql", "select", "select "),
        ("seeds/named.csv", "name\nunit-a", "called\nunit-a"),
        ("profiles.yml", "type:", "type: "),
    ],
)
def test_a_project_that_changed_is_asked_of_dbt_again(  # noqa: PLR0913, PLR0917 - a change, and where
    project: Path,
    extracted: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    file: str,
    before: str,
    after: str,
) -> None:
    (project / "models/vw_named.sql").unlink()
    (project / "models/warned.yml").unlink()
    build(extracted, tmp_path / "warehouse", project)
    text = (project / file).read_text()
    assert before in text
    (project / file).write_text(text.replace(before, after))
    run: list[str] = []
    asked = dbt_run.run_dbt

    def noted(
        command: str, project: Path, database: Path, private: Path, select: str | None
    ) -> Path:
        run.append(command)
        return asked(command, project, database, private, select)

    monkeypatch.setattr(dbt_run, "run_dbt", noted)
    build(extracted, tmp_path / "other", project)

    assert run == ["build"]


def test_other_rows_of_a_seed_are_read_without_dbt(
    project: Path, extracted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(extracted, tmp_path / "warehouse", project)
    (project / "seeds/named.csv").write_text("unit_id,name\nunit-b,Two\nunit-c,Three\n")
    _forbid(monkeypatch)

    build(extracted, tmp_path / "other", project)

    with duckdb.connect(str(tmp_path / "other/mingzhang.duckdb"), read_only=True) as connection:
        named = connection.sql("select distinct name from marts.vw_named order by all")
        assert named.fetchall() == [("Three",), ("Two",)]


def test_a_seed_that_had_no_row_is_read_without_dbt(
    project: Path, extracted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "seeds/answers.csv").write_text("kind,answer\n")
    (project / "seeds/answers.yml").write_text(
        "seeds:\n  - name: answers\n    config: {column_types: {kind: varchar, answer: varchar}}\n"
    )
    build(extracted, tmp_path / "warehouse", project)
    (project / "seeds/answers.csv").write_text("kind,answer\nlabel,201\n")
    _forbid(monkeypatch)

    build(extracted, tmp_path / "other", project)

    with duckdb.connect(str(tmp_path / "other/mingzhang.duckdb"), read_only=True) as connection:
        assert connection.sql("from answers").fetchall() == [("label", "201")]


def test_a_project_elsewhere_reads_its_own_seeds_by_the_same_plan(
    project: Path, extracted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(extracted, tmp_path / "warehouse", project)
    other = Path(shutil.copytree(project, tmp_path / "elsewhere"))
    (other / "seeds/named.csv").write_text("unit_id,name\nunit-b,Two\n")
    _forbid(monkeypatch)

    build(extracted, tmp_path / "other", other)

    with duckdb.connect(str(tmp_path / "other/mingzhang.duckdb"), read_only=True) as connection:
        named = connection.sql("select distinct name from marts.vw_named")
        assert named.fetchall() == [("Two",)]


def test_named_models_are_made_with_what_they_read_and_nothing_else(
    project: Path, extracted: Path, tmp_path: Path
) -> None:
    build(extracted, tmp_path / "warehouse", project)
    database = tmp_path / "part/mingzhang.duckdb"
    database.parent.mkdir()
    load(extracted, database)

    assert replay.replay(project, database, database.parent, models=("vw_named",)) is not None

    with duckdb.connect(str(database), read_only=True) as connection:
        made = connection.sql(
            "select table_name from information_schema.tables"
            " where table_schema in ('main', 'marts') or table_name = 'named'"
        )
        assert {name for (name,) in made.fetchall()} == {"fct_amount", "named", "vw_named"}
