"""Files whose names are no text: they are read, reported and listed like any other."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest.base.settings import PROJECT
from ingest.cli import app
from ingest.rows.quarantine import QUARANTINE
from tests.support.table_text import BUDGET, WAN

RUN = CliRunner()
GOOD = BUDGET + "部门支出总表\n" + WAN + "科目编码\t科目名称\t合计\n\t合计\t2.00\n"


def _write(folder: Path, name: bytes, text: str) -> Path:
    path = Path(os.fsdecode(os.fsencode(folder) + b"/" + name))
    try:
        path.write_text(text, encoding="utf-8")
    except OSError:
        pytest.skip("the file system takes no such name")
    return path


def _extract(folder: Path, extracted: Path, log: str) -> "subprocess.CompletedProcess[bytes]":
    command = ["-m", "ingest", "extract", "--disclosures", str(folder), "--extracted"]
    return subprocess.run(
        [sys.executable, *command, str(extracted)],
        cwd=PROJECT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8:strict", "LOG": log},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("log", ["", "json"])
def test_a_strict_stream_takes_the_report(tmp_path: Path, log: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    _write(folder, b"\xff\xfe.txt", GOOD)
    done = _extract(folder, tmp_path / "out", log)
    assert done.returncode == 0, done.stderr
    assert b"1 files, 0 failed" in done.stdout
    assert b"Traceback" not in done.stderr


def test_the_quarantine_lists_it_until_it_is_mended(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    path = _write(folder, b"\xff\xfe.txt", "nothing")
    arguments = ["extract", "--disclosures", str(folder), "--extracted", str(tmp_path / "out")]
    done = RUN.invoke(app, arguments)
    assert done.exit_code == 2
    assert "It seems to be no disclosure" in done.stderr
    with (tmp_path / "out" / QUARANTINE).open(encoding="utf-8", newline="") as file:
        assert [row["source_file"] for row in csv.DictReader(file)] == ["\\xff\\xfe.txt"]
    path.write_text(GOOD, encoding="utf-8")
    assert RUN.invoke(app, arguments).exit_code == 0
    assert not (tmp_path / "out" / QUARANTINE).exists()
