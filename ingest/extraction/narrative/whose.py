"""Who a figure is said of: the label of its clause, or what was spoken of before it."""

import re

from ingest.extraction.narrative.clauses import Cue, Figure, amount_label
from ingest.extraction.narrative.context import scope_named, scope_of
from ingest.extraction.narrative.course import Course
from ingest.extraction.narrative.lists import (
    AFTER_PARTS,
    Behind,
    is_other_side,
    said_after_parts,
    unit_total,
)
from ingest.extraction.narrative.paths import Topic, find_paths
from ingest.extraction.narrative.subjects import (
    bare_label,
    in_full,
    is_fund_alone,
    label_of,
    plain_name,
    unquoted,
)
from ingest.extraction.narrative.text import Paragraph

_THRESHOLD_NOUN = re.compile(r"的?([\u4e00-\u9fff]{0,15}?(?:设备|资产|车辆|项目))")


def subject_of(course: Course, cue: Cue, figure: Figure, after: str) -> tuple[Topic | None, bool]:
    """Who the figure is said of, or None; and whether its words name only the fund."""
    if cue.metric == "threshold":
        noun = _THRESHOLD_NOUN.match(after)
        return (Topic(noun[1]) if noun else None), False
    if cue.is_base and cue.compared:
        named = amount_label(cue.compared, course.setting)
        label = label_of(cue, named, figure, after, course.setting)
        if label != "":
            return (Topic(label) if label else None), False
    paths = find_paths(cue.rest)
    rest = cue.rest[paths[-1].end :].removeprefix('"') if paths else cue.rest
    label = label_of(cue, rest, figure, after, course.setting)
    if label is None:
        return None, False
    if course.state.in_parts and course.state.lead:
        name = label or bare_label(rest, course.setting)
        full = in_full(name, course.state.lead.label, course.words)
        label = full if full != name else label
    if not label:
        is_fund = is_fund_alone(rest, bare_label(rest, course.setting), course.words)
        return _carried(course, cue, rest, figure, after), is_fund
    return _topic_of(course, cue, label, with_path=bool(paths)), False


def _carried(course: Course, cue: Cue, rest: str, figure: Figure, after: str) -> Topic | None:
    """Who a figure is said of whose clause names no label: what was spoken of before."""
    state = course.state
    is_first = not state.in_parts and state.keep_from <= state.sentence
    total = unit_total(rest, course.setting) if is_first and cue.metric == "amount" else None
    if total and not course.heads.topics and course.heads.allows_total(course.setting.names):
        state.speak_of(Topic(total))
        return state.topic
    if cue.metric in AFTER_PARTS and state.in_parts:
        said = Behind(cue, rest, figure, after, course.setting.fiscal_year)
        state.settle(said_after_parts(said, state, course.links))
    return None if is_other_side(bare_label(rest, course.setting), state.topic) else state.topic


def lead_scope(course: Course) -> tuple[int, str] | None:
    """Rank and scope of what leads the list: as it was stated, else what its label names."""
    state = course.state
    if state.lead_scope:
        return scope_named(state.lead_scope, course.words)
    return scope_of(state.lead.label, course.words) if state.lead else None


def _topic_of(course: Course, cue: Cue, label: str, *, with_path: bool) -> Topic:
    topic = course.state.topic
    if cue.metric == "target" and topic and topic.label.endswith(label):
        return topic
    path = topic if topic and with_path else Topic("")
    topic = Topic(unquoted(label), path.path, path.has_class, path.code)
    if not cue.years_back:
        # What the year before was is said in passing: the subject stays.
        course.state.speak_of(topic)
    return topic


def _is_item(course: Course, paragraph: Paragraph, cue: Cue, start: int) -> bool:
    """Whether a clause that begins at `start` opens an item of a list of amounts or counts."""
    if course.state.in_parts and start and paragraph.text[start - 1] in "；：、，(":
        return cue.metric in ("amount", "count") and not cue.is_base
    is_point = paragraph.level is not None and start == paragraph.body
    return is_point and cue.metric == "amount" and not paragraph.is_heading


def item_of(course: Course, paragraph: Paragraph, cue: Cue, start: int) -> Topic | None:
    """The item of a list that a clause names, whatever its name ends with."""
    name = plain_name(cue.rest, course.setting) if _is_item(course, paragraph, cue, start) else ""
    if name:
        course.state.speak_of(Topic(name))
    return course.state.topic if name else None
