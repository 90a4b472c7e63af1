"""The history: one line per build however it ends, bounded, and readable after a crash."""

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.base import log
from ingest.base.errors import BuildError, Place
from ingest.publication import history
from ingest.publication.history import append, print_builds, read, recorded
from ingest.publication.publish import locked
from ingest.publication.site import Site
from ingest.warehouse.provenance import code, inputs


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    return tmp_path / "warehouse"


def _rows(warehouse: Path) -> list[dict[str, Any]]:
    return read(Site(warehouse).history)


def test_a_build_leaves_its_steps_facts_and_outcome(warehouse: Path) -> None:
    with locked(warehouse) as site, recorded(site, "build", "1Z") as run:
        with run.step("load"):
            log.info("loaded", "loaded: 5 documents", rows={"documents": 5})
        run.add({"rows": {"documents": 5}})

    (row,) = _rows(warehouse)
    assert (row["build_id"], row["kind"], row["outcome"]) == ("1Z", "build", "published")
    assert row["rows"] == {"documents": 5}
    assert list(row["steps"]) == ["load"]
    assert row["started_at"] <= row["ended_at"]
    assert set(row["by"]) == {"pid", "user", "host"}
    assert (Site(warehouse).folder / "lock").read_bytes() == b""
    lines = (Site(warehouse).logs / "1Z.jsonl").read_text().splitlines()
    assert [json.loads(line)["event"] for line in lines] == ["step", "loaded", "step"]


def test_a_failure_is_recorded_with_its_place(warehouse: Path) -> None:
    def fail() -> None:
        with locked(warehouse) as site, recorded(site, "build", "1Z") as run, run.step("dbt"):
            raise BuildError(Place("m.sql"), "1 of 3 failed.", "Correct it.")

    with pytest.raises(BuildError):
        fail()

    (row,) = _rows(warehouse)
    assert (row["outcome"], list(row["steps"])) == ("failed", ["dbt"])
    assert (row["error"]["type"], row["error"]["place"]) == ("BuildError", "m.sql")


def test_an_interruption_is_no_failure(warehouse: Path) -> None:
    def interrupt() -> None:
        with locked(warehouse) as site, recorded(site, "build", "1Z"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupt()

    assert [row["outcome"] for row in _rows(warehouse)] == ["interrupted"]


@pytest.mark.parametrize(("published", "outcome"), [("1Z", "published"), ("0Z", "killed")])
def test_a_killed_build_is_recorded_by_the_next(
    warehouse: Path, published: str, outcome: str
) -> None:
    warehouse.mkdir()
    facts = {"build_id": published, "marts": {"m": 1}, "kind": "build"}
    (warehouse / "build.json").write_text(json.dumps(facts))
    with locked(warehouse) as site:
        site.announce({"build_id": "1Z", "kind": "build", "outcome": None, "steps": {}})

    with locked(warehouse) as site, recorded(site, "build", "2Z"):
        pass

    killed, after = _rows(warehouse)
    assert (killed["build_id"], killed["outcome"]) == ("1Z", outcome)
    assert ("marts" in killed) == (outcome == "published")
    assert after["build_id"] == "2Z"


def test_a_line_that_found_no_room_waits_for_the_next_build(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(history, "append", full)
        with locked(warehouse) as site, recorded(site, "build", "1Z"):
            pass
    assert _rows(warehouse) == []

    with locked(warehouse) as site, recorded(site, "build", "2Z"):
        pass

    assert [(r["build_id"], r["outcome"]) for r in _rows(warehouse)] == [
        ("1Z", "published"),
        ("2Z", "published"),
    ]


def test_a_line_cut_short_is_left_out_and_then_removed(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    append(path, {"build_id": "1"})
    with path.open("ab") as file:
        file.write(b'{"build_id": "2')
    assert [row["build_id"] for row in read(path)] == ["1"]

    append(path, {"build_id": "3"})

    assert path.read_text() == '{"build_id": "1"}\n{"build_id": "3"}\n'


def test_the_history_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "ROWS", 10)
    monkeypatch.setattr(history, "_SLACK", 5)
    sizes = set()
    for number in range(60):
        append(tmp_path / "history.jsonl", {"build_id": number})
        rows = read(tmp_path / "history.jsonl")
        sizes.add(len(rows))
        assert rows[-1]["build_id"] == number
    assert max(sizes) <= 17


def test_the_logs_are_bounded_in_number_and_size(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "LOGS", 2)
    monkeypatch.setattr(log, "LIMIT", 1000)
    for name in ("1Z", "2Z", "3Z"):
        with locked(warehouse) as site, recorded(site, "build", name):
            for _ in range(50):
                log.debug("event", "a text of some length")

    logs = sorted(Site(warehouse).logs.iterdir())
    assert [path.name for path in logs] == ["2Z.jsonl", "3Z.jsonl"]
    assert all(path.stat().st_size == 1000 for path in logs)


def test_the_history_is_told_by_line(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    print_builds(warehouse, 20)
    assert "no builds of " in capsys.readouterr().out
    with locked(warehouse) as site, recorded(site, "build", "1Z") as run:
        run.add({"inputs": {"documents": 5, "added": 2, "changed": 0}, "checks": {"agrees": 7}})
    capsys.readouterr()

    print_builds(warehouse, 20)

    line = capsys.readouterr().out
    assert line.split()[:3] == ["1Z", "build", "published"]
    assert "5 documents (2 added)  7 agrees" in line


def test_inputs_say_what_changed_since_the_warehouse_before() -> None:
    found = inputs({"a": "1", "b": "2", "c": "3"}, {"b": "2", "c": "0", "d": "4"})

    assert (found["added"], found["changed"], found["withdrawn"]) == (1, 1, 1)
    assert (found["added_ids"], found["changed_ids"], found["withdrawn_ids"]) == (
        ["a"],
        ["c"],
        ["d"],
    )
    assert found["sha256"] == inputs({"c": "3", "b": "2", "a": "1"}, {})["sha256"]
    assert found["sha256"] != inputs({"a": "1", "b": "2", "c": "4"}, {})["sha256"]


def test_code_is_hashed_by_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models/m.sql").write_text("select 1")
    before = code(tmp_path)

    (tmp_path / "models/m.sql").rename(tmp_path / "models/n.sql")
    renamed = code(tmp_path)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/s.csv").write_text("a\n1\n")

    assert len({before["sha256"], renamed["sha256"], code(tmp_path)["sha256"]}) == 3
    assert before["seeds_sha256"] == renamed["seeds_sha256"] != code(tmp_path)["seeds_sha256"]
