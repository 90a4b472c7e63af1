"""A disclosure published again, and one that prints what another implies, in a built warehouse.

The documents are made here, and what is to become of each figure is worked out by hand beside them.
"""

from collections.abc import Iterator
from decimal import Decimal

import duckdb
import pytest

from ingest.base.settings import PROJECT
from ingest.intake.paths import list_documents
from ingest.intake.take import take_in
from ingest.publication.build import build
from ingest.vocabulary.unit_names import stable_unit_id

UNIT = stable_unit_id("甘泉县民政局")
FIRST, SECOND = f"{UNIT}-2024-budget", f"{UNIT}-2024-budget-2"

# Published twice. The second time 行政运行 is 4.50 for 4.00, with all that it is part of; 购房补贴
# stands in the place of 住房公积金.
_BUDGET = """甘泉县民政局2024年部门预算

财政拨款收支总表
单位：万元
收入¦¦支出¦
项目¦预算数¦项目¦预算数
一、一般公共预算拨款收入¦{total}¦一、社会保障和就业支出¦{class_208}
¦¦二、住房保障支出¦2.00
收入总计¦{total}¦支出总计¦{total}

部门支出总表
单位：万元
科目编码¦科目名称¦合计¦基本支出¦项目支出
¦合计¦{total}¦{basic}¦3.00
208¦社会保障和就业支出¦{class_208}¦{item}¦3.00
20802¦民政管理事务¦{class_208}¦{item}¦3.00
2080201¦行政运行¦{item}¦{item}¦
2080299¦其他民政管理事务支出¦3.00¦¦3.00
221¦住房保障支出¦2.00¦2.00¦
22102¦住房改革支出¦2.00¦2.00¦
{housing}¦2.00¦2.00¦
"""
_ONE = {"total": "9.00", "basic": "6.00", "class_208": "7.00", "item": "4.00"}
_TWO = {"total": "9.50", "basic": "6.50", "class_208": "7.50", "item": "4.50"}

# 2024 is 10.00 - 0.50 = 9.50, of which 8.00 - 1.00 = 7.00 and 2.00 - 0.00 = 2.00.
_NEXT = """甘泉县民政局2025年部门预算

支出预算情况
2025年支出预算10.00万元，比2024年预算数增加0.50万元，主要是人员增加。其中：社会保障和就业支出8.00万元，比2024年预算数增加1.00万元；住房保障支出2.00万元，比2024年预算数增加0.00万元。
"""

# The budget is 9.00 / 94.74% = 9.50, of which 7.20 / 96% = 7.50 and 1.80 / 80% = 2.25.
_FINAL = """甘泉县民政局2024年度部门决算

一般公共预算财政拨款支出决算情况说明
2024年度财政拨款支出9.00万元，为年初预算的94.74%。其中：社会保障和就业支出7.20万元，完成年初预算的96.00%；住房保障支出1.80万元，完成年初预算的80.00%。
"""


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("revisions")
    documents = folder / "documents"
    documents.mkdir()
    for name, text in (
        ("a.txt", _BUDGET.format(**_ONE, housing="2210201¦住房公积金")),
        ("a-2.txt", _BUDGET.format(**_TWO, housing="2210203¦购房补贴")),
        ("b.txt", _NEXT),
        ("c.txt", _FINAL),
    ):
        (documents / name).write_text(text.replace("¦", "\t"), encoding="utf-8")
    assert take_in(list_documents(documents), folder / "rows").failures == []
    build(folder / "rows", folder / "warehouse", PROJECT)
    with duckdb.connect(str(folder / "warehouse/mingzhang.duckdb"), read_only=True) as connection:
        yield connection


def _wan(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text) * 10_000


def test_both_editions_are_kept_and_one_is_current(marts: duckdb.DuckDBPyConnection) -> None:
    query = "select document_id, edition, is_current from marts.dim_document where stage = 'budget'"
    assert sorted(marts.execute(query).fetchall()) == [
        (FIRST, 1, False),
        (SECOND, 2, True),
        (f"{UNIT}-2025-budget", 1, True),
    ]
    query = """
        select document_id, is_current, sum(amount_yuan) from marts.fct_reported_amount
        where table_type = 'expenditure_statement' and line_type = 'total' and measure = 'total'
        group by all order by all
    """
    assert marts.execute(query).fetchall() == [
        (FIRST, False, _wan("9.00")),
        (SECOND, True, _wan("9.50")),
    ]


@pytest.mark.parametrize(
    ("fact", "condition"),
    [
        ("fct_functional_expenditure", "phase = 'initial_budget' and scope = 'all_funds'"),
        ("fct_revenue", "phase = 'initial_budget' and scope = 'fiscal_appropriation'"),
        ("fct_unit_total", "measure = 'total_expenditure' and scope = 'all_funds'"),
    ],
)
def test_current_facts_are_those_of_the_last_edition(
    marts: duckdb.DuckDBPyConnection, fact: str, condition: str
) -> None:
    query = f"""
        select document_id, sum(amount_yuan) from marts.{fact}
        where is_current and fiscal_year = 2024 and phase = 'initial_budget' and {condition}
        group by all
    """
    assert marts.execute(query).fetchall() == [(SECOND, _wan("9.50"))]


def test_comparisons_count_no_edition_twice(marts: duckdb.DuckDBPyConnection) -> None:
    query = """
        select functional_code, amount_yuan from marts.cmp_function_share
        where fiscal_year = 2024 and phase = 'initial_budget' and scope = 'all_funds'
            and functional_code in ('208', '221', '2080201', '2210203', '2210201')
        order by all
    """
    assert marts.execute(query).fetchall() == [
        ("208", _wan("7.50")),
        ("2080201", _wan("4.50")),
        ("221", _wan("2.00")),
        ("2210203", _wan("2.00")),
    ]
    query = """
        select total_expenditure_yuan, basic_yuan, project_yuan from marts.cmp_unit_year
        where fiscal_year = 2024 and phase = 'initial_budget'
    """
    assert marts.execute(query).fetchall() == [(_wan("9.50"), _wan("6.50"), _wan("3.00"))]


def _revisions(
    marts: duckdb.DuckDBPyConnection, rule: str
) -> list[tuple[str, str, Decimal | None, Decimal | None, str]]:
    query = """
        select coalesce(code, label), measure, printed_yuan, expected_yuan, difference_yuan, status
        from marts.fct_check
        where check_class = 'revision' and rule_id = ? and document_id = ?
            and (table_type = 'expenditure_statement' or ? <> 'edition_before')
        order by all
    """
    found = marts.execute(query, [rule, SECOND, rule]).fetchall()
    assert all(d == (p or 0) - (e or 0) for _, _, p, e, d, _ in found)
    return [(place, measure, p, e, status) for place, measure, p, e, _, status in found]


def test_each_amount_that_both_editions_print_is_compared(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    expected = [
        ("208", "basic", "4.50", "4.00"),
        ("208", "project", "3.00", "3.00"),
        ("208", "total", "7.50", "7.00"),
        ("20802", "basic", "4.50", "4.00"),
        ("20802", "project", "3.00", "3.00"),
        ("20802", "total", "7.50", "7.00"),
        ("2080201", "basic", "4.50", "4.00"),
        ("2080201", "total", "4.50", "4.00"),
        ("2080299", "project", "3.00", "3.00"),
        ("2080299", "total", "3.00", "3.00"),
        ("221", "basic", "2.00", "2.00"),
        ("221", "total", "2.00", "2.00"),
        ("22102", "basic", "2.00", "2.00"),
        ("22102", "total", "2.00", "2.00"),
        ("合计", "basic", "6.50", "6.00"),
        ("合计", "project", "3.00", "3.00"),
        ("合计", "total", "9.50", "9.00"),
    ]
    assert _revisions(marts, "edition_before") == [
        (place, measure, _wan(new), _wan(old), "agrees" if new == old else "differs")
        for place, measure, new, old in expected
    ]


def test_amounts_of_one_edition_alone_are_listed(marts: duckdb.DuckDBPyConnection) -> None:
    assert _revisions(marts, "edition_adds") == [
        ("2210203", "basic", _wan("2.00"), _wan("0"), "differs"),
        ("2210203", "total", _wan("2.00"), _wan("0"), "differs"),
    ]
    assert _revisions(marts, "edition_drops") == [
        ("2210201", "basic", None, _wan("2.00"), "differs"),
        ("2210201", "total", None, _wan("2.00"), "differs"),
    ]


def test_a_printed_amount_is_held_against_what_other_filings_derive_and_imply(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    derived = _revisions(marts, "printed_in_derived")
    assert derived == [
        ("208", "total", _wan("7.50"), _wan("7.00"), "differs"),
        ("221", "total", _wan("2.00"), _wan("2.00"), "agrees"),
        ("合计", "total_expenditure", _wan("9.50"), _wan("9.50"), "agrees"),
    ]
    implied = _revisions(marts, "printed_in_implied")
    assert implied == [
        ("208", "total", _wan("7.50"), _wan("7.50"), "agrees"),
        ("221", "total", _wan("2.00"), _wan("2.25"), "differs"),
        ("支出总计", "total_expenditure", _wan("9.50"), _wan("9.50"), "agrees"),
    ]


def test_the_printed_amount_is_current_not_the_derived_or_implied_one(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    query = """
        select scope, basis, is_current, count(distinct document_id)
        from marts.fct_functional_expenditure
        where fiscal_year = 2024 and phase = 'initial_budget'
        group by all order by all
    """
    assert marts.execute(query).fetchall() == [
        ("all_funds", "derived", False, 1),
        ("all_funds", "table", False, 1),
        ("all_funds", "table", True, 1),
        ("fiscal_appropriation", "implied", False, 1),
        ("fiscal_appropriation", "table", False, 1),
        ("fiscal_appropriation", "table", True, 1),
    ]
