"""What holds of every text: nothing crashes, nothing is lost, what is written is read back."""

import re
from decimal import Decimal
from typing import Literal

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extraction.performance.reader import read_performance
from tests.support.examples import examples
from tests.support.performance_tables import read, span

WORDS = [
    "一级指标", "二级指标", "三级指标", "指标值", "指标性质", "度量单位", "权重", "指标方向性",
    "得分", "实际完成值", "项目名称", "预算数", "执行数", "执行率", "年度目标", "总体目标",
    "产出指标", "数量指标", "效益指标", "社会效益指标", "≥", "定性", "正向指标", "反向指", "标",
    "9", "12.50", "1,234.5", "55%", "10分", "(10 分)", "小于等于", "以上", "2小时内", "总分",
    "年度资金总额:", "甲项目", "甲；乙", "-", "。", "2031年5月", "123456-某中心", "<b>", "（",
    "\t", "\t\t", " ", "\n", "\n\n",
]  # fmt: skip

TEXTS = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=60).map("".join),
    st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=30).map("\t".join),
    st.text(max_size=80),
)
LAYOUTS: st.SearchStrategy[Literal["tabbed", "flat"]] = st.sampled_from(["tabbed", "flat"])
STAGES = st.sampled_from(["budget", "final"])

NAMES = st.text("甲乙丙丁戊己", min_size=1, max_size=6)
ROWS = st.tuples(
    st.sampled_from(
        [("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标")]
    ),
    NAMES,
    st.sampled_from(["≥", "≤", "＝", ">", "<"]),
    st.decimals(0, 99999, places=2),
    st.sampled_from(["%", "台", "万人", "次"]),
    st.integers(1, 100),
    st.sampled_from(["正向指标", "反向指标"]),
)


@settings(max_examples=examples(200))
@given(text=TEXTS, layout=LAYOUTS, stage=STAGES)
def test_no_text_crashes_and_every_digit_is_in_the_account(
    text: str, layout: Literal["tabbed", "flat"], stage: str
) -> None:
    made = span(text)
    table = read_performance(made, layout, 2031, stage)
    digits = {
        (line.number, found.start() + 1)
        for line in made.body
        for found in re.finditer(r"\d", line.text)
    }
    tokens = [(n.line, char) for n in table.numbers for char in range(n.char_from, n.char_to + 1)]
    assert digits <= set(tokens)
    assert len(tokens) == len(set(tokens))


@settings(max_examples=examples(100))
@given(text=TEXTS, layout=LAYOUTS, stage=STAGES)
def test_a_figure_stands_at_its_place(
    text: str, layout: Literal["tabbed", "flat"], stage: str
) -> None:
    made = span(text)
    table = read_performance(made, layout, 2031, stage)
    lines = {line.number: line.text for line in made.body}
    for figure in table.headers:
        assert lines[figure.line][figure.char_from - 1] == figure.printed_text[0]
    for indicator in table.indicators:
        printed = indicator.target_text or indicator.actual_text or indicator.level_3
        assert lines[indicator.line][indicator.char_from - 1] in printed


@given(st.lists(ROWS, min_size=1, max_size=8), LAYOUTS)
def test_a_table_written_from_rows_is_read_back(
    rows: list[tuple[tuple[str, str], str, str, Decimal, str, int, str]],
    layout: Literal["tabbed", "flat"],
) -> None:
    between = "|" if layout == "tabbed" else " "
    head = "一级指标|二级指标|三级指标|指标性质|指标值|度量单位|权重|指标方向性".replace(
        "|", between
    )
    body = [
        between.join([*levels, name, operator, str(value), unit, str(weight), direction])
        for levels, name, operator, value, unit, weight, direction in rows
    ]
    table = read("\n".join([head, *body]), layout=layout)
    found = [
        ((i.level_1, i.level_2), i.level_3, i.target_value, i.indicator_unit, i.weight_text)
        for i in table.indicators
    ]
    assert found == [(lv, name, str(v), unit, str(w)) for lv, name, _, v, unit, w, _ in rows]
    assert all(number.disposition != "unaccounted" for number in table.numbers)


def test_a_large_table_is_read_in_time_that_grows_with_it() -> None:
    text = "三级指标 指标值 " + "。 5 甲 ≥ 年度目标 8 次 " * 5_000
    assert len(read(text, layout="flat").numbers) == 10_000
    wide = "一级指标\t二级指标\t三级指标\t指标值\n" + "甲 " * 12_000 + "\t" + "5年；" * 12_000
    assert len(read(wide).numbers) == 12_000
