"""What users asked of the facts of the five disclosures, and what the documents answer."""

from decimal import Decimal
from typing import Any

import duckdb

Row = tuple[Any, ...]


def _rows(marts: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    return marts.sql(query).fetchall()


def _wan(marts: duckdb.DuckDBPyConnection, query: str) -> list[Decimal | None]:
    """One row of amounts in 万元."""
    (row,) = _rows(marts, query)
    return [None if amount is None else Decimal(str(amount)) / 10_000 for amount in row]


def test_what_did_the_class_have_where_items_and_its_own_rate_both_bound_it(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    # 6,768.97 is 111.03 % of it: 6,768.965 / 111.035 % to 6,768.975 / 111.025 %, outward.
    amount, low, high = _wan(
        marts,
        "select amount_yuan, amount_low_yuan, amount_high_yuan from marts.cmp_function_share"
        " where unit_id = 'mohrss-ic' and phase = 'initial_budget' and functional_code = '208'",
    )
    assert low is not None
    assert high is not None
    assert amount is not None
    assert Decimal("6096.24") <= low <= amount <= Decimal("6096.80") <= high <= Decimal("6096.81")


def test_do_the_items_that_rates_imply_make_more_than_their_class(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    # The items make 6,096.89; 111.03 % of the class is 6,768.97, so that it is less, which is said.
    assert _rows(
        marts,
        "select sum(amount_wan), min(coverage), max(coverage),"
        " sum(amount_low_yuan) / 10000 <= 6096.80 from marts.tidy_expenditure"
        " where unit_id = 'mohrss-ic' and phase = 'initial_budget' and class_code = '208'",
    ) == [(Decimal("6096.89"), "exceeds", "exceeds", True)]


def test_can_a_budget_be_less_than_nothing(marts: duckdb.DuckDBPyConnection) -> None:
    for fact in ("functional_expenditure", "three_public", "unit_total"):
        assert not _rows(
            marts,
            f"select * from marts.fct_{fact} where phase like '%budget'"
            " and amount_yuan >= 0 and amount_low_yuan < 0",
        )


def test_are_retirees_of_one_line_of_one_class_in_table_and_text(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    assert _rows(
        marts,
        "select item, amount_yuan / 10000, compared_yuan / 10000, change_printed_yuan / 10000"
        " from marts.cmp_year_over_year where unit_id = 'anhui-hrss-ic' and fiscal_year = 2022"
        " and item in ('2080501', '2080502')",
    ) == [("2080502", 1.2, 0.0, 1.2)]


def test_the_code_of_that_line_is_still_what_the_document_prints(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    assert _rows(
        marts,
        "select distinct code_printed, code from marts.fct_reported_amount"
        " where unit_id = 'anhui-hrss-ic' and label_printed = '事业单位离退休'",
    ) == [("2080501", "2080501")]


def test_how_did_revenue_change_with_and_without_what_was_carried_over(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    changes: dict[str, Decimal] = dict(
        _rows(
            marts,
            "select item, change_yuan / 10000 from marts.cmp_year_over_year"
            " where unit_id = 'anhui-hrss-ic' and fiscal_year = 2022 and scope = 'all_funds'"
            " and item in ('current_revenue', 'opening_balance')",
        )
    )
    assert changes == {"current_revenue": 165.3, "opening_balance": -737.7}


def test_what_was_budgeted_and_not_spent(marts: duckdb.DuckDBPyConnection) -> None:
    assert _rows(
        marts,
        "select adjusted_yuan, final_yuan, final_coverage from marts.cmp_budget_execution"
        " where unit_id = 'wuhan-hrss-ic' and item = 'official_reception'",
    ) == [(Decimal("7000.00"), Decimal("0.00"), "complete")]


def test_what_the_text_says_is_zero_is_a_row(marts: duckdb.DuckDBPyConnection) -> None:
    assert _rows(
        marts,
        "select category from marts.fct_three_public where unit_id = 'wuhan-hrss-ic'"
        " and fiscal_year = 2022 and phase = 'final' and amount_yuan = 0 order by category",
    ) == [("official_reception",), ("overseas_travel",), ("vehicle_purchase",)]


def test_a_fund_whose_table_says_it_has_no_data_is_zero(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    assert _rows(
        marts,
        "select distinct unit_id from marts.fct_unit_total"
        " where scope = 'government_fund' and measure = 'current_expenditure' and amount_yuan = 0"
        " order by unit_id",
    ) == [
        (f"{unit}-hrss-ic",) if unit != "mohrss" else ("mohrss-ic",)
        for unit in ("anhui", "dazhou", "mohrss", "sichuan", "wuhan")
    ]


def test_is_construction_a_running_cost(marts: duckdb.DuckDBPyConnection) -> None:
    groups: dict[str, str] = dict(
        _rows(
            marts,
            "select economic_code, expense_group from marts.dim_economic_class"
            " where economic_code in ('309', '30901', '311', '312', '313') group by all",
        )
    )
    assert groups == {
        "309": "capital",
        "30901": "capital",
        "311": "transfer",
        "312": "transfer",
        "313": "transfer",
    }


def test_how_much_of_a_class_is_known_stands_beside_its_execution(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    assert _rows(
        marts,
        "select initial_coverage, final_coverage, initial_document_id, final_document_id"
        " from marts.cmp_budget_execution where unit_id = 'wuhan-hrss-ic' and item = '208'",
    ) == [("partial", "complete", "wuhan-hrss-ic-2022-final", "wuhan-hrss-ic-2022-final")]


def test_how_many_vehicles_has_a_unit_that_says_it_has_none(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    # 人力资源和社会保障部信息中心 / 无公务用车。
    assert _rows(
        marts,
        "select fiscal_year, phase, quantity from marts.fct_unit_total"
        " where unit_id = 'mohrss-ic' and measure = 'official_vehicles'",
    ) == [(2022, "final", 0)]
