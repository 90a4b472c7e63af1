"""A workbook for finance staff: Chinese headings, amounts in 万元, one sheet a subject.

Which columns a sheet has, in which order and how wide, is said by finance.csv for all views of a
kind; a view's own line stands for the common one, and a heading `-` leaves the column out. What
columns are called and which vocabulary their codes are of, the dictionary of the exports says.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

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
_AGREED, _UNIT_OF_VALUE = "agreed_value", "value_unit"
_YUAN, _COUNT = "yuan", "count"
_WAN, _EXACT = Decimal("0.000001"), pa.decimal128(24, 6)
_NOTES_HEAD = ("类别", "名称", "说明")


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
    yield _overview_sheet(published)
    for name, view in SHEETS.items():
        yield _view_sheet(published, words, name, view)
    yield _notes_sheet(published, words)


def read_words(published: Published) -> Words:
    """The words of published exports: labels, vocabularies, names of codes and units."""
    columns = ["table_name", "column_name", "label_zh", "vocabulary"]
    entries = published.table(DICTIONARY, columns).to_pylist()
    names: dict[str, dict[str, str]] = {}
    for row in _codes(published).to_pylist():
        names.setdefault(row["vocabulary"], {})[row["code"]] = row["name"]
    units = published.table("dim_unit", ["unit_id", "unit_name"]).to_pylist()
    return Words(
        {(e["table_name"], e["column_name"]): e["label_zh"] or e["column_name"] for e in entries},
        {(e["table_name"], e["column_name"]): e["vocabulary"] for e in entries if e["vocabulary"]},
        names,
        {row["unit_id"]: row["unit_name"] for row in units if row["unit_name"]},
    )


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
    headings = headings_of(view, published.schema(view).names, words)
    makers = [_maker(view, heading.column, words) for heading in headings]
    schema = pa.schema(
        [
            pa.field(heading.text, _kind(published.schema(view).field(heading.column)))
            for heading in headings
        ]
    )

    def batches() -> Iterator[pa.RecordBatch]:
        for batch in published.batches(view):
            columns = [
                pa.array(make(batch), field.type)
                for make, field in zip(makers, schema, strict=True)
            ]
            yield pa.record_batch(columns, schema=schema)

    money = [h.text for h in headings if h.column.endswith(("_wan", "_yuan", _AGREED))]
    look = Look(
        title=f"{name}　金额单位：万元",
        formats=dict.fromkeys(money, _MONEY),
        counts=_counts(headings, words.names.get("value_unit", {})),
        wrapped=tuple(h.text for h in headings if h.is_wrapped),
        frozen=1,
        printed=sum(h.is_printed for h in headings),
    )
    widths = {heading.text: heading.width for heading in headings}
    return Sheet(name, schema, batches(), widths, look)


def _counts(headings: list[Heading], units: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """The column of agreed values, which are whole numbers where they count something."""
    texts = {heading.column: heading.text for heading in headings}
    if _AGREED not in texts:
        return {}
    return {texts[_AGREED]: (texts[_UNIT_OF_VALUE], units[_COUNT])}


def _kind(field: pa.Field) -> pa.DataType:
    """The type of a cell: booleans are said in words, and 万元 have six decimals."""
    if pa.types.is_boolean(field.type):
        return pa.string()
    return _EXACT if pa.types.is_decimal(field.type) else field.type


def _maker(view: str, column: str, words: Words) -> Callable[[pa.RecordBatch], list[object]]:
    """What makes the cells of a column: names for codes and units, 万元 for yuan."""
    vocabulary = words.vocabularies.get((view, column))
    names = words.units if column in _UNIT_KEYS else words.names.get(vocabulary or "", {})
    if column == _UNIT_OF_VALUE:
        names = names | {_YUAN: "万元"}

    def make(batch: pa.RecordBatch) -> list[object]:
        values = batch.column(column).to_pylist()
        if column == _AGREED:
            units = batch.column(_UNIT_OF_VALUE).to_pylist()
            return [
                _in_wan(value) if unit == _YUAN else value
                for value, unit in zip(values, units, strict=True)
            ]
        if column.endswith("_yuan"):
            return [_in_wan(value) for value in values]
        return [_said(value, names) for value in values]

    return make


def _said(value: object, names: Mapping[str, str]) -> object:
    if isinstance(value, bool):
        return "是" if value else "否"
    return names.get(value, value) if isinstance(value, str) else value


def _in_wan(yuan: Decimal | None) -> Decimal | None:
    return None if yuan is None else yuan.scaleb(-4).quantize(_WAN)


def _overview_sheet(published: Published) -> Sheet:
    rows = overview(published, _codes(published))
    money = [field.name for field in rows.schema if pa.types.is_decimal(field.type)]
    widths = {"单位名称": 34, "已含于部门": 34, "源文件": 44, REMARK: 44} | dict.fromkeys(money, 18)
    names = rows.schema.names
    widths |= {name: 16 for name in names if name.endswith(("口径", "依据"))}
    widths |= {"行政级次": 10, "地区": 12, "年度": 8, "阶段": 11, FAULTS: 11}
    look = Look(
        title=f"{OVERVIEW}　金额单位：万元",
        formats=dict.fromkeys(money, _MONEY),
        wrapped=(REMARK,),
        frozen=1,
        printed=names.index(REMARK) + 1,
    )
    return Sheet(OVERVIEW, rows.schema, rows.to_batches(), widths, look)


def _codes(published: Published) -> pa.Table:
    codes = published.table("dim_code", ["vocabulary", "code", "name", "sort"])
    return codes.rename_columns(["vocabulary", "code", "name", "place"])


def _notes_sheet(published: Published, words: Words) -> Sheet:
    rows = pa.Table.from_pylist(
        [dict(zip(_NOTES_HEAD, note, strict=True)) for note in notes_of(published, words)],
        pa.schema([pa.field(name, pa.string()) for name in _NOTES_HEAD]),
    )
    widths = dict(zip(_NOTES_HEAD, (14, 44, 110), strict=True))
    look = Look(title=NOTES, wrapped=_NOTES_HEAD[1:], printed=len(_NOTES_HEAD))
    return Sheet(NOTES, rows.schema, rows.to_batches(), widths, look)


def notes_of(published: Published, words: Words) -> list[tuple[str, str, str]]:
    """What the workbook says of itself, and the documents that it is made of."""
    notes = [(row["subject"], row["term"], row["text"]) for row in read_rows(_NOTES)]
    columns = ["unit_id", "fiscal_year", "stage", "edition", "title", "source_file", "is_current"]
    for row in published.table("dim_document", columns).to_pylist():
        unit = words.units.get(row["unit_id"], row["unit_id"])
        stage = words.names["stage"].get(row["stage"], row["stage"])
        said = f"{unit}，{row['fiscal_year']} 年{stage}，第 {row['edition']} 版"
        said += "" if row["is_current"] else "（已有新版，各表不取）"
        file = row["source_file"]
        notes.append(("公开文件", row["title"] or file, f"{said}；{file}"))
    return notes
