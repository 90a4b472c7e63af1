"""What is read off the manifest: labels, units, keys."""

from pathlib import Path

import pytest

from ingest.exports.models import ForeignKey, Model, label_of, read_models, unit_of
from tests.support.export_manifest import Node, column, key, node, write_manifest


def _models(tmp_path: Path, *nodes: Node) -> dict[str, Model]:
    path = write_manifest(tmp_path / "manifest.json", *nodes)
    return {model.name: model for model in read_models(path)}


@pytest.mark.parametrize(
    ("description", "label"),
    [
        ("Fiscal year (财政年度).", "财政年度"),
        ("Amount in yuan (金额, 元); additive.", "金额"),
        ("Kind (类别): overseas_travel (因公出国(境)费) or another (其他).", "类别"),
        ("Code (GB/T 2260) of the region (行政区划代码).", "行政区划代码"),
        ("Amount （金额）.", "金额"),
        ("initial_budget (年初预算) or final (决算).", None),
        ("Name in English.", None),
        ("", None),
    ],
)
def test_the_label_is_the_first_chinese_term(description: str, label: str | None) -> None:
    assert label_of(description) == label


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


def test_meta_decides_where_a_rule_fails(tmp_path: Path) -> None:
    told = column(
        "grade", "A rank.", data_type="integer", config={"meta": {"label_zh": "等级", "unit": "1"}}
    )
    models = _models(tmp_path, node("m", told))

    assert models["m"].columns["grade"].label_zh == "等级"
    assert models["m"].columns["grade"].unit == "1"


def test_a_name_means_the_same_in_every_mart_that_agrees(tmp_path: Path) -> None:
    models = _models(
        tmp_path,
        node("one", column("phase", "initial_budget (年初预算)."), column("kind", "A kind.")),
        node("two", column("phase", "Phase (阶段)."), column("kind", "A kind (类).")),
        node("three", column("kind", "Another kind (种).")),
    )

    assert models["one"].columns["phase"].label_zh == "阶段"
    assert models["one"].columns["kind"].label_zh is None


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
