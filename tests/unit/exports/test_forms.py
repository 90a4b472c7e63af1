"""Exports in other forms: text that is no formula, exact numbers, and folders left alone."""

import csv
import hashlib
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

pytest.importorskip("frictionless")
pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from ingest.base.errors import BuildError, WarehouseError
from ingest.exports import workbook
from ingest.exports.export import export
from ingest.exports.forms import check_form, guarded, write_form
from ingest.exports.workbook import Sheet, write_workbook
from tests.support.export_manifest import (
    AMOUNT,
    UNIT,
    column,
    node,
    write_database,
    write_manifest,
    write_mart,
)


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    manifest = write_manifest(tmp_path / "manifest.json", AMOUNT, UNIT)
    (tmp_path / "warehouse").mkdir()
    export(write_database(tmp_path / "a.duckdb"), manifest, tmp_path / "warehouse/exports")
    return tmp_path / "warehouse/exports"


def _exported(tmp_path: Path, select: str, form: str) -> Path:
    """A mart `m` in a form."""
    manifest = write_manifest(tmp_path / "manifest.json", node("m", column("a")))
    (tmp_path / "warehouse").mkdir()
    export(write_mart(tmp_path / "m.duckdb", select), manifest, tmp_path / "warehouse/exports")
    write_form(tmp_path / "warehouse/exports", tmp_path / "out", form)
    return tmp_path / "out" / f"m.{form}"


def _cells(path: Path) -> list[list[Any]]:
    return [
        list(row)
        for row in CalamineWorkbook.from_path(str(path)).get_sheet_by_name("m").to_python()
    ]


def _guarded(text: str) -> str:
    found = duckdb.execute(f"select {guarded('a')} from (select ?::varchar as a)", [text])
    return str(found.fetchall()[0][0])


def test_parquet_is_the_exports_byte_for_byte(exports: Path, tmp_path: Path) -> None:
    write_form(exports, tmp_path / "out", "parquet")

    files = {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}
    assert files == {p.name: p.read_bytes() for p in exports.iterdir()}


def test_csv_has_every_row_and_missing_values_apart_from_empty_texts(tmp_path: Path) -> None:
    select = (
        "select * from (values ('', 1.50::decimal(20,2), true, date '2023-01-02'),"
        " ('一,\"二\"', -0.01, false, null), (null, null, null, null)) as v(a, b, c, d)"
    )
    path = _exported(tmp_path, select, "csv")

    assert path.read_text(encoding="utf-8") == (
        'a,b,c,d\n"",1.50,true,2023-01-02\n"一,""二""",-0.01,false,\n,,,\n'
    )


def test_csv_of_no_rows_has_its_header(tmp_path: Path) -> None:
    path = _exported(tmp_path, "select 1 as a, 'x' as b where false", "csv")
    assert path.read_bytes() == b"a,b\n"


def test_checksums_cover_every_file_of_a_form(exports: Path, tmp_path: Path) -> None:
    for form in ("parquet", "csv", "xlsx"):
        names = write_form(exports, tmp_path / "out", form)
        lines = (tmp_path / "out/SHA256SUMS").read_text().splitlines()
        sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
        assert sorted([*sums, "SHA256SUMS"]) == names
        for name, digest in sums.items():
            assert hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("first", list("=+-@\t\r\n＝＋－＠"))
def test_csv_text_that_begins_a_formula_is_quoted(tmp_path: Path, first: str) -> None:
    select = f"select '{first}cmd|x' as a, 'x{first}' as b, -1.5::decimal(20,2) as c"
    path = _exported(tmp_path, select, "csv")

    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[1] == [f"'{first}cmd|x", f"x{first}", "-1.50"]


@pytest.mark.parametrize("number", ["-325.92", "+1,777.5", "-36%", "-1"])
def test_a_text_that_is_a_number_is_no_formula(number: str) -> None:
    assert _guarded(number) == number


@given(st.text() | st.from_regex(r"[=+\-@][0-9,.%]*", fullmatch=True))
def test_only_formulas_are_quoted(text: str) -> None:
    number = re.fullmatch(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?%?", text)
    formula = text[:1] in set("=+-@\t\r\n＝＋－＠") and not number
    assert _guarded(text) == (f"'{text}" if formula else text)


def test_workbook_cells_have_the_type_of_their_column(tmp_path: Path) -> None:
    select = (
        "select '=1+1' as a, '0201' as b, 618.22::decimal(20,2) as c, 7 as d, true as e,"
        " date '2023-01-02' as f, null::varchar as g, '一' as h"
    )
    path = _exported(tmp_path, select, "xlsx")

    head, row = _cells(path)
    assert head == list("abcdefgh")
    assert [str(cell) for cell in row] == [
        *("=1+1", "0201", "618.22", "7.0", "True", "2023-01-02", "", "一")
    ]
    assert isinstance(row[2], float)
    assert isinstance(row[4], bool)


@given(st.decimals(min_value=-(10**13), max_value=10**13, places=2))
def test_a_number_of_fifteen_digits_is_exact_in_a_workbook(
    tmp_path_factory: pytest.TempPathFactory, value: Decimal
) -> None:
    path = tmp_path_factory.mktemp("book") / "m.xlsx"
    schema = pa.schema([pa.field("a", pa.decimal128(20, 2))])
    batch = pa.record_batch([pa.array([value], pa.decimal128(20, 2))], schema=schema)

    write_workbook(path, [Sheet("m", schema, [batch])])

    cell = _cells(path)[1][0]
    assert isinstance(cell, float)
    assert Decimal(f"{cell:.15g}") == value


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("9999999999999.99", 9999999999999.99),
        ("12345678901234.56", "12345678901234.56"),
        ("100000000000000000.00", 1e17),
        ("-12345678901234.56", "-12345678901234.56"),
    ],
)
def test_a_longer_number_is_text(tmp_path: Path, value: str, cell: object) -> None:
    path = _exported(tmp_path, f"select '{value}'::decimal(20,2) as a", "xlsx")
    assert _cells(path)[1] == [cell]


def test_rows_beyond_a_sheet_go_on_in_a_further_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)

    path = _exported(tmp_path, "select range as a from range(5)", "xlsx")

    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == ["m", "m~2", "m~3"]
    rows = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    assert [sheet[0] for sheet in rows] == [["a"]] * 3
    assert [row[0] for sheet in rows for row in sheet[1:]] == [0, 1, 2, 3, 4]


def test_a_text_that_fits_no_cell_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"m\.xlsx: A text in row 1 is longer .* FORMAT=csv"):
        _exported(tmp_path, "select repeat('x', 32768) as a", "xlsx")
    assert not (tmp_path / "out").exists()


def test_what_an_export_wrote_is_replaced_as_a_whole(exports: Path, tmp_path: Path) -> None:
    write_form(exports, tmp_path / "out", "xlsx")
    write_form(exports, tmp_path / "out", "csv")

    assert not list((tmp_path / "out").glob("fct*.xlsx"))
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".out")]


def test_a_folder_with_other_files_is_left_alone(exports: Path, tmp_path: Path) -> None:
    write_form(exports, tmp_path / "out", "csv")
    (tmp_path / "out/mine.csv").write_text("mine")

    with pytest.raises(WarehouseError, match=r"holds files that no export made: mine\.csv"):
        write_form(exports, tmp_path / "out", "csv")
    assert (tmp_path / "out/mine.csv").read_text() == "mine"


@pytest.mark.parametrize("folder", ["warehouse/out", "warehouse", "warehouse/exports", "."])
def test_no_form_is_written_into_or_over_a_warehouse(
    exports: Path, tmp_path: Path, folder: str
) -> None:
    before = sorted(p.name for p in exports.iterdir())
    with pytest.raises(WarehouseError, match="A warehouse holds only what a build made"):
        write_form(exports, tmp_path / folder, "csv")
    assert sorted(p.name for p in exports.iterdir()) == before


def test_a_file_in_the_place_of_the_folder_is_an_error(exports: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(WarehouseError, match="This is not a folder"):
        write_form(exports, tmp_path / "out", "csv")


@pytest.mark.parametrize("form", ["parquet", "csv", "xlsx"])
def test_exports_that_changed_meanwhile_are_not_mixed(
    exports: Path, tmp_path: Path, form: str
) -> None:
    (exports / "fct_amount.parquet").write_bytes((exports / "dim_unit.parquet").read_bytes())

    with pytest.raises(WarehouseError, match="published again meanwhile"):
        write_form(exports, tmp_path / "out", form)
    assert not (tmp_path / "out").exists()
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".out")]


def test_no_exports_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="There are no exports"):
        write_form(tmp_path / "warehouse/exports", tmp_path / "out", "csv")


def test_only_known_forms_go_and_only_to_a_folder() -> None:
    check_form("parquet", "")
    check_form("xlsx", "out")
    with pytest.raises(WarehouseError, match="Unknown format"):
        check_form("json", "out")
    with pytest.raises(WarehouseError, match="make export DEST=<folder> FORMAT=csv"):
        check_form("csv", "")


def test_the_csv_descriptor_is_that_of_the_files(exports: Path, tmp_path: Path) -> None:
    write_form(exports, tmp_path / "out", "csv")

    package = json.loads((tmp_path / "out/datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        data = (tmp_path / "out" / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["mediatype"] == "text/csv"
