"""Published filings rendered as scans: their amounts come back, and none enters facts wrong."""

import pytest

pytest.importorskip("rapidocr", reason="needs the extra ocr: make add OCR=1")

from bench.scans import SCANNERS, Outcome, measure, pages_with_amounts, said
from tests.support.filings import filings

PAGES = 3
"""Pages of each filing: a page takes two seconds and more."""

NAMES = (
    "shpt-fuliyuan-2024-budget-unit.pdf",
    "js-gy-2018-budget-dept.pdf",
    "js-swb-2017-budget-dept-tables.pdf",
)
POOR = {"100", "fax"}
"""Scanners of which nothing wrong enters facts, not even marked."""

LEAST = {"300": 0.99, "200": 0.99, "150": 0.97, "100": 0.5, "fax": 0.3}


@pytest.mark.parametrize("scanner", SCANNERS)
def test_the_amounts_of_scanned_pages_come_back(scanner: str) -> None:
    found = Outcome()
    for path in (filings() / name for name in NAMES):
        found += measure(path, pages_with_amounts(path, PAGES), SCANNERS[scanner])
    assert found.total
    assert found.right >= LEAST[scanner] * found.total, said(scanner, found)
    # What sums prove or mend is right; what nothing proves is marked as recognised.
    assert not found.wrong["confirmed"], found.faults
    assert not found.wrong["by_identity"], found.faults
    assert not found.wrong["printed"], found.faults
    assert not found.invented, found.faults
    assert not found.misplaced, found.faults
    if scanner in POOR:
        assert not found.wrong, found.faults
    else:
        assert found.placed >= LEAST[scanner] * found.total, said(scanner, found)
