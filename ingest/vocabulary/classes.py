"""The functional and the economic classification: their codes, names and groups."""

from functools import cache

from ingest.base.text import label_key
from ingest.vocabulary.seeds import read_seed


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
def classification_names() -> frozenset[str]:
    """The keys of every name of the functional and economic classifications, of any year."""
    seeds = ("functional_classification", "economic_classification")
    return frozenset(
        label_key(row["name"])
        for seed in seeds
        for row in read_seed(f"classification/{seed}.csv", "name")
    )


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
