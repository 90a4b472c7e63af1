"""Extraction on all processors: in order, and a document that hangs or crashes ends no other."""

import gc
import os
import resource
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from itertools import islice
from pathlib import Path

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from ingest.base.errors import ReadingError
from ingest.base.processes import context
from ingest.base.settings import READERS, SECONDS
from ingest.extraction import extract
from ingest.extraction.extract import Extraction
from ingest.reading.scan.limits import set_time_limit

_MEMORY = 3 * 1024**3
"""Address space of a process that reads: the readers stay under a tenth of it."""

_BEFORE_THE_END = 0.95
"""Of its time, when a document that takes too long ends by itself, with its own reason."""

_GARBAGE = 100_000
"""Objects made before garbage is collected; a document makes some twenty thousand."""

_AHEAD = 8
"""Documents per process that are queued or wait for a slow one before them."""

_CRASHED = "Reading it ended the process that read it."


def extract_documents(
    paths: Iterable[Path],
    manifest: Path | None = None,
    *,
    processes: int | None = None,
    seconds: float = SECONDS,
) -> Iterator[Extraction]:
    """Extract documents on several processes, in the order given.

    Args:
        paths: Files of disclosures.
        manifest: As for `ingest.extraction.extract.extract_documents`.
        processes: How many processes; by default one for each processor.
        seconds: How long a document may take.

    Yields:
        What became of each disclosure: its rows, or the error that kept them out. Files that are
        parts of one come as one.
    """
    each = extract_each(paths, manifest, processes=processes, seconds=seconds)
    yield from extract.join_parts(each, manifest)


def extract_each(
    paths: Iterable[Path],
    manifest: Path | None = None,
    *,
    processes: int | None = None,
    seconds: float = SECONDS,
) -> Iterator[Extraction]:
    """Extract files as `extract_documents` does, each as if it were not part of a disclosure."""
    files = list(paths)
    count = min(processes or processors(), len(files))
    return _extract_each(files, manifest, count, seconds)


def processors() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _extract_each(
    files: Sequence[Path], manifest: Path | None, count: int, seconds: float
) -> Iterator[Extraction]:
    """The files one by one; where the pool itself breaks, another goes on from there.

    A process that dies while it has no document, or at once after taking one, may break pebble's
    pool. A document that is the first of a pool that breaks is left out.
    """
    done = 0
    while done < len(files):
        before = done
        try:
            for extraction in _from_one_pool(files[done:], manifest, count, seconds):
                done += 1
                yield extraction
        except RuntimeError:
            if done == before:
                yield _failed(files[done], _CRASHED)
                done += 1


def _from_one_pool(
    files: Sequence[Path], manifest: Path | None, count: int, seconds: float
) -> Iterator[Extraction]:
    """The files one by one.

    Raises:
        RuntimeError: The pool broke; no file that was not yielded is to blame.
    """
    pool = ProcessPool(count, initializer=_prepare, initargs=[seconds], context=context(READERS))
    try:
        futures: deque[ProcessFuture[Extraction]] = deque()
        queue = iter(files)
        for path in files:
            for following in islice(queue, count * _AHEAD - len(futures)):
                task = pool.schedule(extract.extract_file, (following, manifest), timeout=seconds)
                futures.append(task)
            yield _outcome(path, futures.popleft(), seconds)
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _outcome(path: Path, future: "ProcessFuture[Extraction]", seconds: float) -> Extraction:
    try:
        return future.result()
    except TimeoutError:
        return _failed(path, f"It takes longer than {seconds:g} s to read.")
    except ProcessExpired:
        return _failed(path, _CRASHED)
    except BrokenProcessPool:
        raise
    except Exception as error:
        # An internal error in one document must end no other.
        return _failed(path, f"Reading it failed with {type(error).__name__}: {error}.")


def _failed(path: Path, problem: str) -> Extraction:
    remedy = "Check the document; it is left out until it can be read."
    return Extraction(path, None, None, ReadingError(path.name, problem, remedy))


def _prepare(seconds: float) -> None:
    """Bound the memory of a process that reads, tell it its time, and collect garbage rarely."""
    # A scan knows after a few pages that it will not be done, and says so.
    set_time_limit(seconds * _BEFORE_THE_END)
    # What is read has hardly a cycle in it: looking for some after every 700 new objects, as is
    # usual, takes a twentieth of the time and finds none.
    gc.set_threshold(_GARBAGE)
    with suppress(ValueError, OSError):
        # A document made to swell in memory ends in an error of its own, not in the machine's.
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, hard))
