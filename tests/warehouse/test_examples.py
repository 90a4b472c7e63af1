"""The examples: every cell of the notebook, every query of the pages, over a warehouse."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest.base.settings import PROJECT

EXAMPLES = PROJECT / "examples"
EVIDENCE = EXAMPLES / "evidence"
_SQL = re.compile(r"^```sql (\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_every_cell_of_the_notebook_runs(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPORTS", str(warehouse / "exports"))
    notebook = json.loads((EXAMPLES / "explore.ipynb").read_text(encoding="utf-8"))
    names: dict[str, Any] = {}
    cells = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code"]
    for cell in cells:
        exec(cell, names)  # noqa: S102 - our own notebook

    told = {(unit, year, phase): total for unit, year, phase, _, total in names["spent"].fetchall()}
    assert told["四川省人力资源和社会保障信息中心", 2023, "年初预算"] == Decimal("1347.44")
    for name in ("by_class", "faults", "meaning"):
        assert names[name].fetchall()
    assert not any(c.get("outputs") for c in notebook["cells"])


def test_every_query_of_the_pages_runs(marts: duckdb.DuckDBPyConnection) -> None:
    with duckdb.connect() as pages:
        pages.execute("create schema mingzhang")
        for path in sorted((EVIDENCE / "sources/mingzhang").glob("*.sql")):
            rows = marts.sql(path.read_text(encoding="utf-8")).to_arrow_table()
            pages.register("rows_of_source", rows)
            pages.execute(f"create table mingzhang.{path.stem} as from rows_of_source")
        page = (EVIDENCE / "pages/index.md").read_text(encoding="utf-8")
        found = {name: pages.execute(sql).fetchall() for name, sql in _SQL.findall(page)}
    assert set(found) == {"totals", "classes", "faults"}
    assert all(found.values())
    assert set(re.findall(r"data=\{(\w+)\}", page)) == set(found)


def test_the_image_is_made_of_what_is_there() -> None:
    text = (PROJECT / "deploy/Containerfile").read_text(encoding="utf-8")
    assert 'ENTRYPOINT ["mingzhang"]' in text
    assert "[report]" in text
    ignored = (PROJECT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {"/warehouse/", ".git/", ".venv/"} <= set(ignored)
