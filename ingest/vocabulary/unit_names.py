"""Names of units: the written variants of one name, the entities that report under it, their ids.

A department (部门) discloses with all its units, and its own office (本级) discloses as one of them
under the very same name. These are two reporting entities and never one document: which of them a
document is of comes from its own words, and is part of the id.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast, get_args

from ingest.base.errors import SeedError
from ingest.base.text import fold
from ingest.vocabulary.answers import answers
from ingest.vocabulary.seeds import by_priority, compiled, read_seed
from ingest.vocabulary.units import units

ReportingLevel = Literal["department", "unit"]

_VARIANTS = "units/name_variants.csv"
_LEVELS = "units/reporting_levels.csv"
_FORMS = "units/unit_name_forms.csv"
_OWN = "(本级)"
_SHORTEST = 3
_IN_BRACKETS = re.compile(r"\([^()]*\)$")
_SENTENCE = re.compile(r"[,。;:]")


@dataclass(frozen=True, slots=True)
class _LevelPattern:
    """A pattern of names, titles or headings and the reporting level that it speaks of."""

    applies_to: str
    pattern: re.Pattern[str]
    level: ReportingLevel


@dataclass(frozen=True, slots=True)
class _Registered:
    """A name of the register: its unit, its years, and the reporting level it is for."""

    unit_id: str
    level: ReportingLevel | None
    valid_from_year: int
    valid_to_year: int

    def is_for(self, year: int, level: ReportingLevel | None) -> bool:
        """Whether the name stands for the unit in `year`, and in documents of `level`."""
        is_level = self.level is None or (level or "department") == self.level
        return is_level and self.valid_from_year <= year <= self.valid_to_year


@cache
def _variants() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = by_priority(_VARIANTS, "pattern", "replacement")
    return tuple((compiled(row["pattern"], _VARIANTS), row["replacement"]) for row in rows)


@cache
def _levels() -> tuple[_LevelPattern, ...]:
    rows = by_priority(_LEVELS, "applies_to", "pattern", "reporting_level")
    for row in rows:
        if row["reporting_level"] not in get_args(ReportingLevel):
            problem = f"{row['reporting_level']!r} is not a reporting level."
            raise SeedError(f"seeds/{_LEVELS}", problem, "Write department or unit.")
    return tuple(
        _LevelPattern(
            row["applies_to"],
            compiled(row["pattern"], _LEVELS),
            cast("ReportingLevel", row["reporting_level"]),
        )
        for row in rows
    )


@cache
def _forms(kind: str) -> re.Pattern[str]:
    rows = by_priority(_FORMS, "kind", "pattern")
    parts = [compiled(row["pattern"], _FORMS).pattern for row in rows if row["kind"] == kind]
    return re.compile("|".join(f"(?:{part})" for part in parts))


def ends_as_body(folded: str) -> bool:
    """Whether a folded text ends as names of bodies do (…局, …中心), whatever stands before."""
    return _forms("ending").search(folded) is not None


def is_no_body(folded: str) -> bool:
    """Whether a folded text holds or begins with what no name of a body does (第二部分, 本单位)."""
    return _forms("no_name").search(folded) is not None


def ends_of_names(folded: str) -> list[int]:
    """Where the name of whose table it is may end in a folded title, the longest name first.

    Another name or a level may stand after it in brackets. An ending with which a word of the
    title goes on (处置, 政府采购) ends no name.
    """
    going_on = {found.end() for found in _forms("goes_on").finditer(folded)}
    ends = (at for at in range(len(folded) - 1, _SHORTEST - 1, -1) if at not in going_on)
    return [at for at in ends if _ends_name(_IN_BRACKETS.sub("", folded[:at]))]


def _ends_name(text: str) -> bool:
    is_open = text.rfind("(") > text.rfind(")")
    return not is_open and (ends_as_body(text) or _forms("place").search(text) is not None)


def without_department_mark(folded: str) -> str:
    """A folded name without the remark that its subordinate units are in it (汇总)."""
    for level in _levels():
        if level.applies_to == "name" and level.level == "department":
            folded = level.pattern.sub("", folded)
    return folded


def canonical_name(name: str) -> str:
    """The one form of a unit's folded name that all its written variants share.

    The reporting level that a name ends in (本级) is not part of it. The form is for comparison and
    ids only; what is shown is the name as printed.
    """
    text = fold(name)
    for level in _levels():
        if level.applies_to == "name":
            text = level.pattern.sub("", text)
    for pattern, replacement in _variants():
        text = pattern.sub(replacement, text, count=1)
    return text


def stable_unit_id(name: str, level: ReportingLevel | None = None) -> str:
    """The id of a unit that the register does not know: a hash of its canonical name.

    A name whose document is the unit's own (本级) has another id than the department of that name,
    whichever of them comes first.
    """
    own = _OWN if (_named_level(fold(name)) or level) == "unit" else ""
    return "unit-" + hashlib.sha256((canonical_name(name) + own).encode()).hexdigest()[:12]


def reporting_level(name: str, title: str, headings: Iterable[str]) -> ReportingLevel | None:
    """Whether a document is of a department with its units, or of one unit itself.

    Args:
        name: The unit's name as printed.
        title: The document's title.
        headings: Its headings, folded.

    Returns:
        What the name says, else the title, else most headings, else those that come first; None
        where nothing says it.
    """
    if found := _named_level(fold(name)) or _first("title", fold(title)):
        return found
    # Of levels said equally often, the one said first is the most common to a counter.
    said = (level for head in headings for level in _said(head))
    return next((level for level, _ in Counter(said).most_common(1)), None)


def _named_level(folded: str) -> ReportingLevel | None:
    return _first("name", folded)


def _first(applies_to: str, text: str) -> ReportingLevel | None:
    found = (p.level for p in _levels() if p.applies_to == applies_to and p.pattern.search(text))
    return next(found, None)


def _said(head: str) -> list[ReportingLevel]:
    said = [p.level for p in _heading_levels() if p.pattern.search(head)]
    return [] if said and _SENTENCE.search(head) else said


@cache
def _heading_levels() -> tuple[_LevelPattern, ...]:
    return tuple(pattern for pattern in _levels() if pattern.applies_to == "heading")


@cache
def _register() -> dict[str, tuple[_Registered, ...]]:
    """What the register holds under each canonical name."""
    found: dict[str, list[_Registered]] = defaultdict(list)
    levels = {
        row["unit_id"]: cast("ReportingLevel", row["reporting_level"]) or None
        for row in read_seed("units/units.csv", "unit_id", "reporting_level")
    }
    for unit in units():
        entry = _Registered(unit.unit_id, levels[unit.unit_id], 0, 9999)
        found[canonical_name(unit.name)].append(entry)
    columns = ("unit_id", "alias", "valid_from_year", "valid_to_year")
    for row in read_seed("units/unit_aliases.csv", *columns):
        years = int(row["valid_from_year"] or 0), int(row["valid_to_year"] or 9999)
        entry = _Registered(row["unit_id"], levels.get(row["unit_id"]), *years)
        found[canonical_name(row["alias"])].append(entry)
    return {name: tuple(dict.fromkeys(entries)) for name, entries in found.items()}


def registered_unit(name: str, year: int, level: ReportingLevel | None) -> str | None:
    """The id of the one unit of the register that bears `name` in `year` and reports at `level`."""
    own = level or _named_level(fold(name))
    found = {e.unit_id for e in _register().get(canonical_name(name), ()) if e.is_for(year, own)}
    return found.pop() if len(found) == 1 else None


def unit_id_of(name: str, year: int, level: ReportingLevel | None) -> tuple[str, bool]:
    """The id of the unit of this printed name, and whether register or a steward knows it.

    A steward's answer to the name is the id of a unit of the register, or the name that the same
    unit bears elsewhere.
    """
    answered = answers("unit").get(fold(name))
    if answered is not None and answered in _unit_ids():
        return answered, True
    known = registered_unit(answered or name, year, level)
    return known or stable_unit_id(answered or name, level), bool(known or answered)


@cache
def _unit_ids() -> frozenset[str]:
    return frozenset(unit.unit_id for unit in units())
