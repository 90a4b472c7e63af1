"""What is kept of what dbt sends: all that makes or tests something, whole, and nothing else."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from ingest.warehouse.plan import Recording, plan_of

_SEED, _MODEL, _TEST = "seed.p.codes", "model.p.fct", "test.p.unique"
_COMMENT = '/* {"app": "dbt"} */\n'


def _said(recording: Recording, node: str, sql: str) -> None:
    recording.hear("SQLQuery", SimpleNamespace(node_info=SimpleNamespace(unique_id=node), sql=sql))


def _manifest(folder: Path) -> Path:
    def entry(name: str, made: str, **more: object) -> dict[str, object]:
        kind, _, short = name.split(".")
        config = {"materialized": made, "severity": "ERROR", "warn_if": "!= 0"}
        return {
            "unique_id": name,
            "resource_type": kind,
            "name": short,
            "schema": "marts",
            "relation_name": f'"mingzhang"."marts"."{short}"',
            "tags": [],
            "config": config,
            "depends_on": {"nodes": more.get("above", [])},
            "original_file_path": f"seeds/{short}.csv",
        }

    nodes = (
        entry(_SEED, "seed"),
        entry(_MODEL, "view", above=[_SEED]),
        entry(_TEST, "test", above=[_MODEL]),
    )
    path = folder / "manifest.json"
    path.write_text(json.dumps({"nodes": {node["unique_id"]: node for node in nodes}}))
    return path


def _recorded(filling: str) -> Recording:
    recording = Recording()
    _said(recording, "", "create schema marts")
    for sql in (f"{_COMMENT}BEGIN", f"{_COMMENT}create table codes (code varchar)", filling):
        _said(recording, _SEED, sql)
    for sql in (
        f"{_COMMENT}\n select 1 from duckdb_constraints() where true",
        f"{_COMMENT}describe (select * from codes)",
        f"{_COMMENT}create view fct as select code from codes",
        f"{_COMMENT}select error('fct: keys repeat') from fct",
        f"{_COMMENT}COMMIT",
    ):
        _said(recording, _MODEL, sql)
    _said(recording, _TEST, "select name from (describe marts.fct)")
    _said(recording, _TEST, "select count(*) as failures from fct")
    return recording


def _copy(path: str) -> str:
    options = "(format csv, header true, delimiter ',')"
    return f"""copy "mingzhang"."marts"."codes" from '{path}' {options}"""


def test_statements_are_kept_by_node_and_what_the_catalog_is_asked_is_not(tmp_path: Path) -> None:
    _recorded("copy codes from 'codes.csv'...").keep(
        tmp_path, _manifest(tmp_path), [_SEED, _MODEL, _TEST, "exposure.p.site"]
    )

    plan = plan_of(tmp_path)
    assert plan is not None
    assert {node.unique_id: node.statements for node in plan.nodes} == {
        _SEED: (
            "create table codes (code varchar)",
            _copy(f"{tmp_path}/seeds/codes.csv"),
        ),
        _MODEL: (
            "create view fct as select code from codes",
            "select error('fct: keys repeat') from fct",
        ),
        _TEST: ("select count(*) as failures from fct",),
    }
    assert [node.is_view for node in plan.nodes] == [False, True, False]
    assert plan.manifest.is_file()


@pytest.mark.parametrize(
    "filling", ["insert into codes values ('a')", f"copy codes from '{'x' * 490}..."]
)
def test_a_seed_is_filled_from_its_file_whatever_dbt_told_of_it(
    filling: str, tmp_path: Path
) -> None:
    folder = tmp_path / "it's here"
    folder.mkdir()
    _recorded(filling).keep(folder, _manifest(folder), [_SEED])

    plan = plan_of(folder)
    assert plan is not None
    path = f"{folder}/seeds/codes.csv".replace("'", "''")
    assert plan.nodes[0].statements[1:] == (_copy(path),)


def test_a_plan_with_a_seed_that_nothing_made_is_not_kept(tmp_path: Path) -> None:
    Recording().keep(tmp_path, _manifest(tmp_path), [_SEED])

    assert plan_of(tmp_path) is None


def test_another_project_has_another_plan(tmp_path: Path) -> None:
    _recorded("copy codes from 'codes.csv'...").keep(tmp_path, _manifest(tmp_path), [_SEED])
    (tmp_path / "models").mkdir()
    (tmp_path / "models/fct.sql").write_text("select 1")

    assert plan_of(tmp_path) is None


def test_unit_tests_are_dbts_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _recorded("copy codes from 'codes.csv'...").keep(tmp_path, _manifest(tmp_path), [_SEED])
    assert plan_of(tmp_path) is not None
    monkeypatch.setenv("MINGZHANG_UNIT_TESTS", "1")

    assert plan_of(tmp_path) is None
