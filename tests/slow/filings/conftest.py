"""The warehouse of all published filings that are at hand."""

import os
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from ingest.base.settings import DATABASE
from ingest.intake.take import take_in
from tests.support import builds
from tests.support.filings import disclosed, filings


@pytest.fixture(scope="session")
def filed_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of these filings; MINGZHANG_FILINGS_WAREHOUSE names one that is built."""
    paths = [*disclosed(), *filings().glob("*.json")]
    if given := os.environ.get("MINGZHANG_FILINGS_WAREHOUSE"):
        return Path(given).resolve()

    def make(folder: Path) -> None:
        assert take_in(paths, folder / "rows").failures == []
        builds.build(folder / "rows", folder / "warehouse")

    return builds.shared(tmp_path_factory, "filings", make) / "warehouse"


@pytest.fixture(scope="module")
def marts(filed_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The database of that warehouse, to be read."""
    with duckdb.connect(str(filed_warehouse / DATABASE), read_only=True) as connection:
        yield connection
