"""The extracted rows: the one definition of every record that crosses from Python to dbt.

Each record is one table of `raw`. Text stands as printed; a column is `text` or `integer`, and
only a nullable one may be empty. Files of a record lie in a folder of its name, one CSV per
document where people review them or Parquet of any size where a corpus is large.
"""

from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

Kind = Literal["text", "integer"]


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


def _text(name: str, meaning: str, *, nullable: bool = False) -> Column:
    return Column(name, "text", nullable, meaning)


def _integer(name: str, meaning: str, *, nullable: bool = False) -> Column:
    return Column(name, "integer", nullable, meaning)


_DOCUMENT_ID = _text("document_id", "<unit_id>-<fiscal_year>-<budget|final>[-<edition>]")
_TABLE_INDEX = _integer("table_index", "place of the table in the document, from 1")
_PAGE = _integer("page", "page, from 1")
_LINE = _integer("line", "line of the source file, from 1")

DOCUMENTS = Record(
    "documents",
    "One row per disclosure read.",
    ("document_id",),
    (
        _DOCUMENT_ID,
        _text("unit_id", "the unit in the register, or a stable id made from its name"),
        _text("unit_name_printed", "the unit's name as the document prints it, blanks removed"),
        _integer("fiscal_year", "the year that the budget or the final accounts are of"),
        _text("stage", "budget | final"),
        _integer("edition", "1 for the first filing, 2, 3, ... for later ones"),
        _text("title", "the document's title as its headings give it, blanks removed"),
        _text("source_file", "name of the file, without its folder"),
        _text("sha256", "SHA-256 of the file's bytes, hexadecimal"),
        _text("encoding", "encoding of the file"),
        _text("layout", "tabbed | flat"),
        _integer("page_count", "pages of the document"),
        _integer("line_count", "lines of the document"),
        _text("money_unit", "the unit of money most of its tables declare", nullable=True),
    ),
)

TABLES = Record(
    "tables",
    "One row per table found, declared empty, or announced and absent.",
    ("document_id", "table_index"),
    (
        _DOCUMENT_ID,
        _TABLE_INDEX,
        _text("table_no", "number as printed (2-1, 05), where one is", nullable=True),
        _text("table_type", "type of the contract; empty where no title says it", nullable=True),
        _text("scope", "scope of the contract that the title names", nullable=True),
        _text("title", "title as printed, blanks removed", nullable=True),
        _text("status", "present | declared_empty | announced_missing"),
        _text("money_unit", "unit of money declared at the table: 元 | 万元 | 亿元", nullable=True),
        _PAGE,
        _LINE,
        _integer("line_end", "last line of the table"),
        _integer("row_count", "body rows read"),
        _integer("amount_count", "amounts read"),
    ),
)

AMOUNTS = Record(
    "amounts",
    "One row per amount printed in a table, totals and repeats included.",
    ("document_id", "table_index", "row_no", "column_no"),
    (
        _DOCUMENT_ID,
        _TABLE_INDEX,
        _integer("row_no", "body row of the table, from 1, in printed order"),
        _integer(
            "column_no", "column of the table, from 1, as printed or as the headings order it"
        ),
        _text("side", "revenue | expenditure, where the amount is on one", nullable=True),
        _text("phase", "initial_budget | adjusted_budget | final"),
        _text("row_kind", "total | subtotal | unit | line: what the row's label says it is"),
        _integer("row_depth", "depth below the total (0) that the sums prove", nullable=True),
        _text("code_printed", "classification code as printed", nullable=True),
        _text("label_printed", "label as printed", nullable=True),
        _text("heading_printed", "heading path as printed, outermost first, parted by ' / '"),
        _text(
            "measure", "measure of the contract; empty where the heading is unknown", nullable=True
        ),
        _text("printed_text", "the figure as printed"),
        _text("placement", "printed | by_identity | ambiguous"),
        _PAGE,
        _LINE,
        _integer("char_from", "first character of the figure in its line, from 1"),
    ),
)

RECORDS: tuple[Record, ...] = (DOCUMENTS, TABLES, AMOUNTS)
"""Every record, in the order in which they are written and loaded."""
