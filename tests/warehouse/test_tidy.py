"""The tidy views of the five disclosures, held against totals read by hand from the documents."""

from decimal import Decimal

import duckdb
import pytest

from tests.support import expected, tidy
from tests.support.tidy import VIEWS
from tests.unit.test_contract import TIDY_COLUMNS


def _one(marts: duckdb.DuckDBPyConnection, query: str) -> object:
    ((value,),) = marts.execute(query).fetchall()
    return value


def _sum(marts: duckdb.DuckDBPyConnection, view: str, where: str) -> Decimal | None:
    value = _one(marts, f"select sum(amount_wan) from marts.tidy_{view} where {where}")
    assert value is None or isinstance(value, Decimal)
    return value


@pytest.mark.parametrize("view", VIEWS)
def test_the_sum_of_a_view_is_the_printed_total(
    marts: duckdb.DuckDBPyConnection, view: str
) -> None:
    """What a person read in the documents; the lines are those of the texts."""
    found = tidy.totals(marts, view)
    rows = [row for row in expected.rows("tidy_totals.csv") if row["view"] == view]
    for row in rows:
        amount, _, coverage = found[row["unit_id"], int(row["fiscal_year"]), row["phase"]]
        assert amount == expected.yuan(row["printed_total"]), row
        assert coverage in {"complete", "partial", "total_only"}, row
    assert len(rows) >= 3


@pytest.mark.parametrize("view", VIEWS)
def test_by_every_subset_of_columns_the_parts_make_the_total(
    marts: duckdb.DuckDBPyConnection, view: str
) -> None:
    columns = tidy.splitting(marts, view)
    assert len(columns) >= 4
    assert tidy.subsets_that_differ(marts, view, columns) == []
    assert tidy.keys_told_twice(marts, view) == []


@pytest.mark.parametrize("view", VIEWS)
def test_names_split_a_view_no_further_than_codes(
    marts: duckdb.DuckDBPyConnection, view: str
) -> None:
    codes = tidy.splitting(marts, view)
    names = tidy.splitting(marts, view, names=True)
    assert set(names) > set(codes)
    groups = [
        marts.execute(
            f"select distinct {', '.join((*tidy.KEY, *columns))} from marts.tidy_{view}"
        ).fetchall()
        for columns in (codes, names)
    ]
    if view not in ("project", "procurement"):
        assert len(groups[0]) == len(groups[1])


def test_each_class_of_a_printed_table_is_as_it_prints_it(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    """Class, section and item, whether a person adds up by one or by another."""
    printed: dict[tuple[str, str], set[Decimal]] = {}
    for document, row in expected.amounts():
        if row["code"] and row["side"] != "revenue":
            amounts = printed.setdefault((document, row["code"].replace(" ", "")), set())
            amounts.add(expected.yuan(row["amount"].replace(",", "")))
    held = 0
    for column in ("class_code", "section_code", "item_code"):
        rows = marts.execute(f"""
            select document_id, {column}, sum(amount_yuan) from marts.tidy_expenditure
            where basis = 'table' and {column} is not null group by all
        """).fetchall()
        for document, code, amount in rows:
            # Not every form prints its sections.
            if (document, code) in printed:
                assert amount in printed[document, code], (document, code, amount)
                held += 1
    assert held > 50


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
def test_every_row_names_itself_and_leads_to_its_place(
    marts: duckdb.DuckDBPyConnection, view: str
) -> None:
    unnamed = "unit_name_en is null or phase_name is null or printed_text is null or page is null"
    assert _one(marts, f"select count(*) from marts.tidy_{view} where {unnamed}") == 0
    assert _one(marts, f"select count(*) from marts.tidy_{view}") != 0


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
