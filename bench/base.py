"""Two states of the project over the same rows in one run: `python -m bench.base --base <ref>`.

The base is a commit or tag in a worktree of its own. Each step runs in turn for one and the other,
in a process of its own, so that both meet the same machine; a ratio is of this state to the base.
The rows are generated once, by this state; a base that knows fewer columns gets them without.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from bench.measure import Measured, StepFailedError, run_step
from ingest.base.settings import DATABASE, PROJECT

_SEED = "20260101"
_HEAD = "| what | base | now | ratio |\n|---|---|---|---|"
_COLUMNS = (
    "import json; from ingest.rows.schema import RECORDS;"
    " print(json.dumps({r.name: r.names for r in RECORDS}))"
)


@dataclass(frozen=True, slots=True)
class State:
    """A state of the project: its checkout, its interpreter, and where its files of the run go."""

    checkout: Path
    python: str
    work: Path

    def step(self, name: str, *arguments: str | Path) -> Measured:
        """Run a step of its own `bench.steps`.

        Raises:
            StepFailedError: It failed.
        """
        return run_step(name, *arguments, python=self.python, folder=self.checkout)


@contextmanager
def worktree(ref: str, folder: Path) -> Iterator[Path]:
    """A checkout of a commit, gone afterwards.

    Args:
        ref: The commit or tag.
        folder: Where it is made.
    """
    _git("worktree", "add", "--quiet", "--detach", str(folder), ref)
    try:
        yield folder
    finally:
        _git("worktree", "remove", "--force", str(folder))


def _git(*words: str) -> None:
    subprocess.run(["git", "-C", str(PROJECT), *words], check=True)  # noqa: S603, S607 - a fixed command


def python_of(checkout: Path) -> str:
    """The interpreter for a checkout: this one where the same packages do, or one of its own.

    Args:
        checkout: The checkout.
    """
    ours, theirs = (_locked(folder / "uv.lock") for folder in (PROJECT, checkout))
    if theirs.items() <= ours.items():
        return sys.executable
    uv = os.environ.get("UV") or shutil.which("uv") or "uv"
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": ".venv"}
    environment.pop("VIRTUAL_ENV", None)
    command = [uv, "sync", "--quiet", "--frozen", "--extra", "metrics", "--python", sys.executable]
    subprocess.run(command, cwd=checkout, env=environment, check=True)  # noqa: S603 - a fixed command
    return str(checkout / ".venv/bin/python")


def _locked(lock: Path) -> dict[str, str]:
    """The versions of the packages of a lock; the project itself is none."""
    packages = tomllib.loads(lock.read_text(encoding="utf-8"))["package"]
    return {p["name"]: p["version"] for p in packages if "registry" in p.get("source", {})}


def cut(rows: Path, target: Path, columns: dict[str, list[str]]) -> Path:
    """The rows as another state knows them.

    Args:
        rows: The folder of generated rows.
        target: Where they go without the columns and records that it does not know.
        columns: The columns of each of its records.

    Returns:
        The folder that it is to read.
    """
    files = sorted(rows.glob("*/*.parquet"))
    if all(pq.read_schema(f).names == columns.get(f.parent.name) for f in files):
        return rows
    for file in files:
        if file.parent.name in columns:
            (target / file.parent.name).mkdir(parents=True, exist_ok=True)
            table = pq.read_table(file, columns=columns[file.parent.name])
            pq.write_table(table, target / file.parent.name / file.name)
    return target


def _rows_for(state: State, rows: Path) -> Path:
    told = subprocess.run(  # noqa: S603 - a fixed command
        [state.python, "-c", _COLUMNS], cwd=state.checkout, capture_output=True, check=True
    ).stdout
    return cut(rows, state.work / "rows", json.loads(told))


def _costs(state: State, rows: Path) -> Iterator[tuple[str, float]]:
    """What each step costs in a state, and how large its database is, in an order of their own.

    Between two of them it is the other's turn.
    """
    work = state.work
    state.step("build", state.checkout / "data/extracted", work / "shipped")  # What is kept, is.
    yield "", 0.0
    load = state.step("load", rows, work / DATABASE)
    loaded = work / "loaded.duckdb"
    shutil.copyfile(work / DATABASE, loaded)
    yield from _both("load", load.processor_seconds, load.seconds)
    dbt = state.step("dbt", work / DATABASE, work / "private")
    yield from _both("models and tests by dbt", dbt.processor_seconds, dbt.seconds)
    for name, (seconds, processor) in _nodes(state, loaded).items():
        yield from _both(f"SQL of {name}", processor, seconds)
    build = state.step("build", rows, work / "warehouse")
    yield from _both("full build", build.processor_seconds, build.seconds)
    yield "full build, peak MB", build.peak_mb
    size = (work / "warehouse" / DATABASE).stat().st_size
    yield "database, MB", size / 1e6
    yield "loaded rows, MB", loaded.stat().st_size / 1e6
    yield "database over loaded rows", size / loaded.stat().st_size


def _both(what: str, processor: float, seconds: float) -> Iterator[tuple[str, float]]:
    yield f"{what}, processor s", processor
    yield f"{what}, s", seconds


def _nodes(state: State, loaded: Path) -> dict[str, tuple[float, float]]:
    """What the compiled SQL costs by kind of node, run by the same script for either state."""
    (state.work / "straight").mkdir()
    paths = (loaded, state.work / DATABASE, state.work / "private/target")
    script = PROJECT / "bench/nodes.py"
    command = [state.python, script, *paths, state.work / "straight" / DATABASE]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True)  # noqa: S603 - our own script
    sys.stderr.write(done.stderr)
    cost: dict[str, tuple[float, float]] = json.loads(done.stdout.splitlines()[-1])["cost"]
    return {name: cost[name] for name in ("checks", "models", "tests") if name in cost}


def compare(base: State, now: State, documents: int, report: Path | None) -> None:
    """Run both states over as many generated documents, and say what each costs.

    Args:
        base: The state to compare with.
        now: This one.
        documents: How many.
        report: A file to add JSON lines to.
    """
    rows = now.work / "rows"
    run_step("make_rows", rows, "0", str(documents), _SEED)
    turns = (_costs(base, _rows_for(base, rows)), _costs(now, rows))
    _write(f"{documents} documents; load before the run {os.getloadavg()[0]:.1f}\n\n{_HEAD}")
    for (what, before), (_, after) in zip(*turns, strict=True):
        if what:
            ratio = after / before if before else float("nan")
            _write(f"| {what} | {before:,.2f} | {after:,.2f} | {ratio:.2f} |")
            if report:
                line = {"what": what, "base": before, "now": after, "ratio": ratio}
                with report.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(line) + "\n")
    _write(f"\nload after the run {os.getloadavg()[0]:.1f}")


def _write(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True, help="commit or tag")
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--json", default="", help="file of JSON lines to add to")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mingzhang-base-") as name:
        folder = Path(name)
        for state in ("base", "now"):
            (folder / state).mkdir()
        with worktree(given.base, folder / "checkout") as checkout:
            base = State(checkout, python_of(checkout), folder / "base")
            now = State(PROJECT, sys.executable, folder / "now")
            try:
                compare(base, now, given.documents, Path(given.json) if given.json else None)
            except StepFailedError as error:
                sys.stderr.write(f"error: the step {error} failed, as it says above.\n")
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
