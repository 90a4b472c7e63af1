"""Headings of tables flattened to text: where each begins, and in what order they stand."""

from tests.support.table_text import BUDGET, FINAL, amounts, placed


def test_a_word_that_is_a_heading_does_not_run_into_the_next_one() -> None:
    """项目 beside 支出预算 is no 项目支出, and the line that says who made the table is none."""
    text = BUDGET + (
        "支出预算总表\n编制部门：某某中心 单位：元\n项目 支出预算\n"
        "功能分类科目编码\n功能分类科目名称 合计 基本支出 项目支出\n类 款 项\n"
        "201 一般公共服务支出 3,000 1,000 2,000\n合计 3,000 1,000 2,000\n"
    )
    assert placed(text)[:3] == [
        "201 total 3,000 printed",
        "201 basic 1,000 printed",
        "201 project 2,000 printed",
    ]


def test_sides_that_stand_over_the_headings_are_sides() -> None:
    text = BUDGET + (
        "财政拨款收支预算总表\n编制部门：某某中心 单位：元\n财政拨款收入 财政拨款支出\n"
        "项目 预算数 项目 合计 一般公共预算 政府性基金预算\n"
        "一、一般公共预算 9 一、教育支出 5 5\n二、政府性基金预算 二、住房保障支出 3 3\n"
        "三、农林水支出 1 1\n收入总计 9 支出总计 9 9\n"
    )
    found = [
        " ".join(str(c) for c in row) for row in amounts(text, "side", "measure", "printed_text")
    ]
    assert found == [
        "revenue total 9",
        *("expenditure total 5", "expenditure general_public_budget 5"),
        *("expenditure total 3", "expenditure general_public_budget 3"),
        *("expenditure total 1", "expenditure general_public_budget 1"),
        *("revenue total 9", "expenditure total 9", "expenditure general_public_budget 9"),
    ]


def test_a_side_may_stand_over_each_of_its_columns() -> None:
    text = FINAL + (
        "收入支出决算总表\n部门：甘泉县民政局\n金额单位：万元\n收入 收入 收入 支出 支出 支出\n"
        "项目 行次 金额 项目 行次 金额\n栏次 1 栏次 2\n"
        "一一般公共预算财政拨款收入 1 4.50 一一般公共服务支出 32 0.00\n"
        "五事业收入 5 0.50 五教育支出 36 3.00\n"
        "九卫生健康支出 40 1.00\n"
        "十一城乡社区支出 42 1.00\n"
        "总计 31 5.00 总计 62 5.00\n"
    )
    assert amounts(text, "side", "label_printed", "printed_text") == [
        ("revenue", "一般公共预算财政拨款收入", "4.50"),
        ("expenditure", "一般公共服务支出", "0.00"),
        ("revenue", "事业收入", "0.50"),
        ("expenditure", "教育支出", "3.00"),
        ("expenditure", "卫生健康支出", "1.00"),
        ("expenditure", "城乡社区支出", "1.00"),
        ("revenue", "总计", "5.00"),
        ("expenditure", "总计", "5.00"),
    ]


THREE = (
    BUDGET
    + "“三公”经费和机关运行经费预算表\n单位:万元\n"
    + (
        "“三公”经费预算数\n机关运行经费预算\n公务用车购置及运行费\n数\n"
        "合计 因公出国(境)费 公务接待费\n小计 购置费 运行费\n"
    )
)


def test_headings_over_several_lines_stand_in_the_order_that_the_row_proves() -> None:
    found = amounts(THREE + "11.49 0 2.11 9.38 1 8.38 182.65\n", "measure", "printed_text")
    assert sorted(found, key=str) == [
        ("official_reception", "2.11"),
        ("operating_funds", "182.65"),
        ("overseas_travel", "0"),
        ("total", "11.49"),
        ("vehicle_operation", "8.38"),
        ("vehicle_purchase", "1"),
        ("vehicle_total", "9.38"),
    ]


def test_where_no_order_adds_up_the_printed_one_stands() -> None:
    assert {
        row[1]
        for row in amounts(
            THREE + "1.00 2.00 4.00 8.00 16.00 32.00 64.00\n", "measure", "placement"
        )
    } == {"printed"}


def test_a_heading_repeated_on_the_next_page_is_no_rest_of_a_label() -> None:
    text = BUDGET + (
        "一般公共预算支出功能分类预算表\n单位：元\n项目 一般公共预算支出\n"
        "功能分类科目编码\n功能分类科目名称 合计 基本支出 项目支出\n类 款 项\n"
        "201 一般公共服务支出 3,000 1,000 2,000\n项目 一般公共预算支出\n"
        "功能分类科目编码\n功能分类科目名称 合计 基本支出 项目支出\n类 款 项\n"
        "合计 3,000 1,000 2,000\n"
    )
    assert {row[0] for row in amounts(text, "label_printed")} == {"一般公共服务支出", "合计"}
