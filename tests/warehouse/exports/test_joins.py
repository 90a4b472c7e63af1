"""What a BI tool does first: it joins the files along the keys that the package names."""

from itertools import chain
from pathlib import Path

import duckdb

from tests.support.export_manifest import resources


def test_a_join_along_a_key_keeps_rows_and_sums(warehouse: Path) -> None:
    exports = warehouse / "exports"
    described = resources(exports)
    joined = 0
    for name, resource in described.items():
        amounts = [f["name"] for f in resource["schema"]["fields"] if f.get("unit") == "yuan"]
        sums = ", ".join(["count(*)", *(f"sum(one.{amount})" for amount in amounts)])
        own = f"from '{exports / resource['path']}' as one"
        for key in resource["schema"].get("foreignKeys", []):
            to = key["reference"]
            pairs = zip(key["fields"], to["fields"], strict=True)
            on = " and ".join(f"one.{field} = other.{other}" for field, other in pairs)
            path = exports / described[to["resource"] or name]["path"]
            alone = duckdb.execute(f"select {sums} {own}").fetchall()
            along = duckdb.execute(f"select {sums} {own} left join '{path}' as other on {on}")
            assert along.fetchall() == alone, (name, key)
            joined += 1
    assert joined > 75


def test_every_class_and_year_of_a_fact_is_found(warehouse: Path) -> None:
    """No fact's class is lost by an inner join either."""
    exports = warehouse / "exports"
    facts = {
        "fct_functional_expenditure": ("dim_functional_class", "functional_class_key"),
        "fct_economic_expenditure": ("dim_economic_class", "economic_class_key"),
    }
    for fact, (dimension, key) in facts.items():
        rows = duckdb.execute(
            f"select count({key}), count(other.{key}), sum(amount_yuan),"
            " sum(amount_yuan) filter (fiscal_year between valid_from_year and valid_to_year)"
            f" from '{exports / fact}.parquet' left join '{exports / dimension}.parquet' as other"
            f" using ({key})"
        ).fetchall()
        (count, found, total, valid), *_ = rows
        assert count == found > 0
        assert total == valid


def test_every_code_of_the_marts_is_a_row_of_dim_code(warehouse: Path) -> None:
    """Columns of codes say what they may hold, and hold nothing else."""
    exports = warehouse / "exports"
    enums = 0
    for resource in resources(exports).values():
        for field in resource["schema"]["fields"]:
            enum = field.get("constraints", {}).get("enum")
            if enum is None:
                continue
            enums += 1
            held = duckdb.execute(
                f"select distinct {field['name']} from '{exports / resource['path']}'"
            ).fetchall()
            assert set(chain(*held)) - {None} <= set(enum), (resource["name"], field["name"])
    assert enums > 100
