"""The workbook for finance staff: each sheet cell by cell as its view, and no formula."""

import hashlib
import re
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from ingest.exports import workbook
from ingest.exports.forms import write_form

SHEETS = {
    "收入": "tidy_revenue",
    "支出（功能）": "tidy_expenditure",
    "支出（经济）": "tidy_economic",
    "三公": "tidy_three_public",
    "项目": "tidy_project",
    "采购": "tidy_procurement",
    "核对": "dq_fault",
}

_UNIT = "(select min(unit_name) from marts.dim_unit as u where u.unit_id = v.{})"


def _code(vocabulary: str, column: str) -> str:
    return (
        "(select name from marts.dim_code as c"
        f" where c.vocabulary = '{vocabulary}' and c.code = v.{column})"
    )


# What stands under a heading, as a reader of the view would ask for it.
TIDY = {
    "单位名称": "unit_name",
    "行政级次": _code("admin_level", "admin_level"),
    "地区": "region_name",
    "年度": "fiscal_year",
    "阶段": "phase_name",
    "资金口径": "scope_name",
    "项目名称": "project_name",
    "类编码": "class_code",
    "类名称": "class_name",
    "款编码": "section_code",
    "款名称": "section_name",
    "项编码": "item_code",
    "项名称": "item_name",
    "收入类别": "class_name",
    "收入来源": "item_name",
    "三公类别": "class_name",
    "三公明细": "item_name",
    "采购类别": "class_name",
    "采购内容": "item_name",
    "国家标准编码": "national_code",
    "经费类别": _code("expense_group", "expense_group"),
    "收入性质": _code("revenue_role", "revenue_role"),
    "支出性质大类": _code("spending_nature", "spending_nature_parent"),
    "支出性质": _code("spending_nature", "spending_nature"),
    "计入合计": "case when counts_in_total then '是' else '否' end",
    "金额（万元）": "amount_wan",
    "依据": "basis_name",
    "完整性": _code("coverage", "coverage"),
    "原文": "printed_text",
    "页码": "page",
    "行号": "line",
    "金额下限（万元）": "amount_low_yuan::decimal(24, 6) / 10000",
    "金额上限（万元）": "amount_high_yuan::decimal(24, 6) / 10000",
    "金额精度（万元）": "rounding_unit_yuan::decimal(24, 6) / 10000",
    "已含于部门": _UNIT.format("contained_in_unit_id"),
    "单位性质": _code("unit_kind", "unit_kind"),
    "上级单位": f"coalesce({_UNIT.format('parent_unit_id')}, parent_unit_id)",
    "源文件": "source_file",
    "公开日期": "published_on",
    "位置框": "box",
    "公开文件编号": "document_id",
    "单位编号": "unit_id",
}
ECONOMIC = {"款编码": "item_code", "款名称": "item_name"}
FAULT = {
    "单位名称": "unit_name",
    "年度": "fiscal_year",
    "公开阶段": _code("stage", "stage"),
    "严重程度": _code("severity", "severity"),
    "核对类别": _code("check_class", "check_class"),
    "差错": "title",
    "差错说明": "explanation",
    "公开内容": "printed",
    "按规则应有": "expected_by_rule",
    "可疑数字": "suspect_printed",
    "各项核对一致的值": "agreed_value / if(value_unit = 'yuan', 10000, 1)",
    "数值单位": f"if(value_unit = 'yuan', '万元', {_code('value_unit', 'value_unit')})",
    "页码": "page",
    "行号": "line",
    "表名": "table_title",
    "项目与栏目": "place",
    "不符核对数": "checks",
    "佐证核对数": "confirming_checks",
    "现行版本": "case when is_current then '是' else '否' end",
    "可疑数字页码": "suspect_page",
    "可疑数字行号": "suspect_line",
    "可疑数字位置": "suspect_box",
    "源文件": "source_file",
    "公开文件编号": "document_id",
    "差错编号": "fault_id",
    "单位编号": "unit_id",
}

# What a sheet leaves out: the other language, codes whose names it has, yuan beside 万元.
LEFT_OUT = {
    *("unit_name_en", "class_name_en", "section_name_en", "item_name_en", "title_en"),
    *("explanation_en", "region_code", "amount_yuan", "cofog_code", "gfs_economic_code"),
    *("phase", "scope", "basis", "severity_position", "rule_id", "suspect_figure_id"),
}


@pytest.fixture(scope="module")
def exported(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("finance") / "out"
    assert write_form(warehouse / "exports", folder, "workbook") == ["SHA256SUMS", "mingzhang.xlsx"]
    return folder / "mingzhang.xlsx"


@pytest.fixture(scope="module")
def sheets(exported: Path) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_path(str(exported))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.fixture
def exports(warehouse: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of the exports that a test may change."""
    folder = tmp_path / "warehouse/exports"
    shutil.copytree(warehouse / "exports", folder)
    yield folder
    shutil.rmtree(folder)


def _cell(value: object) -> object:
    """A value of a database as a reader of workbooks gives it."""
    if value is None:
        return ""
    if isinstance(value, Decimal | int):
        return float(value)
    return value


def _expected(view: str, heads: list[str]) -> dict[str, str]:
    said = FAULT if view == "dq_fault" else TIDY | (ECONOMIC if view == "tidy_economic" else {})
    return {head: said[head] for head in heads}


def _sealed(exports: Path, name: str, rows: pl.DataFrame) -> None:
    """Write other rows of a mart, and the sum of its file."""
    path = exports / name
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    rows.write_parquet(path)
    after = hashlib.sha256(path.read_bytes()).hexdigest()
    sums = exports / "SHA256SUMS"
    sums.write_text(sums.read_text().replace(before, after))


def test_the_sheets_are_those_that_finance_staff_expect(sheets: dict[str, Any]) -> None:
    assert list(sheets) == ["总览", *SHEETS, "说明"]


@pytest.mark.parametrize(("sheet", "view"), SHEETS.items())
def test_a_sheet_is_its_view_cell_by_cell(
    sheets: dict[str, list[list[Any]]],
    marts: duckdb.DuckDBPyConnection,
    warehouse: Path,
    sheet: str,
    view: str,
) -> None:
    head, *rows = sheets[sheet]
    columns = ", ".join(_expected(view, head).values())
    order = pl.read_parquet(warehouse / f"exports/{view}.parquet").columns
    asked = marts.execute(f"select {columns} from marts.{view} as v").fetchall()
    expected = [[_cell(value) for value in row] for row in asked]

    assert order
    assert len(rows) == len(expected) > 0
    assert sorted(map(repr, rows)) == sorted(map(repr, expected))


@pytest.mark.parametrize(("sheet", "view"), SHEETS.items())
def test_a_sheet_leaves_out_no_column_but_those_said(
    sheets: dict[str, list[list[Any]]], marts: duckdb.DuckDBPyConnection, sheet: str, view: str
) -> None:
    shown = set(re.findall(r"\w+", " ".join(_expected(view, sheets[sheet][0]).values())))
    columns = marts.sql(f"from marts.{view}").columns
    named = {"class_code": "class_name", "item_code": "item_name"}
    missing = [c for c in columns if c not in shown and named.get(c, c) not in shown]

    assert set(missing) <= LEFT_OUT


def test_the_rows_of_a_sheet_stand_as_in_the_file(
    sheets: dict[str, list[list[Any]]], warehouse: Path
) -> None:
    lines = pl.read_parquet(warehouse / "exports/tidy_economic.parquet")["line"].to_list()
    head, *rows = sheets["支出（经济）"]
    assert [row[head.index("行号")] for row in rows] == lines


@pytest.mark.parametrize(
    ("heading", "view", "condition"),
    [
        ("本年收入（万元）", "tidy_revenue", "counts_in_total"),
        ("本年支出（万元）", "tidy_expenditure", "true"),
        ("基本支出（万元）", "tidy_expenditure", "spending_nature_parent = 'basic'"),
        ("项目支出（万元）", "tidy_expenditure", "spending_nature_parent = 'project'"),
        ("未区分支出（万元）", "tidy_expenditure", "spending_nature is null"),
        ("三公（万元）", "tidy_three_public", "true"),
        ("所列项目（万元）", "tidy_project", "counts_in_total"),
        ("政府采购（万元）", "tidy_procurement", "true"),
    ],
)
def test_the_overview_is_the_sum_of_the_sheets(
    sheets: dict[str, list[list[Any]]],
    marts: duckdb.DuckDBPyConnection,
    heading: str,
    view: str,
    condition: str,
) -> None:
    head, *rows = sheets["总览"]
    place = [head.index(name) for name in ("单位编号", "年度", "阶段", heading)]
    shown = {tuple(row[i] for i in place[:3]): row[place[3]] for row in rows}
    sums = marts.execute(
        "select unit_id, fiscal_year, phase_name, sum(amount_yuan) / 10000.0"
        f" from marts.{view} where {condition} group by all"
    ).fetchall()

    assert len(shown) == len(rows)
    assert sums
    found = {key: value for key, value in shown.items() if value != ""}
    expected = {(unit, float(year), phase): float(total) for unit, year, phase, total in sums}
    assert found == pytest.approx(expected)


def test_the_natures_make_up_the_expenditure_of_the_year(
    sheets: dict[str, list[list[Any]]],
) -> None:
    head, *rows = sheets["总览"]
    parts = ["基本支出（万元）", "项目支出（万元）", "其他支出（万元）", "未区分支出（万元）"]
    for row in rows:
        told = [row[head.index(part)] for part in parts]
        if any(value != "" for value in told):
            total = sum(value or 0 for value in told)
            assert total == pytest.approx(row[head.index("本年支出（万元）")])


def test_the_overview_says_what_is_derived(sheets: dict[str, list[list[Any]]]) -> None:
    """The year before of the first document is known from changes alone, of unlike funds."""
    head, *rows = sheets["总览"]
    row = next(r for r in rows if r[head.index("单位编号")] == "anhui-hrss-ic")
    assert row[head.index("年度")] == 2021
    assert row[head.index("备注")] == "本年收入：推算；本年支出：推算；政府采购：推算"
    assert row[head.index("本年支出口径")] == "一般公共预算"
    # 3,227.02 is stated, and what its items leave of it, 9.84, is derived.
    budget = ["wuhan-hrss-ic", 2022, "年初预算"]
    columns = [head.index(name) for name in ("单位编号", "年度", "阶段")]
    (row,) = [r for r in rows if [r[column] for column in columns] == budget]
    assert row[head.index("备注")] == "本年支出：含推算、完整性“不完整”"


def test_the_notes_explain_every_code_that_the_sheets_show(
    sheets: dict[str, list[list[Any]]], marts: duckdb.DuckDBPyConnection
) -> None:
    terms = {(row[0], row[1]) for row in sheets["说明"]}
    subjects = {"phase": "阶段", "scope": "资金口径", "basis": "依据", "coverage": "完整性"}
    for vocabulary, subject in subjects.items():
        names = marts.execute(
            "select name from marts.dim_code where vocabulary = ?", [vocabulary]
        ).fetchall()
        assert names
        assert {(subject, name) for (name,) in names} <= terms


def test_the_notes_list_every_document(
    sheets: dict[str, list[list[Any]]], marts: duckdb.DuckDBPyConnection
) -> None:
    listed = [row for row in sheets["说明"] if row[0] == "公开文件"]
    files = marts.sql("select source_file from marts.dim_document").fetchall()
    assert len(listed) == len(files)
    assert all(any(row[2].endswith(file) for row in listed) for (file,) in files)


def test_money_is_a_number_and_a_code_is_text(sheets: dict[str, list[list[Any]]]) -> None:
    head, *rows = sheets["支出（功能）"]
    assert all(isinstance(row[head.index("金额（万元）")], float) for row in rows)
    assert {type(row[head.index("类编码")]) for row in rows} == {str}
    head, *rows = sheets["收入"]
    assert date(2022, 3, 1) in {row[head.index("公开日期")] for row in rows}


def test_heads_stay_and_filters_cover_the_rows(exported: Path) -> None:
    with zipfile.ZipFile(exported) as book:
        parts = [book.read(f"xl/worksheets/sheet{n}.xml").decode() for n in range(1, 10)]
    for part in parts:
        rows = part.count("<row ")
        assert 'ySplit="1"' in part
        assert f'{rows}"/>' in part.split("<autoFilter ref=")[1][:20]
        assert "<f>" not in part


def test_hostile_text_is_text(exports: Path, tmp_path: Path) -> None:
    hostile = ["=HYPERLINK(1)", "+1", "-1+1", "@SUM(1)", "{=1}", "https://x.example", "＝1"]
    rows = pl.read_parquet(exports / "tidy_revenue.parquet").head(len(hostile))
    rows = rows.with_columns(pl.Series("printed_text", hostile))
    _sealed(exports, "tidy_revenue.parquet", rows)

    write_form(exports, tmp_path / "out", "workbook")

    path = tmp_path / "out/mingzhang.xlsx"
    head, *cells = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("收入").to_python()
    assert [row[head.index("原文")] for row in cells] == hostile
    with zipfile.ZipFile(path) as book:
        assert not [name for name in book.namelist() if "rels" in name and "sheet" in name]
        assert b"<f>" not in book.read("xl/worksheets/sheet2.xml")


def test_rows_beyond_a_sheet_go_on_in_a_further_one(
    exports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 50)

    write_form(exports, tmp_path / "out", "workbook")

    book = CalamineWorkbook.from_path(str(tmp_path / "out/mingzhang.xlsx"))
    names = [name for name in book.sheet_names if name.startswith("支出（经济）")]
    assert names == ["支出（经济）", "支出（经济）~2"]
    rows = [row for name in names for row in book.get_sheet_by_name(name).to_python()[1:]]
    assert len(rows) == len(pl.read_parquet(exports / "tidy_economic.parquet"))


def test_the_same_exports_make_the_same_bytes(
    exported: Path, exports: Path, tmp_path: Path
) -> None:
    write_form(exports, tmp_path / "out", "workbook")
    assert (tmp_path / "out/mingzhang.xlsx").read_bytes() == exported.read_bytes()


def test_a_view_that_is_a_folder_of_years_is_one_sheet(
    exports: Path, exported: Path, tmp_path: Path
) -> None:
    """What a large warehouse has; the rows of years stand one after the other."""
    rows = pl.read_parquet(exports / "tidy_project.parquet")
    (exports / "tidy_project").mkdir()
    sums = exports / "SHA256SUMS"
    for (year,), part in rows.group_by("fiscal_year", maintain_order=True):
        path = exports / f"tidy_project/{year}.parquet"
        part.write_parquet(path)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        sums.write_text(sums.read_text() + f"{digest}  tidy_project/{year}.parquet\n")
    kept = [line for line in sums.read_text().splitlines() if "tidy_project.parquet" not in line]
    sums.write_text("\n".join(kept) + "\n")
    (exports / "tidy_project.parquet").unlink()

    write_form(exports, tmp_path / "out", "workbook")

    books = [
        CalamineWorkbook.from_path(str(p)) for p in (exported, tmp_path / "out/mingzhang.xlsx")
    ]
    whole, parted = (book.get_sheet_by_name("项目").to_python() for book in books)
    assert parted[0] == whole[0]
    assert sorted(map(repr, parted)) == sorted(map(repr, whole))
