"""Sums agree alike where figures are placed, where they are checked, and in the report's flow."""

from decimal import Decimal

import duckdb
import pytest

pytest.importorskip("hypothesis")

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ingest.extraction.tables.model import Value
from ingest.extraction.tables.placing.identities import agrees
from ingest.serving.report.query import ask
from tests.support.examples import examples
from tests.support.model_sql import rendered

# Small numbers meet at the ends of their intervals often; large ones almost never do.
DIGITS = st.integers(-40, 40) | st.integers(-2_000_000, 2_000_000)
VALUES = st.builds(
    lambda digits, places: Value(
        Decimal(digits).scaleb(-places), Decimal(1).scaleb(-places) if digits else Decimal(0)
    ),
    DIGITS,
    st.integers(0, 2),
)
SUMS = st.lists(st.tuples(VALUES, st.lists(VALUES, max_size=4)), min_size=20, max_size=20)
_LEAST = Decimal("0.001")
_SLOW = {"suppress_health_check": list(HealthCheck), "phases": [Phase.generate]}


def _near(sums: list[tuple[Value, list[Value]]]) -> list[tuple[Value, list[Value]]]:
    """The sums as drawn, and each with its whole moved to the parts and a step or two off it."""
    near = []
    for whole, parts in sums:
        total = sum((part.amount for part in parts), Decimal(0))
        steps = [whole.step, *(part.step for part in parts)]
        slack = sum(steps, Decimal(0)) / 2
        ends = (slack, -slack, slack + _LEAST, -slack - _LEAST)
        near += [(Value(total + off, whole.step), parts) for off in ends]
    return [*sums, *near]


@settings(max_examples=examples(10), **_SLOW)  # type: ignore[arg-type]
@given(SUMS)
def test_checks_and_placement_call_the_same_sums_equal(
    sums: list[tuple[Value, list[Value]]],
) -> None:
    cases = _near(sums)
    condition = rendered("{{ sums_agree('whole', 'whole_unit', 'parts', 'parts_unit') }}")
    rows = ", ".join(
        f"({n}, {whole.amount}::decimal(24, 6), {whole.step}::decimal(24, 6),"
        f" {sum((p.amount for p in parts), Decimal(0))}::decimal(24, 6),"
        f" {sum((p.step for p in parts), Decimal(0))}::decimal(24, 6))"
        for n, (whole, parts) in enumerate(cases)
    )
    with duckdb.connect() as connection:
        found = connection.execute(
            f"select {condition} from (values {rows})"
            " as sums (n, whole, whole_unit, parts, parts_unit) order by n"
        ).fetchall()
    assert [meet for (meet,) in found] == [agrees(whole, parts) for whole, parts in cases]


_FLOW = """
    create schema marts;
    create table marts.fct_revenue as
        select 'u' as unit_id, 2023 as fiscal_year, 'final' as phase, true as is_best_source,
            'all_funds' as scope, 'x' as revenue_source, 1::decimal(20, 2) as amount_yuan,
            'table' as basis;
    create table marts.fct_functional_expenditure (
        unit_id varchar, fiscal_year integer, phase varchar, is_best_source boolean, scope varchar,
        functional_code varchar, spending_nature varchar, amount_yuan decimal(20, 2),
        rounding_unit_yuan decimal(20, 2), basis varchar
    );
    create table marts.fct_economic_expenditure (
        unit_id varchar, fiscal_year integer, phase varchar, is_best_source boolean, scope varchar,
        economic_code varchar, amount_yuan decimal(20, 2), rounding_unit_yuan decimal(20, 2),
        basis varchar
    );
    create table marts.dim_functional_class as
        select '' as functional_code, '' as name, 0 as valid_from_year, 0 as valid_to_year;
    create table marts.dim_economic_class as
        select '' as economic_code, '' as name, '' as system, 0 as valid_from_year,
            0 as valid_to_year;
"""


@settings(max_examples=examples(15), **_SLOW)  # type: ignore[arg-type]
@given(
    st.lists(VALUES, min_size=1, max_size=3),
    st.lists(VALUES, min_size=1, max_size=3),
    st.sampled_from([None, Decimal(0), Decimal("0.01"), Decimal("-0.01")]),
)
def test_the_flow_of_the_report_calls_the_same_sums_equal(
    basic: list[Value], economic: list[Value], beyond: Decimal | None
) -> None:
    if beyond is not None:
        # The last part brings the sums to the end of the tolerance, or a cent beyond it.
        slack = sum((v.step for v in (*basic, *economic)), Decimal(0)) / 2
        rest = sum((v.amount for v in basic), Decimal(0)) + slack + beyond
        rest -= sum((v.amount for v in economic[:-1]), Decimal(0))
        economic = [*economic[:-1], Value(rest.quantize(Decimal("0.01")), economic[-1].step)]
    with duckdb.connect() as connection:
        connection.execute(_FLOW)
        connection.executemany(
            "insert into marts.fct_functional_expenditure values"
            " ('u', 2023, 'final', true, 'all_funds', ?, 'personnel', ?, ?, 'table')",
            [(f"20{n}", value.amount, value.step) for n, value in enumerate(basic)],
        )
        connection.executemany(
            "insert into marts.fct_economic_expenditure values"
            " ('u', 2023, 'final', true, 'all_funds', ?, ?, ?, 'table')",
            [(f"30{n}", value.amount, value.step) for n, value in enumerate(economic)],
        )
        said = ask(connection, "unit_flow", {"unit_id": "u", "fiscal_year": 2023, "phase": "final"})
    steps = {row["step"] for row in said.rows}
    whole = Value(
        sum((v.amount for v in basic), Decimal(0)), sum((v.step for v in basic), Decimal(0))
    )
    # A class without an amount has no flow of its own.
    if any(value.amount for value in economic):
        assert (4 in steps) == agrees(whole, economic)
