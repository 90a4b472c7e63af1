"""The shipped datapackage.json: valid with its rows, in the words of the Fiscal Data Package."""

import re
from pathlib import Path

import pyarrow.parquet as pq

from tests.support.export_manifest import resources

TAXONOMY = re.compile(
    r"value|value-(kind|currency):(code|label)|date:(fiscal-year|generic)|direction|budget-line-id"
    r"|phase:(id|label)|expenditure-type:(code|label)"
    r"|functional-classification:(generic(:level[1-8])?|cofog(:(division|group|class))?)"
    r":(code|label|description)"
    r"|economic-classification:(generic|gfsm)(:level[1-4])?:(code|label|description)"
    r"|administrative-classification:generic(:level[1-8])?:(code|label|description)"
    r"|activity:generic:(program|subprogram|project|subproject|contract):(code|label)"
    r"|fin-source:generic(:level[1-3])?:(code|label)"
    r"|geo:(generic|source|target):(code|codeList|title)"
)
"""The column types of the budget taxonomy, 1.0rc1, of which a longer type begins with one."""


def test_every_column_type_is_of_the_fiscal_data_package(warehouse: Path) -> None:
    types = {
        field["columnType"]
        for resource in resources(warehouse / "exports").values()
        for field in (*resource["schema"]["fields"], *resource["schema"].get("extraFields", []))
        if "columnType" in field
    }
    assert {
        "value",
        "value-currency:code",
        "direction",
        "phase:id",
        "date:fiscal-year",
        "fin-source:generic:level1:code",
        "functional-classification:generic:code",
        "functional-classification:generic:level1:code",
        "functional-classification:generic:level2:label",
        "functional-classification:cofog:code",
        "economic-classification:gfsm:code",
        "economic-classification:generic:level1:code",
        "administrative-classification:generic:code",
    } <= types
    assert [t for t in sorted(types) if not re.match(rf"({TAXONOMY.pattern})(:|$)", t)] == []


def test_no_table_has_a_column_type_twice(warehouse: Path) -> None:
    """A concept is one column, or readers of the package cannot tell which to take."""
    for name, resource in resources(warehouse / "exports").items():
        fields = [*resource["schema"]["fields"], *resource["schema"].get("extraFields", [])]
        types = [field["columnType"] for field in fields if "columnType" in field]
        assert len(types) == len(set(types)), name


def test_every_value_says_its_currency(warehouse: Path) -> None:
    for name, resource in resources(warehouse / "exports").items():
        fields = resource["schema"]["fields"]
        extra = {f["columnType"]: f["constant"] for f in resource["schema"].get("extraFields", [])}
        values = [field for field in fields if field.get("columnType") == "value"]
        assert (extra.get("value-currency:code") == "CNY") == bool(values), name


def test_column_types_have_the_data_type_that_they_ask_for(warehouse: Path) -> None:
    for resource in resources(warehouse / "exports").values():
        for field in resource["schema"]["fields"]:
            kind = field.get("columnType", "")
            wanted = {"value": "number", "date:fiscal-year": "integer"}.get(kind, "string")
            assert not kind or field["type"] == wanted, (resource["name"], field)


def test_the_descriptor_has_the_columns_of_the_files(warehouse: Path) -> None:
    exports = warehouse / "exports"
    for resource in resources(exports).values():
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert names == pq.read_schema(exports / resource["path"]).names
