"""A figure's place among the others: its base, its whole and the scope it is of."""

from dataclasses import dataclass, replace

from ingest.base.text import label_key
from ingest.extraction.narrative.clauses import YEAR, Cue, Figure
from ingest.extraction.narrative.context import Compared, Heads, scope_of
from ingest.extraction.narrative.links import Links
from ingest.extraction.narrative.model import Setting, Statement
from ingest.extraction.narrative.paths import Topic, without_phase
from ingest.extraction.narrative.subjects import is_kind_of_spending
from ingest.vocabulary.classes import expense_classes
from ingest.vocabulary.narrative import Vocabulary
from ingest.vocabulary.statement_concepts import is_total, kinds_of_total, unit_wide

_POINTS = 4
"""Level of the points （1） that list the parts of what the paragraph above them states."""

MOVED = ("change", "change_rate", "unsigned_change", "unsigned_rate")
"""Metrics of what moved from one amount to another."""

_BELONGING = (*MOVED, "share", "completion_rate")


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure read, before it is placed.

    Attributes:
        figure: The figure.
        cue: What its clause says it is.
        topic: Who it is said of.
        is_fund: Whether its words name nothing but the fund that pays.
        before: Its sentence up to the figure.
        level: Level of its paragraph's ordinal.
        in_parts: Whether it is listed as a part.
        lead: What is spoken of but for its parts.
        lead_scope: Rank and scope of the lead.
        list_scope: Rank and scope of what the list points are parts of.
        is_total: Whether it is the unit's whole revenue or expenditure.
    """

    figure: Figure
    cue: Cue
    topic: Topic
    is_fund: bool
    before: str
    level: int | None
    in_parts: bool
    lead: Topic | None
    lead_scope: tuple[int, str] | None
    list_scope: tuple[int, str] | None
    is_total: bool


def setting_of(
    reading: Reading, said: int | None, last: Statement | None, links: Links, own: Setting
) -> Setting:
    """The setting of a figure: 2022年…3万元，较上年增加…, in a document of 2023, is of 2022.

    What a sentence says of an amount of an earlier year is said of that year, unless it names
    what it is compared with, or the text has the amount of the document's own.
    """
    topic, cue = reading.topic, reading.cue
    if not said or said >= own.fiscal_year or cue.metric not in _BELONGING or last is None:
        return own
    follows = (last.subject, last.fiscal_year) == (topic.label, said)
    if not follows or YEAR.search(cue.compared or ""):
        return own
    now = links.of_subject(topic, own.fiscal_year, own.usual_phase)
    return own if now else replace(own, fiscal_year=said)


def of_same_budget(
    compared: Compared, cue: Cue, last: Statement | None, words: Vocabulary
) -> Compared:
    """完成年初预算100%，决算数大于预算数5万元: the budget is that of the completion rate."""
    if last is None or last.metric != "completion_rate" or not last.whole or cue.rest:
        return compared
    is_any = (cue.compared or "").removesuffix("数") in words.words["budget"]
    return replace(compared, phase=last.whole) if is_any else compared


def part_of(
    reading: Reading,
    base: Statement | None,
    heading: str | None,
    listed_under: str | None,
    words: Vocabulary,
) -> str | None:
    """What the subject is only a part of: 公用经费 of a class, a class of 人员经费, 政府采购.

    A kind of expenditure is that of the unit only where a total of the unit leads it. A class of
    expenses (工资福利支出) is that of the kind that leads it, or whose classes have paragraphs
    of their own.
    """
    if base:
        return base.part_of
    lead, topic = reading.lead, reading.topic
    if topic.label in unit_wide():
        said = (heading or "", reading.before)
        for narrow in words.words["narrow_subject"]:
            if narrow not in topic.label and any(narrow in text for text in said):
                return narrow
    is_class = bool(topic.path) or label_key(without_phase(topic.label)) in expense_classes()
    if not reading.in_parts or lead is None or lead == topic:
        return listed_under if is_class else None
    if is_class:
        return lead.label if is_kind_of_spending(lead.label, words) else None
    is_kind = topic.label in kinds_of_total() and not is_total(lead.label)
    return lead.path_text or (lead.label if is_kind else None)


def base_of(reading: Reading, year: int, links: Links, setting: Setting) -> Statement | None:
    """The amount that a change, a rate or a share belongs to; a budget completes no budget."""
    cue = reading.cue
    if cue.metric not in _BELONGING:
        return None
    base = links.of_subject(reading.topic, year, setting.usual_phase)
    if base and cue.metric == "completion_rate" and base.phase == cue.whole:
        return None
    phase = cue.phase
    return base if base is None or phase in (None, base.phase) else None


def earlier_of(reading: Reading, compared: Compared | None, links: Links) -> Statement | None:
    """The amount that a change or its rate is measured from, where the text states it."""
    if reading.cue.metric not in MOVED or compared is None or compared.year is None:
        return None
    return links.of_time(reading.topic, compared.year, compared.phase)


def whole_of(
    reading: Reading, base: Statement | None, share: str, year: int, links: Links
) -> Statement | None:
    """The amount that a share, or the budget that a completion rate, is of."""
    cue = reading.cue
    if cue.metric == "completion_rate" and cue.whole:
        budget = links.of_subject(reading.topic, year, cue.whole)
        return budget if budget and budget.phase == cue.whole else None
    if cue.metric != "share":
        return None
    if cue.whole and (named := links.named(cue.whole)):
        return named
    # A whole named by another word (本年支出 for 支出合计) is linked where the share fits.
    lead = reading.lead.label if reading.lead and not cue.whole else None
    return links.whole_of(base, share, lead, is_named=bool(cue.whole)) if base else None


def scope_said(
    reading: Reading, base: Statement | None, heads: Heads, setting: Setting
) -> str | None:
    """The scope of a figure: its base's, its fund's, its heading's or its subject's own.

    A part has the scope of what leads its list, else that of its section: 财政拨款收入 as part of
    all revenue is of all funds. A count has none but that of its sentence.
    """
    cue, words = reading.cue, setting.words
    if cue.metric == "threshold":
        return None
    if base and not reading.is_fund:
        return base.scope
    if reading.figure.kind in ("count", "score", "measure") or cue.metric in ("target", "rate"):
        return _named(scope_of(reading.before, words))
    own = scope_of(reading.before if reading.is_fund else reading.topic.label, words)
    listed = reading.lead_scope if reading.in_parts else reading.list_scope
    heading = listed or heads.scope
    is_source = heads.is_of_revenue and "支出" not in reading.topic.label
    is_own = reading.is_fund or (not is_source and _is_narrower(own, heading, reading))
    if own and (cue.is_base or is_own):
        return own[1]
    is_part = reading.in_parts and reading.lead is not None
    said = None if is_part else scope_of(reading.before, words)
    return _named(heading or own or said) or ("all_funds" if reading.is_total else None)


def _named(found: tuple[int, str] | None) -> str | None:
    return found[1] if found else None


def _is_narrower(
    own: tuple[int, str] | None, heading: tuple[int, str] | None, reading: Reading
) -> bool:
    if own is None or heading is None:
        return False
    is_part = reading.in_parts or reading.level == _POINTS or reading.list_scope is not None
    # What a fund pays of all expenditure is the expenditure of that fund; of revenue, a source.
    is_of_fund = "支出" in reading.topic.label and not reading.topic.path
    return (is_of_fund or not is_part) and own[0] < heading[0]
