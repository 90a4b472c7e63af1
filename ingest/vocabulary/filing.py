"""What a filing has to say and print as a whole: the seed `filing_remarks`."""

import re
from dataclasses import dataclass
from functools import cache

from ingest.vocabulary.seeds import compiled, read_seed

_RELATIVE = "mapping/filing_remarks.csv"
_DATE = r"(?P<year>20\d\d)年(?P<month>\d{1,2})月(?P<day>\d{1,2})日"


@dataclass(frozen=True, slots=True, eq=False)
class FilingWords:
    """Words of the sections that are due, by their name, and patterns of dates."""

    sections: tuple[tuple[str, re.Pattern[str]], ...]
    approved: tuple[re.Pattern[str], ...]
    published: tuple[re.Pattern[str], ...]


@cache
def filing_words() -> FilingWords:
    """Read the seed.

    Raises:
        SeedError: It lacks a column, or holds a pattern that is none.
    """
    rows = [
        (row["kind"], row["name"], compiled(row["pattern"].replace("{date}", _DATE), _RELATIVE))
        for row in read_seed(_RELATIVE, "kind", "name", "pattern", "meaning")
    ]
    return FilingWords(
        sections=tuple((name, pattern) for kind, name, pattern in rows if kind == "section"),
        approved=tuple(pattern for kind, _, pattern in rows if kind == "approved"),
        published=tuple(pattern for kind, _, pattern in rows if kind == "published"),
    )
