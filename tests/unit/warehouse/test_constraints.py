"""The primary keys of contracts: looked at once a table is made, and kept as no index."""

from pathlib import Path

import duckdb
import pytest

from ingest.base.errors import BuildError
from ingest.base.settings import PROJECT
from ingest.warehouse.dbt_run import run_dbt
from tests.support.tiny_project import write_tiny

_MODELS = {
    "models/models.yml": """\
models:
  - name: by_column
    config: {contract: {enforced: true}}
    columns:
      - {name: one, data_type: integer, constraints: [{type: not_null}, {type: primary_key}]}
      - {name: two, data_type: integer}
  - name: by_both
    config: {contract: {enforced: true}}
    constraints: [{type: primary_key, columns: [one, two]}]
    columns:
      - {name: one, data_type: integer}
      - {name: two, data_type: integer}
""",
}

_HOOK = '+post-hook: "{{ check_primary_key() }}"'
_BOTH = r"by_both: 1 keys repeat or lack a part \(one, two\)"


def _built(folder: Path, **rows: str) -> Path:
    """A database of two models with the rows given, as `(one, two)` pairs."""
    models = dict(_MODELS)
    for model in ("by_column", "by_both"):
        values = rows.get(model, "(1, 1), (2, 1)")
        models[f"models/{model}.sql"] = (
            f"select one, two from (values {values}) as given (one, two)"
        )
    constraints = "macros/constraints.sql"
    models[constraints] = (PROJECT / constraints).read_text()
    project = write_tiny(folder / "project", models, _HOOK)
    database = folder / "mingzhang.duckdb"
    run_dbt("build", project, database, folder / "private")
    return database


def test_a_key_that_stands_once_is_built_without_an_index(tmp_path: Path) -> None:
    database = _built(tmp_path, by_both="(1, 1), (1, 2), (2, 1)")
    with duckdb.connect(str(database), read_only=True) as connection:
        kinds = connection.sql(
            "select table_name, constraint_type, constraint_column_names from duckdb_constraints()"
        ).fetchall()
    assert kinds == [("by_column", "NOT NULL", ["one"])]


@pytest.mark.parametrize(
    ("model", "rows", "told"),
    [
        ("by_column", "(1, 1), (1, 2)", r"by_column: 1 keys repeat or lack a part \(one\)"),
        ("by_column", "(1, 1), (null, 2)", "NOT NULL constraint failed"),
        ("by_both", "(1, 1), (1, 1), (2, 1)", _BOTH),
        ("by_both", "(1, 1), (1, null)", _BOTH),
    ],
)
def test_a_key_that_repeats_or_lacks_a_part_stops_the_build(
    tmp_path: Path, model: str, rows: str, told: str
) -> None:
    with pytest.raises(BuildError, match=told):
        _built(tmp_path, **{model: rows})
