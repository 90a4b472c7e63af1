"""Remarks on a filing as a whole: tables left empty, notes of another fund, sections, dates."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.extraction.narrative import Remark
from ingest.extraction.tables.model import TableSpan
from ingest.extraction.tables.words.notes import is_note, say, untitled_kind
from ingest.reading.model import Document, Line
from ingest.vocabulary.filing import filing_words
from ingest.vocabulary.narrative import load_vocabulary

_LONGEST = 24
_LEAST_SAID = 10
"""Figures that the text of a filing states at least, where its explanations are part of it."""

_BY_THEMSELVES = {"three_public"}
"""Kinds of tables that are published on a page of their own too."""

_DAYS = 20
"""Days after its approval within which a budget or an account is published (预算法, 14)."""

_SUMMARIES = {
    "revenue_expenditure_summary",
    "revenue_statement",
    "expenditure_statement",
    "appropriation_summary",
}
_OF_APPROPRIATIONS = {"general_budget_expenditure", "general_budget_basic_expenditure"}
_WHOLE_SCOPES = {"all_funds", "fiscal_appropriation"}
_FUNDS = {"government_fund_expenditure", "state_capital_expenditure"}
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")


@dataclass(frozen=True, slots=True)
class Filing:
    """What is known of a filing once its tables and its text are read.

    Attributes:
        document: Its lines.
        spans: Its tables.
        amounts: How many amounts were read of each.
        statements: How many figures its text states.
        fiscal_year: The year that it is of.
    """

    document: Document
    spans: Sequence[TableSpan]
    amounts: Sequence[int]
    statements: int
    fiscal_year: int


def filing_remarks(filing: Filing) -> list[Remark]:
    """The remarks on a filing, in the order of their places."""
    found = [*_empty(filing), *_titles(filing), *_notes(filing), *_sections(filing), *_late(filing)]
    return sorted(found, key=lambda remark: (remark.line, remark.kind, remark.token))


def _on(kind: str, token: str, line: Line) -> Remark:
    length = max(1, len(line.text.rstrip()))
    return Remark(kind, token[:_LONGEST], line.page, line.number, 1, length)


def _line(filing: Filing, span: TableSpan) -> Line:
    return filing.document.lines[span.line - 1]


def _empty(filing: Filing) -> Iterator[Remark]:
    """Summaries without one amount, of a unit whose other tables print what they are the sum of."""
    pairs = list(zip(filing.spans, filing.amounts, strict=True))
    printed = {span.table_type for span, amounts in pairs if amounts}
    for span, amounts in pairs:
        if amounts or span.status != "present" or span.table_type not in _SUMMARIES:
            continue
        is_of_appropriations = span.table_type == "appropriation_summary"
        if not printed & (_OF_APPROPRIATIONS if is_of_appropriations else _SUMMARIES):
            continue
        body = "".join(line.folded for line in span.body)
        if span.title and span.scope in _WHOLE_SCOPES and not _DIGIT.search(body):
            yield _on("empty_table", span.title, _line(filing, span))


def _titles(filing: Filing) -> Iterator[Remark]:
    """Titles that name another year, where most name that of the filing."""
    titled = [(span, set(_YEAR.findall(span.title))) for span in filing.spans if span.title]
    own = str(filing.fiscal_year)
    if 2 * sum(years == {own} for _, years in titled) <= len(titled):
        return
    for span, years in titled:
        if len(years) == 1 and own not in years and span.status != "announced_missing":
            yield _on("other_year", f"{min(years)}年", _line(filing, span))


def _notes(filing: Filing) -> Iterator[Remark]:
    """Notes under the table of one fund that say of another alone that there is none."""
    titled = {span.scope for span in filing.spans if span.title and span.table_type in _FUNDS}
    for span in filing.spans:
        if span.table_type not in _FUNDS or not span.title:
            continue
        last = span.body[-1].number if span.body else span.line
        note = next((line for line in filing.document.lines[last:] if line.text.strip()), None)
        if note is None or not is_note(note.folded) or note.page != span.page:
            continue
        funds = {scope for _, word, scope in load_vocabulary().scopes if word.search(note.folded)}
        is_of_another = funds & titled and span.scope not in funds and len(funds) == 1
        if is_of_another and (untitled_kind(note.folded) or say([note.folded]).is_empty):
            yield _on("note_of_other_fund", note.folded, note)


def _sections(filing: Filing) -> Iterator[Remark]:
    """What the text of a filing has to explain, and does not name once.

    A page about 三公经费 alone has to explain nothing else.
    """
    lines = filing.document.lines
    kinds = {span.table_type for span in filing.spans}
    if filing.statements < _LEAST_SAID or not any(filing.amounts) or kinds <= _BY_THEMSELVES:
        return
    text = "\n".join(line.folded for line in lines)
    first = next(line for line in lines if line.text.strip())
    for name, pattern in filing_words().sections:
        if not pattern.search(text):
            yield _on("section_missing", name, first)


def _late(filing: Filing) -> Iterator[Remark]:
    """A filing that prints when it was approved and when it was published, too late."""
    words = filing_words()
    approved = list(_dates(filing.document, words.approved))
    published = list(_dates(filing.document, words.published))
    if len({day for day, _ in approved}) != 1 or len({day for day, _ in published}) != 1:
        return
    (given, _), (shown, line) = approved[0], published[0]
    if (shown - given).days > _DAYS:
        yield _on("published_late", f"{given.isoformat()}至{shown.isoformat()}", line)


def _dates(document: Document, patterns: Sequence[re.Pattern[str]]) -> Iterator[tuple[date, Line]]:
    for line in document.lines:
        for pattern in patterns:
            if found := pattern.search(line.folded):
                day = _date(found)
                if day:
                    yield day, line
                break


def _date(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
