"""Statements out of paragraphs: what each figure adds to what the text has said so far.

The reader goes through the text once. A figure whose clause fits a pattern and whose subject is
a label or carries over becomes a statement; any other stays unread, whole.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.extraction.narrative.between import note_years, take_in, year_said
from ingest.extraction.narrative.clauses import LONGEST_CLAUSE, Cue, Figure, read_cue
from ingest.extraction.narrative.course import Course, begin, enter
from ingest.extraction.narrative.figures import NonFigure, figures, non_figures
from ingest.extraction.narrative.lists import is_unit_total
from ingest.extraction.narrative.model import Statement
from ingest.extraction.narrative.placing import place
from ingest.extraction.narrative.reasons import REASONED, read_reason
from ingest.extraction.narrative.resolve import Reading
from ingest.extraction.narrative.subjects import bare_label
from ingest.extraction.narrative.text import Paragraph, Range, paragraphs
from ingest.extraction.narrative.whose import item_of, lead_scope, subject_of
from ingest.reading.model import Document

_BREAK = re.compile(r"，(?!下同\))|[；：。]|\((?=其中)")
_REMARK = re.compile(r"\([^()]{0,20}下同\)")
_NAMING = ("money", "count", "measure")
_AFTER = 60
_BEFORE = 400


def read_statements(
    document: Document, skip: Sequence[Range], fiscal_year: int, stage: str, unit_name: str = ""
) -> list[Statement]:
    """Read the figures that the narrative of `document` states.

    Args:
        document: The document.
        skip: Line ranges that tables took, both ends included.
        fiscal_year: The year that the document is of.
        stage: ``budget`` or ``final``.
        unit_name: The name of the unit, where it is known from elsewhere.

    Returns:
        The statements in reading order. A number that is in none is for the ledger to account
        for; a clause that the grammar does not know yields none.
    """
    return read_through(paragraphs(document, skip), fiscal_year, stage, unit_name).found


def read_through(
    listed: Sequence[Paragraph], fiscal_year: int, stage: str, unit_name: str = ""
) -> Course:
    """The reading of the paragraphs `listed`, at its end."""
    course = begin(listed, fiscal_year, stage, unit_name)
    for number, paragraph in enumerate(listed):
        masked = non_figures(paragraph.text, "strong", course.words)
        course.masks.append(masked)
        course.reasons.append([])
        enter(course, paragraph)
        if course.heads.in_duties:
            course.duties.add(number)
        if course.heads.defines(paragraph):
            course.definitions.add(number)
        elif paragraph.is_prose:
            _read_paragraph(course, paragraph, masked)
    return course


def _read_paragraph(course: Course, paragraph: Paragraph, masked: Sequence[NonFigure]) -> None:
    text = paragraph.text
    for figure in figures(text, masked, course.words):
        if figure.start < course.state.scanned:
            continue
        take_in(course, paragraph, course.state.scanned, figure.start)
        note_years(course, text, masked, figure)
        _read_figure(course, paragraph, figure)
        course.state.scanned = figure.end
    take_in(course, paragraph, course.state.scanned, len(text))


def _clause_start(course: Course, text: str, figure: Figure) -> int:
    """Where the clause of a figure begins: after the last break or the last figure read."""
    start = max(course.state.keep_from, figure.start - LONGEST_CLAUSE - 1)
    for broken in _BREAK.finditer(text, start, figure.start):
        start = broken.end()
    while start < figure.start and text[start] in "、)":
        start += 1
    return start


def _read_figure(course: Course, paragraph: Paragraph, figure: Figure) -> None:
    text, state = paragraph.text, course.state
    start = _clause_start(course, text, figure)
    after = text[figure.end : figure.end + _AFTER]
    clause = _REMARK.sub("", text[start : figure.start])
    cue = _of_change(course, read_cue(clause, figure, after, course.setting), figure)
    is_reason = state.in_reason and cue is not None and cue.metric in REASONED
    if cue and is_reason:
        cue, topic, is_fund = *read_reason(cue, figure, after, state.topic, course.setting), False
    else:
        topic, is_fund = subject_of(course, cue, figure, after) if cue else (None, False)
    if cue and topic is None and not is_reason:
        topic = item_of(course, paragraph, cue, start)
    if cue is None or topic is None:
        _pass(course, figure, cue)
        return
    if cue.metric == "change_rate" and course.found and course.found[-1].metric == "change":
        cue = replace(cue, phase=cue.phase or state.change_phase)
    before = text[max(state.sentence, figure.start - _BEFORE) : figure.start]
    if topic.label.endswith(course.words.words["source_end"]):
        before = state.without_sources(before, topic.label)
    reading = Reading(
        figure=figure,
        cue=cue,
        topic=topic,
        is_fund=is_fund,
        before=before,
        level=paragraph.level,
        in_parts=state.in_parts,
        lead=state.lead,
        lead_scope=lead_scope(course),
        list_scope=course.lists.scope_for(topic),
        is_total=is_unit_total(topic, cue.rest, course.setting),
    )
    statement = place(course, paragraph, reading, year_said(course, text, figure))
    _take(course, statement, reading)
    if not is_reason and not cue.is_whole:
        state.note(figure.kind, cue.metric)
    if not cue.is_base and not cue.is_whole and cue.metric != "threshold":
        # A base, a whole or a threshold belongs to the clause of the figure after it.
        state.keep_from = figure.end
    if figure.kind == "money" and figure.unit:
        state.money_unit = figure.unit


def _of_change(course: Course, cue: Cue | None, figure: Figure) -> Cue | None:
    """减少2万元`(8%)`: a rate in a bracket after a change is by how much that moved."""
    last = course.last
    if cue is None or last is None or (cue.metric, cue.rest) != ("rate", "("):
        return cue
    if last.metric != "change" or course.state.keep_from != figure.start - 1:
        return cue
    sign = -1 if last.value_text.startswith("-") else 1
    return Cue("change_rate", "", sign=sign, direction=last.direction)


def _take(course: Course, statement: Statement, reading: Reading) -> None:
    """Keep a statement, for what follows may be said of its amount."""
    state, cue = course.state, reading.cue
    course.found.append(statement)
    if cue.metric == "share":
        course.links.shared.add(statement.base_statement_no or 0)
        if statement.whole_statement_no:
            course.links.whole = course.found[statement.whole_statement_no - 1]
    if cue.metric == "change":
        state.change_phase = cue.phase
    if cue.is_base:
        course.links.bases.append(statement)
    elif cue.metric == "amount":
        course.links.add(statement, in_parts=state.in_parts)
        course.lists.take(statement)
        if reading.topic.label.endswith(course.words.words["source_end"]):
            state.sources.append(reading.topic.label)
        state.take_scope(statement.scope)
        if reading.topic is state.lead and not state.lead_scope:
            state.lead_scope = statement.scope
        if reading.topic is state.lead and not cue.is_whole:
            state.take_phase(statement.phase)


def _pass(course: Course, figure: Figure, cue: Cue | None) -> None:
    """Leave a figure unread."""
    state = course.state
    state.keep_from = figure.end
    state.note(figure.kind, cue.metric if cue else None)
    if state.in_reason:
        course.reasons[-1].append(figure)
    elif figure.kind in _NAMING or (cue and bare_label(cue.rest, course.setting)):
        # What follows may be said of this figure's subject, which is unknown.
        state.topic = None
        if figure.kind == "money" and not state.in_parts:
            state.lead, state.lead_scope, state.lead_phase = None, None, None
