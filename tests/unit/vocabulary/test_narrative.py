"""The seeds of the vocabulary: what they must hold, and what is said when they do not."""

import pytest
import yaml

from ingest.base.errors import SeedError
from ingest.vocabulary.narrative import load_vocabulary
from ingest.vocabulary.seeds import SEEDS
from tests.support.own_seeds import Seeds

FOLDER = SEEDS / "mapping"

NAMES = sorted(path.stem for path in FOLDER.glob("narrative_*.csv"))


def test_copy_of_the_seeds_is_read(seeds: Seeds) -> None:
    seeds.add("mapping/narrative_units.csv", "匹", "count", "", "horses")

    assert load_vocabulary().unit_kinds["匹"] == "count"


@pytest.mark.parametrize("name", NAMES)
def test_missing_seed_is_named(seeds: Seeds, name: str) -> None:
    (seeds.folder / "mapping" / f"{name}.csv").unlink()

    with pytest.raises(SeedError, match=name):
        load_vocabulary()


@pytest.mark.parametrize("name", NAMES)
def test_row_with_a_cell_too_many_or_too_few_is_placed(seeds: Seeds, name: str) -> None:
    count = len((FOLDER / f"{name}.csv").read_text(encoding="utf-8").splitlines())
    seeds.add(f"mapping/{name}.csv", *"abcdefg")

    with pytest.raises(SeedError, match=f"line {count + 1}"):
        load_vocabulary()


def test_pattern_that_is_none_is_placed(seeds: Seeds) -> None:
    path = seeds.folder / "mapping/narrative_non_figures.csv"
    path.write_text("class,strength,pattern,meaning\ncode,strong,(,broken\n", encoding="utf-8")

    with pytest.raises(SeedError, match="line 2"):
        load_vocabulary()


def test_seed_properties_describe_every_column() -> None:
    described = yaml.safe_load((FOLDER / "_mapping_narrative.yml").read_text(encoding="utf-8"))
    columns = {seed["name"]: seed for seed in described["seeds"]}

    assert sorted(columns) == NAMES
    for name in NAMES:
        header = (FOLDER / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
        assert [column["name"] for column in columns[name]["columns"]] == header
        assert sorted(columns[name]["config"]["column_types"]) == sorted(header)
        assert all(column["description"] for column in columns[name]["columns"])
