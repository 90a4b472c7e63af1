"""The register of units."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from ingest.base.text import fold
from ingest.vocabulary.seeds import read_seed


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the register, with every full name that identifies it."""

    unit_id: str
    name: str
    names: tuple[str, ...]


@cache
def units() -> tuple[Unit, ...]:
    """The register of units with their aliases (`seeds/units/`)."""
    aliases: dict[str, list[str]] = defaultdict(list)
    for row in read_seed("units/unit_aliases.csv", "unit_id", "alias"):
        aliases[row["unit_id"]].append(fold(row["alias"]))
    return tuple(
        Unit(row["unit_id"], row["unit_name"], (fold(row["unit_name"]), *aliases[row["unit_id"]]))
        for row in read_seed("units/units.csv", "unit_id", "unit_name")
    )
