"""Whoever names a code takes the word from `dim_code`: pages, workbook, every printed query."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.base.settings import PROJECT
from ingest.exports.codes import read_codes
from tests.support.export_manifest import resources

_WRITERS = ("ingest/serving", "ingest/exports")
_HEADINGS = {"单位名称", "行政级次"}
"""Headings of columns, which the names of a class of checks and of a filter happen to equal."""
_SHORT = 3
"""Words shorter than this are of everyday speech: 项目, 收入, 其他."""

_QUERIES = (
    "README.md",
    "README.zh-CN.md",
    "analyses/*.sql",
    "docs/*.md",
    "docs/guides/*.md",
    "examples/**/*.md",
    "examples/**/*.py",
    "examples/**/*.sql",
    "ingest/**/*.sql",
)
_NOT_OF_MARTS = {"kind"}
"""Columns of other tables too: builds of the log, forms of the report."""
_CONDITION = re.compile(r"\b(?:\w+\.)?(\w+)\s*(?:=|<>|!=|(?:not )?in)\s*(\([^()]*\)|'[^']*')")
_LITERAL = re.compile(r"'([^']*)'")


def _texts(path: Path) -> Iterator[str]:
    """The texts of a module that are written out in it, its docstrings apart."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_no_page_and_no_workbook_words_a_code_of_its_own() -> None:
    names = {row.name for row in read_codes(PROJECT) if len(row.name) >= _SHORT} - _HEADINGS
    found = [
        (str(path.relative_to(PROJECT)), text)
        for folder in _WRITERS
        for path in sorted((PROJECT / folder).rglob("*.py"))
        for text in _texts(path)
        if text in names
    ]
    assert found == []


def _vocabularies(exports: Path) -> dict[str, set[str]]:
    """What a column may hold, over all marts: those columns alone that hold codes everywhere."""
    held: dict[str, set[str]] = {}
    is_open: set[str] = set()
    for resource in resources(exports).values():
        for field in resource["schema"]["fields"]:
            enum = field.get("constraints", {}).get("enum")
            if enum is None:
                is_open.add(field["name"])
            else:
                held.setdefault(field["name"], set()).update(enum)
    return {name: codes for name, codes in held.items() if name not in is_open | _NOT_OF_MARTS}


def _asked() -> Iterator[tuple[str, str, str]]:
    """What the queries of the repository ask a column for: file, column, value."""
    for pattern in _QUERIES:
        for path in sorted(PROJECT.glob(pattern)):
            for column, values in _CONDITION.findall(path.read_text(encoding="utf-8")):
                for value in _LITERAL.findall(values):
                    yield str(path.relative_to(PROJECT)), column, value


def test_every_query_asks_for_codes_that_there_are(warehouse: Path) -> None:
    """A query that asks for a code that no row can have answers nothing, and says so to nobody."""
    vocabularies = _vocabularies(warehouse / "exports")
    asked = [(file, column, value) for file, column, value in _asked() if column in vocabularies]
    unknown = [each for each in asked if each[2] not in vocabularies[each[1]]]
    assert unknown == []
    assert len(asked) > 60


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("where t.scope = 'all_funds'", [("scope", "'all_funds'")]),
        ("where basis in ('table', 'text')", [("basis", "('table', 'text')")]),
        ("where phase <> 'final' and x = y", [("phase", "'final'")]),
    ],
)
def test_conditions_are_found(query: str, found: list[tuple[str, str]]) -> None:
    assert _CONDITION.findall(query) == found
