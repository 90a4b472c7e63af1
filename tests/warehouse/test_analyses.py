"""The analyses: each runs on the warehouse, and docs/queries.md gives its real answer."""

import re
import shutil
from pathlib import Path

import duckdb
import pytest

from ingest.base.settings import PROJECT
from ingest.warehouse.dbt_run import run_dbt
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


@pytest.fixture(scope="module")
def compiled(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A copy of the warehouse's database and the folder of the analyses as it can run them."""
    private = tmp_path_factory.mktemp("analyses")
    # dbt opens the file for writing, which the readers of the other tests forbid.
    database = private / "mingzhang.duckdb"
    shutil.copy(warehouse / "mingzhang.duckdb", database)
    manifest = run_dbt("compile", PROJECT, database, private)
    return database, manifest.parent / "compiled" / "mingzhang" / "analyses"


def _answer(compiled: tuple[Path, Path], name: str) -> str:
    database, folder = compiled
    with duckdb.connect(str(database), read_only=True) as connection:
        return table(connection.sql((folder / f"{name}.sql").read_text(encoding="utf-8")))


def test_every_analysis_is_documented() -> None:
    assert sorted(_documented()) == _NAMES
    assert len(_NAMES) >= 8


@pytest.mark.parametrize("name", _NAMES)
def test_the_documented_answer_is_the_real_one(compiled: tuple[Path, Path], name: str) -> None:
    answer = _answer(compiled, name)
    assert answer.count("\n") > 1, "an analysis without an answer shows nothing"
    assert _documented()[name] == answer
