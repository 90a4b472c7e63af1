"""Sentences made from the grammar are read back exactly: signs, years, phases and values."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

from tests.support.narrative_text import YEAR, read

SUBJECTS = ("基本支出", "项目支出", "人员经费", "公用经费", "事业收入", "教育支出", "收支预算总数")
MONEY = ("万元", "亿元", "元")
UP = ("增加", "增长", "上升")
DOWN = ("减少", "下降", "降低")
STAGES = {"budget": "initial_budget", "final": "final"}


@dataclass(frozen=True)
class Number:
    """A number, and one of the ways in which it may be printed."""

    value: Decimal
    text: str


@st.composite
def numbers(draw: st.DrawFn) -> Number:
    value = draw(st.decimals(min_value=0, max_value=10**8, places=draw(st.integers(0, 2))))
    text = f"{value:,f}" if draw(st.booleans()) else f"{value:f}"
    if draw(st.booleans()):
        text = (
            text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
            if "," not in text
            else text
        )
    return Number(value, text)


def spaced(text: str, blank: str) -> str:
    """`text` with blanks between its figures and words, as some documents print it."""
    return text.replace("|", blank)


@given(
    subject=st.sampled_from(SUBJECTS),
    now=numbers(),
    change=numbers(),
    rate=numbers(),
    unit=st.sampled_from(MONEY),
    stage=st.sampled_from(sorted(STAGES)),
    back=st.integers(1, 5),
    up=st.booleans(),
    words=st.integers(0, 2),
    blank=st.sampled_from(["", " "]),
)
def test_changes(  # noqa: PLR0913 (one argument for each thing drawn)
    *,
    subject: str,
    now: Number,
    change: Number,
    rate: Number,
    unit: str,
    stage: str,
    back: int,
    up: bool,
    words: int,
    blank: str,
) -> None:
    direction = (UP if up else DOWN)[words]
    text = spaced(
        f"{YEAR}|年度{subject}|{now.text}|{unit}，比|{YEAR - back}|年度"
        f"{direction}|{change.text}|{unit}，{direction}了|{rate.text}|%。",
        blank,
    )

    amount, first, second = read(text, stage)

    sign = 1 if up else -1
    assert [s.metric for s in (amount, first, second)] == ["amount", "change", "change_rate"]
    assert [Decimal(s.value_text) for s in (amount, first, second)] == [
        now.value,
        sign * change.value,
        sign * rate.value,
    ]
    assert [s.unit for s in (amount, first, second)] == [unit, unit, "%"]
    assert {s.subject for s in (amount, first, second)} == {subject}
    assert {s.fiscal_year for s in (amount, first, second)} == {YEAR}
    assert {s.phase for s in (amount, first, second)} == {STAGES[stage]}
    assert first.compared_year == second.compared_year == YEAR - back
    assert first.base_statement_no == second.base_statement_no == amount.statement_no


@given(
    name=st.sampled_from(["培训支出", "事业运行", "住房公积金"]),
    budget=numbers(),
    final=numbers(),
    rate=numbers(),
    unit=st.sampled_from(MONEY),
    wide=st.booleans(),
)
def test_execution_of_an_item(  # noqa: PLR0913 (one argument for each thing drawn)
    *,
    name: str,
    budget: Number,
    final: Number,
    rate: Number,
    unit: str,
    wide: bool,
) -> None:
    text = f"1. 甲类支出(类)乙款管理(款){name}(项)。"
    if wide:
        text = text.replace("(", "（").replace(")", "）")
    text += (
        f"年初预算为{budget.text}{unit}，支出决算为{final.text}{unit}，完成年初预算的{rate.text}%。"
    )

    statements = read(text)

    assert [(s.phase, s.metric) for s in statements] == [
        ("initial_budget", "amount"),
        ("final", "amount"),
        ("final", "completion_rate"),
    ]
    assert [Decimal(s.value_text) for s in statements] == [budget.value, final.value, rate.value]
    assert {s.subject_path for s in statements} == {f"甲类支出 / 乙款管理 / {name}"}


@given(
    before=numbers(),
    change=numbers(),
    unit=st.sampled_from(MONEY),
    up=st.booleans(),
    stage=st.sampled_from(sorted(STAGES)),
    back=st.integers(1, 5),
)
def test_base_printed_with_its_change(  # noqa: PLR0913 (one argument for each thing drawn)
    *,
    before: Number,
    change: Number,
    unit: str,
    up: bool,
    stage: str,
    back: int,
) -> None:
    direction = (UP if up else DOWN)[0]
    text = (
        f"{YEAR}年项目支出1{unit}，"
        f"比{YEAR - back}年项目支出{before.text}{unit}{direction}{change.text}{unit}。"
    )

    _, base, moved = read(text, stage)

    assert (base.metric, base.fiscal_year, Decimal(base.value_text)) == (
        "amount",
        YEAR - back,
        before.value,
    )
    assert Decimal(moved.value_text) == (change.value if up else -change.value)
    assert (moved.fiscal_year, moved.compared_year) == (YEAR, YEAR - back)


@given(
    parts=st.lists(
        st.tuples(st.sampled_from(SUBJECTS[:6]), numbers(), numbers()),
        min_size=1,
        max_size=6,
        unique_by=lambda part: part[0],
    ),
    whole=numbers(),
    stage=st.sampled_from(sorted(STAGES)),
)
def test_parts_of_a_whole(
    parts: list[tuple[str, Number, Number]], whole: Number, stage: str
) -> None:
    listed = "；".join(f"{name}{amount.text}万元，占{share.text}%" for name, amount, share in parts)

    first, *rest = read(f"{YEAR}年支出总计{whole.text}万元，其中：{listed}。", stage)

    assert (first.subject, Decimal(first.value_text)) == ("支出总计", whole.value)
    assert [(s.subject, s.metric, Decimal(s.value_text)) for s in rest] == [
        expected
        for name, amount, share in parts
        for expected in ((name, "amount", amount.value), (name, "share", share.value))
    ]
