"""The warehouse that slow tests read."""

from pathlib import Path

import pytest

from tests.support import builds


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of data/extracted; MINGZHANG_WAREHOUSE names one that is built already."""
    return builds.shipped(tmp_path_factory, unit_tests=False)
