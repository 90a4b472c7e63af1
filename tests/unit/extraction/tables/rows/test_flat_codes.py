"""Codes, serial numbers and amounts beside the names of flattened tables."""

from tests.support.table_text import BUDGET, WAN, amounts, measured


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


def test_a_part_of_a_code_glued_to_its_name_is_of_the_code() -> None:
    head = f"一般公共预算基本支出表\n{WAN}科目编码 科目名称 合计 人员经费 公用经费\n"
    rows = "301 工资福利支出 5.00 5.00 0.00\n301 01基本工资 5.00 5.00 0.00\n"
    other = "301 12生肖 1.00 1.00 0.00\n"
    found = amounts(f"{BUDGET}{head}{rows}{other}", "code_printed", "label_printed")
    assert found[::3] == [("301", "工资福利支出"), ("301 01", "基本工资"), ("301", "12生肖")]


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
