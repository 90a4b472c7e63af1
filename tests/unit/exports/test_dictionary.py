"""The data dictionary: the same in its three forms, readable, and safe to open."""

import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from ingest.exports.export import export
from ingest.exports.usage import WARNINGS
from tests.support.export_manifest import (
    AMOUNT,
    UNIT,
    column,
    node,
    write_database,
    write_manifest,
    write_mart,
)

Rows = list[dict[str, object]]


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    manifest = write_manifest(tmp_path / "manifest.json", AMOUNT, UNIT)
    export(write_database(tmp_path / "a.duckdb"), manifest, tmp_path / "exports")
    return tmp_path / "exports"


class _Page(HTMLParser):
    """The cells of a page's tables, and the tags that it has."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: set[str] = set()
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.tags.add(tag)
        if tag == "td":
            self._in_cell = True
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_cell = self._in_cell and tag != "td"

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.cells[-1] += data


def _page(path: Path) -> _Page:
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def _parquet(exports: Path) -> Rows:
    rows: Rows = pq.read_table(exports / "dictionary.parquet").to_pylist()
    return rows


def _sheet(exports: Path, name: str) -> Rows:
    book = CalamineWorkbook.from_path(str(exports / "dictionary.xlsx"))
    head, *rows = book.get_sheet_by_name(name).to_python()
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_a_row_tells_all_of_a_column(exports: Path) -> None:
    row = next(r for r in _parquet(exports) if r["column_name"] == "amount_yuan")

    assert row == {
        "table_name": "fct_amount",
        "table_label_zh": "金额",
        "table_description": "Amounts (金额); additive. One row per amount.",
        "usage_warnings": None,
        "position": 3,
        "column_name": "amount_yuan",
        "label_zh": "金额",
        "description": "Exact (金额, 元).",
        "data_type": "decimal128(20, 2)",
        "unit": "yuan",
        "is_required": False,
        "vocabulary": None,
        "key": None,
        "refers_to": None,
        "column_type": "value",
    }


def test_a_column_without_words_is_listed(exports: Path) -> None:
    listed = [r["column_name"] for r in _parquet(exports) if r["table_name"] == "dim_unit"]
    assert listed == ["unit_id", "name"]


def test_the_workbook_says_what_the_parquet_file_says(exports: Path) -> None:
    columns = [name for name in _parquet(exports)[0] if name != "table_description"]
    wanted = [{n: "" if r[n] is None else r[n] for n in columns} for r in _parquet(exports)]
    assert _sheet(exports, "columns") == wanted
    assert [row["table_name"] for row in _sheet(exports, "tables")] == ["dim_unit", "fct_amount"]
    assert {row["code"]: row["meaning"] for row in _sheet(exports, "usage_warnings")} == WARNINGS


def test_the_page_says_what_the_parquet_file_says(exports: Path) -> None:
    cells = _page(exports / "dictionary.html").cells

    rows = [cells[i : i + 6] for i in range(0, len(cells), 6)]
    wanted = [
        [r["column_name"], r["label_zh"] or "", r["description"], r["data_type"], r["unit"] or ""]
        for r in _parquet(exports)
    ]
    # The fourth cell also says whether the column may be empty.
    assert [[*r[:3], r[3].removesuffix("may be empty"), r[4]] for r in rows] == wanted


def test_what_a_description_says_stays_text(tmp_path: Path) -> None:
    hostile = '<script>alert(1)</script> & "q" =1+1'
    made = node("m", column("a", hostile), description=f"=1+1 {hostile}")
    manifest = write_manifest(tmp_path / "manifest.json", made)
    export(write_mart(tmp_path / "m.duckdb", "select 1 as a"), manifest, tmp_path / "exports")

    page = _page(tmp_path / "exports/dictionary.html")
    assert page.cells[2] == hostile
    assert "script" not in page.tags
    assert _sheet(tmp_path / "exports", "columns")[0]["description"] == hostile
    assert _sheet(tmp_path / "exports", "tables")[0]["table_description"] == f"=1+1 {hostile}"
    with zipfile.ZipFile(tmp_path / "exports/dictionary.xlsx") as book:
        assert not [n for n in book.namelist() if b"<f>" in book.read(n)]


def test_the_bytes_of_the_workbook_depend_on_no_compression_and_no_clock(exports: Path) -> None:
    with zipfile.ZipFile(exports / "dictionary.xlsx") as book:
        assert {info.compress_type for info in book.infolist()} == {zipfile.ZIP_STORED}
        assert {info.date_time for info in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in book.read("docProps/core.xml")
