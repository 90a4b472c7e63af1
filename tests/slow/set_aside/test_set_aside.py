"""No filing stops another: what breaks a model is set aside, and everything else is published."""

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from ingest.base.errors import BuildError
from ingest.base.settings import DATABASE
from ingest.cli import app
from ingest.publication.build import build
from ingest.publication.rollback import rollback
from ingest.warehouse import shards
from tests.support.faulty import write_document, write_project
from tests.support.landing_rows import edit
from tests.support.same_marts import differing_marts

RUN = CliRunner()
SOUND = [f"unit-{letter}-2023-budget" for letter in "abcdef"]
BROKEN = "unit-k-2023-budget"

# A change of an amount by which its document breaks a model, with what is said of it.
_FAULTS: dict[str, tuple[dict[str, str | None], str]] = {
    "contract": (
        {"heading_printed": None},
        "page 3, line 12: 1 row breaks not_null (heading_printed) of fct_amount.",
    ),
    "test": (
        {"measure": "another"},
        ": 1 row breaks accepted_values (measure) of fct_amount.",
    ),
    "error": (
        {"printed_text": "12345678.90"},
        "page 3, line 12: sql_error of fct_value: Conversion Error: ",
    ),
    "key": (
        {"label_printed": "unit-a-2023-budget 1"},
        ": 1 row breaks unique (label_printed) of fct_amount.",
    ),
    "sum": (
        {"heading_printed": "odd"},
        ": accepted_values (odd) of fct_total: ",
    ),
    "beside": (
        {"printed_text": "99.00"},
        "page 3, line 12: 1 row breaks assert_values_are_printed_small of fct_value.",
    ),
    "named": (
        {"label_printed": "long" * 20},
        ": 1 row breaks assert_labels_are_short of fct_amount.",
    ),
    "across": (
        {"code_printed": "unit-a"},
        ": 2 rows break primary_key (code) of fct_code.",
    ),
}


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, and a warehouse of six sound documents of six units."""
    folder = tmp_path_factory.mktemp("sound")
    project = write_project(folder / "project")
    for document in SOUND:
        write_document(folder / "extracted", document)
    build(folder / "extracted", folder / "warehouse", project)
    return folder


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    """A folder with the project, the rows and the warehouse of the sound documents."""
    return Path(shutil.copytree(made, tmp_path / "home", symlinks=True))


@pytest.fixture
def fresh(home: Path) -> Path:
    """The same before its first build."""
    for name in ("warehouse", ".warehouse.builds"):
        shutil.rmtree(home / name)
    return home


def _build(home: Path, *, full: bool = False) -> None:
    build(home / "extracted", home / "warehouse", home / "project", full=full)


def _aside(home: Path) -> list[dict[str, Any]]:
    with duckdb.connect(str(home / "warehouse" / DATABASE), read_only=True) as connection:
        found = connection.sql("from marts.dq_set_aside order by document_id, model, invariant")
        rows: list[dict[str, Any]] = found.to_arrow_table().to_pylist()
        return rows


def _names(home: Path) -> list[str]:
    return [row["document_id"] for row in _aside(home)]


def _like_sound(home: Path, made: Path) -> list[str]:
    return differing_marts(home / "warehouse" / DATABASE, made / "warehouse" / DATABASE)


def _last(home: Path) -> dict[str, Any]:
    lines = (home / ".warehouse.builds/history.jsonl").read_text().splitlines()
    last: dict[str, Any] = json.loads(lines[-1])
    return last


@pytest.mark.parametrize("fault", _FAULTS)
def test_a_document_that_breaks_a_model_is_set_aside_and_the_rest_is_published(
    fault: str, fresh: Path, made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change, told = _FAULTS[fault]
    write_document(fresh / "extracted", BROKEN, **change)
    _build(fresh)
    (row,) = _aside(fresh)
    assert row["document_id"] == BROKEN
    assert row["reason"].startswith(f"{BROKEN}.txt")
    assert told in row["reason"]
    assert f"set aside: {row['reason']}" in capsys.readouterr().out
    assert _like_sound(fresh, made) == []
    assert _last(fresh)["inputs"]["set_aside_ids"] == [BROKEN]


@pytest.mark.parametrize("fault", sorted(_FAULTS.keys() - {"key"}))
def test_a_document_that_comes_later_is_set_aside_and_not_those_that_stood(
    fault: str, home: Path, made: Path
) -> None:
    # Before all others by its name, so that it is its coming that tells.
    early = "unit-0-2023-budget"
    write_document(home / "extracted", early, **_FAULTS[fault][0])
    _build(home)
    assert _names(home) == [early]
    assert "merge" in _last(home)["steps"]
    assert _like_sound(home, made) == []


def test_of_two_documents_with_one_key_the_one_that_stood_stays(home: Path, made: Path) -> None:
    early = "unit-a-2022-budget"
    write_document(home / "extracted", early, **_FAULTS["key"][0])
    _build(home)
    assert _names(home) == [early]
    assert _like_sound(home, made) == []


def test_documents_that_break_different_models_are_all_set_aside(fresh: Path, made: Path) -> None:
    # What stands on a model that fails is not tested: its own failures show in the next run.
    for letter, fault in zip("stuvwxyz", _FAULTS, strict=True):
        write_document(fresh / "extracted", f"unit-{letter}-2023-budget", **_FAULTS[fault][0])
    _build(fresh)
    assert _names(fresh) == [f"unit-{letter}-2023-budget" for letter in "stuvwxyz"]
    assert _like_sound(fresh, made) == []


def test_all_that_one_document_breaks_is_told(fresh: Path) -> None:
    write_document(fresh / "extracted", BROKEN, measure="another", printed_text="12345678.90")
    _build(fresh)
    assert [row["model"] for row in _aside(fresh)] == ["fct_amount", "fct_value"]


def test_a_broken_document_beside_no_other_fails_and_is_named(fresh: Path) -> None:
    shutil.rmtree(fresh / "extracted")
    write_document(fresh / "extracted", BROKEN, heading_printed=None)
    with pytest.raises(BuildError, match=f"^{BROKEN}.txt, page 3, line 12: No document"):
        _build(fresh)
    assert not (fresh / "warehouse").exists()


@pytest.mark.parametrize("wrong", ["model", "seed", "test"])
def test_what_fails_whatever_the_documents_sets_none_aside(
    home: Path, made: Path, wrong: str
) -> None:
    project = home / "project"
    if wrong == "model":
        edit(project / "models/fct_value.sql", "printed_text::", "no_such_column::")
    elif wrong == "seed":
        (project / "seeds").mkdir()
        (project / "seeds/names.csv").write_text("name\none\none\n")
        edit(
            project / "models/models.yml",
            "models:",
            "seeds: [{name: names, columns: [{name: name, data_tests: [unique]}]}]\nmodels:",
        )
    else:
        (project / "tests/dbt").mkdir(parents=True)
        (project / "tests/dbt/always.sql").write_text(
            "select count(*) from {{ ref('fct_amount') }}"
        )
    with pytest.raises(BuildError, match=r"1 of [0-9]+ dbt nodes failed"):
        _build(home)
    assert _like_sound(home, made) == []


def test_nothing_is_built_again_until_something_changes(
    home: Path, made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_document(home / "extracted", BROKEN, heading_printed=None)
    _build(home)
    _build(home)
    assert "nothing new" in capsys.readouterr().out
    write_document(home / "extracted", "unit-l-2023-budget")
    _build(home)
    assert _names(home) == [BROKEN]
    assert "set aside: " not in capsys.readouterr().out
    for file in (home / "extracted").glob("*/unit-l-2023-budget.csv"):
        file.unlink()
    _build(home)
    assert _names(home) == [BROKEN]
    assert _like_sound(home, made) == []


@pytest.mark.parametrize("change", ["rows", "unit", "code", "withdrawn"])
def test_a_document_is_tried_again_once_what_broke_it_may_be_gone(home: Path, change: str) -> None:
    other = "unit-k-2022-budget"
    write_document(home / "extracted", other)
    write_document(home / "extracted", BROKEN, label_printed=f"{other} 1")
    _build(home)
    assert _names(home) == [BROKEN]
    if change == "rows":
        write_document(home / "extracted", BROKEN)
    elif change == "code":
        edit(home / "project/models/models.yml", ", data_tests: [unique]", "")
    for file in (home / "extracted").glob(f"*/{other if change == 'unit' else BROKEN}.csv"):
        if change in {"unit", "withdrawn"}:
            file.unlink()
    _build(home)
    assert _names(home) == []
    with duckdb.connect(str(home / "warehouse" / DATABASE), read_only=True) as connection:
        found = connection.sql("select distinct document_id from marts.fct_amount").fetchall()
    left = {"rows": {other, BROKEN}, "unit": {BROKEN}, "code": {other, BROKEN}}.get(change, {other})
    assert {row[0] for row in found} == {*SOUND, *left}


def test_a_kept_warehouse_has_what_it_set_aside(home: Path) -> None:
    write_document(home / "extracted", BROKEN, heading_printed=None)
    _build(home)
    write_document(home / "extracted", BROKEN)
    _build(home)
    assert _names(home) == []
    rollback(home / "warehouse")
    assert _names(home) == [BROKEN]
    _build(home)
    assert _names(home) == []


def test_documents_are_set_aside_in_shards_and_across_them(
    fresh: Path, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for letter, fault in zip("uvwxy", ("contract", "test", "error", "sum", "across"), strict=True):
        write_document(fresh / "extracted", f"unit-{letter}-2023-budget", **_FAULTS[fault][0])
    monkeypatch.setattr(shards, "SHARD_ROWS", 20)
    _build(fresh)
    assert _names(fresh) == [f"unit-{letter}-2023-budget" for letter in "uvwxy"]
    assert _like_sound(fresh, made) == []


@pytest.mark.parametrize(("strict", "status"), [(False, 0), (True, 5)])
def test_strict_says_so_in_the_status_and_publishes_all_the_same(
    home: Path, made: Path, monkeypatch: pytest.MonkeyPatch, *, strict: bool, status: int
) -> None:
    monkeypatch.setattr("ingest.publication.build.project_of_data", lambda: home / "project")
    arguments = ["build", "--extracted", str(home / "extracted")]
    arguments += ["--warehouse", str(home / "warehouse"), *(["--strict"] if strict else [])]
    assert RUN.invoke(app, arguments).exit_code == 0
    write_document(home / "extracted", BROKEN, heading_printed=None)
    assert RUN.invoke(app, arguments).exit_code == status
    assert _names(home) == [BROKEN]
    assert _like_sound(home, made) == []
    again = RUN.invoke(app, arguments)
    assert "nothing new" in again.stdout
    assert again.exit_code == status
