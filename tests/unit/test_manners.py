"""How the commands behave: their help, their errors, bars for people, lines for schedulers."""

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
import typer
from typer.testing import CliRunner

from ingest.base import log
from ingest.base.settings import PROJECT
from ingest.cli import app
from tests.support import needs

RUN = CliRunner()
COMMANDS: dict[str, click.Command] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
# Commands that want a warehouse that there is. Those of docs and metrics, which take seconds to
# import, stand beside what they write.
ON_A_WAREHOUSE = ("check", "export", "rollback")


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_option_says_what_it_is(name: str) -> None:
    command = COMMANDS[name]
    assert (command.help or "").endswith(".")
    for option in command.params:
        assert getattr(option, "help", None), option.name
    assert RUN.invoke(app, [name, "--help"]).exit_code == 0


@needs.program("make")
def test_make_help_lists_every_target_and_variable() -> None:
    text = (PROJECT / "Makefile").read_text(encoding="utf-8")
    said = subprocess.run(
        ["make", "--silent", "help"], cwd=PROJECT, capture_output=True, text=True, check=True
    ).stdout
    targets = re.findall(r"^\.PHONY: ([a-z-]+)$", text, re.MULTILINE)
    assert len(targets) > 15
    assert [line.split()[0] for line in said.splitlines() if line.startswith("  ")][
        : len(targets)
    ] == targets
    for name in ("DISCLOSURES", "EXTRACTED", "WAREHOUSE", "LOG=json"):
        assert name in said


@pytest.mark.parametrize("name", ON_A_WAREHOUSE)
def test_without_a_warehouse_each_command_says_what_to_do(name: str, tmp_path: Path) -> None:
    result = RUN.invoke(app, [name, "--warehouse", str(tmp_path / "none")])
    assert result.exit_code == 2
    assert re.fullmatch(
        r"error: \S+: .+\. (Run `make build`|Check WAREHOUSE|Name .+)\.\n", result.stderr
    )


def test_an_error_is_one_json_object_for_a_scheduler(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOG", "json")
    result = RUN.invoke(app, ["check", "--warehouse", str(tmp_path)])
    (line,) = result.stderr.splitlines()
    assert json.loads(line)["remedy"] == "Run `make build`."


def _moved(description: str) -> None:
    with log.progress(description) as move:
        for done in range(3):
            move(done, 3)
    assert list(log.watched([1, 2], 2, description)) == [1, 2]


def test_a_bar_is_for_those_who_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    stream = _Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    _moved("building")
    assert "building" in stream.getvalue()


@pytest.mark.parametrize("json_log", [False, True])
def test_a_scheduler_gets_no_bar(monkeypatch: pytest.MonkeyPatch, *, json_log: bool) -> None:
    stream = _Terminal() if json_log else io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    if json_log:
        monkeypatch.setenv("LOG", "json")
    _moved("building")
    assert stream.getvalue() == ""
