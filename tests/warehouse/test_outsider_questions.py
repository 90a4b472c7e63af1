"""What an outsider asks first, by the analyses, with the answers that the documents give.

The figures were read from the documents by hand, in 万元 as printed.
"""

from decimal import Decimal

import duckdb
import pytest

from tests.support.ask import one
from tests.support.builds import Compiled

# The analysis that answers a question, which of its rows, the column, and the answer.
FIFTEEN = {
    "what part is personnel": [
        ("personnel_share", "unit_id = 'mohrss-ic'", "personnel_percent", "9.21"),
        ("personnel_share", "unit_id = 'anhui-hrss-ic'", "personnel_percent", "21.51"),
    ],
    "what does informatization cost": [
        ("informatization_by_unit", "unit_id = 'wuhan-hrss-ic'", "item_yuan", "7840500"),
        ("informatization_by_unit", "unit_id = 'anhui-hrss-ic'", "item_yuan", "9143000"),
    ],
    "what do the three public expenses cost": [
        ("three_public_from_any_source", "unit_id = 'anhui-hrss-ic'", "amount_wan", "9.9"),
        (
            "three_public_from_any_source",
            "unit_id = 'wuhan-hrss-ic' and phase = 'final' and fiscal_year = 2022",
            "amount_wan",
            "1.16",
        ),
    ],
    "what was budgeted and what was spent": [
        ("budgets_not_carried_out", "item = '2080108'", "rate_computed", "35.99"),
        ("budgets_not_carried_out", "item = '2210201'", "final_yuan", "605400"),
    ],
    "how did it change on the year before": [
        ("change_on_the_year_before", "unit_id = 'anhui-hrss-ic'", "change_rate", "-36.44"),
        ("change_on_the_year_before", "unit_id = 'sichuan-hrss-ic'", "change_yuan", "453900"),
    ],
    "how much is appropriated": [
        (
            "reliance_on_appropriations",
            "unit_id = 'mohrss-ic' and item_code = 'fiscal_appropriation'",
            "share_percent",
            "62.39",
        ),
    ],
    "what is spent per head": [
        ("expenditure_per_head", "heads = 11107100", "yuan_per_head", "1.60"),
    ],
    "which totals are inconsistent": [
        (
            "totals_that_do_not_agree",
            "unit_id = 'anhui-hrss-ic' and line = 206",
            "suspect_printed",
            "759.0",
        ),
        (
            "totals_that_do_not_agree",
            "unit_id = 'wuhan-hrss-ic' and line = 355",
            "suspect_printed",
            "3.7",
        ),
    ],
    "what is spent by economic class": [
        (
            "expenditure_by_economic_class",
            "unit_id = 'anhui-hrss-ic' and class_code = '301'",
            "amount_wan",
            "207.8",
        ),
    ],
    "what is bought from small enterprises": [
        ("procurement_from_small_enterprises", "unit_id = 'mohrss-ic'", "sme_yuan", "49400"),
        (
            "procurement_from_small_enterprises",
            "unit_id = 'wuhan-hrss-ic'",
            "total_yuan",
            "7270100",
        ),
    ],
    "are targets met": [
        ("targets_met", "project_name = '单位整体支出'", "met", "9"),
    ],
    "what is carried into the next year": [
        (
            "carried_into_next_year",
            "unit_id = 'mohrss-ic' and fiscal_year = 2022",
            "carried_out_wan",
            "479.96",
        ),
        (
            "carried_into_next_year",
            "unit_id = 'anhui-hrss-ic' and fiscal_year = 2022",
            "brought_in_wan",
            "14.4",
        ),
    ],
    "which projects were carried out, and how were they scored": [
        ("projects_and_their_scores", "project_name like '金保%'", "executed_yuan", "11930000"),
        ("projects_and_their_scores", "project_name like '金保%'", "score", "97.10"),
        ("projects_and_their_scores", "project_name like '日常%'", "rate_computed", "89.12"),
    ],
    "what is performance pay": [
        ("performance_pay", "unit_id = 'wuhan-hrss-ic'", "performance_pay_wan", "374.75"),
        ("performance_pay", "unit_id = 'sichuan-hrss-ic'", "performance_pay_wan", "77.54"),
    ],
    "which functions does basic expenditure serve": [
        (
            "basic_expenditure_by_function",
            "unit_id = 'sichuan-hrss-ic' and section_code = '20508'",
            "basic_wan",
            "16.75",
        ),
        (
            "basic_expenditure_by_function",
            "unit_id = 'anhui-hrss-ic' and section_code = '20801'",
            "basic_wan",
            "159.7",
        ),
    ],
}


@pytest.mark.parametrize("question", FIFTEEN)
def test_an_outsider_asks(compiled: Compiled, question: str) -> None:
    for name, where, column, answer in FIFTEEN[question]:
        query = (compiled.sql / f"analyses/{name}.sql").read_text(encoding="utf-8")
        with duckdb.connect(str(compiled.database), read_only=True) as connection:
            found = one(connection, f"select {column} from ({query}) where {where}")
        assert found == Decimal(answer), (name, where)


def test_what_is_the_result_of_the_year(compiled: Compiled) -> None:
    """The ministry drew down 3,720.70 and did not gain 479.96 (review, 10)."""
    query = (compiled.sql / "analyses/result_of_the_year.sql").read_text(encoding="utf-8")
    with duckdb.connect(str(compiled.database), read_only=True) as connection:
        asked = f"select result_yuan / 10000 from ({query}) where unit_id = 'mohrss-ic'"
        assert one(connection, asked) == Decimal("-3720.7")
