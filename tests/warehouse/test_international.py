"""Functions of government and GFS classes: the money they cover, and what is in doubt."""

from decimal import Decimal

import duckdb
import pytest

ENOUGH = 0.8
"""The share of the money that an international class is to cover."""

# What the notes of COFOG in GFSM 2014, annex to chapter 6, and its chapters 6 to 8 say.
FUNCTIONS = {
    ("2050205", 2022): ("09.4", None),
    ("2080105", 2022): ("04.1", None),
    ("2080505", 2022): ("10.2", "employer_contribution"),
    ("2080506", 2022): ("10.2", "employer_contribution"),
    ("2101102", 2022): ("07", "employer_contribution"),
    ("2210201", 2022): ("10.6", "employer_contribution"),
    ("2040501", 2022): ("03.3", None),
    ("2110302", 2022): ("05.2", "several_functions"),
    # 廉租住房支出 until 2009, 最低生活保障 since 2014
    ("20819", 2008): ("10.6", None),
    ("20819", 2022): ("10.7", None),
    ("22999", 2022): (None, None),
}
CLASSES = {
    ("30101", 2022): ("211", None),
    ("30108", 2022): ("212", None),
    ("30113", 2022): ("212", "several_uses"),
    ("30211", 2022): ("22", None),
    ("3029909", 2022): ("22", None),
    ("30302", 2022): ("273", None),
    ("31002", 2022): ("3112", None),
    ("31022", 2022): ("3113", "several_uses"),
    ("30701", 2022): ("242", None),
    # 住房公积金 until 2017, 代缴社会保险费 since 2020
    ("30311", 2015): ("212", "several_uses"),
    ("30311", 2022): ("272", None),
}


@pytest.mark.parametrize(
    ("view", "column"), [("expenditure", "cofog_code"), ("economic", "gfs_economic_code")]
)
def test_an_international_class_covers_the_money_of_each_unit(
    marts: duckdb.DuckDBPyConnection, view: str, column: str
) -> None:
    """Of what has a national class: a total that is not split has no function either."""
    shares = marts.execute(f"""
        select unit_id, sum(amount_yuan) filter ({column} is not null) / sum(amount_yuan)
        from marts.tidy_{view} where class_code is not null group by all
    """).fetchall()
    assert len(shares) >= 4
    assert [found for found in shares if (found[1] or 0) < ENOUGH] == []


@pytest.mark.parametrize(
    ("dimension", "code", "found", "expected"),
    [
        ("functional", "functional_code", "cofog_code, cofog_doubt", FUNCTIONS),
        ("economic", "economic_code", "gfs_economic_code, gfs_doubt", CLASSES),
    ],
)
def test_a_code_of_a_year_has_the_class_that_the_manual_gives(
    marts: duckdb.DuckDBPyConnection,
    dimension: str,
    code: str,
    found: str,
    expected: dict[tuple[str, int], tuple[str | None, str | None]],
) -> None:
    for (asked, year), wanted in expected.items():
        rows = marts.execute(
            f"select {found} from marts.dim_{dimension}_class"
            f" where {code} = ? and ? between valid_from_year and valid_to_year",
            [asked, year],
        ).fetchall()
        assert rows == [wanted], (asked, year)


def test_every_departmental_item_has_a_gfs_class(marts: duckdb.DuckDBPyConnection) -> None:
    without = marts.execute("""
        select economic_code from marts.dim_economic_class
        where system = 'departmental' and gfs_economic_code is null
    """).fetchall()
    assert without == []


def test_what_is_contestable_says_so(marts: duckdb.DuckDBPyConnection) -> None:
    """An employer's contributions are never taken for settled spending on old age or housing."""
    settled = marts.execute("""
        select functional_code from marts.dim_functional_class
        where regexp_matches(functional_code, '^(208050[56]|21011|22102)') and cofog_doubt is null
    """).fetchall()
    assert settled == []
    doubtful = marts.execute("""
        select count(*), count(cofog_alternative_code) from marts.dim_functional_class
        where cofog_doubt = 'several_functions'
    """).fetchall()
    assert doubtful[0][1] > doubtful[0][0] * 0.9


def test_prices_are_an_index_to_chain_and_change_no_amount(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    """The level of 2022 against 2020 is the product of two years: 1.009 times 1.020."""
    years = dict(
        marts.execute(
            "select fiscal_year, index_previous_year from reference.price_index"
            " where price_index = 'cpi' and fiscal_year in (2021, 2022)"
        ).fetchall()
    )
    assert years[2021] * years[2022] / 100 == Decimal("102.918")
    read_by = marts.execute(
        "select count(*) from information_schema.columns"
        " where table_schema = 'marts' and column_name like '%real%'"
    ).fetchall()
    assert read_by == [(0,)]
