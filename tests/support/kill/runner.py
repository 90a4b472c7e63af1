"""What the tests hold in hand: a builder process, a warehouse, and rows that change."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ingest.base.settings import PROJECT
from tests.support.kill import tiny


class Builder:
    """A process that forks builds of one warehouse from one project."""

    def __init__(self, folder: Path, server: "subprocess.Popen[str]", disk: Path) -> None:
        """Place the project and the rows in `folder`, and the warehouse on `disk`."""
        self.warehouse = disk / "out/warehouse"
        self.builds = disk / "out/.warehouse.builds"
        self.out = folder / "said.txt"
        self._project = tiny.make_project(folder / "project")
        self._rows = folder / "rows"
        self._serial = 0
        self._server = server

    def rows(self, chosen: int) -> None:
        """Choose the documents that the next build loads."""
        self._serial += 1
        tiny.make_rows(self._rows, chosen, self._serial)

    def _ask(self, **command: Any) -> dict[str, Any]:  # noqa: ANN401 - as json has it
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps(command) + "\n")
        self._server.stdin.flush()
        answer: dict[str, Any] = json.loads(self._server.stdout.readline())
        return answer

    def start(self, *arguments: str, **asked: Any) -> int:  # noqa: ANN401 - as json has it
        """Start a command, by default a build, and return its process id."""
        command = [*(arguments or ("build",)), "--warehouse", str(self.warehouse)]
        if command[0] == "build":
            command += ["--extracted", str(self._rows), "--full"]
        names = {"project": str(self._project), "out": str(self.out)}
        return int(self._ask(op="start", arguments=command, **(names | asked))["pid"])

    def wait(self, pid: int) -> int:
        """The exit status of a process, negative for the signal that ended it."""
        return int(self._ask(op="wait", pid=pid)["status"])

    def run(self, *arguments: str, **asked: Any) -> int:  # noqa: ANN401 - as json has it
        """Run a command to its end."""
        return self.wait(self.start(*arguments, **asked))

    def said(self) -> str:
        """What the last command said."""
        return self.out.read_text()

    def history(self) -> list[dict[str, Any]]:
        """The lines of the history."""
        lines = (self.builds / "history.jsonl").read_text().splitlines()
        return [json.loads(line) for line in lines]

    def leftovers(self) -> list[str]:
        """What a build in the making left behind."""
        left = [f"work/{path.name}" for path in (self.builds / "work").iterdir()]
        left += ["aside"] if (self.builds / "aside").exists() else []
        return left + (["lock"] if (self.builds / "lock").stat().st_size else [])


@contextmanager
def builder_in(folder: Path, disk: Path | None = None) -> Iterator[Builder]:
    """A builder over a folder, or over a disk of its own; its server ends with it."""
    with python("builder") as server:
        yield Builder(folder, server, disk or folder)


@contextmanager
def python(script: str, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """A module of this package as a process; its standard input ends it."""
    process = subprocess.Popen(
        [sys.executable, "-m", f"tests.support.kill.{script}", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    )
    with process:
        yield process
