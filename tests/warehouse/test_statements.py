"""What the statements are said of, against the reviewed expectations."""

from collections import defaultdict
from decimal import Decimal

import duckdb

from tests.support import expected


def _expected_statements() -> list[tuple[str, dict[str, str]]]:
    return [
        (path.stem, row)
        for path in sorted((expected.EXPECTED / "statements").glob("*.csv"))
        for row in expected.rows(f"statements/{path.name}")
    ]


def test_codes_of_statements(marts: duckdb.DuckDBPyConnection) -> None:
    """The class that the text names, for each figure in its place; none where it names none."""
    found = defaultdict(set)
    for document_id, line, figure, code in marts.sql(
        "select document_id, line, printed_text, coalesce(code, '') from marts.fct_statement"
    ).fetchall():
        found[document_id, line, figure].add(code)
    wanted = defaultdict(set)
    for document_id, row in _expected_statements():
        wanted[document_id, int(row["line"]), row["figure"]].add(row["code"])
    wrong = {
        place: (codes, found[place])
        for place, codes in wanted.items()
        if place in found and codes != found[place]
    }
    assert wrong == {}
    coded = {place for place, codes in wanted.items() if codes != {""}}
    assert coded <= found.keys()


def test_values_years_and_phases_of_coded_statements(marts: duckdb.DuckDBPyConnection) -> None:
    """With sign, unit, year, phase and scope."""
    found = set(
        marts.sql(
            """
            select document_id, line, code, metric, value, unit, fiscal_year, phase, scope
            from marts.fct_statement where code is not null
            """
        ).fetchall()
    )
    wanted = {
        (
            document_id,
            int(row["line"]),
            row["code"],
            row["metric"],
            Decimal(row["value"]).quantize(Decimal("0.0001")),
            row["unit"],
            int(row["fiscal_year"]),
            row["phase"],
            row["scope"],
        )
        for document_id, row in _expected_statements()
        if row["code"]
    }
    assert sorted(wanted ^ found, key=str) == []


def test_reasons_why_statements_make_no_fact(marts: duckdb.DuckDBPyConnection) -> None:
    """The faults of the sources that the grammar reads and the facts must not take over."""
    found = marts.sql(
        """
        select document_id, line, subject, metric, reason_unused from marts.fct_statement
        where reason_unused is not null and reason_unused <> 'no_item'
        order by document_id, line
        """
    ).fetchall()
    assert found == [
        (
            "dazhou-hrss-ic-2025-budget",
            823,
            "一般公共预算当年拨款",
            "change",
            "compared_with_unlike",
        ),
        ("dazhou-hrss-ic-2025-budget", 851, "职工基本医疗保险", "amount", "path_not_in_register"),
        ("mohrss-ic-2022-final", 282, "社会保障和就业", "amount", "contradicted"),
        ("mohrss-ic-2022-final", 284, "住房保障", "amount", "contradicted"),
        (
            "wuhan-hrss-ic-2022-final",
            478,
            "公务用车购置及运行维护费",
            "amount",
            "contradicted_by_table",
        ),
        ("wuhan-hrss-ic-2022-final", 486, "公务接待费", "amount", "contradicted_by_table"),
    ]


def test_every_printed_total_has_a_concept(marts: duckdb.DuckDBPyConnection) -> None:
    """No amount of the text that speaks of funds as a whole is left without a meaning."""
    assert (
        marts.sql(
            """
            select document_id, line, subject from marts.fct_statement
            where metric = 'amount' and code is null and concept is null and scope is not null
                and source = 'narrative'
                and (subject like '%总%' or subject like '%合计%' or subject like '%三公%')
            """
        ).fetchall()
        == []
    )
