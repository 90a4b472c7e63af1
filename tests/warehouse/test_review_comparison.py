"""What users asked of the comparisons, and what the five documents answer, read by eye."""

from decimal import Decimal
from typing import Any

import duckdb


def _rows(marts: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return marts.sql(query).fetchall()


def test_did_the_budget_shrink_or_grow_without_what_was_carried_over(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    # 1,003.1 after 1,578.1, of which 14.4 and 752.1 were carried over: 988.7 after 826.0.
    rows = _rows(
        marts,
        "select scope, change_rate, reasons, comparable_yuan / 10000,"
        " compared_comparable_yuan / 10000, comparable_change_rate from marts.cmp_year_over_year"
        " where unit_id = 'anhui-hrss-ic' and item = 'current_expenditure' order by scope",
    )
    assert [row[0] for row in rows] == ["all_funds", "general_public_budget"]
    for _, rate, reasons, comparable, compared, comparable_rate in rows:
        assert rate == Decimal("-36.4362")
        assert "carryover" in reasons.split()
        assert (comparable, compared) == (988.7, 826.0)
        assert comparable_rate == Decimal("19.6973")


def test_how_much_did_the_revenue_of_the_year_grow(marts: duckdb.DuckDBPyConnection) -> None:
    assert _rows(
        marts,
        "select change_yuan / 10000, round(change_rate, 2) from marts.cmp_year_over_year"
        " where unit_id = 'anhui-hrss-ic' and item = 'current_revenue'",
    ) == [(165.3, Decimal("20.08"))]


def test_is_a_printed_change_called_incomparable(marts: duckdb.DuckDBPyConnection) -> None:
    contradicted = _rows(
        marts,
        """
        select changes.* from marts.cmp_year_over_year as changes
        left join marts.cmp_comparability as pairs
            on changes.unit_id = pairs.unit_id and pairs.unit_id = pairs.other_unit_id
            and changes.phase = pairs.phase and pairs.phase = pairs.other_phase
            and changes.scope = pairs.scope and pairs.scope = pairs.other_scope
            and changes.compared_year = pairs.fiscal_year
            and changes.fiscal_year = pairs.other_fiscal_year
        where pairs.is_comparable = false
        """,
    )
    assert contradicted == []


def test_how_much_of_the_ministry_is_construction(marts: duckdb.DuckDBPyConnection) -> None:
    # 其他人力资源和社会保障管理事务支出 4,561.77, mainly for 基建, of 6,196.50 project expenditure.
    assert _rows(
        marts,
        "select item, construction_yuan / 10000, comparable_amount_yuan / 10000"
        " from marts.cmp_item where unit_id = 'mohrss-ic' and phase = 'final'"
        " and scope = 'fiscal_appropriation' and fiscal_year = 2022 and construction_yuan > 0"
        " and item in ('208', '2080199', 'current_expenditure') order by item",
    ) == [
        ("208", 4561.77, 2207.2),
        ("2080199", 4561.77, 0.0),
        ("current_expenditure", 4561.77, 2355.09),
    ]


def test_is_informatization_alike_however_it_is_booked(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    assert _rows(
        marts,
        "select item_yuan / 10000, section_project_yuan / 10000, harmonised_yuan / 10000"
        " from marts.cmp_informatization where unit_id = 'mohrss-ic' and phase = 'final'"
        " and is_harmonised",
    ) == [(1634.73, 6196.5, 1634.73)]


def test_why_is_an_item_of_two_units_not_alike(marts: duckdb.DuckDBPyConnection) -> None:
    assert _rows(
        marts,
        "select reasons from marts.cmp_item_pair where unit_id = 'mohrss-ic'"
        " and other_unit_id = 'wuhan-hrss-ic' and item = '2080199' and phase = 'final'"
        " and fiscal_year = 2022 and other_fiscal_year = 2022",
    ) == [("one_off_capital booking_habit funds",)]


def test_every_item_has_a_name(marts: duckdb.DuckDBPyConnection) -> None:
    assert _rows(marts, "select * from marts.cmp_item where item_name is null") == []


def test_every_row_of_a_comparison_names_its_document(marts: duckdb.DuckDBPyConnection) -> None:
    for mart, column in (
        ("cmp_budget_execution", "final_document_id"),
        ("cmp_year_over_year", "compared_document_id"),
        ("cmp_unit_year", "document_id"),
    ):
        query = f"select count(*), count({column}) from marts.{mart}"
        ((rows, named),) = _rows(marts, query)
        assert rows == named > 0


def test_what_do_projects_get_without_what_was_carried_over(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    """Of 769, 14.4 were carried over; of the year before it is not told, so nothing is alike."""
    assert (
        _rows(
            marts,
            "select carryover_yuan / 10000, comparable_amount_yuan / 10000 from marts.cmp_item"
            " where unit_id = 'anhui-hrss-ic' and item = 'project' and fiscal_year = 2022",
        )
        == [(14.4, 754.6)] * 2
    )
    assert _rows(
        marts,
        "select comparable_change_yuan, reasons from marts.cmp_year_over_year"
        " where unit_id = 'anhui-hrss-ic' and item = 'project'",
    ) == [(None, "carryover precision price_level")]


def test_which_code_did_an_item_have_before(marts: duckdb.DuckDBPyConnection) -> None:
    assert _rows(
        marts,
        "select change_year, old_code, new_code from intermediate.int_classes__succeeded"
        " where old_code in ('2109901', '30311') and new_code is not null order by 1",
    ) == [(2018, "30311", "30113"), (2021, "2109901", "2109999")]


def test_what_became_of_contributions_and_allowances_in_the_reform_of_2018(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    """Nothing tells how much of the old code each new one got."""
    assert _rows(
        marts,
        "select string_agg(distinct old_code, ' ' order by old_code),"
        " string_agg(distinct new_code, ' ' order by new_code)"
        " from intermediate.int_classes__lineage where classification = 'economic'"
        " and change_year = 2018 and is_split group by lineage order by 1",
    ) == [
        ("30102 30301 30302 30312 30313 30314 30315", "30102 30301 30302"),
        ("30104", "30110 30111 30112"),
        ("30307", "30114 30307"),
        ("31020", "31201 31203"),
    ]
    redrawn = _rows(
        marts,
        "select code from intermediate.int_classes__altered where kind = 'redrawn'"
        " and classification = 'economic' and change_year = 2018 order by code",
    )
    assert {("301",), ("303",)} <= set(redrawn)


def test_no_code_is_of_two_lineages(marts: duckdb.DuckDBPyConnection) -> None:
    for side in ("old_code", "new_code"):
        assert not _rows(
            marts,
            f"select classification, change_year, {side}"
            " from intermediate.int_classes__lineage"
            " group by all having count(distinct lineage) > 1",
        )


def test_is_basic_expenditure_by_economic_class_compared(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    """207.8 of wages in Anhui, 734.19 in Wuhan, as their tables of basic expenditure print."""
    assert _rows(
        marts,
        "select unit_id, amount_yuan / 10000 from marts.cmp_item"
        " where item_type = 'economic_class' and item = '301' and fiscal_year = 2022"
        " order by unit_id",
    ) == [("anhui-hrss-ic", 207.8), ("wuhan-hrss-ic", 734.19)]
