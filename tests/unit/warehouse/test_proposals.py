"""Proposals for unknown texts: what they are most like, once for each text, and never applied."""

from pathlib import Path

import duckdb
import pytest

from ingest.rows.schema import Row
from ingest.rows.write import write_records
from ingest.warehouse import proposals
from ingest.warehouse.load import load
from ingest.warehouse.proposals import proposed
from tests.support.landing_rows import rows_of

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
    assert found[0] == value
    assert 50 <= found[1] <= 100


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("heading", "Ω"),
        ("unit", "甘泉县民政局"),
        ("page_without_text", "第3页"),
        ("region", "某某中心"),
        ("label", ""),
        ("heading", "部门"),
        ("heading", "预算分类"),
        ("heading", "公用经费合计"),
        ("label", "政府性基金预算收人支出"),
        ("performance_label", "时效指标"),
        ("performance_label", "基本支出"),
        ("measure", "公务用车购置及运行维护 / 小计"),
    ],
)
def test_what_is_like_nothing_gets_none(kind: str, text: str) -> None:
    assert proposed(kind, text) is None


def test_a_label_is_likened_to_what_names_the_lines_of_its_table() -> None:
    assert proposed("label", "7、文化旅游", "functional") == ("文化和旅游", 88)
    assert proposed("label", "7、文化旅游", "summary") is None  # A section, and no class.
    assert proposed("label", "三、国防支岀", "summary") == ("国防支出", 75)
    assert proposed("label", "三、国防支岀", "economic") is None


def _unmapped(document_id: str, line: int, kind: str, text: str) -> Row:
    return {
        "document_id": document_id,
        "kind": kind,
        "printed_text": text,
        "table_index": 1,
        "page": 1,
        "line": line,
        "char_from": 1,
    }


def _headings(folder: Path, database: Path) -> list[tuple[str, str, str]]:
    load(folder, database)
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(
            "select document_id, printed_text, proposed_value from raw.proposals"
            " where kind = 'heading'"
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


def test_each_text_of_a_document_has_one_proposal(folder: Path, tmp_path: Path) -> None:
    assert _headings(folder, tmp_path / "new.duckdb") == [
        (A, "项目支岀", "项目支出"),
        (A, "基本支岀", "基本支出"),
        (B, "项目支岀", "项目支出"),
    ]


def test_beyond_the_bound_the_first_of_a_document_have_proposals(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposals, "_MOST", 1)
    found = _headings(folder, tmp_path / "new.duckdb")
    assert [row[:2] for row in found] == [(A, "项目支岀"), (B, "项目支岀")]


def test_what_the_registers_know_is_not_proposed(tmp_path: Path) -> None:
    rows = rows_of(A, amounts=3)
    rows["tables"] = [{**row, "table_type": "expenditure_statement"} for row in rows["tables"]]
    texts = (("208", "社会保障和就业支出"), (None, "国防支出"), (None, "国防支岀"))
    rows["amounts"] = [
        {**row, "code_printed": code, "label_printed": label, "row_kind": "line"}
        for row, (code, label) in zip(rows["amounts"], texts, strict=True)
    ]
    write_records(tmp_path / "extracted", A, rows)
    load(tmp_path / "extracted", tmp_path / "new.duckdb")
    with duckdb.connect(str(tmp_path / "new.duckdb"), read_only=True) as connection:
        found = connection.execute(
            "select printed_text from raw.proposals where kind in ('label', 'code')"
        ).fetchall()
    assert found == [("国防支岀",)]
