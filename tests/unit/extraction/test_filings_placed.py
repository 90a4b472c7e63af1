"""Every filing at hand: its tables are found, and their figures stand under a known measure."""

from collections import Counter

import pytest

from ingest.extraction.extract import extract
from tests.support.filings import DISCLOSURES, filed

PLACED = 0.99
"""The share of figures in tables that are placed without doubt and have a measure."""

SHANGHAI = Counter(
    [
        "revenue_expenditure_summary",
        "revenue_statement",
        "expenditure_statement",
        "appropriation_summary",
        "general_budget_expenditure",
        "general_budget_basic_expenditure",
        "three_public",
        "government_fund_expenditure",
        "state_capital_expenditure",
    ]
)
JIANGSU = (
    SHANGHAI
    - Counter(["state_capital_expenditure"])
    + Counter(
        [
            "general_budget_expenditure",
            "general_budget_basic_expenditure",
            "operating_funds",
            "procurement",
        ]
    )
)


@pytest.mark.parametrize("name", DISCLOSURES)
def test_the_tables_of_the_form_are_found_and_their_figures_placed(name: str) -> None:
    rows = extract(filed(name))
    types = Counter(
        str(table["table_type"])
        for table in rows["tables"]
        if not str(table["table_type"]).startswith("performance")
    )
    assert types == (JIANGSU if name.startswith("js-") else SHANGHAI)
    assert {table["status"] for table in rows["tables"]} <= {"present", "declared_empty"}
    assert not [row for row in rows["unmapped"] if row["kind"] == "heading"]
    amounts = rows["amounts"]
    placed = [row for row in amounts if row["measure"] and row["placement"] != "ambiguous"]
    numbers = {
        (row["line"], row["char_from"])
        for row in rows["figures"]
        if row["disposition"] == "unaccounted"
        and any(
            int(str(table["line"])) <= int(str(row["line"])) <= int(str(table["line_end"]))
            and table["amount_count"]
            for table in rows["tables"]
        )
    }
    assert amounts
    assert len(placed) >= PLACED * (len(amounts) + len(numbers))
