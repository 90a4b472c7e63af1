"""Faults at random in the rows of some documents: every other document is published as it would be.

A case costs some builds, so that there is one for every three of TIMES.
"""

import random
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from ingest.base.settings import DATABASE
from ingest.publication.build import build
from ingest.rows.read import CONTENT_HASH, read_landing
from ingest.rows.schema import RECORDS
from ingest.rows.write import write_records
from tests.corpus.landing import write_landing
from tests.support.examples import TIMES
from tests.support.row_faults import FAULTS, Rows, faulted
from tests.support.same_marts import differing_marts
from tests.support.shipped import SHIPPED

SEED = 20240229
DOCUMENTS, FAULTY = 12, 5
"""Generated documents beside those that ship, and documents with a fault."""


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rows]:
    """The five documents and generated ones, several of a unit, by document id."""
    folder = tmp_path_factory.mktemp("corpus")
    write_landing(folder, DOCUMENTS, 11, processes=1)
    documents: dict[str, Rows] = {}
    for landing in (folder, SHIPPED):
        for name, table in read_landing(landing).items():
            _share_out(documents, name, table)
    return documents


def _share_out(documents: dict[str, Rows], name: str, table: pa.Table) -> None:
    for row in table.drop_columns([CONTENT_HASH]).to_pylist():
        own = documents.setdefault(row["document_id"], {record.name: [] for record in RECORDS})
        own[name].append(row)


@pytest.mark.parametrize("case", range(max(1, TIMES // 3)))
def test_the_sound_documents_are_published_as_without_the_others(
    case: int, corpus: dict[str, Rows], tmp_path: Path
) -> None:
    dice = random.Random(SEED + case)  # noqa: S311 - chance that can be had again
    chosen = dice.sample(sorted(corpus), FAULTY)
    faults = dict(zip(chosen, dice.sample(sorted(FAULTS), FAULTY), strict=True))
    mixed, sound = tmp_path / "mixed", tmp_path / "sound"
    for document, rows in corpus.items():
        own = faulted(rows, faults[document], dice) if document in faults else rows
        write_records(mixed, document, own)
    build(mixed, tmp_path / "warehouse")
    aside = _aside(tmp_path / "warehouse" / DATABASE)
    assert aside, f"none of these breaks a model: {faults}"
    assert aside.keys() <= faults.keys(), (faults, aside)

    # What is left, with the faults that no model forbids, in a build of its own.
    sound.mkdir()
    for file in mixed.glob("*/*.csv"):
        if file.stem not in aside:
            (sound / file.parent.name).mkdir(exist_ok=True)
            (sound / file.parent.name / file.name).write_bytes(file.read_bytes())
    build(sound, tmp_path / "other")
    differing = differing_marts(tmp_path / "warehouse" / DATABASE, tmp_path / "other" / DATABASE)
    assert differing == [], (faults, aside)


def _aside(database: Path) -> dict[str, list[str]]:
    """The reasons by document."""
    found: dict[str, list[str]] = {}
    with duckdb.connect(str(database), read_only=True) as connection:
        query = "select document_id, reason from marts.dq_set_aside order by all"
        for document, reason in connection.sql(query).fetchall():
            found.setdefault(document, []).append(reason)
    return found
