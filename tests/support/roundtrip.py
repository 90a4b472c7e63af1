"""A small disclosure to render in other formats, and what is extracted of it, places aside."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from ingest.extraction.extract import extract
from ingest.reading.model import Document
from tests.support.renderers.doc import doc
from tests.support.renderers.docx import docx
from tests.support.renderers.html import html
from tests.support.renderers.json_pages import json_pages
from tests.support.renderers.mhtml import mhtml
from tests.support.renderers.ofd import ofd
from tests.support.renderers.spreadsheet_xml import spreadsheet_xml
from tests.support.renderers.xls import xls
from tests.support.renderers.xlsx import xlsx

RENDERERS: dict[str, Callable[[str], bytes]] = {
    "doc": doc,
    "docx": docx,
    "et": xls,
    "html": html,
    "html.xls": html,
    "json": json_pages,
    "mht": mhtml,
    "ofd": ofd,
    "wps": doc,
    "xml": spreadsheet_xml,
    "xls": xls,
    "xlsx": xlsx,
    "one-sheet.xlsx": partial(xlsx, one_sheet=True),
    "numbers.xlsx": partial(xlsx, numbers=True),
}
PLACES = {
    *("page", "line", "line_end", "char_from", "char_to", "box"),
    *("published_line", "unit_kind_line", "parent_line"),
    *("source_file", "sha256", "encoding", "reader", "layout", "page_count", "line_count"),
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
    """Write a text in one of the formats, or as it is; its path."""
    path = folder / f"rendered.{kind}"
    path.write_bytes(RENDERERS[kind](text) if kind in RENDERERS else text.encode())
    return path
