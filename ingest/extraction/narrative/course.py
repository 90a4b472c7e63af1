"""Where the reading of a narrative stands: what its text has said so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.base.text import fold
from ingest.extraction.narrative.clauses import Figure
from ingest.extraction.narrative.context import Heads
from ingest.extraction.narrative.figures import NonFigure
from ingest.extraction.narrative.links import Links
from ingest.extraction.narrative.lists import Lists, caption, side_caption
from ingest.extraction.narrative.model import Setting, Statement
from ingest.extraction.narrative.paths import Topic
from ingest.extraction.narrative.state import State
from ingest.extraction.narrative.subjects import bare_label, own_names
from ingest.extraction.narrative.text import Paragraph
from ingest.vocabulary.narrative import Vocabulary, load_vocabulary


@dataclass(slots=True)
class Course:
    """One reading of one document.

    Attributes:
        setting: What is known of the document.
        heads: The headings and points in force.
        lists: The list that the points are parts of.
        links: The amounts that changes, rates and shares may belong to.
        state: What carries over within the paragraph.
        found: The statements, in reading order.
        definitions: Indexes of the paragraphs that explain terms.
        duties: Indexes of the paragraphs that say what the unit does, plans and is made of.
        reasons: For each paragraph the places of figures of reasons that name no subject.
        masks: For each paragraph the stretches that are not figures beyond doubt.
        broken: Lines and characters of the digits of a statement that stand in the line before it.
    """

    setting: Setting
    heads: Heads
    lists: Lists
    links: Links = field(default_factory=Links)
    state: State = field(default_factory=State)
    found: list[Statement] = field(default_factory=list)
    definitions: set[int] = field(default_factory=set)
    duties: set[int] = field(default_factory=set)
    reasons: list[list[Figure]] = field(default_factory=list)
    masks: list[list[NonFigure]] = field(default_factory=list)
    broken: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    @property
    def words(self) -> Vocabulary:
        """The vocabulary."""
        return self.setting.words

    @property
    def last(self) -> Statement | None:
        """The statement read last."""
        return self.found[-1] if self.found else None


def begin(listed: Sequence[Paragraph], fiscal_year: int, stage: str, unit_name: str = "") -> Course:
    """The course of a reading at the first of the paragraphs `listed`."""
    words = load_vocabulary()
    setting = Setting(fiscal_year, stage, own_names(listed, fold(unit_name)), words)
    return Course(setting, Heads(words), Lists(words))


def enter(course: Course, paragraph: Paragraph) -> None:
    """Take the paragraph's head into the heads in force and begin its state."""
    old = course.state
    course.lists.enter(paragraph, old)
    if paragraph.level is None and not paragraph.is_heading:
        # Text without a head of its own goes on with what was spoken of.
        state = State(
            old.topic,
            old.lead,
            old.lead_scope,
            old.lead_phase,
            in_parts=old.in_parts,
            money_unit=old.money_unit,
        )
        state.parts_at = -1
    else:
        if course.heads.enter(paragraph) <= 1:
            course.links = Links()
        topic = _topic_at(course)
        state = State(topic, topic, money_unit=old.money_unit)
    course.state = state
    state.scanned = state.sentence = state.keep_from = paragraph.body
    _enter_caption(course, paragraph)


def _topic_at(course: Course) -> Topic | None:
    """What a head just entered speaks of; nothing where it is an unknown point."""
    own, above = course.heads.stack[-1], next(reversed(course.heads.topics), None)
    if own.topic or own.is_heading or above is None:
        return above
    figure = course.words.figure.search(own.label)
    label = bare_label(own.label[: figure.start()] if figure else own.label, course.setting)
    return above if not label or label in course.words.generic else None


def _enter_caption(course: Course, paragraph: Paragraph) -> None:
    """支出预算：2024年…: what is said is of the label before the colon."""
    end = side_caption(paragraph)
    if end is not None and paragraph.level is None:
        # 收入：…: what was spoken of before it leads no list of this paragraph.
        state = course.state = State(money_unit=course.state.money_unit)
        state.scanned = state.sentence = state.keep_from = end
    found = caption(paragraph, course.setting) if not course.heads.topics else None
    if found:
        state = course.state
        state.in_parts = False
        state.speak_of(Topic(found.label))
        state.scanned = state.keep_from = found.end
