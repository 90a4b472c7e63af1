"""Where the published filings are, and which files are one disclosure; not in the repository."""

import os
from pathlib import Path

import pytest

from bench.truth import REFUSED, read_truth
from ingest.base.settings import PROJECT
from ingest.extraction.merge import merge
from ingest.intake.paths import in_order
from ingest.reading.document import read_document
from ingest.reading.model import Document

DISCLOSURES = {
    "shpt-shgzb-2024-final-dept": ("shpt-shgzb-2024-final-dept",),
    "shpt-sww-2025-budget-unit": ("shpt-sww-2025-budget-unit",),
    "shpt-wanli-2023-budget-dept": ("shpt-wanli-2023-budget-dept",),
    "shpt-wanli-2025-budget-dept": ("shpt-wanli-2025-budget-dept",),
    "js-renda-2019-budget-dept": (
        "js-renda-2019-budget-dept-narrative",
        "js-renda-2019-budget-dept-tables",
    ),
    "js-jcy-2018-budget-dept": ("js-jcy-2018-budget-dept",),
    "js-swb-2017-budget-dept": (
        "js-swb-2017-budget-dept-narrative",
        "js-swb-2017-budget-dept-tables",
    ),
}
"""The files of each disclosure, without their ending."""


TRUTH = "expected.csv"
"""What was read by hand from the filings beside it."""

_FOLDER = Path(os.environ.get("MINGZHANG_FILINGS") or PROJECT.parent / "shared/filings")


def at_hand() -> Path | None:
    """The folder of the filings, where there is one."""
    return _FOLDER if _FOLDER.is_dir() else None


def filings() -> Path:
    """The folder of the filings; the test is skipped where they are not at hand."""
    found = at_hand()
    if found is None:
        pytest.skip(f"the filings are not in {_FOLDER}: set MINGZHANG_FILINGS")
    return found


def disclosed() -> list[Path]:
    """The PDFs of all filings that are disclosures with a text, in the order of their names."""
    return in_order([*filings().glob("*.pdf"), *national()])


def national() -> list[Path]:
    """The disclosures among the filings of other cities, which `expected.csv` tells apart."""
    folder = filings() / "national"
    if not (folder / TRUTH).is_file():
        return []
    rows = read_truth(folder / TRUTH)
    return in_order(folder / row["file"] for row in rows if row["kind"] not in REFUSED)


def filed(name: str) -> Document:
    """One disclosure of the folder, its files merged."""
    paths = [filings() / f"{file}.pdf" for file in DISCLOSURES[name]]
    if missing := [path.name for path in paths if not path.is_file()]:
        pytest.skip(f"{', '.join(missing)} not among the filings")
    parts = [read_document(path) for path in paths]
    return parts[0] if len(parts) == 1 else merge(parts)
