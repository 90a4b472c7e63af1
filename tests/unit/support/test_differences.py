"""The comparison itself: it finds a changed cell, a lost row, a second one and another type."""

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.support.differences import differences

ROWS = [("a", 1, Decimal("0.10")), ("a", 2, None), ("b", 1, Decimal("7.00"))]
CHANGED = [("a", 1, Decimal("0.10")), ("a", 2, Decimal("0.00")), ("b", 1, Decimal("7.00"))]


def _exports(
    folder: Path, rows: Sequence[tuple[object, ...]], yuan: pa.DataType | None = None
) -> Path:
    folder.mkdir()
    kinds = {"unit_id": pa.string(), "line": pa.int32(), "amount": yuan or pa.decimal128(20, 2)}
    columns = zip(*rows, strict=True)
    arrays = [pa.array(c, k) for c, k in zip(columns, kinds.values(), strict=True)]
    pq.write_table(pa.table(arrays, names=list(kinds)), folder / "fct_made_up.parquet")
    resource = {"path": "fct_made_up.parquet", "schema": {"primaryKey": ["unit_id", "line"]}}
    package = {"resources": [resource]}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return folder


def test_the_same_rows_in_another_order_are_the_same(tmp_path: Path) -> None:
    one = _exports(tmp_path / "one", ROWS)
    assert differences(one, _exports(tmp_path / "other", ROWS[::-1])) == []


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            CHANGED,
            "{'unit_id': 'a', 'line': 2}: amount None on DuckDB, Decimal('0.00') on Spark",
        ),
        (ROWS[:2], "on DuckDB only: {'unit_id': 'b', 'line': 1, 'amount': Decimal('7.00')}"),
        (
            [*ROWS, ("c", 1, None)],
            "on Spark only: {'unit_id': 'c', 'line': 1, 'amount': None}",
        ),
        ([*ROWS, ROWS[0]], "0 rows of DuckDB's and 1 of Spark's have no like"),
    ],
)
def test_what_differs_is_told(
    tmp_path: Path, rows: Sequence[tuple[object, ...]], told: str
) -> None:
    one = _exports(tmp_path / "one", ROWS)
    assert f"fct_made_up: {told}" in differences(one, _exports(tmp_path / "other", rows))


def test_another_type_is_told(tmp_path: Path) -> None:
    one = _exports(tmp_path / "one", ROWS)
    other = _exports(tmp_path / "other", ROWS, pa.decimal128(22, 2))
    (told,) = differences(one, other)
    assert "DECIMAL(22,2)" in told


def test_a_missing_mart_is_told(tmp_path: Path) -> None:
    one, other = _exports(tmp_path / "one", ROWS), _exports(tmp_path / "other", ROWS)
    (other / "datapackage.json").write_text('{"resources": []}', encoding="utf-8")
    assert differences(one, other) == ["fct_made_up: not on both engines"]
