"""The scanned pages of a document, recognised on all processors within the time there is."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field

from ingest.reading.pdf.page import PageContent
from ingest.reading.scan.engine import recogniser
from ingest.reading.scan.limits import Progress
from ingest.reading.scan.page import Scan, scanned_content

_AHEAD = 2
"""Pages for each thread that are rendered ahead: a picture takes 6 MB."""

_THREADS = 8
"""Pages at once at most, so that a process takes less than 1.5 GB."""


@dataclass(slots=True)
class ScannedPages:
    """Recognises pages as they come; they share the models and run beside one another."""

    pool: ThreadPoolExecutor
    threads: int
    progress: Progress
    refuse: Callable[[str], None]
    waiting: list[Future[PageContent]] = field(default_factory=list)

    def add(self, scan: Scan) -> Future[PageContent]:
        """Have a page recognised; waits while enough are under way."""
        while len(self.waiting) >= self.threads * _AHEAD:
            self._wait()
        future = self.pool.submit(scanned_content, scan, recogniser())
        self.waiting.append(future)
        return future

    def finish(self) -> None:
        """Wait for all pages."""
        while self.waiting:
            self._wait()

    def _wait(self) -> None:
        # A page may raise a TimeoutError of its own, which is an error like any other.
        if wait(self.waiting[:1], self.progress.left).done:
            self.waiting.pop(0).result()
            self.progress.step()
        if reason := self.progress.too_long:
            self.refuse(reason)


@contextmanager
def scanned_pages(pages: int, refuse: Callable[[str], None]) -> Iterator[ScannedPages]:
    """Threads that recognise the pages of a document.

    Args:
        pages: How many it has.
        refuse: Called with the reason where they take too long; raises.
    """
    threads = max(1, min(_processors(), _THREADS, pages))
    pool = ThreadPoolExecutor(threads)
    try:
        yield ScannedPages(pool, threads, Progress(pages), refuse)
    finally:
        # Whoever is out of time does not wait for the pages under way either.
        pool.shutdown(wait=False, cancel_futures=True)


def recognised(
    scans: Iterable[Scan], pages: int, refuse: Callable[[str], None]
) -> list[PageContent]:
    """Recognise pages, in order."""
    with scanned_pages(pages, refuse) as reading:
        futures = [reading.add(scan) for scan in scans]
        reading.finish()
        return [future.result() for future in futures]


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
