"""What made-up disclosures brought to light, each in the smallest document that shows it."""

from decimal import Decimal

from ingest.extraction.tables.model import Value
from ingest.extraction.tables.rows.nesting import depths
from tests.support.table_text import BUDGET, FINAL, WAN, amounts

YUAN = "单位：元\n"
COLUMNS = ("code_printed", "label_printed", "measure", "printed_text", "placement")


def test_whole_yuan_that_look_like_a_code_are_amounts_where_no_heading_names_codes() -> None:
    text = (
        BUDGET
        + "收支总表\n"
        + YUAN
        + "收入 支出\n项目 预算数 项目 预算数\n收入总计 2080501 支出总计 2080501\n"
    )
    assert amounts(text, "side", "code_printed", "printed_text") == [
        ("revenue", None, "2080501"),
        ("expenditure", None, "2080501"),
    ]


def test_whole_yuan_before_a_total_are_an_amount_even_beside_codes() -> None:
    heads = "人员经费 公用经费\n" + "科目编码 科目名称 决算数 " * 2
    text = (
        FINAL
        + "一般公共预算财政拨款基本支出决算表\n"
        + YUAN
        + heads
        + "\n301 工资福利支出 2080501 302 商品和服务支出 300\n"
        + "人员经费合计 2080501 公用经费合计 300\n"
    )
    assert amounts(text, "code_printed", "label_printed", "printed_text")[2:] == [
        (None, "人员经费合计", "2080501"),
        (None, "公用经费合计", "300"),
    ]


def test_figures_alone_are_no_code_where_no_heading_names_codes() -> None:
    text = (
        FINAL
        + "“三公”经费支出决算表\n"
        + YUAN
        + "合计 因公出国（境）费 公务接待费\n30201 18000 12201\n"
    )
    assert amounts(text, "code_printed", "measure", "printed_text") == [
        (None, "total", "30201"),
        (None, "overseas_travel", "18000"),
        (None, "official_reception", "12201"),
    ]


def test_some_of_the_funds_are_no_sum_of_their_own() -> None:
    heads = "单位名称 合计 一般公共预算 政府性基金预算 财政专户管理资金 单位资金\n"
    text = BUDGET + "政府采购支出表\n" + WAN + heads + "甘泉县民政局 3.00 2.00 1.00\n"
    assert [row[-1] for row in amounts(text, *COLUMNS)] == [
        "by_identity",
        "ambiguous",
        "ambiguous",
    ]


def test_a_plain_group_takes_its_columns_to_where_it_stands() -> None:
    heads = "科目编码 科目名称 年初结转和结余 本年收入 本年支出 年末结转和结余\n"
    heads += "小计 基本支出 项目支出\n"
    text = (
        FINAL
        + "政府性基金预算财政拨款收入支出决算表\n"
        + WAN
        + heads
        + "合计 1.00 9.00 8.00 3.00 5.00 2.00\n"
    )
    assert [measure for (measure,) in amounts(text, "measure")] == [
        "opening_balance",
        "revenue",
        "total",
        "basic",
        "project",
        "closing_balance",
    ]


def test_a_total_of_which_one_figure_is_sure_settles_another_table() -> None:
    text = (
        BUDGET
        + "支出总表\n"
        + WAN
        + "科目编码 科目名称 合计 基本支出 项目支出 上缴上级支出\n合计 5.00 3.00 2.00\n\n"
        + "项目支出表\n"
        + WAN
        + "项目名称 合计 一般公共预算 政府性基金预算\n合计 2.00 2.00\n\n"
        + "一般公共预算基本支出表\n"
        + WAN
        + "科目编码 科目名称 合计 人员经费 公用经费\n合计 3.00 2.00 1.00\n"
    )
    assert [row[2::2] for row in amounts(text, *COLUMNS)][:3] == [
        ("total", "by_identity"),
        ("basic", "by_identity"),
        ("project", "by_identity"),
    ]


def test_a_long_list_of_projects_and_purchases_nests() -> None:
    purchases = [[11, 7], [5], [13, 2, 9], [31], [8, 8]] * 8
    numbers = [sum(map(sum, purchases))]
    wanted = [0]
    for bought in purchases:
        numbers += [sum(bought), *bought]
        wanted += [1, *[2] * len(bought)]
    values = [Value(Decimal(number), Decimal("0.01")) for number in numbers]
    assert depths(values) == wanted


def test_projects_nest_under_their_units_and_kinds() -> None:
    head = f"{BUDGET}专项业务经费支出表\n{WAN}单位编码¦单位（项目）名称¦项目金额\n"
    rows = (
        "¦合计¦9.00\n271¦甘泉县民政局¦9.00\n271001¦甘泉县民政局¦6.00\n¦专用项目¦6.00\n"
        "¦救助经费¦4.00\n¦宣传经费¦2.00\n271002¦甘泉县福利院¦3.00\n¦通用项目¦3.00\n¦设备购置¦3.00\n"
    )
    found = amounts(f"{head}{rows}", "row_depth", "label_printed")
    assert [depth for depth, _ in found] == [0, 1, 2, 3, 4, 4, 2, 3, 4]


def test_projects_with_codes_are_nested_by_these() -> None:
    head = f"{BUDGET}项目支出表\n{WAN}科目编码¦项目名称¦合计\n"
    rows = "¦合计¦4.00\n2080199¦救助经费¦4.00\n2080199¦其中：宣传¦4.00\n"
    assert {row[0] for row in amounts(f"{head}{rows}", "row_depth")} == {None}


def test_of_several_nestings_the_one_counts_that_other_columns_prove() -> None:
    totals = [37, 29, 10, 11, 8, 8, 3, 5]
    general = [21, 15, 6, 6, 3, 6, 2, 4]
    values, column = ([Value(Decimal(number)) for number in own] for own in (totals, general))
    assert depths(values) == [0, 1, 2, 2, 2, 3, 1, 1]
    assert depths(values, [column]) == [0, 1, 2, 2, 2, 1, 2, 2]
