"""Mutated PDFs: each is read or refused, none crashes, hangs or takes memory without bound.

`FUZZ_SOURCES` names a folder of PDFs to mutate beside the made ones.
"""

import os
import subprocess
import sys

from ingest.base.settings import PROJECT
from tests.support.examples import examples

EXAMPLES = int(os.environ.get("MUTANTS") or examples(300))


def test_mutants_are_read_or_refused() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.support.pdf_mutants", "0", str(EXAMPLES)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        check=False,
    )
    last = run.stdout.strip().rpartition("\n")[2]
    assert run.returncode == 0, f"mutant {last}: {run.stderr[-2000:]}"
    _, read, refused = last.split()
    assert int(read) + int(refused) == EXAMPLES
    # Mutants that are all refused, or all read, try nothing.
    assert min(int(read), int(refused)) > EXAMPLES // 20
