"""The warehouses that these tests read, each built once in a run."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.support import builds, made_filings, needs


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of data/extracted, whose build runs dbt's unit tests as well.

    MINGZHANG_WAREHOUSE names one that is built already.
    """
    return builds.shipped(tmp_path_factory, unit_tests=True)


@pytest.fixture(scope="module")
def marts(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The database of that warehouse, to be read."""
    with builds.opened(warehouse) as connection:
        yield connection


@pytest.fixture(scope="session")
def other_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of made-up filings, and of the published ones where they are at hand."""

    def make(folder: Path) -> None:
        made_filings.write_rows(folder / "rows")
        builds.build(folder / "rows", folder / "warehouse")

    return builds.shared(tmp_path_factory, "others", make) / "warehouse"


@pytest.fixture(scope="module")
def other_warehouse_marts(other_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The database of that warehouse, to be read."""
    with builds.opened(other_warehouse) as connection:
        yield connection


@pytest.fixture(scope="session")
def compiled(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> builds.Compiled:
    """The project as dbt compiles it over a copy of the database of the shipped rows."""

    def make(folder: Path) -> None:
        builds.compile_project(warehouse, folder)

    return builds.compiled_in(builds.shared(tmp_path_factory, "compiled", make))


@pytest.fixture(scope="session")
def report_site(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the shipped rows, with all its units."""
    pytest.importorskip("altair", reason=needs.REPORT)
    return builds.report(tmp_path_factory, warehouse)
