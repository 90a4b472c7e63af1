"""The data dictionary: one row a column of a mart, from the manifest and the types as built.

The Parquet file, the page and the workbook are made of the same rows, so that they say the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from ingest.base.templates import environment
from ingest.exports.fiscal import column_type
from ingest.exports.models import Column, Model
from ingest.exports.parquet import Written, described, table_of, write_table
from ingest.exports.usage import WARNINGS
from ingest.exports.workbook import Sheet, write_workbook

DICTIONARY = "dictionary"

# Name, description with the Chinese label, and whether it is always there.
_COLUMNS = (
    ("table_name", "Table, the name of its file", "表", True),
    ("table_label_zh", "Chinese name of the table", "表中文名", False),
    ("table_description", "What the table holds, and what one row of it is", "表说明", True),
    ("usage_warnings", "Usage warnings, separated by spaces", "使用提示", False),
    ("position", "Place of the column in the table, from 1", "列序", True),
    ("column_name", "Column", "列名", True),
    ("label_zh", "Chinese name of the column", "列中文名", False),
    ("description", "What the column means", "列说明", True),
    ("data_type", "Type as Arrow names it", "类型", True),
    ("unit", "Unit, or where it stands", "单位", False),
    ("is_required", "Whether the column always has a value", "必填", True),
    ("vocabulary", "Vocabulary of dim_code that its codes are of", "代码集", False),
    ("key", "primary for a column of the primary key", "主键", False),
    ("refers_to", "Table and column that it is a key of", "外键", False),
    ("column_type", "Type in the words of the Fiscal Data Package", "财政数据包类型", False),
)
_KINDS = {"position": pa.int32(), "is_required": pa.bool_()}
_SCHEMA = pa.schema([pa.field(name, _KINDS.get(name, pa.string())) for name, *_ in _COLUMNS])
_ABOUT = Model(
    name=DICTIONARY,
    relation="",
    description="Every column of every table, with its meaning. One row per table and column.",
    label_zh="数据字典",
    columns={
        name: Column(name, f"{text} ({label}).", label, required=required)
        for name, text, label, required in _COLUMNS
    },
    primary_key=("table_name", "position"),
)
_TABLES = pa.schema(
    [
        _SCHEMA.field(n)
        for n in ("table_name", "table_label_zh", "usage_warnings", "table_description")
    ]
)
_WARNINGS = pa.schema([pa.field("code", pa.string()), pa.field("meaning", pa.string())])
_WIDTHS = dict.fromkeys(("table_description", "description", "meaning"), 70)
_WIDTHS |= dict.fromkeys(("position", "unit", "is_required", "key"), 14)
_WIDTHS |= {"vocabulary": 24, "refers_to": 34, "column_type": 42}


@dataclass(frozen=True, slots=True)
class Entry:
    """A table of the dictionary with the rows of its columns."""

    model: Model
    warnings: tuple[str, ...]
    rows: list[dict[str, object]]


def entries(written: Iterable[Written]) -> list[Entry]:
    """The dictionary of what was written; a model that is several files is there once."""
    models = {file.model.name: file for file in written}
    return [Entry(file.model, file.warnings, _rows(file)) for _, file in sorted(models.items())]


def _rows(file: Written) -> list[dict[str, object]]:
    return [_row(file, position, field) for position, field in enumerate(file.schema, start=1)]


def _row(file: Written, position: int, field: pa.Field) -> dict[str, object]:
    model = file.model
    column = model.columns.get(field.name, Column(field.name))
    return {
        "table_name": model.name,
        "table_label_zh": model.label_zh,
        "table_description": model.description,
        "usage_warnings": " ".join(file.warnings) or None,
        "position": position,
        "column_name": field.name,
        "label_zh": column.label_zh,
        "description": column.description,
        "data_type": str(field.type),
        "unit": column.unit,
        "is_required": column.required,
        "vocabulary": column.vocabulary,
        "key": "primary" if field.name in model.primary_key else None,
        "refers_to": _references(model, field.name),
        "column_type": column_type(model, field.name),
    }


def _references(model: Model, column: str) -> str | None:
    found = [
        f"{key.model}.{name}"
        for key in model.foreign_keys
        for own, name in zip(key.columns, key.references, strict=True)
        if own == column
    ]
    return " ".join(found) or None


def write_parquet(dictionary: list[Entry], folder: Path) -> Written:
    """Write dictionary.parquet and say what it is, for the descriptor of the package."""
    schema = described(_SCHEMA, _ABOUT, [])
    rows = [row for entry in dictionary for row in entry.rows]
    path = f"{DICTIONARY}.parquet"
    write_table(table_of(rows, schema), folder / path)
    return Written(_ABOUT, path, schema, ())


def write_html(dictionary: list[Entry], folder: Path) -> None:
    """Write dictionary.html, a page that needs nothing else: no script, no font, no network."""
    template = environment(Path(__file__).parent / "templates").get_template("dictionary.html")
    page = template.render(dictionary=dictionary, warnings=WARNINGS)
    (folder / f"{DICTIONARY}.html").write_text(page, encoding="utf-8", newline="\n")


def write_excel(dictionary: list[Entry], folder: Path) -> None:
    """Write dictionary.xlsx: the tables, their columns, and what the warnings say."""
    rows = [row for entry in dictionary for row in entry.rows]
    columns = _SCHEMA.remove(_SCHEMA.get_field_index("table_description"))
    texts: list[dict[str, object]] = [{"code": c, "meaning": m} for c, m in WARNINGS.items()]
    warnings = table_of(texts, _WARNINGS)
    tables = table_of([entry.rows[0] for entry in dictionary], _TABLES)
    sheets = [
        Sheet("tables", tables.schema, tables.to_batches(), _WIDTHS),
        Sheet("columns", columns, table_of(rows, columns).to_batches(), _WIDTHS),
        Sheet("usage_warnings", warnings.schema, warnings.to_batches(), _WIDTHS),
    ]
    write_workbook(folder / f"{DICTIONARY}.xlsx", sheets, compressed=False)
