"""Lists with money in a table of performance: projects, tasks of a unit, its money by source."""

from ingest.extraction.performance.model import PerformanceTable
from tests.support.performance_tables import names, read, read_covered, uses

WHOLE = "部门整体支出绩效目标表"

TASKS = """
部门（单位）名称||青山市档案馆|||
年度主要任务|任务名称|主要内容|预算金额（万元）|||执行率分值（10分）
|||总额|财政拨款|其他资金
|馆库运行|保障 2 处馆库。|120.50|100.50|20.00
|人员经费|在职 35 人。|300|300|
|金额合计||420.50|400.50|20.00
年度总体目标|保障全馆运行。
年度绩效指标|一级指标|二级指标|指标内容|指标值|分值权重（90分）
|产出指标|数量指标|接待人次|≥800|50
|成本指标|经济成本|馆库维修|≤12万元|40
"""

SOURCES = """
部门名称||青山市档案馆||||
总体资金情况（万元）||预算支出总额|财政拨款|||其他资金
|||合计|基本支出|项目支出|合计|基本支出|项目支出
||500.25|450.25|300.00|150.25|50.00||50.00
整体绩效目标|保障全馆运行。
"""

YEARS = """
专项（项目）名称|||馆库维修
资金金额（万元）|||实施期资金总额：|90.00
|||其中：财政拨款|60.00
|||其他资金|30.00
项目资金（万元）|||年度预算资金总额：|45.00
|||其中：财政拨款|45.00
"""


def money(table: PerformanceTable) -> list[tuple[str, str | None, str, int | None]]:
    """What the heads say of money: the subject, the row, the value and the year."""
    return [(h.subject, h.row_label, h.value_text, h.fiscal_year) for h in table.headers]


def test_the_money_of_each_task_and_of_all_is_that_of_the_unit() -> None:
    table = read(TASKS, title=WHOLE, money_unit=None)
    assert money(table) == [
        ("预算金额", "馆库运行", "120.50", 2031),
        ("其中:财政拨款", "馆库运行", "100.50", 2031),
        ("其中:其他资金", "馆库运行", "20.00", 2031),
        ("预算金额", "人员经费", "300", 2031),
        ("其中:财政拨款", "人员经费", "300", 2031),
        ("预算金额", None, "420.50", 2031),
        ("其中:财政拨款", None, "400.50", 2031),
        ("其中:其他资金", None, "20.00", 2031),
    ]
    assert {h.project_name for h in table.headers} == {"部门整体支出"}
    assert {h.unit for h in table.headers} == {"万元"}
    assert names(table.indicators) == [
        ("产出指标", "数量指标", "接待人次"),
        ("成本指标", "经济成本", "馆库维修"),
    ]
    assert [i.weight_text for i in table.indicators] == ["50", "40"]
    assert "unaccounted" not in uses(table)


def test_a_head_of_two_rows_parts_the_money_of_each_source() -> None:
    table = read(SOURCES, title=WHOLE, money_unit=None)
    assert [(h.subject, h.value_text) for h in table.headers] == [
        ("预算支出总额", "500.25"),
        ("财政拨款", "450.25"),
        ("财政拨款/基本支出", "300.00"),
        ("财政拨款/项目支出", "150.25"),
        ("其他资金", "50.00"),
        ("其他资金/项目支出", "50.00"),
    ]
    assert {h.unit for h in table.headers} == {"万元"}


def test_the_money_of_all_years_of_a_project_is_of_no_single_year() -> None:
    assert money(read(YEARS, money_unit=None)) == [
        ("实施期资金总额", None, "90.00", None),
        ("其中:财政拨款", None, "60.00", None),
        ("其他资金", None, "30.00", None),
        ("年度预算资金总额", None, "45.00", 2031),
        ("其中:财政拨款", None, "45.00", 2031),
    ]


def test_a_total_under_the_names_of_projects_is_of_all() -> None:
    table = read("项目|预算数（万元）|绩效目标\n甲项目|3.50|甲\n合计|3.50|", money_unit=None)
    assert [(h.project_name, h.value_text) for h in table.headers] == [
        ("甲项目", "3.50"),
        (None, "3.50"),
    ]


def test_the_code_before_a_name_is_no_part_of_it() -> None:
    rows = "11000022T000000460216-办刊经费|1.00|甲\n110000220000000460216乙项目|2.00|乙"
    table = read(f"项目|预算数（万元）|绩效目标\n{rows}", money_unit=None)
    assert [h.project_name for h in table.headers] == ["办刊经费", "乙项目"]


def test_a_name_merged_over_several_goals_is_the_project_of_each() -> None:
    text = (
        "项目名称|项目总额|其中：||绩效目标|一级指标|二级指标|三级指标|绩效指标性质|本年绩效指标值|"
        "绩效度量单位\n"
        "||财政资金|其他资金\n"
        "甲项目|3.50|3.50||保障甲。|产出指标|数量指标|接待人次|≥|800|人\n"
        "|2.00|2.00||保障乙。|产出指标|数量指标|维修次数|≥|3|次\n"
        "乙项目|1.00|1.00||保障丙。|产出指标|数量指标|办刊期数|≥|4|期\n"
        "|9.00|9.00||保障丁。|产出指标|数量指标|巡查次数|≥|5|次"
    )
    table = read_covered(text, {2: (2, 1, 1, 1)})
    found = [
        (h.project_name, h.value_text, h.part_of) for h in table.headers if h.subject == "项目总额"
    ]
    assert found == [
        ("甲项目", "3.50", "甲项目"),
        ("甲项目", "2.00", "甲项目"),
        ("乙项目", "1.00", None),
    ]
    # Behind a name that is of its own row alone, whose money it is is not known.
    assert uses(table)["project_amount"] == ["9.00", "9.00"]
    assert [i.project_name for i in table.indicators] == ["甲项目", "甲项目", "乙项目", None]
