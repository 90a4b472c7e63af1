"""Measure the whole way of a figure at a size, each step beside its limit in the same run.

    python -m bench.run [--documents 1000] [--texts 300] [--json results.jsonl] [--keep <folder>]

A limit is what the machine needs for the bare work: the same bytes read and cut into words, the
same rows read by DuckDB, the same SQL without dbt. Every step runs in a process of its own.
"""

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from bench.measure import Measured, StepFailedError, run_step

_SEED = "20260101"
_MOST_TEXTS = 300
_GIGA = 1e9
_MEGA = 1e6
_MORE = 10
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: what was measured, how much of it, and its ratio to its limit."""

    what: str
    figure: str
    seconds: float
    processor_seconds: float | None
    peak_mb: float
    limit: str = ""
    ratio: float | None = None

    def __str__(self) -> str:
        """The line as a row of a markdown table."""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        used = "" if self.processor_seconds is None else f"{self.processor_seconds:.2f}"
        cells = (self.what, self.figure, f"{self.seconds:.2f}", used, f"{self.peak_mb:.0f}")
        return "| " + " | ".join((*cells, self.limit, ratio)) + " |"


_HEAD = (
    "| step | figure | seconds | processor seconds | peak MB | limit | times the limit |\n"
    "|---|---|---|---|---|---|---|"
)


@dataclass(slots=True)
class Report:
    """Where lines go as soon as they are known: a table for people, JSON lines for machines."""

    path: Path | None

    def say(self, line: Line) -> None:
        """Report a line."""
        _write(str(line))
        self.note(asdict(line))

    def note(self, fields: dict[str, object]) -> None:
        """Write fields as a JSON line alone."""
        if self.path:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(fields, ensure_ascii=False) + "\n")


def _write(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _rate(count: object, seconds: float, unit: str) -> str:
    assert isinstance(count, int | float)
    return f"{count / seconds:,.0f} {unit}/s"


def _line(
    what: str, figure: str, done: Measured, limit: str = "", bare: Measured | None = None
) -> Line:
    """The line of a step, with its ratio to the bare work where there is one."""
    ratio = None if bare is None else _against(done, bare)
    return Line(what, figure, done.seconds, done.processor_seconds, done.peak_mb, limit, ratio)


def _against(done: Measured, limit: Measured) -> float:
    return done.seconds / limit.seconds


def bench(work: Path, documents: int, texts: int, report: Report) -> None:
    """Run every step over a corpus of this size and report each."""
    _write(_machine(documents))
    _write(_HEAD)
    report.note({"machine": platform.machine(), "documents": documents, "texts": texts})
    _extraction(work, texts, report)
    _loading(work, documents, report)
    _building(work, report)
    _asking(work, report)
    _publishing(work, documents, report)


def _machine(documents: int) -> str:
    processors = os.cpu_count() or 1
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / _GIGA
    busy = os.getloadavg()[0]
    python, engine = platform.python_version(), duckdb.__version__
    return (
        f"{documents} documents; {platform.system()} {platform.machine()}, "
        f"{processors} processors, {memory:.0f} GB, Python {python}, DuckDB {engine}; "
        f"load before the run {busy:.1f}\n"
    )


def _extraction(work: Path, texts: int, report: Report) -> None:
    folder = work / "texts"
    made = run_step("make_texts", folder, str(texts), _SEED)
    bare = run_step("tokenise", folder)
    done = run_step("extract", folder)
    alone = run_step("extract_alone", folder)
    written = run_step("extract_and_write", folder, work / "reviewed")
    size = made.told["bytes"]
    report.say(_line("make texts", _rate(texts, made.seconds, "documents"), made))
    report.say(_line("read and tokenise", _rate(size, bare.seconds, "bytes"), bare))
    used = alone.told["used"]
    assert isinstance(used, float)
    figure = f"{_rate(texts, used, 'documents')} of one processor"
    report.say(_line("extract in one process", figure, alone))
    amounts = _rate(done.told["amounts"], done.seconds, "amounts")
    figure = _rate(texts, done.seconds, "documents") + f", {amounts}"
    report.say(_line("extract", figure, done, "read and tokenise", bare))
    figure = _rate(texts, written.seconds, "documents")
    report.say(_line("extract and write for review", figure, written, "read and tokenise", bare))


def _loading(work: Path, documents: int, report: Report) -> None:
    rows = work / "rows"
    made = run_step("make_rows", rows, "0", str(documents), _SEED)
    count = made.told["amounts"]
    figure = f"{count:,} amounts, {_rate(count, made.seconds, 'amounts')}"
    report.say(_line("make rows", figure, made))
    bare = run_step("read_parquet", rows, work / "bare.duckdb")
    report.say(_line("read_parquet", _rate(bare.told["rows"], bare.seconds, "rows"), bare))
    done = run_step("load", rows, work / "mingzhang.duckdb")
    text = run_step("read_csv", work / "mingzhang.duckdb", work / "csv")
    report.say(_line("read_csv", _rate(text.told["rows"], text.seconds, "rows"), text))
    figure = _rate(done.told["rows"], done.seconds, "rows")
    for limit, other in (("read_csv", text), ("read_parquet", bare)):
        report.say(_line("load", figure, done, limit, other))


def _building(work: Path, report: Report) -> None:
    database, private = work / "mingzhang.duckdb", work / "private"
    shutil.copyfile(database, work / "loaded.duckdb")
    done = run_step("dbt", database, private)
    # The straight run gives its database the same name, as compiled SQL may say it.
    (work / "straight").mkdir()
    again = work / "straight" / "mingzhang.duckdb"
    bare = run_step("straight", work / "loaded.duckdb", database, private, again)
    again.unlink()
    figure = f"{bare.told['nodes']} nodes, {bare.told['failed']} failed"
    report.say(_line("the same SQL in DuckDB", figure, bare))
    figure = f"{done.told['nodes']} nodes" + (", a test failed" if done.told["failed"] else "")
    report.say(_line("dbt build", figure, done, "the same SQL", bare))
    report.note({"slowest": done.told["slowest"], "failed": done.told["failed"]})
    copied = run_step("copy", database, work / "copied")
    size = copied.told["bytes"]
    assert isinstance(size, int)
    figure = f"{size / _MEGA / copied.seconds:,.0f} MB/s"
    report.say(_line("copy to Parquet", figure, copied))
    out = run_step("export", database, private, work / "exports")
    figure = f"{size / _MEGA / out.seconds:,.0f} MB/s"
    report.say(_line("export", figure, out, "copy to Parquet", copied))


def _publishing(work: Path, documents: int, report: Report) -> None:
    """The command as a scheduler runs it: everything, a little more, and nothing new."""
    rows, warehouse = work / "rows", work / "warehouse"
    full = run_step("build", rows, warehouse)
    report.say(_line("full build", _rate(documents, full.seconds, "documents"), full))
    run_step("make_rows", rows, str(documents), str(_MORE), _SEED)
    more = run_step("build", rows, warehouse)
    what = f"build with {_MORE} documents more"
    report.say(_line(what, _steps(more), more, "full build", full))
    same = run_step("build", rows, warehouse)
    report.say(_line("build of nothing new", _steps(same), same, "full build", full))


def _steps(built: Measured) -> str:
    """What the steps of a build took that took most."""
    steps = built.told["steps"]
    assert isinstance(steps, list)
    slowest = sorted(steps, key=lambda step: -float(step["seconds"]))[:_SHOWN]
    return ", ".join(f"{step['step']} {float(step['seconds']):.1f} s" for step in slowest)


def _asking(work: Path, report: Report) -> None:
    asked = run_step("queries", work / "mingzhang.duckdb")
    found = asked.told["queries"]
    assert isinstance(found, list)
    for query in found:
        seconds = float(query["seconds"])
        figure = str(query.get("error", f"{seconds * 1000:,.1f} ms"))
        what = f"query: {query['question']}"
        report.say(Line(what, figure, seconds, None, asked.peak_mb))


@contextmanager
def _folder(keep: str) -> Iterator[Path]:
    if keep:
        Path(keep).mkdir(parents=True)
        yield Path(keep)
        return
    with tempfile.TemporaryDirectory(prefix="mingzhang-bench-") as folder:
        yield Path(folder)


def _count(least: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError(f"{text!r} is no number of {least} or more.")
        return int(text)

    return parse


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=_count(1), default=1000)
    parser.add_argument("--texts", type=_count(1), default=0)
    parser.add_argument("--json", default="", help="file of JSON lines to add to")
    parser.add_argument("--keep", default="", help="folder to make and to keep what is made in")
    given = parser.parse_args()
    report = Report(Path(given.json) if given.json else None)
    with _folder(given.keep) as work:
        try:
            bench(work, given.documents, given.texts or min(given.documents, _MOST_TEXTS), report)
        except StepFailedError as error:
            sys.stderr.write(f"error: the step {error} failed, as it says above.\n")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
