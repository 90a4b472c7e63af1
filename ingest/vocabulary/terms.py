"""The vocabulary that the readers of tables use: seeds that people edit, read once.

A new spelling of a heading, title, note or unit is a row in a seed, never a line of code.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest.base.errors import Place, SeedError
from ingest.base.ordinals import strip_ordinal
from ingest.base.settings import PROJECT
from ingest.base.text import fold, label_key

SEEDS = PROJECT / "seeds"


@dataclass(frozen=True, slots=True)
class TitlePattern:
    """A pattern of table titles and the type and scope that it stands for."""

    pattern: re.Pattern[str]
    table_type: str
    scope: str | None


@dataclass(frozen=True, slots=True)
class HeadingTerm:
    """What a heading is: its role in the table, and the measure and phase that it names."""

    role: str
    measure: str | None
    phase: str | None


@dataclass(frozen=True, slots=True)
class NotePattern:
    """A pattern of notes under tables that say where no figures are to be expected."""

    pattern: re.Pattern[str]
    kind: str
    table_type: str | None


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the register, with every full name that identifies it."""

    unit_id: str
    name: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """An accounting identity between measures: the whole is the sum of its parts."""

    identity_id: str
    table_type: str | None
    whole: str
    part: str
    unless: str | None


@dataclass(frozen=True, slots=True)
class Tie:
    """Two places of a document that show the same amount: (table type, line, measure) twice."""

    left: tuple[str, str, str]
    right: tuple[str, str, str]


def read_seed(relative: str, *required: str) -> list[dict[str, str]]:
    """Read one seed as rows of text.

    Args:
        relative: Path below ``seeds/``.
        required: Columns the caller needs.

    Raises:
        SeedError: The seed is missing or lacks a column.
    """
    path = SEEDS / relative
    place = Place(f"seeds/{relative}")
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows = list(reader)
            columns = set(reader.fieldnames or ())
    except OSError as error:
        raise SeedError(
            place, f"The seed cannot be read ({error.strerror}).", "Restore it."
        ) from error
    if missing := sorted(set(required) - columns):
        raise SeedError(
            place, f"The seed lacks the columns {', '.join(missing)}.", "Add them to its header."
        )
    return rows


def _pattern(text: str, relative: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise SeedError(
            Place(f"seeds/{relative}"), f"{text!r} is no pattern ({error}).", "Correct it."
        ) from error


@cache
def title_patterns() -> tuple[TitlePattern, ...]:
    """Patterns over folded titles, the most specific first (`seeds/mapping/table_titles.csv`)."""
    relative = "mapping/table_titles.csv"
    rows = read_seed(relative, "priority", "pattern", "table_type", "scope")
    rows.sort(key=lambda row: int(row["priority"]))
    known = tuple(
        TitlePattern(_pattern(row["pattern"], relative), row["table_type"], row["scope"] or None)
        for row in rows
    )
    return (*_answered_titles(known), *known)


def _answered_titles(known: tuple[TitlePattern, ...]) -> Iterator[TitlePattern]:
    """The titles that stewards answered, by the type of table or the known title they answered."""
    for title, meant in answers("title").items():
        exactly = re.compile(f"^{re.escape(strip_ordinal(title))}$")
        kinds = (k for k in known if k.table_type == meant or k.pattern.search(meant))
        if kind := next(kinds, None):
            scope = kind.scope if kind.pattern.search(meant) else None
            yield TitlePattern(exactly, kind.table_type, scope)


@cache
def headings() -> dict[tuple[str, str], HeadingTerm]:
    """Heading terms by (folded heading, table type or "") (`seeds/mapping/headings.csv`)."""
    rows = read_seed("mapping/headings.csv", "heading", "table_type", "role", "measure", "phase")
    return {
        (fold(row["heading"]), row["table_type"]): HeadingTerm(
            row["role"], row["measure"] or None, row["phase"] or None
        )
        for row in rows
    }


def heading(text: str, table_type: str | None) -> HeadingTerm | None:
    """What the folded heading `text` is in a table of `table_type`; None where it is unknown.

    A heading that a steward answered is what the heading named in the answer is.
    """
    terms = headings()
    for said in (text, answers("heading").get(text)):
        if said and (term := terms.get((said, table_type or "")) or terms.get((said, ""))):
            return term
    return None


@cache
def row_kinds() -> dict[str, str]:
    """Kind of a row by its folded label (`seeds/mapping/row_labels.csv`)."""
    rows = read_seed("mapping/row_labels.csv", "label", "row_kind")
    return {fold(row["label"]): row["row_kind"] for row in rows}


@cache
def note_patterns() -> tuple[NotePattern, ...]:
    """Patterns over folded notes, the most specific first (`seeds/mapping/notes.csv`)."""
    relative = "mapping/notes.csv"
    rows = read_seed(relative, "priority", "pattern", "kind", "table_type")
    rows.sort(key=lambda row: int(row["priority"]))
    return tuple(
        NotePattern(_pattern(row["pattern"], relative), row["kind"], row["table_type"] or None)
        for row in rows
    )


@cache
def units() -> tuple[Unit, ...]:
    """The register of units with their aliases (`seeds/units/`)."""
    aliases: dict[str, list[str]] = defaultdict(list)
    for row in read_seed("units/unit_aliases.csv", "unit_id", "alias"):
        aliases[row["unit_id"]].append(fold(row["alias"]))
    return tuple(
        Unit(
            row["unit_id"],
            row["unit_name"],
            (fold(row["unit_name"]), *aliases[row["unit_id"]]),
        )
        for row in read_seed("units/units.csv", "unit_id", "unit_name")
    )


@cache
def answers(kind: str) -> dict[str, str]:
    """What stewards answered to unknown texts of a kind, by folded text.

    An answer is a text that the vocabulary knows and that the unknown one means
    (`seeds/mapping/unmapped_answers.csv`).
    """
    rows = read_seed("mapping/unmapped_answers.csv", "kind", "printed_text", "answer")
    return {
        fold(row["printed_text"]): fold(row["answer"])
        for row in rows
        if row["kind"] == kind and row["answer"]
    }


def answered_money_unit(folded: str) -> str | None:
    """The unit of money that a steward answered to one printed in `folded`."""
    said = answers("money_unit").items()
    return next((meant for printed, meant in said if f"单位:{printed}" in folded), None)


@cache
def measure_identities() -> tuple[Identity, ...]:
    """Sums between the measures of one row (`seeds/rules/measure_sums.csv`)."""
    rows = read_seed("rules/measure_sums.csv", "identity_id", "table_type", "whole", "part")
    return tuple(
        Identity(
            row["identity_id"],
            row["table_type"] or None,
            row["whole"],
            row["part"],
            row["unless"] or None,
        )
        for row in rows
    )


@cache
def ties() -> tuple[Tie, ...]:
    """Amounts that two places of a document share.

    Those of `seeds/rules/table_ties.csv` are checked as well, where the document meets their
    condition; those of `seeds/mapping/placement_ties.csv`, of forms without subtotals, only place
    figures. A figure is placed by a tie where it holds, whatever the condition.
    """
    sides = ("left", "right")
    columns = [f"{side}_{part}" for side in sides for part in ("table_type", "line", "measure")]
    found = []
    seeds = ("rules/table_ties.csv", "mapping/placement_ties.csv")
    for row in (row for seed in seeds for row in read_seed(seed, *columns)):
        left, right = (
            (row[f"{side}_table_type"], row[f"{side}_line"], row[f"{side}_measure"])
            for side in sides
        )
        found.append(Tie(left, right))
    return tuple(found)


@cache
def fact_scopes() -> dict[str, str]:
    """The scope that a type of table is of where its title names none, by the type."""
    rows = read_seed("mapping/table_roles.csv", "table_type", "fact_scope")
    return {row["table_type"]: row["fact_scope"] for row in rows}


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
def classification_names() -> frozenset[str]:
    """The keys of every name of the functional and economic classifications, of any year."""
    seeds = ("functional_classification", "economic_classification")
    return frozenset(
        label_key(row["name"])
        for seed in seeds
        for row in read_seed(f"classification/{seed}.csv", "name")
    )
