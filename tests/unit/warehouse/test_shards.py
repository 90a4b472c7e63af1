"""Shards: of whole units, and of about a size."""

from pathlib import Path

import pytest

from ingest.rows.read import survey
from ingest.warehouse import shards
from ingest.warehouse.load import load_landing
from tests.support.unit_project import write_document

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


def test_a_department_and_the_units_that_it_lists_are_in_one_shard(
    extracted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_document(extracted, _DOCUMENTS[4], listed=["unit-a", "unit-z"])
    database = tmp_path / "mingzhang.duckdb"
    load_landing(survey(extracted), database)
    monkeypatch.setattr(shards, "SHARD_ROWS", 1)
    assert shards.shards_of(database) == [
        [_DOCUMENTS[0], _DOCUMENTS[4]],
        list(_DOCUMENTS[1:3]),
        [_DOCUMENTS[3]],
    ]
