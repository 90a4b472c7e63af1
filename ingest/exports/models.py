"""The marts as dbt's manifest describes them: words, labels, units and keys, each derived once.

The models' yaml says what a column means, in English with the Chinese term in brackets. The
label and the unit are read off that text and the name by the rules here; where a rule fails, the
yaml's `config: meta:` decides with `label_zh` or `unit`. A name means the same in every mart, so a
column that gives no label has the one that the same name has elsewhere, where these agree.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ingest.base.sql import quoted

DIMENSION = "dim_"

_HAN = re.compile(r"[\u3400-\u9fff]")
# A bracket may hold one more inside: (因公出国(境)费).
_BRACKET = re.compile(r"[(（]((?:[^()（）]|[(（][^()（）]*[)）])*)[)）]")
_REST = re.compile(r"[,:;，：；]")
# The unit that a name says, in the order in which they are tried.
_UNITS = (
    (re.compile(r"_yuan$"), "yuan"),
    (re.compile(r"(^|_)(rate|share|percent)(_|$)"), "per cent"),
    (re.compile(r"(^|_)(score|weight)$"), "points"),
    (re.compile(r"_count$"), "count"),
)
_PLACE = re.compile(r"(^|_)(year|no|index|page|line|end|from|to|edition|position)$")
_OWN_UNIT = re.compile(r"(^|_)unit$")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it means in two languages, its unit, and whether it may be empty."""

    name: str
    description: str = ""
    label_zh: str | None = None
    unit: str | None = None
    required: bool = False


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
    nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"].values()
    models = sorted((_model(node) for node in nodes if _is_mart(node)), key=lambda m: m.name)
    codes = _classified(nodes)
    labels = _shared_labels(models)
    return [
        replace(
            model,
            columns={n: _labelled(column, labels) for n, column in model.columns.items()},
            foreign_keys=_foreign_keys(model, models, codes),
        )
        for model in models
    ]


def _is_mart(node: dict[str, Any]) -> bool:
    if node["resource_type"] != "model" or node["schema"] != "marts":
        return False
    return str(node["config"]["materialized"]) != "ephemeral"


def _model(node: dict[str, Any]) -> Model:
    description = one_line(node["description"])
    meta = _meta(node)
    key = _primary_key(node)
    return Model(
        name=node["name"],
        relation=f"{quoted(node['schema'])}.{quoted(node['alias'])}",
        description=description,
        label_zh=_text(meta, "label_zh") or label_of(description),
        columns={n: _column(c, key, node["columns"]) for n, c in node["columns"].items()},
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


def _shared_labels(models: list[Model]) -> dict[str, str]:
    """The label of each column name of which all the marts that give one give the same."""
    found: dict[str, set[str]] = {}
    for model in models:
        for column in model.columns.values():
            if column.label_zh:
                found.setdefault(column.name, set()).add(column.label_zh)
    return {name: labels.pop() for name, labels in found.items() if len(labels) == 1}


def _labelled(column: Column, labels: dict[str, str]) -> Column:
    return column if column.label_zh else replace(column, label_zh=labels.get(column.name))


def _column(column: dict[str, Any], key: tuple[str, ...], columns: Mapping[str, object]) -> Column:
    name, description = column["name"], one_line(column["description"])
    kind = str(column.get("data_type") or "").lower()
    meta = _meta(column)
    kinds = {constraint["type"] for constraint in column.get("constraints") or ()}
    return Column(
        name=name,
        description=description,
        label_zh=_text(meta, "label_zh") or label_of(description),
        unit=_text(meta, "unit") or unit_of(name, kind, columns),
        required="not_null" in kinds or name in key,
    )


def _meta(described: dict[str, Any]) -> dict[str, object]:
    return {**(described.get("config") or {}).get("meta", {}), **(described.get("meta") or {})}


def _text(meta: Mapping[str, object], key: str) -> str | None:
    value = meta.get(key)
    return str(value) if value else None


def label_of(description: str) -> str | None:
    """The Chinese label: the first Chinese term in brackets, up to its first comma or colon.

    A description that begins in lower case lists values with their own terms; none of these is
    the label, and the description needs a head, or its column a `label_zh`.

    Args:
        description: A description in English, such as `Fiscal year (财政年度).`
    """
    if not description[:1].isupper():
        return None
    for inside in _BRACKET.findall(description):
        term: str = _REST.split(inside)[0].strip()
        if _HAN.search(term):
            return term
    return None


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


def _classified(nodes: Any) -> list[tuple[str, str, str]]:  # noqa: ANN401 - as json has it
    """Model, dimension and code of every test that holds a fact's codes against a register."""
    found = []
    for node in nodes:
        test = node.get("test_metadata") or {}
        if node["resource_type"] == "test" and test.get("name") == "codes_valid":
            arguments = test["kwargs"]
            dimension = re.search(r"ref\('(\w+)'\)", arguments["to"])
            model = str(node.get("attached_node") or "").rsplit(".", 1)[-1]
            if dimension and model:
                found.append((model, dimension[1], str(arguments["code"])))
    return found


def _foreign_keys(
    model: Model, models: list[Model], codes: list[tuple[str, str, str]]
) -> tuple[ForeignKey, ...]:
    """Keys by name, as names parse: the columns that are another model's key are a key to it.

    Where a dimension has the key, it is meant. A key of several columns counts for dimensions
    alone and where each of its columns is always there: one that is half empty leads nowhere.
    """
    owned = {other.primary_key for other in models if other.name.startswith(DIMENSION)}
    keys = [
        ForeignKey(other.primary_key, other.name, other.primary_key)
        for other in models
        if other.name != model.name and _refers(model, other, owned)
    ]
    keys += [
        ForeignKey((code,), dimension, (code,))
        for name, dimension, code in codes
        if name == model.name and code in model.columns
    ]
    return tuple(sorted(set(keys), key=lambda key: (key.columns, key.model)))


def _refers(model: Model, other: Model, owned: set[tuple[str, ...]]) -> bool:
    key = other.primary_key
    if not key or not set(key) <= model.columns.keys():
        return False
    if other.name.startswith(DIMENSION):
        return len(key) == 1 or all(model.columns[name].required for name in key)
    return len(key) == 1 and key != model.primary_key and key not in owned


def one_line(text: str) -> str:
    """A description as yaml folds it, without the line ends that only its source needed."""
    return " ".join(text.split())
