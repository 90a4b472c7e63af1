"""A figure that was read, as a statement: its value, year, phase, scope, place and relations."""

from ingest.extraction.narrative.clauses import MAGNITUDES, Cue, Figure
from ingest.extraction.narrative.context import Compared, Said, compared_of, when
from ingest.extraction.narrative.course import Course
from ingest.extraction.narrative.figures import value_text
from ingest.extraction.narrative.model import Setting, Statement
from ingest.extraction.narrative.resolve import (
    MOVED,
    Reading,
    base_of,
    earlier_of,
    of_same_budget,
    part_of,
    scope_said,
    setting_of,
    whole_of,
)
from ingest.extraction.narrative.subjects import is_label, unquoted
from ingest.extraction.narrative.text import Paragraph


def place(course: Course, paragraph: Paragraph, reading: Reading, said: int | None) -> Statement:
    """The statement of a figure; `said` is the year that its sentence names."""
    state, cue, figure = course.state, reading.cue, reading.figure
    setting = setting_of(reading, said, course.last, course.links, course.setting)
    compared = _compared(course, cue, setting)
    as_of = None if figure.kind == "zero" and cue.metric == "amount" else state.as_of
    around = Said(said, as_of, reading.topic.label, course.heads.heading)
    year, phase = when(cue, compared, around, setting)
    if cue.metric == "amount" and not cue.phase and _is_part(reading):
        phase = state.lead_phase or phase
    line = paragraph.line_at(figure.number_end - 1)
    start = paragraph.last_piece(figure.number_start, figure.number_end)
    if start > figure.number_start:
        course.broken[len(course.found) + 1] = paragraph.places(figure.number_start, start)
    char_from, char_to = paragraph.chars[start], paragraph.chars[figure.number_end - 1]
    value = value_text(figure, cue.sign)
    base = base_of(reading, year, course.links, setting)
    earlier = earlier_of(reading, compared, course.links)
    whole = whole_of(reading, base, value, year, course.links)
    return Statement(
        statement_no=len(course.found) + 1,
        subject=reading.topic.label,
        subject_path=reading.topic.path_text,
        subject_code=reading.topic.code,
        part_of=part_of(reading, base, course.heads.heading, course.lists.kind, course.words),
        heading=course.heads.heading,
        whole=_whole_label(course, reading, whole),
        metric=cue.metric,
        printed_text=line.text[char_from - 1 : char_to],
        value_text=value,
        direction=cue.direction,
        bound=figure.bound,
        unit=_unit_of(course, figure, reading),
        fiscal_year=year,
        phase=phase,
        scope=scope_said(reading, base, course.heads, course.setting),
        compared_year=compared.year if compared else None,
        compared_phase=compared.phase if compared else None,
        base_statement_no=base.statement_no if base else None,
        earlier_statement_no=earlier.statement_no if earlier else None,
        whole_statement_no=whole.statement_no if whole else None,
        page=line.page,
        line=line.number,
        char_from=char_from,
        char_to=char_to,
    )


def _is_part(reading: Reading) -> bool:
    """Whether a figure is an item of a list that leads with another amount."""
    is_listed = reading.in_parts and reading.lead not in (None, reading.topic)
    return is_listed and not reading.cue.is_base and not reading.cue.years_back


def _whole_label(course: Course, reading: Reading, whole: Statement | None) -> str | None:
    """What a share or a completion rate is of: as it is named, found, or leads the list."""
    if reading.cue.whole:
        return unquoted(reading.cue.whole)
    if whole or reading.cue.metric != "share":
        return whole.subject if whole else None
    is_led = reading.in_parts and reading.lead and reading.lead != reading.topic
    return reading.lead.label if is_led and reading.lead else course.state.within


def _unit_of(course: Course, figure: Figure, reading: Reading) -> str:
    """The unit of a figure; of money whose 元 is left out (培训费5万), with it."""
    if figure.unit in MAGNITUDES and reading.cue.metric in ("amount", "change"):
        is_money = is_label(reading.topic.label, "money", course.words)
        return f"{figure.unit}元" if is_money else figure.unit
    return figure.unit or (_unit_in_words(course, figure) if reading.cue.metric != "count" else "")


def _unit_in_words(course: Course, figure: Figure) -> str:
    """The unit of a figure in words: that of the last amount; a zero is one in any unit."""
    if figure.kind in ("zero", "money"):
        return course.state.money_unit or "元"
    return course.state.money_unit if figure.kind == "flat" else ""


def _compared(course: Course, cue: Cue, setting: Setting) -> Compared | None:
    """What a change or a base is compared with; a rate goes on with its change."""
    if cue.compared is not None:
        course.state.compared = of_same_budget(
            compared_of(cue.compared, setting), cue, course.last, course.words
        )
    elif cue.is_over_year and course.state.compared is None:
        course.state.compared = Compared(setting.fiscal_year - 1, setting.usual_phase)
    if cue.metric in MOVED or cue.is_base:
        return course.state.compared
    return None
