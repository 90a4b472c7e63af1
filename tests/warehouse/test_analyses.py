"""The analyses: each runs on the warehouse, and docs/queries.md gives its real answer."""

import re

import duckdb
import pytest

from ingest.base.settings import PROJECT
from tests.support.builds import Compiled
from tests.support.listings import table

_DOCS = PROJECT / "docs" / "queries.md"
_NAMES = sorted(path.stem for path in (PROJECT / "analyses").glob("*.sql"))
_SECTION = re.compile(
    r"^## (?P<question>.+)\n\n(?P<words>[^|]*)\[`analyses/(?P<name>\w+)\.sql`\]"
    r"\(\.\./analyses/(?P=name)\.sql\)(?P<more>[^|]*)\n\n(?P<table>(?:\|.*\n)+)",
    re.MULTILINE,
)


def _documented() -> dict[str, str]:
    """The answer table of each analysis in the docs."""
    text = _DOCS.read_text(encoding="utf-8")
    return {found["name"]: found["table"].strip() for found in _SECTION.finditer(text)}


def _answer(compiled: Compiled, name: str) -> str:
    query = (compiled.sql / f"analyses/{name}.sql").read_text(encoding="utf-8")
    with duckdb.connect(str(compiled.database), read_only=True) as connection:
        return table(connection.sql(query))


def test_every_analysis_is_documented() -> None:
    assert sorted(_documented()) == _NAMES
    assert len(_NAMES) >= 25


@pytest.mark.parametrize("name", _NAMES)
def test_the_documented_answer_is_the_real_one(compiled: Compiled, name: str) -> None:
    answer = _answer(compiled, name)
    assert answer.count("\n") > 1, "an analysis without an answer shows nothing"
    assert _documented()[name] == answer
