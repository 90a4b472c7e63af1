"""What tests ask of the tidy views: sums by every subset of the columns that split them."""

from decimal import Decimal

import duckdb

VIEWS = ("expenditure", "economic", "revenue", "three_public", "project", "procurement")
KEY = ("unit_id", "fiscal_year", "phase")
COUNTED = ("revenue", "project")
"""The views whose rows do not all count in the total."""

KNOWN = ("complete", "total_only")
"""Coverages that say that the rows make up the total."""

_NOT_ASKED = ("amount_", "rounding_", "printed_text", "page", "line", "box", "published_on")
_NAMES = (
    "_name",
    "_name_en",
    "region_",
    "admin_level",
    "source_file",
    "unit_kind",
    "parent_unit",
    "contained_in",
)
"""What follows from the code or the unit beside it, and splits nothing further."""

_SLACK = """
    sum(coalesce(
        (amount_high_yuan - amount_low_yuan) / 2, tidy.rounding_unit_yuan / 2,
        documents.rounding_unit_yuan / 2, 0
    ))
"""
"""How far a sum may be from the true one: half the bounds of each row, or half its last digit."""

_DOCUMENTS = "inner join marts.dim_document as documents using (document_id)"

Key = tuple[str, int, str]
"""Unit, fiscal year and phase."""


def counted(view: str) -> str:
    """The condition under which the rows of a view are added up."""
    return "counts_in_total" if view in COUNTED else "true"


def splitting(
    marts: duckdb.DuckDBPyConnection, view: str, *, names: bool = False
) -> tuple[str, ...]:
    """The columns, beside the key, that an analyst may group by.

    Args:
        marts: A warehouse.
        view: The view, without its prefix.
        names: Take the names beside the codes, too.
    """
    described = marts.execute(f"describe marts.tidy_{view}").fetchall()
    left_out = (*_NOT_ASKED, *(() if names else _NAMES))
    return tuple(
        name
        for name, *_ in described
        if name not in KEY and not any(part in name for part in left_out)
    )


def totals(marts: duckdb.DuckDBPyConnection, view: str) -> dict[Key, tuple[Decimal, Decimal, str]]:
    """By unit, year and phase: the sum in yuan, how far off it may be, and the coverage."""
    rows = marts.execute(f"""
        select tidy.unit_id, tidy.fiscal_year, tidy.phase, sum(amount_yuan), {_SLACK},
            min(coverage)
        from marts.tidy_{view} as tidy {_DOCUMENTS} where {counted(view)} group by all
    """).fetchall()
    return {
        (unit, year, phase): (amount, Decimal(str(half)), told)
        for unit, year, phase, amount, half, told in rows
    }


def subsets_that_differ(
    marts: duckdb.DuckDBPyConnection, view: str, columns: tuple[str, ...]
) -> list[tuple[object, ...]]:
    """Groups by any of the columns whose sums do not make the sum of the unit, year and phase.

    One query asks for all subsets: `cube` groups by each of them.
    """
    key = ", ".join(KEY)
    split = ", ".join(columns)
    return marts.execute(f"""
        with rows_of_view as (select * from marts.tidy_{view} where {counted(view)}),
        parts as (
            select {key}, grouping_id({split}) as subset, sum(amount_yuan) as part_yuan
            from rows_of_view group by {key}, cube ({split})
        ),
        sums as (
            select {key}, subset, sum(part_yuan) as amount_yuan from parts group by all
        ),
        wholes as (
            select {key}, sum(amount_yuan) as whole_yuan from rows_of_view group by all
        )
        select * from sums inner join wholes using ({key}) where amount_yuan <> whole_yuan
    """).fetchall()


def keys_told_twice(marts: duckdb.DuckDBPyConnection, view: str) -> list[tuple[object, ...]]:
    """Units, years and phases of several scopes, sources, or coverages."""
    return marts.execute(f"""
        select unit_id, fiscal_year, phase from marts.tidy_{view} group by all
        having count(distinct coalesce(scope, '')) > 1 or count(distinct document_id) > 1
            or count(distinct coverage) > 1
    """).fetchall()


def sums_by(
    marts: duckdb.DuckDBPyConnection, view: str, columns: tuple[str, ...]
) -> dict[Key, dict[tuple[str | None, ...], tuple[Decimal, Decimal]]]:
    """By unit, year and phase: each group's sum, and how far off it may be."""
    split = "".join(f", tidy.{column}" for column in columns)
    rows = marts.execute(f"""
        select tidy.unit_id, tidy.fiscal_year, tidy.phase, sum(amount_yuan), {_SLACK} {split}
        from marts.tidy_{view} as tidy {_DOCUMENTS} where {counted(view)} group by all
    """).fetchall()
    found: dict[Key, dict[tuple[str | None, ...], tuple[Decimal, Decimal]]] = {}
    for unit, year, phase, amount, half, *group in rows:
        found.setdefault((unit, year, phase), {})[tuple(group)] = (amount, Decimal(str(half)))
    return found
