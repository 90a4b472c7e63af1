"""The primary keys of contracts: looked at once a table is made, and kept as no index."""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from ingest.base.errors import BuildError
from ingest.base.settings import PROJECT
from ingest.warehouse.dbt_run import run_dbt
from tests.support.tiny_project import write_tiny

_BY_COLUMN = """
  - name: {name}
    config: {{contract: {{enforced: true}}}}
    columns:
      - {{name: one, data_type: integer, constraints: [{{type: not_null}}, {{type: primary_key}}]}}
      - {{name: two, data_type: integer}}
"""
_BY_BOTH = """
  - name: {name}
    config: {{contract: {{enforced: true}}}}
    constraints: [{{type: primary_key, columns: [one, two]}}]
    columns:
      - {{name: one, data_type: integer}}
      - {{name: two, data_type: integer}}
"""
# Each model with its yaml and its rows, as `(one, two)` pairs.
_MODELS = {
    "column_sound": (_BY_COLUMN, "(1, 1), (2, 1)"),
    "column_repeats": (_BY_COLUMN, "(1, 1), (1, 2)"),
    "column_is_null": (_BY_COLUMN, "(1, 1), (null, 2)"),
    "both_sound": (_BY_BOTH, "(1, 1), (1, 2), (2, 1)"),
    "both_repeat": (_BY_BOTH, "(1, 1), (1, 1), (2, 1)"),
    "both_are_null": (_BY_BOTH, "(1, 1), (1, null)"),
}
_HOOK = '+post-hook: "{{ check_primary_key() }}"'


@dataclass(frozen=True, slots=True)
class _Built:
    """The database of all models whose keys are sound, and what was said of the others."""

    database: Path
    told: str


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> _Built:
    folder = tmp_path_factory.mktemp("constraints")
    files = {"macros/constraints.sql": (PROJECT / "macros/constraints.sql").read_text()}
    described = "models:"
    for name, (words, rows) in _MODELS.items():
        files[f"models/{name}.sql"] = f"select one, two from (values {rows}) as given (one, two)"
        described += words.format(name=name)
    project = write_tiny(folder / "project", {**files, "models/models.yml": described}, _HOOK)
    database = folder / "mingzhang.duckdb"
    with pytest.raises(BuildError) as caught:
        run_dbt("build", project, database, folder / "private")
    return _Built(database, caught.value.problem)


def test_a_key_that_stands_once_is_built_without_an_index(built: _Built) -> None:
    with duckdb.connect(str(built.database), read_only=True) as connection:
        kinds = connection.sql(
            "select table_name, constraint_type, constraint_column_names"
            " from duckdb_constraints() where table_name in ('both_sound', 'column_sound')"
        ).fetchall()
        rows = connection.sql("from marts.both_sound").fetchall()
    assert kinds == [("column_sound", "NOT NULL", ["one"])]
    assert len(rows) == 3
    assert "sound" not in built.told


@pytest.mark.parametrize(
    ("model", "told"),
    [
        ("column_repeats", "column_repeats: 1 keys repeat or lack a part (one)"),
        ("both_repeat", "both_repeat: 1 keys repeat or lack a part (one, two)"),
        ("both_are_null", "both_are_null: 1 keys repeat or lack a part (one, two)"),
        ("column_is_null", "NOT NULL constraint failed"),
    ],
)
def test_a_key_that_repeats_or_lacks_a_part_stops_the_build(
    built: _Built, model: str, told: str
) -> None:
    assert built.told.startswith("4 of 6 dbt nodes failed: ")
    (of_model,) = [part for part in built.told.split("; ") if f"{model}: " in part]
    assert told in of_model
