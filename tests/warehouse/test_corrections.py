"""Corrections: an entry that its source no longer bears out fails the test that a build runs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from ingest.base.settings import PROJECT

_TEST = "assert_corrections_match"


@pytest.fixture(scope="module")
def compiled(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A copy of the warehouse, and the query whose rows are the failures of dbt's test."""
    folder = tmp_path_factory.mktemp("corrections")
    database = folder / "mingzhang.duckdb"
    shutil.copy(warehouse / "mingzhang.duckdb", database)
    arguments = [
        *(sys.executable, "-m", "dbt.cli.main", "--quiet", "compile", "--select", _TEST),
        *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)),
        *("--target-path", str(folder / "target"), "--log-path", str(folder / "logs")),
    ]
    environment = os.environ | {"MINGZHANG_DATABASE": str(database)}
    run = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
    (query,) = (folder / "target" / "compiled").rglob(f"{_TEST}.sql")
    return database, query.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "failing"),
    [
        ("set reason = reason", 0),
        ("set printed_text = '769.0'", 1),
        ("set line = line + 1", 1),
        ("set corrected_text = 'seven'", 1),
        ("set carries = 'neither'", 1),
        ("set reason = null", 1),
        ("set decided_by = null", 1),
        ("set document_id = 'not-loaded-2022-budget'", 0),
    ],
)
def test_an_entry_that_matches_nothing_fails(
    compiled: tuple[Path, str], change: str, failing: int
) -> None:
    database, query = compiled
    with duckdb.connect(str(database)) as connection:
        connection.begin()
        connection.execute(f"update reference.corrections {change}")
        assert len(connection.execute(query).fetchall()) == failing
        connection.rollback()
