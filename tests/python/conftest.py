"""What the tests share: the warehouse of the shipped rows, built once."""

import os
from pathlib import Path

import pytest

from ingest.build import PROJECT, build


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of data/extracted: the one `make test` has just built, or a new one."""
    built = os.environ.get("MINGZHANG_WAREHOUSE")
    if built:
        return Path(built)
    folder = tmp_path_factory.mktemp("shipped") / "warehouse"
    build(PROJECT / "data/extracted", folder)
    return folder
