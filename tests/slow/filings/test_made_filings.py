"""Made filings from text to findings: none without a fault, and each kind of fault alone.

MINGZHANG_CORPUS is the number of filings without a fault, 40 if nothing says otherwise.
"""

import os
from collections import Counter
from contextlib import suppress
from functools import cache
from pathlib import Path

import duckdb
import pytest

from ingest.base.settings import DATABASE
from ingest.extraction.extract import extract
from ingest.reading.document import read_document
from ingest.rows.write import write_records
from tests.corpus.disclosures import FILINGS, disclosure
from tests.corpus.kinds import KINDS, made
from tests.corpus.text import printed
from tests.support import builds
from tests.support.examples import examples

SEED = 20_260_301
SOUND = int(os.environ.get("MINGZHANG_CORPUS") or examples(40))
_STAGES = {"budget": 4, "final": 5}
"""Of what a unit files, one of each stage."""
_UNITS = 10_000
"""Behind those of the filings without a fault."""

_TRIED = 20
Found = dict[str, Counter[str]]


@cache
def _of_kind(number: int) -> tuple[str, str]:
    """The filing that is given a fault, of the first unit that has the place: its id and text."""
    kind = KINDS[number]
    first = _UNITS + number * _TRIED
    for unit in range(first, first + _TRIED):
        place = unit * FILINGS + _STAGES[kind.stage]
        one = disclosure(SEED, place, layout="tabbed", faulty=0)
        with suppress(ValueError):
            return one.document_id, made(kind, one)
    raise AssertionError(kind.rule_id)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """The rules of the faults found in each filing."""

    def make(folder: Path) -> None:
        texts = {
            one.document_id: printed(one).text
            for one in (disclosure(SEED, number, faulty=0) for number in range(SOUND))
        }
        texts |= dict(map(_of_kind, range(len(KINDS))))
        assert len(texts) == SOUND + len(KINDS)
        for name, text in texts.items():
            path = folder / f"{name}.txt"
            path.write_text(text, encoding="utf-8")
            write_records(folder / "rows", name, extract(read_document(path)))
        builds.build(folder / "rows", folder / "warehouse")

    folder = builds.shared(tmp_path_factory, "made_kinds", make)
    with duckdb.connect(str(folder / "warehouse" / DATABASE), read_only=True) as connection:
        faults = connection.execute("select document_id, rule_id from marts.dq_fault").fetchall()
        checked = connection.execute("select distinct document_id from marts.fct_check").fetchall()
    rules: Found = {document_id: Counter() for (document_id,) in checked}
    for document_id, rule_id in faults:
        rules[document_id][rule_id] += 1
    return rules


def test_filings_without_a_fault_have_no_finding(found: Found) -> None:
    sound = [disclosure(SEED, number, faulty=0).document_id for number in range(SOUND)]
    # A filing that has no check at all would be silent too.
    assert {name: found[name] for name in sound if found[name]} == {}


@pytest.mark.parametrize("number", range(len(KINDS)), ids=[kind.rule_id for kind in KINDS])
def test_a_fault_of_each_kind_is_found_alone(found: Found, number: int) -> None:
    assert found[_of_kind(number)[0]] == {KINDS[number].rule_id: 1}
