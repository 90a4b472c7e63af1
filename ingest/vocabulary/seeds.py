"""The seeds that the readers use: CSV files that people edit, read once.

A new spelling of a heading, title, note or unit is a row in a seed, never a line of code.
"""

import csv
import os
import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from ingest.base.atomic import write_durably
from ingest.base.errors import Place, SeedError
from ingest.base.settings import OWN_SEEDS, PROJECT, SEEDS_VARIABLE, data_folder

SEEDS = Path(os.environ.get(SEEDS_VARIABLE) or PROJECT / "seeds")


def read_seed(
    relative: str, *required: str, optional: Collection[str] | None = None
) -> list[dict[str, str]]:
    """Read one seed as rows of text: those that ship, and a steward's own after them.

    Args:
        relative: Path below ``seeds/``.
        required: Columns the caller needs.
        optional: Of these, the columns that may be empty; all if not given.

    Raises:
        SeedError: The seed is missing, lacks a column, or has a row with too many or too few
            cells, or with an empty one that may not be.
    """
    found = placed_rows(relative, *required)
    filled = () if optional is None else [name for name in required if name not in optional]
    for place, row in found:
        if None in row or None in row.values() or not all(row[column] for column in filled):
            problem = "A cell is empty, or there are too many or too few."
            remedy = "Fill it, or quote the cell that holds a comma."
            raise SeedError(place, problem, remedy)
    return [row for _, row in found]


def placed_rows(relative: str, *required: str) -> list[tuple[Place, dict[str, str]]]:
    """The rows of a seed, each with its file and line.

    Args:
        relative: Path below ``seeds/``.
        required: Columns that it has to have.

    Raises:
        SeedError: The seed is missing or lacks a column, or a steward's own has other columns.
    """
    name = f"seeds/{relative}"
    columns, rows = _rows_of(SEEDS / relative, name)
    if missing := sorted(set(required) - set(columns)):
        problem = f"The seed lacks the columns {', '.join(missing)}."
        raise SeedError(name, problem, "Add them to its header.")
    own = own_seed(relative)
    if own.is_file():
        own_columns, own_rows = _rows_of(own, shown(own))
        if own_columns != columns:
            problem = f"Its columns are {','.join(own_columns)}."
            remedy = f"Begin it with the header of {name}: {','.join(columns)}."
            raise SeedError(Place(shown(own), line=1), problem, remedy)
        rows = [*rows, *own_rows]
    return rows


def own_seeds() -> list[str]:
    """The seeds of which a steward has rows of their own, as paths below ``seeds/``.

    Raises:
        SeedError: One has a name that no seed has.
    """
    folder = own_seed("")
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.csv"))
    for relative in found:
        if not (PROJECT / "seeds" / relative).is_file():
            problem = "There is no seed of this name."
            raise SeedError(shown(folder / relative), problem, "Name it as one below seeds/.")
    return found


def own_seed(relative: str) -> Path:
    """Where a steward's own rows of a seed lie, if there are any."""
    # The seeds that are read where an answer is tried have them already.
    folder = Path(os.devnull) if os.environ.get(SEEDS_VARIABLE) else data_folder() / OWN_SEEDS
    return folder / relative


def begun_own_seed(relative: str) -> Path:
    """A steward's own seed, which begins with the header of the seed that ships."""
    own = own_seed(relative)
    if not own.exists():
        columns, _ = _rows_of(SEEDS / relative, f"seeds/{relative}")
        own.parent.mkdir(parents=True, exist_ok=True)
        write_durably(own, f"{','.join(columns)}\n".encode())
    return own


def shown(path: Path) -> str:
    """A path as people are told it: from the folder that they are in, if it is below that."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _rows_of(path: Path, name: str) -> tuple[list[str], list[tuple[Place, dict[str, str]]]]:
    """The columns and rows of a CSV file, each row with its place; nobody may change them.

    A file is read again only where it is another one than before: of the many readers of a build
    each has its own columns, and they are often of one seed.
    """
    try:
        state = path.stat()
        return _read(path, name, (state.st_ino, state.st_size, state.st_mtime_ns))
    except OSError as error:
        problem = f"The seed cannot be read ({error.strerror})."
        raise SeedError(name, problem, "Restore it.") from error
    except UnicodeDecodeError as error:
        raise SeedError(name, "The seed is no UTF-8 text.", "Save it as UTF-8.") from error


@lru_cache(maxsize=256)
def _read(
    path: Path, name: str, _state: tuple[int, ...]
) -> tuple[list[str], list[tuple[Place, dict[str, str]]]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns = list(reader.fieldnames or ())
        return columns, [(Place(name, line=line), row) for line, row in _numbered(reader)]


def _numbered(reader: "csv.DictReader[str]") -> Iterator[tuple[int, dict[str, str]]]:
    """The rows with the lines that they begin on."""
    line = 2
    for row in reader:
        yield line, row
        line = reader.line_num + 1


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
