"""What a new user does with nothing but the wheel: install, build, add, report; and answer, export.

The environment is new, and so is the folder that they stand in: nothing of the checkout is seen.
"""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import duckdb
import pytest

pytest.importorskip("hatchling")

from ingest.base.settings import PROJECT
from tests.support import listings

MOST_MEGABYTES = 380
_SECONDS = 1800


def _run(folder: Path, *command: str, status: int = 0) -> str:
    kept = ("PYTHONPATH", "VIRTUAL_ENV", "MINGZHANG_DATA")
    environment = {name: value for name, value in os.environ.items() if name not in kept}
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the checkout, into which somebody has added rows and answers of their own."""
    folder = tmp_path_factory.mktemp("wheel")
    clone = folder / "clone"
    listings.fresh_clone(PROJECT, clone)
    (clone / "data/extracted/documents/own-2024-budget.csv").write_text("own")
    (clone / "data/seeds").mkdir()
    (clone / "data/seeds/corrections.csv").write_text("own")
    _run(clone, sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs of a new environment that has the wheel and the report."""
    folder = tmp_path_factory.mktemp("environment")
    _run(folder, sys.executable, "-m", "venv", "env")
    pip = [str(folder / "env/bin/python"), "-m", "pip", "install", "--quiet"]
    _run(folder, *pip, str(wheel))
    size = sum(p.stat().st_size for p in folder.rglob("*") if _is_of_wheels(p))
    assert size / 1e6 < MOST_MEGABYTES
    _run(folder, *pip, f"{wheel}[report]")
    return folder / "env/bin"


def _is_of_wheels(path: Path) -> bool:
    """Whether a file is of what was installed, not of pip or compiled from it."""
    is_pip = any(part.startswith(("pip", "setuptools")) for part in path.parts)
    return path.is_file() and not path.is_symlink() and path.suffix != ".pyc" and not is_pip


def test_the_wheel_holds_what_ships_and_nothing_of_whoever_made_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    rows = [n.rsplit("/", 1)[-1] for n in names if "/project/data/extracted/documents/" in n]
    tracked = (PROJECT / "data/extracted/documents").glob("*.csv")
    assert len(rows) == 5
    assert set(rows) <= {path.name for path in tracked}
    assert not [n for n in names if "own-2024" in n or "data/seeds" in n or n.startswith("tests/")]
    for name in ("dbt_project.yml", "profiles.yml", "seeds/corrections.csv", "macros/spark.sql"):
        assert f"ingest/project/{name}" in names


def test_four_commands_lead_to_a_report(installed: Path, tmp_path: Path) -> None:
    mingzhang = str(installed / "mingzhang")
    page = (PROJECT / "docs/guides/steward.md").read_text(encoding="utf-8")
    filing = page.split("qingshan-2024.txt <<'EOF'\n")[1].split("EOF\n")[0]
    (tmp_path / "filing.txt").write_text(filing, encoding="utf-8")

    assert "begun: " in _run(tmp_path, mingzhang, "build")
    assert "1 files: 1 added" in _run(tmp_path, mingzhang, "add", "filing.txt")
    assert "report: " in _run(tmp_path, mingzhang, "report")

    with duckdb.connect(str(tmp_path / "warehouse/mingzhang.duckdb"), read_only=True) as marts:
        units = marts.sql(
            "select unit_name, sum(amount_wan) from marts.tidy_expenditure"
            " where fiscal_year = 2024 and phase = 'initial_budget' group by all order by all"
        ).fetchall()
    assert [(name, float(total)) for name, total in units] == [
        ("达州市人力资源和社会保障信息管理中心", 641.15),
        ("青山市人力资源和社会保障信息中心", 420.0),
    ]
    assert (tmp_path / "warehouse/report/index.html").is_file()
    assert {path.name for path in (tmp_path / "data").iterdir()} == {".project", "extracted"}

    said = _run(
        *(tmp_path, mingzhang, "answer", "--kind", "heading", "--text", "日常运转类支出"),
        *("--value", "基本支出", "--reason", "said by telephone"),
    )
    assert "written: data/seeds/mapping/unmapped_answers.csv, line 2" in said
    own = tmp_path / "data/seeds/mapping/unmapped_answers.csv"
    own.write_text(own.read_text(encoding="utf-8").replace("基本支出", "某支出"), encoding="utf-8")
    said = _run(tmp_path, mingzhang, "build", status=2)
    assert "data/seeds/mapping/unmapped_answers.csv, line 2: '某支出' is no known heading" in said

    _run(tmp_path, mingzhang, "export", "--format", "workbook", "--dest", "finance")
    assert (tmp_path / "finance/mingzhang.xlsx").is_file()
