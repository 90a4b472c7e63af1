"""What is read off the manifest: units and keys; and that no mart is left without words."""

from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from export_manifest import Node, column, key, node, write_manifest

from ingest.exports.models import ForeignKey, Model, read_models, unit_of


def _models(tmp_path: Path, *nodes: Node) -> dict[str, Model]:
    path = write_manifest(tmp_path / "manifest.json", *nodes)
    return {model.name: model for model in read_models(path)}


@pytest.mark.parametrize(
    ("name", "kind", "unit"),
    [
        ("amount_yuan", "decimal(20,2)", "yuan"),
        ("change_rate_printed", "decimal(20,4)", "per cent"),
        ("share_percent", "decimal(20,4)", "per cent"),
        ("score", "decimal(4,1)", "points"),
        ("row_count", "integer", "count"),
        ("figures", "integer", "count"),
        ("line_end", "integer", None),
        ("fiscal_year", "integer", None),
        ("value", "decimal(20,4)", "see value_unit"),
        ("value_unit", "string", None),
    ],
)
def test_the_unit_is_in_the_name(name: str, kind: str, unit: str | None) -> None:
    assert unit_of(name, kind, ["value", "value_unit", "money_unit", "amount_yuan"]) == unit


def test_a_number_between_two_units_has_neither() -> None:
    assert unit_of("value", "decimal(20,4)", ["one_unit", "other_unit"]) is None


def test_keys_are_in_the_order_that_the_yaml_gives(tmp_path: Path) -> None:
    models = _models(
        tmp_path,
        node("one", constraints=key("unit_id", "fiscal_year"), primary_key=["fiscal_year"]),
        node("two", primary_key=["unit_id"]),
    )

    assert models["one"].primary_key == ("unit_id", "fiscal_year")
    assert models["two"].primary_key == ("unit_id",)


def test_columns_named_like_a_key_refer_to_it(tmp_path: Path) -> None:
    always = [{"type": "not_null"}]
    table = (
        column("document_id", constraints=always),
        column("table_index", constraints=always),
    )
    models = _models(
        tmp_path,
        node("dim_unit", column("unit_id"), primary_key=["unit_id"]),
        node("dq_unit", column("unit_id"), primary_key=["unit_id"]),
        node("dim_table", *table, constraints=key("document_id", "table_index")),
        node("fct_always", column("unit_id"), *table),
        node("fct_sometimes", table[0], column("table_index")),
    )

    unit = ForeignKey(("unit_id",), "dim_unit", ("unit_id",))
    place = ForeignKey(("document_id", "table_index"), "dim_table", ("document_id", "table_index"))
    assert models["fct_always"].foreign_keys == (place, unit)
    assert models["fct_sometimes"].foreign_keys == ()
    assert models["dq_unit"].foreign_keys == (unit,)
    assert models["dim_unit"].foreign_keys == ()


def test_a_test_of_codes_is_a_key_to_their_register(tmp_path: Path) -> None:
    tested: Node = {
        "resource_type": "test",
        "schema": "tests",
        "name": "codes_valid",
        "attached_node": "model.m.fct",
        "test_metadata": {
            "name": "codes_valid",
            "kwargs": {"to": "ref('dim_class')", "code": "class_code"},
        },
    }
    models = _models(tmp_path, node("fct", column("class_code")), node("dim_class"), tested)

    assert models["fct"].foreign_keys == (
        ForeignKey(("class_code",), "dim_class", ("class_code",)),
    )


def test_models_are_those_of_marts_by_name(tmp_path: Path) -> None:
    models = _models(
        tmp_path,
        node("b"),
        node("a"),
        node("stg", schema="staging"),
        node("a_test", resource_type="test"),
        node("passing", config={"materialized": "ephemeral"}),
    )

    assert [model.relation for model in models.values()] == ['"marts"."a"', '"marts"."b"']


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
