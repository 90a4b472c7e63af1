"""What the text of a disclosure says of the totals of its tables, for placing figures by it.

Seed `mapping/statement_concepts.csv` says what a label of the text is of, and seed
`rules/text_ties.csv` in which place of which table that stands.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from ingest.base.text import printed_unit
from ingest.extraction.narrative import Statement
from ingest.extraction.narrative.context import scope_of
from ingest.extraction.tables.model import Value
from ingest.extraction.tables.placing.identities import agrees
from ingest.extraction.tables.words.headings import default_phase
from ingest.vocabulary.money import yuan_per_unit
from ingest.vocabulary.narrative import load_vocabulary
from ingest.vocabulary.seeds import read_seed
from ingest.vocabulary.statement_concepts import compiled, is_open

Stated = Mapping[tuple[str, str, str], Value]
"""Amounts in yuan by table type, line and measure."""

_ANY = "*"


@dataclass(frozen=True, slots=True)
class _Concept:
    """What a label is of, in a scope or in any."""

    scope: str | None
    kind: str
    item: str
    side: str | None


@dataclass(frozen=True, slots=True)
class _Tie:
    """The place of a table that repeats what the text says of an item."""

    kind: str
    item: str
    side: str | None
    scope: str | None
    stage: str | None
    place: tuple[str, str, str]


def stated_totals(statements: Iterable[Statement], year: int, stage: str) -> Stated:
    """The amounts that the text gives for totals of tables.

    Args:
        statements: What the text states.
        year: The fiscal year of the disclosure; what is said of others is left out.
        stage: budget or final.

    Returns:
        The amounts; a place of which the text says different things is left out.
    """
    found: dict[tuple[str, str, str], Value] = {}
    contradicted: set[tuple[str, str, str]] = set()
    phase = default_phase(stage)
    for statement in statements:
        own = statement.fiscal_year == year and statement.phase == phase
        if statement.metric != "amount" or statement.bound != "exact" or not own:
            continue
        scale = yuan_per_unit().get(statement.unit)
        if scale is None:
            continue
        step = printed_unit(statement.value_text) * scale
        value = Value(Decimal(statement.value_text) * scale, step)
        for place in _places(statement, stage):
            before = found.setdefault(place, value)
            if not agrees(before, (value,)):
                contradicted.add(place)
            elif value.step < before.step:
                found[place] = value
    return {place: value for place, value in found.items() if place not in contradicted}


def in_table(
    stated: Stated, table_type: str, money_unit: str | None
) -> dict[str, dict[str, Value]]:
    """The amounts stated of one table, by line and measure, in its unit of money."""
    scale = yuan_per_unit().get(money_unit or "")
    lines: dict[str, dict[str, Value]] = {}
    for (own_type, line, measure), (amount, step) in stated.items():
        if own_type == table_type and scale is not None:
            lines.setdefault(line, {})[measure] = Value(amount / scale, step / scale)
    return lines


def _places(statement: Statement, stage: str) -> list[tuple[str, str, str]]:
    """The places of tables that show what a statement says; of an item of a class none does."""
    concepts = [c for c in _concepts_of(statement.subject) if _is_in(c.scope, statement)]
    if statement.subject_path or not concepts:
        return []
    # 支出合计…，其中：财政拨款基本支出: a part of what the sentence speaks of, and no total of it.
    named = scope_of(statement.subject, load_vocabulary())
    if named and named[1] != statement.scope:
        return []
    concept = next((c for c in concepts if c.scope), concepts[0])
    return [
        tie.place
        for tie in _ties().get((concept.kind, concept.item), ())
        if tie.side in {None, concept.side}
        and tie.stage in {None, stage}
        and tie.scope in {None, statement.scope}
    ]


def _is_in(scope: str | None, statement: Statement) -> bool:
    return scope in {None, statement.scope}


@lru_cache(maxsize=8192)
def _concepts_of(label: str) -> list[_Concept]:
    """What `label` is of: by the label itself, else by the longest pattern with a wildcard."""
    if exact := _concepts().get(label):
        return exact
    fitting = (pattern for pattern, known in _wildcards().items() if known.fullmatch(label))
    longest = min(fitting, key=lambda pattern: (-len(pattern), pattern), default=None)
    return _concepts()[longest] if longest else []


@cache
def _wildcards() -> dict[str, re.Pattern[str]]:
    """The patterns that fit more than themselves, compiled."""
    return {pattern: compiled(pattern) for pattern in _concepts() if is_open(pattern)}


@cache
def _concepts() -> dict[str, list[_Concept]]:
    """What labels are of, by the pattern that names them."""
    columns = ("pattern", "scope", "concept_type", "concept", "side")
    found: dict[str, list[_Concept]] = {}
    for row in read_seed("mapping/statement_concepts.csv", *columns):
        concept = _Concept(
            row["scope"] or None, row["concept_type"], row["concept"], row["side"] or None
        )
        found.setdefault(row["pattern"], []).append(concept)
    return found


@cache
def _ties() -> dict[tuple[str, str], list[_Tie]]:
    """The ties of the text that name an item and a line, whatever its words and heading."""
    columns = ("item_type", "item", "said_of_side", "scope", "stage", "subject_pattern")
    places = ("heading_pattern", "table_type", "line_key", "measure")
    found: dict[tuple[str, str], list[_Tie]] = {}
    for row in read_seed("rules/text_ties.csv", *columns, *places):
        is_whole = row["item_type"] and row["item"] != _ANY
        if not is_whole or row["subject_pattern"] or row["heading_pattern"]:
            continue
        # The head of a table of performance names no scope; the text says which money it is of.
        if row["item_type"] == "total_measure" and not row["scope"]:
            continue
        tie = _Tie(
            row["item_type"],
            row["item"],
            row["said_of_side"] or None,
            row["scope"] or None,
            row["stage"] or None,
            (row["table_type"], row["line_key"], row["measure"]),
        )
        found.setdefault((tie.kind, tie.item), []).append(tie)
    return found
