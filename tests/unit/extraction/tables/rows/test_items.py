"""Columns and rows that are years, phases, funds, items and counts."""

from tests.support.table_text import BUDGET, FINAL, WAN, amounts, read

THREE = "一般公共预算“三公”经费支出表\n" + WAN
"""The title of a table of 三公 spending."""


def told(text: str) -> list[tuple[str | int | None, ...]]:
    return amounts(text, "year_printed", "phase", "measure", "printed_text")


def test_two_groups_of_columns_are_two_years() -> None:
    text = (BUDGET + THREE) + (
        "2023年预算数¦¦¦2024年预算数¦¦\n"
        "合计¦因公出国（境）费¦公务接待费¦合计¦因公出国（境）费¦公务接待费\n"
        "22.00¦20.00¦2.00¦17.00¦15.00¦2.00"
    )
    year = {row[0] for row in told(text)}
    assert len(year) == 2
    assert told(text)[0] == (2023, "initial_budget", "total", "22.00")


def test_rows_are_a_budget_and_final_accounts() -> None:
    text = (FINAL + THREE) + (
        "项目¦小计¦因公出国（境）费¦公务接待费\n预算数¦5.00¦3.00¦2.00\n决算数¦4.00¦3.00¦1.00"
    )
    assert told(text)[::3] == [
        (None, "initial_budget", "total", "5.00"),
        (None, "final", "total", "4.00"),
    ]


def test_rows_are_years_and_their_difference_is_of_none() -> None:
    text = (BUDGET + THREE) + (
        "预算单位¦年度¦总计¦¦公务接待费¦\n"
        "¦¦一般公共预算¦政府性基金预算¦一般公共预算¦政府性基金预算\n"
        "甘泉县民政局¦2019年¦9.00¦1.00¦9.00¦1.00\n"
        "¦2099年¦8.00¦0.00¦8.00¦0.00\n"
        "¦增减变化金额¦-1.00¦-1.00¦-1.00¦-1.00"
    )
    found = amounts(text, "label_printed", "year_printed", "measure")
    assert [row for row in found if row[1] == 2019] == [
        ("甘泉县民政局", 2019, "general_public_budget"),
        ("甘泉县民政局", 2019, "government_fund"),
        ("甘泉县民政局", 2019, "general_public_budget_official_reception"),
        ("甘泉县民政局", 2019, "government_fund_official_reception"),
    ]
    assert [row[2] for row in found[8:]] == ["year_change"] * 4


def test_rows_are_items_and_columns_funds() -> None:
    text = (BUDGET + THREE) + (
        "项目¦合计¦一般公共预算¦政府性基金预算\n"
        "行政经费¦9.00¦9.00¦0.00\n"
        "“三公”经费¦3.00¦2.00¦1.00\n"
        "其中：（一）公务接待费支出¦3.00¦2.00¦1.00\n"
        "合计¦12.00¦11.00¦1.00"
    )
    assert amounts(text, "measure", "line_code") == [
        ("administrative_expenses", "other"),
        ("administrative_expenses", "other"),
        ("administrative_expenses", "other"),
        ("total", "total"),
        ("general_public_budget", "total"),
        ("government_fund", "total"),
        ("official_reception", "official_reception"),
        ("general_public_budget_official_reception", "official_reception"),
        ("government_fund_official_reception", "official_reception"),
        (None, "other"),
        (None, "other"),
        (None, "other"),
    ]


def test_what_is_counted_is_no_money() -> None:
    text = (BUDGET + THREE) + (
        "项目¦预算数\n"
        "支出合计¦25\n"
        "1、公务接待费¦15\n"
        "2、公务用车费¦10\n"
        "1.公务接待批次（批）¦10\n"
        "2.公务用车保有量（辆）¦1"
    )
    assert [row[-1] for row in told(text)] == ["25", "15", "10"]
    figures = read(text)["figures"]
    counts = [row["printed_text"] for row in figures if row["reason"] == "count"]
    assert counts == ["10", "1"]


EXPENDITURE = "支出总表\n" + WAN


def test_a_subtotal_under_an_unknown_heading_is_no_second_total() -> None:
    text = (BUDGET + EXPENDITURE) + (
        "科目编码¦科目名称¦合计¦基本支出¦项目支出¦某某安排¦\n"
        "¦¦¦¦¦小计¦其中：某某\n"
        "201¦一般公共服务支出¦5¦4¦1¦2¦1"
    )
    assert [row[0] for row in amounts(text, "measure")] == ["total", "basic", "project", None, None]


def test_of_two_totals_the_grand_one_is_meant() -> None:
    text = (BUDGET + EXPENDITURE) + (
        "科目编码¦科目名称¦合计¦基本支出¦项目支出¦总计\n201¦一般公共服务支出¦5¦4¦1¦6"
    )
    assert [row[0] for row in amounts(text, "measure")] == [
        "partial_total",
        "basic",
        "project",
        "total",
    ]


def test_a_heading_over_all_figures_leaves_them_what_they_are() -> None:
    text = (BUDGET + EXPENDITURE) + (
        "科目编码¦科目名称¦某某安排¦¦\n¦¦合计¦基本支出¦项目支出\n201¦一般公共服务支出¦5¦4¦1"
    )
    assert [row[0] for row in amounts(text, "measure")] == ["total", "basic", "project"]


def test_column_numbers_behind_stars_are_no_amounts() -> None:
    for numbers, row in (("**¦**¦1", "¦合计¦"), ("**¦**¦1¦2", "¦合计¦5¦4")):
        heads = ["科目编码", "科目名称", "合计", "基本支出"][: numbers.count("¦") + 1]
        text = (BUDGET + EXPENDITURE) + "¦".join(heads) + f"\n{numbers}\n{row}"
        assert [found[-1] for found in told(text)] == [f for f in row.split("¦")[2:] if f]


def test_groups_of_a_summary_show_one_spending_in_several_ways() -> None:
    text = (BUDGET + "收支总表\n" + WAN) + (
        "收入¦¦支出¦¦¦\n"
        "项目¦预算数¦支出功能分类科目（按大类）¦预算数¦部门预算支出经济科目（按大类）¦预算数\n"
        "一、财政拨款¦5¦一、一般公共服务支出¦5¦一、工资福利支出¦5\n"
        "收入总计¦5¦支出总计¦5¦支出总计¦5"
    )
    assert amounts(text, "side", "classification")[:3] == [
        ("revenue", None),
        ("expenditure", "functional"),
        ("expenditure", "economic"),
    ]
