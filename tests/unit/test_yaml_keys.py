"""Unknown yaml keys are found with file, line and key, and known ones are not."""

from pathlib import Path

import pytest

from ingest.yaml_keys import PROFILES, PROPERTIES, check_project, check_text, main, project_level

_GOOD = """\
version: 2
models:
  - name: fct_amount
    description: One row per amount.
    config:
      contract: {enforced: true}
      meta: {anything: {goes: here}}
    constraints:
      - type: primary_key
        columns: [a, b]
    columns:
      - name: a
        data_type: varchar
        data_tests:
          - not_null
          - accepted_values:
              arguments: {values: [x, y]}
              config: {severity: error}
seeds:
  - name: units
    config:
      column_types: {unit_id: varchar, any_name: varchar}
sources:
  - name: raw
    schema: raw
    tables:
      - name: amounts
        columns: [{name: a, description: x}]
unit_tests:
  - name: adds
    model: fct_amount
    given:
      - input: ref('b')
        rows: [{a: 1, any_column: 2}]
    expect:
      rows: [{a: 1}]
"""


def test_known_keys_pass() -> None:
    assert check_text(_GOOD, PROPERTIES, "a.yml") == []


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "level"),
    [
        ("seeds:", "seed:", 19, "seed", "a property file"),
        ("    description: One", "    descripton: One", 4, "descripton", "model"),
        ("enforced", "enforce", 6, "enforce", "contract"),
        ("      meta:", "      meat:", 7, "meat", "config"),
        ("        columns: [a, b]", "        column: [a, b]", 10, "column", "constraint"),
        ("data_type", "type", 13, "type", "column"),
        ("        data_tests", "        data_test", 14, "data_test", "column"),
        ("arguments", "argument", 17, "argument", "data test"),
        ("severity", "severty", 18, "severty", "data test config"),
        ("column_types", "columns_types", 22, "columns_types", "config"),
        ("    schema: raw", "    shema: raw", 25, "shema", "source"),
        ("columns: [{name", "colums: [{name", 28, "colums", "source table"),
        ("description: x", "desc: x", 28, "desc", "column"),
        ("    given", "    when", 32, "when", "unit test"),
        ("rows: [{a: 1, any", "row: [{a: 1, any", 34, "row", "unit test rows"),
    ],
)
def test_an_unknown_key_is_named_with_its_line(
    old: str, new: str, line: int, key: str, level: str
) -> None:
    assert old in _GOOD
    findings = check_text(_GOOD.replace(old, new, 1), PROPERTIES, "a.yml")

    assert [(f.line, f.key, f.level) for f in findings] == [(line, key, level)]
    assert str(findings[0]) == f"a.yml:{line}: unknown key {key!r} in {level}"


def test_a_repeated_key_is_found() -> None:
    findings = check_text("models: []\nmodels: []\n", PROPERTIES, "a.yml")

    assert [str(f) for f in findings] == ["a.yml:2: repeated key 'models' in a property file"]


def test_an_empty_file_passes() -> None:
    assert check_text("# nothing yet\n", PROPERTIES, "a.yml") == []


def test_the_project_may_name_configs_with_a_plus_and_folders_that_exist(tmp_path: Path) -> None:
    (tmp_path / "models/marts").mkdir(parents=True)
    (tmp_path / "models/marts/fct_amount.sql").touch()
    text = """\
name: mingzhang
models:
  mingzhang:
    +schema: marts
    marts:
      +materialized: table
      fct_amount: {+tags: [slow]}
    mart:
      +materialized: table
    schema: marts
  other: {}
flag: {}
"""
    findings = check_text(text, project_level(tmp_path), "dbt_project.yml")

    assert [(f.line, f.key) for f in findings] == [
        (8, "mart"),
        (10, "schema"),
        (11, "other"),
        (12, "flag"),
    ]


def test_a_profile_may_have_any_name_but_no_unknown_key() -> None:
    text = "any:\n  target: dev\n  outputs:\n    dev:\n      type: duckdb\n      thread: 2\n"

    assert [(f.line, f.key) for f in check_text(text, PROFILES, "profiles.yml")] == [(6, "thread")]


def test_every_yaml_of_a_project_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "dbt_project.yml").write_text("name: mingzhang\nprofle: x\n")
    (tmp_path / "profiles.yml").write_text("mingzhang: {targets: dev}\n")
    for folder in ("models/marts/core", "seeds/units", "macros", "analyses", "tests/dbt/generic"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "_a.yml").write_text("version: 2\nwrong: []\n")
    (tmp_path / "models/b.yaml").write_text("wrong: []\n")

    assert [(f.file, f.line, f.key) for f in check_project(tmp_path)] == [
        ("dbt_project.yml", 2, "profle"),
        ("profiles.yml", 1, "targets"),
        ("models/b.yaml", 1, "wrong"),
        ("models/marts/core/_a.yml", 2, "wrong"),
        ("seeds/units/_a.yml", 2, "wrong"),
        ("macros/_a.yml", 2, "wrong"),
        ("analyses/_a.yml", 2, "wrong"),
        ("tests/dbt/generic/_a.yml", 2, "wrong"),
    ]
    assert main([str(tmp_path)]) == 1
    assert "seeds/units/_a.yml:2: unknown key 'wrong'" in capsys.readouterr().err


def test_a_project_without_unknown_keys_passes(tmp_path: Path) -> None:
    (tmp_path / "dbt_project.yml").write_text("name: mingzhang\n")
    (tmp_path / "profiles.yml").write_text("mingzhang: {target: dev}\n")

    assert main([str(tmp_path)]) == 0
