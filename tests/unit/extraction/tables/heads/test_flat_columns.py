"""The columns of flattened tables: groups side by side, nested headings, years and phases."""

from tests.support.table_text import BUDGET, FINAL, WAN, amounts, placed, tables

HEADS = "科目编码 科目名称 合计 基本支出 项目支出\n"
GENERAL = BUDGET + "一般公共预算支出预算表\n" + WAN + HEADS
NESTED = (
    "合计 因公出国（境）费 公务用车购置及运行维护费 公务接待费 "
    "合计 因公出国（境）费 公务用车购置及运行维护费 公务接待费\n"
    "小计 公务用车购置费 公务用车运行费 小计 公务用车购置费 公务用车运行费\n"
)


def test_a_summary_with_row_numbers() -> None:
    text = (
        FINAL
        + "收入支出决算总表\n"
        + WAN
        + (
            "收入 支出\n项目 行次 决算数 项目 行次 决算数\n栏次 1 栏次 2\n"
            "一、一般公共预算财政拨款收入 1 5.00 一、一般公共服务支出 32\n"
            "9 九、卫生健康支出 40 5.00\n"
            "30 61\n"
            "总计 31 5.00 总计 62 5.00\n"
        )
    )
    assert amounts(text, "side", "label_printed", "printed_text") == [
        ("revenue", "一、一般公共预算财政拨款收入", "5.00"),
        ("expenditure", "九、卫生健康支出", "5.00"),
        ("revenue", "总计", "5.00"),
        ("expenditure", "总计", "5.00"),
    ]


def test_column_groups_side_by_side_with_blank_parts() -> None:
    text = (
        FINAL
        + "一般公共预算财政拨款基本支出决算表\n"
        + WAN
        + (
            "人员经费 公用经费\n"
            "科目编码 科目名称 决算数 科目编码 科目名称 决算数 科目编码 科目名称 决算数\n"
            "301 工资福利支出 7.00 302 商品和服务支出 2.00 310 资本性支出 1.00\n"
            "30101 基本工资 30201 办公费 2.00 31002 办公设备购置 1.00\n"
            "30299 其他商品和服务支出 0.00\n"
            "人员经费合计 7.00 公用经费合计 3.00\n"
        )
    )
    assert amounts(text, "code_printed", "measure", "printed_text")[3:] == [
        ("30201", "public", "2.00"),
        ("31002", "public", "1.00"),
        ("30299", "public", "0.00"),
        (None, "personnel", "7.00"),
        (None, "public", "3.00"),
    ]


def test_three_public_of_both_phases_with_nested_headings() -> None:
    text = (
        FINAL
        + "“三公”经费支出决算表\n"
        + WAN
        + "预算数 决算数\n"
        + NESTED
        + (
            "1 2 3 4 5 6 7 8 9 10 11 12\n"
            "5.00 0.00 3.00 0.00 3.00 2.00 4.00 0.00 3.00 0.00 3.00 1.00"
        )
    )
    measures = [
        "total",
        "overseas_travel",
        "vehicle_total",
        "vehicle_purchase",
        "vehicle_operation",
        "official_reception",
    ]
    assert amounts(text, "phase", "measure", "column_no") == [
        *(("adjusted_budget", measure, n) for n, measure in enumerate(measures, start=1)),
        *(("final", measure, n) for n, measure in enumerate(measures, start=7)),
    ]


def test_three_public_says_which_figures_are_sure() -> None:
    text = (
        BUDGET
        + "“三公”经费预算表\n"
        + WAN
        + (
            "单位名称 合计 公务用车购置及运行费 公务接待费\n小计 公务用车购置费 公务用车运行费\n"
            "合计 5.00 3.00 3.00 2.00"
        )
    )
    assert placed(text) == [
        "None total 5.00 by_identity",
        "None vehicle_total 3.00 by_identity",
        "None vehicle_purchase 3.00 ambiguous",
        "None official_reception 2.00 by_identity",
    ]


def test_revenue_of_two_years_under_headings_of_two_levels() -> None:
    text = (
        BUDGET
        + "部门收入总表\n"
        + WAN
        + (
            "单位代码 单位名称 合计 本年收入 上年结转结余\n"
            "小计 一般公共预算 政府性基金预算 小计 一般公共预算 政府性基金预算\n"
            "合计 15.00 10.00 9.00 1.00 5.00 4.00 1.00"
        )
    )
    assert [measure for (measure,) in amounts(text, "measure")] == [
        "total",
        "current_year_subtotal",
        "current_year_general_public_budget",
        "current_year_government_fund",
        "carryover_subtotal",
        "carryover_general_public_budget",
        "carryover_government_fund",
    ]


def test_words_name_other_years_and_changes() -> None:
    text = (
        BUDGET
        + "一般公共预算支出表\n"
        + WAN
        + (
            "功能分类科目 2023年预算数 2024年预算数 2024年预算数比2023年预算数\n"
            "科目编码 科目名称 小计 基本支出 项目支出 增减额 增减%\n"
            "合计 4.00 5.00 3.00 2.00 1.00 25.00\n205 教育支出 4.00 5.00 3.00 2.00 1.00 25.00"
        )
    )
    assert amounts(text, "measure", "year_printed", "printed_text")[6:] == [
        ("total", 2023, "4.00"),
        ("total", None, "5.00"),
        ("basic", None, "3.00"),
        ("project", None, "2.00"),
        ("year_change", None, "1.00"),
        ("year_change_rate", None, "25.00"),
    ]


def test_headings_of_names_that_begin_with_their_side_are_two_sides() -> None:
    text = (
        BUDGET
        + "收支预算总表\n"
        + WAN
        + ("收入项目 预算数 支出项目（按功能科目） 预算数\n一、财政拨款收入 5.00 一、教育支出 5.00")
    )
    assert amounts(text, "side", "label_printed") == [
        ("revenue", "一、财政拨款收入"),
        ("expenditure", "一、教育支出"),
    ]


def test_the_unit_of_money_may_stand_in_the_headings_alone() -> None:
    text = BUDGET + "部门支出总表\n科目编码 科目名称 合计（元）\n205 教育支出 5.00"
    assert tables(text, "status", "money_unit") == [("present", "元")]


def test_empty_columns_named_by_a_note_take_no_figure() -> None:
    text = (
        BUDGET
        + "部门收入总表\n"
        + WAN
        + (
            "项目 合计 上年结转 一般公共预算拨款收入\n合计 3.00 3.00\n\n"
            "备注：“上年结转”均无数据。\n"
        )
    )
    assert placed(text)[1] == "None general_public_budget 3.00 by_identity"


def test_figures_without_any_column_keep_a_place_of_their_own() -> None:
    text = GENERAL + "208 社会保障和就业支出 1.00 2.00 3.00 4.00 5.00\n"
    assert amounts(text, "column_no", "measure", "placement") == [
        (1, "total", "ambiguous"),
        (2, "basic", "ambiguous"),
        (3, "project", "ambiguous"),
        (4, None, "ambiguous"),
        (5, None, "ambiguous"),
    ]
