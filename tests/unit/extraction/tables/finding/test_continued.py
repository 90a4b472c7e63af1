"""Tables over pages: titles, heads and units that stand again, and rows that a page tears."""

import pytest

from tests.support.table_text import BUDGET, WAN, read, tables

ROWS = "科目编码¦科目名称¦合计\n208¦社会保障和就业支出¦2\n"
STATE = ("table_type", "status")
HEAD = "科目编码¦科目名称¦合计¦基本支出¦项目支出\n"
FIRST = "¦合计¦9.00¦7.00¦2.00\n201¦一般公共服务支出¦6.00¦4.00¦2.00\n"
SECOND = "208¦社会保障和就业支出¦2.00¦2.00¦\n221¦住房保障支出¦1.00¦1.00¦\n"
WHOLE = [("expenditure_statement", "present", 10)]
COUNTED = (*STATE, "amount_count")
TORN = (
    "项目名称¦项目总额¦一级指标¦二级指标¦三级指标¦指标性质¦指标值\n"
    "甲项目¦20.50¦产出指标¦数量指标¦设备数量¦≥¦9\n"
    "整理馆藏档案，改善\n乙项目 10.00 查阅条件。\n"
)


def test_two_tables_of_one_type_are_two_tables() -> None:
    text = f"{BUDGET}项目支出表\n{WAN}{ROWS}\n项目支出表\n{WAN}{ROWS}"
    assert len(tables(text, "table_index")) == 2


def test_a_table_ends_where_narrative_begins() -> None:
    text = f"{BUDGET}收入总表\n{WAN}{ROWS}\n一、收支情况说明\n\n2024年收入2万元。\n"
    assert tables(text, "line", "line_end") == [(3, 6)]


@pytest.mark.parametrize(
    "between",
    [
        f"表3\n支出总表\n{WAN}{HEAD}",
        f"表3\n支出总表（续表）\n{WAN}{HEAD}",
        f"表3\n支出总表\n部门：青山市档案馆 单位：万元\n{HEAD}",
        f"支出总表\n{WAN}{HEAD}",
        f"注：本表以万元为单位。\n表3\n支出总表\n{WAN}{HEAD}",
        "12/30\n",
        "第3页 共10页\n",
        "- 3 -\n",
        f"12\n{BUDGET}",
        f"12\n{BUDGET}{HEAD}",
        f"12\n\n{WAN}{HEAD}",
        HEAD,
    ],
)
def test_a_table_over_pages_is_one_table(between: str) -> None:
    text = f"{BUDGET}表3\n支出总表\n{WAN}{HEAD}{FIRST}{between}{SECOND}"
    assert tables(text, *COUNTED) == WHOLE


def test_a_table_over_three_pages_is_one_table() -> None:
    page = f"表3\n支出总表\n{WAN}{HEAD}"
    last = "224¦灾害防治及应急管理支出¦0.50¦¦0.50\n"
    text = f"{BUDGET}{page}{FIRST}{page}{SECOND}{page}{last}"
    assert tables(text, *COUNTED) == [("expenditure_statement", "present", 12)]


@pytest.mark.parametrize("unit", ["511-甘泉县民政局", "302甘泉县民政局"])
def test_the_code_of_the_unit_on_every_page_is_no_class(unit: str) -> None:
    title = f"财政拨款收支预算总表\n{unit}¦¦¦单位：万元\n收入¦¦支出¦\n项目¦预算数¦项目¦预算数\n"
    first = "一、财政拨款¦2.00¦住房保障支出¦2.00\n"
    text = f"{BUDGET}{title}{first}{title}收入总计¦2.00¦支出总计¦2.00\n"
    assert tables(text, *COUNTED) == [("appropriation_summary", "present", 4)]


@pytest.mark.parametrize(
    "second",
    [
        f"支出总表\n{WAN}{HEAD}{FIRST}",
        f"支出总表\n{WAN}{HEAD}¦合计¦2.00¦2.00¦\n{SECOND}",
        f"支出总表\n单位名称：青山市图书馆\n{WAN}{HEAD}{SECOND}",
        f"以下为所属单位。\n支出总表\n{WAN}{HEAD}{SECOND}",
    ],
)
def test_tables_of_two_units_under_one_title_are_two(second: str) -> None:
    first = f"支出总表\n单位名称：青山市档案馆\n{WAN}{HEAD}{FIRST}"
    assert tables(f"{BUDGET}{first}{second}", "table_type") == [("expenditure_statement",)] * 2


def test_two_units_whose_rows_stand_under_their_names_have_a_table_each() -> None:
    head = "预算单位¦科目编码¦科目名称¦支出总计¦基本支出\n"
    one = (
        "甘泉县民政局¦¦¦3.00¦3.00\n¦208¦社会保障和就业支出¦2.00¦2.00\n¦221¦住房保障支出¦1.00¦1.00\n"
    )
    two = one.replace("甘泉县民政局", "甘泉县救助站")
    text = f"{BUDGET}支出总表\n{WAN}{head}{one}支出总表\n{WAN}{head}{two}"
    assert tables(text, "amount_count") == [(6,), (6,)]


def test_a_page_may_begin_with_a_unit_under_a_total_of_all_units() -> None:
    head = "单位编码¦项目名称¦项目金额\n"
    one = "¦合计¦6.00\n201001¦甘泉县民政局¦4.00\n¦养老服务¦4.00\n"
    two = "201002¦甘泉县救助站¦2.00\n¦救助¦1.50\n¦安置¦0.50\n"
    text = f"{BUDGET}表10\n项目支出表\n{WAN}{head}{one}表10\n项目支出表\n{WAN}{head}{two}"
    assert tables(text, "table_no", "amount_count") == [("10", 6)]


def test_a_number_at_the_foot_of_a_page_is_of_the_next_table() -> None:
    text = (
        f"{BUDGET}部门公开表2\n支出总表\n{WAN}{HEAD}{FIRST}部门公开表3\n5\n"
        f"政府性基金预算支出表\n{WAN}{HEAD}¦¦¦¦\n注：本部门没有政府性基金预算支出。\n"
    )
    assert tables(text, "table_no", *STATE) == [
        ("2", "expenditure_statement", "present"),
        ("3", "government_fund_expenditure", "declared_empty"),
    ]


@pytest.mark.parametrize(
    ("behind", "line_end"),
    [
        ("项目名称¦项目总额¦一级指标¦二级指标¦三级指标¦指标性质¦指标值\n乙项目¦10.00\n", 9),
        ("¦¦产出指标¦质量指标¦完好率¦≥¦95\n", 8),
        ("日期¦人数\n3月¦12\n", 5),
    ],
)
def test_a_table_of_performance_goes_on_behind_a_row_that_a_page_tears(
    behind: str, line_end: int
) -> None:
    text = f"{BUDGET}项目支出绩效目标表\n{TORN}{behind}"
    assert tables(text, "line", "line_end") == [(3, line_end)]


def test_a_heading_of_the_text_ends_a_table_of_performance() -> None:
    behind = "第三部分 名词解释\n¦¦产出指标¦质量指标¦完好率¦≥¦95\n"
    text = f"{BUDGET}项目支出绩效目标表\n{TORN}{behind}"
    assert tables(text, "line", "line_end") == [(3, 5)]


def test_what_a_page_tears_off_a_row_is_no_note() -> None:
    text = f"{BUDGET}项目支出绩效目标表\n{TORN}¦¦产出指标¦质量指标¦完好率¦≥¦95\n"
    uses = [row["disposition"] for row in read(text)["figures"] if row["printed_text"] == "10.00"]
    assert uses == ["unaccounted"]
