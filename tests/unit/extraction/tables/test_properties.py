"""Properties of reading tables: no figure is lost, none is surely wrong, nothing falls over."""

from collections import Counter
from contextlib import suppress
from decimal import Decimal

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.base.errors import MingzhangError
from ingest.base.text import fold, read_cell
from ingest.extraction.extract import extract
from tests.support.examples import examples
from tests.support.table_text import BUDGET, FINAL, WAN, document, read

CENT = Decimal("0.01")
MEASURES = ("total", "basic", "project")
ITEMS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=8
)
Line = tuple[str, str, tuple[Decimal, ...]]


def statement(items: list[tuple[int, int, int]]) -> list[Line]:
    """A statement of expenditure that adds up: total, classes, and the items under each."""
    leaves: list[Line] = [
        (f"2{5 + section:02d}01{n + 1:02d}", f"事项{n + 1}号", sums(basic * CENT, project * CENT))
        for n, (section, basic, project) in enumerate(items)
    ]
    lines: list[Line] = [("", "合计", added(leaves))]
    for code in sorted({line[0][:3] for line in leaves}):
        own = [line for line in leaves if line[0][:3] == code]
        lines += [(code, f"第{code}类", added(own)), *own]
    return lines


def sums(basic: Decimal, project: Decimal) -> tuple[Decimal, ...]:
    return basic + project, basic, project


def added(lines: list[Line]) -> tuple[Decimal, ...]:
    return sums(*(sum((line[2][i] for line in lines), Decimal(0)) for i in (1, 2)))


def printed(amount: Decimal) -> str:
    return f"{amount:,.2f}" if amount else ""


def truth(lines: list[Line]) -> Counter[tuple[str, str, Decimal]]:
    return Counter(
        (label, measure, amount)
        for _, label, amounts in lines
        for measure, amount in zip(MEASURES, amounts, strict=True)
        if amount
    )


def found(text: str, *, sure: bool = False) -> Counter[tuple[str, str, Decimal]]:
    return Counter(
        (str(row["label_printed"]), str(row["measure"]), amount)
        for row in read(text)["amounts"]
        if not (sure and row["placement"] == "ambiguous")
        and (amount := read_cell(str(row["printed_text"]))[2]) is not None
    )


@given(ITEMS, st.permutations(range(3)), st.integers(0, 1))
def test_columns_in_any_order_and_place_are_read(
    items: list[tuple[int, int, int]], order: list[int], gap: int
) -> None:
    words = ("合计", "基本支出", "项目支出")
    head = "\t".join(["科目编码", *[""] * gap, "科目名称", *(words[i] for i in order)])
    lines = statement(items)
    body = [
        "\t".join([code, *[""] * gap, label, *(printed(amounts[i]) for i in order)])
        for code, label, amounts in lines
    ]
    text = "\n".join([f"{BUDGET}支出总表\n{WAN}{head}", *body])
    assert found(text) == truth(lines)


@given(ITEMS)
def test_flattened_figures_are_all_kept_and_what_is_sure_is_true(
    items: list[tuple[int, int, int]],
) -> None:
    lines = statement(items)
    body = [
        " ".join(part for part in (code, label, *map(printed, amounts)) if part)
        for code, label, amounts in lines
    ]
    text = "\n\n".join([f"{BUDGET}支出总表\n{WAN}科目编码 科目名称 合计 基本支出 项目支出", *body])
    kept, wanted = found(text), truth(lines)
    assert Counter((label, amount) for label, _, amount in kept.elements()) == Counter(
        (label, amount) for label, _, amount in wanted.elements()
    )
    assert not found(text, sure=True) - wanted


SCRAPS = st.sampled_from(
    [
        "部门收支总表",
        "一般公共预算支出表",
        "“三公”经费预算表",
        "表1-1",
        "公开05表",
        "单位：万元",
        "部门：甘泉县民政局\t单位：元",
        "收入\t\t支出\t",
        "项目\t预算数\t项目\t预算数",
        "科目编码\t科目名称\t合计\t基本支出\t项目支出",
        "科目编码 科目名称 合计 基本支出 项目支出",
        "类\t款\t项",
        "栏次\t\t1\t2\t3",
        "合计\t\t3.00\t2.00\t1.00",
        "208 社会保障和就业支出 3.00 3.00",
        "208\t01\t社会保障和就业支出\t3.00",
        "一、其他收入 3.00 八、卫生健康支出",
        "缴费支出",
        "\t\t\t",
        "- 3 -",
        "备注：此表无数据。",
        "注：“合计”均无数据。",
        "3行=(1+2)行",
        "第三部分 说明",
        "（1.00） — 2",
        "",
    ]
)


@given(st.sampled_from([BUDGET, FINAL]), st.lists(SCRAPS | st.text(max_size=12), max_size=25))
@settings(max_examples=examples(100))
def test_any_lines_are_read_or_refused(head: str, lines: list[str]) -> None:
    text = head + "\n".join(line.replace("\n", " ").replace("\r", " ") for line in lines)
    with suppress(MingzhangError):
        rows = extract(document(text))
        keys = Counter((r["table_index"], r["row_no"], r["column_no"]) for r in rows["amounts"])
        assert not keys or max(keys.values()) == 1
        printed_lines = text.split("\n")
        for row in rows["amounts"]:
            line = printed_lines[int(row["line"] or 0) - 1]
            start = int(row["char_from"] or 0) - 1
            assert fold(line[start:]).startswith(fold(str(row["printed_text"])))
