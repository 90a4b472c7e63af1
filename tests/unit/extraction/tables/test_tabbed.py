"""Tables with tab stops: codes, headings, rows and the columns of their figures."""

import pytest

from ingest.rows.derived import with_derived
from tests.support.table_text import BUDGET, FINAL, WAN, amounts, measured, read, tables

GENERAL = BUDGET + "一般公共预算支出表\n" + WAN


def placed(text: str) -> list[tuple[str | int | None, ...]]:
    return amounts(text, "code_printed", "label_printed", "measure", "printed_text", "placement")


def test_codes_split_over_three_columns_are_one_code() -> None:
    text = GENERAL + (
        "科目编码¦¦¦科目名称¦总计¦基本支出¦项目支出\n"
        "类¦款¦项¦¦¦¦\n"
        "208¦¦¦社会保障和就业支出¦3¦2¦1\n"
        "208¦02¦01¦行政运行¦3¦2¦1"
    )
    assert amounts(text, "code_printed", "row_kind")[::3] == [
        ("208", "line"),
        ("208 02 01", "line"),
    ]


def test_rows_of_several_units_are_theirs_and_a_department_with_all_of_them_is_a_total() -> None:
    text = GENERAL + (
        "科目编码¦科目名称¦总计\n"
        "¦合计¦9\n"
        "¦青山市档案局¦9\n"
        "¦青山市档案局（本级）¦5\n"
        "201¦一般公共服务支出¦5\n"
        "¦青山市声像档案中心¦4\n"
        "201¦一般公共服务支出¦3\n"
        "¦档案数据运行¦1"
    )
    assert amounts(text, "label_printed", "row_kind") == [
        ("合计", "total"),
        ("青山市档案局", "total"),
        ("青山市档案局（本级）", "unit"),
        ("一般公共服务支出", "line"),
        ("青山市声像档案中心", "unit"),
        ("一般公共服务支出", "line"),
        ("档案数据运行", "line"),
    ]


def test_the_row_of_a_lone_unit_that_repeats_the_total_stays_a_units() -> None:
    text = GENERAL + ("科目编码¦科目名称¦总计\n¦合计¦5\n¦青山市档案中心¦5\n201¦一般公共服务支出¦5")
    assert amounts(text, "row_kind") == [("total",), ("unit",), ("line",)]


def test_rows_by_function_keep_the_departmental_economic_code_beside_their_own() -> None:
    text = GENERAL + (
        "功能分类科目¦政府预算支出经济分类科目¦部门预算支出经济分类科目¦总计\n"
        "2012604-档案馆¦50206-公务接待费¦30217-公务接待费¦3\n"
        "2012601-行政运行¦50101-工资奖金津补贴¦¦4\n"
        "合计¦¦¦7"
    )
    assert amounts(text, "code_printed", "label_printed", "economic_code_printed") == [
        ("2012604", "档案馆", "30217"),
        ("2012601", "行政运行", None),
        (None, "合计", None),
    ]


def test_an_economic_code_in_columns_of_its_parts_is_one_code() -> None:
    text = GENERAL + (
        "功能科目编码¦功能科目名称¦部门预算支出经济分类科目¦¦¦总计\n"
        "¦¦类¦款¦名称¦\n"
        "2012601¦行政运行¦301¦01¦基本工资¦4"
    )
    assert amounts(text, "code_printed", "label_printed", "economic_code_printed") == [
        ("2012601", "行政运行", "301 01")
    ]


def test_the_code_of_a_unit_is_no_economic_code() -> None:
    text = (
        GENERAL + "单位代码¦科目编码¦科目名称¦总计\n301¦2012601¦行政运行¦4\n30101¦2012604¦档案馆¦3"
    )
    assert amounts(text, "code_printed", "economic_code_printed") == [
        ("2012601", None),
        ("2012604", None),
    ]


def test_each_part_of_a_code_on_a_row_of_its_own() -> None:
    text = GENERAL + (
        "科目编码¦¦¦科目名称¦合计\n"
        "类¦款¦项¦¦\n"
        "208¦¦¦社会保障和就业支出¦3\n"
        "¦02¦¦民政管理事务¦2\n"
        "¦¦01¦行政运行¦2\n"
        "¦05¦¦行政事业单位养老支出¦1\n"
        "210¦¦¦卫生健康支出¦1\n"
        "¦11¦¦行政事业单位医疗¦1\n"
        "¦¦¦合计¦4"
    )
    codes = [code for (code,) in amounts(text, "code_printed")]
    assert codes == ["208", "208 02", "208 02 01", "208 05", "210", "210 11", None]


def test_codes_joined_local_and_absent() -> None:
    text = (
        BUDGET
        + "一般公共预算基本支出表\n"
        + WAN
        + (
            "科目编码¦¦单位代码¦单位名称（科目）¦合计¦人员经费¦公用经费\n"
            "类¦款¦¦¦¦¦\n"
            "¦¦¦合 计¦7¦7¦\n"
            "¦¦301¦工资福利支出¦7¦7¦\n"
            "301¦02¦3010201¦地方津贴¦7¦7¦\n"
            "¦¦¦其他事项¦0¦0¦"
        )
    )
    assert amounts(text, "code_printed", "row_kind")[::2] == [
        (None, "total"),
        ("301", "line"),
        ("3010201", "line"),
        (None, "line"),
    ]


def test_rows_of_several_units_are_units_and_not_codes() -> None:
    text = (
        BUDGET
        + "部门收入总表\n"
        + WAN
        + (
            "单位代码¦单位名称¦合计¦其他收入\n"
            "¦合计¦3¦3\n"
            "301¦甘泉县民政局¦3¦3\n"
            "301001¦甘泉县民政局机关¦1¦1\n"
            "301002¦甘泉县救助站¦2¦2"
        )
    )
    kinds = amounts(text, "code_printed", "row_kind")[::2]
    assert kinds == [(None, "total"), (None, "total"), (None, "unit"), (None, "unit")]


ECONOMIC = (
    FINAL
    + "一般公共预算财政拨款基本支出决算表\n"
    + WAN
    + (
        "人员经费¦¦¦公用经费¦¦¦¦¦\n"
        "科目编码¦科目名称¦决算数¦科目编码¦科目名称¦决算数¦科目编码¦科目名称¦决算数\n"
        "301¦工资福利支出¦7.00¦302¦商品和服务支出¦2.00¦310¦资本性支出¦1.00\n"
        "30101¦基本工资¦7.00¦30201¦办公费¦2.00¦31002¦办公设备购置¦1.00\n"
        "人员经费合计¦¦7.00¦公用经费合计¦¦¦¦¦3.00"
    )
)


def test_three_column_groups_with_the_totals_in_the_last_row() -> None:
    assert amounts(ECONOMIC, "code_printed", "label_printed", "measure", "printed_text") == [
        ("301", "工资福利支出", "personnel", "7.00"),
        ("302", "商品和服务支出", "public", "2.00"),
        ("310", "资本性支出", "public", "1.00"),
        ("30101", "基本工资", "personnel", "7.00"),
        ("30201", "办公费", "public", "2.00"),
        ("31002", "办公设备购置", "public", "1.00"),
        (None, "人员经费合计", "personnel", "7.00"),
        (None, "公用经费合计", "public", "3.00"),
    ]
    assert {kind for (kind,) in amounts(ECONOMIC, "row_kind")[-2:]} == {"subtotal"}


def test_a_label_is_carried_to_the_next_group_only_for_a_total() -> None:
    text = ECONOMIC.replace("30101¦基本工资¦7.00¦30201¦办公费¦2.00¦", "30101¦基本工资¦¦¦¦2.00¦")
    assert (None, "public", "2.00") in amounts(text, "label_printed", "measure", "printed_text")


def test_the_numbering_row_shows_the_column_that_a_heading_missed() -> None:
    text = (
        FINAL
        + "支出决算表\n"
        + WAN
        + (
            "科目编码¦科目名称¦本年支出合计¦基本支出¦项目支出¦\n"
            "栏次¦¦¦1¦2¦3\n"
            "合计¦¦¦3.00¦2.00¦1.00\n"
            "208¦社会保障和就业支出¦¦3.00¦2.00¦1.00"
        )
    )
    assert measured(text)[3:] == [
        "社会保障和就业支出 total 3.00",
        "社会保障和就业支出 basic 2.00",
        "社会保障和就业支出 project 1.00",
    ]


def test_the_identities_show_the_column_that_a_heading_missed() -> None:
    text = GENERAL + (
        "科目编码¦科目名称¦合计¦基本支出¦项目支出¦\n"
        "¦合计¦¦3.00¦2.00¦1.00\n"
        "208¦社会保障和就业支出¦¦3.00¦2.00¦1.00"
    )
    assert placed(text)[3:] == [
        ("208", "社会保障和就业支出", "total", "3.00", "by_identity"),
        ("208", "社会保障和就业支出", "basic", "2.00", "by_identity"),
        ("208", "社会保障和就业支出", "project", "1.00", "by_identity"),
    ]


def test_a_total_row_shifted_against_its_body() -> None:
    text = GENERAL + (
        "科目编码¦科目名称¦合计¦基本支出¦项目支出¦\n"
        "208¦社会保障和就业支出¦3.00¦2.00¦1.00\n"
        "¦¦合计¦3.00¦2.00¦1.00"
    )
    assert [(row[2], row[4]) for row in placed(text)] == [
        ("total", "printed"),
        ("basic", "printed"),
        ("project", "printed"),
        ("total", "by_identity"),
        ("basic", "by_identity"),
        ("project", "by_identity"),
    ]


def test_a_fault_of_the_source_moves_no_figure() -> None:
    text = GENERAL + (
        "科目编码¦科目名称¦合计¦基本支出¦项目支出\n"
        "208¦社会保障和就业支出¦3.00¦2.00¦9.00\n"
        "210¦卫生健康支出¦4.00¦3.00¦1.00"
    )
    assert {row[4] for row in placed(text)} == {"printed"}


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        ("1,597.5 1", "1,597.5 1"),
        ("<b>1,597.51</b>", "1,597.51"),
        ("１，５９７．５１", "１，５９７．５１"),
        ("-1,597.51", "-1,597.51"),
        ("（1,597.51）", "（1,597.51）"),
    ],
)
def test_a_figure_stands_as_printed_without_markup(cell: str, printed: str) -> None:
    text = GENERAL + f"科目编码¦科目名称¦合计\n208¦社会保障和就业支出¦{cell}"
    assert measured(text) == [f"社会保障和就业支出 total {printed}"]


@pytest.mark.parametrize("blank", ["", "-", "—", "–", " / "])
def test_a_dash_is_no_figure(blank: str) -> None:
    text = GENERAL + f"科目编码¦科目名称¦合计¦基本支出\n208¦社会保障和就业支出¦1¦{blank}"
    assert measured(text) == ["社会保障和就业支出 total 1"]


@pytest.mark.parametrize("zero", ["0", "0.00"])
def test_a_printed_zero_is_a_figure(zero: str) -> None:
    text = GENERAL + f"科目编码¦科目名称¦合计¦基本支出\n208¦社会保障和就业支出¦{zero}¦{zero}"
    assert measured(text) == [
        f"社会保障和就业支出 total {zero}",
        f"社会保障和就业支出 basic {zero}",
    ]


def test_a_total_of_dashes_is_no_heading() -> None:
    text = GENERAL + "科目编码¦科目名称¦合计\n合计¦¦—\n208¦社会保障和就业支出¦1"
    assert measured(text) == ["社会保障和就业支出 total 1"]


def test_headings_broken_by_blanks_and_lines_of_markup() -> None:
    text = GENERAL + "科目<br>编码¦**科目 名称**¦合　计¦基 本 支 出\n208¦社会保障和就业支出¦2¦2"
    assert measured(text) == ["社会保障和就业支出 total 2", "社会保障和就业支出 basic 2"]


def test_headings_of_three_levels_that_have_lost_their_widths() -> None:
    text = GENERAL + (
        "项目¦¦本年支出¦¦\n"
        "科目编码¦科目名称¦合计¦基本支出¦项目支出\n"
        "¦¦¦小计¦人员经费¦公用经费\n"
        "栏次¦¦1¦2¦3¦4¦5\n"
        "合计¦¦10¦8¦6¦2¦2\n"
        "208¦社会保障和就业支出¦10¦8¦6¦2¦2"
    )
    measures = ["total", "basic", "personnel", "public", "project"]
    assert [row[2] for row in placed(text)] == measures * 2


@pytest.mark.parametrize(
    ("heading", "measure"),
    [
        ("合计（万元）", "total"),
        ("2024年预算数", "total"),
        ("2024年度预算数", "total"),
        ("其中：基本支出", "basic"),
        ("预算金额（元）", "total"),
        ("2023年预算数", "total"),
        ("机动资金", None),
    ],
)
def test_headings_in_other_words(heading: str, measure: str | None) -> None:
    text = GENERAL + f"科目编码¦科目名称¦{heading}\n208¦社会保障和就业支出¦5"
    assert amounts(text, "heading_printed", "measure") == [(heading, measure)]


def test_unknown_headings_over_words_are_no_columns_of_figures() -> None:
    text = (
        BUDGET
        + "部门收支总表\n"
        + WAN
        + (
            "来源事项¦预算数¦用途事项¦预算数\n"
            "一、其他收入¦5¦八、社会保障和就业支出¦5\n"
            "收入总计¦5¦支出总计¦5"
        )
    )
    assert measured(text) == [
        "一、其他收入 total 5",
        "八、社会保障和就业支出 total 5",
        "收入总计 total 5",
        "支出总计 total 5",
    ]


def test_a_number_under_a_heading_of_words_is_no_amount() -> None:
    text = (
        BUDGET
        + "政府采购预算表\n"
        + WAN
        + ("项目名称¦采购品目¦数量¦合计\n办公设备购置¦台式计算机¦10¦20\n合计¦¦¦20")
    )
    assert measured(text) == ["办公设备购置 total 20", "合计 total 20"]


def test_row_numbers_are_no_amounts() -> None:
    text = (
        FINAL
        + "收入支出决算总表\n"
        + WAN
        + (
            "收入¦¦¦支出¦¦\n"
            "项目¦行次¦金额¦项目（按功能分类）¦行次¦金额\n"
            "栏次¦¦1¦栏次¦¦2\n"
            "一、其他收入¦1¦5¦一、教育支出¦32¦\n"
            "¦2¦¦二、卫生健康支出¦33¦5\n"
            "总计¦3¦5¦总计¦34¦5"
        )
    )
    assert amounts(text, "side", "label_printed", "printed_text") == [
        ("revenue", "一、其他收入", "5"),
        ("expenditure", "二、卫生健康支出", "5"),
        ("revenue", "总计", "5"),
        ("expenditure", "总计", "5"),
    ]


THREE_PUBLIC = "财政拨款“三公”经费支出决算表\n" + WAN


@pytest.mark.parametrize("label", ["", "甘泉县民政局¦"])
def test_three_public_with_both_phases_with_and_without_a_label(label: str) -> None:
    blank = "¦" if label else ""
    text = (
        FINAL
        + THREE_PUBLIC
        + (
            f"{'单位名称¦' if label else ''}预算数¦¦¦¦¦¦决算数¦¦¦¦¦\n"
            f"{blank}合计¦因公出国（境）费¦公务用车购置及运行费¦¦¦公务接待费"
            "¦合计¦因公出国（境）费¦公务用车购置及运行费¦¦¦公务接待费\n"
            f"{blank}¦¦小计¦公务用车购置费¦公务用车运行费¦¦¦¦小计¦公务用车购置费¦公务用车运行费¦\n"
            f"{label}5.00¦¦3.00¦¦3.00¦2.00¦4.00¦¦3.00¦¦3.00¦1.00"
        )
    )
    assert amounts(text, "phase", "measure", "printed_text") == [
        ("adjusted_budget", "total", "5.00"),
        ("adjusted_budget", "vehicle_total", "3.00"),
        ("adjusted_budget", "vehicle_operation", "3.00"),
        ("adjusted_budget", "official_reception", "2.00"),
        ("final", "total", "4.00"),
        ("final", "vehicle_total", "3.00"),
        ("final", "vehicle_operation", "3.00"),
        ("final", "official_reception", "1.00"),
    ]


def test_three_public_with_its_items_as_rows() -> None:
    text = (
        BUDGET
        + "“三公”经费预算表\n"
        + WAN
        + (
            "项目¦2023年预算数¦2024年预算数\n"
            "合计¦6¦5\n"
            "1.公务接待费¦2¦2\n"
            "2.公务用车购置及运行费¦4¦3\n"
            "其中：（1）公务用车运行维护费¦4¦3"
        )
    )
    assert amounts(text, "heading_printed", "measure")[1::2] == [
        ("2024年预算数", "total"),
        ("2024年预算数", "official_reception"),
        ("2024年预算数", "vehicle_total"),
        ("2024年预算数", "vehicle_operation"),
    ]
    assert {year for (year,) in amounts(text, "year_printed")[::2]} == {2023}


def test_a_table_goes_on_over_a_page_with_its_headings_again() -> None:
    heading = "科目编码¦科目名称¦合计¦基本支出\n栏次¦¦1¦2\n"
    text = (
        GENERAL
        + heading
        + "208¦社会保障和就业支出¦2¦2\n\n- 3 -\n\n"
        + heading
        + "210¦卫生健康支出¦1¦1\n\n第三部分 说明\n\n211¦节能环保支出¦9¦9"
    )
    assert amounts(text, "row_no", "code_printed", "printed_text") == [
        (1, "208", "2"),
        (1, "208", "2"),
        (2, "210", "1"),
        (2, "210", "1"),
    ]


@pytest.mark.parametrize("between", ["- 3 -", "第3页 共9页", "续表", "一般公共预算支出表（续）"])
def test_what_parts_a_table_from_its_rest(between: str) -> None:
    text = GENERAL + (
        f"科目编码¦科目名称¦合计\n208¦社会保障和就业支出¦2\n\n{between}\n210¦卫生健康支出¦1\n"
    )
    assert tables(text, "amount_count") == [(2,)]


def test_repeated_rows_are_all_kept() -> None:
    text = GENERAL + (
        "科目编码¦科目名称¦合计\n¦合计¦2\n¦¦2\n¦甘泉县民政局¦2\n208¦社会保障和就业支出¦2"
    )
    kinds = amounts(text, "row_no", "row_kind")
    assert kinds == [(1, "total"), (2, "unit"), (3, "unit"), (4, "line")]


def test_a_title_and_captions_as_rows_of_a_spreadsheet() -> None:
    text = BUDGET + (
        "部门支出总表¦¦\n公开03表¦¦\n部门：甘泉县民政局¦¦单位：万元\n"
        "科目编码¦科目名称¦合计\n208¦社会保障和就业支出¦2"
    )
    assert tables(text, "table_no", "table_type", "money_unit") == [
        ("03", "expenditure_statement", "万元")
    ]
    assert amounts(text, "heading_printed", "measure") == [("合计", "total")]


@pytest.mark.parametrize("odd", ["1,59.7", "1.597.51", "#REF!"])
def test_a_figure_that_is_no_number_is_told_and_stops_nothing(odd: str) -> None:
    text = GENERAL + (
        f"科目编码¦科目名称¦合计¦基本支出¦项目支出\n208¦社会保障和就业支出¦{odd}¦1,597.51¦0.00\n"
        "210¦卫生健康支出¦2.00¦2.00¦0.00"
    )
    rows = read(text)
    assert [row["printed_text"] for row in rows["amounts"]][:2] == ["1,597.51", "0.00"]
    assert {row["label_printed"] for row in rows["amounts"]} == {
        "社会保障和就业支出",
        "卫生健康支出",
    }
    told = [
        (row["printed_text"], row["line"]) for row in rows["unmapped"] if row["kind"] == "figure"
    ]
    assert told == [(odd, 6)]
    lost = [row for row in rows["figures"] if row["disposition"] == "unaccounted"]
    assert bool(lost) == any(map(str.isdigit, odd))


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("12.50万元", "12.50", "万元"),
        ("12.50 万", "12.50", "万元"),
        ("0.00125亿元", "0.00125", "亿元"),
        ("125,000元", "125000", "元"),
        ("△12.50", "-12.50", None),
        ("▲12.50", "-12.50", None),
        ("Δ12.50", "-12.50", None),
        ("–12.50", "-12.50", None),
        ("‑12.50", "-12.50", None),
        ("12.50-", "-12.50", None),
        ("负12.50", "-12.50", None),
        ("（12.50）", "-12.50", None),
        ("7880,000", "7880000", None),
        ("128138,600.00", "128138600.00", None),
        ("１２．５０", "12.50", None),
        ("12.\u200b50", "12.50", None),
        ("\ue5e512.50\ue5e5", "12.50", None),
    ],
)
def test_figures_of_every_form_are_amounts(printed: str, value: str, unit: str | None) -> None:
    text = GENERAL + f"科目编码¦科目名称¦合计\n208¦社会保障和就业支出¦{printed}"
    (row,) = with_derived("amounts", read(text)["amounts"])
    assert (row["printed_text"], row["value_text"], row["money_unit"]) == (printed, value, unit)
    assert not [r for r in read(text)["figures"] if r["disposition"] != "amount"][2:]


def test_amounts_know_their_place() -> None:
    text = GENERAL + "科目编码¦科目名称¦合计\n208¦社会保障和就业支出¦ <b>2.00</b>"
    assert amounts(text, "line", "char_from", "column_no") == [(6, 19, 3)]
    line = text.replace("¦", "\t").split("\n")[5]
    assert line[18:22] == "2.00"


def test_the_words_of_a_column_of_text_are_told_as_such() -> None:
    head = "项目支出表\n单位：万元\n项目名称¦项目金额¦项目简介\n"
    rows = "消防演练¦30.00¦每次演练2.50万元，依据[2010]23号文。\n合计¦30.00\n"
    figures = read(f"{BUDGET}{head}{rows}")["figures"]
    told = [(row["printed_text"], row["reason"]) for row in figures if row["line"] == 6]
    assert told == [
        ("30.00", None),
        ("2.50", "text of a column"),
        ("2010", "text of a column"),
        ("23", "text of a column"),
    ]


def test_an_unknown_heading_over_a_subtotal_is_on_the_worklist() -> None:
    head = "支出总表\n单位：万元\n科目编码¦科目名称¦合计¦甲类资金¦\n¦¦¦小计¦其中：乙\n"
    rows = "208¦社会保障和就业支出¦5.00¦3.00¦2.00\n"
    waiting = [row["printed_text"] for row in read(f"{BUDGET}{head}{rows}")["unmapped"]]
    assert "甲类资金" in waiting


def test_an_item_whose_last_character_is_cut_off_is_the_item() -> None:
    head = "一般公共预算“三公”经费支出表\n单位：万元\n"
    names = "合计¦因公出国（境）费¦公务接待¦公务用车运行维护\n"
    assert amounts(f"{BUDGET}{head}{names}9.00¦1.00¦3.00¦5.00\n", "measure", "printed_text") == [
        ("total", "9.00"),
        ("overseas_travel", "1.00"),
        ("official_reception", "3.00"),
        ("vehicle_operation", "5.00"),
    ]


def test_a_table_of_several_units_one_after_another() -> None:
    head = "一般公共预算支出表\n单位：万元\n功能科目编码¦功能科目名称¦合计\n¦合计¦9.00\n"
    first = "125001¦甘泉县民政局¦5.00\n208¦社会保障和就业支出¦5.00\n05¦行政事业单位养老支出¦5.00\n"
    second = "2080501¦行政单位离退休¦5.00\n125002¦甘泉县福利院¦4.00\n210¦卫生健康支出¦4.00\n"
    rows = f"{head}{first}{second}11¦行政事业单位医疗¦4.00\n"
    assert amounts(f"{BUDGET}{rows}", "row_kind", "code_printed", "label_printed") == [
        ("total", None, "合计"),
        ("unit", None, "甘泉县民政局"),
        ("line", "208", "社会保障和就业支出"),
        ("line", "208 05", "行政事业单位养老支出"),
        ("line", "2080501", "行政单位离退休"),
        ("unit", None, "甘泉县福利院"),
        ("line", "210", "卫生健康支出"),
        ("line", "210 11", "行政事业单位医疗"),
    ]
