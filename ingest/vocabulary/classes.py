"""The functional and the economic classification: their codes, names and groups."""

from functools import cache
from typing import Literal

from ingest.base.text import label_key
from ingest.vocabulary.seeds import read_seed

Register = Literal["functional", "economic"]
_REGISTERS: dict[str, Register] = {"functional": "functional", "economic": "economic"}


@cache
def _registers() -> dict[str, Register]:
    """The classification that the lines of a table are of, by the table's type."""
    rows = read_seed("mapping/table_roles.csv", "table_type", "classification")
    return {
        row["table_type"]: _REGISTERS[row["classification"]]
        for row in rows
        if row["classification"] in _REGISTERS
    }


def register_of(table_type: str | None) -> Register | None:
    """The classification that the lines of a table are of, or None: a summary, a purchase."""
    return _registers().get(table_type or "")


@cache
def functional_codes() -> frozenset[str]:
    """Every code of the functional classification, of any year."""
    rows = read_seed("classification/functional_classification.csv", "functional_code")
    return frozenset(row["functional_code"] for row in rows)


@cache
def class_names() -> frozenset[str]:
    """The keys of every name and alias of a functional class, of any year."""
    names = {
        label_key(row["name"])
        for row in read_seed(
            "classification/functional_classification.csv", "functional_code", "name"
        )
        if len(row["functional_code"]) == len("201")
    }
    aliases = read_seed("classification/functional_aliases.csv", "label", "functional_code")
    names.update(
        label_key(row["label"]) for row in aliases if len(row["functional_code"]) == len("201")
    )
    return frozenset(names)


@cache
def functional_names() -> frozenset[str]:
    """The keys of every name and alias of the functional classification, of any year."""
    columns = {"classification": "name", "aliases": "label"}
    return frozenset(
        label_key(row[column])
        for seed, column in columns.items()
        for row in read_seed(f"classification/functional_{seed}.csv", column)
    )


@cache
def classification_names() -> frozenset[str]:
    """The keys of every name and alias of both classifications, of any year."""
    columns = {"classification": "name", "aliases": "label"}
    return frozenset(
        label_key(row[column])
        for register in _REGISTERS
        for seed, column in columns.items()
        for row in read_seed(f"classification/{register}_{seed}.csv", column)
    )


@cache
def codes_by_name() -> dict[str, frozenset[str]]:
    """The codes of each name and alias of both classifications, of any year, by its key."""
    found: dict[str, set[str]] = {}
    for register in _REGISTERS:
        for seed, column in (("classification", "name"), ("aliases", "label")):
            code = f"{register}_code"
            for row in read_seed(f"classification/{register}_{seed}.csv", column, code):
                found.setdefault(label_key(row[column]), set()).add(row[code])
    return {name: frozenset(codes) for name, codes in found.items()}


@cache
def economic_codes() -> frozenset[str]:
    """Every code of the departmental economic classification, of any year."""
    rows = read_seed("classification/economic_classification.csv", "economic_code")
    return frozenset(row["economic_code"] for row in rows)


@cache
def expense_groups() -> dict[str, str]:
    """Group (personnel, public, ...) by class of the departmental economic classification."""
    columns = ("economic_code", "system", "level", "expense_group")
    rows = read_seed("classification/economic_classification.csv", *columns)
    return {
        row["economic_code"]: row["expense_group"]
        for row in rows
        if row["system"] == "departmental" and row["level"] == "class"
    }


@cache
def economic_class_names(system: str) -> frozenset[str]:
    """The keys of the names of classes of a system of the economic classification.

    Args:
        system: departmental or government.
    """
    rows = read_seed("classification/economic_classification.csv", "system", "level", "name")
    return frozenset(
        label_key(row["name"])
        for row in rows
        if row["system"] == system and row["level"] == "class"
    )


@cache
def expense_classes() -> frozenset[str]:
    """The keys of every name and alias of an economic class, of any year: 工资福利支出."""
    return frozenset(
        label_key(row[column])
        for seed, column in {"classification": "name", "aliases": "label"}.items()
        for row in read_seed(f"classification/economic_{seed}.csv", column, "economic_code")
        if len(row["economic_code"]) == len("301")
    )
