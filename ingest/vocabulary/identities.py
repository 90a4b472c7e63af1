"""Accounting identities: sums between the measures of a row, and amounts shown in two places."""

from dataclasses import dataclass
from functools import cache

from ingest.vocabulary.seeds import read_seed


@dataclass(frozen=True, slots=True)
class Identity:
    """An accounting identity between measures: the whole is the sum of its parts."""

    identity_id: str
    table_type: str | None
    whole: str
    part: str
    unless: str | None


@dataclass(frozen=True, slots=True)
class Tie:
    """Two places of a document that show the same amount: (table type, line, measure) twice."""

    left: tuple[str, str, str]
    right: tuple[str, str, str]


@cache
def measure_identities() -> tuple[Identity, ...]:
    """Sums between the measures of one row (`seeds/rules/measure_sums.csv`)."""
    rows = read_seed("rules/measure_sums.csv", "identity_id", "table_type", "whole", "part")
    return tuple(
        Identity(
            row["identity_id"],
            row["table_type"] or None,
            row["whole"],
            row["part"],
            row["unless"] or None,
        )
        for row in rows
    )


@cache
def ties() -> tuple[Tie, ...]:
    """Amounts that two places of a document share (`seeds/rules/ties.csv`).

    Most of those that place figures are checked as well, where the document meets their condition;
    a figure is placed by a tie where it holds, whatever the condition.
    """
    sides = ("left", "right")
    columns = [f"{side}_{part}" for side in sides for part in ("table_type", "line", "measure")]
    found = []
    for row in read_seed("rules/ties.csv", "used_to", *columns):
        left, right = (
            (row[f"{side}_table_type"], row[f"{side}_line"], row[f"{side}_measure"])
            for side in sides
        )
        if row["used_to"] != "check":
            found.append(Tie(left, right))
    return tuple(found)
