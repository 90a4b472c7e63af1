"""How fast scanned pages are read, beside the recogniser alone on the same pictures.

    python -m bench.scan_speed [--pages 4] <PDF file>...

Pages with amounts are rendered as a scanner of 200 dpi would. The recogniser alone finds, turns and
reads text, as its own command does; reading also sets the page upright and finds its rules. Both
are timed by the time of the core that they take, by turns, so that a busy machine favours neither.
Then the most memory that a process takes which reads the pages, on all cores.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bench.measure import peak_mb
from bench.scans import SCANNERS, pages_with_amounts
from ingest.reading.scan.engine import recogniser
from ingest.reading.scan.page import Scan, scanned_content
from ingest.reading.scan.picture import DPI
from tests.support.scans import scanned_pdf, scanned_pictures

SCANNER = SCANNERS["200"]
_MEMORY = "from bench.scan_speed import read_and_say; read_and_say()"


def alone() -> Any:  # noqa: ANN401 - rapidocr has no types of its own
    """The recogniser as it comes, on one core."""
    from rapidocr import RapidOCR  # noqa: PLC0415 - of the optional group

    threads = "EngineConfig.onnxruntime.intra_op_num_threads"
    return RapidOCR(params={threads: 1, "Global.log_level": "critical"})


def read_and_say() -> None:
    """Read a PDF and say the most memory that this process took, in MB."""
    from ingest.reading.pdf.reader import read_pdf  # noqa: PLC0415 - loaded in its own process

    read_pdf(Path(sys.argv[1]))
    sys.stdout.write(f"{peak_mb():.0f}\n")


def memory(path: Path, pages: list[int]) -> int:
    """The most memory, in MB, of a process that reads these pages as scans."""
    with TemporaryDirectory() as folder:
        scan = Path(folder, "scan.pdf")
        scan.write_bytes(scanned_pdf(path, pages, SCANNER))
        run = subprocess.run(  # noqa: S603
            [sys.executable, "-c", _MEMORY, str(scan)], capture_output=True, text=True, check=True
        )
    return int(run.stdout)


def main() -> None:
    """Measure and write one JSON object with the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=4, help="pages of each file")
    given = parser.parse_args()
    chosen = {path: pages_with_amounts(path, given.pages) for path in given.files}
    own, theirs = recogniser(), alone()
    seconds: list[tuple[float, float]] = []
    for path, pages in chosen.items():
        for picture in scanned_pictures(path, pages, SCANNER, DPI):
            begun = time.process_time()
            scanned_content(Scan(picture, 72 / DPI), own)
            between = time.process_time()
            theirs(picture)
            seconds.append((between - begun, time.process_time() - between))
    figures = {
        "pages": len(seconds),
        "seconds_a_page": round(median(ours for ours, _ in seconds), 2),
        "recogniser_alone": round(median(bare for _, bare in seconds), 2),
        "ratio": round(median(ours / bare for ours, bare in seconds), 2),
        "memory_mb": {path.name: memory(path, pages) for path, pages in chosen.items()},
    }
    sys.stdout.write(json.dumps(figures, ensure_ascii=False, indent=2) + "\n")


if __name__ == "__main__":
    main()
