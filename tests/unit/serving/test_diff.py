"""What changed between two builds is told by mart and document."""

import json
from pathlib import Path

import duckdb
import pytest

from ingest.base.errors import WarehouseError
from ingest.base.settings import DATABASE
from ingest.serving.diff import Difference, differences, print_differences

_EARLIER = """
create schema marts;
create table marts.fct_total as
select * from (values ('a', 1), ('a', 2), ('a', 2), ('b', 3)) as t (document_id, amount);
create table marts.cmp_unit as select 'u' as unit_id, 1 as amount, 'old' as note;
create table marts.dim_class as select '208' as code;
create table marts.dq_gone as select 1 as one;
"""
_LATER = """
create schema marts;
create table marts.fct_total as
select * from (values ('a', 1), ('a', 2), ('b', 4), ('c', 5)) as t (document_id, amount);
create table marts.cmp_unit as select 'u' as unit_id, 1 as amount, 'x' as remark;
create table marts.dim_class as select unnest(['208', '210']) as code;
"""
_OLD, _NEW = "20260101T000000.000Z", "20260102T000000.000Z"


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    """A warehouse whose builds are kept."""
    for build, script in ((_OLD, _EARLIER), (_NEW, _LATER)):
        folder = tmp_path / ".warehouse.builds/kept" / build
        folder.mkdir(parents=True)
        with duckdb.connect(str(folder / DATABASE)) as connection:
            connection.execute(script)
    (tmp_path / "warehouse").mkdir()
    (tmp_path / "warehouse/build.json").write_text(json.dumps({"build_id": _NEW}))
    return tmp_path / "warehouse"


def test_rows_are_counted_by_mart_and_document(warehouse: Path) -> None:
    kept = warehouse.parent / ".warehouse.builds/kept"
    found = differences(kept / _OLD / DATABASE, kept / _NEW / DATABASE)
    assert list(found) == [
        Difference("cmp_unit", "", 0, 0, "columns gone: note"),
        Difference("cmp_unit", "", 0, 0, "columns new: remark"),
        Difference("dim_class", "", 0, 1),
        Difference("dq_gone", "", 0, 0, "the mart is gone"),
        Difference("fct_total", "a", 1, 0),
        Difference("fct_total", "b", 1, 1),
        Difference("fct_total", "c", 0, 1),
    ]


def test_the_published_build_is_held_against_the_one_before(
    warehouse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    print_differences(warehouse)
    said = capsys.readouterr().out
    assert "fct_total: b: 1 rows gone, 1 rows new" in said
    assert "dim_class: 0 rows gone, 1 rows new" in said
    assert f"{_OLD} to {_NEW}: 4 marts differ" in said


def test_a_build_that_is_not_kept_is_refused(warehouse: Path) -> None:
    with pytest.raises(WarehouseError, match="The build '2026' is not kept"):
        print_differences(warehouse, "2026")
    with pytest.raises(WarehouseError, match="No other build is kept"):
        print_differences(warehouse, later=_OLD)
