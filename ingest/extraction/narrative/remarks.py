"""Remarks on the text itself: what is left of a form, words and marks twice, figures out of form.

A remark is a kind, a place and the few characters that show it; the sentence is not kept.
"""

import re
from bisect import bisect_right
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
            other_year, both_directions, decimals, share_above_whole, rate_of_nothing,
            increase_above_amount, against_direction and reason_absent.
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
    amounts = {s.statement_no: s for s in statements if s.metric == "amount"}
    for statement in statements:
        found += _of_statement(statement, setting)
        if _is_of_nothing(statement, amounts):
            found.append(_on("rate_of_nothing", replace(statement, direction=None)))
        if _is_more_than_all(statement, amounts):
            found.append(_on("increase_above_amount", statement))
        if _is_against_direction(statement, amounts, setting):
            found.append(_on("against_direction", statement))
    found += _unexplained(listed, statements, setting)
    return sorted(dict.fromkeys(found), key=lambda r: (r.line, r.char_from, r.kind))


def _of_paragraph(paragraph: Paragraph, setting: Setting) -> Iterator[Remark]:
    for kind, pattern in setting.words.remarks:
        for match in pattern.finditer(paragraph.text, paragraph.body):
            if match.end() - match.start() <= _LONGEST:
                yield from _placed(kind, paragraph, match.start(), match.end())
    if paragraph.is_heading and _BUDGET.search(paragraph.text):
        for year in YEAR.finditer(paragraph.text):
            is_compared = _COMPARED.search(paragraph.text, 0, year.start())
            is_before = _is_of_accounts_before(paragraph.text, int(year[1]), setting)
            if int(year[1]) != setting.fiscal_year and not is_compared and not is_before:
                yield from _placed("other_year", paragraph, year.start(), year.end())


def _is_of_accounts_before(heading: str, year: int, setting: Setting) -> bool:
    """Whether a budget shows under `heading` the final accounts of a year before it."""
    is_final = any(word in heading for word in setting.words.words["final"])
    return setting.stage == "budget" and year < setting.fiscal_year and is_final


def _placed(kind: str, paragraph: Paragraph, start: int, end: int) -> Iterator[Remark]:
    """A remark on characters of one line; what a line's end splits may be no remark at all."""
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


def _is_of_nothing(statement: Statement, amounts: Mapping[int, Statement]) -> bool:
    """Whether a rate other than 0 is printed of a budget, or of an amount before, of 0."""
    if statement.metric not in {"completion_rate", "change_rate"}:
        return False
    whole_no = (
        statement.whole_statement_no
        if statement.metric == "completion_rate"
        else statement.earlier_statement_no
    )
    whole = amounts.get(whole_no or 0)
    is_of_zero = whole is not None and Decimal(whole.value_text) == 0
    return is_of_zero and bool(statement.value_text.strip("-0."))


def _is_more_than_all(statement: Statement, amounts: Mapping[int, Statement]) -> bool:
    """Whether an amount is said to have grown by more than it is, from less than nothing."""
    grown = amounts.get(statement.base_statement_no or 0)
    if statement.metric != "change" or grown is None:
        return False
    is_exact = {grown.bound, statement.bound} == {"exact"} and grown.unit == statement.unit
    return is_exact and Decimal(statement.value_text) > Decimal(grown.value_text) >= 0


def _is_against_direction(
    statement: Statement, amounts: Mapping[int, Statement], setting: Setting
) -> bool:
    """Whether what is said to be above its budget, below it or equal to it is not."""
    if statement.direction is None or (off := _off_budget(statement, amounts)) is None:
        return False
    if statement.direction in setting.words.words["above"]:
        return off <= 0
    return off >= 0 if statement.direction in setting.words.words["below"] else off != 0


def _off_budget(statement: Statement, amounts: Mapping[int, Statement]) -> Decimal | None:
    """By how much an amount, or the rate of its completion, is off its budget; None if not said."""
    spent, budget = statement, None
    if statement.metric == "completion_rate":
        spent = amounts.get(statement.base_statement_no or 0, statement)
        budget = amounts.get(statement.whole_statement_no or 0)
    elif statement.metric == "amount":
        before = [amount for amount in amounts.values() if _is_budget_of(amount, statement)]
        budget = before[-1] if before else None
    if spent.metric == "amount" and budget is not None:
        is_exact = {spent.bound, budget.bound} == {"exact"} and spent.unit == budget.unit
        is_told = is_exact and Decimal(budget.value_text)
        return Decimal(spent.value_text) - Decimal(budget.value_text) if is_told else None
    return _off_whole(statement) if statement.metric == "completion_rate" else None


def _off_whole(rate: Statement) -> Decimal | None:
    """By how much a rate is off 100 %; None of one that rounds to it, of which any word is true."""
    half = Decimal(5).scaleb(-1 - len(rate.value_text.partition(".")[2]))
    off = Decimal(rate.value_text) - _WHOLE
    return off if abs(off) > half else None


def _is_budget_of(amount: Statement, spent: Statement) -> bool:
    """Whether `amount`, stated before `spent`, is the budget of the same."""
    same = [
        (s.subject, s.subject_path, s.subject_code, s.fiscal_year, s.scope) for s in (amount, spent)
    ]
    is_budget = amount.phase in {"initial_budget", "adjusted_budget"} and spent.phase == "final"
    return same[0] == same[1] and is_budget and amount.statement_no < spent.statement_no


def _unexplained(
    listed: Sequence[Paragraph], statements: Sequence[Statement], setting: Setting
) -> Iterator[Remark]:
    """Changes that have to be explained where their section and the one after do not say why.

    A section has one remark, on the first of its changes.
    """
    due = re.compile(setting.words.any_of("explained"))
    reason = re.compile(setting.words.any_of("explains"))
    heads = [n for n, paragraph in enumerate(listed) if paragraph.is_heading]
    places = {line.number: n for n, paragraph in enumerate(listed) for line in paragraph.lines}
    told: set[int] = set()
    for statement in statements:
        is_moved = statement.metric in MOVED[:2] and statement.value_text.strip("-0.")
        at = places.get(statement.line)
        if at is None or not is_moved or not due.search(statement.subject):
            continue
        section = bisect_right(heads, at)
        first = heads[section - 1] if section else 0
        behind = heads[section + 1 : section + 2] or [len(listed)]
        text = "".join(paragraph.text for paragraph in listed[first : behind[0]])
        if first not in told and not reason.search(due.sub("", text)):
            told.add(first)
            yield _on("reason_absent", statement)


def _on(kind: str, statement: Statement) -> Remark:
    unit = statement.unit if statement.printed_text[-1:].isdigit() else ""
    token = (statement.direction or "") + statement.printed_text + unit
    place = (statement.page, statement.line, statement.char_from, statement.char_to)
    return Remark(kind, token[:_LONGEST], *place)
