"""Proposals for unknown texts: what they are most like, once for each text, and never applied."""

from pathlib import Path

import duckdb
import pytest
from landing_rows import rows_of

from ingest import proposals
from ingest.landing import write_records
from ingest.load import load
from ingest.proposals import proposed
from ingest.statements import Cells

A, B = "unit-a-2023-budget", "unit-b-2023-budget"


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("heading", "一般公共预算拔款", "一般公共预算拨款"),
        ("measure", "收入 / 一般公共预算拔款", "一般公共预算拨款"),
        ("label", "三、国防支岀", "国防支出"),
        ("code", "2080801 死亡抚恤金", "2080801"),
        ("money_unit", "万圆", "万元"),
        ("title", "部门项目支出明细表", "project_expenditure"),
        ("unit", "安徽省人力资源和社会保障信息中心站", "anhui-hrss-ic"),
        ("performance_unit_of_measure", "(平方米)", "平方米"),
        ("performance_label", "年度总体目标值", "年度总体目标"),
    ],
)
def test_a_proposal_is_the_likeliest_answer(kind: str, text: str, value: str) -> None:
    found = proposed(kind, text)
    assert found is not None
    assert found["proposed_value"] == value
    assert 50 <= int(found["score"]) <= 100


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("heading", "Ω"),
        ("unit", "甘泉县民政局"),
        ("page_without_text", "第3页"),
        ("region", "某某中心"),
        ("label", ""),
    ],
)
def test_what_is_like_nothing_gets_none(kind: str, text: str) -> None:
    assert proposed(kind, text) is None


def _unmapped(document_id: str, line: int, kind: str, text: str) -> Cells:
    return {
        "document_id": document_id,
        "kind": kind,
        "printed_text": text,
        "table_index": 1,
        "page": 1,
        "line": line,
        "char_from": 1,
    }


def _proposals(folder: Path, database: Path) -> list[tuple[str, str, str, int]]:
    load(folder, database)
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(
            "select kind, printed_text, proposed_value, score from raw.proposals"
        ).fetchall()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents that print one unknown heading three times and another once."""
    folder = tmp_path / "extracted"
    for document_id, lines in ((A, (7, 9)), (B, (7,))):
        rows = rows_of(document_id, amounts=1)
        rows["unmapped"] = [_unmapped(document_id, n, "heading", "项目支岀") for n in lines]
        if document_id == A:
            rows["unmapped"].append(_unmapped(A, 8, "heading", "基本支岀"))
        write_records(folder, document_id, rows)
    return folder


def test_each_text_is_looked_at_once(folder: Path, tmp_path: Path) -> None:
    found = _proposals(folder, tmp_path / "new.duckdb")
    assert [row[:3] for row in found if row[0] == "heading"] == [
        ("heading", "基本支岀", "基本支出"),
        ("heading", "项目支岀", "项目支出"),
    ]
    assert found == _proposals(folder, tmp_path / "again.duckdb")


def test_beyond_the_bound_the_most_frequent_come_first(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposals, "_MOST", 1)
    found = _proposals(folder, tmp_path / "new.duckdb")
    assert [row[1] for row in found if row[0] == "heading"] == ["项目支岀"]
