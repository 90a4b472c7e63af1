"""Layouts with tab stops that name a side, a group or a thing once for all that it spans."""

import pytest

from tests.support.table_text import BUDGET, WAN, amounts, measured, read

SUMMARY = BUDGET + "收支预算总表\n" + WAN
APPROPRIATION = BUDGET + "财政拨款收支预算总表\n" + WAN
THREE = BUDGET + "“三公”经费、会议费、培训费支出预算表\n" + WAN


def test_headings_over_two_groups_name_their_sides_and_no_measure() -> None:
    text = APPROPRIATION + (
        "财政拨款收入¦¦财政拨款支出\n"
        "项目¦预算数¦项目¦合计¦一般公共预算¦政府性基金预算\n"
        "一、一般公共预算资金¦5¦一、教育支出¦5¦5\n"
        "收入总计¦5¦支出总计¦5¦5"
    )
    assert amounts(text, "side", "label_printed", "measure") == [
        ("revenue", "一、一般公共预算资金", "total"),
        ("expenditure", "一、教育支出", "total"),
        ("expenditure", "一、教育支出", "general_public_budget"),
        ("revenue", "收入总计", "total"),
        ("expenditure", "支出总计", "total"),
        ("expenditure", "支出总计", "general_public_budget"),
    ]


def test_this_years_revenue_and_expenditure_are_sides() -> None:
    text = SUMMARY + (
        "本年收入¦¦本年支出\n项目¦预算数¦项目¦预算数\n"
        "一、财政拨款收入¦5¦一、教育支出¦5\n收入总计¦5¦支出总计¦5"
    )
    assert {row[:2] for row in amounts(text, "side", "measure")} == {
        ("revenue", "total"),
        ("expenditure", "total"),
    }


def test_what_is_measured_over_two_groups_is_no_side() -> None:
    text = (
        BUDGET
        + "一般公共预算基本支出表\n"
        + WAN
        + "人员经费¦¦¦公用经费\n科目编码¦科目名称¦金额¦科目编码¦科目名称¦金额\n"
        + "301¦工资福利支出¦7¦302¦商品和服务支出¦2"
    )
    assert measured(text) == ["工资福利支出 personnel 7", "商品和服务支出 public 2"]


def test_expenditure_by_class_and_by_purpose_beside_revenue() -> None:
    text = SUMMARY + (
        "收入¦¦支出\n项目名称¦金额¦功能分类¦¦支出用途\n¦¦功能科目名称¦金额¦项目名称¦金额\n"
        "一、财政拨款¦9¦一、教育支出¦9¦一、基本支出¦4\n"
        "二、其他资金¦¦二、科学技术支出¦¦二、项目支出¦3\n"
        "¦¦三、其他支出¦¦三、单位预留机动经费¦2\n"
        "当年收入小计¦9¦当年支出小计¦¦¦9\n收入合计¦9¦支出合计¦¦¦9"
    )
    assert amounts(text, "side", "row_kind", "label_printed", "measure") == [
        ("revenue", "line", "一、财政拨款", "total"),
        ("expenditure", "line", "一、教育支出", "total"),
        ("expenditure", "line", "一、基本支出", "total"),
        ("expenditure", "line", "二、项目支出", "total"),
        ("expenditure", "line", "三、单位预留机动经费", "total"),
        ("revenue", "subtotal", "当年收入小计", "total"),
        ("expenditure", "subtotal", "当年支出小计", "total"),
        ("revenue", "total", "收入合计", "total"),
        ("expenditure", "total", "支出合计", "total"),
    ]
    assert {row["kind"] for row in read(text)["unmapped"]} == {"unit"}


def test_expenditure_in_one_row_with_a_reserve() -> None:
    text = (
        BUDGET
        + "支出预算总表\n"
        + WAN
        + "合计¦基本支出¦项目支出¦单位预留机动经费¦结转下年资金\n9¦4¦3¦1¦1"
    )
    assert amounts(text, "row_kind", "measure") == [
        ("total", "total"),
        ("total", "basic"),
        ("total", "project"),
        ("total", "contingency_reserve"),
        ("total", "closing_balance"),
    ]


def test_three_public_beside_conferences_and_training() -> None:
    text = THREE + (
        "合计¦“三公”经费¦¦¦¦¦¦会议费¦培训费\n"
        "¦小计¦因公出国（境）费¦公务用车购置及运行维护费¦¦¦公务接待费\n"
        "¦¦¦小计¦公务用车购置费¦公务用车运行维护费\n"
        "20¦11¦1¦7¦3¦4¦3¦2¦7"
    )
    assert amounts(text, "measure", "printed_text") == [
        ("three_public_with_meetings", "20"),
        ("total", "11"),
        ("overseas_travel", "1"),
        ("vehicle_total", "7"),
        ("vehicle_purchase", "3"),
        ("vehicle_operation", "4"),
        ("official_reception", "3"),
        ("conference", "2"),
        ("training", "7"),
    ]


def test_three_public_beside_operating_funds() -> None:
    text = BUDGET + (
        "2024年部门“三公”经费和机关运行经费预算表\n单位：万元\n"
        "2024年“三公”经费预算数¦¦¦¦¦¦2024年机关运行经费预算数\n"
        "合计¦因公出国（境）费¦公务接待费¦公务用车购置及运行费\n"
        "¦¦¦小计¦购置费¦运行费\n"
        "9¦0¦2¦7¦3¦4¦80"
    )
    assert [m for (m,) in amounts(text, "measure")] == [
        "total",
        "overseas_travel",
        "official_reception",
        "vehicle_total",
        "vehicle_purchase",
        "vehicle_operation",
        "operating_funds",
    ]


def test_operating_funds_by_economic_class() -> None:
    text = BUDGET + (
        "一般公共预算机关运行经费支出预算表\n单位：万元\n"
        "科目编码¦科目名称¦机关运行经费支出\n合 计¦¦5\n302¦商品和服务支出¦5\n30201¦办公费¦5"
    )
    assert amounts(text, "code_printed", "measure") == [
        (None, "operating_funds"),
        ("302", "operating_funds"),
        ("30201", "operating_funds"),
    ]


def test_the_subtotal_of_a_source_has_its_groups_name() -> None:
    text = BUDGET + (
        "收入预算总表\n单位：万元\n项目名称¦¦金额\n收入总计¦¦9\n"
        "一般公共预算资金¦小计¦7\n¦公共财政拨款（补助）资金¦7\n"
        "其他资金¦其他收入¦2\n¦小计¦2"
    )
    assert amounts(text, "row_kind", "label_printed") == [
        ("total", "收入总计"),
        ("subtotal", "一般公共预算资金"),
        ("line", "公共财政拨款（补助）资金"),
        ("line", "其他资金"),
        ("subtotal", "其他资金"),
    ]


def test_a_thing_bought_in_two_ways_is_named_once() -> None:
    text = BUDGET + (
        "政府采购支出预算表\n单位：万元\n"
        "采购品目大类¦专项名称¦经济科目¦采购物品名称¦采购组织形式¦总计\n"
        "合计¦¦¦¦¦9\n一、货物A¦¦¦¦¦4\n¦办公经费¦办公设备购置¦¦¦4\n"
        "¦办公经费¦办公设备购置¦打印设备¦政府集中采购¦4\n"
        "三、服务C¦¦¦¦¦5\n¦物业经费¦物业管理费¦¦¦5\n"
        "¦¦¦物业管理服务¦部门集中采购¦3\n¦¦¦¦分散自行组织¦2"
    )
    assert [label for (label,) in amounts(text, "label_printed")] == [
        "合计",
        "一、货物A",
        "办公经费",
        "打印设备",
        "三、服务C",
        "物业经费",
        "物业管理服务",
        "物业管理服务",
    ]


def test_codes_of_the_scheme_before_2018_are_read_as_printed() -> None:
    text = BUDGET.replace("2024", "2017") + (
        "一般公共预算基本支出预算表\n单位：万元\n科目编码¦科目名称¦金额\n¦合计¦5\n"
        "301¦工资福利支出¦2\n30104¦其他社会保障缴费¦2\n"
        "303¦对个人和家庭的补助¦3\n30311¦住房公积金¦3"
    )
    codes = [code for (code,) in amounts(text, "code_printed")]
    assert codes == [None, "301", "30104", "303", "30311"]


def test_the_label_of_the_total_row_may_stand_among_the_headings() -> None:
    text = BUDGET.replace("预算", "决算") + (
        "政府性基金预算财政拨款收入支出决算表\n单位：万元\n"
        "项目¦¦年初结转和结余¦本年收入¦本年支出¦¦¦年末结转和结余\n"
        "功能分类科目编码¦科目名称\n合计¦¦¦¦合计¦基本支出¦项目支出\n"
        "229¦其他支出¦1¦5¦5¦2¦3¦1"
    )
    assert amounts(text, "code_printed", "measure") == [
        ("229", "opening_balance"),
        ("229", "revenue"),
        ("229", "total"),
        ("229", "basic"),
        ("229", "project"),
        ("229", "closing_balance"),
    ]


def test_a_subtotal_over_both_phases_is_its_groups() -> None:
    text = BUDGET.replace("预算", "决算") + (
        "财政拨款“三公”经费支出决算表\n单位：万元\n"
        "合计¦¦公务用车购置及运行维护费¦¦¦\n¦¦小计¦¦公务用车购置费¦\n"
        "预算数¦决算数¦预算数¦决算数¦预算数¦决算数\n7¦6¦7¦6¦3¦2"
    )
    assert amounts(text, "measure", "phase") == [
        ("total", "adjusted_budget"),
        ("total", "final"),
        ("vehicle_total", "adjusted_budget"),
        ("vehicle_total", "final"),
        ("vehicle_purchase", "adjusted_budget"),
        ("vehicle_purchase", "final"),
    ]


@pytest.mark.parametrize(
    ("heading", "figures", "measures"),
    [
        ("本年预算", "5", ["total"]),
        ("2023年预算数¦本年预算", "4¦5", ["total", "total"]),
        ("当年预算¦上年结转", "5¦1", ["current_year", "carryover"]),
        ("合计¦本年预算", "6¦5", ["total", "current_year"]),
    ],
)
def test_the_money_of_the_year_is_a_part_only_beside_others(
    heading: str, figures: str, measures: list[str]
) -> None:
    text = BUDGET + f"支出总表\n{WAN}项目¦{heading}\n一、基本支出¦{figures}\n"
    assert amounts(text, "measure") == [(measure,) for measure in measures]


def test_a_measure_under_two_groups_is_part_of_the_total_with_both() -> None:
    text = (
        BUDGET
        + "部门支出总表\n"
        + WAN
        + (
            "科目编码¦科目名称¦总计¦当年支出¦¦¦上年结转结余支出\n"
            "¦¦¦合计¦基本支出¦项目支出¦合计¦基本支出¦项目支出\n"
            "¦合计¦9¦8¦5¦3¦1¦¦1\n205¦教育支出¦9¦8¦5¦3¦1¦¦1"
        )
    )
    assert amounts(text, "code_printed", "measure", "printed_text", "placement")[6:] == [
        ("205", "total", "9", "printed"),
        ("205", "partial_total", "8", "printed"),
        ("205", "basic", "5", "printed"),
        ("205", "project", "3", "printed"),
        ("205", "partial_total", "1", "printed"),
        ("205", "project", "1", "printed"),
    ]


@pytest.mark.parametrize("caption", ["部门公开表3¦¦", "预算公开03表¦¦"])
def test_the_number_of_a_table_over_its_headings_is_none(caption: str) -> None:
    text = (
        BUDGET
        + "部门支出总表\n"
        + f"{caption}\n单位：万元¦¦\n科目编码¦科目名称¦合计\n205¦教育支出¦9"
    )
    assert amounts(text, "code_printed", "measure", "printed_text") == [("205", "total", "9")]


ECONOMIC = BUDGET + "财政拨款支出预算表（按经济分类科目）\n" + WAN


@pytest.mark.parametrize("is_government_first", [False, True])
def test_economic_classes_of_department_and_government_side_by_side(
    *, is_government_first: bool
) -> None:
    ours, theirs = (("部门", "301¦工资福利支出"), ("政府", "501¦机关工资福利支出"))
    one, two = (theirs, ours) if is_government_first else (ours, theirs)
    text = ECONOMIC + (
        f"{one[0]}预算支出经济分类科目¦¦¦{two[0]}预算支出经济分类科目\n"
        "科目编码¦科目名称¦金额¦科目编码¦科目名称¦金额\n"
        f"¦合计¦9.00¦¦合计¦9.00\n{one[1]}¦9.00¦{two[1]}¦9.00"
    )
    # The department's is what the table is by; the government's is the same money once more.
    by = {"301": None, "501": "government_economic"}
    printed = [row for row in amounts(text, "code_printed", "classification") if row[0]]
    assert sorted(printed) == sorted(by.items())


@pytest.mark.parametrize(
    "row",
    ["50201-办公经费¦30201-办公费", "30201-办公费¦50201-办公经费"],
)
def test_of_two_economic_codes_of_a_row_the_departments_is_told(row: str) -> None:
    first, second = ("政府", "部门") if row.startswith("5") else ("部门", "政府")
    text = ECONOMIC + (
        f"{first}支出经济分类科目¦{second}支出经济分类科目¦合计¦人员经费¦公用经费\n"
        f"{row}¦9.00¦¦9.00\n合计¦¦9.00¦¦9.00"
    )
    told = [line for line in amounts(text, "code_printed", "label_printed") if line[0]]
    assert set(told) == {("30201", "办公费")}


@pytest.mark.parametrize("blank", [True, False])
def test_a_first_row_of_figures_without_a_name_is_the_total(*, blank: bool) -> None:
    name = "" if blank else "基本工资"
    text = ECONOMIC + (
        "科目编码¦科目名称¦合计¦人员经费¦公用经费\n"
        f"{'' if blank else '30101'}¦{name}¦9.00¦7.00¦2.00\n"
        "301¦工资福利支出¦7.00¦7.00\n302¦商品和服务支出¦2.00¦¦2.00"
    )
    kinds = [row[0] for row in amounts(text, "row_kind", "measure") if row[1] == "total"]
    assert kinds == ["total" if blank else "line", "line", "line"]


def test_a_class_of_the_government_alone_is_a_subtotal_of_the_departments_below_it() -> None:
    text = ECONOMIC + (
        "政府预算支出经济分类¦¦部门预算支出经济分类¦¦合计\n科目编码¦科目名称¦科目编码¦科目名称\n"
        "¦合计¦¦¦9.00\n501¦机关工资福利支出¦¦¦9.00\n"
        "50101¦工资奖金津补贴¦30101¦基本工资¦5.00\n50102¦社会保障缴费¦30112¦其他社会保障缴费¦4.00"
    )
    assert amounts(text, "row_kind", "code_printed", "label_printed") == [
        ("total", None, "合计"),
        ("subtotal", "501", "机关工资福利支出"),
        ("line", "30101", "基本工资"),
        ("line", "30112", "其他社会保障缴费"),
    ]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("names", [("项目", "项目"), ("项目（按功能分类）", "项目（按支出用途）")])
def test_groups_of_a_summary_are_told_apart_by_their_names(
    order: tuple[int, int], names: tuple[str, str]
) -> None:
    groups = [
        [names[0], "预算数", "一、教育支出", "5", "二、住房保障支出", "4"],
        [names[1], "预算数", "工资福利支出", "6", "商品和服务支出", "3"],
    ]
    one, two = (groups[index] for index in order)
    rows = zip(*[iter(one)] * 2, *[iter(two)] * 2, strict=True)
    text = (
        SUMMARY
        + "收入¦¦支出\n"
        + "\n".join(
            "¦".join([side, *row])
            for side, row in zip(("项目¦预算数", "一、财政拨款收入¦9", "¦"), rows, strict=True)
        )
    )
    found = {row[0]: row[1] for row in amounts(text, "label_printed", "classification")}
    assert found.pop("一、财政拨款收入") is None
    assert found == {
        "一、教育支出": "functional",
        "二、住房保障支出": "functional",
        "工资福利支出": "economic",
        "商品和服务支出": "economic",
    }
