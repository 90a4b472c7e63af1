"""Whose disclosure a document is, of which year, and whether budget or final accounts.

All three come from the document's own titles and headings, checked against the register of units.
What the document does not say may be taken from the name of its file, which is recorded. A
manifest, a CSV beside the documents, may overrule each of them for a file.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.base.errors import (
    NoDisclosureError,
    Place,
    UnknownStageError,
    UnknownUnitError,
    UnknownYearError,
)
from ingest.base.text import fold
from ingest.extraction.identity import unit, when
from ingest.extraction.identity.heads import cover_titles, headings, plain_texts
from ingest.extraction.identity.manifest import overruled
from ingest.extraction.identity.model import Identity, Overrule, Source, Stage
from ingest.extraction.identity.printings import usual_printing
from ingest.reading.model import PARTS_JOINED, Document
from ingest.vocabulary.unit_names import reporting_level, unit_id_of, without_department_mark
from ingest.vocabulary.units import units


@dataclass(frozen=True, slots=True)
class _Said:
    """What a document says of itself: title on the cover, headings; and the names of its files."""

    document: Document
    titles: Sequence[str]
    title: str | None
    heads: Sequence[str]
    stems: Sequence[str]


def identify(document: Document, manifest: Mapping[str, Overrule] | None = None) -> Identity:
    """Say whose disclosure `document` is.

    Args:
        document: The document as read.
        manifest: What overrules the document's own words, by source file.

    Raises:
        NoDisclosureError: Its title speaks of a government or a region.
        UnknownUnitError: Neither the document nor its file's name names a unit.
        UnknownYearError: Neither names a fiscal year.
        UnknownStageError: Neither speaks of 预算 or 决算.
    """
    overrule = overruled(document.source_file, manifest or {})
    said = _said(document)
    name, name_source = _unit_name(said, overrule.unit_id)
    year, year_source = _year(said, overrule.fiscal_year)
    stage, stage_source = _stage(said, overrule.stage)
    files = (title for stem in said.stems for title in unit.file_titles(stem))
    heads = (*said.heads, *files) if name_source == "file_name" else said.heads
    title = when.title_of(said.heads) or said.title or _made_title(name, year, stage)
    if name_source == "document":
        read, name = name, usual_printing(document, name)
        title = title.replace(read, name)
    level = reporting_level(name, title, heads)
    own_name = without_department_mark(name)
    if overrule.unit_id:
        unit_id, is_known = overrule.unit_id, overrule.unit_id in {u.unit_id for u in units()}
    else:
        unit_id, is_known = unit_id_of(own_name, year, level)
    source = _weakest((name_source, year_source, stage_source))
    return Identity(unit_id, _shown(own_name), year, stage, title, level, is_known, source)


def _said(document: Document) -> _Said:
    titles = tuple(cover_titles(document))
    heads = tuple(headings(plain_texts(document)))
    files = document.source_file.split(PARTS_JOINED)
    stems = tuple(fold(name.rpartition(".")[0] or name) for name in files)
    return _Said(document, titles, when.title_of(titles), heads, stems)


def _weakest(sources: Iterable[Source]) -> Source:
    order: tuple[Source, ...] = ("document", "companion", "file_name", "manifest")
    return max(sources, key=order.index)


def _shown(name: str) -> str:
    """A folded name as names are printed: with brackets of full width."""
    return name.replace("(", "（").replace(")", "）")


def _made_title(name: str, year: int, stage: Stage) -> str:
    return f"{name}{year}年{'预算' if stage == 'budget' else '决算'}"


def _unit_name(said: _Said, overruled_id: str | None) -> tuple[str, Source]:
    """The unit's name: its labelled name, else a registered one, else by title, text or file."""
    if printed := unit.labelled_name(said.document):
        return _completed(printed, said.stems)
    if overruled_id:
        registered = next((u for u in units() if u.unit_id == overruled_id), None)
        own = fold(registered.name) if registered else None
        said_name = unit.said_name(said.document, said.titles, said.heads)
        return own or said_name or overruled_id, "manifest"
    if name := unit.registered_name(said.document):
        return name, "document"
    if name := unit.said_name(said.document, said.titles, said.heads):
        return _completed(name, said.stems)
    if name := next(filter(None, map(unit.file_names_unit, said.stems)), None):
        return name, "file_name"
    place = Place(said.document.source_file)
    if unit.is_of_government((*said.titles, *said.heads)):
        raise NoDisclosureError(
            place,
            "By its title it is the budget or the final accounts of a whole region or government.",
            "Leave it, or name its unit_id in a manifest.csv beside it if it is a unit's.",
        )
    raise UnknownUnitError(
        place,
        "It seems to be no disclosure: nothing in it names a unit that files.",
        "If it is one, name its unit_id in a manifest.csv beside it; if not, leave it: nothing"
        " is read of it.",
    )


def _completed(name: str, stems: Iterable[str]) -> tuple[str, Source]:
    """A name that many places have (林业局), with the place that the name of the file gives it."""
    if len(name) > _BARE:
        return name, "document"
    named = (unit.file_names_unit(stem) for stem in stems)
    longer = (one for one in named if one and one != name and one.endswith(name))
    found = next(longer, None)
    return (found, "file_name") if found else (name, "document")


_BARE = 5
"""A name of so few characters may be one without its place."""


def _year(said: _Said, overruled_year: int | None) -> tuple[int, Source]:
    if overruled_year:
        return overruled_year, "manifest"
    if year := when.head_year(said.title, said.heads):
        return year, "document"
    # Years in the body are those of projects and laws too: the file's name says which is meant.
    if year := next(filter(None, map(when.file_year, said.stems)), None):
        return year, "file_name"
    if year := when.year_of(said.document, said.title, said.heads):
        return year, "document"
    raise UnknownYearError(
        Place(said.document.source_file),
        "No heading names a fiscal year (such as 2022年度).",
        "Name its fiscal_year in a manifest.csv beside it.",
    )


def _stage(said: _Said, overruled_stage: Stage | None) -> tuple[Stage, Source]:
    if overruled_stage:
        return overruled_stage, "manifest"
    if stage := when.stage_of(said.document, said.title, said.heads):
        return stage, "document"
    if stage := next(filter(None, map(when.file_stage, said.stems)), None):
        return stage, "file_name"
    raise UnknownStageError(
        Place(said.document.source_file),
        "Its headings speak neither of 预算 nor of 决算.",
        "Name its stage (budget or final) in a manifest.csv beside it.",
    )
