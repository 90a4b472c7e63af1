"""The fiscal year of a document, and whether it is a budget or final accounts."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.base.ordinals import PART, strip_ordinal
from ingest.base.text import fold
from ingest.extraction.identity.heads import DATE_BEHIND, TITLE, digit_years
from ingest.extraction.identity.model import Stage
from ingest.reading.model import Document

_YEAR = re.compile(r"(?<![比较与\d])(20\d\d)年(?!\d{1,2}月)(?!末|底|初)")
_OF_YEAR = re.compile(r"(20\d\d)年(?:(?!20\d\d年|预算|决算).)*(预算|决算)")
_STAGES: dict[str, Stage] = {"预算": "budget", "决算": "final"}
_FUND_WORDS = re.compile(
    r"一般公共预算|公共财政预算|公共预算|政府性基金预算|国有资本经营预算|预决算|部门预算(?=支出经济|管理)|预算单位|预算数|预算财政拨款"
)
_TABLE_OF_ONE_KIND = re.compile(
    rf"^{PART}|^附?表\d|(?<!三公\")(?<!三公)经费|政府采购|绩效|总表|支出表|收入表|明细表|\d[.万]|万元|[,。;]"
)
_CARRIED_OUT = re.compile(r"预算(?=执行(?:情况|结果))")

_ENCLOSURE = re.compile(r"^附件[\d一二三四五六七八九]{0,2}[:.、]?")
_TABLE = re.compile(r"表(?:\([^)]*\))?$")


def title_of(heads: Iterable[str]) -> str | None:
    """The first heading that names year and kind and is not a table's."""
    for head in heads:
        dateless = DATE_BEHIND.sub("", head)
        if TITLE.search(dateless) and not _TABLE_OF_ONE_KIND.search(head):
            return strip_ordinal(_ENCLOSURE.sub("", dateless))
    return None


def year_of(document: Document, title: str | None, heads: Sequence[str]) -> int | None:
    """The year that title, headings or text name most; None where none does.

    Args:
        document: The document.
        title: The title on its cover.
        heads: Its headings.
    """
    return head_year(title, heads) or _most(line.folded for line in document.lines)


def head_year(title: str | None, heads: Sequence[str]) -> int | None:
    """The year of the title where it names one alone, else the one that most headings name."""
    if latest := _latest(title):
        return latest[0]
    own = set(_YEAR.findall(title or ""))
    return int(own.pop()) if len(own) == 1 else _most(heads)


def _latest(title: str | None) -> tuple[int, Stage] | None:
    """The later of the years that a title names, each with its kind (2012年决算及2013年预算)."""
    pairs = [(int(year), _STAGES[word]) for year, word in _OF_YEAR.findall(title or "")]
    return max(pairs) if len({year for year, _ in pairs}) > 1 else None


def _most(texts: Iterable[str]) -> int | None:
    years = Counter(int(year) for text in texts for year in _YEAR.findall(digit_years(text)))
    return max(years, key=lambda year: (years[year], year), default=None)


def stage_of(document: Document, title: str | None, heads: Sequence[str]) -> Stage | None:
    """Budget or final: by the title, else what the titles of tables, the headings or the text say.

    Of two said equally often in all of them, the one said first; None where none is said.
    """
    if latest := _latest(title):
        return latest[1]
    whole = ("".join(line.folded for line in document.lines),)
    tables = [head for head in heads if _TABLE.search(head)]
    for texts in ((_as_accounts(title or ""),), tables, heads, whole):
        budget, final = _counts(texts)
        if budget != final:
            return "budget" if budget > final else "final"
    said = "".join(map(_without_funds, (*heads, *whole)))
    if not said.count("预算") + said.count("决算"):
        return None
    places = {said.find(word): stage for word, stage in _STAGES.items() if word in said}
    return places[min(places)]


def _as_accounts(title: str) -> str:
    """`title` with 决算 for a budget as it was carried out: 2023年`预算`执行情况."""
    return _CARRIED_OUT.sub("决算", title)


def _counts(texts: Iterable[str]) -> tuple[int, int]:
    words = "".join(map(_without_funds, texts))
    return words.count("预算"), words.count("决算")


def _without_funds(text: str) -> str:
    return _FUND_WORDS.sub("", text) if "预" in text else text


def file_year(stem: str) -> int | None:
    """The year that the name of a file says."""
    return _most((fold(stem),))


def file_stage(stem: str) -> Stage | None:
    """The stage that the name of a file says."""
    budget, final = _counts((_as_accounts(fold(stem)),))
    return None if budget == final else "budget" if budget > final else "final"
