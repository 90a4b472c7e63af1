"""Names without figures: lists of parts and names of the unit, with their places."""

import pytest

from ingest.extraction.narrative import Name, read_narrative
from tests.support.narrative_text import YEAR, document


def _names(text: str, kind: str = "listed") -> list[Name]:
    names = read_narrative(document(text), (), YEAR, "budget").names
    return [name for name in names if name.kind == kind]


def test_list_behind_an_amount_belongs_to_it() -> None:
    text = "某中心2022年基本支出9万元。\n\n人员经费7.5万元，主要包括：基本工资、维修（护）费。"
    found = _names(text)

    assert [(n.name, n.line, n.char_from) for n in found] == [
        ("基本工资", 3, 16),
        ("维修(护)费", 3, 21),
    ]
    assert {(n.subject, n.statement_no, n.list_no, n.is_open) for n in found} == {
        ("人员经费", 2, 1, False)
    }


@pytest.mark.parametrize("end", ["等。", "等费用。", "等"])
def test_list_that_goes_on_is_open(end: str) -> None:
    found = _names(f"公用经费5万元。主要包括：办公费、手续费{end}")

    assert [(n.name, n.is_open) for n in found] == [("办公费", True), ("手续费", True)]


def test_list_of_a_side_needs_no_amount() -> None:
    found = _names("收入包括：甲收入、乙收入等；支出包括：教育支出、农林水支出。")

    assert [(n.subject, n.list_no, n.is_open, n.name) for n in found] == [
        ("收入", 1, True, "甲收入"),
        ("收入", 1, True, "乙收入"),
        ("支出", 2, False, "教育支出"),
        ("支出", 2, False, "农林水支出"),
    ]
    assert {n.statement_no for n in found} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "内设机构包括：办公室、综合科。",
        "人员经费7.5万元，用于发展。主要包括：基本工资、奖金。",
        "人员经费7.5万元，主要包括：基本工资。",
        "人员经费7.5万元，主要包括：基本工资3万元、奖金4.5万元。",
        "（一）人员经费：指支出包括：基本工资、奖金。",
    ],
)
def test_other_lists_are_left(text: str) -> None:
    assert _names(text) == []


def test_unit_is_named_where_its_name_stands_before_a_year() -> None:
    text = "本市信息中心的收支。\n\n本市信息中心2022年支出9万元。本市信息中心2022年收入8万元。"

    assert [(n.name, n.line, n.char_from) for n in _names(text, "unit")] == [("本市信息中心", 3, 1)]


def test_what_an_amount_is_for_is_read_where_it_is_construction() -> None:
    text = "其他支出（项）支出45.70万元，主要用于本单位的基建项目支出。完成年初预算的90%。"
    (found,) = _names(text, "purpose")
    (statement,) = (
        one
        for one in read_narrative(document(text), (), YEAR, "budget").statements
        if one.metric == "amount"
    )
    assert (found.name, found.statement_no) == ("基建项目支出", statement.statement_no)


@pytest.mark.parametrize(
    "text",
    [
        "支出45.70万元，主要用于本单位的信息化运维项目支出。",
        "收入45.70万元。主要是基建项目竣工验收，财政拨款收入减少。",
        "支出45.70万元，不用于基建项目支出。",
    ],
)
def test_what_is_no_construction_is_no_purpose(text: str) -> None:
    assert _names(text, "purpose") == []
