"""The report on added filings of which the build has set one aside."""

import json
import shutil
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from ingest.base.settings import DATABASE
from ingest.cli import app
from ingest.intake.take import Intake, Taken

RUN = CliRunner()
BROKEN = "unit-k-2023-budget"
_REASON = "k.txt, page 3, line 41: 2 rows break not_null (category) of fct_three_public."
_ROW = (
    *("key", BROKEN, "unit-k", "青山市档案馆", 2023, "budget", 1, "k.txt"),
    *("fct_three_public", "not_null (category)", 2, 3, 41, _REASON),
)


@pytest.fixture
def arguments(warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An `add` of two files into a warehouse that has set one of them aside."""
    (tmp_path / "k.txt").write_text("as read")
    shutil.copy(warehouse / DATABASE, tmp_path / DATABASE)
    with duckdb.connect(str(tmp_path / DATABASE)) as connection:
        marks = ", ".join("?" * len(_ROW))
        connection.execute(f"insert into marts.dq_set_aside values ({marks})", _ROW)
    taken = [
        Taken("k.txt", BROKEN, "added"),
        Taken("w.txt", "wuhan-hrss-ic-2022-final", "unchanged"),
    ]
    intake = Intake(files=2, taken=taken)
    monkeypatch.setattr("ingest.intake.add.add", lambda *_, **__: intake)
    return ["add", "--disclosures", str(tmp_path / "k.txt"), "--warehouse", str(tmp_path)]


def test_a_file_that_is_set_aside_is_listed_and_ends_with_five(arguments: list[str]) -> None:
    result = RUN.invoke(app, arguments)
    assert result.exit_code == 5
    lines = result.stdout.splitlines()
    assert lines[-4:] == [
        "set aside:",
        f"  {_REASON}",
        "",
        "2 files: 1 added, 1 unchanged, 1 set aside",
    ]


def test_machines_are_told_its_place(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG", "json")
    lines = [json.loads(line) for line in RUN.invoke(app, arguments).stdout.splitlines()]
    (told,) = [line for line in lines if line["event"] == "document_set_aside"]
    assert (told["document_id"], told["page"], told["line"]) == (BROKEN, 3, 41)
    assert told["text"] == _REASON
