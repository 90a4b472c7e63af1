"""Usage warnings: each raised by what it warns of, and by nothing else."""

from pathlib import Path

import duckdb
import pytest

from ingest.base.errors import BuildError
from ingest.exports.models import Model, read_models
from ingest.exports.usage import WARNINGS, corrected_amounts, warnings_of
from tests.support.export_manifest import column, node, write_manifest, write_mart


def _model(tmp_path: Path, *names: str, **changes: object) -> Model:
    made = node("m", *(column(name) for name in names), **changes)
    return read_models(write_manifest(tmp_path / "manifest.json", made))[0]


def _warned(tmp_path: Path, model: Model, select: str, corrected: list[str] | None = None) -> str:
    database = write_mart(tmp_path / "a.duckdb", select)
    with duckdb.connect(str(database), read_only=True) as connection:
        return " ".join(warnings_of(connection, model, corrected or []))


@pytest.mark.parametrize(
    ("name", "values", "warning"),
    [
        ("basis", ["table", "text"], ""),
        ("basis", ["table", "derived"], "derived"),
        ("initial_basis", [None, "implied"], "implied"),
        ("placement", ["printed", "by_identity"], ""),
        ("placement", ["printed", "ambiguous"], "ambiguous_placement"),
        ("scope", ["all_funds", "all_funds"], ""),
        ("scope", ["all_funds", "government_fund"], "unlike_scope"),
        ("corrected_yuan", [None, None], ""),
        ("corrected_yuan", [None, "1"], "known_source_error"),
    ],
)
def test_rows_raise_their_warnings(
    tmp_path: Path, name: str, values: list[str | None], warning: str
) -> None:
    model = _model(tmp_path, name, description="Rows.; additive")
    rows = ", ".join("(null)" if value is None else f"('{value}')" for value in values)
    select = f'select * from (values {rows}) as v("{name}")'
    assert _warned(tmp_path, model, select) == warning


@pytest.mark.parametrize(
    ("name", "description", "warning"),
    [
        ("amount_yuan", "Amounts; additive.", ""),
        ("amount_yuan", "Amounts, not additive.", "not_additive"),
        ("amount_yuan", "Amounts.", "not_additive"),
        ("rounding_unit_yuan", "A precision.", ""),
        ("label", "Labels.", ""),
    ],
)
def test_amounts_are_additive_only_where_it_is_said(
    tmp_path: Path, name: str, description: str, warning: str
) -> None:
    model = _model(tmp_path, name, description=description)
    assert _warned(tmp_path, model, f"select 1 as {name}") == warning


def test_a_row_that_is_a_part_of_another_makes_a_file_not_additive(tmp_path: Path) -> None:
    model = _model(tmp_path, "is_additive", description="Amounts; additive.")
    assert _warned(tmp_path, model, "select false as is_additive") == "not_additive"


def test_facts_that_rest_on_a_corrected_amount_are_warned_of(tmp_path: Path) -> None:
    model = _model(tmp_path, "evidence_amount_ids", description="Rows; additive.")
    select = "select 'aa bb' as evidence_amount_ids"

    assert _warned(tmp_path, model, select, ["cc", "bb"]) == "known_source_error"
    (tmp_path / "a.duckdb").unlink()
    assert _warned(tmp_path, model, select, ["cc"]) == ""


def test_corrected_amounts_are_those_with_a_correction(tmp_path: Path) -> None:
    model = _model(tmp_path, "amount_id", "corrected_yuan")
    select = "select * from (values ('a', null), ('b', 1.0)) as v(amount_id, corrected_yuan)"
    database = write_mart(tmp_path / "a.duckdb", select)
    with duckdb.connect(str(database), read_only=True) as connection:
        assert corrected_amounts(connection, [model]) == ["b"]


@pytest.mark.parametrize(
    ("description", "warning"),
    [
        ("Rows, one scope of each unit; additive.", ""),
        ("Rows; additive.", "unlike_scope"),
    ],
)
def test_scopes_of_several_units_do_not_contain_one_another(
    tmp_path: Path, description: str, warning: str
) -> None:
    model = _model(tmp_path, "scope", description=description)
    assert _warned(tmp_path, model, "select unnest(['a', 'b']) as scope") == warning


def test_the_yaml_may_add_a_warning_of_the_list(tmp_path: Path) -> None:
    config = {"materialized": "table", "meta": {"warnings": ["unlike_scope"]}}
    model = _model(tmp_path, "label", config=config)
    assert _warned(tmp_path, model, "select 1 as label") == "unlike_scope"


def test_a_warning_that_is_not_on_the_list_is_an_error(tmp_path: Path) -> None:
    config = {"materialized": "table", "meta": {"warnings": ["beware"]}}
    model = _model(tmp_path, "label", config=config)
    with pytest.raises(BuildError, match="'beware' is not on the list"):
        _warned(tmp_path, model, "select 1 as label")


def test_the_list_is_closed() -> None:
    assert list(WARNINGS) == [
        "not_additive",
        "derived",
        "implied",
        "ambiguous_placement",
        "known_source_error",
        "unlike_scope",
    ]
