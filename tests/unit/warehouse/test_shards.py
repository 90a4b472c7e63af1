"""A build in shards: of whole units, and none where a shard fails.

That it makes the same warehouse is held by tests/slow/incremental.
"""

from pathlib import Path

import pytest

from ingest.base.errors import BuildError
from ingest.publication.build import build
from ingest.rows.read import survey
from ingest.warehouse import shards
from ingest.warehouse.load import load_landing
from tests.support.landing_rows import edit
from tests.support.unit_project import write_document, write_project

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


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (20, [_DOCUMENTS]),
        (19, [_DOCUMENTS[:3], _DOCUMENTS[3:]]),
        (7, [_DOCUMENTS[:1], _DOCUMENTS[1:3], _DOCUMENTS[3:]]),
        (1, [_DOCUMENTS[:1], _DOCUMENTS[1:3], _DOCUMENTS[3:4], _DOCUMENTS[4:]]),
    ],
)
def test_shards_are_of_whole_units_and_of_about_a_size(
    rows: int,
    expected: list[tuple[str, ...]],
    extracted: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    database = tmp_path / "mingzhang.duckdb"
    load_landing(survey(extracted), database)
    monkeypatch.setattr(shards, "SHARD_ROWS", rows)
    assert [tuple(shard) for shard in shards.shards_of(database)] == expected


def test_a_shard_that_fails_ends_the_build_and_nothing_is_published(
    extracted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = write_project(tmp_path / "project")
    values = "[{accepted_values: {arguments: {values: [a printed_text]}}}]"
    edit(project / "models/models.yml", "[not_null]", values)
    edit(extracted / "amounts/unit-d-2022-final.csv", "a printed_text", "other")
    monkeypatch.setattr(shards, "SHARD_ROWS", 19)
    with pytest.raises(BuildError, match="accepted_values_fct_amount_printed_text") as raised:
        build(extracted, tmp_path / "warehouse", project)
    assert raised.value.remedy
    assert not (tmp_path / "warehouse").exists()
