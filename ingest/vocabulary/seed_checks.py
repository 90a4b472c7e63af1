"""Every seed held against its yaml before anything is loaded: a fault is told by file and line.

dbt checks types and tests too, but after a load, and names neither; the yaml says what is checked.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import yaml

from ingest.base.errors import Place, SeedError
from ingest.base.settings import PROJECT
from ingest.base.text import fold, parse_number
from ingest.vocabulary.answerable import refusal
from ingest.vocabulary.seeds import SEEDS, own_seeds, placed_rows, read_seed

_ANSWERS, _CORRECTIONS = "mapping/unmapped_answers.csv", "corrections.csv"
_DECIMAL = re.compile(r"[+-]?\d+(\.\d+)?")
_SHOWN = 20

_Row = tuple[Place, dict[str, str]]
_Fault = tuple[Place, str]


def check_seeds() -> None:
    """Check all seeds, and a steward's own.

    Raises:
        SeedError: A row is not what its seed's yaml says, or answers and corrections nobody can
            apply; the first twenty are named.
    """
    own_seeds()
    faults = list(_faults())
    if faults:
        place, problem = faults[0]
        told = "".join(f" {place}: {problem}" for place, problem in faults[1:_SHOWN])
        raise SeedError(place, f"{problem}{told}", "Correct the row, or remove it.")


def _faults() -> Iterator[_Fault]:
    described = _described()
    for path in sorted(SEEDS.rglob("*.csv")):
        read_seed(path.relative_to(SEEDS).as_posix())  # Cells too many or too few.
        rows = placed_rows(path.relative_to(SEEDS).as_posix())
        seed = described.get(path.stem, {})
        yield from _of_types(rows, seed.get("config", {}).get("column_types", {}))
        for column in seed.get("columns", []):
            for test in column.get("data_tests", []):
                yield from _of_test(rows, column["name"], test)
    yield from _of_answers()
    yield from _of_corrections()


def _described() -> dict[str, dict[str, Any]]:
    """What the yaml says of each seed, by its name."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((PROJECT / "seeds").rglob("*.yml")):
        read = yaml.load(path.read_text(encoding="utf-8"), loader)  # noqa: S506 - a safe loader
        found |= {seed["name"]: seed for seed in read.get("seeds") or ()}
    return found


def _of_types(rows: list[_Row], types: dict[str, str]) -> Iterator[_Fault]:
    checks = {name: _checked(kind) for name, kind in types.items()}
    for place, row in rows:
        for name, (meant, fits) in ((n, c) for n, c in checks.items() if c):
            if row.get(name) and not fits(row[name]):
                yield place, f"{name} is {row[name]!r}, no {meant}."


def _checked(kind: str) -> tuple[str, Callable[[str], bool]] | tuple[()]:
    """How a type is called, and what holds a text against it; nothing for text."""
    kind = kind.lower()
    if kind.startswith(("int", "bigint")):
        return "whole number", lambda text: bool(re.fullmatch(r"[+-]?\d+", text))
    if kind.startswith(("decimal", "double")):
        return "number", lambda text: bool(_DECIMAL.fullmatch(text))
    if kind == "boolean":
        return "true or false", lambda text: text.lower() in {"true", "false"}
    return ("day such as 2026-01-31", _is_day) if kind == "date" else ()


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _of_test(rows: list[_Row], name: str, test: object) -> Iterator[_Fault]:
    """What of a column breaks a test of its yaml that rows of the seed can break alone."""
    if test == "not_null":
        yield from ((place, f"{name} is empty.") for place, row in rows if not row.get(name))
    elif test == "unique":
        first: dict[str, Place] = {}
        for place, row in rows:
            value = row.get(name) or ""
            if value and value in first:
                yield place, f"{name} is {value!r}, as at {first[value]}."
            first.setdefault(value, place)
    elif isinstance(test, dict) and "accepted_values" in test:
        said = test["accepted_values"].get("arguments", test["accepted_values"])
        values = [str(value) for value in said.get("values", ())]
        for place, row in rows:
            if row.get(name) and row[name] not in values:
                yield place, f"{name} is {row[name]!r}, none of {', '.join(values)}."


def _of_answers() -> Iterator[_Fault]:
    """Answers that nobody knows how to apply, and second answers to one text."""
    given: dict[tuple[str, str], Place] = {}
    for place, row in placed_rows(_ANSWERS, "kind", "printed_text", "answer"):
        kind, text, answer = row["kind"], row["printed_text"], row["answer"]
        if refused := refusal(kind, text, answer):
            yield place, refused[0]
        before = given.setdefault((kind, fold(text)), place)
        if before != place:
            yield place, f"{text} is answered already, at {before}."


def _of_corrections() -> Iterator[_Fault]:
    for place, row in placed_rows(_CORRECTIONS, "document_id", "corrected_text", "reason"):
        if parse_number(fold(row["corrected_text"])) is None:
            yield place, f"corrected_text is {row['corrected_text']!r}, no number."
        for name in ("document_id", "line", "measure", "reason"):
            if not row[name]:
                yield place, f"{name} is empty."
