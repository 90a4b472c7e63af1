"""The dbt project as its readers expect it: each model with its yaml beside it, all of a size."""

import re
from pathlib import Path

import pytest
import yaml

from ingest.base.settings import PROJECT

_MODELS = PROJECT / "models"
_LAYERS = ("staging", "intermediate", "semantic")
_LINES = 300
# The rules that are code; each is to become a row of a seed or a small file.
_LONG = "int_checks__"


def _listed(path: Path, section: str) -> list[str]:
    read = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [item["name"] for item in read.get(section, ())]


@pytest.mark.parametrize("layer", [*_LAYERS, "marts"])
def test_a_model_is_described_in_the_yaml_of_its_name_beside_it(layer: str) -> None:
    models = sorted((_MODELS / layer).rglob("*.sql"))
    assert len(models) > 1
    astray = [m.stem for m in models if _listed(m.with_suffix(".yml"), "models") != [m.stem]]
    assert astray == []


def test_unit_tests_stand_with_the_model_that_they_are_of() -> None:
    seen = 0
    for layer in (*_LAYERS, "marts"):
        for path in sorted((_MODELS / layer).rglob("*.yml")):
            tests = yaml.safe_load(path.read_text(encoding="utf-8")).get("unit_tests", ())
            seen += len(tests)
            assert not tests or path.with_suffix(".sql").is_file(), path.name
            assert {test["model"] for test in tests} <= {path.stem}, path.name
    assert seen > 20


def test_no_file_of_the_project_is_too_long_to_read() -> None:
    files = [p for p in _MODELS.rglob("*") if p.suffix in {".sql", ".yml"}]
    long = {p.name for p in files if len(p.read_text(encoding="utf-8").splitlines()) > _LINES}
    assert {name for name in long if not name.startswith(_LONG)} == set()


def test_layers_are_told_by_their_prefixes() -> None:
    prefixes = {"staging": "stg_", "intermediate": "int_", "semantic": "sem_"}
    for layer, prefix in prefixes.items():
        assert all(m.stem.startswith(prefix) for m in (_MODELS / layer).rglob("*.sql")), layer
    for model in (_MODELS / "intermediate").rglob("*.sql"):
        read = re.findall(r"ref\('((?:fct|dim|cmp|dq|sem)_\w+)'\)", model.read_text("utf-8"))
        assert read == [], f"{model.name} reads what stands above it"


def test_every_step_between_has_a_test_of_its_key() -> None:
    """What is between the extracted rows and the marts; the marts' keys are under contract."""
    without = []
    for layer in _LAYERS:
        for path in sorted((_MODELS / layer).rglob("*.sql")):
            model = yaml.safe_load(path.with_suffix(".yml").read_text("utf-8"))["models"][0]
            tested = [model, *model.get("columns", ())]
            tests = [test for part in tested for test in part.get("data_tests", ())]
            names = {test if isinstance(test, str) else next(iter(test)) for test in tests}
            if not names & {"unique", "unique_combination"}:
                without.append(path.stem)
    assert [name for name in without if not name.startswith("int_checks__")] == []
