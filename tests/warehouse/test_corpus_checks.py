"""Made-up filings from text to checks: silent where nothing is wrong, and nowhere else."""

from pathlib import Path

import duckdb
import pytest

from ingest.base.settings import DATABASE
from tests.corpus.model import Disclosure
from tests.support.made_filings import DOCUMENTS, corpus

LEAST_KINDS = 4
"""Kinds of faults that must be among those made, or the test would say little."""

MAY_HIDE = {"swapped_rows", "unit_slip"}
"""Two lines of one section have one sum, whichever of them prints which figure; a figure in a wrong
unit leaves open which column of a flattened row it stands in, and what is open makes no finding."""


@pytest.fixture(scope="module")
def made() -> list[Disclosure]:
    return corpus()


@pytest.fixture(scope="module")
def differing(other_warehouse: Path) -> dict[str, list[str]]:
    """The rules that find a difference, by document."""
    with duckdb.connect(str(other_warehouse / DATABASE), read_only=True) as connection:
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
