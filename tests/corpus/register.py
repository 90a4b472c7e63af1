"""The classifications as the seeds hold them, for accounts that could have been printed."""

from collections import defaultdict
from functools import cache

from ingest.vocabulary.seeds import read_seed

FIRST_YEAR = 2018
LAST_YEAR = 2025
_NO_CLASS_OF_BUDGETS = {"209", "218", "223", "228", "234"}
_ITEM = 7
_SECTION = 5
_CLASS = 3


@cache
def _functional() -> dict[str, list[tuple[int, int, str]]]:
    """The names of each functional code with the years in which each stands."""
    names: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    columns = ("functional_code", "valid_from_year", "valid_to_year", "name")
    for row in read_seed("classification/functional_classification.csv", *columns):
        years = int(row["valid_from_year"]), int(row["valid_to_year"] or LAST_YEAR + 1)
        names[row["functional_code"]].append((*years, row["name"]))
    return dict(names)


@cache
def functional_name(code: str, year: int) -> str | None:
    """The name of a functional code in a year, or None where it does not stand then."""
    return next(
        (n for first, last, n in _functional().get(code, ()) if first <= year <= last), None
    )


@cache
def items_of_class(code: str) -> tuple[str, ...]:
    """The items of a class that stand, with their sections, in every year of the corpus."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    found = (c for c in sorted(_functional()) if len(c) == _ITEM and c.startswith(code))
    return tuple(
        item
        for item in found
        if all(functional_name(c, y) for c in (item, item[:_SECTION]) for y in years)
    )


@cache
def classes(year: int) -> tuple[tuple[str, str], ...]:
    """The classes that a summary prints in a year: code and name."""
    named = ((c, functional_name(c, year)) for c in sorted(_functional()) if len(c) == _CLASS)
    return tuple((c, n) for c, n in named if n and c not in _NO_CLASS_OF_BUDGETS)


@cache
def economic(year: int) -> dict[str, str]:
    """The departmental economic classification of a year: names by code.

    Codes that are some regions' own are left out: no accounts made here have money under them.
    """
    columns = ("economic_code", "system", "valid_from_year", "valid_to_year", "name", "level")
    return {
        row["economic_code"]: row["name"]
        for row in read_seed("classification/economic_classification.csv", *columns)
        if row["system"] == "departmental"
        and row["level"] != "local"
        and int(row["valid_from_year"]) <= year <= int(row["valid_to_year"] or LAST_YEAR + 1)
    }


@cache
def registered_units() -> frozenset[str]:
    """Names that are taken by the register of units."""
    names = {row["unit_name"] for row in read_seed("units/units.csv", "unit_name")}
    return frozenset(names | {r["alias"] for r in read_seed("units/unit_aliases.csv", "alias")})
