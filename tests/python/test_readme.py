"""The README's first query gives the answer that the README shows."""

import re
from pathlib import Path

import disclosures
import duckdb

_BLOCK = re.compile(r"```[a-z]*\n(.*?)```", re.DOTALL)
_SQL = re.compile(r"\.sql\('''(.*?)'''\)", re.DOTALL)


def test_the_first_query_gives_the_answer_shown(warehouse: Path) -> None:
    blocks = _BLOCK.findall((disclosures.ROOT / "README.md").read_text(encoding="utf-8"))
    at, sql = next((i, m[1]) for i, block in enumerate(blocks) if (m := _SQL.search(block)))
    with duckdb.connect(str(warehouse / "mingzhang.duckdb"), read_only=True) as connection:
        answer = str(connection.sql(sql)).strip()
    assert answer == blocks[at + 1].strip()
    assert "README_" not in "".join(blocks)
