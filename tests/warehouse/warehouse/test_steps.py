"""Steps are made apart: what is published reads none that goes with the build."""

import json
from pathlib import Path

import duckdb
import pytest

from ingest.base.settings import DATABASE
from ingest.warehouse.incremental import ACROSS_UNITS
from ingest.warehouse.manifest import comes_of_documents
from ingest.warehouse.steps import CATALOG, STEPS, STEPS_VARIABLE, drop_steps, steps_of
from tests.support.builds import Compiled


def test_every_view_of_a_published_warehouse_can_be_read(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse / DATABASE), read_only=True) as connection:
        views = connection.execute(
            "select schema_name, view_name from duckdb_views()"
            " where not internal and database_name = current_database()"
        ).fetchall()
        assert len(views) > 20
        for schema, view in views:
            connection.execute(f"select count(*) from {schema}.{view}")


def test_what_is_made_after_a_merge_reads_no_step(compiled: Compiled) -> None:
    """The steps of a merged part are gone when the models across units are made."""
    read = json.loads((compiled.database.parent / "target/manifest.json").read_bytes())
    nodes = read["nodes"]
    steps = {name for name, node in nodes.items() if node["database"] == CATALOG}
    assert len(steps) > 100
    across = [node for node in nodes.values() if ACROSS_UNITS in node["tags"]]
    assert len(across) > 10
    assert [n["name"] for n in across if steps & set(n["depends_on"]["nodes"])] == []


def test_a_published_warehouse_holds_few_steps_and_no_file_of_them(
    warehouse: Path, compiled: Compiled
) -> None:
    """What comes of seeds alone, which a part reads there, and what is asked later."""
    read = json.loads((compiled.database.parent / "target/manifest.json").read_bytes())
    of_seeds = {
        node["name"]
        for node in read["nodes"].values()
        if node["schema"] == "intermediate" and not comes_of_documents(node, read)
    }
    assert len(of_seeds) > 5
    with duckdb.connect(str(warehouse / DATABASE), read_only=True) as connection:
        kept = connection.execute(
            "select table_name from duckdb_tables()"
            " where schema_name = 'intermediate' and database_name = current_database()"
        ).fetchall()
    asked = {"int_classes__printed", "int_units__recognised", "int_unmapped__listed"}
    assert {name for (name,) in kept} == of_seeds | asked
    assert list(warehouse.resolve().rglob(f"*{STEPS}*")) == []


def test_steps_lie_beside_their_database_and_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(STEPS_VARIABLE, raising=False)
    database = tmp_path / DATABASE
    made = steps_of(database)
    assert made == tmp_path / STEPS
    made.touch()
    drop_steps(database)
    assert not made.exists()
    drop_steps(database)


def test_steps_of_a_file_that_is_named_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = tmp_path / "looked-at.duckdb"
    monkeypatch.setenv(STEPS_VARIABLE, str(named))
    named.touch()
    assert steps_of(tmp_path / DATABASE) == named
    drop_steps(tmp_path / DATABASE)
    assert named.exists()
