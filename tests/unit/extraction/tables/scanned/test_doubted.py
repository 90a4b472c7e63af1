"""Rows of scans: a code that its name contradicts, or that nobody is sure of, is in doubt."""

from dataclasses import replace

import pytest

from ingest.extraction.extract import extract
from ingest.rows.schema import Row
from tests.support.table_text import BUDGET, WAN, document

HEAD = f"{BUDGET}一般公共预算支出表\n{WAN}科目编码¦科目名称¦合计¦基本支出¦项目支出\n"
TOTAL = "合计¦¦351.27¦211.15¦140.12\n"


def rows(body: str, confidence: float | None = 0.99, of_code: float | None = None) -> list[Row]:
    """The amounts of a table; those of its first column as sure as `of_code` where it is given."""
    made = document(body)
    if confidence is not None:
        first = confidence if of_code is None else of_code
        made = replace(
            made,
            lines=tuple(
                replace(line, confidence=(first, *[confidence] * line.text.count("\t")))
                for line in made.lines
            ),
        )
    return extract(made)["amounts"]


def kept_out(body: str, confidence: float | None = 0.99, of_code: float | None = None) -> set[str]:
    """The labels of the rows whose figures are doubtful, none of which is in another row."""
    found = rows(body, confidence, of_code)
    doubtful = {str(row["label_printed"]) for row in found if row["reading"] == "doubtful"}
    others = {str(row["label_printed"]) for row in found if row["reading"] != "doubtful"}
    assert not doubtful & others
    return doubtful


def test_a_code_that_its_name_bears_out_is_believed() -> None:
    body = HEAD + "2080501¦行政单位离退休¦351.27¦211.15¦140.12\n" + TOTAL
    assert kept_out(body) == set()
    assert kept_out(body, of_code=0.6) == set()


@pytest.mark.parametrize("code", ["2080502", "2080591", "208"])
def test_a_code_of_another_name_must_be_sure(code: str) -> None:
    body = HEAD + f"{code}¦行政单位离退休¦351.27¦211.15¦140.12\n" + TOTAL
    assert kept_out(body, of_code=0.95) == {"行政单位离退休"}
    # Publishers do print codes of other names.
    assert kept_out(body) == {"行政单位离退休"}
    assert kept_out(body, of_code=0.9995) == kept_out(body, confidence=None) == set()


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("2080502¦行政单位离退休", id="of another name"),
        pytest.param("2080501¦特别事项", id="of a name that is no class"),
        pytest.param("2080501¦", id="without a name"),
        pytest.param("¦行政单位离退休", id="no code"),
    ],
)
def test_on_a_poor_page_only_its_name_bears_a_code_out(line: str) -> None:
    lines = [
        f"{line}¦351.27¦211.15¦140.12",
        *(f"22101{n:02}¦专项{n}¦{n}7.3{n}¦{n}1.2{n}¦{n}3.7{n}" for n in range(1, 10)),
    ]
    body = HEAD + "\n".join(lines) + "\n" + TOTAL
    first = [row for row in rows(body, 0.9, of_code=0.99) if row["row_no"] == 1]
    assert {row["reading"] for row in first} == {"doubtful"}
    named = body.replace(line, "2080501¦行政单位离退休")
    first = [row for row in rows(named, 0.9, of_code=0.99) if row["row_no"] == 1]
    assert {row["reading"] for row in first} == {"confirmed"}


def test_a_code_of_a_name_that_is_no_class_must_be_sure() -> None:
    body = HEAD + "2080501¦信访大厅改造¦351.27¦211.15¦140.12\n" + TOTAL
    assert kept_out(body) == set()
    assert kept_out(body, of_code=0.95) == {"信访大厅改造"}


def test_a_name_that_was_misread_bears_the_code_out_that_its_like_has() -> None:
    body = HEAD + "{code}¦行政单位高退休¦351.27¦211.15¦140.12\n" + TOTAL
    assert kept_out(body.format(code="2080501"), of_code=0.95) == set()
    assert kept_out(body.format(code="2080502"), of_code=0.95) == {"行政单位高退休"}


def test_a_code_of_the_publishers_own_is_one_of_the_class_that_it_begins_with() -> None:
    head = HEAD.replace("一般公共预算支出表", "一般公共预算基本支出表")
    body = head + "3021101¦差旅费¦351.27¦211.15¦140.12\n" + TOTAL
    assert kept_out(body) == set()


def test_a_code_that_stands_with_its_name_is_held_against_it() -> None:
    head = HEAD.replace("科目编码¦科目名称", "功能分类科目")
    body = head + "{}-行政单位离退休¦351.27¦211.15¦140.12\n" + TOTAL.replace("¦¦", "¦")
    assert kept_out(body.format("2080502"), of_code=0.95) == {"行政单位离退休"}
    assert kept_out(body.format("2080501"), of_code=0.95) == set()


def test_what_stands_for_a_code_and_is_none_was_not_read() -> None:
    body = HEAD + "2O8Q¦社会保障和就业支出¦351.27¦211.15¦140.12\n" + TOTAL
    assert kept_out(body) == {"社会保障和就业支出"}


def test_no_line_takes_the_class_above_one_that_could_not_be_read() -> None:
    head = HEAD.replace("科目编码¦", "科目编码¦¦¦") + "类¦款¦项\n"
    body = (
        "205¦¦¦教育支出¦1.00¦1.00\n¦08¦¦进修及培训¦1.00¦1.00\n¦¦03¦培训支出¦1.00¦1.00\n"
        "�¦¦¦社会保障和就业支出¦350.27¦210.15¦140.12\n"
        "¦05¦¦特别事项¦350.27¦210.15¦140.12\n"
        "¦¦01¦特别事项之一¦350.27¦210.15¦140.12\n"
    )
    total = TOTAL.replace("合计¦¦", "合计¦¦¦¦")
    assert kept_out(head + body + total) == {"社会保障和就业支出", "特别事项", "特别事项之一"}
    codes = {row["label_printed"]: row["code_printed"] for row in rows(head + body + total)}
    assert codes["培训支出"] == "205 08 03"
    assert codes["特别事项之一"] is None


SOUND = [
    "2080501¦行政单位离退休¦131.13¦75.01¦56.12",
    "2080502¦事业单位离退休¦87.23¦45.03¦42.20",
    *(f"22101{n:02}¦专项{n}¦{n}7.3{n}¦{n}1.2{n}¦{n}3.7{n}" for n in range(1, 10)),
]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("¦培训支出¦14.00¦10.00¦4.00", id="no code"),
        pytest.param("2050803¦¦14.00¦10.00¦4.00", id="no name"),
        pytest.param("¦¦14.00¦10.00¦4.00", id="neither"),
        pytest.param("2050803¦培训支出行政运行¦14.00¦10.00¦4.00", id="the names of two"),
    ],
)
def test_a_torn_row_of_a_scan_is_in_doubt(line: str) -> None:
    body = HEAD + "\n".join([*SOUND[:1], line, *SOUND[1:]]) + "\n" + TOTAL
    doubtful = {row["row_no"] for row in rows(body) if row["reading"] == "doubtful"}
    assert doubtful == {2}
    assert all(row["reading"] == "printed" for row in rows(body, confidence=None))


def test_where_several_rows_are_torn_no_row_of_the_table_is_sure() -> None:
    torn = ["¦培训支出¦14.00¦10.00¦4.00", "2050803¦¦14.00¦10.00¦4.00"]
    body = HEAD + "\n".join([*SOUND, *torn]) + "\n" + TOTAL
    assert {row["reading"] for row in rows(body)} == {"doubtful"}


def test_a_table_without_codes_has_lost_none() -> None:
    body = HEAD.replace("科目编码¦", "") + "培训支出¦14.00¦10.00¦4.00\n行政运行¦24.00¦20.00¦4.00\n"
    assert kept_out(body + TOTAL.replace("¦¦", "¦")) == set()


def test_amounts_of_a_scan_that_nothing_names_are_in_doubt() -> None:
    body = HEAD.replace("科目编码¦科目名称¦", "") + "351.27¦211.15¦140.12\n"
    assert {row["reading"] for row in rows(body)} == {"doubtful"}
    assert {row["reading"] for row in rows(body, confidence=None)} == {"printed"}


def test_numbers_of_columns_whose_sign_was_misread_are_in_no_fact() -> None:
    """1 and 2 make 3, and prove one another."""
    head = HEAD.replace(
        "科目编码¦科目名称¦合计¦基本支出¦项目支出", "科目名称¦基本支出¦项目支出¦合计"
    )
    body = head + "林¦1¦2¦3\n行政单位离退休¦211.15¦140.12¦351.27\n合计¦211.15¦140.12¦351.27\n"
    assert kept_out(body) == {"林"}
    assert not kept_out(body.replace("¦1¦2¦3", "¦1.00¦2.00¦3.00"))


@pytest.mark.parametrize(
    ("name", "found"), [("甘泉县民政無", {"甘泉县民政無"}), ("会议服务", set())]
)
def test_a_line_whose_name_is_nearly_a_units_may_be_the_units_total(
    name: str, found: set[str]
) -> None:
    body = (
        f"{BUDGET}政府采购预算表\n{WAN}科目编码¦采购项目¦预算金额\n2080501¦甘泉县民政局¦351.27\n"
        f"2080501¦{name}¦351.27\n2080501¦印刷服务¦211.15\n2080501¦车辆租赁¦140.12\n"
    )
    assert kept_out(body) == found
    assert kept_out(body, confidence=None) == set()


SIDES = f"""{BUDGET}部门收支总表
{WAN}收入¦¦支出
项目¦预算数¦项目¦预算数
一、财政拨款¦351.27¦一、教育支出¦211.15
二、事业收入¦86.00¦二、科学技术支出¦226.12
收入总计¦437.27¦支出总计¦437.27
"""


@pytest.mark.parametrize(
    ("head", "sides"),
    [
        ("收入¦¦支出", {"revenue", "expenditure"}),
        ("收入¦¦出", {"revenue", "expenditure"}),
        ("入¦¦支出", set()),
        ("入¦¦支", set()),
    ],
)
def test_where_no_heading_of_a_scan_tells_revenue_none_is_spending(
    head: str, sides: set[str]
) -> None:
    found = rows(SIDES.replace("收入¦¦支出", head))
    assert {row["side"] for row in found if row["reading"] != "doubtful"} <= sides | {"expenditure"}
    spent = {row["printed_text"] for row in found if row["side"] == "expenditure"}
    sure = {row["printed_text"] for row in found if row["reading"] != "doubtful"}
    assert "86.00" not in spent & sure
    assert ("86.00" in sure) == ("revenue" in sides)
