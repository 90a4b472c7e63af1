"""The tidy views of the five disclosures, held against totals read by hand from the documents."""

from decimal import Decimal

import duckdb
import pytest

from tests.unit.test_contract import TIDY_COLUMNS

# Unit, year, phase and the printed total in 万元: 本年支出 or 支出合计, 本年收入 or 收入合计.
EXPENDITURE = [
    ("anhui-hrss-ic", 2022, "initial_budget", "1003.1"),
    ("dazhou-hrss-ic", 2024, "initial_budget", "641.15"),
    ("dazhou-hrss-ic", 2025, "initial_budget", "618.22"),
    ("mohrss-ic", 2022, "final", "9090.21"),
    ("sichuan-hrss-ic", 2023, "initial_budget", "1347.44"),
    ("wuhan-hrss-ic", 2022, "final", "1777.50"),
    ("wuhan-hrss-ic", 2022, "initial_budget", "3227.02"),
]
REVENUE = [
    ("anhui-hrss-ic", 2022, "initial_budget", "988.7"),
    ("dazhou-hrss-ic", 2025, "initial_budget", "618.22"),
    ("mohrss-ic", 2022, "final", "5369.51"),
    ("sichuan-hrss-ic", 2023, "initial_budget", "1347.44"),
    ("wuhan-hrss-ic", 2022, "final", "1777.50"),
]
VIEWS = ("expenditure", "economic", "revenue", "three_public", "project", "procurement")


def _one(marts: duckdb.DuckDBPyConnection, query: str) -> object:
    ((value,),) = marts.execute(query).fetchall()
    return value


def _sum(marts: duckdb.DuckDBPyConnection, view: str, where: str) -> Decimal | None:
    value = _one(marts, f"select sum(amount_wan) from marts.tidy_{view} where {where}")
    assert value is None or isinstance(value, Decimal)
    return value


@pytest.mark.parametrize(("unit", "year", "phase", "total"), EXPENDITURE)
def test_what_did_the_unit_spend(
    marts: duckdb.DuckDBPyConnection, unit: str, year: int, phase: str, total: str
) -> None:
    where = f"unit_id = '{unit}' and fiscal_year = {year} and phase = '{phase}'"
    assert _sum(marts, "expenditure", where) == Decimal(total)


@pytest.mark.parametrize(("unit", "year", "phase", "total"), REVENUE)
def test_what_did_the_unit_take_in_that_year(
    marts: duckdb.DuckDBPyConnection, unit: str, year: int, phase: str, total: str
) -> None:
    where = f"unit_id = '{unit}' and fiscal_year = {year} and phase = '{phase}'"
    assert _sum(marts, "revenue", f"{where} and counts_in_total") == Decimal(total)


def test_with_balances_revenue_is_the_total_of_the_form(marts: duckdb.DuckDBPyConnection) -> None:
    ministry = "unit_id = 'mohrss-ic' and fiscal_year = 2022 and item_code <> 'closing_balance'"
    assert _sum(marts, "revenue", ministry) == Decimal("9570.17")
    closing = "unit_id = 'mohrss-ic' and item_code = 'closing_balance' and not counts_in_total"
    assert _sum(marts, "revenue", closing) == Decimal("479.96")


def test_personnel_is_part_of_basic_everywhere(marts: duckdb.DuckDBPyConnection) -> None:
    anhui = "unit_id = 'anhui-hrss-ic' and fiscal_year = 2022"
    assert _sum(marts, "economic", f"{anhui} and spending_nature = 'personnel'") == Decimal("215.8")
    for view in ("economic", "expenditure"):
        found = _sum(marts, view, f"{anhui} and spending_nature_parent = 'basic'")
        assert found == Decimal("234.1")
    assert _sum(marts, "economic", anhui) == Decimal("1003.1")
    assert _sum(marts, "economic", f"{anhui} and class_code is null") == Decimal(769)


def test_local_codes_are_found_under_the_national_one(marts: duckdb.DuckDBPyConnection) -> None:
    where = "unit_id = 'sichuan-hrss-ic' and national_code = '30299'"
    assert _sum(marts, "economic", where) == Decimal("56.08")


def test_what_was_bought_is_counted_once(marts: duckdb.DuckDBPyConnection) -> None:
    assert _sum(marts, "procurement", "unit_id = 'wuhan-hrss-ic'") == Decimal("727.01")
    sichuan = "unit_id = 'sichuan-hrss-ic' and fiscal_year = 2023"
    assert _sum(marts, "three_public", sichuan) == Decimal("0.8")


def test_running_costs_listed_as_projects_do_not_count(marts: duckdb.DuckDBPyConnection) -> None:
    assert _sum(marts, "project", "unit_id = 'dazhou-hrss-ic'") == Decimal("52.53")
    assert _sum(marts, "project", "unit_id = 'dazhou-hrss-ic' and counts_in_total") is None
    final = "unit_id = 'wuhan-hrss-ic' and phase = 'final' and counts_in_total"
    assert _sum(marts, "project", final) == Decimal("971.69")


@pytest.mark.parametrize("view", VIEWS)
def test_a_unit_year_and_phase_has_one_scope_and_one_source(
    marts: duckdb.DuckDBPyConnection, view: str
) -> None:
    query = f"""
        select count(*) from (
            select unit_id from marts.tidy_{view} group by unit_id, fiscal_year, phase
            having count(distinct scope) > 1 or count(distinct document_id) > 1
                or count(distinct coverage) > 1
        )
    """
    assert _one(marts, query) == 0


@pytest.mark.parametrize("view", VIEWS)
def test_every_row_names_itself_and_leads_to_its_place(
    marts: duckdb.DuckDBPyConnection, view: str
) -> None:
    unnamed = "unit_name_en is null or phase_name is null or printed_text is null or page is null"
    assert _one(marts, f"select count(*) from marts.tidy_{view} where {unnamed}") == 0
    assert _one(marts, f"select count(*) from marts.tidy_{view}") != 0


@pytest.mark.parametrize(("view", "amount"), [("expenditure", "1003.1"), ("revenue", "988.7")])
def test_sums_are_right_whatever_they_are_split_by(
    marts: duckdb.DuckDBPyConnection, view: str, amount: str
) -> None:
    """Grouped by what the row is split by, empty cells included, the parts make the total."""
    counted = "and counts_in_total" if view == "revenue" else ""
    parts = marts.execute(f"""
        select class_code, item_code, sum(amount_yuan) from marts.tidy_{view}
        where unit_id = 'anhui-hrss-ic' and fiscal_year = 2022 {counted} group by all
    """).fetchall()
    assert sum(part for *_, part in parts) == Decimal(amount) * 10_000


def test_totals_agree_with_the_unit_totals_or_coverage_says_so(
    other_warehouse_marts: duckdb.DuckDBPyConnection,
) -> None:
    query = """
        with tidy as (
            select unit_id, fiscal_year, phase, coverage, sum(amount_yuan) as amount_yuan,
                sum(rounding_unit_yuan) as unit_yuan
            from marts.tidy_expenditure group by all
        )
        select tidy.*, totals.amount_yuan from tidy
        inner join marts.fct_unit_total as totals using (unit_id, fiscal_year, phase)
        where totals.measure = 'current_expenditure' and totals.is_best_source
            and totals.is_widest_scope and coverage in ('complete', 'total_only')
            and abs(totals.amount_yuan - tidy.amount_yuan)
                > (totals.rounding_unit_yuan + tidy.unit_yuan) / 2
            and tidy.amount_yuan not between coalesce(totals.amount_low_yuan, totals.amount_yuan)
                and coalesce(totals.amount_high_yuan, totals.amount_yuan)
    """
    assert other_warehouse_marts.execute(query).fetchall() == []
    (count,) = other_warehouse_marts.execute(
        "select count(*) from marts.tidy_expenditure"
    ).fetchall()
    assert count[0] > 0


def test_the_columns_are_those_of_the_contract(marts: duckdb.DuckDBPyConnection) -> None:
    for view in VIEWS:
        columns = [row[0] for row in marts.execute(f"describe marts.tidy_{view}").fetchall()]
        named = [column for column in columns if column in TIDY_COLUMNS]
        assert named == [column for column in TIDY_COLUMNS if column in columns], view
        assert set(TIDY_COLUMNS[:13]) <= set(columns)
        assert set(TIDY_COLUMNS[-15:]) <= set(columns)
