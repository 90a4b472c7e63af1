"""The registry of columns has a name for every column that is built or shown, and no other."""

import re
from itertools import pairwise
from pathlib import Path

import duckdb

from ingest.base.settings import PROJECT
from ingest.exports.registry import FOLDER, meaning, read_registry
from ingest.serving.report.words import column
from tests.support import builds

SQL = PROJECT / "ingest/serving/report/sql"


def test_the_yaml_of_the_marts_repeats_no_words(warehouse: Path) -> None:
    """Every column refers to the entry of its model or of its family, or to that of its name."""
    registry = read_registry(PROJECT)
    columns = 0
    for path in sorted((PROJECT / "models/marts").rglob("*.yml")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for line, after in pairwise(lines):
            found = re.match(r"      - name: (\w+)$", line)
            if not found or "description:" not in after:
                continue
            columns += 1
            own = (f"{owner}__{found[1]}" for owner in (path.stem, path.stem.split("_")[0]))
            entry = next((name for name in own if name in registry), found[1])
            assert after.strip() == f"description: \"{{{{ doc('{entry}') }}}}\"", path.name
    with duckdb.connect(str(warehouse / "mingzhang.duckdb"), read_only=True) as connection:
        query = "select count(*) from duckdb_columns() where schema_name = 'marts'"
        assert connection.execute(query).fetchall() == [(columns,)]


def test_no_entry_is_of_a_column_that_there_is_not(warehouse: Path) -> None:
    with builds.opened(warehouse) as connection:
        found = connection.execute(
            "select distinct table_name, column_name from duckdb_columns() where not internal"
        ).fetchall()
    names = {column for _, column in found}
    names |= {f"{table}__{column}" for table, column in found}
    names |= {f"{table.split('_')[0]}__{column}" for table, column in found}
    report = (PROJECT / FOLDER / "report.md").read_text(encoding="utf-8")
    of_report = set(re.findall(r"docs (\w+) ", report))
    assert sorted(set(read_registry(PROJECT)) - names - of_report) == []


def test_the_report_heads_every_column_with_the_words_of_the_registry(warehouse: Path) -> None:
    registry, asked = read_registry(PROJECT), 0
    with duckdb.connect(str(warehouse / "mingzhang.duckdb"), read_only=True) as connection:
        for path in sorted(SQL.glob("*.sql")):
            # Drawn as the document's own table, with headings as printed, and as frames on pages;
            # what puts rows in order is not shown.
            if path.stem in ("document_amounts", "document_places", "orders"):
                continue
            cursor = connection.execute(path.read_text(encoding="utf-8"))
            names = [entry[0] for entry in cursor.description or ()]
            asked += len(names)
            assert [n for n in names if not meaning(registry, n, "report")] == [], path.name
    assert asked > 200
    assert (column("amount_yuan").zh, column("amount_yuan").en) == ("金额（元）", "Amount (yuan)")
    assert (column("unit").zh, column("step").zh) == ("单位", "步骤")
