"""Remarks on the text itself: what is left of a form, words and marks twice, figures out of form.

A remark is a kind, a place and the few characters that show it; the sentence is not kept.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.extraction.narrative.clauses import YEAR
from ingest.extraction.narrative.model import Setting, Statement
from ingest.extraction.narrative.resolve import MOVED
from ingest.extraction.narrative.text import Paragraph

_LONGEST = 24
_MOST_DECIMALS = 2
_WHOLE = 100
_MONEY = re.compile(r"[万亿]元$")
_BUDGET = re.compile(r"预算|决算|收支|支出|收入|经费")
_COMPARED = re.compile(r"[比较与由从至]$")


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark.

    Attributes:
        kind: What is remarked: a kind of the seed `narrative_remarks`, or one of own_year,
            other_year, both_directions, decimals, share_above_whole and rate_of_nothing.
        token: The characters that show it, as folded.
        page: Page, from 1.
        line: Line of the source, from 1.
        char_from: First character in its line, from 1.
        char_to: Last character in its line, from 1.
    """

    kind: str
    token: str
    page: int
    line: int
    char_from: int
    char_to: int


def read_remarks(
    listed: Sequence[Paragraph], statements: Sequence[Statement], setting: Setting
) -> list[Remark]:
    """The remarks on a text in the order of their places.

    Args:
        listed: The paragraphs.
        statements: What was read of them.
        setting: The document's year, stage, own names and words.
    """
    found = [remark for paragraph in listed for remark in _of_paragraph(paragraph, setting)]
    amounts = {s.statement_no: Decimal(s.value_text) for s in statements if s.metric == "amount"}
    for statement in statements:
        found += _of_statement(statement, setting)
        if _is_of_nothing(statement, amounts):
            found.append(_on("rate_of_nothing", replace(statement, direction=None)))
    return sorted(dict.fromkeys(found), key=lambda r: (r.line, r.char_from, r.kind))


def _of_paragraph(paragraph: Paragraph, setting: Setting) -> Iterator[Remark]:
    for kind, pattern in setting.words.remarks:
        for match in pattern.finditer(paragraph.text, paragraph.body):
            if match.end() - match.start() <= _LONGEST:
                yield from _placed(kind, paragraph, match.start(), match.end())
    if paragraph.is_heading and _BUDGET.search(paragraph.text):
        for year in YEAR.finditer(paragraph.text):
            is_compared = _COMPARED.search(paragraph.text, 0, year.start())
            if int(year[1]) != setting.fiscal_year and not is_compared:
                yield from _placed("other_year", paragraph, year.start(), year.end())


def _placed(kind: str, paragraph: Paragraph, start: int, end: int) -> Iterator[Remark]:
    """A remark on characters of one line; what a line's end parts may be no remark at all."""
    page, line, first = paragraph.place(start)
    if paragraph.place(end - 1)[1] == line:
        last = paragraph.place(end - 1)[2]
        yield Remark(kind, paragraph.text[start:end], page, line, first, last)


def _of_statement(statement: Statement, setting: Setting) -> Iterator[Remark]:
    own = (setting.fiscal_year, setting.usual_phase)
    decimals = len(statement.value_text.partition(".")[2])
    is_share = statement.metric == "share" and statement.value_text.strip("-0.")
    if statement.metric in MOVED and (statement.compared_year, statement.compared_phase) == own:
        yield _on("own_year", statement)
    if setting.words.directions.get(statement.direction or "") == 0:
        yield _on("both_directions", statement)
    if decimals > _MOST_DECIMALS and (_MONEY.search(statement.unit) or statement.unit == "%"):
        yield _on("decimals", statement)
    if is_share and Decimal(statement.value_text) > _WHOLE:
        yield _on("share_above_whole", statement)


def _is_of_nothing(statement: Statement, amounts: Mapping[int, Decimal]) -> bool:
    """Whether a rate other than 0 is printed of a budget, or of an amount before, of 0."""
    if statement.metric not in {"completion_rate", "change_rate"}:
        return False
    whole_no = (
        statement.whole_statement_no
        if statement.metric == "completion_rate"
        else statement.earlier_statement_no
    )
    is_of_zero = whole_no is not None and amounts.get(whole_no) == 0
    return is_of_zero and bool(statement.value_text.strip("-0."))


def _on(kind: str, statement: Statement) -> Remark:
    unit = statement.unit if statement.printed_text[-1:].isdigit() else ""
    token = (statement.direction or "") + statement.printed_text + unit
    place = (statement.page, statement.line, statement.char_from, statement.char_to)
    return Remark(kind, token[:_LONGEST], *place)
