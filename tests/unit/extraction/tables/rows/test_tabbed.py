"""Tables with tab stops: headings, rows and the columns of their figures."""

import pytest

from tests.support.table_text import BUDGET, FINAL, WAN, amounts, measured, read, tables

GENERAL = BUDGET + "一般公共预算支出表\n" + WAN
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
THREE_PUBLIC = "财政拨款“三公”经费支出决算表\n" + WAN


def placed(text: str) -> list[tuple[str | int | None, ...]]:
    return amounts(text, "code_printed", "label_printed", "measure", "printed_text", "placement")


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
