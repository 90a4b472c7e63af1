"""Names in the narrative that no figure belongs to: lists of parts, purposes, names of the unit.

A list is read where it follows the amount that it explains (人员经费…万元，主要包括：甲、乙) or a
label of revenue or expenditure (支出包括：甲、乙); the names are kept with their places, the
sentence is not. A purpose is read where it says that an amount is construction (用于…基建项目):
such money comes once and is unlike that of other years. A name with a tag (就业补助(款)) is read
where the document has it first.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

from ingest.extraction.narrative.model import Setting, Statement
from ingest.extraction.narrative.paths import tagged_names
from ingest.extraction.narrative.subjects import bare_label, unquoted
from ingest.extraction.narrative.text import Paragraph
from ingest.vocabulary.narrative import Vocabulary

_NAME = r"[^，。；：、\d%\s]{2,40}?"
_HEAD = re.compile(r"[，。；：]")
_YEAR = r"(?=(?:19|20)\d\d年)"
_REACH = 24
"""Characters between the last digit of an amount and the list of its parts."""

_NEXT_CLAUSE = re.compile(r"(?:[百千万亿]*元)?[，,]?(?:主要)?")
_BETWEEN = re.compile(r"[，。；：(]?(?:其中[：，]?)?")


@dataclass(frozen=True, slots=True)
class Name:
    """A name and its place.

    Attributes:
        kind: listed, purpose, unit or tagged.
        list_no: From 1, in reading order; None where it is of no list.
        subject: Folded label of what the list gives the parts of; the tag of a name that bears one.
        statement_no: The amount that the list or the purpose explains.
        is_open: Whether the list ends in 等.
        name: As printed, blanks removed.
        page: Page, from 1.
        line: Line of the source, from 1.
        char_from: First character of the name in its line, from 1.
    """

    kind: str
    list_no: int | None
    subject: str | None
    statement_no: int | None
    is_open: bool | None
    name: str
    page: int
    line: int
    char_from: int


@lru_cache(maxsize=8)
def _lists(words: Vocabulary) -> re.Pattern[str]:
    return re.compile(
        rf"(?:{words.any_of('list')})：?"
        rf"(?P<names>{_NAME}(?:、{_NAME})+?)(?P<more>{words.any_of('list_more')})?(?=[。；]|$)"
    )


def read_names(
    listed: Sequence[Paragraph],
    skipped: frozenset[int],
    statements: Sequence[Statement],
    setting: Setting,
) -> list[Name]:
    """The names of all paragraphs in reading order.

    Args:
        listed: The paragraphs.
        skipped: Indexes of those that explain terms.
        statements: What was read of them.
        setting: The document's year, stage, own names and words.
    """
    by_line: dict[int, list[Statement]] = {}
    for statement in statements:
        if statement.metric == "amount":
            by_line.setdefault(statement.line, []).append(statement)
    found: list[Name] = []
    numbers = count(1)
    seen: set[str] = set()
    for index, paragraph in enumerate(listed):
        found += _tagged(paragraph, seen)
        if index in skipped or not paragraph.is_prose:
            continue
        found += _unit_names(paragraph, seen, setting)
        found += _listed(paragraph, by_line, numbers, setting)
        found += _purposes(paragraph, by_line, setting)
    return found


def _unit_names(paragraph: Paragraph, seen: set[str], setting: Setting) -> Iterator[Name]:
    """Each name by which the text calls its unit, where it first opens a clause with a year."""
    if "。" not in paragraph.text:
        return
    for name in setting.names:
        is_new = name not in seen and not any(w in name for w in setting.words.words["unit_bar"])
        found = re.search(re.escape(name) + _YEAR, paragraph.text) if is_new else None
        if found:
            seen.add(name)
            page, line, char = paragraph.place(found.start())
            yield Name("unit", None, None, None, None, name, page, line, char)


def _tagged(paragraph: Paragraph, seen: set[str]) -> Iterator[Name]:
    """Each name with a tag where the document has the two first, in the glossary too."""
    for start, name, level in tagged_names(paragraph.text):
        if (tagged := f"{name}({level})") not in seen:
            seen.add(tagged)
            page, line, char = paragraph.place(start)
            yield Name("tagged", None, level, None, None, name, page, line, char)


def _listed(
    paragraph: Paragraph,
    by_line: dict[int, list[Statement]],
    numbers: Iterator[int],
    setting: Setting,
) -> Iterator[Name]:
    for found in _lists(setting.words).finditer(paragraph.text):
        subject, statement_no = _subject(paragraph, found.start(), by_line, setting)
        if subject is None:
            continue
        number, at = next(numbers), found.start("names")
        for name in found["names"].split("、"):
            page, line, char = paragraph.place(at)
            is_open = found["more"] is not None
            yield Name(
                "listed", number, subject, statement_no, is_open, unquoted(name), page, line, char
            )
            at += len(name) + 1


@lru_cache(maxsize=8)
def _construction(words: Vocabulary) -> re.Pattern[str]:
    return re.compile(
        rf"(?<!不)用于[^，。；]{{0,30}}?(?P<name>(?:{words.any_of('construction')})[^，。；]{{0,16}})"
    )


def _purposes(
    paragraph: Paragraph, by_line: dict[int, list[Statement]], setting: Setting
) -> Iterator[Name]:
    """What an amount is for where that is construction: said in the clause after it."""
    for found in _construction(setting.words).finditer(paragraph.text):
        for statement in _statements_before(paragraph, found.start(), by_line):
            at = _end_of(paragraph, statement, found.start())
            if at is None:
                continue
            if _NEXT_CLAUSE.fullmatch(paragraph.text[at + 1 : found.start()]):
                number = statement.statement_no
                page, line, char = paragraph.place(found.start("name"))
                name = found["name"]
                yield Name("purpose", None, statement.subject, number, None, name, page, line, char)
            break


def _end_of(paragraph: Paragraph, statement: Statement, before: int) -> int | None:
    """Where the last digit of a statement stands in a paragraph, within reach before a place."""
    place = (statement.line, statement.char_to)
    reach = range(before - 1, max(paragraph.body, before - _REACH) - 1, -1)
    return next((at for at in reach if paragraph.place(at)[1:] == place), None)


def _subject(
    paragraph: Paragraph, end: int, by_line: dict[int, list[Statement]], setting: Setting
) -> tuple[str | None, int | None]:
    """What the list before whose opening `end` stands gives the parts of."""
    text = paragraph.text
    for statement in _statements_before(paragraph, end, by_line):
        place = (statement.line, statement.char_to)
        for at in range(end - 1, max(paragraph.body, end - _REACH) - 1, -1):
            if paragraph.place(at)[1:] == place:
                between = text[at + 1 : end].removeprefix(statement.unit)
                is_next = _BETWEEN.fullmatch(between)
                return (statement.subject, statement.statement_no) if is_next else (None, None)
    start = max((m.end() for m in _HEAD.finditer(text, paragraph.body, end)), default=0)
    label = bare_label(text[max(start, paragraph.body) : end], setting)
    return (label, None) if label in setting.words.words["list_subject"] else (None, None)


def _statements_before(
    paragraph: Paragraph, end: int, by_line: dict[int, list[Statement]]
) -> Iterator[Statement]:
    lines = dict.fromkeys(
        paragraph.line_at(at).number
        for at in range(end - 1, max(paragraph.body, end - _REACH) - 1, -1)
    )
    for line in lines:
        yield from reversed(by_line.get(line, ()))
