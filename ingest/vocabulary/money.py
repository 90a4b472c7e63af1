"""The units of money in which figures are printed, with their yuan (`mapping/money_units.csv`).

The models read the same seed, so that a unit that the readers know is one that has an amount.
"""

import re
from decimal import Decimal
from functools import cache

from ingest.base.errors import SeedError
from ingest.base.text import fold
from ingest.vocabulary.seeds import read_seed

_SEED = "mapping/money_units.csv"


@cache
def yuan_per_unit() -> dict[str, Decimal]:
    """The yuan of each unit of money, by its folded name.

    Raises:
        SeedError: The seed cannot be read, or a unit is not a whole number of yuan above zero.
    """
    units = {}
    for row in read_seed(_SEED, "unit", "yuan"):
        if not row["yuan"].isdecimal() or not int(row["yuan"]):
            raise SeedError(
                f"seeds/{_SEED}",
                f"{row['unit']} is {row['yuan']!r} yuan.",
                "Give it a whole number above zero.",
            )
        units[fold(row["unit"])] = Decimal(row["yuan"])
    return units


@cache
def money_declaration() -> re.Pattern[str]:
    """A folded declaration of the unit of money (`金额单位:万元`); its first group is the unit."""
    return re.compile(rf"(?:金额|计量|货币)?单位:(?:人民币)?({_any_unit()})")


@cache
def money_in_heading() -> re.Pattern[str]:
    """A unit of money in brackets in a heading (`金额(万元)`); its first group is the unit."""
    return re.compile(rf"\((?:金额)?(?:单位:)?({_any_unit()})\)")


def _any_unit() -> str:
    return "|".join(yuan_per_unit())
