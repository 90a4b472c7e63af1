"""The corpus itself: the same anywhere, consistent in itself, and faulty where it says so."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.extraction.tables.model import Value
from ingest.extraction.tables.placing.identities import agrees
from ingest.rows.read import read_landing
from ingest.rows.schema import RECORDS
from tests.corpus.accounts import accounts
from tests.corpus.disclosures import disclosure
from tests.corpus.landing import as_table, rows_of, write_landing
from tests.corpus.model import Disclosure, Table
from tests.corpus.text import printed
from tests.corpus.units import unit

SEED = 7


def test_a_number_gives_the_same_document_whatever_was_made_before() -> None:
    alone = printed(disclosure(SEED, 21)).text
    after = [printed(disclosure(SEED, number)).text for number in (3, 21)]
    assert after[1] == alone
    assert printed(disclosure(SEED + 1, 21)).text != alone


def test_no_two_units_share_a_name() -> None:
    assert len({unit(SEED, index).name for index in range(5000)}) == 5000


def test_units_file_budgets_and_final_accounts_of_several_years() -> None:
    made = [disclosure(SEED, number) for number in range(0, 240, 3)]
    assert {one.year for one in made} == set(range(2018, 2026))
    assert Counter(one.stage for one in made) == {"budget": 40, "final": 40}
    assert {one.style.layout for one in made} == {"tabbed", "flat"}


@pytest.mark.parametrize("stage", ["budget", "final"])
def test_accounts_add_up_in_yuan(stage: str) -> None:
    for index in range(20):
        made = accounts(SEED, index, 2022, "budget" if stage == "budget" else "final")
        assert sum(made.economic.values()) == made.basic
        assert sum(project.amount for project in made.projects) == made.spent()
        own = made.spent("service_income", "business_income", "other_income")
        revenue = made.general + made.fund + own + made.opening
        assert revenue == made.total + made.closing


def _statement(made: Disclosure) -> Table:
    return next(t for t in made.tables if t.table_type == "expenditure_statement")


def _value(cell: str | None) -> Value:
    number = Decimal((cell or "0").replace(",", ""))
    return Value(number, Decimal(1).scaleb(int(number.as_tuple().exponent)) if cell else Decimal(0))


def test_printed_sums_are_off_by_rounding_and_never_by_more() -> None:
    equal = rounded = 0
    for number in range(0, 80, 4):
        for line in _statement(disclosure(SEED, number, faulty=0.0)).parts[0].lines:
            whole, *parts = [_value(cell) for cell in line.cells]
            assert agrees(whole, parts)
            equal += whole.amount == sum(part.amount for part in parts)
            rounded += whole.amount != sum(part.amount for part in parts)
    assert 0.01 < rounded / (equal + rounded) < 0.4


def test_faults_are_where_they_are_said_to_be() -> None:
    kinds: Counter[str] = Counter()
    for number in range(120):
        right, wrong = disclosure(SEED, number, faulty=0.0), disclosure(SEED, number, faulty=1.0)
        faulty = {fault.table_type for fault in wrong.faults}
        kinds.update(fault.kind for fault in wrong.faults)
        changed = {a.table_type for a, b in zip(right.tables, wrong.tables, strict=True) if a != b}
        assert changed == faulty
    assert set(kinds) == {
        "wrong_digit",
        "dropped_row",
        "swapped_rows",
        "unit_slip",
        "blank_parent",
        "wrong_total",
        "code_of_another",
        "missing_table",
    }


def test_the_share_of_faulty_documents_is_as_asked() -> None:
    faulty = sum(bool(disclosure(SEED, number).faults) for number in range(200))
    assert 0.1 < faulty / 200 < 0.25


def test_a_corpus_lands_as_the_documents_one_by_one(tmp_path: Path) -> None:
    write_landing(tmp_path, 6, SEED, ledger=True, processes=1)
    landed = read_landing(tmp_path)
    rows = [rows_of(one, printed(one), ledger=True) for one in map(_made, range(6))]
    for record in RECORDS:
        wanted = as_table(record, [row for found in rows for row in found[record.name]])
        wanted = wanted.sort_by([(key, "ascending") for key in record.key])
        assert landed[record.name].drop_columns(["content_sha256"]).equals(wanted)


def _made(number: int) -> Disclosure:
    return disclosure(SEED, number)
