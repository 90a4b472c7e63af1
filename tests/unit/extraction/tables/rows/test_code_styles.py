"""Codes as forms print them: behind names, with names, in parts, beside serial numbers."""

from tests.support.table_text import BUDGET, WAN, amounts, read

GENERAL = BUDGET + "一般公共预算支出表\n" + WAN


def test_a_class_and_section_stay_those_of_the_page_before() -> None:
    text = GENERAL + (
        "科目编码¦¦¦科目名称¦合计\n"
        "类¦款¦项¦¦\n"
        "¦¦¦合计¦6\n"
        "208¦¦¦社会保障和就业支出¦6\n"
        "¦05¦¦行政事业单位养老支出¦6\n"
        "¦¦05¦机关事业单位基本养老保险缴费支出¦4\n"
        "科目编码¦¦¦科目名称¦合计\n"
        "类¦款¦项¦¦\n"
        "¦¦06¦机关事业单位职业年金缴费支出¦2"
    )
    codes = [code for (code,) in amounts(text, "code_printed")]
    assert codes == [None, "208", "208 05", "208 05 05", "208 05 06"]


def test_a_number_that_counts_rows_is_no_code() -> None:
    text = GENERAL + (
        "序号¦科目编码¦科目名称¦合计\n"
        "9¦2101102¦事业单位医疗¦1\n"
        "10¦2101103¦公务员医疗补助¦2\n"
        "201¦221¦住房保障支出¦3"
    )
    codes = [code for (code,) in amounts(text, "code_printed")]
    assert codes == ["2101102", "2101103", "221"]


def test_a_code_in_a_column_behind_the_name() -> None:
    text = GENERAL + (
        "科目名称¦科目编码¦合计¦基本支出\n合计¦¦3¦3\n档案事务¦20126¦3¦3\n行政运行¦2012601¦3¦3"
    )
    assert amounts(text, "code_printed", "label_printed", "measure", "printed_text")[2:4] == [
        ("20126", "档案事务", "total", "3"),
        ("20126", "档案事务", "basic", "3"),
    ]


def test_codes_in_the_cells_of_names_and_of_units() -> None:
    text = GENERAL + (
        "功能分类科目¦合计\n"
        "合计¦3\n"
        "101001-甘泉县救助站¦3\n"
        "[208]社会保障和就业支出¦3\n"
        "2080505-机关事业单位基本养老保险缴费支出¦2\n"
        "机关事业单位职业年金缴费支出（2080506）¦1"
    )
    assert amounts(text, "code_printed", "label_printed", "row_kind") == [
        (None, "合计", "total"),
        (None, "甘泉县救助站", "unit"),
        ("208", "社会保障和就业支出", "line"),
        ("2080505", "机关事业单位基本养老保险缴费支出", "line"),
        ("2080506", "机关事业单位职业年金缴费支出", "line"),
    ]


def test_the_codes_and_names_of_the_table_where_both_classifications_stand_in_a_row() -> None:
    rows = (
        "功能科目编码¦功能科目名称¦经济科目编码¦经济科目名称¦合计\n"
        "2012601¦行政运行¦30101¦基本工资¦2\n"
        "2012601¦行政运行¦30201¦办公费¦1"
    )
    assert amounts(GENERAL + rows, "code_printed", "label_printed") == [
        ("2012601", "行政运行"),
        ("2012601", "行政运行"),
    ]
    basic = BUDGET + "一般公共预算基本支出表\n" + WAN + rows
    assert amounts(basic, "code_printed", "label_printed") == [
        ("30101", "基本工资"),
        ("30201", "办公费"),
    ]


def test_codes_with_names_in_text_without_columns() -> None:
    text = GENERAL + (
        "功能分类科目 合计 基本支出\n"
        "合计 3.00 3.00\n"
        "[208]社会保障和就业支出 3.00 3.00\n"
        "2080505-机关事业单位基本养老保险缴费支出 3.00 3.00"
    )
    assert amounts(text, "code_printed", "label_printed")[::2] == [
        (None, "合计"),
        ("208", "社会保障和就业支出"),
        ("2080505", "机关事业单位基本养老保险缴费支出"),
    ]


def test_the_ledger_knows_the_codes() -> None:
    text = GENERAL + (
        "科目名称¦科目编码¦合计\n"
        "合计¦¦3\n"
        "档案事务¦20126¦3\n"
        "[2012601]行政运行¦¦3\n"
        "2012601-行政运行¦¦3"
    )
    reasons = [row["reason"] for row in read(text)["figures"] if row["printed_text"] != "3"]
    assert reasons[1:] == ["classification code"] * 3
