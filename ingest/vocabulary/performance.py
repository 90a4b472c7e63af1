"""The words that the reader of performance tables knows, from the seeds `performance_*`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, TypeVar, cast, get_args

from ingest.base.errors import SeedError
from ingest.base.text import fold
from ingest.vocabulary.answers import answers
from ingest.vocabulary.seeds import any_of, read_seed

Role = Literal[
    "level_1", "level_2", "level_3", "operator", "target", "unit_of_measure", "points",
    "direction", "actual", "score", "prose", "figure", "total_score", "project_name", "unit_name",
    "attribute", "block", "goal", "task", "whole_unit",
]  # fmt: skip
Level = Literal[1, 2]
Direction = Literal["positive", "negative"]
Metric = Literal["amount", "completion_rate", "score", "share"]
Period = Literal["annual", "medium_term"]
Phase = Literal["initial_budget", "adjusted_budget", "final"]

_PHASES = {"", "initial_budget", "adjusted_budget", "final", "by_table", "by_stage"}


@dataclass(frozen=True, slots=True)
class Label:
    """What a heading or a label is: its role, and the figure that stands under or beside it.

    Attributes:
        text: The folded label.
        place: Whether it heads a ``column``, a ``row``, ``any`` of both, or a column ``below``
            another heading, or is in a ``title``.
        role: What it is to the table.
        metric: What its figure measures.
        phase: Phase of its figure; ``by_table`` and ``by_stage`` leave it to these.
        period: Period that its figure or its goal is of.
        standard: The label that stands for it.
    """

    text: str
    place: str
    role: Role
    metric: Metric | None
    phase: str
    period: Period | None
    standard: str | None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of all seeds as look-ups by folded word, and the patterns of figures in words."""

    labels: Mapping[str, Label]
    columns: Mapping[str, Label]
    below: Mapping[str, Label]
    levels: Mapping[Level, frozenset[str]]
    operators: Mapping[str, str]
    directions: Mapping[str, Direction]
    unit: re.Pattern[str]
    figure: re.Pattern[str]
    leading: re.Pattern[str]
    after: Mapping[str, str]


@cache
def vocabulary() -> Vocabulary:
    """Read the seeds of the vocabulary.

    Raises:
        SeedError: A seed is missing, lacks a column, or holds a word of a role unknown here.
    """
    labels = _labels()
    words = read_seed("mapping/performance_comparisons.csv", "word", "side", "operator")
    sides: dict[str, dict[str, str]] = {"before": {}, "after": {}, "column": {}}
    for row in words:
        sides[row["side"]][fold(row["word"])] = row["operator"]
    not_before = {fold(row["word"]): fold(row["not_before"]) for row in words}
    rows = read_seed("mapping/performance_directions.csv", "word", "direction")
    directions = {fold(r["word"]): cast("Direction", r["direction"]) for r in rows}
    return Vocabulary(
        labels={text: label for text, label in labels.items() if label.place != "below"},
        columns={text: label for text, label in labels.items() if label.place in {"column", "any"}},
        below={text: label for text, label in labels.items() if label.place == "below"},
        levels=_levels(),
        operators=_answered("operator", {**sides["before"], **sides["column"]}),
        directions=_answered("direction", directions),
        unit=re.compile(_unit()),
        figure=_figure(sides["before"], sides["after"], not_before),
        leading=re.compile(any_of(sides["before"])),
        after=sides["after"],
    )


T = TypeVar("T")


def _answered(kind: str, known: Mapping[str, T]) -> dict[str, T]:
    """`known` with the texts that stewards answered to be one of them."""
    said = answers(f"performance_{kind}").items()
    return {**{text: known[meant] for text, meant in said if meant in known}, **known}


def _labels() -> dict[str, Label]:
    relative = "mapping/performance_labels.csv"
    found = {}
    required = ("label", "place", "role", "metric", "phase", "period", "standard_label")
    for row in read_seed(relative, *required):
        if row["role"] not in get_args(Role) or row["phase"] not in _PHASES:
            problem = f"{row['label']!r} has the role {row['role']!r} and phase {row['phase']!r}."
            remedy = "Use the values listed in the column descriptions."
            raise SeedError(f"seeds/{relative}", problem, remedy)
        text = fold(row["label"])
        found[text] = Label(
            text,
            row["place"],
            cast("Role", row["role"]),
            cast("Metric", row["metric"]) if row["metric"] else None,
            row["phase"],
            cast("Period", row["period"]) if row["period"] else None,
            row["standard_label"] or None,
        )
    known = {**_answered("heading", found), **_answered("label", found)}
    return {text: replace(label, text=text) for text, label in known.items()}


def _levels() -> dict[Level, frozenset[str]]:
    rows = read_seed("mapping/performance_levels.csv", "name", "level")
    # A name may be of both levels.
    first, second = (
        frozenset(_answered("level", {fold(r["name"]): "" for r in rows if r["level"] == number}))
        for number in "12"
    )
    return {1: first, 2: second}


def _unit() -> str:
    """The pattern of a unit with the power of ten before it, or of that alone: 台, 万人, 万."""
    rows = read_seed("mapping/performance_units.csv", "unit")
    units = _answered("unit_of_measure", {fold(row["unit"]): "" for row in rows})
    return rf"[十百千万亿]{{0,2}}(?:{any_of(units)})|[十百千万亿]{{1,2}}"


def _figure(
    before: Iterable[str], after: Iterable[str], not_before: Mapping[str, str]
) -> re.Pattern[str]:
    """A figure in a target: comparison, number, unit, comparison; ranges and products too."""
    closing = "|".join(
        re.escape(word) + (f"(?![{re.escape(not_before[word])}])" if not_before[word] else "")
        for word in sorted(after, key=lambda w: (-len(w), w))
    )
    number = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
    unit = _unit()
    return re.compile(
        rf"(?P<before>{any_of(before)})?"
        rf"(?P<sign>(?<![\d%])[-−])?(?P<number>{number})"
        rf"(?P<more>(?:[*×xX/]|(?:{unit})?[-−~—–至]){number})?"
        rf"(?P<unit>{unit})?(?P<after>{closing})?"
    )


def level(text: str, number: Level) -> bool:
    """Whether the folded `text` is a known name of a level."""
    return text in vocabulary().levels[number]


def phase_of(label: Label, stage: str, *, is_evaluation: bool) -> Phase:
    """The phase of a figure under `label` in a document of `stage`."""
    if label.phase == "by_table":
        return "adjusted_budget" if is_evaluation else "initial_budget"
    if label.phase in {"by_stage", ""}:
        return "final" if stage == "final" else "initial_budget"
    return cast("Phase", label.phase)
