"""No mart lacks a label, a description or a unit."""

from pathlib import Path

import duckdb
import pyarrow.parquet as pq


def _dictionary(warehouse: Path) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = pq.read_table(
        warehouse / "exports/dictionary.parquet"
    ).to_pylist()
    return rows


def test_the_dictionary_has_every_column_of_the_marts(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse / "mingzhang.duckdb"), read_only=True) as connection:
        built = connection.sql(
            "select table_name, column_name from duckdb_columns() where schema_name = 'marts'"
        ).fetchall()

    listed = [(row["table_name"], row["column_name"]) for row in _dictionary(warehouse)]

    assert sorted(listed) == sorted(built)


def test_every_column_of_the_marts_is_told_of_in_both_languages(warehouse: Path) -> None:
    """The remedy: an entry in models/columns that the yaml refers to."""
    lacking = [
        f"{row['table_name']}.{row['column_name']}: {name}"
        for row in _dictionary(warehouse)
        for name in ("description", "label_zh", "table_label_zh", "table_description")
        if not row[name]
    ]
    assert lacking == []


def test_every_amount_rate_and_share_of_the_marts_has_its_unit(warehouse: Path) -> None:
    """The remedy: a name that says it, or one column beside it that ends in `_unit`."""
    lacking = [
        f"{row['table_name']}.{row['column_name']}"
        for row in _dictionary(warehouse)
        if str(row["data_type"]).startswith("decimal") and not row["unit"]
    ]
    assert lacking == []


def test_no_rate_of_the_marts_is_a_fraction(warehouse: Path) -> None:
    """The rule of units calls every rate per cent, so none may be described otherwise."""
    rates = [row for row in _dictionary(warehouse) if row["unit"] == "per cent"]
    assert rates
    assert not [row["column_name"] for row in rates if "fraction" in str(row["description"])]


def test_no_label_is_the_name_of_a_value(warehouse: Path) -> None:
    """A spot check of labels that the rule would read off an enumeration."""
    labels = {row["column_name"]: row["label_zh"] for row in _dictionary(warehouse)}
    assert labels["phase"] == "阶段"
    assert labels["level"] == "科目级次"
    assert labels["spending_nature"] == "支出性质"
    assert labels["placement"] == "取数方式"
