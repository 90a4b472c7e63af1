"""What carries over from clause to clause while a paragraph is read."""

from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.extraction.narrative.context import Compared
from ingest.extraction.narrative.paths import Topic


class Before(NamedTuple):
    """What was spoken of before a bracket, as `State` has it."""

    topic: Topic | None
    in_parts: bool
    lead: Topic | None
    lead_scope: str | None
    lead_phase: str | None
    lead_phase_of: int


@dataclass(slots=True)
class State:
    """What carries over from clause to clause.

    Attributes:
        topic: What was last spoken of.
        lead: What is spoken of but for its parts.
        lead_scope: Scope of the amount stated of `lead`.
        lead_phase: Phase of the amount stated of `lead`; None where its sentence states several.
        lead_phase_of: Where that sentence began.
        in_parts: Whether the parts of `lead` are being listed.
        parts_at: Where that list began; -1 for before the paragraph.
        listed: Amounts listed since the list, or its part between semicolons, began or since the
            last change.
        is_parted: Whether a semicolon stands between the last amount listed and what follows.
        is_first: Whether the last amount listed is the first after a semicolon.
        has_leads: Whether the list has held lists of its own.
        scope: Scope of the last amount.
        compared: What the sentence compares with.
        change_phase: The phase that the last change was said to be of.
        as_of: Year of the day of which stocks are stated.
        said: The year last named other than as what is compared with.
        said_at: Where it was named.
        masks_seen: How many of the paragraph's stretches without figures have been passed.
        scanned: Where the last figure ended.
        sentence: Where the sentence began.
        keep_from: Where a clause may begin at the earliest.
        in_reason: Whether the sentence is giving the reason of a change.
        money_unit: Unit of the last amount of money.
        scopes: Scopes of the amounts of the last sentence that states any.
        scopes_of: Where that sentence began.
        brackets: For each bracket that is open, what was spoken of before it.
        sources: Labels of the sources of money that the sentence has stated.
        within: The label of what the sentence is about the parts of.
        none: What was last said to be none.
        none_at: Where that was said.
    """

    topic: Topic | None = None
    lead: Topic | None = None
    lead_scope: str | None = None
    lead_phase: str | None = None
    lead_phase_of: int = -1
    in_parts: bool = False
    parts_at: int = 0
    listed: int = 0
    is_parted: bool = False
    is_first: bool = False
    has_leads: bool = False
    scope: str | None = None
    compared: Compared | None = None
    change_phase: str | None = None
    as_of: int | None = None
    said: int | None = None
    said_at: int = 0
    masks_seen: int = 0
    scanned: int = 0
    sentence: int = 0
    keep_from: int = 0
    in_reason: bool = False
    money_unit: str = ""
    scopes: set[str | None] = field(default_factory=set)
    scopes_of: int = 0
    brackets: list[Before] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    within: str | None = None
    none: Topic | None = None
    none_at: int = 0

    def speak_of(self, topic: Topic) -> None:
        """Take `topic` for what is spoken of; but for a part, it leads what follows."""
        self.topic = topic
        if not self.in_parts:
            if topic != self.lead:
                self.lead_phase, self.lead_phase_of = None, -1
            self.lead, self.lead_scope = topic, None

    def open_parts(self, at: int) -> None:
        """The parts of what is spoken of are listed from `at` on.

        An amount that begins its part of the sentence and has parts of its own leads these.
        """
        if self.in_parts and self.is_first and self.topic:
            self.lead, self.lead_scope, self.has_leads = self.topic, self.scope, True
        self.in_parts, self.listed, self.is_parted, self.is_first = True, 0, False, False
        self.parts_at = at

    def open_brackets(self, count: int) -> None:
        """Brackets open: what they hold is said in passing."""
        lead = (self.lead, self.lead_scope, self.lead_phase, self.lead_phase_of)
        self.brackets += [Before(self.topic, self.in_parts, *lead)] * count

    def close_brackets(self, count: int) -> None:
        """Brackets close: the text goes on with what was spoken of before them."""
        for _ in range(min(count, len(self.brackets))):
            before = self.brackets.pop()
            if before.topic:
                self.topic, self.in_parts = before.topic, before.in_parts
                self.lead, self.lead_scope = before.lead, before.lead_scope
                self.lead_phase, self.lead_phase_of = before.lead_phase, before.lead_phase_of

    def pass_marks(self, words: str) -> None:
        """Take in the marks of `words` that begin another run of items.

        After a semicolon comes another part of the list, or something said of its lead; a bracket
        lists the parts of an item.
        """
        if "；" in words:
            self.is_parted = self.is_parted or (self.in_parts and self.listed > 0)
            self.is_first = False
        if "；" in words or words.count("(") > words.count(")"):
            self.listed = 0

    def take_phase(self, phase: str | None) -> None:
        """Take in the phase of an amount of what leads: its parts are of that phase."""
        is_same = self.lead_phase_of != self.sentence or self.lead_phase == phase
        self.lead_phase, self.lead_phase_of = phase if is_same else None, self.sentence

    def take_scope(self, scope: str | None) -> None:
        """Take in the scope of an amount."""
        if self.scopes_of != self.sentence:
            self.scopes, self.scopes_of = set(), self.sentence
        self.scope = scope
        self.scopes.add(scope)

    def without_sources(self, words: str, label: str) -> str:
        """`words` of the sentence without the sources beside `label`: their funds are not its."""
        for source in self.sources:
            if source != label:
                words = words.replace(source, "")
        return words

    def note(self, kind: str, metric: str | None) -> None:
        """A figure was met: an amount is one more of the list, a change ends the run of them."""
        if kind == "money" and metric in (None, "amount"):
            self.is_first = self.is_parted and not self.listed
            self.listed, self.is_parted = self.listed + 1, False
        elif metric == "change":
            self.listed, self.is_parted = 0, False

    def settle(self, topic: Topic | None) -> None:
        """A figure after the parts is said of `topic`; said of the lead, it closes the list."""
        if topic is self.lead:
            self.close_parts()
        self.topic = topic

    def close_parts(self) -> None:
        """The list is over: what follows is said of its lead, if there was one alone."""
        if self.in_parts and self.lead:
            self.topic = None if self.has_leads else self.lead
        self.in_parts, self.listed, self.is_parted = False, 0, False
        self.is_first = self.has_leads = False

    def end_sentence(self, at: int) -> None:
        """A full stop at `at`: the list, the comparison and the reason are over.

        Of a list that gives each item a sentence, the text goes on with the item.
        """
        item = self.topic if self.listed == 1 and self.parts_at < self.sentence else None
        self.close_parts()
        self.topic = item or self.topic
        self.brackets.clear()
        self.sources.clear()
        self.compared, self.in_reason, self.within = None, False, None
        self.sentence = self.keep_from = at
