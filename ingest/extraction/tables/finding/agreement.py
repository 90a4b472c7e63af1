"""What a table itself says that it is: its head and its rows, held against its title.

A title may leave open by which classification its table is, and whether revenue and expenditure
stand side by side; head and rows tell. Where they contradict the title, it is unknown
what the table is, and it stays out of facts.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from ingest.reading.model import Cell, Line
from ingest.vocabulary.titles import TitleKind, funds_named, kind_of

Verdict = Literal["present", "untyped", "uncertain"]

_MAX_HEAD = 8
_FEW = 2
_CODE = re.compile(r"[\[(]?(\d{3}(?:\d\d){0,3})(?![\d.,%])")
_FUNCTIONAL = re.compile(r"2\d\d(?:\d\d){0,3}")
_ECONOMIC = re.compile(r"(?:30[1-9]|31[0-3]|399|50[1-9]|51[0-4]|599)(?:\d\d){0,2}")
_SIDES = re.compile(r"(?:财政拨款)?(?:收入|支出)(?:项目|部分)?")
_ITEM = "项目"
_NATURES = {"basic": re.compile("基本支出"), "project": re.compile("项目支出|专项业务")}
_OF_CLASSES = re.compile(
    r"科目|功能|类款项|(?:基本|项目)支出|(?:人员|公用)(?:经费|支出)|^(?:支出)?项目$"
)
_UNITS = re.compile(r"(?:预算)?(?:单位|部门)(?:\(单位\))?(?:名称|编码|代码)")
_BY_CLASS = {"expenditure_statement"}


def settled(kind: TitleKind, body: Sequence[Line]) -> tuple[TitleKind, Verdict]:
    """What a table is by its title, its head and its rows, and whether they agree.

    Args:
        kind: What its title says.
        body: Its lines, head and rows.
    """
    if kind.table_type is None:
        return kind, "untyped"
    if not kind.aspects or kind.table_type.startswith("performance"):
        return kind, "present"
    rows = [line.cells for line in body if line.cells]
    head = _head(rows)
    seen = {("layout", _layout(head))}
    by = _classification(head, rows, kind)
    said = {value for aspect, value in kind.aspects if aspect == "classification"}
    if by and said and by not in said and not (by == "economic" and "government_economic" in said):
        return _out(kind), "uncertain"
    seen |= {("classification", by)} if by and not said else set()
    found = kind_of(kind.aspects | seen)
    if found.table_type is None:
        return _out(kind), "untyped"
    if _is_by_unit(found, head, by):
        found = kind_of({*kind.aspects, ("classification", "unit")})
    if found.table_type is None or _contradicts(kind, found, head, by):
        return _out(kind), "uncertain"
    return TitleKind(found.table_type, found.scope, kind.aspects), "present"


def _out(kind: TitleKind) -> TitleKind:
    """A table that is of no type."""
    return TitleKind(None, None, kind.aspects, kind.is_known)


def _head(rows: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
    """The rows over the first that holds a figure; numbers of columns are none."""
    for index, cells in enumerate(rows[:_MAX_HEAD]):
        if any(cell.amount is not None and not _is_small(cell) for cell in cells):
            return list(rows[:index])
    return list(rows[:_MAX_HEAD])


def _is_small(cell: Cell) -> bool:
    return cell.folded.isdigit() and len(cell.folded) <= len("10")


def _layout(head: Iterable[Sequence[Cell]]) -> str:
    """`sides` where revenue and expenditure have columns of their own each, else `rows`."""
    texts = Counter(cell.folded for cells in head for cell in cells)
    sides = {"收入" in text for text in texts if _SIDES.fullmatch(text)}
    return "sides" if texts[_ITEM] >= _FEW or len(sides) >= _FEW else "rows"


def _classification(
    head: Sequence[Sequence[Cell]], rows: Sequence[Sequence[Cell]], kind: TitleKind
) -> str | None:
    """By which classification the rows are: by their codes, or where they have none by the head."""
    # A line without a figure is of no class: a page begins with the code and name of the unit.
    figured = (cells for cells in rows if any(cell.amount is not None for cell in cells))
    codes = [code for cells in figured for code in _codes_before_amounts(cells)]
    functional = sum(bool(_FUNCTIONAL.fullmatch(code)) for code in codes)
    economic = sum(bool(_ECONOMIC.fullmatch(code)) for code in codes)
    if max(functional, economic) >= _FEW:
        # A table may give both; what it gives most of its rows decides where it is plain.
        few, many = sorted((functional, economic))
        return None if few else "functional" if functional == many else "economic"
    if ("nature", "project") in kind.aspects or codes:
        return None
    words = [cell.folded for cells in head for cell in cells if "科目" in cell.folded]
    found = {
        name
        for name, word in (("functional", "功能"), ("economic", "经济"))
        if word in "".join(words)
    }
    return found.pop() if len(found) == 1 else None


def _codes_before_amounts(cells: Sequence[Cell]) -> Iterator[str]:
    """The codes that a row begins with, each by itself or with its name."""
    for cell in cells:
        if found := _CODE.match(cell.folded):
            yield found[1]
        elif cell.amount is not None:
            return


def _is_by_unit(found: TitleKind, head: Sequence[Sequence[Cell]], by: str | None) -> bool:
    """Whether the rows of a table that is by class after its title are units after its head."""
    texts = [cell.folded for cells in head for cell in cells]
    is_of_units = any(map(_UNITS.fullmatch, texts)) and not any(map(_OF_CLASSES.search, texts))
    return found.table_type in _BY_CLASS and by is None and is_of_units


def _contradicts(
    said: TitleKind, found: TitleKind, head: Sequence[Sequence[Cell]], by: str | None
) -> bool:
    """Whether the head is of another fund, or of other spending, than the title says."""
    texts = [cell.folded for cells in head for cell in cells]
    funds = {fund for text in texts for fund in funds_named(text)}
    title = {value for aspect, value in said.aspects if aspect == "fund"} - {"fiscal_appropriation"}
    if len(funds) == 1 and title and not funds & title:
        return True
    natures = {value for aspect, value in said.aspects if aspect == "nature"}
    if natures == {"basic"} and any(_NATURES["project"].search(text) for text in texts):
        return True
    is_of_classes = by == "functional" or not texts or any(map(_OF_CLASSES.search, texts))
    return found.table_type in _BY_CLASS and not is_of_classes
