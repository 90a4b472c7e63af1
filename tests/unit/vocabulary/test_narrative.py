"""The seeds of the vocabulary: what they must hold, and what is said when they do not."""

import shutil
from pathlib import Path

import pytest
import yaml

from ingest.base.errors import SeedError
from ingest.vocabulary.narrative import SEEDS, load_vocabulary

NAMES = sorted(path.stem for path in SEEDS.glob("narrative_*.csv"))


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    for name in NAMES:
        shutil.copy(SEEDS / f"{name}.csv", tmp_path)
    return tmp_path


def test_copy_of_the_seeds_is_read(seeds: Path) -> None:
    assert load_vocabulary(seeds).unit_kinds["辆"] == "count"


@pytest.mark.parametrize("name", NAMES)
def test_missing_seed_is_named(seeds: Path, name: str) -> None:
    (seeds / f"{name}.csv").unlink()

    with pytest.raises(SeedError, match=name):
        load_vocabulary(seeds)


@pytest.mark.parametrize("name", NAMES)
def test_row_with_a_cell_too_many_or_too_few_is_placed(seeds: Path, name: str) -> None:
    path = seeds / f"{name}.csv"
    count = len(path.read_text(encoding="utf-8").splitlines())
    path.write_text(path.read_text(encoding="utf-8") + "a,b,c,d,e,f,g\n", encoding="utf-8")

    with pytest.raises(SeedError, match=f"line {count + 1}"):
        load_vocabulary(seeds)


def test_pattern_that_is_none_is_placed(seeds: Path) -> None:
    path = seeds / "narrative_non_figures.csv"
    path.write_text("class,strength,pattern,meaning\ncode,strong,(,broken\n", encoding="utf-8")

    with pytest.raises(SeedError, match="line 2"):
        load_vocabulary(seeds)


def test_seed_properties_describe_every_column() -> None:
    described = yaml.safe_load((SEEDS / "_mapping_narrative.yml").read_text(encoding="utf-8"))
    columns = {seed["name"]: seed for seed in described["seeds"]}

    assert sorted(columns) == NAMES
    for name in NAMES:
        header = (SEEDS / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
        assert [column["name"] for column in columns[name]["columns"]] == header
        assert sorted(columns[name]["config"]["column_types"]) == sorted(header)
        assert all(column["description"] for column in columns[name]["columns"])
