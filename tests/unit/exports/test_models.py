"""What is read off the manifest: units and keys."""

from pathlib import Path

import pytest

from ingest.exports.models import ForeignKey, Model, read_models, unit_of
from tests.support.export_manifest import Node, column, key, node, write_manifest


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


def test_a_test_of_codes_says_the_vocabulary_of_a_column(tmp_path: Path) -> None:
    tested: Node = {
        "resource_type": "test",
        "schema": "tests",
        "name": "codes_known",
        "attached_node": "model.m.fct",
        "test_metadata": {"name": "codes_known", "kwargs": {"columns": {"other_scope": "scope"}}},
    }
    models = _models(tmp_path, node("fct", column("other_scope"), column("label")), tested)

    assert models["fct"].columns["other_scope"].vocabulary == "scope"
    assert models["fct"].columns["label"].vocabulary is None


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
