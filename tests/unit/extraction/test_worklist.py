"""What nobody knows reaches the worklist with its place; an answer of one row takes it off."""

from dataclasses import replace

import pytest

from ingest.extraction.extract import extract
from ingest.rows.schema import Row
from tests.support.own_seeds import Seeds
from tests.support.table_text import WAN, document, read

UNIT = ("unit", "甘泉县民政局", 1)
TITLE = "甘泉县民政局2024年部门预算\n\n"
TABLE = (
    "部门支出总表\n"
    + WAN
    + "科目编码¦科目名称¦合计¦{heading}\n¦合计¦3.00¦2.00\n208¦社会保障和就业支出¦3.00¦2.00\n"
)


def listed(rows: dict[str, list[Row]]) -> list[tuple[object, ...]]:
    return [(row["kind"], row["printed_text"], row["line"]) for row in rows["unmapped"]]


def measures(rows: dict[str, list[Row]]) -> list[object]:
    return [row["measure"] for row in rows["amounts"]]


def test_an_unknown_heading_is_listed_and_an_answer_maps_it(seeds: Seeds) -> None:
    text = TITLE + TABLE.format(heading="日常运转类支出")
    before = read(text)
    assert listed(before) == [UNIT, ("heading", "日常运转类支出", 5)]
    assert measures(before) == ["total", None, "total", None]

    seeds.answer("heading", "日常运转类支出", "基本支出")
    after = read(text)
    assert listed(after) == [UNIT]
    assert measures(after) == ["total", "basic", "total", "basic"]
    printed = [row["heading_printed"] for row in after["amounts"]]
    assert printed == ["合计", "日常运转类支出", "合计", "日常运转类支出"]


def test_an_answer_that_nobody_knows_maps_nothing(seeds: Seeds) -> None:
    seeds.answer("heading", "日常运转类支出", "从未见过的栏目")
    rows = read(TITLE + TABLE.format(heading="日常运转类支出"))
    assert ("heading", "日常运转类支出", 5) in listed(rows)
    assert None in measures(rows)


@pytest.mark.parametrize("answer", ["project_expenditure", "项目支出表"])
def test_an_unknown_title_is_listed_and_an_answer_makes_its_table(
    seeds: Seeds, answer: str
) -> None:
    text = TITLE + TABLE.replace("部门支出总表", "任务清单明细表").format(heading="基本支出")
    before = read(text)
    assert listed(before) == [UNIT, ("title", "任务清单明细表", 3)]
    assert [(row["table_type"], row["status"]) for row in before["tables"]] == [(None, "untyped")]

    seeds.answer("title", "任务清单明细表", answer)
    after = read(text)
    assert listed(after) == [UNIT]
    assert [row["table_type"] for row in after["tables"]] == ["project_expenditure"]


UNITS = "用途¦合计¦一般公共预算\n合计¦3.00¦3.00\n采购¦3.00¦3.00\n"


def test_a_title_that_its_rows_speak_against_is_listed_and_an_answer_settles_it(
    seeds: Seeds,
) -> None:
    text = f"{TITLE}支出总表\n{WAN}{UNITS}"
    before = read(text)
    assert ("title", "支出总表", 3) in listed(before)
    assert [(row["table_type"], row["status"]) for row in before["tables"]] == [(None, "uncertain")]

    seeds.answer("title", "支出总表", "project_expenditure")
    after = read(text)
    assert ("title", "支出总表", 3) not in listed(after)
    assert [row["table_type"] for row in after["tables"]] == ["project_expenditure"]


def test_a_part_of_the_money_needs_no_answer() -> None:
    table = TABLE.replace("部门支出总表", "因公出国（境）费用支出预算表")
    text = TITLE + table.format(heading="基本支出")
    rows = read(text)
    assert listed(rows) == [UNIT]
    assert [row["status"] for row in rows["tables"]] == ["untyped"]


def test_an_unknown_unit_of_money_is_listed_and_an_answer_makes_it_known(seeds: Seeds) -> None:
    text = (TITLE + TABLE.format(heading="基本支出")).replace("单位：万元", "单位：万圆")
    before = read(text)
    assert listed(before) == [UNIT, ("money_unit", "万圆", 4)]
    assert before["tables"][0]["money_unit"] is None

    seeds.answer("money_unit", "万圆", "万元")
    after = read(text)
    assert listed(after) == [UNIT]
    assert after["tables"][0]["money_unit"] == "万元"


def test_an_answer_to_a_unit_takes_it_off(seeds: Seeds) -> None:
    text = TITLE + TABLE.format(heading="基本支出")
    seeds.answer("unit", "甘泉县民政局", "wuhan-hrss-ic")
    rows = read(text)
    assert listed(rows) == []
    assert rows["documents"][0]["document_id"] == "wuhan-hrss-ic-2024-budget"


def test_pages_without_text_are_told_by_page() -> None:
    made = document(TITLE + TABLE.format(heading="基本支出"))
    scanned = replace(made, page_count=4, pages_without_text=(2, 4))
    rows = extract(scanned)
    last = len(made.lines)
    assert rows["documents"][0]["pages_without_text"] == "2 4"
    assert listed(rows)[1:] == [
        ("page_without_text", "第2页", last),
        ("page_without_text", "第4页", last),
    ]
    assert extract(made)["documents"][0]["pages_without_text"] is None
