"""Titles of tables and notes under them: the words by which they are known.

A title is a combination of words, each of which says one thing (`seeds/mapping/title_terms.csv`):
of which fund the table is, of which side, by which classification. What a combination makes a table
is in `seeds/mapping/table_types.csv`. A combination that no row has is of a part of the money, or
of something the contract has no type for; a title with a word that nobody knows is neither.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.base.ordinals import strip_ordinal
from ingest.vocabulary.answers import answers
from ingest.vocabulary.seeds import by_priority, compiled, read_seed
from ingest.vocabulary.unit_names import ends_of_names

_TERMS = "mapping/title_terms.csv"
_TYPES = "mapping/table_types.csv"
_CONDITIONS = ("subject", "part", "fund", "side", "nature", "classification", "layout")
_ANY = "*"
_FUND = "fund"
_WIDE_FUND = "fiscal_appropriation"
_SUBJECT, _LAYOUT, _ISSUER = "subject", "layout", "issuer"
_SIDE, _OF_SPENDING = "side", {"nature", "classification"}
_CACHED = 4096

Aspects = frozenset[tuple[str, str]]
"""What a title says: pairs of an aspect (fund, side, part) and its value."""


@dataclass(frozen=True, slots=True)
class TitleKind:
    """What a title says of its table.

    `table_type` is None for a part of the money, for what the contract has no type for, and where
    a word of the title is not known; only the last is False for `is_known`.
    """

    table_type: str | None
    scope: str | None
    aspects: Aspects = frozenset()
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class NotePattern:
    """A pattern of notes under tables that say where no figures are to be expected."""

    pattern: re.Pattern[str]
    kind: str
    table_type: str | None


@dataclass(frozen=True, slots=True)
class _Term:
    """A word of titles, the aspect that it speaks of, and what it says of it."""

    aspect: str
    pattern: re.Pattern[str]
    value: str


@dataclass(frozen=True, slots=True)
class _Type:
    """A combination of what titles say, and the type and scope of the tables so titled."""

    conditions: Mapping[str, frozenset[str] | None]
    table_type: str
    scope: str

    def holds_for(self, said: Mapping[str, set[str]]) -> bool:
        """Whether a title that says `said` is of this combination."""
        return all(map(self._holds, self.conditions, map(said.get, self.conditions)))

    def _holds(self, name: str, said: set[str] | None) -> bool:
        allowed = self.conditions[name]
        if allowed is None or (name == _LAYOUT and said is None):
            return True
        # A table may show several subjects; the first that has a type is what it is for.
        return (
            not allowed.isdisjoint(said or {""}) if name == _SUBJECT else (said or {""}) <= allowed
        )

    def scope_of(self, funds: Iterable[str]) -> str | None:
        """The scope of a table with a title that names `funds`."""
        return next(iter(funds), None) if self.scope == _FUND else self.scope or None


@cache
def _terms() -> tuple[_Term, ...]:
    rows = read_seed(_TERMS, "aspect", "pattern", "value")
    return tuple(_Term(r["aspect"], compiled(r["pattern"], _TERMS), r["value"]) for r in rows)


@cache
def _types() -> tuple[_Type, ...]:
    rows = by_priority(_TYPES, *_CONDITIONS, "table_type", "scope")
    return tuple(
        _Type(
            {
                name: None if row[name] == _ANY else frozenset(row[name].split("|"))
                for name in _CONDITIONS
                if name != _LAYOUT or row[name]
            },
            row["table_type"],
            row["scope"],
        )
        for row in rows
    )


@cache
def _known_types() -> frozenset[str]:
    return frozenset(kind.table_type for kind in _types())


def is_type_of_table(text: str) -> bool:
    """Whether a text is the name of a type of table, as `table_type` of rows has it."""
    return text in _known_types()


@lru_cache(maxsize=_CACHED)
def title_kind(title: str) -> TitleKind | None:
    """What a folded title without its number says; None where it says nothing of a table.

    Whose table it is may stand in front: 青山市档案馆2024年支出总表.
    """
    answered = _answered().get(title)
    if answered is not None:
        return answered
    for start in (*_behind_issuers(title), 0):
        # What says something of the money itself is nobody's name.
        said = None if start and _said(title[:start]) else _said(title[start:])
        if said is not None:
            return kind_of(said) if said else None
    return TitleKind(None, None, is_known=False)


def kind_of(said: Iterable[tuple[str, str]]) -> TitleKind:
    """The kind of a table of which its title, or its title and its head, say `said`."""
    by_aspect: dict[str, set[str]] = {}
    for aspect, value in said:
        by_aspect.setdefault(aspect, set()).add(value)
    funds = by_aspect.get(_FUND, set())
    if len(funds) > 1:
        funds.discard(_WIDE_FUND)
    kind = next((kind for kind in _types() if kind.holds_for(by_aspect)), None)
    if kind is None:
        return TitleKind(None, None, frozenset(said))
    return TitleKind(kind.table_type, kind.scope_of(funds), frozenset(said))


def kind_of_type(table_type: str, note: str) -> TitleKind:
    """The kind of a table of a type, of the fund that a folded note names."""
    kinds = [kind for kind in _types() if kind.table_type == table_type]
    funds = {t.value for t in _terms() if t.aspect == _FUND and t.pattern.search(note)}
    if len(funds) > 1:
        funds.discard(_WIDE_FUND)
    named = (k for k in kinds if funds <= (k.conditions[_FUND] or funds))
    kind = next(named, kinds[-1])
    return TitleKind(table_type, kind.scope_of(funds))


@lru_cache(maxsize=_CACHED)
def funds_named(text: str) -> frozenset[str]:
    """The funds that a folded heading is of and says nothing else: 政府性基金预算支出."""
    said = _said(text) or frozenset()
    if any(aspect not in {_FUND, "side"} for aspect, _ in said):
        return frozenset()
    return frozenset(value for aspect, value in said if aspect == _FUND and value != _WIDE_FUND)


def _said(title: str) -> Aspects | None:
    """What the words of a title say; None where one of them is not known."""
    said: set[tuple[str, str]] = set()
    at = 0
    while at < len(title):
        found = [(m.end(), t) for t in _words() if (m := t.pattern.match(title, at))]
        end, term = max(found, key=lambda item: item[0], default=(at, None))
        if end == at or term is None:
            return None
        if term.value:
            said.add((term.aspect, term.value))
        at = end
    aspects = {aspect for aspect, _ in said}
    if _SIDE not in aspects and aspects & _OF_SPENDING:
        # What is split into natures or classes is spending, whether or not the title says so.
        said.add((_SIDE, "expenditure"))
    return frozenset(said)


def _behind_issuers(title: str) -> Iterator[int]:
    """Where a title may go on after the name of whose table it is, the longest name first."""
    before = {m.end() for t in _issuers() for m in t.finditer(title)}
    yield from sorted({*before, *ends_of_names(title)}, reverse=True)


@cache
def _words() -> tuple[_Term, ...]:
    return tuple(term for term in _terms() if term.aspect != _ISSUER)


@cache
def _issuers() -> tuple[re.Pattern[str], ...]:
    return tuple(term.pattern for term in _terms() if term.aspect == _ISSUER)


@cache
def _answered() -> dict[str, TitleKind]:
    """The titles that stewards answered, by the type of table or the known title they answered."""
    found: dict[str, TitleKind] = {}
    for title, meant in answers("title").items():
        if meant in _known_types():
            found[strip_ordinal(title)] = TitleKind(meant, None)
        elif (known := _said(strip_ordinal(meant))) and (kind := kind_of(known)).table_type:
            found[strip_ordinal(title)] = TitleKind(kind.table_type, kind.scope)
    return found


@cache
def note_patterns() -> tuple[NotePattern, ...]:
    """Patterns over folded notes, the most specific first (`seeds/mapping/notes.csv`)."""
    relative = "mapping/notes.csv"
    return tuple(
        NotePattern(compiled(row["pattern"], relative), row["kind"], row["table_type"] or None)
        for row in by_priority(relative, "pattern", "kind", "table_type")
    )


@cache
def fact_scopes() -> dict[str, str]:
    """The scope that a type of table is of where its title names none, by the type."""
    rows = read_seed("mapping/table_roles.csv", "table_type", "fact_scope")
    return {row["table_type"]: row["fact_scope"] for row in rows}
