"""The extracted rows: the one definition of every record that crosses from Python to dbt.

Records and their columns are listed in `records.csv` and `columns.csv` beside this. Each record is
one table of `raw`. Text stands as printed, and beside it, where rows are joined by it, what it is
for comparison: `<text>_folded` is `ingest.base.text.fold` of it and `<text>_key` the `label_key`
(`ingest.rows.derived`). A column is `text` or `integer`, and only a nullable one may be empty.
Files of a record lie in a folder of its name, one CSV per document where people review them or
Parquet of any size where a corpus is large.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

import pyarrow as pa

from ingest.base.csv_text import read_rows

Kind = Literal["text", "integer"]

_HERE = Path(__file__).parent

KEYS = ("unit_id", "document_id")
"""The columns that a row is owned by, in every table; of those that it has, the first counts."""


Row = dict[str, str | int | None]
"""One extracted row, by column."""

PATH_JOINED = " / "
"""What stands between the names of a path, of headings or of classes."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, kind, whether it may be empty, and what it means."""

    name: str
    kind: Kind
    nullable: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class Record:
    """One kind of extracted row: its columns in file order and its key, which sorts the files."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def arrow(self) -> pa.Schema:
        """The record as an Arrow schema; text is string, integer is int32."""
        return pa.schema(
            pa.field(c.name, pa.string() if c.kind == "text" else pa.int32(), nullable=c.nullable)
            for c in self.columns
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The column names in file order."""
        return tuple(c.name for c in self.columns)


def _records() -> Iterator[Record]:
    columns: dict[str, list[Column]] = defaultdict(list)
    meanings: dict[str, str] = {}
    for row in read_rows(_HERE / "columns.csv"):
        name, kind, is_nullable = row["column"], cast("Kind", row["kind"]), row["nullable"] == "yes"
        # Without a meaning of its own a column has that of the first of its name.
        meaning = row["meaning"] or meanings[name]
        meanings.setdefault(name, meaning)
        columns[row["record"]].append(Column(name, kind, is_nullable, meaning))
    for row in read_rows(_HERE / "records.csv"):
        name, key = row["record"], tuple(row["key"].split())
        yield Record(name, row["meaning"], key, tuple(columns[name]))


RECORDS = tuple(_records())
"""Every record, in the order in which they are written and loaded."""

DOCUMENTS, TABLES, AMOUNTS, LINES, BLOCKS, FORMULAS = RECORDS[:6]
STATEMENTS, NAMES, REMARKS, INDICATORS, FIGURES, UNMAPPED = RECORDS[6:]
