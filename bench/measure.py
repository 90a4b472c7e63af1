"""One step in a process of its own: how long it took, and the most memory it held."""

import json
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

Told = dict[str, float | int | str | list[dict[str, float | str]]]
"""What a step tells of itself: counts, and times of its parts."""

_KILO = 1024
_EVERY = 0.2
"""Seconds between two looks at the memory of a step."""

_PER_MEGABYTE = _KILO if sys.platform != "darwin" else _KILO * _KILO


@dataclass(frozen=True, slots=True)
class Measured:
    """A step that ran: wall and processor seconds, peak memory in MB, and what it told."""

    step: str
    seconds: float
    processor_seconds: float
    peak_mb: float
    told: Told


class StepFailedError(Exception):
    """A step that ended with an error, which it wrote to stderr."""


def run_step(
    step: str,
    *arguments: str | Path,
    python: str = sys.executable,
    folder: Path | None = None,
) -> Measured:
    """Run `python -m bench.steps <step> <arguments>` and take what it measured of itself.

    Args:
        step: The step.
        arguments: What it takes.
        python: The interpreter, where another is to run it.
        folder: The checkout whose step it is, if not this one.

    Raises:
        StepFailedError: It failed.
    """
    command = [python, "-m", "bench.steps", step, *map(str, arguments)]
    with subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.PIPE, text=True, cwd=folder
    ) as process:
        watch = _Watch(process.pid)
        watch.start()
        told, _ = process.communicate()
    watch.end()
    if process.returncode:
        raise StepFailedError(step)
    found = json.loads(told.splitlines()[-1])
    peak = max(found["peak_mb"], watch.peak_mb)
    return Measured(step, found["seconds"], found["processor"], peak, found["told"])


class _Watch(threading.Thread):
    """The most memory that a process and those it started hold together, looked at as they run.

    Pages that they share count once for each, so that it is too much rather than too little.
    """

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self._process = process
        self._done = threading.Event()
        self.peak_mb = 0.0

    def run(self) -> None:
        while not self._done.wait(_EVERY):
            held = sum(_resident_mb(process) for process in _family(self._process))
            self.peak_mb = max(self.peak_mb, held)

    def end(self) -> None:
        """Stop looking."""
        self._done.set()
        self.join()


def _family(process: int) -> set[int]:
    """A process and what it started, and so on, where the system tells."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # It has ended since.
            text = path.read_text(encoding="utf-8", errors="replace")
            parents[int(path.parent.name)] = int(text.rpartition(")")[2].split()[1])
    found = {process}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def _resident_mb(process: int) -> float:
    with suppress(OSError, ValueError, IndexError):
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="utf-8").split()[1])
        return pages * resource.getpagesize() / _KILO / _KILO
    return 0.0


def report(work: Callable[[], Told]) -> None:
    """Run the work of a step in this process and write what `run_step` reads."""
    begun, used = time.perf_counter(), _processor_seconds()
    told = work()
    seconds = time.perf_counter() - begun
    found = {
        "seconds": float(told.pop("seconds", seconds)),  # type: ignore[arg-type]
        "processor": _processor_seconds() - used,
        "peak_mb": peak_mb(),
        "told": told,
    }
    sys.stdout.write("\n" + json.dumps(found) + "\n")


def _processor_seconds() -> float:
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def peak_mb() -> float:
    """The most memory of this process, or of the largest of its own: exact for one process."""
    status = Path("/proc/self/status")
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if status.exists():
        # ru_maxrss also counts what the parent held when it forked.
        lines = status.read_text(encoding="utf-8").splitlines()
        own = int(next(line.split()[1] for line in lines if line.startswith("VmHWM")))
    return max(own, children) / _PER_MEGABYTE
