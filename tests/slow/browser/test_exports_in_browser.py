"""The exports in headless Chromium: through DuckDB-WASM, and the dictionary as a page.

DuckDB-WASM 1.28.0 has Parquet built in and reads the files as they are. Later ones fetch the
extension `parquet` from the network on first use, which a closed network has not, so the current
one is given the same rows as Arrow. docs/exports.md says what that means for users.

`make test-browser` installs what is needed.
"""

import json
import subprocess
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.support.visits import BROWSER, program

WITH_PARQUET = "duckdb-wasm-with-parquet"
CURRENT = "@duckdb/duckdb-wasm"
EXTENSIONS = "https://extensions.duckdb.org/"

Answers = dict[str, list[list[str | None]]]


@pytest.fixture(scope="session")
def arrow(exports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exports as Arrow streams, for an engine that cannot read Parquet."""
    folder = tmp_path_factory.mktemp("arrow")
    for path in exports.glob("*.parquet"):
        table = pq.read_table(path)
        with pa.ipc.new_stream(folder / f"{path.stem}.arrow", table.schema) as stream:
            stream.write_table(table)
    return folder


@dataclass(frozen=True)
class Source:
    """An engine, and the folder of what it can read."""

    engine: str
    form: str
    folder: Path

    def ask(self, asked: dict[str, str], tmp: Path) -> dict[str, Any]:
        """The engine's answers in the browser, its error, and what it wanted from outside."""
        path = tmp / "statements.json"
        path.write_text(json.dumps(asked, ensure_ascii=False), encoding="utf-8")
        return _run("read_exports.mjs", self.engine, self.form, str(self.folder), str(path))


@pytest.fixture(params=["parquet", "arrow"])
def source(request: pytest.FixtureRequest, exports: Path, arrow: Path) -> Source:
    if request.param == "parquet":
        return Source(WITH_PARQUET, "parquet", exports)
    return Source(CURRENT, "arrow", arrow)


def _run(script: str, *arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        ["node", BROWSER / script, program("chrome"), *arguments],
        check=True,
        capture_output=True,
        text=True,
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _statements(exports: Path) -> dict[str, str]:
    """For each export its columns with their types, and its rows as texts in their order."""
    asked = {}
    for path in sorted(exports.glob("*.parquet")):
        asked[f"{path.stem}: types"] = (
            "select column_name, data_type from duckdb_columns()"
            f" where table_name = '{path.stem}' order by column_index"
        )
        asked[f"{path.stem}: rows"] = f"select columns(*)::varchar from {path.stem}"
    return asked


def _natively(exports: Path, asked: dict[str, str]) -> Answers:
    """What DuckDB itself answers, over the same files."""
    with duckdb.connect() as connection:
        for path in exports.glob("*.parquet"):
            connection.execute(f"create view {path.stem} as from read_parquet('{path}')")
        return {
            name: [list(row) for row in connection.sql(statement).fetchall()]
            for name, statement in asked.items()
        }


def test_types_and_every_value_are_those_of_duckdb(
    exports: Path, source: Source, tmp_path: Path
) -> None:
    asked = _statements(exports)

    told = source.ask(asked, tmp_path)

    assert told.get("error") is None
    assert told["outside"] == []
    wanted = _natively(exports, asked)
    assert wanted["fct_functional_expenditure: rows"]
    assert told["answers"] == wanted


def test_sums_are_exact_and_chinese_is_found(
    warehouse: Path, source: Source, tmp_path: Path
) -> None:
    asked = {
        "total": "select sum(amount_yuan)::varchar from fct_functional_expenditure",
        "units": "select unit_name from dim_unit where unit_name like '%信息中心%' order by 1",
    }

    told = source.ask(asked, tmp_path)

    assert told.get("error") is None
    with duckdb.connect(str(warehouse / "mingzhang.duckdb"), read_only=True) as connection:
        connection.execute("use marts")
        total = connection.sql("select sum(amount_yuan) from fct_functional_expenditure")
        units = connection.sql(asked["units"]).fetchall()
        assert Decimal(told["answers"]["total"][0][0]) == total.fetchall()[0][0]
    assert units
    assert told["answers"]["units"] == [list(row) for row in units]


def test_the_current_engine_fetches_its_parquet_extension(exports: Path, tmp_path: Path) -> None:
    """If this fails, the current engine has Parquet built in, and the older one can go."""
    told = Source(CURRENT, "parquet", exports).ask({"one": "select 1"}, tmp_path)

    assert [url for url in told["outside"] if url.startswith(EXTENSIONS) and "parquet" in url]


@pytest.mark.parametrize("width", [360, 390, 1280])
def test_the_dictionary_is_readable_at_any_width(exports: Path, width: int) -> None:
    told = _run("look_at_page.mjs", str(exports / "dictionary.html"), str(width))

    assert told["errors"] == []
    assert told["requests"] == []
    assert told["scripts"] == 0
    assert told["width"] <= width
    rows = pq.read_table(exports / "dictionary.parquet").to_pylist()
    assert told["rows"] == len(rows)
    assert told["tables"] == len({row["table_name"] for row in rows})
    assert "功能分类支出" in told["text"]
