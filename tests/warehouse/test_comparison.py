"""The comparison marts: two years of every unit, budgets against final accounts, like for like."""

from decimal import Decimal

import duckdb

from tests.support import expected


def test_every_unit_has_two_years(marts: duckdb.DuckDBPyConnection) -> None:
    """Each with money in it, not a bare row."""
    years = marts.sql(
        """
        select units.unit_id, count(distinct years.fiscal_year)
        from marts.dim_unit as units
        left join marts.cmp_unit_year as years
            on units.unit_id = years.unit_id
            and coalesce(years.current_expenditure_yuan, years.known_expenditure_yuan) > 0
        where units.has_filed
        group by units.unit_id
        """
    ).fetchall()
    assert len(years) == 5
    assert all(count >= 2 for _, count in years)


def test_execution_by_item_with_printed_and_computed_rate(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    """The ten items whose initial budget the text prints; the rates agree to their last digit."""
    found = {
        code: (initial, final, basis, computed, printed)
        for code, initial, final, basis, computed, printed in marts.sql(
            """
            select item, initial_yuan, final_yuan, initial_basis, completion_rate_computed,
                completion_rate_printed
            from marts.cmp_budget_execution
            where unit_id = 'wuhan-hrss-ic' and item_type = 'functional_item'
            """
        ).fetchall()
    }
    rows = [
        row
        for row in expected.rows("statements/wuhan-hrss-ic-2022-final.csv")
        if len(row["code"]) == 7
    ]
    wanted: dict[str, dict[tuple[str, str], Decimal]] = {row["code"]: {} for row in rows}
    for row in rows:
        wanted[row["code"]][row["metric"], row["phase"]] = Decimal(row["value"])
    assert len(found) == 10
    assert found.keys() == wanted.keys()
    for code, (initial, final, basis, computed, printed) in found.items():
        assert basis == "text"
        assert initial == wanted[code]["amount", "initial_budget"] * expected.WAN
        assert final == wanted[code]["amount", "final"] * expected.WAN
        assert printed == wanted[code]["completion_rate", "final"]
        step = Decimal(1) if printed == printed.to_integral() else Decimal("0.1")
        assert abs(computed - printed) <= step / 2


def test_implied_budgets_and_what_confirms_them(marts: duckdb.DuckDBPyConnection) -> None:
    """Seven items with bounds; the two projects' sum falls inside those of one and no other."""
    found = {
        code: (low, high, projects, confirming, confirmed)
        for code, low, high, projects, confirming, confirmed in marts.sql(
            """
            select item, initial_low_yuan, initial_high_yuan, projects_budget_yuan,
                confirming_yuan, is_confirmed
            from marts.cmp_budget_execution
            where unit_id = 'mohrss-ic' and item_type = 'functional_item'
            """
        ).fetchall()
    }
    wanted = {
        row["code"]: (expected.yuan(row["low"]), expected.yuan(row["high"]))
        for row in expected.rows("derived.csv")
        if row["basis"] == "implied" and len(row["code"]) == 7
    }
    assert {code: row[:2] for code, row in found.items()} == wanted
    confirmed = {code: row[2:4] for code, row in found.items() if row[4]}
    assert confirmed == {"2080108": (expected.yuan("1760.43"), expected.yuan("1760.43"))}


def test_shares_of_a_level_make_a_hundred(marts: duckdb.DuckDBPyConnection) -> None:
    """Classes are all of the expenditure whose class is known; no level is more."""
    sums = marts.sql(
        """
        select level, min(share), max(share) from (
            select level, sum(share_percent) as share
            from marts.cmp_function_share
            group by unit_id, fiscal_year, phase, scope, level
        )
        group by level
        """
    ).fetchall()
    assert len(sums) == 3
    for level, least, most in sums:
        assert most <= Decimal("100.001"), level
        if level == "class":
            assert least >= Decimal("99.999")


def test_running_costs_stand_under_different_items(marts: duckdb.DuckDBPyConnection) -> None:
    """What makes the item alone misleading, and the same whole by nature beside it."""
    rows = marts.sql(
        """
        select unit_id, basic_booked_under, section_basic_yuan,
            coalesce(item_basic_yuan, 0) + coalesce(running_items_basic_yuan, 0)
        from marts.cmp_informatization
        where is_harmonised
        """
    ).fetchall()
    assert len({unit for unit, *_ in rows}) == 5
    assert {codes for _, codes, *_ in rows} == {"2080108", "2080150", "2080199"}
    assert all(section == items for *_, section, items in rows)


def test_pairs_are_each_there_once(marts: duckdb.DuckDBPyConnection) -> None:
    """n sets make n (n - 1) / 2 pairs, and like for like means no reason."""
    sets, pairs, unexplained = marts.sql(
        """
        select
            (select count(*) from (
                select distinct unit_id, fiscal_year, phase, scope from marts.cmp_item
                where item_type like 'functional%' or item = 'current_expenditure'
            )),
            count(*),
            sum(case when is_like_for_like <> (reasons is null) then 1 else 0 end)
        from marts.cmp_comparability
        """
    ).fetchall()[0]
    assert pairs == sets * (sets - 1) // 2
    assert unexplained == 0
