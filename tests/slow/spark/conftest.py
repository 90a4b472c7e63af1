"""Without pyspark or Java there is nothing to test, which is said and is no failure."""

import pytest

from ingest.warehouse.spark.session import missing


@pytest.fixture(scope="session", autouse=True)
def _spark() -> None:
    lacking = missing()
    if lacking is not None:
        pytest.skip(lacking)
