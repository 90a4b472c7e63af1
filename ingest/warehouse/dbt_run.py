"""dbt in this process: one command over the project, with the database and folders of a build."""

import os
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager, suppress
from pathlib import Path
from shutil import copyfile
from typing import Any

from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.adapters.factory import reset_adapters
from dbt.cli.main import dbtRunner, dbtRunnerResult
from dbt.contracts.graph.manifest import Manifest
from dbt_common.events.base_types import EventMsg

from ingest.base import log
from ingest.base.errors import BuildError, Place
from ingest.base.settings import DBT_RESULTS, DBT_TARGET, UNIT_TESTS_VARIABLE
from ingest.warehouse import provenance
from ingest.warehouse.failures import FailedNode, NodesFailedError
from ingest.warehouse.plan import Recording, is_unbuilt
from ingest.warehouse.semantics import keep_semantics
from ingest.warehouse.steps import STEPS, kept_steps

READING_ONLY = "reading_only"
"""The tag of a seed that readers of documents use and no model does: it is loaded and tested where
the unit tests run, and left out of any other build."""

_MANIFEST = "manifest.json"
_PARSED = "partial_parse.msgpack"
_KEPT = Path("build")
_SHOWN = 20
# dbt says a test's warning in three events; the result says it once.
_OF_RESULTS = {"LogTestResult", "RunResultWarning", "RunResultWarningMessage"}
_GOOD = {"success", "pass", "warn", "skipped", "no-op"}
_parsed: dict[Hashable, Manifest] = {}


def run_dbt(  # noqa: PLR0913 - what one command of dbt's takes
    command: str,
    project: Path,
    database: Path,
    private: Path,
    select: str | None = None,
    *,
    target: str | None = None,
) -> Path:
    """Run a dbt command such as `build` or `docs generate` and leave no connection open.

    Args:
        command: The command.
        project: The folder of dbt_project.yml and profiles.yml.
        database: The DuckDB file that the project's profile is to use.
        private: The folder for dbt's target and logs.
        select: The models to take, as dbt's `--select` has them, and the tests of these; all if
            not named.
        target: The target of the project's profile; its own if not named.

    Returns:
        The path of dbt's manifest.json.

    Raises:
        NodesFailedError: A model, seed or test failed.
        BuildError: The project does not parse.
    """
    folder = private / DBT_TARGET
    settings = [
        *("--project-dir", str(project)),
        *("--profiles-dir", str(project)),
        *("--target-path", str(folder)),
        *("--log-path", str(private / "logs")),
        *("--log-level", "none"),
        *("--log-level-file", "none"),
        "--no-use-colors",
        "--no-send-anonymous-usage-stats",
    ]
    if target is not None:
        settings += ["--target", target]
    arguments = [*command.split(), *settings]
    if command == "build" and not _with_unit_tests():
        arguments += ["--exclude-resource-type", "unit_test", "--exclude", f"tag:{READING_ONLY}"]
    if command == "build":
        # Every test of a selected model, with whatever other models: these are in the database.
        arguments += ["--indirect-selection", "eager"]
    if select is not None:
        arguments += ["--select", select]
    kept = project / _KEPT / (target or "") / _PARSED
    if not _with_unit_tests():  # dbt goes on running a unit test that is gone from a yaml it knew.
        _take_parsed(kept, folder)
    # The database is named by its file alone, from its own folder: a path that differed from build
    # to build would make dbt parse the whole project again each time.
    errors: list[str] = []
    recording = _recording(command, database, select, target)
    with (
        _environment(MINGZHANG_DATABASE=database.name, MINGZHANG_STEPS=kept_steps() or STEPS),
        chdir(database.parent),
        log.progress(f"dbt {command}") as move,
    ):
        try:
            asked = (project, target, database.name)
            known = _manifest(asked, settings) if command == "build" else None
            runner = dbtRunner(known, callbacks=[_listener(errors, move, recording)])
            result = runner.invoke(arguments)
        finally:
            _disconnect()
    _keep_parsed(kept, folder)
    if result.success and target is None:
        keep_semantics(project, folder)
    _check(result, errors, folder / _MANIFEST)
    if command == "build":
        _keep_results(folder, private / DBT_RESULTS)
        if recording is not None:
            run = [each.node.unique_id for each in getattr(result.result, "results", ())]
            recording.keep(project, folder / _MANIFEST, run)
    return folder / _MANIFEST


def _recording(
    command: str, database: Path, select: str | None, target: str | None
) -> Recording | None:
    """What keeps the plan of a build of everything; none of any other run."""
    if command != "build" or select or target or _with_unit_tests() or not is_unbuilt(database):
        return None
    return Recording()


def _manifest(asked: tuple[Path, str | None, str], settings: Sequence[str]) -> Manifest | None:
    """The project as dbt parses it: once in a process, for all its builds of one project.

    Args:
        asked: The project, its target and the database's name; nothing is parsed where the last
            ones were the same, and every file of the project as it is.
        settings: dbt's options, for any command.

    Returns:
        The manifest; None where the project does not parse, which the build itself then reports, or
        where unit tests run, as these change the manifest that runs them.
    """
    if _with_unit_tests():
        return None
    key = (provenance.fingerprint(asked[0]), *asked)
    if key not in _parsed:
        _parsed.clear()
        result = dbtRunner().invoke(["parse", *settings, "--no-write-json"])
        if isinstance(result.result, Manifest):
            _parsed[key] = result.result
    return _parsed.get(key)


def is_built(node: Mapping[str, Any]) -> bool:
    """Whether a build makes the relation of a model or seed, as dbt's manifest has it."""
    return _with_unit_tests() or READING_ONLY not in node["tags"]


def _with_unit_tests() -> bool:
    return bool(os.environ.get(UNIT_TESTS_VARIABLE))


def _take_parsed(kept: Path, folder: Path) -> None:
    """Give dbt what the last build parsed; it parses again what has changed since."""
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(OSError):
        copyfile(kept, folder / kept.name)


def _keep_parsed(kept: Path, folder: Path) -> None:
    """Keep what dbt parsed for the next build, where the project's folder can be written to."""
    beside = kept.with_name(f".{kept.name}.{os.getpid()}")
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        copyfile(folder / kept.name, beside)
        beside.replace(kept)


def _keep_results(folder: Path, results: Path) -> None:
    """Set the results of a run aside before the next run of the same build writes its own."""
    results.mkdir(exist_ok=True)
    number = len(list(results.iterdir())) + 1
    copyfile(folder / "run_results.json", results / f"run_results_{number:03}.json")


def _listener(
    errors: list[str], move: Callable[[int, int], None], recording: Recording | None
) -> Callable[[EventMsg], None]:
    """What follows a run: it logs warnings, keeps errors and the plan, and moves the bar."""
    done = 0

    def listen(event: EventMsg) -> None:
        nonlocal done
        info: Any = event.info
        data: Any = event.data
        if info.level == "warn" and info.name not in _OF_RESULTS:
            log.info("dbt_warning", _one_line(info.msg))
        elif info.level == "error":
            errors.append(_one_line(info.msg))
        if recording is not None:
            recording.hear(info.name, data)
        if info.name == "LogStartLine":
            move(done, data.total)
        elif info.name == "NodeFinished":
            done += 1

    return listen


def _check(result: dbtRunnerResult, errors: Sequence[str], manifest: Path) -> None:
    """Say what was run, or raise the error of what failed."""
    results: Sequence[Any] = getattr(result.result, "results", ())
    failed = [r for r in results if str(r.status) not in _GOOD]
    if failed:
        shown = "; ".join(f"{r.node.name}: {_one_line(r.message)}" for r in failed[:_SHOWN])
        more = f"; and {len(failed) - _SHOWN} more" if len(failed) > _SHOWN else ""
        raise NodesFailedError(
            Place(failed[0].node.original_file_path),
            f"{len(failed)} of {len(results)} dbt nodes failed: {shown}{more}.",
            "Correct the rows, seed or model named.",
            [_failed(r) for r in failed],
            manifest,
        )
    if not result.success:
        # The exception often says only that there were errors; the events say which.
        problem = _one_line(str(result.exception))
        told = "".join(f" {text}." for text in errors[:_SHOWN] if text not in problem)
        raise BuildError("dbt", f"{problem}.{told}", "Correct the project.")
    for warned in (r for r in results if str(r.status) == "warn"):
        text = f"warning: {warned.node.name}: {_one_line(warned.message)}"
        log.info("dbt_warning", text, node=warned.node.name, failures=warned.failures)
    if results:
        # Nothing is run of an exposure.
        counts = Counter(str(r.node.resource_type) for r in results if str(r.status) != "no-op")
        text = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
        log.info("dbt", f"dbt: {text}", **dict(sorted(counts.items())))


def _failed(result: Any) -> FailedNode:  # noqa: ANN401 - dbt types a result by its node
    """A failed node of dbt's results."""
    node = result.node
    return FailedNode(
        unique_id=node.unique_id,
        kind=str(node.resource_type),
        name=node.name,
        message=_one_line(result.message),
        relation=getattr(node, "relation_name", None),
        sql=getattr(node, "compiled_code", None),
    )


def _one_line(message: str | None) -> str:
    return " ".join((message or "").split()).rstrip(".")


def _disconnect() -> None:
    """Close the database: dbt-duckdb keeps it open for a next command, and with it its WAL."""
    environment = DuckDBConnectionManager._ENV  # noqa: SLF001 - it offers no public way to close
    if environment is not None:
        environment.close()
    DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
    reset_adapters()  # type: ignore[no-untyped-call]


@contextmanager
def _environment(**variables: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
