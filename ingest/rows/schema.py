"""The extracted rows: the one definition of every record that crosses from Python to dbt.

Each record is one table of `raw`. Text stands as printed, and beside it, where rows are joined by
it, what it is for comparison: `<text>_folded` is `ingest.base.text.fold` of it and `<text>_key` the
`label_key` (`ingest.rows.derived`). A column is `text` or `integer`, and only a nullable one may be
empty. Files of a record lie in a folder of its name, one CSV per
document where people review them or Parquet of any size where a corpus is large.
"""

from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

Kind = Literal["text", "integer"]

KEYS = ("unit_id", "document_id")
"""The columns that tell whose a row is, in every table; of those that it has, the first counts."""


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
        _text("unit_name_folded", "the same, folded"),
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
        _text(
            "reporting_level",
            "department (部门, with its units) | unit (单位, 本级), where the document says it",
            nullable=True,
        ),
        _text("pages_without_text", "pages without a text layer, parted by blanks", nullable=True),
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
        _text(
            "money_unit", "unit of money that the table declares (seed money_units)", nullable=True
        ),
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
        _text("code_folded", "code without the blanks between its parts", nullable=True),
        _text("label_printed", "label as printed", nullable=True),
        _text("label_folded", "label, folded", nullable=True),
        _text("label_key", "key of the label: without its ordinal and 其中", nullable=True),
        _text(
            "heading_printed",
            "heading path as printed, outermost first, parted by ' / '; empty where the place of"
            " the figure is open and no heading is left for it",
            nullable=True,
        ),
        _text("heading_folded", "heading path, folded", nullable=True),
        _text(
            "measure", "measure of the contract; empty where the heading is unknown", nullable=True
        ),
        _text("printed_text", "the figure as printed"),
        _text("value_text", "plain decimal, the digits as printed", nullable=True),
        _text("placement", "printed | by_identity | ambiguous"),
        _PAGE,
        _LINE,
        _integer("char_from", "first character of the figure in its line, from 1"),
        _integer("char_to", "last character of the figure in its line"),
        _integer("form_row_no", "number that the form gives the row (行次)", nullable=True),
        _integer("form_column_no", "number that the form gives the column (栏次)", nullable=True),
        _text("line_code", "line of the summary form (seed summary_lines)", nullable=True),
    ),
)

LINES = Record(
    "lines",
    "One row per line of a table that prints a label and no amount.",
    ("document_id", "table_index", "row_no", "group_no"),
    (
        _DOCUMENT_ID,
        _TABLE_INDEX,
        _integer("row_no", "body row of the table, from 1, in printed order"),
        _integer("group_no", "column group of the table that the line stands in, from 1"),
        _text("side", "revenue | expenditure, where the group is on one", nullable=True),
        _text("row_kind", "total | subtotal | unit | line: what the row's label says it is"),
        _text("code_printed", "classification code as printed", nullable=True),
        _text("label_printed", "label as printed"),
        _text("label_folded", "label, folded", nullable=True),
        _integer("form_row_no", "number that the form gives the row (行次)", nullable=True),
        _PAGE,
        _LINE,
        _integer("char_from", "first character of the label in its line, from 1"),
    ),
)

FORMULAS = Record(
    "formulas",
    "One row per operand of a formula printed under a table: 27行=(1+2+...+8)行.",
    ("document_id", "table_index", "formula_no", "operand_place"),
    (
        _DOCUMENT_ID,
        _TABLE_INDEX,
        _integer("formula_no", "place of the formula under its table, from 1"),
        _integer("operand_place", "place of the operand in the formula, from 1"),
        _text("axis", "row | column: what the numbers number"),
        _integer("result_no", "number of the row or column that is the sum"),
        _integer("operand_no", "number of the row or column added or taken away"),
        _text("sign", "sign of the operand, + | -"),
        _text("printed_text", "the formula, blanks removed"),
        _PAGE,
        _LINE,
    ),
)

STATEMENTS = Record(
    "statements",
    "One row per figure stated in the narrative or in the head of a performance table.",
    ("document_id", "statement_no"),
    (
        _DOCUMENT_ID,
        _integer("statement_no", "place of the statement in the document, from 1"),
        _text("source", "narrative | performance"),
        _text("project_name", "project of the performance table or heading", nullable=True),
        _text("project_name_folded", "the same, folded", nullable=True),
        _text("subject", "label of what the figure is said of, folded"),
        _text("subject_key", "key of the subject", nullable=True),
        _text("subject_path", "names of 类, 款 and 项 where named, joined by ' / '", nullable=True),
        _text("subject_path_key", "the keys of these names, joined alike", nullable=True),
        _text("heading", "label of the nearest heading above, folded", nullable=True),
        _text("whole", "what a share or a completion rate is of", nullable=True),
        _text("metric", "amount | change | change_rate | share | completion_rate | count | ..."),
        _text("printed_text", "the figure as printed, or the word that states none"),
        _text("value_text", "signed plain decimal, the digits as printed"),
        _text("bound", "exact | at_least | more_than | at_most | less_than | about"),
        _text("unit", "unit as printed, folded (万元, %, 台(套))", nullable=True),
        _integer("fiscal_year", "the year spoken of; of a change the later", nullable=True),
        _text("phase", "initial_budget | adjusted_budget | final", nullable=True),
        _text("scope", "scope of the contract, where the text makes it plain", nullable=True),
        _integer("compared_year", "the year that a change is measured from", nullable=True),
        _text("compared_phase", "the phase that a change is measured from", nullable=True),
        _integer("base_statement_no", "the amount that a change or rate belongs to", nullable=True),
        _integer("whole_statement_no", "the amount that a share or rate is of", nullable=True),
        _PAGE,
        _LINE,
        _integer("char_from", "first character of the figure in its line, from 1"),
        _integer("char_to", "last character of the figure in its line"),
    ),
)

NAMES = Record(
    "names",
    "One row per name that the narrative lists (包括：甲、乙) or calls its unit by.",
    ("document_id", "name_no"),
    (
        _DOCUMENT_ID,
        _integer("name_no", "place of the name in the document, from 1"),
        _text("kind", "listed | unit: part of a list, or a name of the unit before a year"),
        _integer("list_no", "place of the list in the document, from 1", nullable=True),
        _text("subject", "label of what the list gives the parts of, folded", nullable=True),
        _integer("statement_no", "the amount that the list explains, where one is", nullable=True),
        _text("is_open", "yes where the list ends in 等, no where it does not", nullable=True),
        _text("name_printed", "the name as printed, blanks removed"),
        _text("name_folded", "the name, folded", nullable=True),
        _text("name_key", "key of the name", nullable=True),
        _PAGE,
        _LINE,
        _integer("char_from", "first character of the name in its line, from 1"),
    ),
)

INDICATORS = Record(
    "indicators",
    "One row per performance indicator, or per part of one whose cell prints several values.",
    ("document_id", "indicator_no"),
    (
        _DOCUMENT_ID,
        _integer("indicator_no", "place of the indicator in the document, from 1"),
        _TABLE_INDEX,
        _text("project_name", "project or unit that is evaluated", nullable=True),
        _text("level_1", "first level (产出指标, 效益指标, 满意度指标)", nullable=True),
        _text("level_2", "second level (数量指标, 质量指标, ...)", nullable=True),
        _text("level_3", "the indicator itself", nullable=True),
        _text("operator", "≥ | ≤ | = | > | < | qualitative", nullable=True),
        _text("target_text", "target as printed", nullable=True),
        _text("target_value", "target as a plain decimal", nullable=True),
        _text("actual_text", "actual value as printed", nullable=True),
        _text("actual_value", "actual value as a plain decimal", nullable=True),
        _text("indicator_unit", "unit of target and actual value", nullable=True),
        _text("weight_text", "weight or points as printed", nullable=True),
        _text("weight_value", "weight or points as a plain decimal", nullable=True),
        _text("direction", "positive | negative", nullable=True),
        _text("score_text", "score as printed", nullable=True),
        _text("score_value", "score as a plain decimal", nullable=True),
        _text("period", "annual | medium_term"),
        _text("part", "place inside a cell of several values", nullable=True),
        _PAGE,
        _LINE,
        _integer("char_from", "first character of the indicator in its line, from 1"),
    ),
)

FIGURES = Record(
    "figures",
    "The ledger: one row per number printed in the document, with what became of it.",
    ("document_id", "line", "char_from"),
    (
        _DOCUMENT_ID,
        _PAGE,
        _LINE,
        _integer("char_from", "first character of the number in its line, from 1"),
        _integer("char_to", "last character of the number in its line"),
        _text("printed_text", "the number as printed"),
        _text(
            "disposition", "amount | statement | indicator | a class of non-figure | unaccounted"
        ),
        _text("reason", "why it is of that class", nullable=True),
    ),
)

UNMAPPED = Record(
    "unmapped",
    "One row per text that no vocabulary knows, and per page without text: the worklist.",
    ("document_id", "page", "line", "char_from", "kind"),
    (
        _DOCUMENT_ID,
        _text(
            "kind", "heading | title | money_unit | unit | page_without_text | performance_<what>"
        ),
        _text("printed_text", "the text as printed"),
        _text("folded_text", "the same, folded", nullable=True),
        _integer("table_index", "the table it stands in, where in one", nullable=True),
        _PAGE,
        _LINE,
        _integer("char_from", "first character in its line, from 1"),
    ),
)

RECORDS: tuple[Record, ...] = (
    DOCUMENTS,
    TABLES,
    AMOUNTS,
    LINES,
    FORMULAS,
    STATEMENTS,
    NAMES,
    INDICATORS,
    FIGURES,
    UNMAPPED,
)
"""Every record, in the order in which they are written and loaded."""
