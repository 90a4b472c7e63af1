"""Visits to pages of the report in a headless browser, and what each saw."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

BROWSER = Path(__file__).resolve().parents[1] / "slow/browser"
"""The scripts that open pages, with what npm installed beside them."""

UNIT = "units/wuhan-hrss-ic.html"
KINDS_OF_PAGES = [
    "index.html",
    "find.html#words=武汉",
    "compare.html",
    "pair.html#one=wuhan-hrss-ic",
    "findings.html",
    "quality.html",
    "builds.html",
    "method.html",
    UNIT,
    "classes/functional-2080108.html",
    "documents/wuhan-hrss-ic-2022-final.html",
]

Told = dict[str, Any]


def program(browser: str) -> str:
    """The path of a browser, chrome or firefox; a test that needs one is skipped without."""
    found = subprocess.run(
        [BROWSER / "program.sh", browser], check=False, capture_output=True, text=True
    )
    if found.returncode:
        pytest.skip(f"needs {browser}: run `make test-browser`")
    return found.stdout.strip()


def visit(folder: Path, *visits: dict[str, object], browser: str = "chrome") -> list[Told]:
    """What each visit saw; look_at_report.mjs says what a visit asks for.

    Args:
        folder: A folder for the list of visits.
        visits: The visits.
        browser: chrome or firefox.
    """
    path = folder / "visits.json"
    path.write_text(json.dumps(visits))
    done = subprocess.run(
        ["node", BROWSER / "look_at_report.mjs", browser, program(browser), str(path)],
        check=True,
        capture_output=True,
        text=True,
    )
    told: list[Told] = json.loads(done.stdout)
    return told
