"""The codes of the closed vocabularies of the marts, with their names, as the seed has them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.base.csv_text import read_rows

SEED = Path("seeds/classification/codes.csv")
"""The seed of codes, below the project; `marts.dim_code` is made of it."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a closed vocabulary, with its name in both languages."""

    vocabulary: str
    code: str
    name: str
    name_en: str


@cache
def read_codes(project: Path) -> tuple[Code, ...]:
    """Every code, by vocabulary and in the order in which it lists them.

    Args:
        project: The folder of dbt_project.yml.
    """
    rows = sorted(read_rows(project / SEED), key=lambda row: (row["vocabulary"], int(row["sort"])))
    return tuple(Code(r["vocabulary"], r["code"], r["name"], r["name_en"]) for r in rows)


def values_of(project: Path, vocabulary: str) -> tuple[str, ...]:
    """The codes of a vocabulary in its order."""
    return tuple(row.code for row in read_codes(project) if row.vocabulary == vocabulary)
