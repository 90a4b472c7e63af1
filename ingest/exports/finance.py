"""A workbook for finance staff: Chinese headings, amounts in 万元, one sheet a subject.

Which columns a sheet has, in which order and how wide, is said by finance.csv for all views of a
kind; a view's own line stands for the common one, and a heading `-` leaves the column out. What
columns are called and which vocabulary their codes are of, the dictionary of the exports says.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pyarrow as pa

from ingest.base.csv_text import read_rows
from ingest.exports.dictionary import DICTIONARY
from ingest.exports.finance_overview import FAULTS, REMARK, overview
from ingest.exports.published import Published
from ingest.exports.workbook import Look, Sheet, write_workbook

WORKBOOK = "mingzhang.xlsx"

SHEETS = {
    "收入": "tidy_revenue",
    "支出（功能）": "tidy_expenditure",
    "支出（经济）": "tidy_economic",
    "三公": "tidy_three_public",
    "项目": "tidy_project",
    "采购": "tidy_procurement",
    "核对": "dq_fault",
}
"""The view that a sheet holds."""

OVERVIEW, NOTES = "总览", "说明"

_COLUMNS = Path(__file__).with_suffix(".csv")
_NOTES = Path(__file__).with_name("finance_notes.csv")
_TIDY = "tidy_"
_LEFT_OUT = "-"
_UNIT_KEYS = ("contained_in_unit_id", "parent_unit_id")
_MONEY = "#,##0.00_ ;-#,##0.00_ "
_MONEY_FROM = pl.lit("万元")
_WAN = pl.lit(10_000, pl.Decimal(6, 0))
_EXACT = pl.Decimal(24, 6)


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a sheet: of which column of the view it is made, and how it looks."""

    column: str
    text: str
    width: int
    is_printed: bool
    is_wrapped: bool


@dataclass(frozen=True, slots=True)
class Words:
    """What the exports say of columns and codes.

    Attributes:
        labels: The Chinese label of a column, by table and column.
        vocabularies: The vocabulary that its codes are of, by table and column.
        names: The Chinese names of codes, by vocabulary.
        units: The names of units.
    """

    labels: Mapping[tuple[str, str], str]
    vocabularies: Mapping[tuple[str, str], str]
    names: Mapping[str, dict[str, str]]
    units: dict[str, str]


def write_finance(published: Published, folder: Path) -> None:
    """Write the workbook of published exports to a folder.

    Raises:
        WarehouseError: The exports lack a view, or were published again meanwhile.
        BuildError: A text does not fit a cell.
    """
    words = read_words(published)
    write_workbook(folder / WORKBOOK, _sheets(published, words))


def _sheets(published: Published, words: Words) -> Iterator[Sheet]:
    yield _overview_sheet(published, words)
    for name, view in SHEETS.items():
        yield _view_sheet(published, words, name, view)
    notes = notes_of(published, words)
    look = Look(title=NOTES, wrapped=("名称", "说明"), printed=notes.width)
    widths = {"类别": 14, "名称": 44, "说明": 110}
    yield Sheet(NOTES, _schema(notes), _batches(notes), widths, look)


def read_words(published: Published) -> Words:
    """The words of published exports: labels, vocabularies, names of codes and units."""
    entries = published.rows(DICTIONARY, ["table_name", "column_name", "label_zh", "vocabulary"])
    labels, vocabularies = {}, {}
    for table, column, label, vocabulary in entries.iter_rows():
        labels[table, column] = label or column
        if vocabulary:
            vocabularies[table, column] = vocabulary
    names: dict[str, dict[str, str]] = {}
    for vocabulary, code, name in published.rows(
        "dim_code", ["vocabulary", "code", "name"]
    ).iter_rows():
        names.setdefault(vocabulary, {})[code] = name
    units = published.rows("dim_unit", ["unit_id", "unit_name"]).drop_nulls()
    return Words(labels, vocabularies, names, dict(units.iter_rows()))


def headings_of(view: str, columns: list[str], words: Words) -> list[Heading]:
    """The columns of the sheet of a view, in order.

    Args:
        view: The view.
        columns: The columns that it has.
        words: What the exports say of them.
    """
    said = {(row["view"], row["column"]): row for row in read_rows(_COLUMNS)}
    common = "tidy" if view.startswith(_TIDY) else view
    rows = [
        said.get((view, column), row)
        for (of, column), row in said.items()
        if of == common and column in columns
    ]
    return [
        Heading(
            row["column"],
            row["heading"] or _heading(row["column"], words.labels[view, row["column"]]),
            int(row["width"]),
            is_printed=row["is_printed"] == "true",
            is_wrapped=row["is_wrapped"] == "true",
        )
        for row in rows
        if row["heading"] != _LEFT_OUT
    ]


def _heading(column: str, label: str) -> str:
    return f"{label}（万元）" if column.endswith("_yuan") else label


def _view_sheet(published: Published, words: Words, name: str, view: str) -> Sheet:
    parts = published.batches(view)
    head = next(parts)
    headings = headings_of(view, head.columns, words)
    shown = [_shown(view, heading, words) for heading in headings]

    def batches() -> Iterator[pa.RecordBatch]:
        for part in parts:
            yield from _batches(part.select(shown))

    money = [h.text for h in headings if h.column.endswith(("_wan", "_yuan", "agreed_value"))]
    look = Look(
        title=f"{name}　金额单位：万元",
        formats=dict.fromkeys(money, _MONEY),
        wrapped=tuple(h.text for h in headings if h.is_wrapped),
        frozen=1,
        printed=sum(h.is_printed for h in headings),
    )
    widths = {heading.text: heading.width for heading in headings}
    return Sheet(name, _schema(head.select(shown)), batches(), widths, look)


def _shown(view: str, heading: Heading, words: Words) -> pl.Expr:
    """What a sheet shows of a column: names for codes and units, 万元 for yuan."""
    column = pl.col(heading.column)
    vocabulary = words.vocabularies.get((view, heading.column))
    if heading.column in _UNIT_KEYS:
        column = column.replace(words.units)
    elif heading.column == "value_unit":
        column = pl.when(column == "yuan").then(_MONEY_FROM).otherwise(_named(column, words, view))
    elif vocabulary:
        column = column.replace(words.names[vocabulary])
    elif heading.column == "agreed_value":
        money = pl.col("value_unit") == "yuan"
        column = pl.when(money).then(_in_wan(column)).otherwise(column.cast(_EXACT))
    elif heading.column.endswith("_yuan"):
        column = _in_wan(column)
    elif heading.column in {"counts_in_total", "is_current"}:
        column = pl.when(column).then(pl.lit("是")).when(~column).then(pl.lit("否"))
    return column.alias(heading.text)


def _named(column: pl.Expr, words: Words, view: str) -> pl.Expr:
    return column.replace(words.names[words.vocabularies[view, "value_unit"]])


def _in_wan(column: pl.Expr) -> pl.Expr:
    return (column.cast(_EXACT) / _WAN).cast(_EXACT)


def _overview_sheet(published: Published, words: Words) -> Sheet:
    rows = overview(published, words.names, words.units)
    money = [name for name, kind in rows.schema.items() if isinstance(kind, pl.Decimal)]
    widths = {"单位名称": 34, "已含于部门": 34, "源文件": 44, REMARK: 44} | dict.fromkeys(money, 18)
    widths |= {name: 16 for name in rows.columns if name.endswith(("口径", "依据"))}
    widths |= {"行政级次": 10, "地区": 12, "年度": 8, "阶段": 11, FAULTS: 11}
    look = Look(
        title=f"{OVERVIEW}　金额单位：万元",
        formats=dict.fromkeys(money, _MONEY),
        wrapped=(REMARK,),
        frozen=1,
        printed=rows.columns.index(REMARK) + 1,
    )
    return Sheet(OVERVIEW, _schema(rows), _batches(rows), widths, look)


def notes_of(published: Published, words: Words) -> pl.DataFrame:
    """What the workbook says of itself, and the documents that it is made of."""
    notes = [tuple(row.values()) for row in read_rows(_NOTES)]
    columns = ["title", "source_file", "unit_id", "fiscal_year", "stage", "edition", "is_current"]
    stages = words.names["stage"]
    for title, file, unit, year, stage, edition, current in (
        published.rows("dim_document", columns).sort(columns[2:6]).iter_rows()
    ):
        said = f"{words.units.get(unit, unit)}，{year} 年{stages.get(stage, stage)}"
        said += f"，第 {edition} 版" + ("" if current else "（已有新版，各表不取）")
        notes.append(("公开文件", title or file, f"{said}；{file}"))
    return pl.DataFrame(notes, schema=["类别", "名称", "说明"], orient="row")


def _schema(rows: pl.DataFrame) -> pa.Schema:
    return rows.head(0).to_arrow(compat_level=pl.CompatLevel.oldest()).schema


def _batches(rows: pl.DataFrame) -> list[pa.RecordBatch]:
    return list(rows.to_arrow(compat_level=pl.CompatLevel.oldest()).to_batches())
