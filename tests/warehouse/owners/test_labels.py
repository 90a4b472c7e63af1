"""Labels that Python and SQL once read differently, from the document to the mapped line."""

from pathlib import Path

import pytest

from tests.support.model_sql import Session
from tests.support.table_text import WAN, read

TITLE = "甘泉县民政局2024年部门预算\n\n"
SUMMARY = (
    "收支总表\n"
    + WAN
    + "收入¦¦支出¦\n项目¦预算数¦项目¦预算数\n"
    + "㈠一般公共预算拨款收入¦60.00¦①一般公共服务支出¦100.00\n"
    + "㈡政府性基金预算拨款收入¦30.00¦¦\n"
    + "⑶其他\u200b收入¦10.00¦¦\n"
    + "本年收入合计¦100.00¦本年支出合计¦100.00\n"
    + "上年结转¦¦¦\n"
    + "㈠一般公共预算拨款收入¦5.00¦年终结转结余¦5.00\n"
    + "收入总计¦105.00¦支出总计¦105.00\n"
)
PROJECTS = (
    "部门项目支出表\n"
    + WAN
    + "项目名称¦合计\n合计¦6.00\n"
    + "12.4宪法日宣传经费¦3.00\n3.8妇女节活动经费¦2.00\n1.5倍工资¦1.00\n"
)
_MODELS = (
    "stg_raw__editions",
    "stg_raw__documents",
    "stg_raw__tables",
    "stg_raw__amounts",
    "int_lines__surrounded",
    "int_lines__numbered",
    "int_lines__hierarchies",
    "int_lines__labelled",
    "int_lines__classified",
    "int_amounts__classified",
)


@pytest.fixture
def session(warehouse: Path) -> Session:
    session = Session(warehouse)
    session.give_document(read(TITLE + SUMMARY + "\n" + PROJECTS))
    session.make(*_MODELS)
    return session


def test_a_date_in_a_name_stays_in_it(session: Session) -> None:
    rows = session.rows(
        "select label_printed, label from {int_amounts__classified}"
        " where table_type = 'project_expenditure' and row_kind = 'line' order by row_no"
    )
    assert rows == [
        (name, name) for name in ("12.4宪法日宣传经费", "3.8妇女节活动经费", "1.5倍工资")
    ]


def test_enclosed_ordinals_hide_no_line(session: Session) -> None:
    rows = session.rows(
        "select label_key, line_code, code, mapping_method from {int_amounts__classified}"
        " where table_type = 'revenue_expenditure_summary' and row_kind = 'line'"
        " order by row_no, column_no"
    )
    mapped = "label_in_hierarchy"
    assert rows == [
        ("一般公共预算拨款收入", "general_public_budget", None, mapped),
        ("一般公共服务支出", None, "201", mapped),
        ("政府性基金预算拨款收入", "government_fund", None, mapped),
        ("其他收入", "other_income", None, mapped),
        # below a section whose own line is blank
        ("一般公共预算拨款收入", "carryover_general_public_budget", None, mapped),
        ("年终结转结余", "closing_balance", None, mapped),
    ]
