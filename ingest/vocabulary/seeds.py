"""The seeds that the readers use: CSV files that people edit, read once.

A new spelling of a heading, title, note or unit is a row in a seed, never a line of code.
"""

import csv
import os
import re
from collections.abc import Collection, Iterable
from pathlib import Path

from ingest.base.errors import Place, SeedError
from ingest.base.settings import PROJECT, SEEDS_VARIABLE

SEEDS = Path(os.environ.get(SEEDS_VARIABLE) or PROJECT / "seeds")


def read_seed(
    relative: str, *required: str, optional: Collection[str] | None = None
) -> list[dict[str, str]]:
    """Read one seed as rows of text.

    Args:
        relative: Path below ``seeds/``.
        required: Columns the caller needs.
        optional: Of these, the columns that may be empty; all if not given.

    Raises:
        SeedError: The seed is missing, lacks a column, or has a row with too many or too few
            cells, or with an empty one that may not be.
    """
    name = f"seeds/{relative}"
    try:
        with (SEEDS / relative).open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows = list(reader)
            columns = set(reader.fieldnames or ())
    except OSError as error:
        problem = f"The seed cannot be read ({error.strerror})."
        raise SeedError(name, problem, "Restore it.") from error
    if missing := sorted(set(required) - columns):
        problem = f"The seed lacks the columns {', '.join(missing)}."
        raise SeedError(name, problem, "Add them to its header.")
    filled = () if optional is None else [name for name in required if name not in optional]
    for line, row in enumerate(rows, start=2):
        if None in row or None in row.values() or not all(row[column] for column in filled):
            problem = "A cell is empty, or there are too many or too few."
            remedy = "Fill it, or quote the cell that holds a comma."
            raise SeedError(Place(name, line=line), problem, remedy)
    return rows


def by_priority(relative: str, *required: str) -> list[dict[str, str]]:
    """Read a seed whose rows are tried in the order of their column `priority`."""
    rows = read_seed(relative, "priority", *required)
    return sorted(rows, key=lambda row: int(row["priority"]))


def compiled(pattern: str, relative: str) -> re.Pattern[str]:
    """A pattern of a seed.

    Raises:
        SeedError: It is not a regular expression.
    """
    try:
        return re.compile(pattern)
    except re.error as error:
        problem = f"{pattern!r} is not a regular expression ({error})."
        raise SeedError(f"seeds/{relative}", problem, "Correct it.") from error


def any_of(words: Iterable[str]) -> str:
    """`words` as one alternation that tries the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))
