"""The marts against the reviewed expectations: every printed amount, and every fact's total."""

from collections import Counter

import duckdb
import pytest

from ingest.base.ordinals import strip_ordinal
from ingest.base.text import fold
from tests.support import expected


def test_every_printed_amount_is_reported(marts: duckdb.DuckDBPyConnection) -> None:
    """Code, label, measure, side, phase, value, place: one row for each printed amount."""
    found = Counter(
        (*key, _label(label))
        for *key, label in marts.sql(
            """
            select
                document_id, line, table_type, side, phase, coalesce(code, ''), measure,
                amount_yuan, label_printed
            from marts.fct_reported_amount
            """
        ).fetchall()
    )
    wanted = Counter(
        (
            document_id,
            int(row["line"]),
            row["table_type"],
            row["side"],
            row["phase"],
            row["code"],
            row["measure"],
            expected.yuan(row["amount"]),
            _label(row["label"]),
        )
        for document_id, row in expected.amounts()
    )
    assert sorted(wanted - found, key=str) == []
    assert sorted(found - wanted, key=str) == []


def _label(printed: str | None) -> str:
    return strip_ordinal(fold(printed or ""))


def test_totals_are_known_as_totals(marts: duckdb.DuckDBPyConnection) -> None:
    """A total row is a total, a line or partial total is none; unit rows may be either."""
    totals = {
        key[:-1]: key[-1] == "total"
        for key in marts.sql(
            "select distinct document_id, line, side, line_type from marts.fct_reported_amount"
        ).fetchall()
    }
    wrong = [
        (document_id, row["line"], row["row_kind"])
        for document_id, row in expected.amounts()
        if row["row_kind"] in {"total", "subtotal", "line"}
        and row["label"]
        and totals[document_id, int(row["line"]), row["side"]] != (row["row_kind"] == "total")
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "row",
    list(expected.rows("fact_totals.csv")),
    ids=lambda row: "-".join((row["fact"], row["document_id"], row["phase"], row["scope"])),
)
def test_facts_add_up_to_printed_totals(
    marts: duckdb.DuckDBPyConnection, row: dict[str, str]
) -> None:
    """To the cent; where they do not, the contradiction that the document prints is named."""
    found = marts.execute(
        f"""
        select sum(amount_yuan) from marts.fct_{row["fact"]}
        where document_id = ? and phase = ? and scope = ? and basis = 'table'
        """,
        [row["document_id"], row["phase"], row["scope"]],
    ).fetchall()[0][0]
    assert found == expected.yuan(row["fact_total"])
    differs = row["fact_total"] != row["printed_total"]
    assert differs == bool(row["contradiction"])


def test_no_fact_of_tables_is_without_expectation(marts: duckdb.DuckDBPyConnection) -> None:
    wanted = {
        (row["fact"], row["document_id"], row["phase"], row["scope"])
        for row in expected.rows("fact_totals.csv")
    }
    found = set()
    for fact in {key[0] for key in wanted}:
        found |= {
            (fact, *key)
            for key in marts.sql(
                f"select distinct document_id, phase, scope from marts.fct_{fact} "
                "where basis = 'table'"
            ).fetchall()
        }
    assert found == wanted


def test_every_leaf_of_a_fact_is_what_the_table_prints(marts: duckdb.DuckDBPyConnection) -> None:
    """Each row of both facts by function and by economic class, by value; 90 and 75 of them."""
    found: Counter[tuple[object, ...]] = Counter()
    for name, code in (
        ("functional_expenditure", "functional_code"),
        ("economic_expenditure", "economic_code"),
    ):
        rows = marts.sql(
            f"select '{name}', document_id, phase, scope, {code},"
            f" nullif(spending_nature, 'unsplit'), amount_yuan from marts.fct_{name}"
            " where basis = 'table'"
        ).fetchall()
        found.update(rows)
    wanted: Counter[tuple[object, ...]] = Counter(
        (
            *(row[name] for name in ("fact", "document_id", "phase", "scope", "code")),
            row["nature"] or None,
            expected.yuan(row["amount"]),
        )
        for row in expected.rows("leaves.csv")
    )
    assert found - wanted == Counter()
    assert wanted - found == Counter()
    assert found.total() == 165
