"""The block of a document: how its amounts were read is told of a scan, and of nothing else."""

import pytest

from ingest.intake.report import Quality, _block
from ingest.intake.take import Taken

COUNTS = (
    *("tables_found", "tables_announced_missing", "figures", "numbers_printed"),
    *("figures_unaccounted", "agrees", "agrees_within_rounding", "differs", "not_checkable"),
    *("revised", "unmapped", "placed_printed", "placed_by_identity", "placed_ambiguous"),
)
FACTS: dict[str, object] = {
    **dict.fromkeys(COUNTS, 0),
    "document_id": "u-2024-budget",
    "unit_name": "青山市档案馆",
    "fiscal_year": 2024,
    "stage": "budget",
    "edition": 1,
    "is_current": True,
    "score": None,
    "is_fit_for_use": True,
    "unfit_reasons": [],
}


@pytest.mark.parametrize(
    ("readings", "told"),
    [("48 confirmed, 3 recognised", ["  readings     48 confirmed, 3 recognised"]), (None, [])],
)
def test_a_scan_says_how_its_amounts_were_read(readings: str | None, told: list[str]) -> None:
    quality = Quality({**FACTS, "readings": readings}, [], [], [])
    lines = _block(Taken("a.pdf", "u-2024-budget", "added"), quality, {})
    assert [line for line in lines if "readings" in line] == told
