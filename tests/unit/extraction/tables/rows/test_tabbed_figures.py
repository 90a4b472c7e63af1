"""Figures of tables with tab stops, and the numbers and words that are none."""

import pytest

from ingest.rows.derived import with_derived
from tests.support.table_text import BUDGET, FINAL, WAN, amounts, measured, read

GENERAL = BUDGET + "一般公共预算支出表\n" + WAN


def placed(text: str) -> list[tuple[str | int | None, ...]]:
    return amounts(text, "code_printed", "label_printed", "measure", "printed_text", "placement")


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


def test_a_figure_under_a_heading_that_nobody_knows_is_not_moved_to_one_that_is_known() -> None:
    """The heading, of a scan, was misread: what the sum lacks is under it, not beside it."""
    heads = "科目编码¦科目名称¦合计¦财政拨款收入¦¦¦¦事业收入\n"
    heads += "¦¦¦小计¦聲共预¦政府性基金预算收入¦国有资本经营预算收入¦\n"
    rows = "201¦一般公共服务支出¦507.97¦507.97¦507.97¦¦¦\n205¦教育支出¦1.50¦1.50¦1.50¦¦¦\n"
    total = "¦合计¦509.47¦509.47¦509.47¦¦¦\n"
    text = f"{BUDGET}部门收入总表\n{WAN}{heads}{rows}{total}"
    found = [(row[2], row[3], row[4]) for row in placed(text) if row[0] == "201"]
    assert found == [
        ("total", "507.97", "printed"),
        ("fiscal_appropriation", "507.97", "printed"),
        (None, "507.97", "printed"),
    ]
