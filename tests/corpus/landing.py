"""Disclosures as extracted rows, straight from the generator: a corpus without extraction.

What is written is what extraction gives of the same documents with tab stops, row for row; of
flattened ones it is what a reader that places every figure would give. Left out are lines without
amounts and the names by which a text calls its unit; the ledger of figures holds the stated ones
only, or also every amount.
"""

import hashlib
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.base.text import fold
from ingest.rows.derived import printed_columns, with_derived
from ingest.rows.schema import RECORDS, Record
from tests.corpus.disclosures import FAULTY, disclosure
from tests.corpus.model import Disclosure, Stated
from tests.corpus.text import Printed, printed

Row = tuple[str | int | None, ...]
_UNSAID = 11
"""The columns of a document that come after its reader."""
_PART = 250
"""Documents in a part: what one process makes at a time."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a stretch of the corpus: rows by record, and faults by kind."""

    rows: dict[str, int]
    faults: int


def write_landing(  # noqa: PLR0913 - what a corpus is made by
    folder: Path,
    documents: int,
    seed: int,
    *,
    first: int = 0,
    faulty: float = FAULTY,
    ledger: bool = False,
    processes: int | None = None,
) -> Made:
    """Write a corpus as Parquet in the landing schema, a file per record and part.

    Args:
        folder: The landing folder.
        documents: How many documents.
        seed: What all randomness comes from.
        first: The number of the first of them; other numbers give other documents.
        faulty: The share of documents with injected faults.
        ledger: Whether every amount is also a row of `figures`.
        processes: How many processes; by default one for each processor, of one none but this.
    """
    for record in RECORDS:
        (folder / record.name).mkdir(parents=True, exist_ok=True)
    last = first + documents
    stretches = [range(at, min(at + _PART, last)) for at in range(first, last, _PART)]
    write = partial(_write_part, folder, seed, faulty=faulty, ledger=ledger)
    if processes == 1:
        made = list(map(write, stretches))
    else:
        # Not by fork: whoever calls may have threads of DuckDB, which a copy would lack.
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            made = list(pool.map(write, stretches))
    total = {record.name: sum(part.rows[record.name] for part in made) for record in RECORDS}
    return Made(total, sum(part.faults for part in made))


def _write_part(folder: Path, seed: int, stretch: range, *, faulty: float, ledger: bool) -> Made:
    rows: dict[str, list[Row]] = {record.name: [] for record in RECORDS}
    faults = 0
    for number in stretch:
        made = disclosure(seed, number, faulty=faulty)
        faults += len(made.faults)
        for name, own in rows_of(made, printed(made), ledger=ledger).items():
            rows[name] += own
    for record in RECORDS:
        path = folder / record.name / f"corpus-{stretch.start:07d}.parquet"
        pq.write_table(as_table(record, rows[record.name]), path, compression="zstd")
    return Made({name: len(own) for name, own in rows.items()}, faults)


def as_table(record: Record, rows: Sequence[Row]) -> pa.Table:
    """Rows in the record's column order, with what follows from them, as an Arrow table."""
    names = printed_columns(record)
    whole = with_derived(record.name, [dict(zip(names, row, strict=True)) for row in rows])
    return pa.Table.from_pylist(whole, schema=record.arrow)


_DIRECTIONS = {
    ("change", False): "增加",
    ("change", True): "减少",
    ("change_rate", False): "增长",
    ("change_rate", True): "下降",
}
"""The words with which the narrative says how an amount moved."""


def rows_of(made: Disclosure, out: Printed, *, ledger: bool = False) -> dict[str, list[Row]]:
    """The extracted rows of a disclosure by record, as `printed_columns` has their columns."""
    own = (made.document_id,)
    statements = _statements(made, out)
    figures: list[Row] = [(*own, *row[-4:], row[11], "statement", None) for row in statements]
    if ledger:
        figures += [(*own, *a[13:17], a[11], "amount", None) for a in out.amounts]
    return {
        "documents": [_document(made, out)],
        "tables": [own + row for row in out.tables],
        # Behind the placement stands how a figure was read: text prints it. Between the last
        # character and the number of the row stands the box, which text has not.
        "amounts": [
            (*own, *row[:13], "printed", None, None, *row[13:17], None, *row[17:])
            for row in out.amounts
        ],
        "formulas": [],
        "lines": [],
        "blocks": [],
        "names": [],
        "statements": statements,
        "remarks": [],
        "indicators": [],
        "figures": figures,
        "unmapped": [],
    }


def _document(made: Disclosure, out: Printed) -> Row:
    text = out.text.encode()
    return (
        made.document_id,
        made.document_id[: -len(f"-{made.year}-{made.stage}")],
        made.unit_name,
        made.year,
        made.stage,
        1,
        made.filing,
        f"{made.document_id}.txt",
        hashlib.sha256(text).hexdigest(),
        "utf-8",
        made.style.layout,
        out.page,
        len(out.lines) + 1,
        made.style.money_unit,
        "unit",
        None,
        "document",
        "text",
        # No made-up document says when it was published, where it was found, or what its unit is.
        *(None,) * _UNSAID,
    )


def _statements(made: Disclosure, out: Printed) -> list[Row]:
    notes = [_none(made, number, *none) for number, none in enumerate(out.none, start=1)]
    return [
        *notes,
        *(
            _statement(made, out.page, stated, place, number, 1 + len(notes))
            for number, (stated, place) in enumerate(
                zip(made.stated, out.statements, strict=True), start=1 + len(notes)
            )
        ),
    ]


def _none(  # noqa: PLR0913, PLR0917 - what a note says, and where
    made: Disclosure, number: int, subject: str, scope: str | None, page: int, line: int, char: int
) -> Row:
    """The row of a note that says that there is none of something."""
    return (
        made.document_id,
        number,
        "narrative",
        None,
        fold(subject),
        None,
        None,
        None,
        f"{made.filing}表",
        None,
        "amount",
        "无",
        "0",
        None,
        "exact",
        "元",
        made.year,
        made.phase,
        scope,
        *(None,) * 2,
        "printed",
        *(None,) * 3,
        page,
        line,
        char,
        char,
    )


def _statement(  # noqa: PLR0913, PLR0917 - a figure, where it stands, and the number of the first
    made: Disclosure,
    page: int,
    stated: Stated,
    place: tuple[int, int, int],
    number: int,
    first: int,
) -> Row:
    phase = made.phase
    is_change = stated.metric.startswith("change")
    return (
        made.document_id,
        number,
        "narrative",
        None,
        fold(stated.subject),
        " / ".join(map(fold, stated.path.split(" / "))) if stated.path else None,
        None,
        None,
        f"{made.filing}情况说明",
        fold(stated.whole) if stated.whole else None,
        stated.metric,
        stated.value,
        f"-{stated.value}" if stated.is_less else stated.value,
        _DIRECTIONS.get((stated.metric, stated.is_less)),
        "exact",
        stated.unit,
        made.year,
        stated.phase or phase,
        stated.scope,
        *((made.year - 1, phase) if is_change else (None, None)),
        "printed",
        None if stated.base is None else first + stated.base,
        None,
        None if stated.whole_no is None else first + stated.whole_no,
        page,
        *place,
    )
