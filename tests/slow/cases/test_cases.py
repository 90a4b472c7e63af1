"""The values of small inputs, each of which a reading once got wrong or could get wrong.

`.venv/bin/python -m pytest tests/slow/cases -k v15` builds just the documents whose tests run.
"""

import hashlib
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from ingest.base.settings import DATABASE, PROJECT
from tests.support import builds, cases
from tests.support.cases import Expectation

SHIPPED = "data/extracted"

_ANSWERS = """
    create temporary view answers as
    select document_id, 'leaf' as query, fiscal_year, phase, scope,
        functional_code as item, spending_nature as nature, amount_yuan
    from marts.fct_functional_expenditure
    union all
    select document_id, 'economic', fiscal_year, phase, scope, economic_code, null, amount_yuan
    from marts.fct_economic_expenditure
    union all
    select document_id, 'revenue', fiscal_year, phase, scope, revenue_source, null, amount_yuan
    from marts.fct_revenue
    union all
    select document_id, 'three_public', fiscal_year, phase, scope, category, null, amount_yuan
    from marts.fct_three_public
    union all
    select document_id, 'total', fiscal_year, phase, scope, measure, null, amount_yuan
    from marts.fct_unit_total
    union all
    select document_id, 'printed', fiscal_year, phase, scope, label, null, amount_yuan
    from marts.fct_reported_amount
"""
# Codes are asked for by their beginning: a class is the sum of its items.
_FOUND = """
    select amount_yuan from answers
    where document_id = $document and query = $query
        and ($fiscal_year = '' or fiscal_year::varchar = $fiscal_year)
        and ($phase = '' or phase = $phase)
        and ($scope = '' or scope = $scope)
        and ($nature = '' or nature = $nature)
        and ($item = '' or item = $item or (query = 'leaf' and starts_with(item, $item)))
"""
_DOCUMENT = {
    "unit": "select unit_name from marts.dim_unit where unit_id = $unit",
    "year": "select fiscal_year from marts.dim_document where document_id = $document",
    "stage": "select stage from marts.dim_document where document_id = $document",
    "missing": """
        select tables_announced_missing from marts.dim_document where document_id = $document""",
    "told": """
        select if(count(*) > 0, 'yes', 'no')
        from intermediate.int_unmapped__listed where document_id = $document""",
}


def _selected(request: pytest.FixtureRequest) -> frozenset[str]:
    """The inputs that the tests of this run need, and SHIPPED where one needs these documents."""
    own = [item for item in request.session.items if item.path == Path(__file__)]
    given = [item.callspec.params for item in own if hasattr(item, "callspec")]
    files = {params["expected"].file for params in given if "expected" in params}
    with_shipped = any(test_the_shipped_documents_stand_beside_them.__name__ in i.name for i in own)
    return frozenset(files | ({SHIPPED} if with_shipped else set()))


@pytest.fixture(scope="module")
def marts(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse of the inputs that the tests of this run ask for."""
    names = _selected(request)
    cases.inputs()

    def make(folder: Path) -> None:
        rows = folder / "rows"
        cases.write_rows(rows, names)
        # Where every input is refused there is nothing else to build.
        if SHIPPED in names or not rows.exists():
            shutil.copytree(PROJECT / SHIPPED, rows, dirs_exist_ok=True)
        builds.build(rows, folder / "warehouse")

    digest = hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()
    folder = builds.shared(tmp_path_factory, f"cases-{digest[:12]}", make)
    with duckdb.connect(str(folder / "warehouse" / DATABASE), read_only=True) as connection:
        connection.execute(_ANSWERS)
        yield connection


def _document(marts: duckdb.DuckDBPyConnection, file: str) -> dict[str, str] | None:
    found = marts.execute(
        """
        select document_id, unit_id from marts.dim_document
        where list_contains(string_split(source_file, ' + '), ?)
        """,
        [file],
    ).fetchone()
    return None if found is None else {"document": found[0], "unit": found[1]}


def _amount(
    marts: duckdb.DuckDBPyConnection, expected: Expectation, document: str
) -> Decimal | None:
    """The sum of what is found; of a printed label, whose columns repeat it, the value itself."""
    keys = {key: getattr(expected, key) for key in ("fiscal_year", "phase", "scope", "nature")}
    query = "leaf" if expected.query == "sum" else expected.query
    given = {"document": document, "query": query, "item": expected.item, **keys}
    found = [amount for (amount,) in marts.execute(_FOUND, given).fetchall()]
    if query == "printed" and expected.value != "none":
        found = [amount for amount in found if amount == Decimal(expected.value)][:1]
    return sum(found, Decimal(0)) if found else None


@pytest.mark.parametrize("expected", cases.expectations(), ids=str)
def test_the_value_is_right(marts: duckdb.DuckDBPyConnection, expected: Expectation) -> None:
    document = _document(marts, expected.file)
    if expected.query == "refused":
        assert document is None
        return
    assert document is not None, f"{expected.file} is not in the warehouse"
    if expected.query in _DOCUMENT:
        query = _DOCUMENT[expected.query]
        given = {name: value for name, value in document.items() if f"${name}" in query}
        assert str(marts.execute(query, given).fetchall()[0][0]) == expected.value
        return
    found = _amount(marts, expected, document["document"])
    wanted = None if expected.value == "none" else Decimal(expected.value)
    assert found == wanted, f"{expected}: expected {wanted}, found {found}"


def test_the_shipped_documents_stand_beside_them(marts: duckdb.DuckDBPyConnection) -> None:
    shipped = {path.stem for path in (PROJECT / SHIPPED / "documents").glob("*.csv")}
    documents = marts.execute("select document_id from marts.dim_document").fetchall()
    assert shipped <= {document for (document,) in documents}
    assert len(shipped) == 5


def test_every_input_has_an_expectation() -> None:
    assert {one.file for one in cases.expectations()} == set(cases.inputs())
