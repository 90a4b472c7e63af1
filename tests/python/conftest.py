"""What the tests share: the warehouse of the shipped rows and that of the filings, built once."""

import os
import shutil
from pathlib import Path

import pytest
from filings import DISCLOSURES, filings
from typer.testing import CliRunner

from ingest.build import PROJECT, build
from ingest.cli import app

_UNITS = {
    "js-swb-2017-budget-dept-narrative": "js-swb",
    "js-swb-2017-budget-dept-tables": "js-swb",
}
"""Files of one disclosure that print the unit under two names, and the unit."""


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of data/extracted: the one `make test` has just built, or a new one."""
    built = os.environ.get("MINGZHANG_WAREHOUSE")
    if built:
        return Path(built)
    folder = tmp_path_factory.mktemp("shipped") / "warehouse"
    build(PROJECT / "data/extracted", folder)
    return folder


@pytest.fixture(scope="session")
def filings_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of the published filings; skipped where they are not at hand."""
    built = os.environ.get("MINGZHANG_FILINGS_WAREHOUSE")
    if built:
        return Path(built)
    folder = tmp_path_factory.mktemp("filings")
    disclosures = folder / "disclosures"
    disclosures.mkdir()
    for path in (filings() / f"{name}.pdf" for names in DISCLOSURES.values() for name in names):
        shutil.copy(path, disclosures)
    rows = [f"{name}.pdf,{unit},," for name, unit in _UNITS.items()]
    manifest = "\n".join(["source_file,unit_id,fiscal_year,stage", *rows, ""])
    (disclosures / "manifest.csv").write_text(manifest)
    extracted = folder / "extracted"
    command = ["extract", "--disclosures", str(disclosures), "--extracted", str(extracted)]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.stderr
    build(extracted, folder / "warehouse")
    return folder / "warehouse"
