"""One step in a process of its own: how long it took, and the most memory it held."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Told = dict[str, float | int | str | list[dict[str, float | str]]]
"""What a step tells of itself: counts, and times of its parts."""

_KILO = 1024
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


def run_step(step: str, *arguments: str | Path) -> Measured:
    """Run `python -m bench.steps <step> <arguments>` and take what it measured of itself.

    Raises:
        StepFailedError: It failed.
    """
    command = [sys.executable, "-m", "bench.steps", step, *map(str, arguments)]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)  # noqa: S603
    if done.returncode:
        raise StepFailedError(step)
    found = json.loads(done.stdout.splitlines()[-1])
    return Measured(step, found["seconds"], found["processor"], found["peak_mb"], found["told"])


def report(work: Callable[[], Told]) -> None:
    """Run the work of a step in this process and write what `run_step` reads."""
    begun, used = time.perf_counter(), _processor_seconds()
    told = work()
    seconds = time.perf_counter() - begun
    found = {
        "seconds": float(told.pop("seconds", seconds)),  # type: ignore[arg-type]
        "processor": _processor_seconds() - used,
        "peak_mb": _peak_mb(),
        "told": told,
    }
    sys.stdout.write("\n" + json.dumps(found) + "\n")


def _processor_seconds() -> float:
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _peak_mb() -> float:
    """The most memory of this process, with that of the largest of its own where it had some."""
    status = Path("/proc/self/status")
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if status.exists():
        # ru_maxrss also counts what the parent held when it forked.
        lines = status.read_text(encoding="utf-8").splitlines()
        own = int(next(line.split()[1] for line in lines if line.startswith("VmHWM")))
    return (own + children) / _PER_MEGABYTE
