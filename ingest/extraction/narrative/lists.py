"""Lists in the narrative: the scope of their items, and who is meant by what follows the last one.

An item has the scope of the sentence that leads its list. A change after the last of several items
may be said of that item or of their lead: words decide, else the figures; else it is unknown.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from ingest.extraction.narrative.clauses import YEAR, Cue, Figure
from ingest.extraction.narrative.context import scope_named, scope_of
from ingest.extraction.narrative.links import Links
from ingest.extraction.narrative.model import Setting, Statement
from ingest.extraction.narrative.paths import Topic
from ingest.extraction.narrative.state import State
from ingest.extraction.narrative.subjects import (
    bare_label,
    is_kind_of_spending,
    is_label,
    strip_links,
)
from ingest.extraction.narrative.text import Paragraph
from ingest.vocabulary.narrative import Vocabulary
from ingest.vocabulary.seeds import any_of

AFTER_PARTS = frozenset({"change", "change_rate", "completion_rate"})
"""Metrics that may be said of a list's last item or of its lead."""

_SIDES = ("收入", "支出")
_CAPTION = re.compile(r"([^，。；：\d]{2,40})：(?=.)")
_RATE = re.compile(r"[，(]?[^，。；()\d]{0,8}?(?P<rate>\d+(?:\.\d+)?)%")


@dataclass(frozen=True, slots=True)
class Caption:
    """The label that opens a paragraph, and where the words after its colon begin."""

    label: str
    end: int


def caption(paragraph: Paragraph, setting: Setting) -> Caption | None:
    """The label and a colon that open `paragraph`: 支出预算：2024年年初预算数…."""
    found = _CAPTION.match(paragraph.text, paragraph.body)
    label = bare_label(found[1], setting) if found else ""
    if not found or label != found[1] or label in setting.words.generic:
        return None
    return Caption(label, found.end()) if is_label(label, "money", setting.words) else None


def side_caption(paragraph: Paragraph) -> int | None:
    """Where the words begin after 收入： or 支出： that opens `paragraph`."""
    found = _CAPTION.match(paragraph.text, paragraph.body)
    return found.end() if found and found[1] in _SIDES else None


@dataclass(slots=True)
class Lists:
    """The scopes that lists in force give to their points.

    Attributes:
        words: The vocabulary.
        stack: Of each list in force, outermost first, the level of its points and the scope of the
            amount that they are parts of.
        is_plain: Whether the paragraph is text without a head.
        goes_on: What was spoken of before it.
        kind: The kind of expenditure whose classes are listed, each in a paragraph.
        kind_level: Level of these paragraphs.
        public_scope: Scope of the total of the three public expenses, which their parts share.
        text: The paragraph before.
    """

    words: Vocabulary
    stack: list[tuple[int, str | None]] = field(default_factory=list)
    public_scope: str | None = None
    is_plain: bool = False
    goes_on: Topic | None = None
    kind: str | None = None
    kind_level: int | None = None
    text: str = ""

    def enter(self, paragraph: Paragraph, before: State) -> None:
        """Take in the head of `paragraph`, which follows what left the state `before`."""
        level = None if paragraph.is_heading else paragraph.level
        self.is_plain, self.goes_on = level is None and not paragraph.is_heading, before.topic
        while self.stack and not self.is_plain and self.stack[-1][0] > (level or 0):
            self.stack.pop()
        if self.text.endswith("："):
            self.kind, self.kind_level = self._kind(before.lead), level
            if level is not None:
                self.stack.append((level, self._opened(before.scopes)))
        elif paragraph.is_heading or level != self.kind_level:
            self.kind = None
        if paragraph.is_heading:
            self.public_scope = None
        self.text = paragraph.text

    def _opened(self, stated: set[str | None]) -> str | None:
        """The scope that the words before the colon name, else the one of all amounts before."""
        named = scope_of(self.text.rpartition("。")[2], self.words)
        if named:
            return named[1]
        return next(iter(stated)) if len(stated) == 1 else None

    def _kind(self, lead: Topic | None) -> str | None:
        return lead.label if lead and is_kind_of_spending(lead.label, self.words) else None

    def take(self, statement: Statement) -> None:
        """Take in a statement of an amount: a total of the three public expenses has a scope.

        The classes of a kind of expenditure may go on in paragraphs without a head.
        """
        if self.kind is None and is_kind_of_spending(statement.part_of or "", self.words):
            self.kind, self.kind_level = statement.part_of, None
        if "三公" in statement.subject and statement.scope:
            self.public_scope = statement.scope

    def scope_for(self, topic: Topic) -> tuple[int, str] | None:
        """Rank and scope that a point has as a part of what was stated before the list."""
        is_public = any(word in topic.label for word in self.words.words["public_expense"])
        # Text without a head goes on with its point; what else it names is not part of the list.
        is_of_list = not self.is_plain or self.goes_on == topic
        scope = self.stack[-1][1] if self.stack and is_of_list else None
        scope = scope or (self.public_scope if is_public else None)
        return scope_named(scope, self.words) if scope else None


@lru_cache(maxsize=256)
def _unit_total(names: tuple[str, ...], words: Vocabulary) -> re.Pattern[str]:
    units = any_of((*words.words["own_unit"], *names))
    return re.compile(rf"(?:{units})(?:{YEAR.pattern})?(?P<label>{any_of((*_SIDES, '预算'))})$")


def unit_total(rest: str, setting: Setting) -> str | None:
    """收入, 支出 or 预算 where the words before it name the unit alone (本单位支出为)."""
    found = _unit_total(setting.names, setting.words).search(strip_links(rest, setting.words))
    return found["label"] if found else None


def is_unit_total(topic: Topic, rest: str, setting: Setting) -> bool:
    """Whether a figure is the unit's whole revenue or expenditure."""
    return topic.label in _SIDES and unit_total(rest, setting) == topic.label


def is_other_side(label: str, topic: Topic | None) -> bool:
    """Whether `label` is 收入 where the topic is some expenditure, or the other way round."""
    if topic is None or topic.path or label not in _SIDES:
        return False
    other = _SIDES[1 - _SIDES.index(label)]
    return other in topic.label and label not in topic.label


@dataclass(frozen=True, slots=True)
class Behind:
    """A figure after a list that names nobody.

    Attributes:
        cue: What its clause says it is.
        rest: The words of its clause.
        figure: The figure.
        after: The words after it.
        year: The year that the document is of.
    """

    cue: Cue
    rest: str
    figure: Figure
    after: str
    year: int

    @property
    def rate(self) -> str | None:
        """The rate of the change, where it follows."""
        found = _RATE.match(self.after)
        return found["rate"] if found else None


def said_after_parts(said: Behind, state: State, links: Links) -> Topic | None:
    """Who a change or a rate is said of that stands after a list and names nobody.

    Args:
        said: The figure and the words around it.
        state: The list: what leads it, what was listed last, and how.
        links: The amounts stated so far.

    Returns:
        The last item, the lead, or None where neither words nor figures tell.
    """
    lead, item = state.lead, state.topic
    if lead is None or item == lead:
        return item
    is_of_item = _was_last(item, said, links) and not _lies_between(lead, said, links)
    side = next((side for side in _SIDES if said.rest.endswith(side)), None)
    is_over = state.is_parted and not state.listed and not is_of_item
    if (side and side in lead.label and item is not None) or is_over:
        return lead
    if not state.listed or is_of_item:
        return item
    of_lead, of_item = (_fits(topic, said, links) for topic in (lead, item))
    if of_item is False and of_lead is not False:
        return lead
    if state.listed == 1 or (of_item and not of_lead):
        return item
    return lead if of_lead and not of_item else None


def _was_last(topic: Topic | None, said: Behind, links: Links) -> bool:
    """Whether a change follows what `topic` was the year before: 8万元，上年12万元；减少…."""
    if topic is None or said.cue.metric != "change" or not links.amounts:
        return False
    return links.of_subject(topic, said.year - 1, "") is links.amounts[-1][0]


def _lies_between(topic: Topic, said: Behind, links: Links) -> bool:
    """Whether a change is what lies between the amounts of `topic` of two years."""
    told = [links.of_subject(topic, year, "") for year in (said.year, said.year - 1)]
    now, before = (_value(amount.value_text)[0] if amount else None for amount in told)
    if now is None or before is None or not said.figure.number:
        return False
    return now - before == said.cue.sign * _value(said.figure.number)[0]


def _fits(topic: Topic | None, said: Behind, links: Links) -> bool | None:
    """Whether the change leads from an amount that can be to that of `topic`; None if unknown."""
    if topic is None or said.cue.metric != "change" or not said.figure.number:
        return None
    base = links.of_subject(topic, said.year, "")
    if base is None or base.unit != said.figure.unit:
        return None
    amount, step = _value(base.value_text)
    change, change_step = _value(said.figure.number)
    before = amount - said.cue.sign * change
    half = (step + change_step) / 2
    if before < -half:
        return False
    if said.rate is None or before <= half:
        return None
    rate, rate_step = _value(said.rate)
    slack = rate_step + 100 * (change_step / 2 / before + change * half / before**2)
    return abs(change / before * 100 - rate) <= slack


def _value(number: str) -> tuple[Decimal, Decimal]:
    """A number and the step of its last digit."""
    value = Decimal(number.replace(",", ""))
    return value, Decimal(1).scaleb(-len(number.partition(".")[2]))
