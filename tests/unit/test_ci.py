"""The checks of a change: the public workflow and the script for one machine run the same ones."""

import re

import pytest
import yaml

from ingest.base.settings import PROJECT

# The published documents, which the rows are held against, are not in the repository.
ON_ONE_MACHINE = {"check-extracted"}
# What installs packages from a registry, as a user would.
PUBLIC = {"test-wheel"}


def _script() -> set[str]:
    text = (PROJECT / ".ci/run").read_text(encoding="utf-8")
    commands = re.findall(r"^ *make (.+)$|^(lint|test-.+)$", text, re.MULTILINE)
    told = {alone or beside for alone, beside in commands}
    return {command for command in told if command.split()[0] not in ON_ONE_MACHINE}


def test_the_workflow_runs_what_the_script_runs() -> None:
    workflow = yaml.safe_load((PROJECT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
    job = workflow["jobs"]["make"]
    assert set(job["strategy"]["matrix"]["target"]) == _script() | PUBLIC
    assert job["steps"][-1] == {"run": "make ${{ matrix.target }}"}


@pytest.mark.parametrize("kind", ["kill", "incremental", "spark", "guides", "mutation", "slow"])
def test_every_slow_test_is_run_at_some_size(kind: str) -> None:
    assert [told for told in _script() if told.split()[0] == f"test-{kind}"]


def test_every_folder_of_slow_tests_has_a_target() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    folders = {path.parent.name for path in (PROJECT / "tests/slow").glob("*/test_*.py")}
    assert len(folders) > 5
    assert [name for name in sorted(folders) if f"tests/slow/{name}" not in makefile] == []


def test_the_hooks_before_a_commit_are_pieces_of_lint() -> None:
    text = (PROJECT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    (pieces,) = re.findall(r"^lint: (.+?) ##", makefile, re.MULTILINE)
    hooks = [hook for repo in yaml.safe_load(text)["repos"] for hook in repo["hooks"]]
    assert {repo["repo"] for repo in yaml.safe_load(text)["repos"]} == {"local"}
    assert {f"make {piece}" for piece in pieces.split()} == {hook["entry"] for hook in hooks}
