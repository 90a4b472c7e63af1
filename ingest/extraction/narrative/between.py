"""What the words between two figures say: zeros, topics, lists of parts, reasons, years."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.extraction.narrative.clauses import YEAR, Cue, Figure, amount_label, budget_phase
from ingest.extraction.narrative.context import compared_of
from ingest.extraction.narrative.course import Course
from ingest.extraction.narrative.figures import NonFigure
from ingest.extraction.narrative.paths import Topic, find_paths, under
from ingest.extraction.narrative.placing import place
from ingest.extraction.narrative.resolve import Reading
from ingest.extraction.narrative.subjects import bare_label, is_label, patterns, unquoted
from ingest.extraction.narrative.text import Paragraph
from ingest.extraction.narrative.zeros import Zero, zero_figure, zeros

_CLOSED_BRACKET = re.compile(r"\([^()]*\)")
_SENTENCE = re.compile(r"(?:[^。]|。(?=\)))*。(?!\))|(?:[^。]|。(?=\)))+")
"""A full stop before a closing bracket ends what the bracket holds, not the sentence."""

_WITHIN = re.compile(r"(?:^|[。；])(?P<whole>[^，。；：]{4,60})中，")
"""What the parts are of that follow: 2026年支出预算`中，`…."""

_BEFORE_YEAR = 3


def take_in(course: Course, paragraph: Paragraph, start: int, end: int) -> None:
    """Take in the words between two figures: zeros, topics, lists of parts, sentences."""
    state = course.state
    for zero in zeros(paragraph.text, start, end, paragraph.body, course.setting):
        _read_zero(course, paragraph, zero)
    for sentence in _SENTENCE.finditer(paragraph.text, start, end):
        _carry_reason(course, sentence[0])
        open_ones = _CLOSED_BRACKET.sub("", sentence[0])
        state.close_brackets(open_ones.count(")"))
        _carry_topics(course, sentence[0])
        state.open_brackets(open_ones.count("("))
        if sentence[0].startswith("(") and sentence.start() == start:
            _open_in_bracket(course, paragraph.text, start)
        _carry_compared(course, sentence[0])
        _carry_standing(course, sentence[0])
        state.pass_marks(sentence[0])
        if sentence[0].endswith("。"):
            state.end_sentence(sentence.end())


def _read_zero(course: Course, paragraph: Paragraph, zero: Zero) -> None:
    """Take in a clause that says there is none: an amount of zero, or none that are counted."""
    text, state = paragraph.text, course.state
    sentence = text.rfind("。", 0, zero.start) + 1
    if not zero.label and (state.none is None or state.none_at < sentence):
        return
    topic = Topic(zero.label) if zero.label else state.none
    assert topic is not None
    state.none, state.none_at = topic, zero.start
    years = YEAR.findall(text, sentence, zero.start)
    said = text[sentence : zero.start]
    if years and zero.metric == "count" and any(w in said for w in course.words.words["as_of"]):
        state.as_of = int(years[-1])
    reading = Reading(
        figure=zero_figure(zero),
        cue=Cue(zero.metric, zero.label, phase=zero.phase),
        topic=topic,
        is_fund=False,
        before=text[sentence : zero.clause_end],
        level=paragraph.level,
        in_parts=False,
        lead=None,
        lead_scope=None,
        list_scope=None,
        is_total=False,
    )
    course.found.append(place(course, paragraph, reading, int(years[-1]) if years else None))


def _carry_reason(course: Course, words: str) -> None:
    """A reason goes on to the end of its part of the sentence."""
    state = course.state
    _, part, last = words.rpartition("；")
    if part:
        state.in_reason = False
    if patterns(course.words).reason.search(last):
        state.in_reason = True


def _carry_topics(course: Course, words: str) -> None:
    state = course.state
    _find_whole(course, words)
    part = patterns(course.words).part.search(words)
    _find_topic(course, words[: part.start()] if part else words)
    if part and (part[0] != "：" or state.lead):
        state.open_parts(state.scanned)
    if part:
        _find_topic(course, words[part.end() :])


def _open_in_bracket(course: Course, text: str, start: int) -> None:
    """基本支出12万元`(工资10万元，…)`: a bracket after an amount lists the parts of it."""
    state = course.state
    last = course.last
    behind = last is not None and last.metric == "amount" and state.keep_from == start
    topic = state.topic
    if behind and last and topic and topic.label == last.subject and text[start - 1] == "元":
        state.lead, state.lead_scope = topic, last.scope
        state.lead_phase, state.lead_phase_of = last.phase, state.sentence
        state.in_parts = True


def _find_whole(course: Course, words: str) -> None:
    """三公经费支出决算中，…: what the shares that follow are of."""
    if not (found := _WITHIN.search(words)):
        return
    label = bare_label(amount_label(found["whole"], course.setting), course.setting)
    if label not in course.words.generic and is_label(label, "money", course.words):
        course.state.within = unquoted(label)


def _find_topic(course: Course, words: str) -> None:
    state = course.state
    if paths := find_paths(words):
        state.speak_of(under(paths[-1].topic, course.heads.topics))
    elif "述" in words and (named := patterns(course.words).topic_end.search(words)):
        # The evaluation of a project: all that follows is said of it.
        state.in_parts = False
        state.speak_of(Topic(unquoted(bare_label(named["name"], course.setting))))
    elif words.endswith("元。") and (left := patterns(course.words).blank.search(words)):
        # An amount left blank: what is said after it is said of its subject.
        label = bare_label(left[1], course.setting)
        if is_label(label, "money", course.words):
            state.speak_of(Topic(unquoted(label)))


def _carry_compared(course: Course, words: str) -> None:
    if found := patterns(course.words).compared.search(words):
        course.state.compared = compared_of(found["base"], course.setting)


def _carry_standing(course: Course, words: str) -> None:
    """决算数小于预算数: how the amount or the completion just stated stands to its budget."""
    last = course.last
    stands = patterns(course.words).stands.search(words) if last else None
    if not last or not stands or last.metric not in ("amount", "completion_rate"):
        return
    named = course.words.phase_end.search(stands["base"])
    is_other = last.whole and named and named["word"] not in course.words.words["budget"]
    if not is_other or budget_phase(stands["base"], course.setting) == last.whole:
        course.found[-1] = replace(last, direction=last.direction or stands["word"])


def note_years(course: Course, text: str, masked: Sequence[NonFigure], figure: Figure) -> None:
    """Take in the years and days before a figure: 截至…日 makes it a stock of that day."""
    state, known = course.state, course.words.words
    while state.masks_seen < len(masked) and masked[state.masks_seen].start < figure.start:
        stretch = masked[state.masks_seen]
        state.masks_seen += 1
        before = text[max(0, stretch.start - _BEFORE_YEAR) : stretch.start]
        year = int(text[stretch.start : stretch.start + 4]) if stretch.has_year else 0
        if stretch.kind == "year" and not before.endswith(known["since"]):
            state.as_of, state.said, state.said_at = None, year, stretch.start
        elif stretch.kind == "date" and year and before.endswith(known["as_of"]):
            state.as_of = year


def year_said(course: Course, text: str, figure: Figure) -> int | None:
    """The year that the sentence of `figure` names; a bracket or a reason keeps its own."""
    state = course.state
    at = state.said_at
    since = text[at : figure.start]
    if at < state.sentence or since.count(")") > since.count("("):
        return None
    is_over = "；" in since and _is_in_reason(course, text, at)
    return None if is_over else state.said


def _is_in_reason(course: Course, text: str, at: int) -> bool:
    """Whether character `at` stands in the reason of a change."""
    part = max(text.rfind(mark, 0, at) for mark in "；。")
    return bool(patterns(course.words).reason.search(text, part + 1, at))
