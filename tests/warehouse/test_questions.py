"""What users ask of the marts first, with the answers that the documents give.

The figures were read from the documents by hand, in 万元 as printed; the lines are those of their
texts. A test is named after what was asked, and the query in it is the obvious one.
"""

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.support.ask import one


def test_what_did_each_unit_spend_in_the_year(marts: duckdb.DuckDBPyConnection) -> None:
    """Not three times as much, as scopes nest (review, 1)."""
    spent = {"wuhan": "1777.5", "anhui": "1003.1", "mohrss": "9090.21"}
    for unit, total in spent.items():
        phase = "initial_budget" if unit == "anhui" else "final"
        where = f"unit_id like '{unit}%' and fiscal_year = 2022 and phase = '{phase}'"
        asked = f"select sum(amount_wan) from marts.tidy_expenditure where {where}"
        assert one(marts, asked) == Decimal(total), unit
        facts = f"""
            select sum(amount_yuan) / 10000 from marts.fct_functional_expenditure
            where is_best_source and is_widest_scope and {where}
        """
        assert one(marts, facts) == Decimal(total), unit


@pytest.mark.parametrize(
    ("unit", "phase", "printed"),
    [
        ("mohrss-ic", "final", "1634.73"),
        ("wuhan-hrss-ic", "final", "784.05"),
        ("anhui-hrss-ic", "initial_budget", "914.3"),
    ],
)
def test_what_does_the_unit_spend_on_informatization(
    marts: duckdb.DuckDBPyConnection, unit: str, phase: str, printed: str
) -> None:
    """By item, where the widest funds tell a class alone, too (review, 1)."""
    found = one(
        marts,
        f"""
        select sum(amount_wan) from marts.tidy_expenditure
        where unit_id = '{unit}' and fiscal_year = 2022 and phase = '{phase}'
            and item_code = '2080108'
        """,
    )
    assert found == Decimal(printed)


def test_which_units_are_there(marts: duckdb.DuckDBPyConnection) -> None:
    """All five, though one prints its tables for the appropriation alone (review, 2)."""
    for view in ("expenditure", "revenue"):
        units = marts.execute(
            f"select count(distinct unit_id) from marts.tidy_{view} where coverage <> 'unknown'"
        ).fetchall()
        assert units == [(5,)], view


def test_what_is_the_share_of_basic_expenditure(marts: duckdb.DuckDBPyConnection) -> None:
    """10.41 % of the same funds, and no share where the funds differ (review, 3)."""
    mixed = marts.execute("""
        select unit_id, fiscal_year, phase from marts.cmp_unit_year
        where basic_share_percent is not null and basic_scope <> current_expenditure_scope
    """).fetchall()
    assert mixed == []
    like = one(
        marts,
        """
        select round(100 * basic.amount_yuan / whole.amount_yuan, 2)
        from marts.fct_unit_total as basic
        inner join marts.fct_unit_total as whole
            using (unit_id, fiscal_year, phase, scope, is_best_source)
        where unit_id = 'mohrss-ic' and fiscal_year = 2022 and phase = 'final'
            and scope = 'general_public_budget' and is_best_source
            and basic.measure = 'basic' and whole.measure = 'current_expenditure'
        """,
    )
    assert like == Decimal("10.41")


@pytest.mark.parametrize(
    ("unit", "column", "nature", "printed"),
    [
        ("anhui-hrss-ic", "spending_nature", "personnel", "215.8"),
        ("anhui-hrss-ic", "spending_nature_parent", "basic", "234.1"),
        ("sichuan-hrss-ic", "spending_nature", "personnel", "285.28"),
        ("sichuan-hrss-ic", "spending_nature_parent", "basic", "404.8"),
        ("wuhan-hrss-ic", "spending_nature", "personnel", "744.25"),
        # 744.25 and 61.55 by item; the table by function has 805.81
        ("wuhan-hrss-ic", "spending_nature_parent", "basic", "805.8"),
    ],
)
def test_what_do_staff_and_basic_expenditure_cost(
    marts: duckdb.DuckDBPyConnection, unit: str, column: str, nature: str, printed: str
) -> None:
    """Personnel is a part of basic, in every unit alike (review, 4)."""
    found = one(
        marts,
        f"""
        select sum(amount_wan) from marts.tidy_economic
        where unit_id = '{unit}' and {column} = '{nature}'
        """,
    )
    assert found == Decimal(printed)


@pytest.mark.parametrize(
    ("code", "unit", "printed"),
    [("30299", "sichuan-hrss-ic", "56.08"), ("30212", "anhui-hrss-ic", "8.0")],
)
def test_what_is_booked_under_a_national_code(
    marts: duckdb.DuckDBPyConnection, code: str, unit: str, printed: str
) -> None:
    """Local codes are found under the national one (review, 5)."""
    where = f"national_code = '{code}' and unit_id = '{unit}'"
    assert one(marts, f"select sum(amount_wan) from marts.tidy_economic where {where}") == Decimal(
        printed
    )


def test_is_the_economic_table_all_of_the_expenditure(marts: duckdb.DuckDBPyConnection) -> None:
    """It tells basic expenditure alone, and the rest is a row that says so (review, 5)."""
    rows = marts.execute("""
        select class_code is null, sum(amount_wan), min(coverage) from marts.tidy_economic
        where unit_id = 'anhui-hrss-ic' group by all order by all
    """).fetchall()
    assert rows == [
        (False, Decimal("234.1"), "partial"),
        (True, Decimal(769), "partial"),
    ]


def test_what_do_projects_cost_and_what_was_spent_on_them(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    """Running costs listed as projects do not count, and what was spent is final (review, 6)."""
    sums = dict(
        marts.execute("""
            select unit_id, sum(amount_wan) from marts.tidy_project
            where counts_in_total and (phase = 'final' or fiscal_year <> 2022) group by all
        """).fetchall()
    )
    assert "dazhou-hrss-ic" not in sums
    assert sums["wuhan-hrss-ic"] == Decimal("971.69")
    assert sums["mohrss-ic"] == Decimal("1634.73")


def test_what_is_the_name_of_a_class(warehouse: Path) -> None:
    """Joined along the key, the sum of the year stays (review, 7)."""
    exports = warehouse / "exports"
    ((total, named),) = duckdb.execute(f"""
        select sum(amount_yuan) / 10000, count(name) = count(*)
        from '{exports}/fct_functional_expenditure.parquet'
        inner join '{exports}/dim_functional_class.parquet' using (functional_class_key)
        where unit_id = 'wuhan-hrss-ic' and phase = 'final' and fiscal_year = 2022
            and is_best_source and is_widest_scope
    """).fetchall()
    assert Decimal(str(total)) == Decimal("1777.5")
    assert named


def test_who_and_what_is_this_row(marts: duckdb.DuckDBPyConnection) -> None:
    """Every row of a tidy view says so by itself, in both languages (review, 8)."""
    for view, column in (("expenditure", "class"), ("revenue", "item"), ("economic", "class")):
        rows = marts.execute(f"""
            select count(*) from marts.tidy_{view}
            where unit_name is null or unit_name_en is null or phase_name is null
                or scope_name is null or basis_name is null
                or ({column}_code is not null
                    and ({column}_name is null or {column}_name_en is null))
        """).fetchall()
        assert rows == [(0,)], view


@pytest.mark.parametrize(
    ("measure", "printed"),
    [
        ("current_revenue", "5369.51"),
        ("total_revenue", "9570.17"),
        ("opening_balance", "4007.43"),
        ("use_of_surplus", "193.23"),
        ("current_expenditure", "9090.21"),
        ("total_expenditure", "9570.17"),
        ("closing_balance", "479.96"),
    ],
)
def test_what_came_in_and_what_was_left(
    marts: duckdb.DuckDBPyConnection, measure: str, printed: str
) -> None:
    """As the document calls it: 本年收入合计 is no 收入总计 (review, 10)."""
    found = one(
        marts,
        f"""
        select amount_yuan / 10000 from marts.fct_unit_total
        where unit_id = 'mohrss-ic' and fiscal_year = 2022 and phase = 'final'
            and scope = 'all_funds' and is_best_source and measure = '{measure}'
        """,
    )
    assert found == Decimal(printed)


def test_does_the_register_know_the_class(marts: duckdb.DuckDBPyConnection) -> None:
    """As many 款 and 项 as the official list, 公安 among them (review, 21)."""
    levels = dict(
        marts.execute("""
            select level, count(*) from marts.dim_functional_class
            where is_registered and 2024 between valid_from_year and valid_to_year group by all
        """).fetchall()
    )
    assert levels["class"] >= 27
    assert levels["section"] >= 220
    assert levels["item"] >= 1_100
    names = marts.execute("""
        select name from marts.dim_functional_class
        where functional_code = '20402' and 2024 between valid_from_year and valid_to_year
    """).fetchall()
    assert names == [("公安",)]
    without = marts.execute("""
        select functional_code from marts.dim_functional_class as classes
        where level = 'class' and is_registered and 2024 between valid_from_year and valid_to_year
            and functional_code <> '227' and not exists (
                from marts.dim_functional_class as sections
                where sections.level = 'section' and sections.class_code = classes.functional_code
                    and 2024 between sections.valid_from_year and sections.valid_to_year
            )
    """).fetchall()
    assert without == []


def test_where_in_the_document_does_a_figure_come_from(marts: duckdb.DuckDBPyConnection) -> None:
    """Each row of a fact leads to all that it adds up or is told by (review, 9)."""
    rows = marts.execute("""
        select facts.amount_yuan / 10000, amounts.line, amounts.printed_text
        from marts.fct_functional_expenditure as facts
        inner join marts.bridge_evidence as bridge
            on facts.functional_expenditure_id = bridge.row_id
            and bridge.fact = 'fct_functional_expenditure'
        inner join marts.fct_reported_amount as amounts using (amount_id)
        where facts.unit_id = 'mohrss-ic' and facts.functional_code = '2080108'
            and facts.spending_nature = 'project' and facts.basis = 'table'
    """).fetchall()
    assert rows == [(1634.73, 154, "1,634.73")]
    for fact, key in (
        ("functional_expenditure", "functional_expenditure_id"),
        ("revenue", "revenue_id"),
    ):
        without = marts.execute(f"""
            select count(*) from marts.fct_{fact} where {key} not in (
                select row_id from marts.bridge_evidence where fact = 'fct_{fact}'
            )
        """).fetchall()
        assert without == [(0,)], fact


def test_is_what_was_to_be_done_a_result(marts: duckdb.DuckDBPyConnection) -> None:
    """Wuhan's 工作内容及目标 is no outcome of the final accounts (review, 16)."""
    rows = marts.execute("""
        select count(*) from marts.fct_performance_indicator
        where unit_id = 'wuhan-hrss-ic' and actual_text is not null and target_text is null
    """).fetchall()
    assert rows == [(0,)]


def test_was_a_target_met(marts: duckdb.DuckDBPyConnection) -> None:
    """All 23 results of Wuhan repeat the target; a plan without results is met by nothing."""
    rows = marts.execute("""
        select unit_id, is_met, count(*) from marts.fct_performance_indicator
        where is_met is not null group by all
    """).fetchall()
    assert rows == [("wuhan-hrss-ic", True, 23)]
