"""docs/contract.md beside the models: what it promises is there, what it marks not built is not."""

import re
from pathlib import Path

import yaml

from ingest.base.settings import PROJECT

TIDY_COLUMNS = [
    *("unit_id", "unit_name", "unit_name_en", "admin_level", "region_code", "region_name"),
    *("unit_kind", "parent_unit_id", "fiscal_year", "phase", "phase_name", "scope", "scope_name"),
    *("class_code", "class_name", "class_name_en", "section_code", "section_name"),
    *("section_name_en", "item_code", "item_name", "item_name_en", "cofog_code"),
    *(
        "national_code",
        "gfs_economic_code",
        "expense_group",
        "spending_nature",
        "spending_nature_parent",
        "amount_yuan",
        "amount_wan",
    ),
    *("amount_low_yuan", "amount_high_yuan", "basis", "basis_name", "coverage"),
    *("rounding_unit_yuan", "document_id", "source_file", "published_on", "page", "line", "box"),
    "printed_text",
    "contained_in_unit_id",
]
"""The columns of the tidy views, in order, each where it applies."""

_MART = r"`((?:dim|fct|cmp|dq|tidy|bridge)_\w+)`"
_ROW = re.compile(rf"^\| {_MART} \|(?:.*\|)? ([^|]+) \|$", re.MULTILINE)


def _columns(path: Path) -> dict[str, set[str]]:
    models = yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
    return {model["name"]: {column["name"] for column in model["columns"]} for model in models}


def _marts() -> dict[str, set[str]]:
    files = (PROJECT / "models/marts").rglob("*.yml")
    return {name: columns for path in files for name, columns in _columns(path).items()}


def _contract() -> tuple[str, str]:
    """The sections on what is there, and the one on what is not built yet."""
    text = (PROJECT / "docs/contract.md").read_text(encoding="utf-8")
    built, title, later = text.partition("## Not built yet")
    assert title
    return built[built.index("## Marts") :], later


def test_the_contract_names_every_mart_and_no_other() -> None:
    built, _ = _contract()
    assert set(re.findall(_MART, built)) == _marts().keys()


def test_columns_under_contract_are_there() -> None:
    marts = _marts()
    seen = 0
    for name, cells in _ROW.findall(_contract()[0]):
        if not name.startswith(("dim", "fct")):
            continue
        named = re.sub(r"\([^)]*\)|`[^`]*`|…", "", cells).split(",")
        columns = {column.strip() for column in named} - {""}
        assert columns <= marts[name], name
        seen += len(columns)
    assert seen > 100


def test_the_contract_lists_the_columns_of_the_tidy_views() -> None:
    built, _ = _contract()
    listed = re.search(r"in this order where they apply: (.*?_in_unit_id)", built, re.DOTALL)
    assert listed
    names = re.findall(r"\w+\*?", listed[1].replace("(economic:", ""))
    parts = {f"{level}_*": [f"{level}{end}" for end in ("_code", "_name", "_name_en")]
             for level in ("section", "item")}  # fmt: skip
    assert [column for name in names for column in parts.get(name, [name])] == TIDY_COLUMNS


def test_what_is_marked_as_not_built_is_not_built() -> None:
    built, later = _contract()
    promised = set(re.findall(_MART, later)) - set(re.findall(_MART, built))
    assert promised & _marts().keys() == set()
