"""Unknown yaml keys are found with file, line and key, and known ones are not."""

from pathlib import Path

import pytest

from tools.dbt_yaml import check_project, check_text, main

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
    assert check_text(_GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ("seeds:", "seed:", 19, "seed"),
        ("    description: One", "    descripton: One", 4, "descripton"),
        ("enforced", "enforce", 6, "enforce"),
        ("      meta:", "      meat:", 7, "meat"),
        ("        columns: [a, b]", "        column: [a, b]", 10, "column"),
        ("data_type", "type", 13, "type"),
        ("        data_tests", "        data_test", 14, "data_test"),
        ("arguments", "argument", 17, "argument"),
        ("severity", "severty", 18, "severty"),
        ("column_types", "columns_types", 22, "columns_types"),
        ("    schema: raw", "    shema: raw", 25, "shema"),
        ("columns: [{name", "colums: [{name", 28, "colums"),
        ("description: x", "desc: x", 28, "desc"),
        ("    given", "    when", 32, "when"),
        ("rows: [{a: 1, any", "row: [{a: 1, any", 34, "row"),
    ],
)
def test_an_unknown_key_is_named_with_its_line(old: str, new: str, line: int, key: str) -> None:
    assert old in _GOOD
    assert check_text(_GOOD.replace(old, new, 1)) == [f"{line}: {key}: unknown key"]


def test_a_value_of_the_wrong_kind_is_found() -> None:
    text = "models:\n  - name: a\n    config: {enabled: often, materialized: \"{{ var('m') }}\"}\n"
    assert check_text(text) == ["3: enabled: 'often' is not of type 'boolean', 'null'"]


def test_an_empty_file_passes() -> None:
    assert check_text("# nothing yet\n") == []


def test_configs_of_the_project_have_a_plus() -> None:
    text = """\
name: mingzhang
models:
  mingzhang:
    +schema: marts
    marts:
      +materialized: "{{ 'view' }}"
      fct_amount: {+tags: [slow]}
    staging:
      +materialised: table
flag: {}
"""
    assert check_text(text, is_project=True) == [
        "9: +materialised: 'table' is not of type 'object'",
        "10: flag: unknown key",
    ]


def test_every_yaml_of_a_project_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "dbt_project.yml").write_text("name: mingzhang\nprofle: x\n")
    for folder in ("models/marts/core", "seeds/units", "macros", "analyses", "tests/dbt/generic"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "_a.yml").write_text("version: 2\nwrong: []\n")
    (tmp_path / "models/b.yaml").write_text("wrong: []\n")

    assert check_project(tmp_path) == [
        "dbt_project.yml:2: profle: unknown key",
        "models/b.yaml:1: wrong: unknown key",
        "models/marts/core/_a.yml:2: wrong: unknown key",
        "seeds/units/_a.yml:2: wrong: unknown key",
        "macros/_a.yml:2: wrong: unknown key",
        "analyses/_a.yml:2: wrong: unknown key",
        "tests/dbt/generic/_a.yml:2: wrong: unknown key",
    ]
    assert main([str(tmp_path)]) == 1
    assert "seeds/units/_a.yml:2: wrong: unknown key" in capsys.readouterr().err


def test_a_project_without_unknown_keys_passes(tmp_path: Path) -> None:
    (tmp_path / "dbt_project.yml").write_text("name: mingzhang\n")

    assert main([str(tmp_path)]) == 0
