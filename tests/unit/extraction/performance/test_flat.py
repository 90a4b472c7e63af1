"""Tables that lost their columns."""

from tests.support.performance_tables import names, read, uses

HEAD = """
金额单位：万元
单位名称 项目名称 预算数 年度目标 一级指标 二级指标 三级指标
指标
性质
指标值
度量单
位
权重
指标方
向性
"""

BODY = """
999888-某市某
某中心
30.00
999888-某市某
某中心
日常
经费
20.00
服务 8000 万
人，保障运转。
产出指标 质量指
标
准确率（2 倍
以内）
≤ 5 % 30
反向指

标
- 12 -
产出指标 数量指标 次数 ＝ 5 次 20
正向指
标
乙经费 10.00
保障
产出指标 数量指标 次数 ≤ 7 次 20
反向指
标
 运转。
效益指标
社会效益指
标
作用 定性 优良 40
正向指标
"""


def test_rows_broken_over_lines_are_put_together() -> None:
    table = read(HEAD + BODY, layout="flat")
    assert names(table.indicators) == [
        ("产出指标", "质量指标", "准确率（2倍以内）"),
        ("产出指标", "数量指标", "次数"),
        ("产出指标", "数量指标", "次数"),
        ("效益指标", "社会效益指标", "作用"),
    ]
    found = [
        (i.project_name, i.operator, i.target_text, i.target_value, i.indicator_unit)
        for i in table.indicators
    ]
    assert found == [
        ("日常经费", "≤", "5", "5", "%"),
        ("日常经费", "=", "5", "5", "次"),
        ("乙经费", "≤", "7", "7", "次"),
        ("乙经费", "qualitative", "优良", None, None),
    ]
    assert [(i.weight_text, i.direction) for i in table.indicators] == [
        ("30", "negative"),
        ("20", "positive"),
        ("20", "negative"),
        ("40", "positive"),
    ]


def test_the_money_before_the_goal_is_the_projects() -> None:
    found = [(h.project_name, h.value_text) for h in read(HEAD + BODY, layout="flat").headers]
    assert found == [(None, "30.00"), ("日常经费", "20.00"), ("乙经费", "10.00")]


def test_every_number_of_a_flat_table_is_accounted_for() -> None:
    assert uses(read(HEAD + BODY, layout="flat")) == {
        "code": ["999888", "999888"],
        "header_figure": ["30.00", "20.00", "10.00"],
        "goal_text": ["8000"],
        "name_part": ["2"],
        "indicator_target": ["5", "5", "7"],
        "indicator_weight": ["30", "20", "20", "40"],
        "page_number": ["12"],
    }


def test_headings_that_a_page_repeats_are_no_part_of_a_row() -> None:
    head = " ".join(HEAD.split("\n")[2:])
    text = HEAD + BODY.replace("乙经费", f"{head}\n乙经费")
    assert read(text, layout="flat").indicators[2].project_name == "乙经费"
    assert len(read(text, layout="flat").indicators) == 4


def test_a_level_that_is_not_repeated_goes_on() -> None:
    text = HEAD + "甲项目 5.00\n产出指标 数量指标 甲 ≥ 5 次 20 正向\n乙 ≥ 6 次 20 正向"
    assert names(read(text, layout="flat").indicators) == [
        ("产出指标", "数量指标", "甲"),
        ("产出指标", "数量指标", "乙"),
    ]


def test_a_row_without_its_weight_is_no_row_and_its_numbers_stay_open() -> None:
    table = read(HEAD + "甲项目 5.00\n产出指标 数量指标 甲 ≥ 5 次", layout="flat")
    assert not table.indicators
    assert uses(table) == {"unaccounted": ["5.00", "5"]}


def test_another_layout_is_listed_and_not_read() -> None:
    table = read("项目名称 甲\n总分 91.02", layout="flat")
    assert not table.indicators
    assert [(u.kind, u.text) for u in table.unknown] == [("layout", "项目名称")]
    assert uses(table) == {"unaccounted": ["91.02"]}
