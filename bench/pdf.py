"""How fast tables come out of PDFs, beside pdfplumber's over the same pages in the same run.

    python bench/pdf.py [--runs 5] <file or folder>...

Both readers run by turns in this one process and are timed by the time of the core that they take,
so that a busy machine favours neither; the ratio is the median over the runs. Then the most memory
that reading takes is measured, a process a file, and, by the clock, the pages per second of one
process and of two, which needs two cores at rest.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ingest.base.errors import MingzhangError
from ingest.reading.pdf.reader import read_pdf

_MEMORY = """
import resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from ingest.reading.pdf.reader import read_pdf
read_pdf(Path(sys.argv[2]))
status = Path("/proc/self/status")
if status.exists():
    # Where there is one, as the other figure holds what the parent had when it forked.
    print(next(l.split()[1] for l in status.read_text().splitlines() if l.startswith("VmHWM")))
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
_REPEATS = 4


def read(path: Path) -> int:
    """The pages of a PDF, read whole by Mingzhang: text, tables and all."""
    return read_pdf(path).page_count


def read_by_pdfplumber(path: Path) -> int:
    """The pages of a PDF, the tables of each extracted by pdfplumber."""
    import pdfplumber  # noqa: PLC0415 - in the dependency group `bench` only

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()
        return len(pdf.pages)


def rate(reader: Callable[[Path], int], paths: Sequence[Path]) -> float:
    """Pages a second of one core's time of a reader over the files, one after another."""
    start = time.process_time()
    pages = sum(reader(path) for path in paths)
    return pages / (time.process_time() - start)


def memory(path: Path) -> int:
    """The most memory, in MB, that a process takes that reads one PDF; pdfium is part of it."""
    root = str(Path(__file__).resolve().parent.parent)
    run = subprocess.run(  # noqa: S603
        [sys.executable, "-c", _MEMORY, root, str(path)], capture_output=True, text=True, check=True
    )
    kilobytes = int(run.stdout) // (1024 if sys.platform == "darwin" else 1)
    return kilobytes // 1024


def pool_rate(paths: Sequence[Path], processes: int) -> float:
    """Pages a second of so many processes over the files, largest first, several times over."""
    work = sorted(paths, key=lambda path: -path.stat().st_size) * _REPEATS
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        # Started and warm before the clock is.
        list(pool.map(read, work[: processes * 2]))
        start = time.perf_counter()
        pages = sum(pool.map(read, work))
        return pages / (time.perf_counter() - start)


def found(places: Iterable[Path]) -> list[Path]:
    """The PDFs named, and those in the folders named."""
    return [
        path
        for place in places
        for path in (sorted(place.glob("*.pdf")) if place.is_dir() else [place])
    ]


def readable(paths: Iterable[Path]) -> list[Path]:
    """The PDFs that can be read; a scan among them has no text to be quick with."""
    kept = []
    for path in paths:
        with suppress(MingzhangError):
            read(path)
            kept.append(path)
    return kept


def main() -> None:
    """Measure and write one JSON object with the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("places", nargs="+", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    named = found(options.places)
    paths = readable(named)
    read_by_pdfplumber(paths[0])
    pairs = [(rate(read, paths), rate(read_by_pdfplumber, paths)) for _ in range(options.runs)]
    one, two = pool_rate(paths, 1), pool_rate(paths, 2)
    figures = {
        "files": len(paths),
        "refused": sorted(path.name for path in named if path not in paths),
        "pages_per_second": round(median(ours for ours, _ in pairs), 1),
        "pdfplumber_pages_per_second": round(median(theirs for _, theirs in pairs), 1),
        "ratio": round(median(ours / theirs for ours, theirs in pairs), 2),
        "ratio_least": round(min(ours / theirs for ours, theirs in pairs), 2),
        "memory_mb": {path.name: memory(path) for path in paths},
        "pages_per_second_by_processes": {"1": round(one, 1), "2": round(two, 1)},
        "speed_up_of_two": round(two / one, 2),
    }
    sys.stdout.write(json.dumps(figures, ensure_ascii=False, indent=2) + "\n")


if __name__ == "__main__":
    main()
