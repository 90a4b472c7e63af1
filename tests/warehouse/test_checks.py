"""The checks against the findings of an independent reading of the documents, both ways.

A finding that no check makes, and a check that no finding has, stand with their reason in
findings_reviewed.csv; an entry there that is no longer needed fails.
"""

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.support import expected

_ABOUT = 8
"""Lines by which a place may be off: a blank cell has none, a sentence runs over several."""
_ANYWHERE = {"missing_table", "numbering"}
"""Classes of findings about a document as a whole, which have no line of their own."""
_SCALE = {"yuan": expected.WAN, "percent": 1, "points": 1}
Row = dict[str, Any]


@pytest.fixture(scope="module")
def checks(warehouse: Path) -> list[Row]:
    with duckdb.connect(str(warehouse / "mingzhang.duckdb"), read_only=True) as marts:
        found = marts.execute("select * from marts.fct_check order by document_id, line, check_id")
        names = [column[0] for column in found.description or []]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _reviewed(kind: str) -> list[tuple[str, str, str, str]]:
    rows = [row for row in expected.rows("findings_reviewed.csv") if row["kind"] == kind]
    assert all(row["reason"] for row in rows)
    return sorted((r["document_id"], r["line"], r["check_class"], r["what"]) for r in rows)


def _is_same(finding: Row, check: Row) -> bool:
    """Whether the check is of the finding: document, class, about the line, the same difference."""
    same = (finding["document_id"], finding["check_class"], finding["status"])
    if same != (check["document_id"], check["check_class"], check["status"]):
        return False
    near = abs(int(finding["line"]) - (check["line"] or 0)) <= _ABOUT
    if not near and finding["check_class"] not in _ANYWHERE:
        return False
    return _same_difference(finding["difference"], check)


def _same_difference(printed: str, check: Row) -> bool:
    try:
        wanted = Decimal(printed)
    except InvalidOperation:
        return True
    if check["value_unit"] is None or check["difference_value"] is None:
        return True
    found = check["difference_value"] / _SCALE[check["value_unit"]]
    # The finding is rounded to its last place; which side is printed is a matter of the rule.
    place = Decimal(1).scaleb(int(wanted.as_tuple().exponent))
    return bool(abs(abs(found) - abs(wanted)) <= place)


def test_every_finding_is_made_by_a_check(checks: list[Row]) -> None:
    findings = [r for r in expected.rows("findings.csv") if r["by_rule"] == "yes"]
    missed = sorted(
        (f["document_id"], f["line"], f["check_class"], f["what"])
        for f in findings
        if not any(_is_same(f, check) for check in checks)
    )
    assert missed == _reviewed("finding_not_made")


def test_no_check_is_a_false_alarm(checks: list[Row]) -> None:
    findings = list(expected.rows("findings.csv"))
    besides = sorted(
        (c["document_id"], str(c["line"]), c["check_class"], c["rule_id"])
        for c in checks
        if c["status"] == "differs" and not any(_is_same(f, c) for f in findings)
    )
    assert besides == _reviewed("check_besides")


def test_a_difference_is_outside_its_tolerance(checks: list[Row]) -> None:
    """Of sums: above half of all printed units; what agrees is not."""
    sums = [c for c in checks if c["value_unit"] and c["check_class"] != "narrative_arithmetic"]
    assert len(sums) > 1000
    for check in sums:
        outside = abs(check["difference_value"]) > check["tolerance_value"]
        assert outside == (check["status"] == "differs"), check
        assert (check["difference_value"] == 0) == (check["status"] == "agrees"), check


def test_every_class_of_the_contract_is_looked_at(checks: list[Row]) -> None:
    """Each class agrees somewhere and differs where a document offers it; none filed twice.

    Of the wording of these documents nothing differs.
    """
    classes = {
        *("hierarchy", "row_identity", "printed_formula", "cross_table", "text_vs_table"),
        *("narrative_arithmetic", "narrative_sum", "unit_slip", "code_label", "missing_table"),
        *("missing_amount", "entity", "numbering"),
    }
    assert {c["check_class"] for c in checks if c["status"] == "agrees"} == {*classes, "wording"}
    assert {c["check_class"] for c in checks if c["status"] == "differs"} == classes


@pytest.mark.parametrize(
    ("line", "rule", "explanation"),
    [
        (206, "nature", "one_figure"),
        (209, "sum_of_lines", "missing_component"),
        (212, "parts_blank", "blank"),
        (215, "basic_parts", "year_before"),
        (203, "share", "rounding_forced"),
        (282, "function_appropriation_general", "unit_slip"),
        (410, "completion_rate", "coarser_rounding"),
        (478, "completion_rate", "follows_from_table"),
        (510, "whole_unit", "neighbour"),
        (424, "text_tree", None),
    ],
)
def test_causes_are_found(checks: list[Row], line: int, rule: str, explanation: str | None) -> None:
    found = {
        c["explanation"]
        for c in checks
        if (c["line"], c["rule_id"], c["status"]) == (line, rule, "differs")
    }
    assert found == {explanation}


def test_the_misprinted_figure_is_named(checks: list[Row]) -> None:
    """Four rules contradict one figure; each of them names it and what it should be."""
    named = {
        (c["suspect_figure_id"], c["suggested_value"])
        for c in checks
        if c["document_id"] == "anhui-hrss-ic-2022-budget" and c["line"] in (206, 222)
        if c["explanation"] == "one_figure"
    }
    assert {value for _, value in named} == {Decimal(7_690_000)}
    assert len(named) == 1


def test_corrections_stand_beside_what_is_printed(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse / "mingzhang.duckdb"), read_only=True) as marts:
        corrected = marts.execute(
            """
            select document_id, line, amount_yuan, corrected_yuan, carries
            from marts.fct_reported_amount where corrected_yuan is not null
            """
        ).fetchall()
    printed, right = Decimal(7_590_000), Decimal(7_690_000)
    assert corrected == [("anhui-hrss-ic-2022-budget", 206, printed, right, "printed")]


def test_every_key_of_the_evidence_is_a_figure(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse / "mingzhang.duckdb"), read_only=True) as marts:
        lost = marts.execute(
            """
            with keys as (
                select check_id, unnest(string_split(evidence_ids, ' ')) as key
                from marts.fct_check where evidence_ids is not null
            )
            select count(*) from keys
            where key not in (
                select amount_id from marts.fct_reported_amount
                union all select statement_id from marts.fct_statement
                union all select indicator_id from staging.stg_raw__indicators
            )
            """
        ).fetchall()
    assert lost == [(0,)]


def test_the_most_serious_faults_come_first_in_the_exports(warehouse: Path) -> None:
    faults = duckdb.read_parquet(str(warehouse / "exports/dq_fault.parquet"))
    positions = [position for (position,) in faults.select("severity_position").fetchall()]
    assert len(positions) == 43
    assert positions == sorted(positions)


def test_every_difference_is_evidence_of_one_fault(warehouse: Path) -> None:
    """Nothing differs beside the faults, and what a rule gives is never called what should be."""
    with duckdb.connect(str(warehouse / "mingzhang.duckdb"), read_only=True) as marts:
        counted = marts.execute(
            "select fault_id, count(*) from marts.fct_check where status = 'differs' group by all"
        ).fetchall()
        told = marts.execute("select fault_id, checks from marts.dq_fault").fetchall()
        columns = {row[0] for row in marts.execute("describe marts.dq_reconciliation").fetchall()}
    assert sorted(counted) == sorted(told)
    assert {"expected_by_rule", "fault_id"} <= columns
    assert "should_be" not in columns


@pytest.mark.parametrize(
    ("line", "suspect", "agreed"),
    [(206, "759.0", 7_690_000), (355, "3.7", 30_000), (486, "无", 7_000), (209, None, None)],
)
def test_a_suspect_is_what_the_other_checks_pick(
    warehouse: Path, line: int, suspect: str | None, agreed: int | None
) -> None:
    with duckdb.connect(str(warehouse / "mingzhang.duckdb"), read_only=True) as marts:
        found = marts.execute(
            "select suspect_printed, agreed_value from marts.dq_fault"
            " where line = $line and severity = 'money'",
            {"line": line},
        ).fetchall()
    assert found == [(suspect, agreed)]
