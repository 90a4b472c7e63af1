"""`make profile`: what each node of a project costs, over rows of any documents."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from bench import profile
from bench.profile import Cost, together
from ingest.publication.build import build
from tests.support.unit_project import write_document, write_project


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A warehouse of three documents with two amounts each, whose project is profiled."""
    project = write_project(tmp_path / "project")
    for document in ("unit-a-2022-final", "unit-b-2022-final", "unit-c-2022-final"):
        write_document(tmp_path / "extracted", document)
    build(tmp_path / "extracted", tmp_path / "warehouse", project)
    monkeypatch.setattr(profile, "PROJECT", project)
    return tmp_path / "warehouse"


def _costs(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str
) -> dict[str, dict[str, Any]]:
    """What the command says of each node, by its name."""
    found = folder / "costs.jsonl"
    monkeypatch.setattr(sys, "argv", ["profile", "--json", str(found), *arguments])
    assert profile.main() == 0
    costs = [json.loads(line) for line in found.read_text().splitlines()]
    return {cost["name"]: cost for cost in costs}


def test_each_node_is_measured_over_the_rows_of_a_warehouse(
    built: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    costs = _costs(tmp_path, monkeypatch, "--warehouse", str(built))

    assert {name: cost["rows"] for name, cost in costs.items()} == {
        "fct_amount": 6,
        "fct_all": 1,
        "not_null_fct_amount_printed_text": 0,
    }
    assert costs["fct_amount"]["folder"] == "models"
    assert costs["not_null_fct_amount_printed_text"]["folder"] == "tests"
    assert all(cost["processor"] > 0 for cost in costs.values())
    tables = capsys.readouterr().out.split("| node ")[1]
    listed = [line.split("|") for line in tables.split("\n\n")[0].splitlines()[2:]]
    seconds = [costs[name.strip()]["processor"] for _, name, *_ in listed]
    assert seconds == sorted(seconds, reverse=True)
    assert len(seconds) == 3


def test_documents_are_generated(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    costs = _costs(tmp_path, monkeypatch, "--documents", "2")

    assert built.is_dir()
    assert costs["fct_amount"]["rows"] > 100


def test_costs_of_one_name_are_added_but_for_memory() -> None:
    given = [
        ("tests", Cost("a", 1.0, 0, 0, 300.0)),
        ("models", Cost("b", 2.5, 10, 1000, 200.0)),
        ("tests", Cost("c", 2.0, 0, 0, 100.0)),
    ]

    assert together(given) == [
        Cost("tests", 3.0, 0, 0, 300.0),
        Cost("models", 2.5, 10, 1000, 200.0),
    ]
