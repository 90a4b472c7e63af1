"""Small inputs that each show one thing, beside the repository, and what is to be read of them.

The values are in `tests/slow/cases`, in yuan, read by hand: `expected.csv` has a line for each,
`groups.csv` what several inputs share. A line `like` takes over the lines of a group, in a scope of
its own where it names one. `none` is what is not to be found.
"""

import csv
import os
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from ingest.base.settings import PROJECT
from ingest.extraction.extract import extract_documents
from ingest.rows.editions import as_edition, edition_id
from ingest.rows.write import write_records

_VALUES = PROJECT / "tests/slow/cases"
_FOLDER = Path(os.environ.get("MINGZHANG_CASES") or PROJECT.parent / "shared/cases")
_KEYS = ("fiscal_year", "phase", "scope", "item", "nature")

TOGETHER = (
    (
        "q44a-beijing-附件1-青山市档案馆2026年部门预算情况说明.txt",
        "q44b-beijing-附件2-青山市档案馆2026年部门预算报表.txt",
    ),
)
"""Files of one disclosure; every other file is a disclosure of its own."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """One value of one input: what is asked for, under which keys, and the answer."""

    file: str
    query: str
    fiscal_year: str
    phase: str
    scope: str
    item: str
    nature: str
    value: str

    def __str__(self) -> str:
        """A name to pick it by: the input's name without what follows its number."""
        keys = (getattr(self, key) for key in _KEYS)
        return " ".join((self.file, self.query, *(key for key in keys if key)))


def expectations() -> list[Expectation]:
    """Every expectation, groups written out."""
    groups: dict[str, list[Expectation]] = {}
    for row in _rows("groups.csv"):
        name = row.pop("group")
        groups.setdefault(name, []).extend(_written_out(Expectation(file="", **row), groups))
    return [
        one for row in _rows("expected.csv") for one in _written_out(Expectation(**row), groups)
    ]


def _written_out(line: Expectation, groups: dict[str, list[Expectation]]) -> Iterator[Expectation]:
    if line.query != "like":
        yield line
        return
    for one in groups[line.item]:
        scope = line.scope if line.scope and one.scope else one.scope
        yield replace(one, file=line.file, scope=scope)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_VALUES / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def inputs() -> dict[str, Path]:
    """The inputs by name; the test is skipped where they are not at hand."""
    if not _FOLDER.is_dir():
        pytest.skip(f"the cases are not in {_FOLDER}: set MINGZHANG_CASES")
    found = (path for path in _FOLDER.glob("*/*") if path.name != "README.md")
    return {path.name: path for path in found}


def write_rows(folder: Path, names: Collection[str]) -> None:
    """Extract inputs, each as a disclosure of its own, and write their rows.

    Many are of one unit and year: each is an edition, so that one warehouse holds them all and
    none is joined to another as its part.

    Args:
        folder: The landing folder.
        names: The inputs to extract, with those that are of one disclosure with them.
    """
    paths = inputs()
    alone = [(name,) for name in sorted(paths) if not any(name in group for group in TOGETHER)]
    editions: Counter[str] = Counter()
    for group in (*alone, *TOGETHER):
        if not any(name in names for name in group):
            continue
        for found in extract_documents(paths[name] for name in group):
            if found.rows is None or found.document_id is None:
                continue
            editions[found.document_id] += 1
            number = editions[found.document_id]
            rows = as_edition(found.rows, found.document_id, number)
            write_records(folder, edition_id(found.document_id, number), rows)
