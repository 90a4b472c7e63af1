"""Mutated documents are read or refused: no crash, no hang, no memory beyond a bound.

`make test-fuzz` says how many of each format.
"""

import os
import subprocess
import sys

import pytest

from ingest.base.settings import PROJECT
from tests.support.examples import examples
from tests.support.fuzzing import PICTURES, SEEDS, mutant

EXAMPLES = int(os.environ.get("MUTANTS") or examples(150))


@pytest.mark.parametrize("kind", [*SEEDS, "zip", "tar", "tar.gz", "7z"])
def test_mutants_are_read_or_refused(kind: str) -> None:
    hold(kind)


@pytest.mark.parametrize("kind", PICTURES)
def test_mutants_of_pictures_are_opened_or_refused(kind: str) -> None:
    pytest.importorskip("rapidocr", reason="needs the extra ocr: make add OCR=1")
    hold(kind)


def hold(kind: str) -> None:
    """Try mutants in a process of their own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.fuzzing", kind, str(EXAMPLES)],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        text=True,
    )
    last = done.stdout.splitlines()[-1:]
    assert done.returncode == 0, f"at {last}: {done.stderr[-4_000:]}"
    said, read, _, refused = last[0].split()
    # Mutants that are all refused, or all read, would test little.
    assert (said, int(read) > 0, int(refused) > 0) == ("read", True, True)


def test_a_mutant_is_repeated_by_its_number() -> None:
    assert mutant("docx", 7) == mutant("docx", 7) != mutant("docx", 9)
