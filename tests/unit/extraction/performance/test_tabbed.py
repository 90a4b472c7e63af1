"""Tables whose columns are kept."""

from tests.support.performance_tables import YEAR, names, read, uses

TARGETS = """
金额单位：万元
单位名称|项目名称|预算数|年度目标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|权重|指标方向性
123456-某中心||30.50|||||||||
123456-某中心|甲项目|20.50|服务8000人。|产出指标|数量指标|设备数量|≥|9|台|60|正向指标
||||产出指标|质量指标|故障率|≤|1|%|30|反向指标
|乙项目|10.00|保障运行。|效益指标|社会效益指标|作用|定性|优||90|正向指标
"""

SIDES = """
（ 2031 年度）
项目名称||甲热线 12333 经费||||
项目资金(千元)||中期资金总额:|660|年度资金总额:|220|
||其中:财政拨款|600|其中:财政拨款|200|
||其他资金||其他资金||
总体目标|2031-2033||||年度目标||
|三年 3 个目标||||今年 1 个目标||
绩效指标|一级指标|二级指标|三级指标|指标值|二级指标|三级指标|指标值
|产出 指标|数量指标|人数|若干|数量指标|人数|小于等于 26 人
||质量指标|合规性 合格率|100% 大于等于 90%|质量指标|合规性|合规
||成本指标|||成本指标|总成本|小于等于 220
"""

EVALUATION = """
填报日期：2032 年 5 月 20 日
项目名称||2031年度甲项目||||
项目类别||1. 部门预算项目||2. 专项||
基本支出总额|8.10|项目支出总额||9.70||
预算执行情况 (万元) (20 分)||预算数 (A)|执行数 (B)|执行率 (B/A)|得分 (20分*执行率)|
||年度财政资金总额|1,200.50|600.25|50.00%|10.00
年度绩效目标 (80 分)|一级指标|二级指标|三级指标|年初目标值(A)|实际完成值(B)|得分
|产出指标 (30 分)|数量指标 (20 分)|业务量 (20 分)|30 万笔|31 万笔|20.00
|效益指标 (50 分)|时效指标 (10 分)|时效 (10 分)|2 小时内|1 小时内|10.00
|||社会效益指标 (50 分)|推广 (30 分)|有效|有效
影响 (20 分)|||有效|有效|15.00|
总分|85.00 分|||||
偏差大或目标未完成原因分析|因 10 月停工|||||
"""


def test_a_row_per_indicator_is_read_with_what_the_rows_above_say() -> None:
    table = read(TARGETS)
    assert names(table.indicators) == [
        ("产出指标", "数量指标", "设备数量"),
        ("产出指标", "质量指标", "故障率"),
        ("效益指标", "社会效益指标", "作用"),
    ]
    assert [i.project_name for i in table.indicators] == ["甲项目", "甲项目", "乙项目"]
    first, _, last = table.indicators
    assert (first.operator, first.target_value, first.indicator_unit) == ("≥", "9", "台")
    assert (first.weight_text, first.direction, first.period) == ("60", "positive", "annual")
    assert (first.page, first.line, first.char_from) == (3, 14, 48)
    assert (last.operator, last.target_text, last.target_value) == ("qualitative", "优", None)
    assert not table.unknown


def test_the_name_of_the_block_may_begin_beside_its_first_row() -> None:
    table = read(
        "计划开始日期||2031-01-01||计划完成日期|2031-12-31\n"
        "项目绩效目标|项目总目标||||年度总体目标\n|保障||||保障\n"
        "|一级指标|二级指标|三级指标|||年度(/项目)指标值\n"
        "绩效指标|产出指标|数量指标|设备数量|||≥9台\n"
        "|效益指标|社会效益指标|作用|||扩大\n"
    )
    assert names(table.indicators) == [
        ("产出指标", "数量指标", "设备数量"),
        ("效益指标", "社会效益指标", "作用"),
    ]
    assert table.indicators[0].target_value == "9"


def test_the_money_of_projects_and_of_their_sum_is_read() -> None:
    found = [(h.project_name, h.subject, h.value_text, h.unit) for h in read(TARGETS).headers]
    assert found == [
        (None, "预算数", "30.50", "万元"),
        ("甲项目", "预算数", "20.50", "万元"),
        ("乙项目", "预算数", "10.00", "万元"),
    ]


def test_every_number_of_a_target_table_is_accounted_for() -> None:
    assert uses(read(TARGETS)) == {
        "code": ["123456", "123456"],
        "header_figure": ["30.50", "20.50", "10.00"],
        "goal_text": ["8000"],
        "indicator_target": ["9", "1"],
        "indicator_weight": ["60", "30", "90"],
    }


def test_two_periods_side_by_side_are_told_apart() -> None:
    table = read(SIDES, money_unit=None)
    found = [
        (i.level_1, i.level_3, i.period, i.part, i.operator, i.target_value)
        for i in table.indicators
    ]
    assert found == [
        ("产出指标", "人数", "medium_term", None, "qualitative", None),
        ("产出指标", "人数", "annual", None, "≤", "26"),
        ("产出指标", "合规性", "medium_term", "1", None, "100"),
        ("产出指标", "合格率", "medium_term", "2", "≥", "90"),
        ("产出指标", "合规性", "annual", None, "qualitative", None),
        ("产出指标", "总成本", "annual", None, "≤", "220"),
    ]


def test_money_of_several_years_has_no_year() -> None:
    found = [
        (h.subject, h.value_text, h.unit, h.fiscal_year)
        for h in read(SIDES, money_unit=None).headers
    ]
    assert found == [
        ("中期资金总额", "660", "千元", None),
        ("年度资金总额", "220", "千元", YEAR),
        ("其中:财政拨款", "600", "千元", None),
        ("其中:财政拨款", "200", "千元", YEAR),
    ]


def test_every_number_beside_the_sides_is_accounted_for() -> None:
    found = uses(read(SIDES, money_unit=None))
    assert found["year"] == ["2031", "2031", "2033"]
    assert found["goal_text"] == ["3", "1"]
    assert found["name_part"] == ["12333"]
    assert "unaccounted" not in found


def test_a_self_evaluation_is_read_with_result_score_and_points() -> None:
    table = read(EVALUATION, stage="final", money_unit=None)
    found = [
        (i.level_3, i.target_value, i.actual_value, i.weight_text, i.score_text)
        for i in table.indicators
    ]
    assert found == [
        ("业务量", "30", "31", "20", "20.00"),
        ("时效", "2", "1", "10", "10.00"),
        ("推广", None, None, "30", None),
        ("影响", None, None, "20", "15.00"),
    ]
    assert table.indicators[0].project_name == "甲项目"
    assert not table.unknown


def test_points_tell_the_level_of_a_row_that_a_merged_cell_misleads() -> None:
    table = read(EVALUATION, stage="final", money_unit=None)
    assert names(table.indicators)[1:] == [
        ("产出指标", "时效指标", "时效"),
        ("效益指标", "社会效益指标", "推广"),
        ("效益指标", "社会效益指标", "影响"),
    ]


def test_the_figures_of_a_self_evaluation_have_metric_and_phase() -> None:
    found = [
        (h.subject, h.row_label, h.metric, h.value_text, h.printed_text, h.unit, h.phase)
        for h in read(EVALUATION, stage="final", money_unit=None).headers
    ]
    label = "年度财政资金总额"
    assert found == [
        ("基本支出总额", None, "amount", "8.10", "8.10", "万元", "final"),
        ("项目支出总额", None, "amount", "9.70", "9.70", "万元", "final"),
        ("预算数", label, "amount", "1200.50", "1,200.50", "万元", "adjusted_budget"),
        ("执行数", label, "amount", "600.25", "600.25", "万元", "final"),
        ("执行率", label, "completion_rate", "50.00", "50.00", "%", "final"),
        ("得分", label, "score", "10.00", "10.00", "分", "final"),
        ("总分", None, "score", "85.00", "85.00", "分", "final"),
    ]


def test_every_number_of_a_self_evaluation_is_accounted_for() -> None:
    found = uses(read(EVALUATION, stage="final", money_unit=None))
    assert "unaccounted" not in found
    assert found["heading_points"] == ["20", "20", "80", "30", "20", "50", "10", "50"]
    assert found["date"] == ["2032", "5", "20", "10"]
    assert found["ordinal"] == ["1", "2"]


def test_the_form_with_points_in_a_column_is_read() -> None:
    table = read(
        """
项目名称|甲项目||||||||
项目资金(万元)||年初预算数|全年预算数|全年执行数|分值|执行率|得分
|年度资金总额|100.00|90.00|81.00|10|90.00%|9
|其中：当年财政拨款|80.00|70.00|63.00|-|90.00%|-
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
产出指标|数量指标|次数|≥3次|4次|50|50|
效益指标|社会效益指标|影响|优|优|40|38|因 2 事
总分||||100|97||
""",
        stage="final",
    )
    assert [(h.subject, h.value_text, h.phase) for h in table.headers] == [
        ("年初预算数", "100.00", "initial_budget"),
        ("全年预算数", "90.00", "adjusted_budget"),
        ("全年执行数", "81.00", "final"),
        ("执行率", "90.00", "final"),
        ("得分", "9", "final"),
        ("年初预算数", "80.00", "initial_budget"),
        ("全年预算数", "70.00", "adjusted_budget"),
        ("全年执行数", "63.00", "final"),
        ("执行率", "90.00", "final"),
        ("总分", "97", "final"),
    ]
    assert [
        (i.operator, i.target_value, i.weight_text, i.score_text) for i in table.indicators
    ] == [
        ("≥", "3", "50", "50"),
        ("qualitative", None, "40", "38"),
    ]
    assert "unaccounted" not in uses(table)


def test_a_table_of_the_unit_as_a_whole_has_the_name_for_it() -> None:
    text = "一级指标|二级指标|三级指标|目标值|实际值|得分\n产出指标|数量指标|甲|3次|3次|5"
    (whole,) = read(text, title="2031年度某中心单位整体绩效自评表").indicators
    (other,) = read(text, title="2031年度绩效自评表").indicators
    assert (whole.project_name, other.project_name) == ("单位整体支出", None)


def test_what_nobody_knows_is_listed_and_not_guessed() -> None:
    table = read(
        """
怪事|7
一级指标|二级指标|三级指标|指标性质|指标值|度量单位|权重|指标方向性|怪列
产出指标|怪指标|甲|约|9|台|10|侧向|5
|||||||数量指标|质量指标
"""
    )
    assert [(u.kind, u.text) for u in table.unknown] == [
        ("label", "怪事"),
        ("heading", "怪列"),
        ("row", "产出指标"),
        ("row", "数量指标"),
    ]
    assert uses(table)["unaccounted"] == ["7", "9", "10", "5"]


def test_unknown_words_in_known_columns_leave_the_row_read() -> None:
    table = read(
        """
一级指标|二级指标|三级指标|指标性质|指标值|度量单位|权重|指标方向性
产出指标|怪指标|甲|约|9|台|10|侧向
"""
    )
    (indicator,) = table.indicators
    assert (indicator.level_2, indicator.operator, indicator.direction) == ("怪指标", None, None)
    assert [(u.kind, u.text, u.char_from) for u in table.unknown] == [
        ("level", "怪指标", 6),
        ("operator", "约", 12),
        ("direction", "侧向", 21),
    ]


def test_numbers_in_markup_and_page_numbers_are_told_from_figures() -> None:
    table = read('填报日期：<b style="x2">2032 年 5 月 1 日</b>||\n\n- 17 -\n')
    assert uses(table) == {
        "markup": ["2"],
        "date": ["2032", "5", "1"],
        "page_number": ["17"],
    }


LIST = """
金额单位：万元
项目名称|项目总额|其中：||绩效目标|一级指标|二级指标|三级指标|绩效指标性质|本年绩效指标值|绩效度量单位
||财政资金|其他资金
甲项目|20.50|18.00|2.50|服务群众|产出指标|数量指标|设备数量|≥|9|台
|||||成本指标|经济成本指标|总成本|≤|20.5|万元
项目名称|项目1总2.额00|其中：||普及知识绩效目标|一级指标|二级指标|三级指标|绩效指标性质|本年绩效指标值|绩效度量单位
||财政资金|其他资金
|7.30||7.30|改善环境|产出指标|数量指标|次数|≥|2|次
乙项目|12.00|12.00||普及知识
"""


def test_the_money_of_a_project_stands_under_a_heading_of_two_rows() -> None:
    found = [(h.project_name, h.subject, h.value_text, h.unit) for h in read(LIST).headers]
    assert found == [
        ("甲项目", "项目总额", "20.50", "万元"),
        ("甲项目", "其中:财政资金", "18.00", "万元"),
        ("甲项目", "其中:其他资金", "2.50", "万元"),
        ("乙项目", "项目总额", "12.00", "万元"),
        ("乙项目", "其中:财政资金", "12.00", "万元"),
    ]


def test_money_of_a_project_without_its_name_is_of_no_other_and_not_of_all() -> None:
    table = read(LIST)
    assert uses(table)["project_amount"] == ["7.30", "7.30"]
    assert [(i.level_3, i.project_name) for i in table.indicators] == [
        ("设备数量", "甲项目"),
        ("总成本", "甲项目"),
        ("次数", None),
    ]
    assert uses(table)["indicator_target"] == ["9", "20.5", "2"]


def test_a_list_of_projects_states_money_and_goals_without_indicators() -> None:
    table = read(
        "金额单位：万元\n单位名称|项目名称|金额|绩效目标\n"
        "青山市档案馆|甲项目|69.00|整理 300 卷。\n青山市档案馆|乙项目|1,676.51|保障运行。\n"
    )
    found = [(h.project_name, h.value_text, h.unit) for h in table.headers]
    assert found == [("甲项目", "69.00", "万元"), ("乙项目", "1676.51", "万元")]
    assert uses(table)["goal_text"] == ["300"]
    assert not table.unknown
