"""Lists under a heading of the text that have no title of their own."""

import pytest

from ingest.extraction.extract import extract
from ingest.extraction.tables.finding.find import find_tables
from ingest.reading.model import Document, Line
from tests.support.table_text import BUDGET, read, tables

STATE = ("table_type", "title", "status", "money_unit")

LIST = f"""{BUDGET}七、重点项目预算绩效目标情况
2024年，本部门重点项目绩效目标情况如下：
二级预算单位名称¦一级项目名称¦预算数（万元）¦绩效目标
甘泉县民政局¦养老服务¦1,498.82¦为2,000名老人服务，每人500元。
甘泉县民政局¦社会救助¦603.84¦救助到位。
第八部分 其他需要说明的情况
"""


def test_a_list_of_projects_is_known_by_its_head() -> None:
    assert tables(LIST, *STATE) == [("performance_targets", None, "present", "万元")]
    heads = [
        (row["project_name"], row["subject"], row["value_text"], row["unit"])
        for row in read(LIST)["statements"]
        if row["source"] == "performance"
    ]
    assert heads == [
        ("养老服务", "预算数", "1498.82", "万元"),
        ("社会救助", "预算数", "603.84", "万元"),
    ]


@pytest.mark.parametrize("head", ["项目¦规模¦绩效目标", "项目¦预算数", "项目¦预算数¦进度安排"])
def test_a_head_with_anything_else_tells_no_list(head: str) -> None:
    assert tables(f"{BUDGET}{head}\n养老服务¦1.00¦到位\n", *STATE) == []


def test_a_list_goes_on_behind_a_row_that_a_page_tears() -> None:
    pages = (
        ["甘泉县民政局2024年部门预算", "项目\t预算数（万元）\t绩效目标", "养老服务\t8.00\t老有"],
        ["所养，2,000人受益。", "社会救助\t6.00\t救助到位。"],
    )
    printed = [(page, line) for page, lines in enumerate(pages, start=1) for line in lines]
    lines = tuple(Line(page, n, line) for n, (page, line) in enumerate(printed, start=1))
    torn = Document("made.pdf", "0" * 64, "utf-8", "tabbed", 2, lines)
    (span,) = find_tables(torn)
    assert [line.number for line in span.body] == [2, 3, 5]
    assert [row["printed_text"] for row in extract(torn)["statements"]] == ["8.00", "6.00"]
