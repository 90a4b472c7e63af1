"""Made filings from text to findings: none without a fault, and each kind of fault alone.

MINGZHANG_CORPUS is the number of filings without a fault, 40 if nothing says otherwise.
"""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import duckdb
import pytest

from ingest.base.settings import DATABASE
from ingest.extraction.extract import extract
from ingest.reading.document import read_document
from ingest.rows.editions import as_edition, edition_id
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

_TRIED = 100
_SEEN = 0.7
"""The share of the kinds of fault that a filing with all of them shows at least."""

# What an edition changes is no fault of it, but is told.
_FOUND = """
    select document_id, rule_id from marts.dq_fault
    union all
    select document_id, rule_id from marts.fct_check
    where rule_id like 'edition%' and status = 'differs'
"""

Found = dict[str, Counter[str]]


@cache
def _of_kind(number: int) -> tuple[str, list[str]]:
    """The filing that is given a fault, of the first unit that has the place: its id and texts.

    The texts are of its editions; the fault is in the last. No two kinds have one filing.
    """
    kind, taken = KINDS[number], {_of_kind(before)[0] for before in range(number)}
    first = _UNITS + number * _TRIED
    for unit in range(first, first + _TRIED):
        place = unit * FILINGS + _STAGES[kind.stage]
        one = disclosure(SEED, place, layout="tabbed", faulty=0)
        with suppress(ValueError):
            if one.document_id not in taken:
                return one.document_id, made(kind, one)
    raise AssertionError(kind.rule_id)


@cache
def _of_every_kind(stage: str) -> tuple[str, list[str], set[str]]:
    """A filing with every fault that it has the place for, twice: its id, its text, the rules."""
    place = 2 * _UNITS * FILINGS + _STAGES[stage]
    one = disclosure(SEED, place, layout="tabbed", faulty=0)
    text, rules = printed(one).text, set()
    for kind in (kind for kind in KINDS * 2 if kind.stage == stage and kind.before is None):
        with suppress(ValueError):
            edited = kind.edit(text, one.year)
            rules |= {kind.rule_id} if edited != text else set()
            text = edited
    return one.document_id, [text], rules


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse of all made filings."""

    def make(folder: Path) -> None:
        texts = {
            one.document_id: [printed(one).text]
            for one in (disclosure(SEED, number, faulty=0) for number in range(SOUND))
        }
        texts |= dict(map(_of_kind, range(len(KINDS))))
        texts |= {name: editions for name, editions, _ in map(_of_every_kind, _STAGES)}
        assert len(texts) == SOUND + len(KINDS) + len(_STAGES)
        for name, editions in texts.items():
            for edition, text in enumerate(editions, start=1):
                path = folder / f"{edition_id(name, edition)}.txt"
                path.write_text(text, encoding="utf-8")
                rows = as_edition(extract(read_document(path)), name, edition)
                write_records(folder / "rows", edition_id(name, edition), rows)
        builds.build(folder / "rows", folder / "warehouse")

    folder = builds.shared(tmp_path_factory, "made_kinds", make)
    with duckdb.connect(str(folder / "warehouse" / DATABASE), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def found(marts: duckdb.DuckDBPyConnection) -> Found:
    """The rules of the faults found in each filing."""
    faults = marts.execute(_FOUND).fetchall()
    checked = marts.execute("select distinct document_id from marts.fct_check").fetchall()
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
    name, editions = _of_kind(number)
    *first, last = [edition_id(name, edition) for edition in range(1, len(editions) + 1)]
    assert found[last] == {KINDS[number].rule_id: KINDS[number].times}
    assert not any(found[earlier] for earlier in first)


@pytest.mark.parametrize("stage", _STAGES)
def test_many_faults_in_one_filing_are_findings_and_set_nothing_aside(
    marts: duckdb.DuckDBPyConnection, found: Found, stage: str
) -> None:
    name, _, rules = _of_every_kind(stage)
    assert marts.execute("select document_id, reason from marts.dq_set_aside").fetchall() == []
    # One fault may hide another, or be its cause.
    assert len(found[name].keys() & rules) >= len(rules) * _SEEN


def test_an_edition_that_lost_a_table_is_asked_about_and_does_not_count(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    number = next(n for n, kind in enumerate(KINDS) if kind.rule_id == "edition_tables")
    first, second = (edition_id(_of_kind(number)[0], edition) for edition in (1, 2))
    query = "select document_id, is_current from marts.dim_document where unit_id = ?"
    unit = marts.execute("select unit_id from marts.dim_document where document_id = ?", [second])
    assert sorted(marts.execute(query, unit.fetchone()).fetchall()) == [
        (first, True),
        (second, False),
    ]
    asked = marts.execute("select printed_text from marts.dq_unmapped where kind = 'edition'")
    assert asked.fetchall() == [(second,)]
