"""The shipped exports as tools of analysts open them: types, Chinese text, exact decimals."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

pd = pytest.importorskip("pandas")

FACT = "fct_functional_expenditure"


@pytest.fixture(scope="module")
def exports(warehouse: Path) -> Path:
    return warehouse / "exports"


@pytest.fixture(scope="module")
def database(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(warehouse / "mingzhang.duckdb"), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def total(database: duckdb.DuckDBPyConnection) -> Decimal:
    """The sum of a fact, to the cent."""
    found = database.sql(f"select sum(amount_yuan) from marts.{FACT}").fetchall()[0][0]
    assert isinstance(found, Decimal)
    assert found > 0
    return found


@pytest.fixture(scope="module")
def names(database: duckdb.DuckDBPyConnection) -> set[str]:
    """The units' Chinese names."""
    found = {row[0] for row in database.sql("select unit_name from marts.dim_unit").fetchall()}
    assert any("信息中心" in name for name in found)
    return found


def test_every_file_has_the_rows_and_types_of_its_mart(
    exports: Path, database: duckdb.DuckDBPyConnection
) -> None:
    marts = database.sql(
        "select table_name from duckdb_tables() where schema_name = 'marts'"
    ).fetchall()
    assert marts
    for (name,) in marts:
        path = exports / f"{name}.parquet"
        with duckdb.connect() as connection:
            file = connection.sql(f"from read_parquet('{path}')")
            mart = database.sql(f"from marts.{name}")
            assert list(zip(file.columns, file.types, strict=True)) == list(
                zip(mart.columns, mart.types, strict=True)
            )
            order = ", ".join(str(i + 1) for i in range(len(mart.columns)))
            assert file.order(order).fetchall() == mart.order(order).fetchall()


def test_duckdb_reads_exact_decimals_and_chinese(
    exports: Path, total: Decimal, names: set[str]
) -> None:
    with duckdb.connect() as connection:
        fact = connection.sql(f"from read_parquet('{exports}/{FACT}.parquet')")
        assert fact.sum("amount_yuan").fetchall()[0][0] == total
        units = connection.sql(f"select unit_name from '{exports}/dim_unit.parquet'").fetchall()
    assert {row[0] for row in units} == names


def test_duckdb_reads_the_words_in_a_file(exports: Path) -> None:
    with duckdb.connect() as connection:
        words = connection.sql(
            "select decode(key), decode(value)"
            f" from parquet_kv_metadata('{exports}/{FACT}.parquet')"
            " where decode(key) in ('label_zh', 'usage_warnings')"
        ).fetchall()
    assert dict(words)["label_zh"] == "功能分类支出"
    assert "derived" in dict(words)["usage_warnings"]


def test_polars_reads_exact_decimals_and_chinese(
    exports: Path, total: Decimal, names: set[str]
) -> None:
    fact = pl.read_parquet(exports / f"{FACT}.parquet")

    assert fact.schema["amount_yuan"] == pl.Decimal(20, 2)
    assert fact.schema["fiscal_year"] == pl.Int32
    assert fact.schema["is_current"] == pl.Boolean
    assert fact["amount_yuan"].sum() == total
    units = pl.scan_parquet(exports / "dim_unit.parquet").select("unit_name").collect()
    assert set(units["unit_name"]) == names


def test_pyarrow_reads_exact_decimals_chinese_and_the_words_of_fields(
    exports: Path, total: Decimal, names: set[str]
) -> None:
    fact = pq.read_table(exports / f"{FACT}.parquet")

    assert fact.schema.field("amount_yuan").type == pa.decimal128(20, 2)
    assert pc.sum(fact["amount_yuan"]).as_py() == total
    assert fact.schema.field("amount_yuan").metadata[b"unit"] == b"yuan"
    assert fact.schema.field("phase").metadata[b"label_zh"].decode() == "阶段"
    assert set(pq.read_table(exports / "dim_unit.parquet")["unit_name"].to_pylist()) == names


def test_pandas_reads_exact_decimals_and_chinese(
    exports: Path, total: Decimal, names: set[str]
) -> None:
    fact = pd.read_parquet(exports / f"{FACT}.parquet")

    assert fact["amount_yuan"].sum() == total
    assert isinstance(fact["amount_yuan"].iloc[0], Decimal)
    assert str(fact["fiscal_year"].dtype) == "int32"
    assert set(pd.read_parquet(exports / "dim_unit.parquet")["unit_name"]) == names


def test_pandas_keeps_integers_that_may_be_missing_with_arrow_types(exports: Path) -> None:
    """Without them it makes floats of such integers, as docs/exports.md says."""
    fact = pd.read_parquet(exports / f"{FACT}.parquet", dtype_backend="pyarrow")

    assert fact["table_index"].isna().any()
    assert str(fact["table_index"].dtype) == "int32[pyarrow]"


def test_a_filter_reads_the_rows_of_one_unit(exports: Path) -> None:
    path = exports / f"{FACT}.parquet"
    units = set(pq.read_table(path, columns=["unit_id"])["unit_id"].to_pylist())
    unit = min(units)
    rows = pq.read_table(path, filters=[("unit_id", "=", unit)])
    assert 0 < rows.num_rows < pq.read_metadata(path).num_rows
    assert set(rows["unit_id"].to_pylist()) == {unit}
