"""Headings: what a column measures, from the path of headings that stand over it."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from types import MappingProxyType

from ingest.base.text import label_key
from ingest.reading.model import Cell
from ingest.vocabulary.answers import answers
from ingest.vocabulary.headings import HeadingTerm, heading, headings, known_measures
from ingest.vocabulary.identities import measure_identities
from ingest.vocabulary.periods import change_of, period_of

FUNDS = {
    "general_public_budget",
    "government_fund",
    "state_capital",
    "fiscal_account",
    "unit_funds",
}
_APPROPRIATION = "fiscal_appropriation"
_EXPENSE = re.compile(r"(?:支出|费用|经费|费)*$")
THREE_PUBLIC = "three_public"
"""What the types of tables of 三公 spending hold."""
YEARS = {"current_year", "carryover"}
CHANGES = {"year_change", "year_change_rate"}
_PHASES = {"budget": {"budget": "initial_budget", "final": "adjusted_budget"}}
_REMARK = re.compile(r"\([^()]*(?:元|分类|科目|类款项|名称|栏|[=+%])[^()]*\)$")
_CODE_HEADING = re.compile(r"(?:代码|编码)$")
_NAME_HEADING = re.compile(
    r"(?:科目|分类|类款项)名称$|(?:功能|经济)(?:(?:分类|分)?科目|分类)(?:\(按.{0,4}\))?$"
)
_CLASSIFICATIONS = (
    ("government_economic", re.compile(r"政府.*经济.*(?:科目|分类)")),
    # 基本支出 and 项目支出, with economic classes under them where there are any.
    ("economic", re.compile(r"经济.*(?:科目|分类)|支出(?:性质|用途|类型)")),
    ("functional", re.compile(r"功能.*(?:科目|分类)")),
)
SIDES = {"收入": "revenue", "支出": "expenditure"}
_SIDE_HEADING = re.compile(r"(收入|支出)(?:预算|决算)?$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading cell and what the vocabulary says of it; no term where it is unknown."""

    cell: Cell
    text: str
    term: HeadingTerm | None


def know(cell: Cell, table_type: str | None, fiscal_year: int | None = None) -> Heading:
    """Look a heading cell up: whole, without remarks, or as known headings run together."""
    return Heading(cell, cell.folded, term_of(cell.folded, table_type, fiscal_year))


@lru_cache(maxsize=8192)
def term_of(text: str, table_type: str | None, fiscal_year: int | None) -> HeadingTerm | None:
    """What a folded heading is; the forms print the same ones in every table and document.

    Args:
        text: The folded heading.
        table_type: The table's type.
        fiscal_year: The document's year, if headings may name years.
    """
    bare = _bare(text, fiscal_year)
    term = heading(text, table_type) or heading(bare, table_type)
    if term is None and THREE_PUBLIC in (table_type or ""):
        # An item without its last character, which a narrow column cuts off: 公务用车运行维护.
        term = heading(f"{bare}费", table_type)
    term = term or _cut_off(bare, table_type)
    if term is None:
        parts = split_headings(bare, table_type)
        if _run_together(parts):
            # Two headings of a cell, one above the other: the lower one speaks of the column.
            term = parts[-1][1]
        elif _CODE_HEADING.search(bare):
            term = HeadingTerm("code", None, None)
        elif _NAME_HEADING.search(bare):
            term = HeadingTerm("label", None, None)
    if term is None and fiscal_year is not None:
        term = of_time(text, table_type, fiscal_year)
    return term


def _cut_off(bare: str, table_type: str | None) -> HeadingTerm | None:
    """What a heading is that its cell cuts off within brackets, if all that go on so are the same.

    因公出国( is the beginning of 因公出国(境)费 and of 因公出国(境)费用.
    """
    if bare.count("(") <= bare.count(")"):
        return None
    terms = {
        term
        for (text, of_type), term in headings().items()
        if text.startswith(bare) and of_type in {"", table_type or ""}
    }
    return terms.pop() if len(terms) == 1 else None


def of_time(text: str, table_type: str | None, own_year: int) -> HeadingTerm | None:
    """What a heading is that names a year or a change: 上年预算数, 2023年, 增减额.

    上年 before anything but a phase may say where money comes from, and is not a year.
    """
    bare = label_key(text)
    if change := change_of(bare):
        return HeadingTerm("measure", change, None)
    period = period_of(bare, own_year)
    if period is None:
        return None
    year = None if period.year == own_year else period.year
    if not period.rest:
        return HeadingTerm("measure", "total", None, year)
    rest = label_key(_REMARK.sub("", period.rest))
    term = heading(rest, table_type)
    if term is None or (period.is_relative and not term.phase):
        return None
    return replace(term, year=year)


def _run_together(parts: Sequence[tuple[str, HeadingTerm | None]]) -> bool:
    """Whether a text is made of known headings; single characters are some only among their like.

    类款项 is three headings of codes, but 项目类 is neither 项目 nor 类.
    """
    roles = {term.role if term else None for _, term in parts}
    is_like = len(roles) == 1 or all(len(text) > 1 for text, _ in parts)
    return bool(parts) and None not in roles and is_like


def _bare(text: str, fiscal_year: int | None) -> str:
    """A folded heading without ordinal, without the year that is the document's, and remarks.

    Another year stays: what a column of the year before holds is not an amount of this one.
    """
    own_year = f"{fiscal_year}年度" if fiscal_year else ""
    bare = label_key(_REMARK.sub("", text))
    for prefix in (own_year, own_year.removesuffix("度")):
        if prefix and bare.startswith(prefix):
            return bare.removeprefix(prefix)
    return bare


def item_of(label: str | None, table_type: str | None) -> str | None:
    """The measure that the label of a row names in a 三公 table; None where it names none.

    Labels end as they like: 公务接待, 公务接待费支出, 公务接待经费.
    """
    if not label or THREE_PUBLIC not in (table_type or ""):
        return None
    key = label_key(label)
    spellings = (key, _EXPENSE.sub("", key) + "费")
    terms = (heading(spelling, table_type) for spelling in spellings)
    return next((term.measure for term in terms if term), None)


def measure_of_item(measure: str | None, item: str | None) -> str | None:
    """The measure of a figure whose row is the item: in a column of a fund, the item of it.

    Args:
        measure: What the column measures.
        item: What the row is: a measure, `total` of the table, or None for what is not known.
    """
    if item == "total" or not (measure == "total" or measure in FUNDS):
        return measure
    of_fund = f"{measure}_{item}"
    return of_fund if of_fund in known_measures() else item


@cache
def three_public_measures() -> frozenset[str]:
    """The measures that the identities of 三公 spending add up."""
    wholes = {"three_public", "vehicles"}
    return frozenset(i.part for i in measure_identities() if i.identity_id in wholes)


def split_headings(
    text: str,
    table_type: str | None,
    breaks: Collection[int] = (),
    words: Mapping[int, int] = MappingProxyType({}),
    fiscal_year: int | None = None,
) -> list[tuple[str, HeadingTerm | None]]:
    """Cut folded heading text that has lost its cells into known headings, longest first.

    Args:
        text: The folded text.
        table_type: The table's type, for headings that mean another thing in some tables.
        breaks: Where lines ended, as indices into `text`. A heading within a line is taken
            before one that runs over lines, as cells are wrapped only when they must be.
        words: Where each word separated by spaces ends, by where it begins. A word that is a
            heading is taken before one that runs over words: 项目 beside 支出预算 is not 项目支出.
        fiscal_year: The document's year, if words may name years and changes.

    Returns:
        The headings in order; what is unexplained is a piece of its own with no term.
    """
    pieces: list[tuple[str, HeadingTerm | None]] = []
    unknown = ""
    at = 0
    while at < len(text):
        line_end = min((b for b in breaks if b > at), default=len(text))
        found = (
            _whole_word(text, at, words.get(at, at), table_type, fiscal_year)
            or _longest(text, at, line_end, table_type)
            or _longest(text, at, len(text), table_type)
        )
        if found is None:
            unknown += text[at]
            at += 1
            continue
        if unknown:
            pieces.append((unknown, None))
            unknown = ""
        pieces.append(found)
        at += len(found[0])
    return [*pieces, (unknown, None)] if unknown else pieces


def _whole_word(
    text: str, start: int, end: int, table_type: str | None, fiscal_year: int | None
) -> tuple[str, HeadingTerm] | None:
    """The word from `start` to `end` if it is a heading; a lone character may be half of one."""
    word = text[start:end]
    term = heading(word, table_type) if len(word) > 1 else None
    if term is None and len(word) > 1 and fiscal_year is not None:
        term = of_time(word, table_type, fiscal_year)
    return (word, term) if term else None


def _longest(
    text: str, start: int, stop: int, table_type: str | None
) -> tuple[str, HeadingTerm] | None:
    """The longest known heading that begins at `start` and ends by `stop`."""
    if text[start] not in _first_characters():
        return None
    for end in range(min(stop, start + _longest_heading()), start, -1):
        if term := heading(text[start:end], table_type):
            return text[start:end], term
    return None


@cache
def _first_characters() -> frozenset[str]:
    """The characters that headings begin with: few of a text are one."""
    return frozenset(text[0] for text in (*(t for t, _ in headings()), *answers("heading")) if text)


@cache
def _longest_heading() -> int:
    return max(len(term) for term, _ in headings())


def phase_of(path: Iterable[HeadingTerm | None], stage: str) -> str:
    """The phase of a column: that of the nearest heading that names one, else the document's.

    A bare 预算数 is the initial budget in a budget; in final accounts it is the budget after
    adjustment (notes to the final-accounts form of 三公 spending: 全年预算数).
    """
    named = [term.phase for term in path if term and term.phase]
    phase = named[-1] if named else None
    if phase is None:
        return default_phase(stage)
    return _PHASES.get(phase, {}).get(stage, phase)


def phase_and_year(
    path: Sequence[HeadingTerm | None], stage: str, own_year: int
) -> tuple[str, int | None]:
    """The phase of a column, and its year if it is another than the document's.

    What a document says of a year to come is a budget, and a bare 预算数 of another year is that
    year's initial one: only of its own year do final accounts print the budget after adjustment.
    """
    year = next((term.year for term in reversed(path) if term and term.year), None)
    if year is None:
        return phase_of(path, stage), None
    named = [term.phase for term in path if term and term.phase]
    if year > own_year or (named and named[-1] == "budget"):
        return "initial_budget", year
    return phase_of(path, stage), year


def default_phase(stage: str) -> str:
    """The phase of a figure whose headings name none: what the document is."""
    return "initial_budget" if stage == "budget" else "final"


def measure_of(path: Sequence[HeadingTerm | None]) -> str | None:
    """The measure of a column under the heading `path`, outermost first.

    小计 and plain totals take the measure of the group they stand in; a fund under this year's
    or last year's group becomes one measure of both (`carryover_general_public_budget`), and so do
    a fund and what is paid from it (`general_public_budget_basic`). Whatever stands under a change
    is one.
    """
    leaf = path[-1]
    if leaf is None or leaf.measure is None:
        return None
    measures = [term.measure for term in reversed(path) if term and term.measure]
    if change := next((measure for measure in measures if measure in CHANGES), None):
        return change
    groups = (measure for measure in measures[1:] if measure not in {"total", "subtotal"})
    group = next(groups, None)
    years = next((t.measure for t in path[:-1] if t and t.measure in YEARS), None)
    if of_fund := _paid_from_fund(measures):
        return of_fund
    if leaf.measure in {"total", "subtotal"}:
        return _subtotal(group, years)
    if leaf.measure == _APPROPRIATION and FUNDS.intersection(measures):
        # 其中:财政拨款 under a fund is a part of this fund, and no sum of all.
        return "partial_total"
    return f"{years}_{leaf.measure}" if years and leaf.measure in FUNDS else leaf.measure


def _paid_from_fund(measures: Sequence[str]) -> str | None:
    """The measure of a fund and what is paid from it, where a path names both, nearest first."""
    fund = next((measure for measure in measures if measure in FUNDS), None)
    plain = FUNDS | {"total", "subtotal"}
    paid = next((measure for measure in measures if measure not in plain), None)
    name = f"{fund}_{paid}"
    return name if name in known_measures() else None


def side_of(text: str) -> str | None:
    """The side that a folded heading over names and their figures means: 本年收入, 财政拨款支出."""
    found = _SIDE_HEADING.search(text)
    return SIDES[found[1]] if found else None


def classification_of(texts: Iterable[str]) -> str | None:
    """By what rows are classified whose names stand under these folded headings, where they say."""
    named = (name for text in texts for name, pattern in _CLASSIFICATIONS if pattern.search(text))
    return next(named, None)


def _subtotal(group: str | None, years: str | None) -> str:
    if group is None:
        return "total"
    if group in YEARS:
        return f"{group}_subtotal"
    return f"{years}_{group}" if years and group in FUNDS else group


def nest(measures: Sequence[str]) -> list[str]:
    """Bring measures of flattened headings into column order.

    Where columns were lost, a group's own columns come after all groups: 合计, 基本支出,
    项目支出, 小计, 人员经费, 公用经费. The 小计 and the parts after it go where the whole is.
    """
    if "subtotal" not in measures:
        return list(measures)
    at = measures.index("subtotal")
    tail = list(measures[at + 1 :])
    for whole in measures[:at]:
        parts = {i.part for i in measure_identities() if i.whole == whole}
        owned = [measure for measure in tail if measure in parts]
        if whole != "total" and owned and tail[: len(owned)] == owned:
            place = measures.index(whole)
            rest = [*measures[place + 1 : at], *tail[len(owned) :]]
            return [*measures[:place], whole, *owned, *nest(rest)]
    return [*measures[:at], "total", *tail]
