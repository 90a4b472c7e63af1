"""Tables flattened to text, in which empty cells have vanished: which column a figure is in."""

import pytest

from tests.support.table_text import BUDGET, WAN, amounts, placed, read

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


def test_small_figures_behind_a_name_are_a_row() -> None:
    text = BUDGET + "“三公”经费预算表\n" + WAN + "项目 预算数\n公务接待费 4\n公务用车费 6\n合计 10"
    assert amounts(text, "measure", "printed_text") == [
        ("official_reception", "4"),
        ("vehicle_total", "6"),
        ("total", "10"),
    ]
