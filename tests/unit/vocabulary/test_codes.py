"""Every code that a seed can put into a mart has its names in the seed of codes."""

import pytest

from ingest.vocabulary.seeds import read_seed

_CODES = "classification/codes.csv"


@pytest.mark.parametrize(
    ("seed", "column", "vocabulary"),
    [
        ("mapping/measures.csv", "expense_group", "expense_group"),
        ("mapping/measures.csv", "fund_source", "fund_source"),
        ("mapping/measures.csv", "measure", "measure"),
        ("mapping/measures.csv", "revenue_source", "revenue_source"),
        ("mapping/measures.csv", "spending_nature", "spending_nature"),
        ("mapping/measures.csv", "three_public_category", "three_public_category"),
        ("mapping/revenue_roles.csv", "revenue_source", "revenue_source"),
        ("mapping/statement_concepts.csv", "concept", "concept"),
        ("mapping/statement_concepts.csv", "concept_type", "concept_type"),
        ("mapping/table_roles.csv", "table_type", "table_type"),
        ("mapping/table_types.csv", "table_type", "table_type"),
        ("rules/explanations.csv", "explanation", "explanation"),
        ("rules/fault_kinds.csv", "check_class", "check_class"),
        ("rules/fault_kinds.csv", "severity", "severity"),
        ("rules/fitness_limits.csv", "reason", "unfit_reason"),
        ("rules/rules.csv", "check_class", "check_class"),
    ],
)
def test_a_code_of_a_seed_is_named(seed: str, column: str, vocabulary: str) -> None:
    """Else the models would set aside each document in which it turns up."""
    named = {row["code"] for row in read_seed(_CODES) if row["vocabulary"] == vocabulary}
    used = {row[column] for row in read_seed(seed, column)} - {""}
    assert len(used) > 1
    assert sorted(used - named) == []


def test_a_measure_of_a_heading_is_named() -> None:
    named = {row["code"] for row in read_seed(_CODES) if row["vocabulary"] == "measure"}
    rows = read_seed("mapping/headings.csv", "measure")
    used = {row["measure"] for row in rows if row["role"] == "measure"}
    assert len(used) > 1
    assert sorted(used - named) == []
