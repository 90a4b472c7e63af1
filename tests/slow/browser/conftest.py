"""What the browser tests read, and what they need: `make test-browser` installs it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support import builds, needs

HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="session", autouse=True)
def _browser() -> None:
    found = subprocess.run([HERE / "program.sh", "chrome"], capture_output=True, check=False)
    if shutil.which("node") is None or found.returncode or not (HERE / "node_modules").is_dir():
        pytest.skip("needs node, a Chromium and packages of npm: run `make test-browser`")


@pytest.fixture(scope="session")
def exports(warehouse: Path) -> Path:
    """The exports of the shipped rows."""
    return warehouse / "exports"


@pytest.fixture(scope="session")
def site(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the shipped rows."""
    pytest.importorskip("altair", reason=needs.REPORT)
    return builds.report(tmp_path_factory, warehouse)
