"""Made-up filings from text to checks: silent where nothing is wrong, and nowhere else."""

import duckdb
import pytest

from bench.corpus.disclosures import disclosure
from bench.corpus.model import Disclosure
from bench.corpus.text import printed
from ingest.extraction.extract import extract
from ingest.publication.build import build
from ingest.reading.document import read_document
from ingest.rows.write import write_records

SEED = 20_260_101
DOCUMENTS = 40
FAULTY = 0.5

LEAST_KINDS = 4
"""Kinds of faults that must be among those made, or the test would say little."""

MAY_HIDE = {"swapped_rows"}
"""Two lines of one section have one sum, whichever of them prints which figure."""


@pytest.fixture(scope="module")
def made() -> list[Disclosure]:
    return [disclosure(SEED, number, faulty=FAULTY) for number in range(DOCUMENTS)]


@pytest.fixture(scope="module")
def differing(
    made: list[Disclosure], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[str]]:
    """The rules that find a difference, by document."""
    folder = tmp_path_factory.mktemp("corpus")
    for one in made:
        path = folder / f"{one.document_id}.txt"
        path.write_text(printed(one).text, encoding="utf-8")
        write_records(folder / "rows", one.document_id, extract(read_document(path)))
    build(folder / "rows", folder / "warehouse")
    warehouse = str(folder / "warehouse" / "mingzhang.duckdb")
    with duckdb.connect(warehouse, read_only=True) as connection:
        rows = connection.execute(
            """
            select document_id, list(distinct rule_id) filter (where status = 'differs')
            from marts.fct_check group by document_id
            """
        ).fetchall()
    return {document_id: rules or [] for document_id, rules in rows}


def test_filings_without_faults_have_no_difference(
    made: list[Disclosure], differing: dict[str, list[str]]
) -> None:
    sound = [one.document_id for one in made if not one.faults]
    assert len(sound) > DOCUMENTS // 4
    # A filing that has no check at all would be silent too.
    assert {name: differing[name] for name in sound if differing[name]} == {}


def test_every_fault_that_cannot_hide_is_found(
    made: list[Disclosure], differing: dict[str, list[str]]
) -> None:
    faults = [(one.document_id, fault) for one in made for fault in one.faults]
    assert len({fault.kind for _, fault in faults} - MAY_HIDE) >= LEAST_KINDS
    missed = [fault for name, fault in faults if not differing[name]]
    assert {fault.kind for fault in missed} <= MAY_HIDE
