"""Codes and units in tables with tab stops."""

from tests.support.table_text import BUDGET, WAN, amounts

GENERAL = BUDGET + "一般公共预算支出表\n" + WAN


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


def test_economic_codes_behind_columns_without_figures_are_no_names_of_the_rows() -> None:
    text = (
        BUDGET
        + "政府采购预算表\n"
        + WAN
        + (
            "科目编码¦¦¦单位编码¦采购项目¦采购目录¦购买服务内容¦规格型号¦数量"
            "¦部门预算支出经济科目编码¦¦政府预算支出经济分类科目编码¦¦实施采购时间¦预算金额¦说明\n"
            "类¦款¦项¦¦¦¦¦¦¦类¦款¦类¦款¦¦¦\n"
            "¦¦¦¦合计¦¦¦¦3¦¦¦¦¦¦9¦\n"
            "224¦01¦06¦1¦全额¦¦¦¦3¦¦¦¦¦¦9¦\n"
            "224¦01¦06¦¦应急平台建设¦A02010104台式计算机¦¦台¦2¦310¦07¦503¦06¦2026-04-12¦4¦\n"
            "224¦01¦09¦¦个人防护装备¦A0799其他¦¦¦1¦302¦99¦502¦99¦2026-04-10¦5¦"
        )
    )
    assert amounts(text, "code_printed", "label_printed", "row_kind", "printed_text") == [
        (None, "合计", "total", "9"),
        ("224 01 06", "全额", "subtotal", "9"),
        ("224 01 06", "应急平台建设", "line", "4"),
        ("224 01 09", "个人防护装备", "line", "5"),
    ]
