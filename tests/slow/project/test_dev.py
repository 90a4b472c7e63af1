"""dbt by hand, over the database that `make dev` makes: what a dbt user types works."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from ingest.base.settings import DATABASE, PROJECT

_DBT = str(Path(sys.executable).with_name("dbt"))


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The shipped profile, pointed to a database of the test as `make dev` leaves it."""
    folder = tmp_path_factory.mktemp("dev")
    environment = {
        **os.environ,
        "MINGZHANG_DATABASE": str(folder / DATABASE),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
    }
    environment.pop("MINGZHANG_UNIT_TESTS", None)
    done = subprocess.run(
        ["make", "dev"], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return environment


def _dbt(environment: dict[str, str], *arguments: str) -> str:
    command = [_DBT, "--no-use-colors", *arguments]
    done = subprocess.run(
        command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_models_are_built_and_shown_by_hand(environment: dict[str, str]) -> None:
    built = _dbt(environment, "build", "--select", "+dim_unit")
    # Seeds, models, their tests and their unit tests.
    assert "ERROR=0" in built
    assert "unit_test" in built or "unit test" in built

    shown = _dbt(environment, "show", "--select", "dim_unit", "--limit", "1", "--output", "json")
    assert '"unit_id"' in shown

    with duckdb.connect(environment["MINGZHANG_DATABASE"], read_only=True) as connection:
        rows = connection.execute("select count(*) from marts.dim_unit").fetchall()
        found = connection.execute("select count(*) from raw.documents").fetchall()
    assert rows[0][0] > 0
    assert found[0][0] > 0


def test_vocabulary_that_only_readers_use_is_there_to_be_tested(
    environment: dict[str, str],
) -> None:
    """A build of a warehouse leaves it out; by hand it is a seed like others."""
    tested = _dbt(environment, "test", "--select", "tag:reading_only")
    assert "ERROR=0" in tested
    assert "TOTAL=0" not in tested
