"""Forms of the centre, the provinces and the counties, each with its figures where they belong."""

from tests.support.table_text import BUDGET, FINAL, WAN, amounts, measured, read, tables

QUADRANTS = f"""{FINAL}财政拨款收入支出决算总表
公开04表
{WAN}收入¦¦¦支出¦¦¦¦
项目¦行次¦金额¦项目¦行次¦合计¦一般公共预算财政拨款¦政府性基金预算财政拨款
栏次¦¦1¦栏次¦¦2¦3¦4
一、一般公共预算财政拨款¦1¦523.45¦一、一般公共服务支出¦33¦523.45¦523.45¦
二、政府性基金预算财政拨款¦2¦30.00¦十一、城乡社区支出¦43¦30.00¦¦30.00
本年收入合计¦27¦553.45¦本年支出合计¦59¦553.45¦523.45¦30.00
"""

PIECES = f"""{BUDGET}政府采购预算表
{WAN}采购项目名称¦采购品目¦计量单位¦数量¦总计¦一般公共预算¦其他资金
合计¦¦¦31¦36.50¦30.00¦6.50
办公电脑¦台式计算机¦台¦30¦15.00¦15.00¦
数字化服务¦其他服务¦项¦1¦21.50¦15.00¦6.50
"""

OF_UNITS = f"""{BUDGET}项目支出表
{WAN}单位¦项目名称¦合计¦财政拨款¦单位资金
合计¦¦50.00¦40.00¦10.00
甘泉县档案馆¦馆藏修复¦40.00¦40.00¦
甘泉县方志馆¦年鉴编纂¦10.00¦¦10.00
"""

TWELVE = f"""{FINAL}财政拨款“三公”经费支出决算表
公开07表
{WAN}预算数¦¦¦¦¦¦决算数¦¦¦¦¦
合计¦因公出国（境）费¦公务用车购置及运行维护费¦¦¦公务接待费¦合计¦因公出国（境）费¦公务用车购置及运行维护费¦¦¦公务接待费
¦¦小计¦公务用车购置费¦公务用车运行维护费¦¦¦¦小计¦公务用车购置费¦公务用车运行维护费¦
1¦2¦3¦4¦5¦6¦7¦8¦9¦10¦11¦12
9.50¦0.00¦7.00¦0.00¦7.00¦2.50¦6.20¦0.00¦5.20¦0.00¦5.20¦1.00
"""

COMPARED = """甘泉县卫生健康局2016年部门预算

一般公共预算支出表
单位：千元
功能分类科目¦¦2015年执行数¦2016年预算数¦¦¦2016年预算数比2015年执行数¦
科目编码¦科目名称¦¦合计¦基本支出¦项目支出¦增减额¦增减%
210¦医疗卫生与计划生育支出¦5000¦5600¦3600¦2000¦600¦12.0
"""


def unaccounted(text: str) -> list[str]:
    figures = read(text)["figures"]
    return [str(row["printed_text"]) for row in figures if row["disposition"] == "unaccounted"]


def test_four_quadrants_with_rows_left_out() -> None:
    assert measured(QUADRANTS)[:4] == [
        "一、一般公共预算财政拨款 total 523.45",
        "一、一般公共服务支出 total 523.45",
        "一、一般公共服务支出 general_public_budget 523.45",
        "二、政府性基金预算财政拨款 total 30.00",
    ]
    assert tables(QUADRANTS, "table_type", "amount_count") == [("appropriation_summary", 10)]
    assert unaccounted(QUADRANTS) == []


def test_purchases_with_numbers_of_pieces() -> None:
    assert measured(PIECES)[-3:] == [
        "数字化服务 total 21.50",
        "数字化服务 general_public_budget 15.00",
        "数字化服务 unit_funds 6.50",
    ]
    counts = [row["printed_text"] for row in read(PIECES)["figures"] if row["reason"] == "count"]
    assert counts == ["31", "30", "1"]


def test_projects_of_several_units_by_fund() -> None:
    assert measured(OF_UNITS)[3:] == [
        "馆藏修复 total 40.00",
        "馆藏修复 fiscal_appropriation 40.00",
        "年鉴编纂 total 10.00",
        "年鉴编纂 unit_funds 10.00",
    ]
    assert {row["kind"] for row in read(OF_UNITS)["unmapped"]} == {"unit"}


def test_three_public_in_one_row_of_twelve_columns() -> None:
    found = amounts(TWELVE, "phase", "measure", "printed_text")
    assert found[0] == ("adjusted_budget", "total", "9.50")
    assert found[6:] == [
        ("final", "total", "6.20"),
        ("final", "overseas_travel", "0.00"),
        ("final", "vehicle_total", "5.20"),
        ("final", "vehicle_purchase", "0.00"),
        ("final", "vehicle_operation", "5.20"),
        ("final", "official_reception", "1.00"),
    ]


def test_a_budget_beside_what_was_spent_the_year_before() -> None:
    assert amounts(COMPARED, "measure", "phase", "year_printed", "printed_text") == [
        ("total", "final", 2015, "5000"),
        ("total", "initial_budget", None, "5600"),
        ("basic", "initial_budget", None, "3600"),
        ("project", "initial_budget", None, "2000"),
        ("year_change", "initial_budget", None, "600"),
        ("year_change_rate", "initial_budget", None, "12.0"),
    ]
    assert tables(COMPARED, "money_unit") == [("千元",)]
