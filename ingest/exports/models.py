"""The marts as dbt's manifest describes them: words, labels, units and keys, each derived once.

The models' yaml says what a model is and refers to the registry for what a column means
(`ingest.exports.registry`): in English with the Chinese term in brackets. The label is read off
that text, the unit off the column's name.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ingest.base.sql import quoted
from ingest.exports.registry import label_of, one_line
from ingest.warehouse.manifest import read_manifest

DIMENSION = "dim_"

# The unit that a name says, in the order in which they are tried.
_UNITS = (
    (re.compile(r"_yuan$"), "yuan"),
    (re.compile(r"_wan$"), "10,000 yuan"),
    (re.compile(r"(^|_)(rate|share|percent)(_|$)"), "per cent"),
    (re.compile(r"(^|_)(score|weight)$"), "points"),
    (re.compile(r"_count$"), "count"),
)
_PLACE = re.compile(r"(^|_)(year|no|index|page|line|end|from|to|edition|position)$")
_OWN_UNIT = re.compile(r"(^|_)unit$")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it means in two languages, its unit, and what it may hold.

    `vocabulary` names the codes that it may hold, if it holds codes; `required` is whether it is
    never empty.
    """

    name: str
    description: str = ""
    label_zh: str | None = None
    unit: str | None = None
    required: bool = False
    vocabulary: str | None = None


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns that hold the key of a row of another model."""

    columns: tuple[str, ...]
    model: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """A model to export: where it stands, what it means, and its keys."""

    name: str
    relation: str
    description: str
    label_zh: str | None
    columns: dict[str, Column]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    meta: Mapping[str, object] | None = None


def read_models(manifest: Path) -> list[Model]:
    """The models of schema `marts` in dbt's manifest, by name; ephemeral ones stand nowhere."""
    nodes = read_manifest(manifest)["nodes"].values()
    codes = _vocabularies(nodes)
    models = sorted((_model(node, codes) for node in nodes if _is_mart(node)), key=lambda m: m.name)
    return [replace(model, foreign_keys=_foreign_keys(model, models)) for model in models]


def _is_mart(node: dict[str, Any]) -> bool:
    if node["resource_type"] != "model" or node["schema"] != "marts":
        return False
    return str(node["config"]["materialized"]) != "ephemeral"


def _model(node: dict[str, Any], codes: Mapping[str, Mapping[str, str]]) -> Model:
    description = one_line(node["description"])
    meta = _meta(node)
    key = _primary_key(node)
    # A view over pairs says by meta what no test can ask of all its rows.
    said = meta.get("codes")
    held = dict(codes.get(node["name"], {}))
    if isinstance(said, dict):
        held |= {str(column): str(vocabulary) for column, vocabulary in said.items()}
    return Model(
        name=node["name"],
        relation=f"{quoted(node['schema'])}.{quoted(node['alias'])}",
        description=description,
        label_zh=label_of(description),
        columns={
            name: replace(_column(column, key, node["columns"]), vocabulary=held.get(name))
            for name, column in node["columns"].items()
        },
        primary_key=key,
        meta=meta,
    )


def _primary_key(node: dict[str, Any]) -> tuple[str, ...]:
    """The key in the order that the yaml gives it; dbt's own list of it is in none."""
    written = (
        tuple(constraint["columns"])
        for constraint in node.get("constraints") or ()
        if constraint["type"] == "primary_key"
    )
    return next(written, tuple(node.get("primary_key") or ()))


def _column(column: dict[str, Any], key: tuple[str, ...], columns: Mapping[str, object]) -> Column:
    name, description = column["name"], one_line(column["description"])
    kind = str(column.get("data_type") or "").lower()
    kinds = {constraint["type"] for constraint in column.get("constraints") or ()}
    return Column(
        name=name,
        description=description,
        label_zh=label_of(description),
        unit=unit_of(name, kind, columns),
        required="not_null" in kinds or name in key,
    )


def _meta(described: dict[str, Any]) -> dict[str, object]:
    return {**(described.get("config") or {}).get("meta", {}), **(described.get("meta") or {})}


def unit_of(name: str, kind: str, columns: Iterable[str]) -> str | None:
    """The unit of a number, as its name says it: yuan, per cent, points or count.

    A whole number is a count unless its name is that of a place, such as a line or a year. Any
    other number takes its unit from the row, if one column of the model holds a unit.

    Args:
        name: The column.
        kind: Its type in the yaml.
        columns: The names of all columns of its model.
    """
    if not kind.startswith(("integer", "bigint", "decimal")):
        return None
    said = next((unit for pattern, unit in _UNITS if pattern.search(name)), None)
    if said or _PLACE.search(name):
        return said
    if not kind.startswith("decimal"):
        return "count"
    units = [other for other in columns if _OWN_UNIT.search(other) and other != "money_unit"]
    return f"see {units[0]}" if len(units) == 1 else None


def _vocabularies(nodes: Iterable[dict[str, Any]]) -> dict[str, dict[str, str]]:
    """The vocabulary of each column of codes by model, as the tests of the marts name it."""
    found: dict[str, dict[str, str]] = {}
    for node in nodes:
        test = node.get("test_metadata") or {}
        if node["resource_type"] == "test" and test.get("name") == "codes_known":
            model = str(node.get("attached_node") or "").rsplit(".", 1)[-1]
            found.setdefault(model, {}).update(test["kwargs"]["columns"])
    return found


def _foreign_keys(model: Model, models: list[Model]) -> tuple[ForeignKey, ...]:
    """Keys by name, as names parse: the columns that are another model's key are a key to it.

    Where several models have the key, that of `_owners` is meant. A key of several columns counts
    for dimensions alone and where each of its columns is always there: one that is half empty leads
    nowhere. A column whose name ends in the key of one column, as `parent_unit_id`, is such a key
    in a role.
    """
    owners = _owners(models)
    keys = [
        ForeignKey(other.primary_key, other.name, other.primary_key)
        for other in owners
        if other.name != model.name and _refers(model, other)
    ]
    keys += [
        ForeignKey((column,), other.name, other.primary_key)
        for other in owners
        for column in model.columns
        if len(other.primary_key) == 1 and column.endswith(f"_{other.primary_key[0]}")
    ]
    return tuple(sorted(keys, key=lambda key: (key.columns, key.model)))


def _refers(model: Model, other: Model) -> bool:
    key = other.primary_key
    if not set(key) <= model.columns.keys():
        return False
    if len(key) == 1:
        return other.name.startswith(DIMENSION) or key != model.primary_key
    required = all(model.columns[name].required for name in key)
    return other.name.startswith(DIMENSION) and required


def _owners(models: list[Model]) -> list[Model]:
    """The model that each primary key is of: a dimension before a fact, and that before the rest.

    What lists some rows of a fact by their key, as dq_recognised_amount does, does not own it.
    """
    owners: dict[tuple[str, ...], Model] = {}
    for model in sorted(models, key=_rank):
        if model.primary_key:
            owners.setdefault(model.primary_key, model)
    return list(owners.values())


def _rank(model: Model) -> int:
    """The place of a model's kind among those that may own a key."""
    kinds = (DIMENSION, "fct_", "bridge_", "cmp_")
    return next((place for place, kind in enumerate(kinds) if model.name.startswith(kind)), 9)
