"""The tidy views of the published filings against what was read by hand from their pages.

`expected.csv` beside the filings has the printed totals, read without this project. What the sum of
a view is to be is the total of the year, where a filing prints that apart, and else the total of
the summary; or the coverage says that it is not all.
"""

from decimal import Decimal

import duckdb
import pytest

from bench.truth import REFUSED, read_truth
from tests.support import expected, tidy
from tests.support.filings import TRUTH, filings
from tests.support.tidy import KNOWN, VIEWS

PHASES = {"budget": "initial_budget", "final": "final"}
_TEXT = "part_text"


def _truths() -> list[dict[str, str]]:
    rows = read_truth(filings() / "national" / TRUTH)
    return [row for row in rows if row["kind"] not in (*REFUSED, _TEXT)]


def _key(marts: duckdb.DuckDBPyConnection, file: str) -> tuple[str, int, str]:
    unit, year, stage = marts.execute(
        """
        select unit_id, fiscal_year, stage from marts.dim_document
        where list_contains(string_split(source_file, ' + '), ?)
        """,
        [file],
    ).fetchall()[0]
    return unit, year, PHASES[stage]


def _apart(
    marts: duckdb.DuckDBPyConnection, view: str, column: str, fallback: str | None = None
) -> tuple[list[tuple[str, str, Decimal, Decimal, str]], int]:
    """What is known to be all and is not the printed total, and how many are held against it."""
    wrong: list[tuple[str, str, Decimal, Decimal, str]] = []
    held = 0
    sums = tidy.totals(marts, view)
    for row in _truths():
        printed = row[column] or (row[fallback] if fallback else "")
        found = sums.get(_key(marts, row["file"]))
        if not printed or found is None or found[2] not in KNOWN:
            continue
        held += 1
        if abs(found[0] - Decimal(printed)) > found[1]:
            wrong.append((row["file"], printed, *found))
    return wrong, held


def test_what_was_spent_is_the_printed_total(marts: duckdb.DuckDBPyConnection) -> None:
    wrong, held = _apart(marts, "expenditure", "current_expenditure_yuan", "total_expenditure_yuan")
    assert wrong == []
    assert held > len(_truths()) / 2


def test_the_three_public_expenses_are_the_printed_total(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    wrong, held = _apart(marts, "three_public", "three_public_yuan")
    assert wrong == []
    assert held > len(_truths()) / 3


@pytest.mark.parametrize("nature", ["basic", "project"])
def test_basic_and_project_are_the_printed_ones(
    marts: duckdb.DuckDBPyConnection, nature: str
) -> None:
    """Of the statement of all funds, where the view tells natures of all that it holds."""
    rows = marts.execute(f"""
        select unit_id, fiscal_year, phase,
            sum(amount_yuan) filter (spending_nature_parent = '{nature}'),
            sum(rounding_unit_yuan) / 2
        from marts.tidy_expenditure
        group by all
        having bool_and(coverage = 'complete' and spending_nature_parent is not null)
            and min(scope) = 'all_funds'
    """).fetchall()
    sums = {(unit, year, phase): (amount or 0, half) for unit, year, phase, amount, half in rows}
    wrong, held = [], 0
    for row in _truths():
        found = sums.get(_key(marts, row["file"]))
        printed = row[f"{nature}_yuan"]
        if printed and found is not None:
            held += 1
            if abs(found[0] - Decimal(printed)) > Decimal(str(found[1])):
                wrong.append((row["file"], printed, *found))
    assert wrong == []
    assert held > len(_truths()) / 3


def test_sums_of_filings_read_line_by_line_are_printed(marts: duckdb.DuckDBPyConnection) -> None:
    """Each class of two filings, as a person read their pages."""
    held = 0
    for name in ("shpt-shgzb-2024-final-dept", "shpt-sww-2025-budget-unit"):
        printed: dict[str, set[Decimal]] = {}
        for row in expected.rows(f"filings/{name}.csv"):
            scale = {"万元": expected.WAN, "元": 1}[row["money_unit"]]
            if code := row["code"].replace(" ", ""):
                value = Decimal(row["amount"].replace(",", "")) * scale
                printed.setdefault(code, set()).add(value)
        for column in ("class_code", "section_code", "item_code"):
            sums = marts.execute(
                f"""
                select {column}, sum(amount_yuan) from marts.tidy_expenditure
                where source_file = ? and basis = 'table' and coverage = 'complete'
                    and {column} is not null group by all
                """,
                [f"{name}.pdf"],
            ).fetchall()
            for code, amount in sums:
                assert amount in printed[code], (name, code, amount)
                held += 1
    assert held > 20


def test_functions_of_government_cover_the_money_of_national_filings(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    """Four fifths of all that has a national class, and of most filings by themselves."""
    files = {row["file"] for row in _truths()}
    rows = marts.execute("""
        select source_file, sum(amount_yuan) filter (cofog_code is not null), sum(amount_yuan)
        from marts.tidy_expenditure where class_code is not null group by all
    """).fetchall()
    own = [(mapped or 0, whole) for file, mapped, whole in rows if files & set(file.split(" + "))]
    assert sum(m for m, _ in own) >= Decimal("0.8") * sum(whole for _, whole in own)
    assert sum(m >= Decimal("0.8") * whole for m, whole in own) >= 0.9 * len(own)
    assert len(own) > len(files) / 2


@pytest.mark.parametrize("view", VIEWS)
def test_parts_make_the_whole_by_every_subset_of_columns(
    marts: duckdb.DuckDBPyConnection, view: str
) -> None:
    assert tidy.subsets_that_differ(marts, view, tidy.splitting(marts, view)) == []
    assert tidy.keys_told_twice(marts, view) == []
