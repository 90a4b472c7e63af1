"""Remarks on a filing as a whole: each kind with its place, and what only looks like one."""

import pytest

from ingest.extraction.extract import extract
from tests.support.table_text import document

SAID = (
    "本单位职责是服务群众。机关运行经费9.00万元。政府采购1.00万元。名词解释。"
    "基本支出7.00万元，项目支出2.00万元，会议费0.10万元，培训费0.20万元，差旅费0.30万元，"
    "办公费0.40万元，印刷费0.50万元，水费0.60万元，电费0.70万元。"
)
ROWS = "单位：万元\n科目编码¦科目名称¦合计\n¦合计¦9.00\n208¦社会保障和就业支出¦9.00\n"
STATEMENT = f"2024年部门支出总表\n{ROWS}"
REVENUE = f"2024年部门收入总表\n{ROWS}"
FUNDS = "2024年政府性基金预算支出表\n单位：万元\n科目编码¦科目名称¦合计\n注：{}\n"
CAPITAL = "2024年国有资本经营预算支出表\n单位：万元\n科目编码¦科目名称¦合计\n注：{}\n"
NO_FUNDS = "本单位没有政府性基金预算支出，故本表无数据。"
NO_CAPITAL = "本单位没有国有资本经营预算支出，故本表无数据。"


def remarks(*parts: str) -> list[tuple[str, str]]:
    text = "\n".join(("甘泉县民政局2024年部门预算", "", *parts)).replace("¦", "\t")
    rows = extract(document(text))["remarks"]
    return [(str(row["kind"]), str(row["token"])) for row in rows]


def test_a_filing_in_order_is_not_remarked() -> None:
    empty = FUNDS.format(NO_FUNDS) + CAPITAL.format(NO_CAPITAL)
    assert remarks(STATEMENT, REVENUE, empty, SAID) == []


def test_a_summary_without_amounts_beside_a_table_that_has_them() -> None:
    empty = (
        "2024年收支总表\n单位：万元\n项目¦预算数¦项目¦预算数\n"
        "一、一般公共预算收入¦¦一、社会保障和就业支出¦\n收入总计¦¦支出总计¦\n"
    )
    assert remarks(empty, STATEMENT, SAID) == [("empty_table", "2024年收支总表")]
    # Of a filing without any amount nothing is known.
    assert remarks(empty) == []


def test_the_title_of_a_table_names_another_year_than_those_around_it() -> None:
    titles = STATEMENT + REVENUE.replace("2024年", "2023年") + FUNDS.format(NO_FUNDS)
    assert remarks(titles, SAID) == [("other_year", "2023年")]


def test_a_note_of_another_fund_than_that_of_its_table() -> None:
    tables = FUNDS.format(NO_CAPITAL) + CAPITAL.format(NO_CAPITAL)
    assert [kind for kind, _ in remarks(STATEMENT, tables, SAID)] == ["note_of_other_fund"]
    # A note of both funds is one of its own; one of a fund without a table stands for that table.
    both = "本单位没有政府性基金预算支出和国有资本经营预算支出，故本表无数据。"
    assert remarks(STATEMENT, FUNDS.format(both), CAPITAL.format(NO_CAPITAL), SAID) == []
    assert remarks(STATEMENT, FUNDS.format(NO_CAPITAL), SAID) == []


@pytest.mark.parametrize(
    ("words", "section"),
    [
        ("职责", "单位职责"),
        ("机关运行经费", "机关运行经费"),
        ("政府采购", "政府采购"),
        ("名词解释", "名词解释"),
    ],
)
def test_an_explanation_that_is_due_is_not_given(words: str, section: str) -> None:
    assert remarks(STATEMENT, SAID.replace(words, "其他")) == [("section_missing", section)]


def test_a_filing_of_tables_alone_owes_no_explanations() -> None:
    assert remarks(STATEMENT, "基本支出7.00万元。") == []


def test_a_page_about_three_public_expenses_alone_owes_no_explanations() -> None:
    table = (
        "2024年“三公”经费支出预算表\n单位：万元\n项目¦预算数\n合计¦9.00\n因公出国（境）费¦0\n"
        "公务接待费¦9.00\n公务用车购置及运行维护费¦0\n"
    )
    assert remarks(table, SAID.replace("名词解释", "其他")) == []


@pytest.mark.parametrize(
    ("dates", "days"),
    [
        ("批复日期：2024年1月20日\n公开日期：2024年2月10日", "2024-01-20至2024-02-10"),
        ("2024年1月20日县财政局批复，2024年3月1日向社会公开。", "2024-01-20至2024-03-01"),
        ("批复日期：2024年1月20日\n公开日期：2024年2月9日", None),
        ("批复日期：2024年1月20日\n批复日期：2024年1月25日\n公开日期：2024年3月9日", None),
        ("公开日期：2024年3月9日", None),
        ("批复日期：2024年2月30日\n公开日期：2024年4月9日", None),
    ],
)
def test_publication_later_than_twenty_days_after_approval(dates: str, days: str | None) -> None:
    assert remarks(STATEMENT, SAID, dates) == ([("published_late", days)] if days else [])
