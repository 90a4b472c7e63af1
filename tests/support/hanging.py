"""A document that hangs, and a clock on which time passes for it alone.

The limit of a document's time is a clock's. No machine is so slow that a test with this clock finds
another document over its limit.
"""

import multiprocessing
import resource
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from ingest.extraction import pool

_FOREVER = 600
_TICK = 0.01
_MARK = ".hangs"


def hang(path: Path) -> None:
    """Hang in place of reading a document; the clock of `hanging_in` then passes any limit.

    It goes on passing it, as the pool may look at the clock for the first time when this hangs.
    """
    for _ in range(int(_FOREVER / _TICK)):
        with path.with_name(_MARK).open("a") as mark:
            mark.write(".")
        time.sleep(_TICK)


def hanging_in(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Have one forked process read the documents of a folder, by a clock that `hang` moves on.

    A forked process has what a test puts in place of extraction; with one alone, no other document
    is being read when the clock moves on.

    Args:
        folder: The folder of the documents.
        patch: What undoes it.
    """
    context = multiprocessing.get_context("fork")
    patch.setattr(pool, "context", lambda _: context)
    # It also has all the memory of the tests, which the limit of a process of its own would end.
    patch.setattr(pool, "_MEMORY", resource.RLIM_INFINITY)
    patch.setattr(pool, "processors", lambda: 1)
    patch.setattr("pebble.pool.process.time", _Clock(folder / _MARK))


@dataclass(frozen=True)
class _Clock:
    """In place of the module `time`, whose clock the pool of processes reads."""

    mark: Path

    def time(self) -> float:
        # Above zero from the start: to the pool, a document of time zero has not begun.
        return 1.0 + (_FOREVER * self.mark.stat().st_size if self.mark.exists() else 0)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)
