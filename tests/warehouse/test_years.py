"""Derived and implied years, projects and procurement against the reviewed expectations."""

from collections import Counter
from decimal import Decimal

import duckdb
import pytest

from ingest.base.text import fold
from tests.support import expected

_DERIVED = list(expected.rows("derived.csv"))


def _key(row: dict[str, str]) -> tuple[object, ...]:
    return (
        row["document_id"],
        row["scope"] or "all_funds",
        int(row["fiscal_year"]),
        row["phase"],
        row["basis"],
        expected.yuan(row["amount"]),
        expected.yuan(row["low"]),
        expected.yuan(row["high"]),
    )


def test_derived_and_implied_amounts_with_their_bounds(marts: duckdb.DuckDBPyConnection) -> None:
    """Every expected amount by its class or subject, and no other."""
    found = marts.sql(
        """
        select distinct
            document_id, scope, fiscal_year, phase, basis, amount_yuan, low_yuan, high_yuan,
            case when item_type = 'functional_expenditure' then item else subject end
        from steps.intermediate.int_years__derived where basis <> 'text'
        """
    ).fetchall()
    wanted = [(*_key(row), row["code"] or fold(row["subject"])) for row in _DERIVED]
    missing = [
        want
        for want in wanted
        if not any(have[:-1] == want[:-1] and have[-1].startswith(want[-1]) for have in found)
    ]
    assert missing == []
    assert len(found) == len(wanted)


def test_items_of_a_derived_year_are_in_the_fact_and_add_up(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    """The class-coded ones feed the fact on their basis; eight items make one derived total."""
    items = [row for row in _DERIVED if len(row["code"]) == 7]
    found = Counter(
        marts.sql(
            """
            select document_id, scope, fiscal_year, phase, basis, amount_yuan, amount_low_yuan,
                amount_high_yuan, functional_code
            from marts.fct_functional_expenditure
            where basis in ('derived', 'implied') and length(functional_code) = 7
            """
        ).fetchall()
    )
    assert found == Counter((*_key(row), row["code"]) for row in items)
    sums = marts.sql(
        """
        select facts.unit_id, count(*), sum(facts.amount_yuan), min(totals.amount_yuan),
            min(facts.coverage)
        from marts.fct_functional_expenditure as facts
        inner join marts.fct_unit_total as totals
            using (unit_id, fiscal_year, phase, scope)
        where facts.basis = 'derived' and totals.measure = 'current_expenditure'
        group by facts.unit_id
        """
    ).fetchall()
    total = Decimal(15_781_000)
    assert sums == [("anhui-hrss-ic", 8, total, total, "complete")]


@pytest.mark.parametrize(
    ("fact", "key", "total", "rows"),
    [
        (
            "functional_expenditure",
            ("mohrss-ic-2022-final", 2022, "final", "all_funds", "text"),
            "9090.21",
            2,
        ),
        (
            "functional_expenditure",
            ("mohrss-ic-2022-final", 2021, "final", "all_funds", "derived"),
            "6550.67",
            2,
        ),
        (
            "functional_expenditure",
            ("wuhan-hrss-ic-2022-final", 2022, "initial_budget", "general_public_budget", "text"),
            "3217.18",
            10,
        ),
        ("revenue", ("mohrss-ic-2022-final", 2022, "final", "all_funds", "text"), "9570.17", 5),
        ("revenue", ("mohrss-ic-2022-final", 2021, "final", "all_funds", "derived"), "8303.31", 4),
        (
            "revenue",
            ("anhui-hrss-ic-2022-budget", 2021, "initial_budget", "all_funds", "derived"),
            "1575.5",
            2,
        ),
        (
            "three_public",
            ("wuhan-hrss-ic-2022-final", 2021, "final", "fiscal_appropriation", "derived"),
            "1.95",
            1,
        ),
    ],
)
def test_years_of_the_text_are_in_the_additive_facts(
    marts: duckdb.DuckDBPyConnection,
    fact: str,
    key: tuple[str, int, str, str, str],
    total: str,
    rows: int,
) -> None:
    found = marts.execute(
        f"""
        select sum(amount_yuan), count(*) from marts.fct_{fact}
        where document_id = ? and fiscal_year = ? and phase = ? and scope = ? and basis = ?
            and is_best_source
        """,
        list(key),
    ).fetchone()
    assert found == (expected.yuan(total), rows)


@pytest.mark.parametrize(
    ("key", "basis", "amount"),
    [
        # the text prints this year before itself: no need to derive it
        (
            ("dazhou-hrss-ic", 2024, "initial_budget", "all_funds", "total_expenditure"),
            "text",
            "641.15",
        ),
        (
            (
                "sichuan-hrss-ic",
                2022,
                "initial_budget",
                "general_public_budget",
                "total_expenditure",
            ),
            "derived",
            "1302.05",
        ),
        (("wuhan-hrss-ic", 2021, "final", "all_funds", "total_revenue"), "derived", "2103.42"),
        (
            (
                "wuhan-hrss-ic",
                2022,
                "initial_budget",
                "general_public_budget",
                "current_expenditure",
            ),
            "text",
            "3227.02",
        ),
        (("anhui-hrss-ic", 2021, "initial_budget", "all_funds", "procurement"), "derived", "406.6"),
        (
            ("mohrss-ic", 2022, "initial_budget", "fiscal_appropriation", "current_expenditure"),
            "implied",
            "6246.60",
        ),
        # the text's total less the balance that it carries on
        (("mohrss-ic", 2022, "final", "all_funds", "current_expenditure"), "derived", "9090.21"),
        (("mohrss-ic", 2022, "final", "all_funds", "total_expenditure"), "text", "9570.17"),
    ],
)
def test_totals_of_years_and_phases_that_only_the_text_gives(
    marts: duckdb.DuckDBPyConnection,
    key: tuple[str, int, str, str, str],
    basis: str,
    amount: str,
) -> None:
    found = marts.execute(
        """
        select basis, amount_yuan from marts.fct_unit_total
        where unit_id = ? and fiscal_year = ? and phase = ? and scope = ? and measure = ?
            and is_best_source
        """,
        list(key),
    ).fetchall()
    assert found == [(basis, expected.yuan(amount))]


def _amount(text: str) -> Decimal | None:
    return expected.yuan(text) if text else None


def _rate(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def test_projects_with_all_their_names(marts: duckdb.DuckDBPyConnection) -> None:
    wanted = Counter(
        (
            row["document_id"],
            fold(row["project_name"]),
            row["functional_code"] or None,
            _amount(row["initial_budget"]) or _amount(row["adjusted_budget"]),
            _amount(row["adjusted_budget"]),
            _amount(row["executed"]),
            _rate(row["completion_rate"]),
            _rate(row["score"]),
            " ".join(sorted(filter(None, row["other_names"].split(";")))) or None,
        )
        for row in expected.rows("projects.csv")
    )
    found = Counter(
        marts.sql(
            """
            select document_id, project_name, functional_code, amount_yuan, adjusted_budget_yuan,
                executed_yuan, completion_rate, score, other_names
            from marts.fct_project
            """
        ).fetchall()
    )
    assert sorted(wanted - found, key=str) == []
    assert sorted(found - wanted, key=str) == []


def test_funds_of_projects_that_tables_print(marts: duckdb.DuckDBPyConnection) -> None:
    wanted = {
        (row["document_id"], fold(row["project_name"]), row["fund_source"])
        for row in expected.rows("projects.csv")
        if row["initial_budget"] and row["fund_source"]
    }
    found = set(
        marts.sql(
            """
            select document_id, project_name,
                case when fund_measure = 'total' then fund_source else fund_measure end
            from marts.fct_project where basis = 'table'
            """
        ).fetchall()
    )
    assert found == wanted


def test_procurement_by_category_and_what_small_enterprises_got(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    """Leaves of a table, or the categories of the text; its totals are unit totals."""
    rows = list(expected.rows("procurement.csv"))
    tabled = {row["document_id"] for row in rows if row["basis"] == "table"}
    wanted = Counter(
        (
            row["document_id"],
            "unsplit" if row["category"] == "total" else row["category"],
            row["project_name"] or None,
            row["item"] or None,
            row["beneficiary"],
            expected.yuan(row["amount"]),
            row["phase"],
            row["basis"],
        )
        for row in rows
        if (row["basis"] == "table" or row["document_id"] not in tabled)
        and (row["category"] != "total" or row["beneficiary"] != "all")
    )
    found = Counter(
        marts.sql(
            """
            select document_id, category, project_name, purchase_name, beneficiary, amount_yuan,
                phase, basis
            from marts.fct_procurement
            """
        ).fetchall()
    )
    assert found == wanted
    totals = {
        (row["document_id"], expected.yuan(row["amount"]))
        for row in rows
        if row["category"] == "total" and row["beneficiary"] == "all" and not row["project_name"]
    }
    assert totals == set(
        marts.sql(
            """
            select document_id, amount_yuan from marts.fct_unit_total
            where measure = 'procurement' and basis <> 'derived'
            """
        ).fetchall()
    )
    sums = marts.sql(
        """
        select sums.document_id, sums.amount_yuan from (
            select document_id, fiscal_year, sum(amount_yuan) as amount_yuan
            from marts.fct_procurement where is_additive group by document_id, fiscal_year
        ) as sums
        """
    ).fetchall()
    # A total of nothing has no parts to hold rows of.
    assert set(sums) == {(document, amount) for document, amount in totals if amount}


def test_indicators_of_the_three_families(marts: duckdb.DuckDBPyConnection) -> None:
    """Names, targets, results, points and directions, as many times as they are expected."""

    def number(text: str) -> Decimal | None:
        try:
            return Decimal(text).normalize() if text else None
        except ArithmeticError:
            return None

    wanted = Counter(
        (
            row["document_id"],
            int(row["line"]),
            row["period"],
            row["direction"] or None,
            number(row["target_value"]),
            number(row["actual_value"]),
            number(row["weight"]),
            number(row["score"]),
        )
        for row in expected.rows("indicators.csv")
    )
    found = Counter(
        (*key, *(None if value is None else value.normalize() for value in values))
        for *key, target, actual, weight, score in marts.sql(
            """
            select document_id, line, period, direction, target_value, actual_value, weight, score
            from marts.fct_performance_indicator
            """
        ).fetchall()
        for values in [(target, actual, weight, score)]
    )
    assert sorted(wanted - found, key=str) == []
    assert sorted(found - wanted, key=str) == []
