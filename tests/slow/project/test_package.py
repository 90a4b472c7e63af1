"""The package of the shipped marts is what frictionless takes it for, with every row."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

pytest.importorskip("frictionless")

from frictionless import Report

from tests.support.export_manifest import resources
from tests.support.frictionless_reports import problems, validated


@pytest.fixture(scope="module")
def shipped(warehouse: Path) -> Report:
    """The report on the shipped package; it takes frictionless most of a minute."""
    return validated(warehouse / "exports")


def test_the_shipped_package_is_valid_with_its_rows(shipped: Report) -> None:
    assert problems(shipped) == []


def test_frictionless_reads_every_row_of_the_shipped_package(
    shipped: Report, warehouse: Path
) -> None:
    rows = {task.name: task.stats.get("rows", 0) for task in shipped.tasks}
    exports = warehouse / "exports"
    assert rows == {
        name: pq.read_metadata(exports / resource["path"]).num_rows
        for name, resource in resources(exports).items()
    }
    assert rows["fct_reported_amount"] > 0
