"""What the tests share: the warehouse of the shipped rows and that of the filings, built once."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from filings import DISCLOSURES, filings
from own_seeds import Seeds, copy_seeds, forget
from typer.testing import CliRunner

from ingest.base.settings import PROJECT
from ingest.cli import app
from ingest.publication.build import build
from ingest.vocabulary import seeds as vocabulary


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
    extracted = folder / "extracted"
    command = ["extract", "--disclosures", str(disclosures), "--extracted", str(extracted)]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.stderr
    build(extracted, folder / "warehouse")
    return folder / "warehouse"


@pytest.fixture
def seeds(tmp_path: Path) -> Iterator[Seeds]:
    """A copy of the seeds that the test may write into; the readers read it and forget it."""
    with pytest.MonkeyPatch.context() as patch:
        copy = copy_seeds(tmp_path / "seeds")
        patch.setattr(vocabulary, "SEEDS", copy.folder)
        forget()
        yield copy
    forget()


@pytest.fixture(scope="session")
def report_site(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of that warehouse, with all its units."""
    from ingest.serving.report.write import write_site  # noqa: PLC0415 - altair takes a second to import

    folder = tmp_path_factory.mktemp("report")
    write_site(warehouse / "mingzhang.duckdb", folder)
    return folder
