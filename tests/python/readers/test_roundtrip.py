"""The same disclosure in every format gives the same rows; only where they stand differs."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import pytest
from disclosures import folder
from hypothesis import given, settings
from hypothesis import strategies as st
from renderers.blocks import blocks
from renderers.docx import docx
from renderers.grids import grid_text
from renderers.html import html
from renderers.json_pages import json_pages
from renderers.xls import xls
from renderers.xlsx import xlsx

from ingest.extraction.extract import extract
from ingest.reading.document import read_document
from ingest.reading.model import Document

RENDERERS: dict[str, Callable[[str], bytes]] = {
    "docx": docx,
    "html": html,
    "json": json_pages,
    "xls": xls,
    "xlsx": xlsx,
    "one-sheet.xlsx": partial(xlsx, one_sheet=True),
    "numbers.xlsx": partial(xlsx, numbers=True),
}
PLACES = {
    *("page", "line", "line_end", "char_from", "char_to"),
    *("source_file", "sha256", "encoding", "layout", "page_count", "line_count"),
    # Why a number is no figure is told from where it stands: in a note or in a row.
    "reason",
}
MADE = """甘泉县民政局2024年部门预算

## 部门收支总表
单位：万元

收 入¦¦支 出¦
项 目¦预算数¦项 目¦预算数
一、一般公共预算拨款收入¦1,347.44¦一、一般公共服务支出¦
二、事业收入¦¦二、社会保障和就业支出¦1,322.37
¦¦三、卫生健康支出¦25.07
本年收入合计¦1,347.44¦本年支出合计¦1,347.44
收入总计¦1,347.44¦支出总计¦1,347.44

## 部门支出总表
金额单位：万元

科目编码¦¦¦单位名称（科目）¦合计¦基本支出¦项目支出
类¦款¦项¦¦¦¦
¦¦¦合 计¦1,347.44¦404.80¦942.64
208¦01¦08¦信息化建设¦596.70¦¦596.70
208¦01¦99¦其他人力资源和社会保障管理事务支出¦725.67¦379.73¦345.94
210¦11¦02¦事业单位医疗¦25.07¦25.07¦

## 一般公共预算“三公”经费支出预算表
单位：万元

合计¦因公出国（境）费¦公务用车购置及运行费¦¦¦公务接待费
¦¦小计¦公务用车购置费¦公务用车运行费¦
4.80¦¦4.00¦¦4.00¦0.80

## 政府性基金预算支出表
单位：万元

科目编码¦科目名称¦合计¦基本支出¦项目支出
¦合 计¦¦¦

注：甘泉县民政局没有使用政府性基金预算拨款安排的支出，故本表无数据。

## 情况说明

甘泉县民政局2024年收入预算1,347.44万元，比2023年增加100.00万元。
""".replace("¦", "\t")
"""A small disclosure; ¦ is a tab stop."""

Rows = Mapping[str, Sequence[Mapping[str, str | int | None]]]


def rows(document: Document) -> Rows:
    """What is extracted of a document, without its places."""
    return {
        record: [{name: cell for name, cell in row.items() if name not in PLACES} for row in found]
        for record, found in extract(document).items()
    }


def written(folder: Path, kind: str, text: str) -> Path:
    path = folder / f"rendered.{kind}"
    path.write_bytes(RENDERERS[kind](text) if kind in RENDERERS else text.encode())
    return path


@pytest.mark.parametrize("kind", RENDERERS)
def test_made_disclosure_gives_the_same_rows(kind: str, tmp_path: Path) -> None:
    printed = rows(read_document(written(tmp_path, "txt", MADE)))
    assert len(printed["amounts"]) == 21
    assert [table["status"] for table in printed["tables"]].count("declared_empty") == 1
    assert rows(read_document(written(tmp_path, kind, MADE))) == printed


@pytest.mark.parametrize("kind", RENDERERS)
@pytest.mark.parametrize("name", ["anhui", "sichuan", "wuhan"])
def test_tabbed_disclosures_give_the_same_rows(kind: str, name: str, tmp_path: Path) -> None:
    document = read_document(next(folder().glob(f"{name}-*")))
    text = "\n".join(line.text for line in document.lines)
    assert rows(read_document(written(tmp_path, kind, text))) == rows(document)


@pytest.mark.parametrize("name", ["dazhou", "mohrss"])
def test_flattened_disclosures_give_the_same_rows_as_tables(name: str, tmp_path: Path) -> None:
    extracted = extract(read_document(next(folder().glob(f"{name}-*"))))
    text = grid_text(extracted)
    printed = rows(read_document(written(tmp_path, "txt", text)))
    assert _figures(printed["amounts"]) == _figures(extracted["amounts"])
    for kind in RENDERERS:
        assert rows(read_document(written(tmp_path, kind, text))) == printed, kind


def _figures(amounts: Sequence[Mapping[str, str | int | None]]) -> Counter[tuple[str, ...]]:
    """What the amounts say, whatever their tables' order and the parts of their codes."""
    names = ("side", "phase", "row_kind", "code_printed", "label_printed", "measure")
    return Counter(
        (*(str(row[name] or "").replace(" ", "") for name in names), str(row["printed_text"]))
        for row in amounts
    )


CELLS = st.text(st.sampled_from("收支合计项目0123456789.,（）"), max_size=4)
TABLES = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6)
)


@settings(deadline=None, max_examples=30)
@given(table=TABLES)
@pytest.mark.parametrize("kind", ["docx", "html", "xlsx"])
def test_rows_keep_their_columns(
    kind: str, table: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = "本表\n" + "\n".join("\t".join(row) for row in table) + "\n完"
    path = written(tmp_path_factory.mktemp("rows"), kind, text)
    read = [line.text for line in read_document(path).lines if line.text.count("\t")]
    expected = ["\t".join(row).rstrip("\t") for row in table if sum(map(bool, row)) > 1]
    assert [line for line in read if len(line.split()) > 1] == expected


def test_blocks_part_tables_from_paragraphs() -> None:
    assert list(blocks("a\nb\tc\nd\t\t\n\ne")) == ["a", [["b", "c", ""], ["d", "", ""]], "", "e"]
