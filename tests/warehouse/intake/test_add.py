"""What is said of the shipped documents by the report of an intake."""

from pathlib import Path

import duckdb


def test_the_shipped_documents_are_fit_for_use(warehouse: Path) -> None:
    """By eye: each has its tables, every number is accounted for, and few checks differ."""
    query = "select document_id, is_fit_for_use, unfit_reasons from marts.dq_document order by all"
    with duckdb.connect(str(warehouse / "mingzhang.duckdb"), read_only=True) as marts:
        assert marts.execute(query).fetchall() == [
            ("anhui-hrss-ic-2022-budget", True, None),
            ("dazhou-hrss-ic-2025-budget", True, None),
            ("mohrss-ic-2022-final", True, None),
            ("sichuan-hrss-ic-2023-budget", True, None),
            ("wuhan-hrss-ic-2022-final", True, None),
        ]
