"""Without Java there is nothing to test, which is said and is no failure."""

import pytest

from ingest.warehouse.spark.session import missing


def pytest_sessionstart() -> None:
    lacking = missing()
    if lacking is not None:
        pytest.exit(f"test-spark: not run. {lacking}", returncode=0)
