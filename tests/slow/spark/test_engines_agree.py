"""Every mart of a build on Spark is that of a build on DuckDB, row for row and byte for byte.

Over the five shipped documents and DOCUMENTS generated ones, as one warehouse. Fewer than usual are
a run to see whether the engines agree: what tests say of equal rows is known then from DuckDB.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from ingest.base.checksums import read_checksums
from ingest.base.settings import ENGINE_VARIABLE, EXPORTS, PROJECT
from ingest.publication.build import build
from ingest.warehouse.dbt_run import run_dbt
from ingest.warehouse.provenance import identity
from ingest.warehouse.spark import make
from tests.corpus.landing import write_landing
from tests.support.differences import differences
from tests.support.shipped import SHIPPED

USUAL = 100
DOCUMENTS = int(os.environ.get("DOCUMENTS", str(USUAL)))
SEED = 20210401


@dataclass(frozen=True, slots=True)
class Built:
    """The warehouses of one landing folder."""

    duckdb: Path
    spark: Path


def _untested(
    command: str, project: Path, database: Path, private: Path, *, target: str | None
) -> Path:
    """What `run_dbt` makes, without its tests."""
    left_out = "--exclude-resource-type test --exclude-resource-type unit_test"
    return run_dbt(f"{command} {left_out}", project, database, private, target=target)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("engines")
    extracted = folder / "extracted"
    shutil.copytree(SHIPPED, extracted)
    write_landing(extracted, DOCUMENTS, SEED)
    warehouses = Built(folder / "duckdb", folder / "spark")
    build(extracted, warehouses.duckdb)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ENGINE_VARIABLE, "spark")
        if DOCUMENTS < USUAL:
            patch.setattr(make, "run_dbt", _untested)
        build(extracted, warehouses.spark)
    return warehouses


def test_every_mart_is_the_same_row_for_row(built: Built) -> None:
    found = differences(built.duckdb / EXPORTS, built.spark / EXPORTS)
    assert not found, "\n".join(found)


def test_every_export_is_the_same_bytes(built: Built) -> None:
    files = read_checksums(built.duckdb / EXPORTS)
    assert len(files) > len(list((PROJECT / "models/marts").glob("*/*.sql")))
    assert read_checksums(built.spark / EXPORTS) == files


def test_a_warehouse_says_which_engine_made_it(built: Built) -> None:
    assert identity(built.spark)["settings"]["engine"] == "spark"
    assert "pyspark" in identity(built.spark)["tools"]
    assert identity(built.duckdb)["settings"]["engine"] == "duckdb"
