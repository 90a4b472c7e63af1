"""What the words before and after one figure say it is: the patterns of clauses.

A clause that fits no pattern yields None, and the figure stays unread.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.extraction.narrative.model import Setting
from ingest.vocabulary.narrative import Vocabulary
from ingest.vocabulary.seeds import any_of

LONGEST_CLAUSE = 160
"""Characters of a clause beyond which no pattern is tried: longer prose states no figure."""

MAGNITUDES = frozenset({"万", "亿", "千万", "百万"})
"""Units of which the 元 after them is left out."""

_UNSIGNED = {"change": "unsigned_change", "change_rate": "unsigned_rate"}

_NOUN_OF_CHANGE = re.compile(r"的([^，。；：、()]{2,20})(?=[，。；])")
"""What moved, where it stands after its figure: 增加了40万元的办案费，."""

_RATE_OF_IT = re.compile(r"的(?:比例为)?\d+(?:\.\d+)?%")
"""A rate that is of the figure before it: 完成全年预算5万元`的38.1%`."""

_MONEY = r"(?:\d[\d,]*(?:\.\d+)?[万亿]{0,2}元)?"

YEAR = re.compile(
    r"(?<!\d)((?:19|20)\d{2})"
    r"(?:年度?|(?=预算|决算|执行|部门|单位|基本支出|项目支出|收入|支出|收支|财政拨款|一般公共))"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in the folded text of a paragraph.

    Attributes:
        start: Where it begins, its bound included.
        number_start: Where its number begins, its sign included.
        number_end: Where its number ends.
        end: Where it ends, its unit and bound included.
        number: The number as folded, without sign; empty for a change stated in words.
        sign: -1 where a minus is printed, else 1.
        unit: The unit as folded.
        kind: money, rate, score, count, measure, multiple, flat or zero.
        bound: exact, at_least, more_than, at_most, less_than or about.
    """

    start: int
    number_start: int
    number_end: int
    end: int
    number: str
    sign: int
    unit: str
    kind: str
    bound: str


@dataclass(frozen=True, slots=True)
class Cue:
    """What the clause of a figure says of it.

    Attributes:
        metric: Metric of the statement.
        rest: The words that may name the subject.
        sign: Sign that the words give the value.
        phase: Phase that the words name.
        whole: What a share is of, or the phase that a completion rate is based on.
        compared: What the figure is compared with, as printed.
        years_back: How many years before the document's own the words name (上年).
        is_base: Whether the figure is that with which the next one is compared.
        is_whole: Whether the figure is that of which the next one is a rate.
        is_over_year: Whether the words compare with the year before and name none (同比).
        direction: The word that gives the sign of a change.
    """

    metric: str
    rest: str
    sign: int = 1
    phase: str | None = None
    whole: str | None = None
    compared: str | None = None
    years_back: int = 0
    is_base: bool = False
    is_whole: bool = False
    is_over_year: bool = False
    direction: str | None = None


@dataclass(frozen=True, slots=True)
class Grammar:
    """The patterns of clauses, compiled from the vocabulary."""

    compared: re.Pattern[str]
    over_year: re.Pattern[str]
    share: re.Pattern[str]
    completion: re.Pattern[str]
    carried_out: re.Pattern[str]
    reached: re.Pattern[str]
    reaches: re.Pattern[str]
    from_base: re.Pattern[str]
    threshold: re.Pattern[str]
    per_head: re.Pattern[str]
    beyond: re.Pattern[str]
    last_year: re.Pattern[str]
    target: re.Pattern[str]
    complete: re.Pattern[str]


@lru_cache(maxsize=8)
def grammar(words: Vocabulary) -> Grammar:
    """The grammar over `words`, compiled once for each vocabulary."""
    compare = words.any_of("compare")
    end = words.any_of("compare_end")
    over = words.any_of("over_year")
    verbs = any_of((*words.directions, *words.words["reach_verb"]))
    reached = words.any_of("reached")
    return Grammar(
        compared=re.compile(
            rf"(?:同比(?={words.any_of('last_year')})|(?<![环同占])(?:{compare}))"
            rf"(?P<base>[^，。；]+?)(?P<end>{end})?[，]?$"
        ),
        over_year=re.compile(rf"(?:{over})$"),
        share=re.compile(
            rf"(?:{words.any_of('share')})(?P<whole>[^占]*?)的?(?:比例|比重)?(?:为|达|达到)?$"
        ),
        completion=re.compile(
            rf"(?:{words.any_of('completion')})(?P<base>[^完成为]*预算)数?{_MONEY}的?(?:比例为)?$"
            rf"|(?P<rate>预算)?(?:{words.any_of('execution')})(?:为|达|达到)?$"
        ),
        carried_out=re.compile(
            rf"(?:{words.any_of('completion')})(?P<base>[^完成为]*预算)数?(?:为|的)?$"
        ),
        reached=re.compile(rf"(?:{verbs})(?:{reached})$"),
        reaches=re.compile(rf"(?:{verbs})(?:{reached})"),
        from_base=re.compile(r"由(?P<base>[^由]*)$"),
        threshold=re.compile(rf"(?:{words.any_of('threshold')})(?:在|为|达)?$"),
        per_head=re.compile(words.any_of("per_head")),
        beyond=re.compile(
            rf"(?:(?P<below>{words.any_of('below')})|(?P<above>{words.any_of('above')}))"
            rf"(?P<base>[^，。；]{{0,20}}?(?:{words.any_of('budget')}|{words.any_of('final')})数?)$"
        ),
        last_year=re.compile(
            rf"\(?(?:{words.any_of('last_year')})(?!{words.any_of('not_last_year')})"
        ),
        target=re.compile(rf"的?(?:{words.any_of('target')})"),
        complete=re.compile(rf"$|[，。；、：()]|(?:{words.any_of('continues')})"),
    )


def read_cue(clause: str, figure: Figure, after: str, setting: Setting) -> Cue | None:
    """What the clause before `figure` and the words `after` it say the figure is."""
    read = _READERS.get(figure.kind)
    if read is None or len(clause) > LONGEST_CLAUSE:
        return None
    cue = read(clause, figure, after, setting)
    if cue is None or cue.sign or not figure.number.strip("0.,"):
        return cue
    # 增加(减少) with neither struck out has no direction: only a zero needs none.
    metric = _UNSIGNED.get(cue.metric)
    return replace(cue, metric=metric, sign=1) if metric else None


def _compared_with(text: str, words: Vocabulary) -> re.Match[str] | None:
    """Where `text` ends with what the figure after it is compared with."""
    return grammar(words).compared.search(text)


def _flat(clause: str, _figure: Figure, _after: str, setting: Setting) -> Cue | None:
    found = _compared_with(clause, setting.words)
    if not found:
        return None
    rest = _of_own_phase(clause[: found.start()], setting)
    return Cue("change", rest, compared=found["base"])


def _score(clause: str, _figure: Figure, after: str, setting: Setting) -> Cue | None:
    return Cue("score", clause) if grammar(setting.words).complete.match(after) else None


def _count(clause: str, figure: Figure, after: str, setting: Setting) -> Cue | None:
    if grammar(setting.words).target.match(after):
        return Cue("target", clause)
    change = _change(clause, figure, setting)
    amount = _amount(clause, setting) if figure.unit in MAGNITUDES else None
    is_money = amount is not None and setting.words.nouns["money"].search(amount.rest)
    return change or (amount if is_money else None) or Cue("count", clause)


def _rate(clause: str, figure: Figure, after: str, setting: Setting) -> Cue | None:
    rules = grammar(setting.words)
    if rules.target.match(after):
        return Cue("target", clause)
    if not rules.complete.match(after):
        return None
    change = _change(clause, figure, setting)
    return change or (_part_of(clause, setting) if figure.unit == "%" else None)


def _part_of(clause: str, setting: Setting) -> Cue:
    """A share of a whole, a budget's completion, or a rate that is its own subject."""
    rules = grammar(setting.words)
    if share := rules.share.search(clause):
        return Cue("share", clause[: share.start()], whole=share["whole"] or None)
    if completion := rules.completion.search(clause):
        phase = budget_phase(completion["base"] or "预算", setting)
        return Cue("completion_rate", clause[: completion.start()], whole=phase)
    return Cue("rate", clause)


def budget_phase(base: str, setting: Setting) -> str:
    """The phase of the budget of which a rate tells the completion."""
    found = setting.words.phase_end.search(base)
    return setting.words.phases[found["word"], setting.stage].phase if found else "adjusted_budget"


def _change(clause: str, figure: Figure, setting: Setting) -> Cue | None:
    words = setting.words
    found = words.direction_end.search(clause)
    if not found:
        return None
    said = clause[: found.start()]
    head = grammar(words).over_year.sub("", said)
    compared = _compared_with(head, words)
    named = head[: compared.start()] if compared else head
    rest = _of_own_phase(named, setting)
    return Cue(
        metric="change_rate" if figure.kind == "rate" else "change",
        rest=rest,
        sign=words.directions[found["word"]],
        phase=setting.usual_phase if rest != named else None,
        compared=compared["base"] if compared else None,
        is_over_year=head != said and compared is None,
        direction=found["word"],
    )


def _of_own_phase(rest: str, setting: Setting) -> str:
    """`rest` without the word for the document's own phase: 公务接待费`支出决算数`比上年…."""
    found = setting.words.phase_end.search(rest)
    word = setting.words.phases[found["word"], setting.stage] if found else None
    if not found or not word or word.in_subject or word.phase != setting.usual_phase:
        return rest
    return _without_phase(rest, found, setting.words)


def _without_phase(clause: str, found: re.Match[str], words: Vocabulary) -> str:
    """`clause` without the word for its phase: 接待费`支出决算`, but 因公出国支出`决算`."""
    rest, side = clause[: found.start()], found["word"][:2]
    is_name = bool(words.nouns["money"].search(rest)) or not words.nouns["money"].fullmatch(side)
    return rest if is_name or not rest else rest + side


def _money(clause: str, figure: Figure, after: str, setting: Setting) -> Cue | None:
    rules = grammar(setting.words)
    if rules.threshold.search(clause):
        return Cue("threshold", "")
    if rules.per_head.search(clause):
        return _standard(clause, figure, after, setting)
    if base := _base(clause, after, setting.words):
        return base
    if _RATE_OF_IT.match(after) and (whole := rules.carried_out.search(clause)):
        phase = budget_phase(whole["base"], setting)
        return Cue("amount", clause[: whole.start()], phase=phase, is_whole=True)
    change = _change(clause, figure, setting)
    if not rules.complete.match(after):
        noun = _NOUN_OF_CHANGE.match(after)
        return replace(change, rest=noun[1]) if change and noun else None
    beyond = change or _beyond(clause, setting)
    return beyond or _reached(clause, setting) or _amount(clause, setting)


def _standard(clause: str, figure: Figure, after: str, setting: Setting) -> Cue | None:
    """What is paid for each person, household or month, or by how much that norm moved."""
    if not grammar(setting.words).complete.match(after):
        return None
    change = _change(clause, figure, setting)
    return replace(change, metric="standard_change") if change else Cue("standard", clause)


def _multiple(clause: str, figure: Figure, after: str, setting: Setting) -> Cue | None:
    if not grammar(setting.words).complete.match(after):
        return None
    change = _change(clause, figure, setting)
    return replace(change, metric="change_multiple") if change else None


def _beyond(clause: str, setting: Setting) -> Cue | None:
    """A change told by how far an amount lies from another: 本年数小于上年预算数…."""
    found = grammar(setting.words).beyond.search(clause)
    if not found:
        return None
    rest = _of_own_phase(clause[: found.start()], setting)
    word = found["below"] or found["above"]
    sign = -1 if found["below"] else 1
    return Cue("change", rest, sign=sign, compared=found["base"], direction=word)


def _base(clause: str, after: str, words: Vocabulary) -> Cue | None:
    """The figure with which the next one is compared: 比…641.15万元减少, 由…增至."""
    rules = grammar(words)
    found = None
    if rules.reaches.match(after):
        found = rules.from_base.search(clause)
    elif words.direction_start.match(after):
        found = _compared_with(clause, words)
    return found and Cue("amount", clause[: found.start()], compared=found["base"], is_base=True)


def _reached(clause: str, setting: Setting) -> Cue | None:
    """The figure to which a change led: 由…增至…."""
    rules = grammar(setting.words)
    reached = rules.reached.search(clause)
    if not reached:
        return None
    start = rules.from_base.search(clause) or _compared_with(
        clause[: reached.start()], setting.words
    )
    return Cue("amount", clause[: (start or reached).start()])


def amount_label(words: str, setting: Setting) -> str:
    """The words that name an amount, without the phase that ends them: 支出`决算`."""
    return _amount(words, setting).rest


def _amount(clause: str, setting: Setting) -> Cue:
    before = grammar(setting.words).last_year.match(clause)
    clause, back = (clause[before.end() :], 1) if before else (clause, 0)
    found = setting.words.phase_end.search(clause)
    if not found:
        return Cue("amount", clause, years_back=back)
    word = setting.words.phases[found["word"], setting.stage]
    is_part = word.in_subject
    rest = clause[: found.end("word")] if is_part else _without_phase(clause, found, setting.words)
    return Cue("amount", rest, phase=word.phase, years_back=back)


_READERS: dict[str, Callable[[str, Figure, str, Setting], Cue | None]] = {
    "money": _money,
    "rate": _rate,
    "count": _count,
    "measure": _count,
    "score": _score,
    "flat": _flat,
    "multiple": _multiple,
}
