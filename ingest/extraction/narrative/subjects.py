"""Who a figure is said of: what brings the words before it down to a label."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.base.ordinals import FOURTH, THIRD
from ingest.base.text import label_key
from ingest.extraction.narrative.clauses import MAGNITUDES, YEAR, Cue, Figure
from ingest.extraction.narrative.model import Setting
from ingest.extraction.narrative.paths import LONGEST_LABEL, TAG, without_phase
from ingest.extraction.narrative.text import Paragraph
from ingest.vocabulary.classes import functional_names
from ingest.vocabulary.narrative import Vocabulary, load_vocabulary
from ingest.vocabulary.seeds import any_of

_MOST_NAMES = 20
_LABEL = re.compile(r"[^，。；：%]{1,40}")
_PLAIN_NAME = re.compile(r"[\u4e00-\u9fff\"()A-Za-z]{2,25}")
_COMMON_NOUN = re.compile(r"[\u4e00-\u9fff\"A-Za-z]{2,20}")
_PUBLIC = re.compile(r"\"三公经费\"|(?<!\")三公经费")
_QUOTED = re.compile(r"\"[^\"]+\"")
_BRACKETS = re.compile(r"\([^()]*\)$")
_POINT = re.compile(rf"{THIRD}|{FOURTH}")
_SIDES = re.compile(r"[一-鿿]、[支出]")


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns that bring the words before a figure down to a label."""

    openings: re.Pattern[str]
    leads: re.Pattern[str]
    links: re.Pattern[str]
    topic_end: re.Pattern[str]
    stop: re.Pattern[str]
    prose: re.Pattern[str]
    part: re.Pattern[str]
    compared: re.Pattern[str]
    join: re.Pattern[str]
    bodies: re.Pattern[str]
    named: re.Pattern[str]
    blank: re.Pattern[str]
    reason: re.Pattern[str]
    bar: re.Pattern[str]
    stands: re.Pattern[str]


@lru_cache(maxsize=8)
def patterns(words: Vocabulary) -> Patterns:
    """The patterns over `words`, compiled once for each vocabulary."""
    return Patterns(
        # 加上年结转: what is added begins with 上年 or 上级.
        openings=re.compile(
            rf"(?:{words.any_of('opening')}|加(?=上[年级])|[，、：]|{THIRD}|{FOURTH})+"
        ),
        leads=re.compile(rf"(?:{words.any_of('lead')})"),
        links=re.compile(rf"(?:{words.any_of('link')})$"),
        topic_end=re.compile(
            rf"(?P<name>[^，。；：]{{2,{LONGEST_LABEL}}}?)(?:{words.any_of('topic_end')})"
        ),
        stop=re.compile(words.any_of("noun_stop")),
        prose=re.compile(rf"{words.any_of('prose')}|{TAG}"),
        part=re.compile(words.any_of("part")),
        compared=re.compile(
            rf"(?:{words.any_of('compare')})(?P<base>[^，。；]{{2,30}}?)"
            rf"(?:{words.any_of('compare_end')})[，(]"
        ),
        join=re.compile(rf"(?:{words.any_of('noun_join')})$"),
        bodies=re.compile(rf".*、.*(?:{any_of(w for w in words.words['body'] if len(w) > 1)})"),
        reason=re.compile(words.any_of("reason")),
        stands=re.compile(
            rf"(?:{words.any_of('final')}|支出)数?(?P<word>{words.any_of('above')}"
            rf"|{words.any_of('below')}|等于)(?P<base>[^，。；]{{0,6}}(?:{words.any_of('budget')}))"
        ),
        # 增 and 减 alone begin names too: 增值税, 减灾.
        bar=re.compile(any_of((*words.words["name_bar"], *(w for w in words.directions if w[1:])))),
        named=re.compile(
            rf"(?:^|(?<=[，。；：]))([\u4e00-\u9fff]{{2,40}}?(?:{words.any_of('body')}))"
            r"(?=(?:19|20)\d\d年)"
        ),
        blank=re.compile(rf"([^，。；：]{{2,{2 * LONGEST_LABEL}}}?)[万亿]?元。$"),
    )


def own_names(listed: Iterable[Paragraph], known: str = "") -> tuple[str, ...]:
    """The names by which the document calls its unit, longest first.

    They are `known`, and the bodies named before a year.
    """
    pattern = patterns(load_vocabulary()).named
    names = Counter(
        found[1]
        for paragraph in listed
        if "年" in paragraph.text
        for found in pattern.finditer(paragraph.text[paragraph.body :])
    )
    # Sorted first, so that names met equally often are taken in one order.
    often = Counter(dict(sorted(names.items()))).most_common(_MOST_NAMES)
    found_names = {name for name, _ in often} | ({known} if known else set())
    return tuple(sorted(found_names, key=lambda name: (-len(name), name)))


def strip_lead(text: str, names: Sequence[str], words: Vocabulary) -> str:
    """`text` without what leads up to a label: years, the unit's name, verbs, list words."""
    years = list(YEAR.finditer(text))
    if years:
        end = years[-1].end()
        in_year = text.startswith(words.words["year_part"], end)
        text = text[end - in_year :]
    for name in names:
        if (at := text.rfind(name)) >= 0 and at + len(name) < len(text):
            text = text[at + len(name) :]
            break
    used = patterns(words)
    leads = [found for found in used.leads.finditer(text) if found.end() < len(text)]
    if leads:
        text = text[leads[-1].end() :]
    opening = used.openings.match(text)
    return text[opening.end() :] if opening else text


def strip_links(text: str, words: Vocabulary) -> str:
    """`text` without the words that join a label to its figure (为, 达, 共)."""
    used = patterns(words)
    while found := used.links.search(text):
        text = text[: found.start()]
    return text


def is_label(text: str, kind: str, words: Vocabulary) -> bool:
    """Whether `text` is a label of the kind `kind`: short, one name, ended by a known noun."""
    if not 1 < len(text) <= LONGEST_LABEL or not _LABEL.fullmatch(text):
        return False
    if "、" in text and not _SIDES.search(text):
        return False
    if patterns(words).prose.search(text):
        return False
    if (kind, text) in words.wholes or (kind == "money" and _is_class(text)):
        return True
    return bool(words.nouns[kind].search(_BRACKETS.sub("", text) or text))


def is_kind_of_spending(label: str, words: Vocabulary) -> bool:
    """Whether the classes listed under `label` are but parts of them: 基本支出预算, 公用经费."""
    return without_phase(label).endswith(words.words["kind_of_spending"])


def _is_class(text: str) -> bool:
    """Whether `text` is the name of a functional class: 事业单位医疗, 机构运行."""
    return label_key(text) in functional_names()


def plain_name(rest: str, setting: Setting) -> str | None:
    """The name that `rest` is as a whole, whatever it ends with: 预备金, 社会组织管理.

    It is asked where a list gives each of its items a name and an amount: what stands there can be
    nothing else.
    """
    text = bare_label(rest, setting)
    if not text or not rest.endswith(text) or text in setting.words.generic:
        return None
    is_name = _PLAIN_NAME.fullmatch(text) and not patterns(setting.words).bar.search(text)
    return text if is_name else None


def noun_after(after: str, words: Vocabulary) -> str | None:
    """The noun that a classifier counts: 6个`内设机构`, 500台`一体机`的…."""
    found = _COMMON_NOUN.match(after)
    if not found:
        return None
    stop = patterns(words).stop.search(found[0], 1)
    noun = found[0][: stop.start()] if stop else found[0]
    ends = stop is not None or found.end() == len(after) or after[found.end()] in "，。；、：()"
    if not ends and after[found.end()].isdigit() and (join := patterns(words).join.search(noun)):
        # 1个机关和1个中心: the noun ends where the next figure is joined to it.
        noun, ends = noun[: join.start()], True
    elif not ends and after[found.end()].isdigit():
        # 8个项目985万元: the money that follows is that of what is counted.
        ends = noun in words.words["counted"]
    return noun if ends and len(noun) > 1 else None


def unquoted(label: str) -> str:
    """`label` without quotes that hold the whole of it; those of "三公"经费 as is usual."""
    bare = label.strip('"')
    return _PUBLIC.sub('"三公"经费', bare if '"' not in bare else label)


def label_of(cue: Cue, rest: str, figure: Figure, after: str, setting: Setting) -> str | None:
    """The label that `rest`, the words of a clause that may name the subject, holds.

    Returns:
        The label; "" where the clause names none and the topic carries over; None where its
        words are not a label, so that the figure must stay unread.
    """
    words = setting.words
    kind = _noun_kind(cue, figure)
    label = bare_label(rest, setting)
    if cue.metric == "count":
        if is_label(label, kind, words):
            return label
        if figure.kind == "measure":
            return None
        # 团组2个，累计5人次 and 10批次，85人次: what names nothing goes on with the topic.
        goes_on = (rest and not label) or (not rest and figure.unit in words.words["visit"])
        return noun_after(after, words) or ("" if goes_on else None)
    if not label or label in words.generic or is_fund_alone(rest, label, words):
        return _before_year(rest, kind, setting) or ""
    if is_label(label, kind, words):
        return label
    # 甲、乙单位预算经费: the bodies that are listed before it are not part of the label.
    bodies = patterns(words).bodies.match(label)
    behind = label[bodies.end() :] if bodies else ""
    return behind if behind and is_label(behind, kind, words) else None


def _before_year(rest: str, kind: str, setting: Setting) -> str | None:
    """The label that stands before a year: 公务用车购置费2026年预算数…, 接待费在2026年的支出."""
    years = list(YEAR.finditer(rest))
    label = bare_label(rest[: years[-1].start()].removesuffix("在"), setting) if years else ""
    is_named = label and label not in setting.words.generic and label not in setting.names
    if not is_named:
        return None
    # 2、公务用车运行2026年预算…: what a number opens is an item, whatever its name ends with.
    is_item = kind == "money" and _POINT.match(rest) and _PLAIN_NAME.fullmatch(label)
    return label if is_item or is_label(label, kind, setting.words) else None


def bare_label(rest: str, setting: Setting) -> str:
    """`rest` without what leads up to a label and what joins it to its figure."""
    label = strip_lead(strip_links(rest, setting.words), setting.names, setting.words)
    # 车辆7辆(公务用车3辆: the bracket that opens a list of parts is not part of a name.
    label = label[1:] if label.startswith("(") and ")" not in label else label
    return label[1:-1] if _QUOTED.fullmatch(label) else label


def in_full(name: str, lead: str, words: Vocabulary) -> str:
    """`name` of a part as its whole has it: 购置费 of 公务用车购置及运行费 is 公务用车购置费."""
    for head in words.words["public_expense"]:
        is_part = len(name) > len("费用") and name[:2] in lead[len(head) :]
        if lead.startswith(head) and is_part and not name.startswith(head):
            return head + name
    return name


def is_fund_alone(rest: str, label: str, words: Vocabulary) -> bool:
    """Whether the clause names the fund that pays and nothing else: 一般公共预算安排…."""
    return label in words.words["fund"] and rest != label and not YEAR.search(rest)


def _noun_kind(cue: Cue, figure: Figure) -> str:
    if cue.metric == "target":
        return "rate" if figure.kind == "rate" else "count"
    if cue.metric in ("rate", "score", "count"):
        return cue.metric
    if figure.unit in MAGNITUDES and cue.metric in ("amount", "change"):
        # 经费增加209万: the unit of money is left out, what moved is not.
        return "money"
    return "count" if figure.kind in ("count", "measure") else "money"
