"""A row of a seed that no longer holds is named with its line and with what is printed now."""

from pathlib import Path

import duckdb
import pytest

from ingest.base.settings import DATA_VARIABLE
from ingest.warehouse.failures import FailedNode, NodesFailedError
from ingest.warehouse.seed_faults import of_seed

_PRINTED = "it corrects project 759.0 on line 206 of a; printed there now: project 769.0"


def _failure(sql: str) -> NodesFailedError:
    node = FailedNode("test.p.t", "test", "t", "Got 1 result", sql=sql)
    return NodesFailedError("t.sql", "1 of 9 dbt nodes failed.", "Correct the rows.", [node])


def test_a_stale_entry_names_its_line_and_what_is_printed_now(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/corrections.csv").write_text("correction_id,reason\n1,first\n7,second\n")
    database = tmp_path / "a.duckdb"
    duckdb.connect(str(database)).close()
    failure = _failure(f"select '7' as correction_id, '{_PRINTED}' as problem")
    manifest = {
        "nodes": {
            "test.p.t": {"config": {"meta": {"seed": "corrections.csv", "key": "correction_id"}}}
        }
    }
    told = of_seed(failure, manifest, tmp_path, database)
    assert str(told) == (
        f"seeds/corrections.csv, line 3: Entry 7: {_PRINTED}. Correct the row, or remove it."
    )
    assert told.nodes == failure.nodes


def test_a_stale_entry_of_a_steward_is_named_in_their_own_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    for folder, rows in (("seeds", "1,first\nown-1,mine\n"), ("data/seeds", "own-1,mine\n")):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "corrections.csv").write_text(f"correction_id,reason\n{rows}")
    database = tmp_path / "a.duckdb"
    duckdb.connect(str(database)).close()
    failure = _failure(f"select 'own-1' as correction_id, '{_PRINTED}' as problem")
    meta = {"seed": "corrections.csv", "key": "correction_id"}
    manifest = {"nodes": {"test.p.t": {"config": {"meta": meta}}}}
    told = of_seed(failure, manifest, tmp_path, database)
    assert str(told).startswith(f"data/seeds/corrections.csv, line 2: Entry own-1: {_PRINTED}.")


def test_a_test_that_names_no_seed_fails_as_before(tmp_path: Path) -> None:
    database = tmp_path / "a.duckdb"
    duckdb.connect(str(database)).close()
    failure = _failure("select 1")
    assert of_seed(failure, {"nodes": {"test.p.t": {"config": {}}}}, tmp_path, database) is failure
