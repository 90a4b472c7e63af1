"""Tables flattened to text, in which empty cells have vanished."""

import pytest

from tests.support.table_text import BUDGET, FINAL, WAN, amounts, measured, placed, read, tables

HEADS = "科目编码 科目名称 合计 基本支出 项目支出\n"
GENERAL = BUDGET + "一般公共预算支出预算表\n" + WAN + HEADS
BASIC = BUDGET + "一般公共预算基本支出预算表\n" + WAN + "科目编码 科目名称 合计 人员经费 公用经费\n"


def test_vanished_cells_are_placed_by_column_totals_and_class() -> None:
    text = BASIC + (
        "合 计 105.00 100.00 5.00\n"
        "301 工资福利支出 100.00 100.00\n"
        "302 商品和服务支出 5.00 5.00\n"
        "302 01 30201 办公费 5.00 5.00\n"
    )
    assert placed(text)[3:] == [
        "301 total 100.00 by_identity",
        "301 personnel 100.00 by_identity",
        "302 total 5.00 by_identity",
        "302 public 5.00 by_identity",
        "30201 total 5.00 by_identity",
        "30201 public 5.00 by_identity",
    ]


def test_where_columns_add_up_in_two_ways_the_class_decides() -> None:
    text = BASIC + (
        "合计 9.00 6.00 3.00\n"
        "30101 基本工资 3.00 3.00\n"
        "30102 津贴补贴 3.00 3.00\n"
        "30201 办公费 3.00 3.00\n"
    )
    assert placed(text)[3:] == [
        "30101 total 3.00 by_identity",
        "30101 personnel 3.00 by_identity",
        "30102 total 3.00 by_identity",
        "30102 personnel 3.00 by_identity",
        "30201 total 3.00 by_identity",
        "30201 public 3.00 by_identity",
    ]


def test_what_nothing_proves_stays_ambiguous() -> None:
    text = GENERAL + (
        "合计 6.00 3.00 3.00\n205 教育支出 3.00 3.00\n208 社会保障和就业支出 3.00 3.00\n"
    )
    assert placed(text)[3:] == [
        "205 total 3.00 by_identity",
        "205 basic 3.00 ambiguous",
        "208 total 3.00 by_identity",
        "208 basic 3.00 ambiguous",
    ]


def test_a_figure_larger_than_a_column_is_not_in_it() -> None:
    text = GENERAL + (
        "合计 13.00 10.00 3.00\n205 教育支出 7.00 7.00\n"
        "208 社会保障和就业支出 3.00 3.00\n210 卫生健康支出 3.00 3.00\n"
    )
    assert placed(text)[3:7] == [
        "205 total 7.00 by_identity",
        "205 basic 7.00 by_identity",
        "208 total 3.00 by_identity",
        "208 basic 3.00 ambiguous",
    ]


def test_a_row_with_every_cell_is_as_printed() -> None:
    text = GENERAL + "合计 3.00 2.00 1.00\n208 社会保障和就业支出 3.00 2.00 1.00\n"
    assert {row.split()[-1] for row in placed(text)} == {"printed"}


def test_a_dash_keeps_the_place_of_a_blank() -> None:
    text = GENERAL + "合计 3.00 — 3.00\n208 社会保障和就业支出 3.00 - 3.00\n"
    assert placed(text) == [
        "None total 3.00 printed",
        "None project 3.00 printed",
        "208 total 3.00 printed",
        "208 project 3.00 printed",
    ]


def test_rows_whose_every_cell_is_a_line_are_put_together() -> None:
    cells = (
        "合计 3.00 2.00 1.00 208 社会保障和就业支出 3.00 2.00 1.00 20802 民政 管理事务 3.00 2.00 -"
    )
    text = GENERAL.replace(" ", "\n") + cells.replace(" ", "\n")
    assert [row for row in placed(text) if row.startswith("2")] == [
        "208 total 3.00 printed",
        "208 basic 2.00 printed",
        "208 project 1.00 printed",
        "20802 total 3.00 printed",
        "20802 basic 2.00 printed",
    ]


@pytest.mark.parametrize(
    ("total", "parts"),
    [
        ("1200000 1000000 200000", ("1000000", "200000")),
        ("1,200,000 1,000,000 200,000", ("1,000,000", "200,000")),
        ("-120.00 （100.00） -20.00", ("（100.00）", "-20.00")),
        ("１２．００ １０．００ ２．００", ("１０．００", "２．００")),
    ],
)
def test_amounts_of_every_print(total: str, parts: tuple[str, str]) -> None:
    text = GENERAL + f"合计 {total}\n20501 甲 {parts[0]} {parts[0]}\n20502 乙 {parts[1]} {parts[1]}"
    assert [row.split()[1] for row in placed(text)[3:]] == ["total", "basic", "total", "project"]


@pytest.mark.parametrize(
    ("lines", "label"),
    [
        ("2080505 机关事业单位基本养老保险 3.00 3.00\n缴费支出", None),
        ("2080505 机关事业单位基本养老\n保险缴费支出 3.00 3.00", None),
        ("机关事业单位基本养老\n2080505 3.00 3.00\n保险缴费支出", None),
        ("2080505\n机关事业单位基本养老\n保险缴费支出\n3.00 3.00", None),
        ("2080299 某县自定事项的支出 3.00 3.00\n（续写）", "某县自定事项的支出（续写）"),
    ],
)
def test_a_label_wrapped_before_behind_or_around_its_figures(lines: str, label: str | None) -> None:
    text = GENERAL + f"合计 3.00 3.00\n{lines}\n210 卫生健康支出 0.00 0.00\n"
    wanted = label or "机关事业单位基本养老保险缴费支出"
    assert amounts(text, "label_printed")[2:4] == [(wanted,)] * 2


def test_digits_of_a_name_are_no_code() -> None:
    text = (
        BUDGET
        + "项目支出表\n"
        + WAN
        + (
            "项目名称 合计 一般公共预算\n合计 3.00 3.00\n12333 热线维护 2.00 2.00\n"
            "20 周年活动 1.00 1.00\n"
        )
    )
    assert amounts(text, "code_printed", "label_printed")[2::2] == [
        (None, "12333热线维护"),
        (None, "20周年活动"),
    ]


def test_row_numbers_of_a_list_are_no_amounts() -> None:
    text = (
        BUDGET
        + "项目支出表\n"
        + WAN
        + (
            "序号 项目名称 合计 一般公共预算\n合计 3.00 3.00\n1 购置电脑 2.00 2.00\n"
            "12 热线维护 1.00 1.00\n"
        )
    )
    assert measured(text)[2:] == [
        "购置电脑 total 2.00",
        "购置电脑 general_public_budget 2.00",
        "热线维护 total 1.00",
        "热线维护 general_public_budget 1.00",
    ]


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


NESTED = (
    "合计 因公出国（境）费 公务用车购置及运行维护费 公务接待费 "
    "合计 因公出国（境）费 公务用车购置及运行维护费 公务接待费\n"
    "小计 公务用车购置费 公务用车运行费 小计 公务用车购置费 公务用车运行费\n"
)


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


def test_units_of_a_department_are_parts_of_its_total() -> None:
    text = (
        BUDGET
        + "部门支出总表\n"
        + WAN
        + HEADS
        + (
            "合计 300.00 200.00 100.00\n"
            "301001 甘泉县民政局本级 200.00 200.00\n208 02 01 301001 行政运行 200.00 200.00\n"
            "301002 甘泉县救助站 100.00 100.00\n208 20 02 301002 救助支出 100.00 100.00\n"
        )
    )
    assert amounts(text, "row_kind", "code_printed", "measure")[3::2] == [
        ("unit", None, "total"),
        ("line", "208 02 01", "total"),
        ("unit", None, "total"),
        ("line", "208 20 02", "total"),
    ]
    assert [row.split()[-3] for row in placed(text)[4::2]] == [
        "basic",
        "basic",
        "project",
        "project",
    ]


def test_a_repeated_heading_behind_a_page_break_is_no_row() -> None:
    text = GENERAL + f"205 教育支出 1.00 1.00 0.00\n{HEADS}210 卫生健康支出 1.00 1.00 0.00\n"
    assert amounts(text, "label_printed")[::3] == [("教育支出",), ("卫生健康支出",)]


@pytest.mark.parametrize("between", ["- 3 -", "第3页", "一般公共预算支出预算表（续）"])
def test_what_parts_a_table_from_its_rest(between: str) -> None:
    text = GENERAL + f"205 教育支出 1.00 1.00 0.00\n{between}\n210 卫生健康支出 1.00 1.00 0.00\n"
    assert amounts(text, "table_index", "label_printed")[::3] == [
        (1, "教育支出"),
        (1, "卫生健康支出"),
    ]


def test_narrative_behind_a_table_is_no_part_of_it() -> None:
    prose = "甘泉县民政局2024年收支总预算166.89万元，比上年增加10.00万元，"
    text = GENERAL + f"合计 3.00 2.00 1.00\n\n{prose}\n主要原因是 5.00 5.00 5.00\n"
    assert len(amounts(text, "measure")) == 3


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


def test_ties_between_tables_settle_what_a_row_leaves_open() -> None:
    text = (
        BUDGET
        + "部门收支总表\n"
        + WAN
        + (
            "收入 支出\n项目 预算数 项目 预算数\n"
            "一、其他收入 3.00 八、社会保障和就业支出 3.00\n收入总计 3.00 支出总计 3.00\n\n"
            "部门收入总表\n"
        )
        + WAN
        + "项目 合计 事业收入 经营收入 其他收入\n合计 3.00 3.00\n"
    )
    assert placed(text)[-1] == "None other_income 3.00 by_identity"


def test_figures_without_any_column_keep_a_place_of_their_own() -> None:
    text = GENERAL + "208 社会保障和就业支出 1.00 2.00 3.00 4.00 5.00\n"
    assert amounts(text, "column_no", "measure", "placement") == [
        (1, "total", "ambiguous"),
        (2, "basic", "ambiguous"),
        (3, "project", "ambiguous"),
        (4, None, "ambiguous"),
        (5, None, "ambiguous"),
    ]


def test_two_rows_on_a_line_are_two_rows() -> None:
    text = GENERAL + "205 教育支出 1.00 1.00 0.00 卫生健康支出 2.00 2.00 0.00\n"
    assert amounts(text, "row_no", "label_printed")[::3] == [(1, "教育支出"), (2, "卫生健康支出")]


def test_a_word_that_is_no_number_keeps_its_place_and_is_told() -> None:
    rows = read(GENERAL + "205 教育支出 1,59.7 1.00 0.00\n")
    assert [row["printed_text"] for row in rows["amounts"]] == ["1.00", "0.00"]
    assert {row["label_printed"] for row in rows["amounts"]} == {"教育支出"}
    told = [
        (row["printed_text"], row["line"]) for row in rows["unmapped"] if row["kind"] == "figure"
    ]
    assert told == [("1,59.7", 6)]


def test_a_part_of_a_code_glued_to_its_name_is_of_the_code() -> None:
    head = f"一般公共预算基本支出表\n{WAN}科目编码 科目名称 合计 人员经费 公用经费\n"
    rows = "301 工资福利支出 5.00 5.00 0.00\n301 01基本工资 5.00 5.00 0.00\n"
    other = "301 12生肖 1.00 1.00 0.00\n"
    found = amounts(f"{BUDGET}{head}{rows}{other}", "code_printed", "label_printed")
    assert found[::3] == [("301", "工资福利支出"), ("301 01", "基本工资"), ("301", "12生肖")]


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


def test_a_serial_number_before_a_code_is_no_code() -> None:
    heads = "序号 科目编码 科目名称 合计 基本支出 项目支出\n"
    text = BUDGET + "部门支出总表\n" + WAN + heads + "1 205 教育支出 5.00 3.00 2.00"
    assert amounts(text, "code_printed", "printed_text") == [
        ("205", "5.00"),
        ("205", "3.00"),
        ("205", "2.00"),
    ]


def test_a_code_before_the_name_of_a_class_is_no_amount() -> None:
    text = (
        BUDGET
        + "收支预算总表\n"
        + WAN
        + (
            "项目 预算数 项目 预算数\n财政拨款收入 5.00 205 教育支出 5.00\n"
            "事业收入 206 科学技术支出 1.00"
        )
    )
    assert [printed for (printed,) in amounts(text, "printed_text")] == ["5.00", "5.00", "1.00"]


def test_an_amount_before_the_name_of_a_class_is_no_code_of_a_class_that_nobody_has() -> None:
    text = BUDGET + (
        "财政拨款收支预算总表\n单位：元\n收入 支出\n项目 预算数 项目 预算数\n"
        "一、本年收入 91012701 一、本年支出 94972058\n"
        "二、上年结转 3959357 公共安全支出 94972058\n"
        "收入总计 94972058 支出总计 94972058\n"
    )
    found = amounts(text, "label_printed", "printed_text")
    assert [row for row in found if row[1] == "3959357"] == [("二、上年结转", "3959357")]
    assert ("公共安全支出", "94972058") in found


def test_the_unit_of_money_may_stand_in_the_headings_alone() -> None:
    text = BUDGET + "部门支出总表\n科目编码 科目名称 合计（元）\n205 教育支出 5.00"
    assert tables(text, "status", "money_unit") == [("present", "元")]


def test_a_table_that_lost_its_columns_among_others_is_read_by_its_words() -> None:
    text = BUDGET + (
        "部门收入总表\n单位：万元\n项目¦预算数\n财政拨款收入¦5\n合计¦5\n\n"
        "“三公”经费支出预算表\n单位：万元\n项目 2023年预算数 2024年预算数\n"
        "因公出国（境）费 0 0\n公务接待费 5 4\n合计 5 4\n"
    )
    assert amounts(text, "measure", "year_printed", "printed_text")[2:] == [
        ("overseas_travel", 2023, "0"),
        ("overseas_travel", None, "0"),
        ("official_reception", 2023, "5"),
        ("official_reception", None, "4"),
        ("total", 2023, "5"),
        ("total", None, "4"),
    ]


def test_small_figures_behind_a_name_are_a_row() -> None:
    text = BUDGET + "“三公”经费预算表\n" + WAN + "项目 预算数\n公务接待费 4\n公务用车费 6\n合计 10"
    assert amounts(text, "measure", "printed_text") == [
        ("official_reception", "4"),
        ("vehicle_total", "6"),
        ("total", "10"),
    ]


def test_a_title_in_the_text_of_a_document_with_columns_has_no_rows_there() -> None:
    text = BUDGET + (
        "部门收入总表\n单位：万元\n项目¦预算数\n财政拨款收入¦5\n合计¦5\n\n"
        "部门支出总表\n单位：万元\n支出 5 万元，其中基本支出 3 万元、项目支出 2 万元。\n"
    )
    assert len(amounts(text, "printed_text")) == len(("5", "5"))
