"""The project with a steward's own seeds, and what dbt need not be asked of it."""

import csv
from pathlib import Path

import yaml

from ingest.base.settings import PROJECT
from ingest.warehouse import plan, project
from ingest.warehouse.provenance import fingerprint

SEED = "units/unit_aliases.csv"


def test_a_project_with_a_row_more_has_the_plan_of_the_one_it_is_composed_of(
    tmp_path: Path,
) -> None:
    header = (PROJECT / "seeds" / SEED).read_text(encoding="utf-8").partition("\n")[0]
    project.compose(tmp_path, (SEED, "," * header.count(",")))

    assert (tmp_path / "seeds" / SEED).read_text(encoding="utf-8").endswith(",,\n")
    assert (tmp_path / plan.PLANS).resolve() == (PROJECT / plan.PLANS).resolve()
    assert fingerprint(tmp_path) != fingerprint(PROJECT)
    of_columns = [fingerprint(p, with_rows_of_seeds=False) for p in (tmp_path, PROJECT)]
    assert of_columns[0] == of_columns[1]


def test_the_yaml_says_the_type_of_every_column_of_a_seed() -> None:
    # Else dbt takes the type from the rows, and what it sends follows from them.
    typed: dict[str, set[str]] = {}
    for path in sorted((PROJECT / "seeds").rglob("*.yml")):
        for seed in yaml.safe_load(path.read_text(encoding="utf-8")).get("seeds", ()):
            typed[seed["name"]] = set(seed.get("config", {}).get("column_types", ()))
    seeds = sorted((PROJECT / "seeds").rglob("*.csv"))
    assert seeds
    for path in seeds:
        with path.open(encoding="utf-8", newline="") as file:
            assert set(next(csv.reader(file))) == typed[path.stem], path.stem
