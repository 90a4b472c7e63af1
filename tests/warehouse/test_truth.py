"""What the measure reads out of a warehouse: values read by hand from the shipped documents."""

from pathlib import Path

from bench.truth import compared, found_in
from ingest.base.settings import DATABASE

TRUTH = [
    {
        # A text without tables; its grand total holds what is carried into the next year.
        "file": "mohrss-ic-2022-final.txt",
        "kind": "disclosure",
        "unit_name": "人力资源和社会保障部信息中心",
        "fiscal_year": "2022",
        "stage": "final",
        "level": "unit",
        "total_expenditure_yuan": "95701700",
        "total_revenue_yuan": "95701700",
        "current_expenditure_yuan": "90902100",
    },
    {
        "file": "dazhou-hrss-ic-2025-budget.txt",
        "kind": "disclosure",
        "unit_name": "达州市人力资源和社会保障信息管理中心",
        "fiscal_year": "2025",
        "stage": "budget",
        "money_unit": "万元",
        "total_expenditure_yuan": "6182200",
        "total_revenue_yuan": "6182200",
        "basic_yuan": "6182200",
        "project_yuan": "0",
    },
]


def test_values_of_the_shipped_documents_are_right(warehouse: Path) -> None:
    found = found_in(warehouse / DATABASE)
    verdicts = [told for row in TRUTH for told in compared(row, found[row["file"]])]
    assert len(verdicts) == 15
    assert [told for told in verdicts if told.outcome != "right"] == []
