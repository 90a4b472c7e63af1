"""Cells to columns: at their place, or by what they hold."""

import pytest

from ingest.extraction.performance.columns import Heading, place, read_heading
from tests.support.performance_tables import cells

EVALUATION = "绩效指标|一级指标|二级指标|三级指标|年初目标值(A)|实际完成值(B)|得分"
TARGETS = (
    "单位名称|项目名称|预算数|年度目标|一级指标|二级指标|三级指标"
    "|指标性质|指标值|度量单位|权重|指标方向性"
)


def _heading(text: str) -> Heading:
    heading = read_heading(cells(text))
    assert heading is not None
    return heading


def _placed(heading: str, row: str) -> dict[str, str] | None:
    placed = place(cells(row), _heading(heading))
    return None if placed is None else {slot.role: text.printed for slot, text in placed.items()}


def test_a_row_of_labels_is_no_heading() -> None:
    assert read_heading(cells("项目名称|一级指标|二级指标|甲")) is None


def test_an_unknown_heading_is_kept() -> None:
    (unknown,) = _heading(EVALUATION + "|怪列").unknown
    assert (unknown.column, unknown.text.printed) == (7, "怪列")


def test_a_repeated_heading_begins_another_side() -> None:
    heading = _heading("一级指标|二级指标|三级指标|指标值|二级指标|三级指标|指标值")
    assert heading.sides == 2
    assert [slot.side for slot in heading.slots] == [0, 0, 0, 0, 1, 1, 1]


@pytest.mark.parametrize(
    "row",
    [
        "||时效指标(10 分)|响应 (10 分)|2 小时内|2 小时内|10.00",
        "|时效指标(10 分)||响应 (10 分)|2 小时内|2 小时内|10.00",
        "|时效指标(10 分)|响应 (10 分)|2 小时内|2 小时内|10.00|",
        "时效指标(10 分)|响应 (10 分)|||2 小时内|2 小时内|10.00",
        "|||时效指标(10 分)|响应 (10 分)||2 小时内|2 小时内|10.00",
    ],
)
def test_a_row_off_its_columns_is_placed_by_content(row: str) -> None:
    assert _placed(EVALUATION, row) == {
        "level_2": "时效指标(10分)",
        "level_3": "响应(10分)",
        "target": "2小时内",
        "actual": "2小时内",
        "score": "10.00",
    }


def test_a_missing_score_is_not_made_of_a_result() -> None:
    row = "|||社会效益指标 (30 分)|推广 (15 分)||有效|有效"
    assert _placed(EVALUATION, row) == {
        "level_2": "社会效益指标(30分)",
        "level_3": "推广(15分)",
        "target": "有效",
        "actual": "有效",
    }


def test_a_score_above_the_full_points_is_a_result() -> None:
    assert _placed(EVALUATION, "|||次数 (10 分)||95|96") == {
        "level_3": "次数(10分)",
        "target": "95",
        "actual": "96",
    }


def test_points_in_brackets_mark_a_name_wherever_it_stands() -> None:
    assert _placed(EVALUATION, "影响 (20 分)|||有效|有效|15.00") == {
        "level_3": "影响(20分)",
        "target": "有效",
        "actual": "有效",
        "score": "15.00",
    }


def test_of_two_placements_as_good_none_is_taken() -> None:
    heading = "一级指标|二级指标|三级指标|指标值||实际完成值"
    assert _placed(heading, "||次数||95") is None


def test_a_row_that_begins_with_its_first_level_keeps_its_columns() -> None:
    assert _placed(TARGETS, "产出指标|数量指标|设备数量|≥|9|台|20|正向指标") == {
        "level_1": "产出指标",
        "level_2": "数量指标",
        "level_3": "设备数量",
        "operator": "≥",
        "target": "9",
        "unit_of_measure": "台",
        "points": "20",
        "direction": "正向指标",
    }


def test_a_row_that_begins_with_its_name_and_lacks_a_unit_is_placed() -> None:
    assert _placed(TARGETS, "无泄漏|定性|优||15|正向指标") == {
        "level_3": "无泄漏",
        "operator": "定性",
        "target": "优",
        "points": "15",
        "direction": "正向指标",
    }


def test_a_name_of_both_levels_without_an_inner_one_is_the_inner_one() -> None:
    heading = "绩效指标|一级指标|二级指标|三级指标|指标值"
    assert _placed(heading, "|成本指标|总成本|小于等于 9") == {
        "level_2": "成本指标",
        "level_3": "总成本",
        "target": "小于等于9",
    }


def test_a_project_without_its_unit_is_a_project() -> None:
    row = "甲项目|9.50|目标|产出指标|数量指标|设备数量|≥|9|台|20|正向指标"
    placed = _placed(TARGETS, row) or {}
    assert (placed.get("project_name"), placed.get("figure")) == ("甲项目", "9.50")


def test_a_missing_unit_is_not_made_of_a_quality() -> None:
    placed = _placed(TARGETS, "||||产出指标|数量指标|作用|定性|优|20|正向指标") or {}
    assert (placed.get("target"), placed.get("unit_of_measure")) == ("优", None)


def test_a_row_that_fits_no_way_is_not_placed() -> None:
    assert _placed(EVALUATION, "|||数量指标|质量指标|时效指标|10") is None
    assert _placed(EVALUATION, "|".join("一二三四五六七八九")) is None
