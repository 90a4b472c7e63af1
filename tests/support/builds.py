"""Warehouses that several tests read, each built once in a run, whichever process asks first."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from ingest.base.settings import DATABASE, PROJECT, UNIT_TESTS_VARIABLE
from ingest.warehouse.dbt_run import run_dbt
from ingest.warehouse.steps import CATALOG, STEPS, STEPS_VARIABLE
from tests.support.shipped import SHIPPED

_SAID = 4000
"""Characters of what a failed build said that a test shows."""


def shared(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that one process of the run fills while the others wait for it.

    Args:
        factory: pytest's temporary folders; those of all workers of pytest-xdist lie in one.
        name: The folder's name.
        make: Fills the folder, which is there and empty.

    Returns:
        The filled folder.
    """
    root = factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        root = root.parent
    folder, failed = root / name, root / f"{name}.failed"
    with (root / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if failed.exists():
            pytest.fail(f"{name} could not be made, see the first test that asked for it")
        if not folder.exists():
            folder.mkdir()
            failed.touch()
            make(folder)
            failed.unlink()
    return folder


def build(extracted: Path, warehouse: Path, *, unit_tests: bool = False) -> None:
    """Build a warehouse as `make build` does, in a process of its own, and keep its steps beside.

    Args:
        extracted: The extracted rows.
        warehouse: The folder to publish.
        unit_tests: Run dbt's unit tests too.
    """
    command = [sys.executable, "-m", "ingest", "build"]
    command += ["--extracted", str(extracted), "--warehouse", str(warehouse)]
    environment = os.environ | {STEPS_VARIABLE: str(_steps(warehouse))}
    environment |= {UNIT_TESTS_VARIABLE: "1"} if unit_tests else {}
    done = subprocess.run(
        command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        pytest.fail(f"the build failed: {done.stderr[-_SAID:]}", pytrace=False)


def _steps(warehouse: Path) -> Path:
    return warehouse.with_name(f"{warehouse.name}.{STEPS}")


def opened(warehouse: Path) -> duckdb.DuckDBPyConnection:
    """A warehouse to be read, with the steps of its build as `steps` where they were kept."""
    connection = duckdb.connect(str(warehouse / DATABASE), read_only=True)
    if _steps(warehouse).is_file():
        connection.execute(f"attach if not exists '{_steps(warehouse)}' as {CATALOG} (read_only)")
    return connection


def shipped(factory: pytest.TempPathFactory, *, unit_tests: bool) -> Path:
    """The warehouse of data/extracted: the one that MINGZHANG_WAREHOUSE names, or a new one.

    One that is named has to be built with MINGZHANG_STEPS=<warehouse>.steps.duckdb.

    Args:
        factory: As for `shared`.
        unit_tests: Run dbt's unit tests too, if it is built.
    """
    built = os.environ.get("MINGZHANG_WAREHOUSE")
    if built:
        return Path(built).resolve()

    def make(folder: Path) -> None:
        build(SHIPPED, folder / "warehouse", unit_tests=unit_tests)

    return shared(factory, "shipped", make) / "warehouse"


def report(factory: pytest.TempPathFactory, warehouse: Path) -> Path:
    """The site of all units of a warehouse; it needs the report group."""
    from ingest.serving.report.write import write_site  # noqa: PLC0415 - of that group

    return shared(factory, "report", lambda folder: write_site(warehouse / DATABASE, folder))


@dataclass(frozen=True, slots=True)
class Compiled:
    """A database with its steps, and the folder of the SQL as dbt compiles it to run on them."""

    database: Path
    steps: Path
    sql: Path


def compile_project(warehouse: Path, folder: Path) -> None:
    """Compile the whole project over a copy of a warehouse's database, for `compiled_in`."""
    copied = compiled_in(folder)
    # dbt opens the file for writing, which the readers of the other tests forbid.
    shutil.copy(warehouse / DATABASE, copied.database)
    shutil.copy(_steps(warehouse), copied.steps)
    run_dbt("compile", PROJECT, copied.database, folder)


def compiled_in(folder: Path) -> Compiled:
    """What `compile_project` leaves in a folder."""
    return Compiled(folder / DATABASE, folder / STEPS, folder / "target/compiled/mingzhang")
