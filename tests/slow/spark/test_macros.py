"""What differs between engines, in macros: each gives on both what a person works out.

A project of one seed and two models stands for the warehouse: hostile text through the seed, the
macros over it, and a contract that its rows break.
"""

import hashlib
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from ingest.base.errors import BuildError
from ingest.base.settings import PROJECT
from ingest.warehouse.dbt_run import run_dbt
from ingest.warehouse.spark.make import make_on_spark

Make = Callable[[Path, Path, Path], object]

_PROJECT = """\
name: tiny
profile: mingzhang
macro-paths: [{macros}]
seeds:
  tiny:
    +schema: reference
    cases: {{+column_types: {{case_no: integer, text: varchar, part: "decimal(20, 2)",
                              whole: "decimal(20, 2)"}}}}
models:
  tiny: {{+schema: marts, +materialized: table, +post-hook: "{{{{ check_primary_key() }}}}"}}
"""

_SEED = """\
case_no,text,part,whole
1,八、社会保障和就业支出（类）,1.00,3.00
2,其中：“三公”经费,2.00,3.00
3,1597.51,-1.00,8.00
4,-404.80,0.05,100000.00
5,O'Brien \\n 50%,-0.05,100000.00
6,1e3,5.00,0.00
7,0201,99999999999.99,0.01
8,,,3.00
9,999999999999999,-7.00,2.00
10,2022年度信息化项目经费,100.00,33.30
"""

_TRIED = """\
select
    case_no,
    text,
    {{ is_of_which('text') }} as is_of_which,
    {{ parse_amount('text') }} as amount,
    {{ printed_unit('text') }} as unit,
    {{ percent('part', 'whole') }} as percent,
    {{ percent_quotient('part', 'whole') }} as fine_percent,
    case when case_no = 10 then {{ amount_at_rate('part', 'whole', '0.01', 'nearest') }} end
        as at_rate,
    case when case_no = 10 then {{ amount_at_rate('part', 'whole', '0.01', 'low') }} end
        as at_least,
    case when case_no = 10 then {{ amount_at_rate('part', 'whole', '0.01', 'high') }} end
        as at_most,
    {{ floor_to('part', '3') }} as floored,
    {{ ceil_to('part', '3') }} as ceiled,
    {{ surrogate_key(['text', 'part']) }} as row_key,
    {{ project_key('text') }} as project_key,
    {{ row_mark('case_no') }} as row_mark,
    {{ decimal_text('part', 1) }} as part_text,
    {{ dbt.split_part('text', "'、'", 2) }} as second_part,
    {{ dbt.split_part("'a.+.+b'", "'.+'", 2) }} as empty_part,
    {{ dbt.split_part("'a.+.+b'", "'.+'", 'cast(3 as integer)') }} as last_part
from {{ ref('cases') }}
"""

_JOINED = """\
select {{ joined_text('text') }} as texts from {{ ref('cases') }} where case_no in (1, 7, 8)
"""

COLUMNS: dict[int, dict[str, str | bool | Decimal | None]] = {
    1: {
        "is_of_which": False,
        "amount": None,
        "percent": Decimal("33.3333"),
        "fine_percent": Decimal("33.333333"),
        "floored": Decimal("0.00"),
        "ceiled": Decimal("3.00"),
        "second_part": "社会保障和就业支出（类）",
        "empty_part": "",
        "last_part": "b",
    },
    2: {
        "is_of_which": True,
        "percent": Decimal("66.6667"),
        "second_part": None,
    },
    3: {
        "amount": Decimal("1597.510000"),
        "unit": Decimal("0.010000"),
        "percent": Decimal("-12.5000"),
        "floored": Decimal("-3.00"),
        "ceiled": Decimal("0.00"),
        "part_text": "-1.0",
    },
    # A half is rounded away from zero, on either side of it.
    4: {
        "amount": Decimal("-404.800000"),
        "unit": Decimal("0.010000"),
        "percent": Decimal("0.0001"),
        "fine_percent": Decimal("0.000050"),
        "part_text": "0.1",
    },
    5: {
        "text": "O'Brien \\n 50%",
        "amount": None,
        "percent": Decimal("-0.0001"),
        "part_text": "-0.1",
    },
    6: {"amount": None, "percent": None, "fine_percent": None},
    7: {
        "text": "0201",
        "amount": Decimal("201.000000"),
        "unit": Decimal("1.000000"),
        "percent": Decimal("999999999999900.0000"),
        "row_mark": "00000007",
    },
    8: {
        "text": None,
        "is_of_which": False,
        "percent": None,
        "row_key": hashlib.md5(b"|", usedforsecurity=False).hexdigest(),
    },
    # Too large for the type of a printed figure: null, not an error and not another number.
    9: {
        "amount": None,
        "floored": Decimal("-9.00"),
        "ceiled": Decimal("-6.00"),
        "row_key": hashlib.md5(b"999999999999999|-7.00", usedforsecurity=False).hexdigest(),
    },
    # 100 / 33.3 % = 300.3003...
    10: {
        "project_key": "信息化",
        "at_rate": Decimal("300.30"),
        "at_least": Decimal("300.30"),
        "at_most": Decimal("300.31"),
    },
}
"""What each case is to give, worked out by hand."""


def _on_duckdb(project: Path, database: Path, private: Path) -> object:
    return run_dbt("build", project, database, private)


def _on_spark(project: Path, database: Path, private: Path) -> object:
    return make_on_spark(project, database, private)


ENGINES = pytest.mark.parametrize("make", [_on_duckdb, _on_spark])


def _tiny(folder: Path, **models: str) -> Path:
    """A project of the seed, the given models, and the macros and profile of ours."""
    for name in ("models", "seeds"):
        (folder / name).mkdir(parents=True)
    project = _PROJECT.format(macros=json.dumps(str(PROJECT / "macros")))
    (folder / "dbt_project.yml").write_text(project, encoding="utf-8")
    (folder / "profiles.yml").write_bytes((PROJECT / "profiles.yml").read_bytes())
    (folder / "seeds/cases.csv").write_text(_SEED, encoding="utf-8")
    for name, text in models.items():
        suffix = "yml" if name.startswith("_") else "sql"
        (folder / f"models/{name}.{suffix}").write_text(text, encoding="utf-8")
    return folder


@ENGINES
def test_macros_give_the_same_on_both_engines(tmp_path: Path, make: Make) -> None:
    project = _tiny(tmp_path / "project", tried=_TRIED, joined=_JOINED)
    (tmp_path / "made").mkdir()
    database = tmp_path / "made/mingzhang.duckdb"
    make(project, database, tmp_path / "a folder, 50% private")
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.sql("from marts.tried order by case_no").to_arrow_table().to_pylist()
        joined = connection.sql("from marts.joined").fetchall()
    found = {row["case_no"]: {name: row[name] for name in COLUMNS[row["case_no"]]} for row in rows}
    assert found == COLUMNS
    assert joined == [("0201 八、社会保障和就业支出（类）",)]


_CONTRACT = """\
models:
  - name: bound
    config: {{contract: {{enforced: true}}}}
    columns:
      - name: case_no
        data_type: {kind}
        constraints: [{{type: not_null}}, {{type: primary_key}}]
      - {{name: text, data_type: varchar, constraints: [{{type: not_null}}]}}
"""


@ENGINES
@pytest.mark.parametrize(
    ("kind", "query"),
    [
        ("integer", "select case_no, text from {{ ref('cases') }} where case_no in (7, 8)"),
        ("integer", "select 1 as case_no, text from {{ ref('cases') }} where case_no in (6, 7)"),
        ("varchar", "select case_no, text from {{ ref('cases') }} where case_no = 7"),
    ],
    ids=["null", "repeated key", "other type"],
)
def test_a_contract_that_rows_break_stops_the_build(
    tmp_path: Path, make: Make, kind: str, query: str
) -> None:
    models = {"bound": query, "_bound": _CONTRACT.format(kind=kind)}
    (tmp_path / "made").mkdir()
    with pytest.raises(BuildError, match="bound"):
        make(
            _tiny(tmp_path / "project", **models),
            tmp_path / "made/mingzhang.duckdb",
            tmp_path / "private",
        )


@ENGINES
def test_an_amount_too_large_is_an_error_and_no_null(tmp_path: Path, make: Make) -> None:
    query = "select cast(part * 10000000000 as decimal(20, 2)) as amount from {{ ref('cases') }}"
    (tmp_path / "made").mkdir()
    with pytest.raises(BuildError, match="large"):
        make(
            _tiny(tmp_path / "project", large=query),
            tmp_path / "made/mingzhang.duckdb",
            tmp_path / "private",
        )
