"""Titles of tables and notes under them: the patterns by which they are known."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest.base.ordinals import strip_ordinal
from ingest.vocabulary.answers import answers
from ingest.vocabulary.seeds import by_priority, compiled, read_seed


@dataclass(frozen=True, slots=True)
class TitlePattern:
    """A pattern of table titles and the type and scope that it stands for."""

    pattern: re.Pattern[str]
    table_type: str
    scope: str | None


@dataclass(frozen=True, slots=True)
class NotePattern:
    """A pattern of notes under tables that say where no figures are to be expected."""

    pattern: re.Pattern[str]
    kind: str
    table_type: str | None


@cache
def title_patterns() -> tuple[TitlePattern, ...]:
    """Patterns over folded titles, the most specific first (`seeds/mapping/table_titles.csv`)."""
    relative = "mapping/table_titles.csv"
    known = tuple(
        TitlePattern(compiled(row["pattern"], relative), row["table_type"], row["scope"] or None)
        for row in by_priority(relative, "pattern", "table_type", "scope")
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
