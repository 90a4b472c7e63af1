"""Workbooks: what a sheet says of its columns."""

import zipfile
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
from lxml import etree

from ingest.exports.workbook import Look, Sheet, write_workbook

_MAIN = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def test_a_number_that_counts_is_whole_where_its_unit_says_so(tmp_path: Path) -> None:
    schema = pa.schema([("值", pa.decimal128(24, 6)), ("单位", pa.string())])
    rows = pa.table([[Decimal(3), Decimal("1.5")], ["数量", "万元"]], schema=schema)
    look = Look("核对", formats={"值": "#,##0.00"}, counts={"值": ("单位", "数量")}, printed=2)

    write_workbook(tmp_path / "a.xlsx", [Sheet("核对", schema, rows.to_batches(), look=look)])

    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        sheet = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
        styles = etree.fromstring(archive.read("xl/styles.xml"))
    [where] = sheet.findall(".//m:conditionalFormatting", _MAIN)
    [shape] = styles.findall("m:dxfs/m:dxf/m:numFmt", _MAIN)
    assert where.get("sqref") == "A2:A3"
    assert where.findtext(".//m:formula", namespaces=_MAIN) == '$B2="数量"'
    assert shape.get("formatCode") == "0"
