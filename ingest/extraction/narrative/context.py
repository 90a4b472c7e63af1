"""When and of which funds a figure speaks: years, phases, scopes and the heads in force."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ingest.extraction.narrative.clauses import YEAR, Cue
from ingest.extraction.narrative.model import Setting
from ingest.extraction.narrative.paths import LONGEST_LABEL, Topic, find_paths, under
from ingest.extraction.narrative.text import Paragraph
from ingest.vocabulary.narrative import Vocabulary

_LEAD = 200
_HEAD_END = re.compile(r"[，。；：]")
_TERM = re.compile(r"[^。；]{2,40}?(?:是指|系指|指)(?![标导数定挥南引派示])")
"""A term and what it means: 机关运行经费，指…."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What a change is measured from; None where the words do not say it."""

    year: int | None
    phase: str


@dataclass(frozen=True, slots=True)
class Head:
    """A heading, or the head of a list point, in force; only a heading has a scope."""

    level: int
    label: str
    topic: Topic | None
    is_heading: bool
    scope: tuple[int, str] | None


@dataclass(slots=True)
class Heads:
    """The heads in force, outermost first."""

    words: Vocabulary
    stack: list[Head] = field(default_factory=list)

    @property
    def topics(self) -> list[Topic]:
        """The topics that the heads name, outermost first."""
        return [head.topic for head in self.stack if head.topic]

    @property
    def heading(self) -> str | None:
        """The label of the nearest heading."""
        return next((head.label for head in reversed(self.stack) if head.is_heading), None)

    @property
    def scope(self) -> tuple[int, str] | None:
        """Rank and scope of the nearest heading that names one."""
        return next((head.scope for head in reversed(self.stack) if head.scope), None)

    def allows_total(self, names: Sequence[str]) -> bool:
        """Whether 本单位支出 may be the unit's total: no heading narrows what is spoken of.

        The title of a section and the unit's own name, one of `names`, narrow nothing.
        """
        nearest = next((head for head in reversed(self.stack) if head.is_heading), None)
        is_wide = nearest is None or nearest.level == 0 or nearest.label in names
        return is_wide or self.scope is not None

    @property
    def is_of_revenue(self) -> bool:
        """Whether the nearest heading is of the unit's whole revenue: what it lists are sources."""
        heading = self.heading or ""
        is_revenue = "收入" in heading and "支" not in heading
        return is_revenue and self.scope is not None and self.scope[1] == "all_funds"

    @property
    def in_definitions(self) -> bool:
        """Whether a head opens the section that explains terms."""
        section = self.words.words["definition_section"]
        return any(word in head.label for head in self.stack for word in section)

    @property
    def in_duties(self) -> bool:
        """Whether a heading opens a section on what the unit does, plans and is made of."""
        section = self.words.words["duty_section"]
        return any(word in h.label for h in self.stack if h.is_heading for word in section)

    def defines(self, paragraph: Paragraph) -> bool:
        """Whether `paragraph` explains a term: what it says is not a figure of the unit."""
        if self.in_definitions:
            return True
        head, _, meaning = paragraph.text[paragraph.body : paragraph.body + 120].partition("：")
        return bool(head) and meaning.startswith(self.words.words["definition"])

    def enter(self, paragraph: Paragraph) -> int:
        """Take in the head of `paragraph` and return its level."""
        level = 1 if paragraph.level is None else paragraph.level
        while self.stack and self.stack[-1].level >= level:
            self.stack.pop()
        rest = paragraph.text[paragraph.body : paragraph.body + _LEAD]
        end = _HEAD_END.search(rest)
        label = rest[: end.start()] if end else rest
        paths = find_paths(label)
        topic = under(paths[-1].topic, self.topics) if paths else self._named(label)
        if self.in_definitions or self.defines(paragraph) or _TERM.match(rest):
            topic = None
        scope = scope_of(label, self.words) if paragraph.is_heading else None
        self.stack.append(Head(level, label, topic, paragraph.is_heading, scope))
        return level

    def _named(self, label: str) -> Topic | None:
        """A head that names a project or an expense is the topic of what stands under it."""
        words = self.words.words
        if len(label) > LONGEST_LABEL or YEAR.search(label) or label.endswith(words["heading_end"]):
            return None
        return Topic(label) if label.endswith(words["head_topic"]) else None


@lru_cache(maxsize=4096)
def scope_of(text: str, words: Vocabulary) -> tuple[int, str] | None:
    """Rank and scope that `text` names; the narrowest where it names several.

    The same headings and labels are asked for again with each figure under them.
    """
    for rank, word, scope in words.scopes:
        if word.search(text):
            return rank, scope
    return None


def scope_named(scope: str, words: Vocabulary) -> tuple[int, str]:
    """`scope` with its rank among the scopes."""
    return next((rank, named) for rank, _, named in words.scopes if named == scope)


def compared_of(text: str, setting: Setting) -> Compared:
    """The year and phase that `text`, what a change is measured from, names."""
    known = setting.words.words
    named = YEAR.search(text)
    year = int(named[1]) if named else None
    if year is None and any(word in text for word in known["last_year"]):
        year = setting.fiscal_year - 1
    phase = setting.usual_phase
    if any(word in text for word in known["final"]):
        phase = "final"
    elif any(word in text for word in known["budget"]):
        phase = _budget_compared(text, year, setting)
        year = setting.fiscal_year if year is None else year
    return Compared(year, phase)


def _budget_compared(text: str, year: int | None, setting: Setting) -> str:
    """The phase of a budget compared with: another year's, or that of the start of the year."""
    start = any(word in text for word in setting.words.words["budget_start"])
    other_year = year not in (None, setting.fiscal_year)
    return (
        "initial_budget" if start or other_year or setting.stage == "budget" else "adjusted_budget"
    )


@dataclass(frozen=True, slots=True)
class Said:
    """What the text around an amount says of its time.

    Attributes:
        year: The year named in its sentence.
        as_of: The year of the day of which it is a stock.
        label: The label of what it is said of.
        heading: The heading above it.
    """

    year: int | None
    as_of: int | None
    label: str
    heading: str | None


def when(
    cue: Cue, compared: Compared | None, said: Said, setting: Setting
) -> tuple[int, str | None]:
    """The fiscal year and the phase that a figure speaks of.

    Args:
        cue: What the clause says the figure is.
        compared: What it is compared with.
        said: What the text around it says.
        setting: The document's year and stage.
    """
    year, usual = setting.fiscal_year, setting.usual_phase
    if cue.metric in ("target", "threshold", "standard", "standard_change"):
        return year, None
    if cue.is_base:
        return (compared and compared.year) or year - 1, compared.phase if compared else usual
    if cue.metric not in ("amount", "count", "score", "rate"):
        return year, usual
    if said.as_of is not None:
        return said.as_of, "final" if said.as_of < year else usual
    if cue.years_back:
        return year - cue.years_back, cue.phase or usual
    phase: str | None = cue.phase or usual
    if said.year and said.year < year and cue.metric == "amount" and not cue.phase:
        phase = _phase_before(said, usual, setting)
    return said.year or year, phase


def _phase_before(said: Said, usual: str, setting: Setting) -> str | None:
    """The phase of an amount of a year before, which a budget need not have budgeted."""
    known = setting.words.words
    if setting.stage != "budget" or any(word in said.label for word in known["budget"]):
        return usual
    return "final" if any(word in (said.heading or "") for word in known["final"]) else None
