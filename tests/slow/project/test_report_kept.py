"""A report once drawn is there after each build: the report of 0.1.0 was gone with the next one."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.base.settings import DATABASE, PROJECT, REPORT
from tests.support import needs
from tests.support.shipped import SHIPPED

pytest.importorskip("altair", reason=needs.REPORT)

from ingest.warehouse.provenance import stamped

ONE = "dazhou-hrss-ic-2025-budget"


def _mingzhang(*arguments: str) -> None:
    """Run a command as make does."""
    command = [sys.executable, "-m", "ingest", *arguments]
    subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)


def test_the_next_build_has_its_report_too(tmp_path: Path) -> None:
    rows, warehouse = tmp_path / "rows", tmp_path / "warehouse"
    where = ("--warehouse", str(warehouse))
    for record in SHIPPED.iterdir():
        if (record / f"{ONE}.csv").is_file():
            (rows / record.name).mkdir(parents=True)
            shutil.copy(record / f"{ONE}.csv", rows / record.name)
    _mingzhang("build", "--extracted", str(rows), *where)
    _mingzhang("report", *where)
    first = stamped(warehouse / DATABASE)["build_id"]
    assert first in (warehouse / REPORT / "index.html").read_text(encoding="utf-8")

    _mingzhang("build", "--full", "--extracted", str(rows), *where)

    second = stamped(warehouse / DATABASE)["build_id"]
    assert second > first
    assert second in (warehouse / REPORT / "index.html").read_text(encoding="utf-8")
