"""Builds as processes of their own, forked from one that has imported what a build needs.

Reads one JSON object a line and answers each with one:
`{"op": "start", "arguments": [...], "project": ..., "out": ...}` forks a process that runs
`python -m ingest <arguments>` and answers `{"pid": ...}`; `{"op": "wait", "pid": ...}` answers
`{"status": ...}`, negative for a signal. What may be asked of a process besides:

    signal, at   send itself this signal before its at-th operation on files after the build was
                 made (from when it writes build.json), or of a rollback
    early        true: of all its operations, the healing of what was left before among them
    exchange     false: as on a file system that cannot exchange folders
    quick        make the tables without dbt
    file_limit   let no file grow beyond this many bytes
"""

import json
import os
import resource
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb

import ingest.intake.settling
import ingest.publication.build
import ingest.serving.report.publish  # noqa: F401 - before a process is forked, so that each need not
from ingest.cli import app

_EVENTS = {
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.mkdir",
    "os.truncate",
    "os.chmod",
    "os.chown",
    "open",
    "shutil.rmtree",
    "ctypes.dlsym",
}
Command = dict[str, Any]


def signal_at(number: int, at: int, near: str, *, counting: bool) -> None:
    """Have this process send itself a signal before an operation; audit events count them."""
    state = {"counting": counting, "left": at}

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event not in _EVENTS:
            return
        text = " ".join(map(os.fsdecode, (a for a in arguments if isinstance(a, str | bytes))))
        writes = event == "open" and arguments[1] == "w"
        state["counting"] = state["counting"] or (writes and "/build.json" in text)
        if not state["counting"] or (event != "ctypes.dlsym" and near not in text):
            return
        if state["left"] == 0:
            os.kill(os.getpid(), number)
        state["left"] -= 1

    sys.addaudithook(hook)


def quick_dbt(_command: str, project: Path, database: Path, private: Path, **_: object) -> Path:
    """In the place of dbt: the models are plain SQL."""
    nodes = {}
    with duckdb.connect(str(database)) as connection:
        connection.execute("create schema marts")
        for path in sorted((project / "models").glob("*.sql")):
            connection.execute(f"create table marts.{path.stem} as {path.read_text()}")
            nodes[path.stem] = {
                "resource_type": "model",
                "schema": "marts",
                "name": path.stem,
                "alias": path.stem,
                "description": "",
                "columns": {},
                "primary_key": [],
                "config": {"materialized": "table"},
            }
    (private / "target").mkdir()
    manifest = private / "target/manifest.json"
    manifest.write_text(json.dumps({"nodes": nodes}))
    return manifest


def no_exchange(_one: Path, _other: Path) -> bool:
    """In the place of the exchange: as on a file system that has none."""
    return False


def run(command: Command) -> int:
    """Run a command line in this process and return its exit status."""
    out = os.open(command["out"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(out, 1)
    os.dup2(out, 2)
    project = Path(command["project"])
    replaced: dict[str, object] = {"ingest.publication.build.project_of_data": lambda: project}
    if command.get("quick"):
        replaced["ingest.publication.build.run_dbt"] = quick_dbt
    if command.get("exchange") is False:
        replaced["ingest.base.atomic.exchange"] = no_exchange
    for name, other in replaced.items():
        patch(name, other).start()
    if "file_limit" in command:
        limit = command["file_limit"]
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    arguments = command["arguments"]
    if "at" in command:
        near = str(Path(arguments[arguments.index("--warehouse") + 1]).parent)
        counting = arguments[0] == "rollback" or command.get("early", False)
        signal_at(command["signal"], command["at"], near, counting=counting)
    try:
        app(args=arguments)
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def start(command: Command) -> int:
    """Fork a process that runs the command."""
    pid = os.fork()
    if pid:
        return pid
    status = 70
    try:
        os.setpgid(0, 0)
        status = run(command)
    except BaseException as error:
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
    os._exit(status)


def main() -> None:
    """Answer commands until standard input ends."""
    with suppress(ImportError):  # What pyarrow looks for when it first makes an array.
        import_module("pandas")
    for line in sys.stdin:
        command = json.loads(line)
        if command["op"] == "start":
            answer = {"pid": start(command)}
        else:
            answer = {"status": os.waitstatus_to_exitcode(os.waitpid(command["pid"], 0)[1])}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
