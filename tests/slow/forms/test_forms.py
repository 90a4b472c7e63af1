"""What the warehouse gives of made-up filings in the forms of many places, in one build.

`.venv/bin/python -m pytest tests/slow/forms -k hunan` tests the forms of that name alone.
"""

import csv
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from bench.truth import Found, compared, found_in
from ingest.base.settings import DATABASE
from ingest.intake.take import take_in
from tests.support import builds
from tests.support.forms import FORMS, write_forms

with (FORMS / "expected.csv").open(encoding="utf-8", newline="") as _file:
    EXPECTED = list(csv.DictReader(_file))

# Of the scopes that a document has, the widest; no code is in both classifications.
_CLASSES = """
    with facts as (
        select functional_code as code, * from marts.fct_functional_expenditure
        union all by name
        select economic_code as code, * from marts.fct_economic_expenditure
    ),

    classes as (
        select source_file, left(code, 3) as class, scope, sum(amount_yuan) as amount_yuan,
            case scope when 'all_funds' then 1 when 'fiscal_appropriation' then 2 else 3 end as rank
        from facts
        inner join marts.dim_document using (document_id, fiscal_year)
        where phase = if(stage = 'budget', 'initial_budget', 'final')
        group by all
    )
    select source_file, class, arg_min(amount_yuan, rank) from classes group by all
"""

Classes = dict[tuple[str, str], Decimal]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Found], Classes]:
    """The values of all forms by file, and their classes by file and code."""

    def make(folder: Path) -> None:
        (folder / "files").mkdir()
        take_in(list(write_forms(folder / "files").values()), folder / "rows")
        builds.build(folder / "rows", folder / "warehouse")

    database = builds.shared(tmp_path_factory, "forms", make) / "warehouse" / DATABASE
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(_CLASSES).fetchall()
    return found_in(database), {(file, code): amount for file, code, amount in rows}


@pytest.mark.parametrize("expected", EXPECTED, ids=[row["form"] for row in EXPECTED])
def test_a_form_gives_its_values(
    found: tuple[dict[str, Found], Classes], expected: dict[str, str], tmp_path: Path
) -> None:
    name = write_forms(tmp_path)[expected["form"]].name
    values, classes = found
    truth = {**expected, "file": name, "kind": "disclosure"}
    wrong = [v for v in compared(truth, values.get(name)) if v.outcome != "right"]
    assert not wrong
    pairs = [*expected["classes"].split(), *expected["economic"].split()]
    wanted = dict(pair.split("=") for pair in pairs)
    assert {code: classes.get((name, code)) for code in wanted} == {
        code: Decimal(amount) for code, amount in wanted.items()
    }


def test_every_form_has_an_expectation(tmp_path: Path) -> None:
    assert {row["form"] for row in EXPECTED} == set(write_forms(tmp_path))
