"""Made-up disclosures are read as they were made: value by value, and each at its place.

MINGZHANG_CORPUS=<n> reads more of them than a run of all tests has time for.
"""

import os
from collections import Counter
from functools import cache
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from ingest.extraction.extract import extract
from ingest.reading.document import read_document
from ingest.rows.derived import printed_columns
from ingest.rows.schema import AMOUNTS, DOCUMENTS, STATEMENTS, TABLES, Record, Row
from tests.corpus.choices import forced
from tests.corpus.disclosures import disclosure
from tests.corpus.landing import rows_of
from tests.corpus.model import Disclosure, Layout
from tests.corpus.text import Printed, printed
from tests.support.examples import examples

SEED = 20_180_101
DOCUMENTS_READ = int(os.environ.get("MINGZHANG_CORPUS") or examples(20))
EACH = 10
"""Documents of a test, so that a failure is near its cause and a run can be spread."""

COARSE = 1000
"""What is printed to 0.1 万元 adds up in several ways too often to prove how a table nests."""

_OF_LAYOUT = {
    "row_no",
    "row_depth",
    "heading_printed",
    "placement",
    "column_no",
    "measure",
    "form_column_no",
}
_OF_TABLE = {"line_end", "row_count"}

Batch = tuple[Layout, int]
Found = dict[str, list[Row]]
TABBED: list[Batch] = [("tabbed", start) for start in range(0, DOCUMENTS_READ // 2, EACH)]
FLAT: list[Batch] = [("flat", start) for start in range(1000, 1000 + DOCUMENTS_READ // 2, EACH)]


@cache
def _batch(batch: Batch, faulty: float) -> list[tuple[Disclosure, Printed, Found]]:
    """Every third filing, so that a few documents are of many units, years and both stages."""
    layout, start = batch
    numbers = range(3 * start, 3 * (start + EACH), 3)
    made = [disclosure(SEED, number, layout, faulty) for number in numbers]
    return [(one, out, _read(one, out)) for one in made for out in [printed(one)]]


def _read(made: Disclosure, out: Printed) -> Found:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{made.document_id}.txt"
        path.write_text(out.text, encoding="utf-8")
        found = extract(read_document(path))
    for table in found["tables"]:
        # How many lines an empty form has says nothing.
        table["row_count"] = table["row_count"] if table["amount_count"] else 0
    return found


def _wanted(record: Record, made: Disclosure, out: Printed) -> list[Row]:
    rows = rows_of(made, out)[record.name]
    return [dict(zip(printed_columns(record), row, strict=True)) for row in rows]


def _counted(rows: list[Row], record: Record, without: set[str]) -> Counter[str]:
    return Counter(
        ", ".join(f"{name} {row[name]}" for name in printed_columns(record) if name not in without)
        for row in rows
    )


def _same(wanted: list[Row], found: list[Row], record: Record, without: set[str]) -> None:
    want, have = _counted(wanted, record, without), _counted(found, record, without)
    assert not (want - have), f"missing: {list((want - have).elements())[:3]}"
    assert not (have - want), f"too much: {list((have - want).elements())[:3]}"


@pytest.mark.parametrize("batch", TABBED)
@pytest.mark.parametrize("faulty", [0.0, 1.0])
def test_columns_are_read_row_for_row(batch: Batch, faulty: float) -> None:
    for made, out, found in _batch(batch, faulty):
        without = {"row_depth"} if made.style.step == COARSE else set()
        for record in (DOCUMENTS, TABLES, AMOUNTS):
            _same(_wanted(record, made, out), found[record.name], record, without)


@pytest.mark.parametrize("batch", FLAT)
@pytest.mark.parametrize("faulty", [0.0, 1.0])
def test_flattened_figures_are_read_with_what_is_said_of_them(batch: Batch, faulty: float) -> None:
    for made, out, found in _batch(batch, faulty):
        _same(_wanted(DOCUMENTS, made, out), found["documents"], DOCUMENTS, set())
        _same(_wanted(TABLES, made, out), found["tables"], TABLES, _OF_TABLE)
        _same(_wanted(AMOUNTS, made, out), found["amounts"], AMOUNTS, _OF_LAYOUT)


def _by_place(rows: list[Row]) -> dict[tuple[object, object], Row]:
    return {(row["line"], row["char_from"]): row for row in rows}


def _forced_places(
    made: Disclosure, out: Printed
) -> set[tuple[str | int | None, str | int | None]]:
    """Where the figures stand that can be read in one way only."""
    amounts = iter(out.amounts)
    places = set()
    for table in (t for t in made.tables if not t.is_missing):
        sure = forced(table)
        for row in zip_longest(*(part.lines for part in table.parts)):
            for line in row:
                own = [next(amounts) for cell in (line.cells if line else ()) if cell is not None]
                places |= {(a[14], a[15]) for a in own if id(line) in sure}
    return places


@pytest.mark.parametrize("batch", FLAT)
def test_flattened_figures_are_placed_right_or_not_at_all(batch: Batch) -> None:
    for made, out, rows in _batch(batch, 0.0):
        wanted = _by_place(_wanted(AMOUNTS, made, out))
        found = _by_place(rows["amounts"])
        wrong = [
            (place, wanted[place]["measure"], row["measure"])
            for place, row in found.items()
            if row["placement"] != "ambiguous" and row["measure"] != wanted[place]["measure"]
        ]
        assert wrong == []
        one_way = _forced_places(made, out)
        open_all_the_same = [
            (row["line"], row["label_printed"], row["printed_text"])
            for place, row in found.items()
            if place in one_way and row["placement"] == "ambiguous"
        ]
        assert open_all_the_same == []


@pytest.mark.parametrize("batch", [*TABBED, *FLAT])
def test_what_the_narrative_states_is_read(batch: Batch) -> None:
    for made, out, found in _batch(batch, 0.0):
        _same(_wanted(STATEMENTS, made, out), found["statements"], STATEMENTS, set())


@pytest.mark.parametrize("batch", [*TABBED, *FLAT])
@pytest.mark.parametrize("faulty", [0.0, 1.0])
def test_every_number_is_accounted_for(batch: Batch, faulty: float) -> None:
    for made, _, found in _batch(batch, faulty):
        left = [row for row in found["figures"] if row["disposition"] == "unaccounted"]
        assert left == [], made.document_id
