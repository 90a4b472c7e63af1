"""Facts of the published filings add up to the total that their table prints, or say otherwise.

The total is taken from the printed amounts by the word in its row or column alone, so that a total
that the models overlook is seen here.
"""

import duckdb
import pytest

from tests.support.filings import disclosed

FACTS = ("fct_functional_expenditure", "fct_revenue", "fct_three_public")

_SUMS = """
    with sums as (
        select
            document_id, table_index, fiscal_year, phase, scope,
            sum(amount_yuan) as amount_yuan,
            sum(rounding_unit_yuan) / 2 + max(rounding_unit_yuan) / 2 as tolerance_yuan
        from marts.{fact}
        where coverage = 'complete' and basis = 'table'
        group by all
    ),
    totals as (
        select document_id, table_index, fiscal_year, phase, amount_yuan
        from marts.fct_reported_amount
        where
            line_type = 'total'
            or regexp_matches(concat_ws(' ', label_printed, heading_printed), '[合总小]\\s*计|总额')
    )
    select
        source_file, table_index, sums.fiscal_year, phase, scope, sums.amount_yuan,
        list(distinct totals.amount_yuan order by totals.amount_yuan desc)
    from sums
    inner join (select document_id, source_file from marts.dim_document) using (document_id)
    inner join totals using (document_id, table_index, fiscal_year, phase)
    group by all
    having not bool_or(abs(totals.amount_yuan - sums.amount_yuan) <= tolerance_yuan)
    order by all
"""


@pytest.mark.parametrize("fact", FACTS)
def test_complete_facts_add_up_to_a_printed_total(
    marts: duckdb.DuckDBPyConnection, fact: str
) -> None:
    assert marts.execute(_SUMS.format(fact=fact)).fetchall() == []


@pytest.mark.parametrize("fact", FACTS)
def test_there_are_complete_facts(marts: duckdb.DuckDBPyConnection, fact: str) -> None:
    """Else nothing would be held against anything."""
    counted = f"""
        select count(distinct document_id) from marts.{fact}
        where coverage = 'complete' and basis = 'table'
    """
    assert marts.execute(counted).fetchall()[0][0] > len(disclosed()) / 2
