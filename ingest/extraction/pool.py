"""Extraction on all processors: in order, and a document that hangs or crashes ends no other.

Each document is read in a process of its own kind that serves one after another. One that takes
too long is stopped with its process, and another process takes its place.
"""

import gc
import multiprocessing
import os
import resource
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import monotonic

from ingest.base.errors import MingzhangError, Place, ReadingError
from ingest.extraction import extract
from ingest.extraction.extract import Extraction

SECONDS = 120.0
"""How long one document may take: the slowest seen takes a hundredth of it."""

_MEMORY = 3 * 1024**3
"""Address space of a process that reads: the readers stay under a tenth of it."""

_GARBAGE = 100_000
"""Objects made before garbage is looked for; a document makes some twenty thousand."""

_AHEAD = 8
"""Documents per process that may wait for a slow one before them."""

_REMEDY = "Look at the document; it is left out until it can be read."
_Answer = tuple[str | None, object, tuple[type[MingzhangError], Place, str, str] | None]


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
    files = list(paths)
    count = min(processes or processors(), len(files))
    pool = _Pool(files, manifest, seconds)
    try:
        yield from extract.join_parts(pool.run(count), manifest)
    finally:
        pool.close()


def processors() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(slots=True)
class _Worker:
    """A process, the way to it, and what it reads: a place in the files, and until when."""

    process: BaseProcess
    connection: Connection
    task: int | None = None
    deadline: float = 0.0


def _context() -> BaseContext:
    """Processes that start without the threads and locks of this one."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["ingest.extraction.pool"])
    return context


class _Pool:
    def __init__(self, files: Sequence[Path], manifest: Path | None, seconds: float) -> None:
        self._files = files
        self._manifest = manifest
        self._seconds = seconds
        self._context = _context()
        self._workers: list[_Worker] = []
        self._done: dict[int, Extraction] = {}
        self._given = 0

    def run(self, count: int) -> Iterator[Extraction]:
        """Give out the files and yield what became of them, in order."""
        self._workers = [self._start() for _ in range(count)]
        for index in range(len(self._files)):
            while index not in self._done:
                self._give(index + _AHEAD * count)
                self._collect()
            yield self._done.pop(index)

    def close(self) -> None:
        """End all processes: one that has nothing to do by word, one that reads by force."""
        for worker in self._workers:
            self._stop(worker)

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(theirs, self._manifest), daemon=True
        )
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _stop(self, worker: _Worker) -> None:
        if worker.task is not None:
            worker.process.kill()
        with suppress(OSError):
            worker.connection.send(None)
        worker.connection.close()
        worker.process.join()

    def _give(self, end: int) -> None:
        for worker in self._workers:
            if worker.task is None and self._given < min(end, len(self._files)):
                worker.task, self._given = self._given, self._given + 1
                worker.deadline = monotonic() + self._seconds
                # A process that died is met when its answer is asked for.
                with suppress(OSError):
                    worker.connection.send(self._files[worker.task])

    def _collect(self) -> None:
        """Take what is ready; give up what took too long."""
        busy = [worker for worker in self._workers if worker.task is not None]
        left = min(worker.deadline for worker in busy) - monotonic()
        ready = wait([worker.connection for worker in busy], max(0.0, left))
        now = monotonic()
        for worker in busy:
            assert worker.task is not None
            path = self._files[worker.task]
            if worker.connection in ready:
                self._done[worker.task] = self._answer(worker, path)
                worker.task = None
            elif now >= worker.deadline:
                self._replace(worker)
                problem = f"It takes longer than {self._seconds:g} s to read."
                self._done[worker.task] = _failed(path, problem)
                worker.task = None

    def _answer(self, worker: _Worker, path: Path) -> Extraction:
        try:
            document_id, rows, error = worker.connection.recv()
        except (EOFError, OSError):
            self._replace(worker)
            return _failed(path, "Reading it ended the process that read it.")
        return Extraction(path, document_id, rows, error[0](*error[1:]) if error else None)

    def _replace(self, worker: _Worker) -> None:
        self._stop(worker)
        fresh = self._start()
        worker.process, worker.connection = fresh.process, fresh.connection


def _failed(path: Path, problem: str) -> Extraction:
    return Extraction(path, None, None, ReadingError(Place(path.name), problem, _REMEDY))


def _serve(connection: Connection, manifest: Path | None) -> None:
    """Answer for one path after another, until there is none or the other end is gone."""
    # What is read has hardly a cycle in it: looking for some after every 700 new objects, as is
    # usual, takes a twentieth of the time and finds none.
    gc.set_threshold(_GARBAGE)
    with suppress(ValueError, OSError):
        # A document made to swell in memory ends in an error of its own, not in the machine's.
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, hard))
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while (path := connection.recv()) is not None:
            connection.send(_read(path, manifest))


def _read(path: Path, manifest: Path | None) -> _Answer:
    """What became of a file, in parts that travel; errors take three arguments to be made."""
    try:
        found = extract.extract_file(path, manifest)
    except Exception as fault:
        # A fault of ours in one document must end no other.
        problem = f"Reading it failed with {type(fault).__name__}: {fault}."
        return None, None, (ReadingError, Place(path.name), problem, _REMEDY)
    error = found.error
    told = (type(error), error.place, error.problem, error.remedy) if error else None
    return found.document_id, found.rows, told
