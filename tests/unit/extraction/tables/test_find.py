"""Where tables are: titles, numbers, contents, notes, and what is announced or declared empty."""

import pytest

from tests.support.table_text import BUDGET, FINAL, WAN, amounts, read, tables

ROWS = "科目编码¦科目名称¦合计\n208¦社会保障和就业支出¦2\n"
HEADED = "科目编码¦科目名称¦合计\n"
EMPTY = f"{HEADED}¦合计¦\n"
STATE = ("table_type", "status")


@pytest.mark.parametrize(
    ("title", "table_type", "scope"),
    [
        ("部门收支总表", "revenue_expenditure_summary", "all_funds"),
        ("收入支出决算总表", "revenue_expenditure_summary", "all_funds"),
        ("部门收入总表", "revenue_statement", "all_funds"),
        ("支出决算表", "expenditure_statement", "all_funds"),
        ("财政拨款收支预算总表", "appropriation_summary", "fiscal_appropriation"),
        ("一般公共预算财政拨款支出决算表", "general_budget_expenditure", "general_public_budget"),
        (
            "一般公共预算基本支出表（部门经济分类）",
            "general_budget_basic_expenditure",
            "general_public_budget",
        ),
        ("政府性基金预算支出表", "government_fund_expenditure", "government_fund"),
        ("国有资本经营预算支出表", "state_capital_expenditure", "state_capital"),
        ("一般公共预算“三公”经费支出表", "three_public", "general_public_budget"),
        ("政府采购预算表", "procurement", None),
        ("三、项目支出表", "project_expenditure", "all_funds"),
    ],
)
def test_titles_say_type_and_scope(title: str, table_type: str, scope: str | None) -> None:
    text = f"{BUDGET}{title}\n{WAN}{ROWS}"
    assert tables(text, "table_type", "scope", "status") == [(table_type, scope, "present")]


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("表1-1\n\n部门收入总表\n", "1-1"),
        ("部门收入总表\n公开02表\n", "02"),
        ("部门收入总表（表2）\n", "2"),
        ("表2：部门收入总表\n", "2"),
        ("附表3 部门收入总表\n", "3"),
        ("表一：\n\n部门收入总表\n", "一"),
        ("部门收入总表\n", None),
    ],
)
def test_numbers_of_tables(heading: str, number: str | None) -> None:
    text = f"{BUDGET}{heading}{WAN}{ROWS}"
    assert tables(text, "table_no", "table_type") == [(number, "revenue_statement")]


@pytest.mark.parametrize(
    ("lines", "unit"),
    [
        (f"部门收入总表\n单位：元\n{ROWS}", "元"),
        (f"部门收入总表\n部门：甘泉县民政局¦金额单位: 人民币万元\n{ROWS}", "万元"),
        (f"部门收入总表\n计量单位：千元\n{ROWS}", "千元"),
        (f"单位：亿元\n部门收入总表\n{ROWS}", "亿元"),
        ("部门收入总表\n科目编码¦科目名称¦合计（万元）\n208¦社会保障和就业支出¦2", "万元"),
        (f"部门收入总表\n{ROWS}", None),
    ],
)
def test_units_of_money(lines: str, unit: str | None) -> None:
    assert tables(BUDGET + lines, "money_unit") == [(unit,)]


def test_a_title_wrapped_over_two_lines() -> None:
    text = f"{BUDGET}甘泉县民政局一般公共预算财政拨款基本\n支出预算表\n{WAN}{ROWS}"
    assert tables(text, "table_type") == [("general_budget_basic_expenditure",)]


CONTENTS = "目录\n一、部门收支总表\n二、部门收入总表........2\n三、部门支出总表 ...... 3\n\n"


def test_what_the_contents_announce_and_the_body_lacks_is_missing() -> None:
    text = f"{BUDGET}{CONTENTS}第二部分 预算表\n\n部门收入总表\n{WAN}{ROWS}"
    assert tables(text, *STATE) == [
        ("revenue_statement", "present"),
        ("revenue_expenditure_summary", "announced_missing"),
        ("expenditure_statement", "announced_missing"),
    ]


def test_contents_that_are_repeated_announce_once() -> None:
    once = f"{BUDGET}{CONTENTS}部门收入总表\n{WAN}{ROWS}"
    twice = f"{BUDGET}{CONTENTS}第二部分\n\n{CONTENTS}部门收入总表\n{WAN}{ROWS}"
    assert tables(once, *STATE) == tables(twice, *STATE)


def test_contents_in_a_table_announce_too() -> None:
    contents = "序号¦表名¦页码\n1¦部门收支总表¦3\n2¦部门收入总表¦4\n\n第二部分\n\n"
    text = f"{BUDGET}{contents}部门收入总表\n{WAN}{ROWS}"
    assert ("revenue_expenditure_summary", "announced_missing") in tables(text, *STATE)


def test_without_contents_nothing_is_announced() -> None:
    assert tables(f"{BUDGET}部门收入总表\n{WAN}{ROWS}", *STATE) == [
        ("revenue_statement", "present")
    ]


def test_a_title_over_two_lines_may_begin_with_its_number() -> None:
    text = (
        f"{BUDGET}公开09表：一般公共预算“三公”经费、会议费、培训费\n支出预算表\n{WAN}"
        "合计¦因公出国（境）费¦公务接待费\n3¦1¦2\n"
    )
    assert tables(text, "table_no", "scope", *STATE) == [
        ("09", "general_public_budget", "three_public", "present")
    ]


@pytest.mark.parametrize(
    ("title", "scope"),
    [
        ("一般公共预算基本支出预算表", "general_public_budget"),
        ("一般公共预算财政拨款基本支出决算表", "general_public_budget"),
        ("财政拨款基本支出预算表", "fiscal_appropriation"),
    ],
)
def test_basic_expenditure_has_the_scope_of_its_title(title: str, scope: str) -> None:
    text = f"{BUDGET}{title}\n{WAN}{ROWS}"
    assert tables(text, "table_type", "scope") == [("general_budget_basic_expenditure", scope)]


def test_a_form_of_performance_is_no_table_of_money() -> None:
    text = f"{BUDGET}财政项目支出绩效目标填报表\n项目名称¦就业补贴\n项目资金总额¦6,351,000.00\n"
    assert tables(text, "table_type", "amount_count") == [("performance_targets", 0)]


def test_a_number_without_a_table_is_kept_as_missing() -> None:
    text = (
        f"{BUDGET}表1\n部门收支总表\n{WAN}{ROWS}\n表2-1\n备注：无。\n\n表3\n支出总表\n{WAN}{ROWS}"
    )
    assert tables(text, "table_no", *STATE) == [
        ("1", "revenue_expenditure_summary", "present"),
        ("2-1", None, "announced_missing"),
        ("3", "expenditure_statement", "present"),
    ]


@pytest.mark.parametrize(
    "note",
    [
        "备注：此表无数据。",
        "说明：此表无数据",
        "注：本单位没有政府性基金预算拨款收入，也没有安排的支出，故本表无数据。",
        "注：本表为空表。",
        "本单位2024年没有政府性基金预算拨款安排的支出。",
        "备注：我部门未安排政府性基金预算支出，以空表公开。",
        "注：本单位当年无政府性基金收入支出",
    ],
)
@pytest.mark.parametrize("body", [EMPTY, "", "科目编码¦科目名称¦合计\n¦¦\n"])
def test_a_note_declares_a_table_empty(note: str, body: str) -> None:
    text = f"{BUDGET}政府性基金预算支出表\n{WAN}{body}\n{note}\n"
    assert tables(text, *STATE) == [("government_fund_expenditure", "declared_empty")]


@pytest.mark.parametrize(
    "note", ["注：本表反映单位本年度支出情况。", "备注：“上年结转”均无数据。", "第三部分 说明"]
)
def test_other_notes_declare_nothing(note: str) -> None:
    text = f"{BUDGET}政府性基金预算支出表\n{WAN}{HEADED}\n{note}\n"
    assert tables(text, *STATE) == [("government_fund_expenditure", "present")]


def test_a_form_left_blank_to_its_total_row_is_empty() -> None:
    text = f"{BUDGET}政府性基金预算支出表\n{WAN}{EMPTY}\n第三部分 说明\n"
    assert tables(text, *STATE) == [("government_fund_expenditure", "declared_empty")]


def test_a_note_may_lead_over_to_the_one_that_declares() -> None:
    text = (
        f"{FINAL}政府性基金预算财政拨款收入支出决算表\n{WAN}{HEADED}"
        "注：本表反映部门本年度政府性基金预算财政拨款收入支出及结转和结余情况。\n"
        "无政府性基金预算财政拨款收入支出的，仍保留该表格式，并作下述说明：\n"
        "说明：甘泉县民政局本年度没有政府性基金预算财政拨款收入和支出，故本表无数据。\n"
        "第三部分 说明\n"
    )
    assert tables(text, *STATE, "line", "line_end") == [
        ("government_fund_expenditure", "declared_empty", 3, 8)
    ]


def test_a_wrapped_note_of_a_tabbed_table_is_one_note() -> None:
    text = (
        f"{FINAL}政府性基金预算支出决算表\n{WAN}{HEADED}"
        "说明：甘泉县民政局没有政府性基金收入，也没有使用政府性基金安排的支出，故本\n"
        "表无数据。\n一、收入说明\n"
    )
    assert tables(text, *STATE, "line_end") == [
        ("government_fund_expenditure", "declared_empty", 7)
    ]


def test_figures_speak_against_a_note() -> None:
    text = f"{BUDGET}政府性基金预算支出表\n{WAN}{ROWS}\n备注：此表无数据。\n"
    assert tables(text, "status", "amount_count") == [("present", 1)]


def test_a_title_with_nothing_but_a_declaration() -> None:
    text = f"{BUDGET}收入总表\n{WAN}{ROWS}\n政府采购预算表\n\n本单位无政府采购，本表为空表。\n"
    assert tables(text, *STATE)[1] == ("procurement", "declared_empty")


def test_untitled_notes_stand_for_their_tables() -> None:
    text = (
        f"{FINAL}一般公共预算财政拨款支出决算表\n\n{WAN}\n科目编码 科目名称 合计\n\n合计 2.00\n\n"
        "注：本表反映支出情况。\n\n"
        "说明：甘泉县民政局没有政府性基金收入，也没有使用政府性基金安排的支出，故本表\n\n无数据。\n\n"
        "说明：甘泉县民政局没有国有资本经营预算支出，故本表无数据。\n\n"
        "说明：甘泉县民政局没有财政拨款“三公”经费支出，故本表无数据。\n"
    )
    assert tables(text, "title", *STATE)[1:] == [
        (None, "government_fund_expenditure", "declared_empty"),
        (None, "state_capital_expenditure", "declared_empty"),
        (None, "three_public", "declared_empty"),
    ]


def test_an_untitled_note_adds_nothing_to_a_table_that_is_there() -> None:
    text = (
        f"{BUDGET}政府性基金预算支出表\n{WAN}{ROWS}\n第三部分\n\n"
        "说明：甘泉县民政局没有政府性基金收入，故本表无数据。\n"
    )
    assert tables(text, *STATE) == [("government_fund_expenditure", "present")]


def test_two_tables_of_one_type_are_two_tables() -> None:
    text = f"{BUDGET}项目支出表\n{WAN}{ROWS}\n项目支出表\n{WAN}{ROWS}"
    assert len(tables(text, "table_index")) == 2


def test_a_table_ends_where_narrative_begins() -> None:
    text = f"{BUDGET}收入总表\n{WAN}{ROWS}\n一、收支情况说明\n\n2024年收入2万元。\n"
    assert tables(text, "line", "line_end") == [(3, 6)]


HEAD = "科目编码¦科目名称¦合计¦基本支出¦项目支出\n"
FIRST = "¦合计¦9.00¦7.00¦2.00\n201¦一般公共服务支出¦6.00¦4.00¦2.00\n"
SECOND = "208¦社会保障和就业支出¦2.00¦2.00¦\n221¦住房保障支出¦1.00¦1.00¦\n"
WHOLE = [("expenditure_statement", "present", 10)]
COUNTED = (*STATE, "amount_count")


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
    ("title", "rows", "found"),
    [
        # By its rows, where the title leaves it open.
        (
            "一般公共预算财政拨款支出决算表（二）",
            "经济分类科目编码¦科目名称¦决算数\n301¦工资福利支出¦3\n30101¦基本工资¦3\n",
            ("appropriation_economic_expenditure", "general_public_budget", "present"),
        ),
        (
            "政府性基金收支总表",
            "收入¦¦支出¦\n项目¦预算数¦项目¦预算数\n一、政府性基金¦5¦一、城乡社区支出¦5\n",
            ("appropriation_summary", "government_fund", "present"),
        ),
        (
            "政府性基金预算收支表",
            "科目编码¦科目名称¦本年收入¦本年支出\n212¦城乡社区支出¦5¦5\n21208¦国有土地¦5¦5\n",
            ("government_fund_expenditure", "government_fund", "present"),
        ),
        (
            "支出总表",
            "单位编码¦单位名称¦合计¦一般公共预算¦政府性基金预算\n125001¦甘泉县民政局¦3¦3¦\n",
            ("unit_expenditure", "all_funds", "present"),
        ),
        (
            "一般公共预算基本支出明细表（按功能科目分）",
            "科目编码¦科目名称¦合计\n208¦社会保障和就业支出¦3\n20801¦管理¦3\n",
            ("general_budget_basic_functional_expenditure", "general_public_budget", "present"),
        ),
        # Parts, and what the contract has no type for.
        (
            "因公出国（境）费用支出预算表",
            HEAD + FIRST,
            (None, None, "untyped"),
        ),
        ("政府债务还本付息表", "项目¦还本¦付息\n一般债¦200.00¦30.00\n", (None, None, "untyped")),
        ("任务清单明细表", "项目¦金额\n甲¦3.00\n", (None, None, "untyped")),
        # The head and the rows speak against the title.
        (
            "一般公共预算支出表（按功能分类）",
            "科目编码¦科目名称¦合计\n301¦工资福利支出¦3\n30101¦基本工资¦3\n",
            (None, None, "uncertain"),
        ),
        (
            "支出总表",
            "用途¦合计¦一般公共预算¦政府性基金预算\n采购¦3¦3¦\n",
            (None, None, "uncertain"),
        ),
        (
            "政府性基金预算支出表",
            "科目名称¦一般公共预算支出\n社会保障和就业支出¦3\n",
            (None, None, "uncertain"),
        ),
        (
            "一般公共预算基本支出表",
            "科目名称¦合计¦基本支出¦项目支出\n工资福利支出¦3¦2¦1\n",
            (None, None, "uncertain"),
        ),
    ],
)
def test_title_head_and_rows_agree_on_what_a_table_is(
    title: str, rows: str, found: tuple[str | None, str | None, str]
) -> None:
    text = f"{BUDGET}{title}\n{WAN}{rows}"
    assert tables(text, "table_type", "scope", "status") == [found]


def test_the_amounts_of_an_untyped_table_are_kept() -> None:
    text = f"{BUDGET}政府债务还本付息表\n{WAN}项目¦还本¦付息\n一般债¦200.00¦30.00\n"
    assert tables(text, *COUNTED) == [(None, "untyped", 2)]
    assert amounts(text, "printed_text") == [("200.00",), ("30.00",)]


def test_an_untyped_table_that_is_none_of_money_refuses_no_document() -> None:
    rows = "项目¦还本¦付息\n一般债¦2026-3-26¦30.00\n"
    assert tables(f"{BUDGET}政府债务还本付息表\n{WAN}{rows}", *COUNTED) == [(None, "untyped", 1)]


def test_the_unit_of_money_may_stand_behind_the_title() -> None:
    assert tables(f"{BUDGET}支出总表（单位：元）\n{HEAD}{FIRST}", "table_type", "money_unit") == [
        ("expenditure_statement", "元")
    ]


TORN = (
    "项目名称¦项目总额¦一级指标¦二级指标¦三级指标¦指标性质¦指标值\n"
    "甲项目¦20.50¦产出指标¦数量指标¦设备数量¦≥¦9\n"
    "整理馆藏档案，改善\n乙项目 10.00 查阅条件。\n"
)


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


def test_the_heading_budget_is_one_of_money() -> None:
    text = f"{BUDGET}一般公共预算支出表\n{WAN}科目编码¦科目名称¦预算\n¦合计¦9.02\n"
    assert amounts(text, "measure", "printed_text") == [("total", "9.02")]
