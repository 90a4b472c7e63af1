"""A row of a seed that no longer holds is named with its line and with what is printed now."""

from pathlib import Path

import duckdb

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


def test_a_test_that_names_no_seed_fails_as_before(tmp_path: Path) -> None:
    database = tmp_path / "a.duckdb"
    duckdb.connect(str(database)).close()
    failure = _failure("select 1")
    assert of_seed(failure, {"nodes": {"test.p.t": {"config": {}}}}, tmp_path, database) is failure
