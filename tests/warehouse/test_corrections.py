"""Corrections: an entry that its source no longer bears out fails the test that a build runs."""

import shutil
from pathlib import Path

import duckdb
import pytest

from ingest.warehouse.steps import CATALOG
from tests.support.builds import Compiled


@pytest.fixture(scope="module")
def database(compiled: Compiled, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that the test may write into."""
    return Path(shutil.copy(compiled.database, tmp_path_factory.mktemp("corrections")))


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
    compiled: Compiled, database: Path, change: str, failing: int
) -> None:
    (path,) = compiled.sql.rglob("assert_corrections_match.sql")
    query = path.read_text(encoding="utf-8")
    with duckdb.connect(str(database)) as connection:
        connection.execute(f"attach if not exists '{compiled.steps}' as {CATALOG} (read_only)")
        connection.begin()
        connection.execute(f"update reference.corrections {change}")
        assert len(connection.execute(query).fetchall()) == failing
        connection.rollback()
