"""A build in shards, none of which is published where one fails.

That it makes the same warehouse is held by tests/slow/incremental.
"""

from pathlib import Path

import pytest

from ingest.base.errors import BuildError
from ingest.publication.build import build
from ingest.warehouse import shards
from tests.support.unit_project import forbid_few, write_document, write_project

_DOCUMENTS = (
    "unit-a-2022-final",
    "unit-b-2022-final",
    "unit-b-2023-final",
    "unit-c-2022-final",
    "unit-d-2022-final",
)


@pytest.fixture
def extracted(tmp_path: Path) -> Path:
    """Five documents of four units; each has two amounts, one figure and one statement."""
    for document in _DOCUMENTS:
        write_document(tmp_path / "extracted", document)
    return tmp_path / "extracted"


def test_a_shard_that_fails_ends_the_build_and_nothing_is_published(
    extracted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = write_project(tmp_path / "project")
    forbid_few(project, 5)  # The second shard has four.
    monkeypatch.setattr(shards, "SHARD_ROWS", 19)
    with pytest.raises(BuildError, match="assert_not_few") as raised:
        build(extracted, tmp_path / "warehouse", project)
    assert raised.value.remedy
    assert not (tmp_path / "warehouse").exists()
