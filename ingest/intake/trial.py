"""What a change of a steward's seed would change of a published warehouse, tried on a copy.

The documents that it is about are taken from the warehouse twice, once with the seeds as they are
and once with the change, and the models of printed amounts are run over both.
"""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from ingest.base.atomic import write_durably
from ingest.base.settings import DATABASE, SEEDS_VARIABLE
from ingest.base.sql import statements_of
from ingest.intake.take import take_in
from ingest.warehouse.load import load, replace_documents, take_part
from ingest.warehouse.project import compose, project_of_data
from ingest.warehouse.replay import replay

_sql = statements_of(__file__)

_MADE = ("fct_reported_amount", "int_unmapped__listed")
_PLACE = ("source_file", "page", "line", "char_from")
_Place = tuple[Any, ...]
_PARSED = Path("build/partial_parse.msgpack")


@dataclass(frozen=True, slots=True)
class Change:
    """A printed amount, or a document, that a trial changes.

    Attributes:
        source_file: The file that prints it.
        page: The page; none where the document as a whole changes.
        line: The line.
        what: The label, heading and text as printed.
        before: What differs, by name, as it was.
        after: The same as it would be.
    """

    source_file: str
    page: int | None
    line: int | None
    what: str
    before: Mapping[str, object]
    after: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a trial changes, and how many of the asked entries of the worklist are left."""

    changes: list[Change]
    left: int


def tried(
    source: Path,
    documents: Sequence[str],
    added: tuple[str, str],
    *,
    files: Sequence[Path] = (),
    entry: tuple[str, str] = ("", ""),
) -> Outcome:
    """Try a row more at the end of a seed.

    Args:
        source: The database of a published warehouse.
        documents: The documents that the change is about.
        added: The seed, below `seeds/`, and the row as CSV.
        files: Files of these documents to read again with the change.
        entry: The kind and folded text of an entry of the worklist.

    Returns:
        What is changed.
    """
    with TemporaryDirectory(prefix="mingzhang-") as name, ExitStack() as pools:
        tasks = []
        for side, own in (("before", ""), ("after", added[1])):
            project = _project(Path(name) / side, (added[0], own) if own else None)
            again = [str(path) for path in files] if own else []
            # A process of its own, which reads these seeds and has read no others.
            with _seeds(project / "seeds"):
                pool = pools.enter_context(ProcessPoolExecutor(1, mp_context=get_context("spawn")))
                tasks.append(pool.submit(_make, source, list(documents), project, again))
        before, after = (task.result() for task in tasks)
        return _compared(before, after, entry)


@contextmanager
def _seeds(folder: Path) -> Iterator[None]:
    """Processes that are started now read these seeds."""
    os.environ[SEEDS_VARIABLE] = str(folder)
    try:
        yield
    finally:
        del os.environ[SEEDS_VARIABLE]


def _project(folder: Path, added: tuple[str, str] | None) -> Path:
    """The project with a row more in a seed, if any."""
    compose(folder, added)
    with suppress(OSError):  # It spares dbt to read the whole project.
        (folder / _PARSED).parent.mkdir(exist_ok=True)
        shutil.copyfile(project_of_data() / _PARSED, folder / _PARSED)
    return folder


def add_row(path: Path, row: str) -> int:
    """Write a row at the end of a CSV file; the number of its line."""
    before = path.read_bytes()
    before += b"" if before.endswith(b"\n") else b"\n"
    write_durably(path, before + row.encode() + b"\n")
    return before.count(b"\n") + 1


def _make(source: Path, documents: Sequence[str], project: Path, files: Sequence[str]) -> Path:
    """Make the models of some documents; the path of the database."""
    private = project / "made"
    database = private / DATABASE
    private.mkdir()
    take_part(source, documents, database)
    if files:
        rows = private / "extracted"
        take_in([Path(name) for name in files], rows)
        read_again = private / "again.duckdb"
        load(rows, read_again)
        replace_documents(database, read_again)
    if replay(project, database, private, models=_MADE) is None:
        _ask_dbt(project, database, private)
    return database


def _ask_dbt(project: Path, database: Path, private: Path) -> None:
    from ingest.warehouse.dbt_run import run_dbt  # noqa: PLC0415 - dbt takes seconds to import

    selected = " ".join(f"+{name}" for name in _MADE)
    for command in ("seed", "run"):
        run_dbt(command, project, database, private, selected)


def _compared(before: Path, after: Path, entry: tuple[str, str]) -> Outcome:
    was, would = _rows(before), _rows(after)
    changes = [
        _change(place, was.get(place, {}), would.get(place, {}))
        for place in dict.fromkeys([*was, *would])
        if was.get(place) != would.get(place)
    ]
    with duckdb.connect(str(after), read_only=True) as connection:
        [(left,)] = connection.execute(_sql("entry_left"), list(entry)).fetchall()
    return Outcome(changes, left)


def _rows(database: Path) -> dict[_Place, dict[str, Any]]:
    """What is compared, by its place."""
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.sql(_sql("tried_rows")).to_arrow_table().to_pylist()
    return {tuple(row.pop(name) for name in _PLACE): row for row in rows}


def _change(place: _Place, was: Mapping[str, Any], would: Mapping[str, Any]) -> Change:
    source_file, page, line, _ = place
    names = [
        name for name in {**was, **would} if name != "what" and was.get(name) != would.get(name)
    ]
    return Change(
        source_file,
        page,
        line,
        str((was or would)["what"]),
        {name: was.get(name) for name in names},
        {name: would.get(name) for name in names},
    )
