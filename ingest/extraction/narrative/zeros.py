"""Zeros said in words: clauses that say there is none (没有…收入, 未安排…, …为零, 无公务用车).

A clause is read where it names the unit or nothing, a year or none, and one label of an amount.
Lists, conditions, rules, reasons and double negations are left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.extraction.narrative.clauses import LONGEST_CLAUSE, YEAR, Figure
from ingest.extraction.narrative.model import Setting
from ingest.extraction.narrative.subjects import is_label
from ingest.vocabulary.narrative import Vocabulary

_CLAUSE = re.compile(r"[^，。；：]+(?:(?<=收)、[^，。；：]+)?")
_END = frozenset("，。；")
_FUND = re.compile(r"(?P<fund>[一-鿿]{2,20}?(?:拨款|预算|资金|基金))安排的?(?P<what>.+)")
_OF_CARRYOVER = re.compile(r"结[转余存](?:资金)?的")
"""What only a part of an amount is: paid from what was carried over (无2023年结转的三公经费)."""
_GENERIC = frozenset({"支出", "收入", "预算"})


@dataclass(frozen=True, slots=True)
class Zero:
    """A clause that says there is none: the place of the word, the subject and the phase.

    Attributes:
        start: Where the negation begins in the folded text.
        end: Where it ends.
        clause_end: Where its clause ends.
        label: Label of what there is none of; empty where it is that of the zero before it.
        phase: The phase spoken of.
        metric: amount, or count of what is counted.
    """

    start: int
    end: int
    clause_end: int
    label: str
    phase: str
    metric: str = "amount"


@dataclass(frozen=True, slots=True)
class _Forms:
    """The forms of a clause that states none."""

    none: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    ended: re.Pattern[str]
    lead: re.Pattern[str]
    bar: re.Pattern[str]
    block: re.Pattern[str]
    counted: re.Pattern[str]


@lru_cache(maxsize=8)
def _forms(words: Vocabulary) -> _Forms:
    none = rf"(?P<none>{words.any_of('zero')})"
    verb = "|".join(
        f"(?P<{role}>{words.any_of(f'zero_{role}')})" for role in ("use", "plan", "act")
    )
    body = words.any_of("body")
    return _Forms(
        none=re.compile(rf"{words.any_of('zero')}|{words.any_of('zero_end')}"),
        before=re.compile(
            rf"(?P<lead>[^没无未]*){none}(?!{words.any_of('zero_name')})(?:{verb})?(?P<label>.+)"
        ),
        after=re.compile(
            rf"(?P<label>[^没无未]{{2,}}){none}"
            rf"(?:(?P<budget>{words.any_of('zero_budget')})|(?:{words.any_of('zero_spent')}))"
        ),
        ended=re.compile(rf"(?P<label>[^没无未]{{2,}}?)(?P<none>{words.any_of('zero_end')})"),
        lead=re.compile(
            rf"(?:[一-鿿()]{{1,40}}(?:{body}))?"
            rf"(?:{YEAR.pattern}|{words.any_of('zero_lead')})*"
        ),
        bar=re.compile(words.any_of("zero_bar")),
        block=re.compile(words.any_of("zero_block")),
        counted=re.compile(words.any_of("zero_count")),
    )


def zeros(text: str, start: int, end: int, body: int, setting: Setting) -> Iterator[Zero]:
    """The zeros said in words in a stretch of a paragraph that holds no figure.

    Args:
        text: The folded text of the paragraph.
        start: Where the stretch begins; a clause that a figure has begun does not belong to it.
        end: Where the stretch ends.
        body: Where the paragraph begins after its ordinal.
        setting: The document's year, stage and words.
    """
    forms = _forms(setting.words)
    if not forms.none.search(text, start, end):
        return
    for clause in _CLAUSE.finditer(text, start, end):
        is_whole = clause.end() == len(text) or text[clause.end()] in _END
        is_rest = clause.start() == start > body and text[start - 1] not in "，。；：、"
        if not is_whole or is_rest or len(clause[0]) > LONGEST_CLAUSE:
            continue
        sentence = text[text.rfind("。", 0, clause.start()) + 1 : clause.end()][-LONGEST_CLAUSE:]
        found = None if forms.block.search(sentence) else _read(clause[0], forms, setting)
        if found:
            yield Zero(
                clause.start() + found.start,
                clause.start() + found.end,
                clause.end(),
                found.label,
                found.phase,
                found.metric,
            )


def zero_figure(zero: Zero) -> Figure:
    """The negation as a figure without a number."""
    return Figure(zero.start, zero.start, zero.end, zero.end, "", 1, "", "zero", "exact")


def _read(clause: str, forms: _Forms, setting: Setting) -> Zero | None:
    for read in (_after, _ended, _before):
        if found := read(clause, forms, setting):
            return found
    return None


def _after(clause: str, forms: _Forms, setting: Setting) -> Zero | None:
    """因公出国(境)费无预算安排: the label stands before the negation, what is lacking after it."""
    found = forms.after.fullmatch(clause)
    label = _label(_unled(found["label"], forms), forms, setting) if found else None
    if not found or not label:
        return None
    return _zero(found, label, _planned(setting) if found["budget"] else setting.usual_phase)


def _ended(clause: str, forms: _Forms, setting: Setting) -> Zero | None:
    """政府性基金预算收入为零."""
    found = forms.ended.fullmatch(clause)
    label = _label(_unled(found["label"], forms), forms, setting) if found else None
    if not found or not label:
        return None
    return _zero(found, label, _phase_of(label, setting))


def _before(clause: str, forms: _Forms, setting: Setting) -> Zero | None:
    """没有政府性基金预算收入, 未安排机关运行经费: the negation stands before the label."""
    found = forms.before.fullmatch(clause)
    if not found or not forms.lead.fullmatch(found["lead"]) or forms.bar.match(found["lead"]):
        return None
    label = found["label"].removesuffix("安排") if found["label"].endswith("预算安排") else None
    label = label or found["label"]
    phase: str | None = setting.usual_phase
    if found["plan"]:
        is_plain = setting.stage == "budget" or label.endswith("预算")
        phase = _planned(setting) if is_plain else None
    elif found["act"]:
        phase = "final" if setting.stage == "final" else None
    elif not found["use"] and found["none"] == "未":
        return None
    elif not found["use"] and forms.counted.fullmatch(label):
        return replace(_zero(found, label, setting.usual_phase), metric="count")
    else:
        phase = _phase_of(label, setting)
    if label in _GENERIC and not found["lead"] and not found["plan"]:
        return _zero(found, "", phase) if phase else None
    known = _label(label, forms, setting)
    return _zero(found, known, phase) if known and phase else None


def _zero(found: re.Match[str], label: str, phase: str) -> Zero:
    return Zero(found.start("none"), found.end("none"), found.end(), label, phase)


def _planned(setting: Setting) -> str:
    return setting.words.phases["预算", setting.stage].phase


def _phase_of(label: str, setting: Setting) -> str:
    """The phase that the end of a label names: a budget of zero is of the budget."""
    return _planned(setting) if label.endswith("预算") else setting.usual_phase


def _unled(label: str, forms: _Forms) -> str:
    """`label` without the unit's name, year and 本年度 before it."""
    led = max((m.end() for m in [forms.lead.match(label)] if m), default=0)
    years = [found.end() for found in YEAR.finditer(label)]
    return label[max([led if led < len(label) else 0, *years]) :]


def _label(text: str, forms: _Forms, setting: Setting) -> str | None:
    """The label of an amount, the fund that pays in front of it (基金预算拨款安排的支出)."""
    if "、" in text or forms.bar.match(text) or _OF_CARRYOVER.search(text):
        return None
    if fund := _FUND.fullmatch(text):
        text = fund["fund"] + fund["what"] if fund["what"] in _GENERIC else fund["what"]
    text = text.replace("的支出", "支出").replace("收入和支出", "收入支出")
    words = setting.words
    if text in words.generic or words.direction_start.match(text) or text.endswith("项目"):
        return None
    return text if is_label(text, "money", words) else None
