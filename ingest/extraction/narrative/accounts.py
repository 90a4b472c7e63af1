"""The account of every number that a document prints: what became of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ingest.extraction.narrative.course import Course
from ingest.extraction.narrative.figures import non_figures
from ingest.extraction.narrative.model import Statement
from ingest.extraction.narrative.names import Name, read_names
from ingest.extraction.narrative.reader import read_through
from ingest.extraction.narrative.remarks import Remark, read_remarks
from ingest.extraction.narrative.text import (
    Paragraph,
    Range,
    page_heads,
    page_numbers,
    paragraphs,
    skipped_lines,
)
from ingest.reading.model import Document
from ingest.vocabulary.narrative import load_vocabulary

Disposition = Literal["statement", "table", "non_figure", "unaccounted"]

_TOKEN = re.compile(r"\d+(?:[.,．]\d+)*")
"""A number as printed, found without the grammar: whatever it misses would go unseen."""

_NUMBER = re.compile(r"\d+")


class LedgerEntry(NamedTuple):
    """One number printed in the document and what became of it.

    Attributes:
        page: Page, from 1.
        line: Line of the source, from 1.
        char_from: First character of the number in its line, from 1.
        char_to: Last character of the number in its line, from 1.
        printed_text: The number as printed.
        disposition: statement; table, left to the readers of tables; non_figure; unaccounted.
        reason: The class of a non-figure, else None.
        statement_no: The statement that the number is in, else None.
    """

    page: int
    line: int
    char_from: int
    char_to: int
    printed_text: str
    disposition: Disposition
    reason: str | None
    statement_no: int | None


@dataclass(frozen=True, slots=True)
class Narrative:
    """What one pass over a document's narrative yields."""

    statements: list[Statement]
    entries: list[LedgerEntry]
    names: list[Name]
    remarks: list[Remark]


class _Use(NamedTuple):
    disposition: Disposition
    reason: str | None = None
    statement_no: int | None = None


_TABLE = _Use("table")
_PAGE_NUMBER = _Use("non_figure", "page_number")
_RUNNING_HEAD = _Use("non_figure", "running_head")
_UNACCOUNTED = _Use("unaccounted")

_Uses = dict[tuple[int, int], _Use]


def ledger(
    document: Document, skip: Sequence[Range], fiscal_year: int, stage: str
) -> list[LedgerEntry]:
    """Account for every number printed in `document`, tables included, in printed order."""
    return read_narrative(document, skip, fiscal_year, stage).entries


def read_narrative(
    document: Document, skip: Sequence[Range], fiscal_year: int, stage: str, unit_name: str = ""
) -> Narrative:
    """Read the statements of `document` and account for its numbers in one pass.

    Args:
        document: The document.
        skip: Line ranges that tables took, both ends included.
        fiscal_year: The year that the document is of.
        stage: ``budget`` or ``final``.
        unit_name: The name of the unit, where it is known from elsewhere.
    """
    numbers = page_numbers(document)
    listed = paragraphs(document, skip, numbers)
    course = read_through(listed, fiscal_year, stage, unit_name)
    statements = course.found
    uses: _Uses = {}
    for statement in statements:
        use = _Use("statement", None, statement.statement_no)
        uses.update(
            ((statement.line, char), use)
            for char in range(statement.char_from, statement.char_to + 1)
        )
        uses.update((place, use) for place in course.broken.get(statement.statement_no, ()))
    for number, paragraph in enumerate(listed):
        _use_non_figures(number, paragraph, course, uses)
    whole = dict.fromkeys(page_heads(document), _RUNNING_HEAD)
    whole |= dict.fromkeys(skipped_lines(skip), _TABLE)
    whole |= dict.fromkeys(numbers, _PAGE_NUMBER)
    entries = list(_entries(document, uses, whole))
    names = read_names(listed, frozenset(course.definitions), statements, course.setting)
    remarks = read_remarks(listed, statements, course.setting)
    return Narrative(statements, entries, names, remarks)


def _use_non_figures(number: int, paragraph: Paragraph, course: Course, uses: _Uses) -> None:
    """Mark the digits that a pattern explains, and that no statement holds.

    A weak pattern is asked only where no strong one knows. What is then left of a definition, of a
    reason that names no subject, or in the prose of duties is explained by where it stands.
    """
    words = load_vocabulary()
    for stretch in course.masks[number]:
        _mark(paragraph, stretch.start, stretch.end, stretch.kind, uses)
    _mark(paragraph, 0, paragraph.body, "ordinal", uses)
    if not _has_unread(paragraph, uses):
        return
    strengths = ("weak", "duty") if number in course.duties else ("weak",)
    for stretch in (
        s for strength in strengths for s in non_figures(paragraph.text, strength, words)
    ):
        _mark(paragraph, stretch.start, stretch.end, stretch.kind, uses)
    for figure in course.reasons[number]:
        _mark(paragraph, figure.start, figure.end, "reason", uses)
    if number in course.definitions:
        _mark(paragraph, 0, len(paragraph.text), "definition", uses)


def _has_unread(paragraph: Paragraph, uses: _Uses) -> bool:
    return any(
        paragraph.place(found.start())[1:] not in uses for found in _NUMBER.finditer(paragraph.text)
    )


def _mark(paragraph: Paragraph, start: int, end: int, kind: str, uses: _Uses) -> None:
    """Mark the digits between `start` and `end` that are not marked yet."""
    use = _Use("non_figure", kind)
    for found in _NUMBER.finditer(paragraph.text, start, end):
        for at in range(found.start(), found.end()):
            uses.setdefault(paragraph.place(at)[1:], use)


def _entries(document: Document, uses: _Uses, whole: Mapping[int, _Use]) -> Iterator[LedgerEntry]:
    """Every number in printed order; `whole` has the use of lines whose numbers share one."""
    for line in document.lines:
        page, number = line.page, line.number
        shared = whole.get(number)
        for token in _TOKEN.finditer(line.text):
            use = shared or _use_of(number, token, uses)
            yield LedgerEntry(page, number, token.start() + 1, token.end(), token[0], *use)


def _use_of(line: int, token: re.Match[str], uses: _Uses) -> _Use:
    """The use of all of a token's digits; a token of which some digit is unread is unaccounted."""
    use = None
    for char in range(token.start(), token.end()):
        found = uses.get((line, char + 1))
        if found is None and token.string[char].isdigit():
            return _UNACCOUNTED
        use = use or found
    return use or _UNACCOUNTED
