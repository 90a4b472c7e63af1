"""The seed of codes: whole, in both languages, and true to the seeds that coin its codes."""

import re

import pytest

from ingest.base.csv_text import read_rows
from ingest.base.settings import PROJECT
from ingest.exports.codes import SEED, values_of

_HAN = re.compile(r"[\u3400-\u9fff]")


def test_every_code_has_both_names_and_a_parent_that_is_there() -> None:
    rows = read_rows(PROJECT / SEED)
    codes = {(row["vocabulary"], row["code"]) for row in rows}
    assert len(codes) == len(rows) > 250
    for row in rows:
        assert _HAN.search(row["name"]), row
        assert row["name_en"][0].isupper(), row
        assert not _HAN.search(row["name_en"]), row
        assert not row["parent_code"] or (row["vocabulary"], row["parent_code"]) in codes, row


@pytest.mark.parametrize(
    ("vocabulary", "path", "column"),
    [
        ("table_type", "seeds/mapping/table_types.csv", "table_type"),
        ("explanation", "seeds/rules/explanations.csv", "explanation"),
        ("check_class", "seeds/rules/rules.csv", "check_class"),
        ("rule", "seeds/rules/rules.csv", "rule_id"),
        ("rule", "seeds/rules/ties.csv", "tie_id"),
        ("rule", "seeds/rules/text_ties.csv", "tie_id"),
        ("rule", "seeds/rules/measure_sums.csv", "identity_id"),
        ("rule", "seeds/rules/line_sums.csv", "sum_id"),
        ("rule", "seeds/rules/narrative_parts.csv", "sum_id"),
        ("revenue_source", "seeds/mapping/revenue_roles.csv", "revenue_source"),
        ("unfit_reason", "seeds/rules/fitness_limits.csv", "reason"),
        ("spending_nature", "seeds/mapping/measures.csv", "spending_nature"),
        ("revenue_source", "seeds/mapping/measures.csv", "revenue_source"),
        ("fund_source", "seeds/mapping/measures.csv", "fund_source"),
        ("measure", "seeds/mapping/measures.csv", "measure"),
        ("concept", "seeds/mapping/statement_concepts.csv", "concept"),
        ("unit_measure", "seeds/mapping/total_measures.csv", "measure"),
        ("bound", "seeds/mapping/narrative_bounds.csv", "bound"),
        ("expense_group", "seeds/classification/economic_classification.csv", "expense_group"),
        ("evidence", "seeds/classification/functional_classification.csv", "evidence"),
    ],
)
def test_codes_that_other_seeds_coin_are_of_the_vocabulary(
    vocabulary: str, path: str, column: str
) -> None:
    coined = {row[column] for row in read_rows(PROJECT / path)} - {""}
    assert coined
    assert coined <= set(values_of(PROJECT, vocabulary))


def test_every_fact_that_leads_to_its_evidence_is_named() -> None:
    bridge = (PROJECT / "models/marts/core/bridge_evidence.sql").read_text(encoding="utf-8")
    facts = set(re.findall(r"^    '(fct_\w+)':", bridge, re.MULTILINE))
    assert facts == set(values_of(PROJECT, "fact"))


def test_every_unit_of_money_and_operator_is_named() -> None:
    for vocabulary, path, column in (
        ("money_unit", "seeds/mapping/money_units.csv", "unit"),
        ("indicator_operator", "seeds/mapping/performance_comparisons.csv", "operator"),
        ("measure", "seeds/mapping/summary_lines.csv", "line_code"),
        ("measure", "seeds/rules/form_lines.csv", "line_code"),
    ):
        coined = {row[column] for row in read_rows(PROJECT / path)} - {""}
        assert coined <= set(values_of(PROJECT, vocabulary)), path
