"""The tidy views of generated disclosures give the accounts that these were printed from.

What is expected comes from the generator's accounts, in yuan, and from nothing that was read: by
every subset of what a view is split by, each sum is the true one, as far as the printed digits
tell, or the coverage says that it is not all.
"""

import os
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import chain, combinations
from pathlib import Path

import duckdb
import pytest

from ingest.base.settings import DATABASE
from tests.corpus.accounts import OWN, Accounts, Source, Stage, accounts
from tests.corpus.disclosures import FILINGS, disclosure
from tests.corpus.landing import write_landing
from tests.support import builds, tidy
from tests.support.examples import TIMES
from tests.support.tidy import KNOWN, VIEWS, Key

SEED = 17
DOCUMENTS = 30 * TIMES

Parts = dict[tuple[str | None, ...], int]
"""What was spent or taken in, in yuan, by what it is split by."""


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse of disclosures without a fault.

    MINGZHANG_CORPUS_WAREHOUSE names one of as many that is built already.
    """

    def make(folder: Path) -> None:
        write_landing(folder / "rows", DOCUMENTS, SEED, faulty=0.0, processes=1)
        builds.build(folder / "rows", folder / "warehouse")

    given = os.environ.get("MINGZHANG_CORPUS_WAREHOUSE")
    warehouse = (
        Path(given) if given else builds.shared(tmp_path_factory, "corpus", make) / "warehouse"
    )
    with duckdb.connect(str(warehouse / DATABASE), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def true() -> dict[Key, Accounts]:
    """The accounts by unit, year and phase."""
    found: dict[Key, Accounts] = {}
    for number in range(DOCUMENTS):
        made = disclosure(SEED, number, faulty=0.0)
        unit_id = made.document_id.removesuffix(f"-{made.year}-{made.stage}")
        stage: Stage = "final" if made.stage == "final" else "budget"
        key = unit_id, made.year, made.phase
        found[key] = accounts(SEED, number // FILINGS, made.year, stage)
    return found


def _spent(own: Accounts, scope: str) -> Parts:
    """Expenditure by class, section, item and nature, from all money or from a fund's."""
    of_scope: dict[str, tuple[Source, ...]] = {
        "all_funds": (),
        "fiscal_appropriation": ("current", "carryover", "fund"),
        "general_public_budget": ("current", "carryover"),
    }
    sources = of_scope[scope]
    parts: Parts = {}
    for leaf in own.leaves:
        code = leaf.code
        for nature, value in (("basic", leaf.basic), ("project", leaf.project(*sources))):
            parts[code[:3], code[:5], code, nature] = value
    return parts


def _economic(own: Accounts, scope: str) -> Parts:
    """Basic expenditure by class and item; what projects spend has no class."""
    whole = sum(_spent(own, scope).values())
    parts: Parts = {(code[:3], code): value for code, value in own.economic.items()}
    parts[None, None] = whole - own.basic
    return parts


def _received(own: Accounts, scope: str) -> Parts:
    """Revenue of the year by source."""
    sources: dict[str, int] = {"general_public_budget": own.general, "government_fund": own.fund}
    if scope == "all_funds":
        sources |= {source: own.spent(source) for source in OWN}
    return {(source,): value for source, value in sources.items()}


TRUE: dict[str, tuple[Callable[[Accounts, str], Parts], tuple[str, ...]]] = {
    "expenditure": (
        _spent,
        ("class_code", "section_code", "item_code", "spending_nature_parent"),
    ),
    "economic": (_economic, ("class_code", "item_code")),
}


def _grouped(parts: Parts, places: tuple[int, ...]) -> Parts:
    sums: Parts = {}
    for group, value in parts.items():
        key = tuple(group[place] for place in places)
        sums[key] = sums.get(key, 0) + value
    return {key: value for key, value in sums.items() if value}


def _scopes(marts: duckdb.DuckDBPyConnection, view: str) -> dict[Key, tuple[str, str]]:
    rows = marts.execute(
        f"select distinct unit_id, fiscal_year, phase, scope, coverage from marts.tidy_{view}"
    ).fetchall()
    return {(unit, year, phase): (scope, told) for unit, year, phase, scope, told in rows}


@pytest.mark.parametrize("view", TRUE)
def test_sums_are_true_by_every_subset_of_classes(
    marts: duckdb.DuckDBPyConnection, true: dict[Key, Accounts], view: str
) -> None:
    truth, columns = TRUE[view]
    scopes = _scopes(marts, view)
    places = range(len(columns))
    asked = chain.from_iterable(combinations(places, n) for n in range(len(columns) + 1))
    wrong, held = [], 0
    for subset in asked:
        found = tidy.sums_by(marts, view, tuple(columns[place] for place in subset))
        for key, own in true.items():
            scope, coverage = scopes.get(key, ("", ""))
            if coverage not in (*KNOWN, "partial"):
                continue
            wanted = _grouped(truth(own, scope), subset)
            got = {group: sums for group, sums in found[key].items() if sums[0]}
            for group in wanted.keys() | got.keys():
                amount, half = got.get(group, (Decimal(0), Decimal(500)))
                held += 1
                if abs(amount - wanted.get(group, 0)) > half:
                    wrong.append((key, subset, group, amount, wanted.get(group)))
    assert wrong[:5] == []
    assert held > DOCUMENTS * 50


def test_revenue_of_the_year_is_what_came_in(
    marts: duckdb.DuckDBPyConnection, true: dict[Key, Accounts]
) -> None:
    scopes, found = _scopes(marts, "revenue"), tidy.totals(marts, "revenue")
    held = 0
    for key, own in true.items():
        amount, half, coverage = found[key]
        if coverage in KNOWN:
            wanted = sum(_received(own, scopes[key][0]).values())
            assert abs(amount - wanted) <= half, key
            held += 1
    assert held > DOCUMENTS * 0.8


def test_three_public_expenses_projects_and_purchases_are_those_of_the_accounts(
    marts: duckdb.DuckDBPyConnection, true: dict[Key, Accounts]
) -> None:
    wanted: dict[str, Callable[[Accounts], int]] = {
        "three_public": lambda own: sum(own.three_public.values()),
        "project": lambda own: sum(project.amount for project in own.projects),
        "procurement": lambda own: sum(v for p in own.projects for _, v in p.purchases),
    }
    held = dict.fromkeys(wanted, 0)
    for view, total in wanted.items():
        for key, (amount, half, coverage) in tidy.totals(marts, view).items():
            if key in true and coverage in KNOWN and (view != "project" or key[2] != "final"):
                assert abs(amount - total(true[key])) <= half, (view, key)
                held[view] += 1
    assert min(held.values()) > DOCUMENTS / 10, held


@pytest.mark.parametrize("view", VIEWS)
def test_parts_make_the_whole_by_every_subset_of_columns(
    marts: duckdb.DuckDBPyConnection, view: str
) -> None:
    assert tidy.subsets_that_differ(marts, view, tidy.splitting(marts, view)) == []
    assert tidy.keys_told_twice(marts, view) == []
