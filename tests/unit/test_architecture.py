"""Packages lean on those above them in the tables of docs/architecture.md, and on no others."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.base.settings import PROJECT

TEXT = (PROJECT / "docs/architecture.md").read_text(encoding="utf-8")


def _listed(head: str) -> list[str]:
    """The first column of a table of the page, in its order."""
    _, _, rows = TEXT.partition(head)
    return re.findall(r"^\| `([a-z/]+)` \|", rows.split("\n\n")[0], re.MULTILINE)


def _imported(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.ImportFrom) and node.module:
                yield node.module
            elif isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)


HOMES = pytest.mark.parametrize(
    ("home", "head"),
    [
        ("ingest", "| package | in | out | begin with |"),
        ("ingest/extraction", "| folder of `ingest/extraction/` | decides |"),
    ],
)


@HOMES
def test_each_package_imports_only_those_listed_above_it(home: str, head: str) -> None:
    listed = _listed(head)
    assert len(listed) > 5
    below = {
        f"{package} imports {module}"
        for number, package in enumerate(listed)
        for module in _imported(PROJECT / home / package)
        for other in listed[number + 1 :]
        if f"{module}.".startswith(f"{home}/{other}/".replace("/", "."))
    }
    assert below == set()


@HOMES
def test_every_package_is_listed_or_lies_in_one_that_is(home: str, head: str) -> None:
    folders = {path.parent for path in (PROJECT / home).glob("*/**/__init__.py")}
    listed = {PROJECT / home / name for name in _listed(head)}
    around = {folder for one in listed for folder in one.parents}
    alone = {one for one in folders - around if listed.isdisjoint({one, *one.parents})}
    assert alone == set()
