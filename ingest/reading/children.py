"""Parsers that may crash: each runs in a separate process with limits on memory and time."""

import subprocess
import sys
from collections.abc import Sequence

from ingest.reading.office.calamine_child import SECONDS
from ingest.reading.source import Source

_PATIENCE = 4 * SECONDS
_OVERRUN = "it needs more memory or time than any document does"


def run_child(source: Source, arguments: Sequence[str], data: bytes) -> tuple[int, bytes, str]:
    """Run Python with `arguments` and `data` as its input.

    Returns:
        The exit status, its standard output, and the last of its standard error; a process that
        hit its limits says so.

    Raises:
        UnreadableDocumentError: It did not finish.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own code; of the document only its bytes
            [sys.executable, "-I", *arguments],
            input=data,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        source.refuse(
            f"It was not read in {_PATIENCE} seconds.", "Export it again from its source."
        )
    said = done.stderr.decode("utf-8", "replace").splitlines()[-1:]
    is_ended = done.returncode < 0 or any("MemoryError" in line for line in said)
    return done.returncode, done.stdout, _OVERRUN if is_ended else "".join(said)[:120]
