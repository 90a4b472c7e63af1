"""Lines over the accounts: functional items under their sections and classes, and their sums."""

from collections.abc import Callable, Iterable, Sequence

from tests.corpus.accounts import Accounts, Leaf
from tests.corpus.model import Column, Line, Part, RowKind, Style, Table
from tests.corpus.register import functional_name

Figures = Callable[[Leaf], tuple[int, ...]]
"""What a table prints of an item, by column."""

_CLASS = 3
_SECTION = 5
UNIT_CODE = "321001"
FUNDS = (
    ("一般公共预算", "general_public_budget"),
    ("政府性基金预算", "government_fund"),
    ("国有资本经营预算", "state_capital"),
)
SPLIT = ["科目编码", "", "", "单位代码", "单位名称（科目）"]
JOINED = ["科目编码", "科目名称"]
PARTS = ["类", "款", "项"]


def functional(accounts: Accounts, style: Style, figures: Figures, *, is_split: bool) -> list[Line]:
    """The lines of a table by function: the total, then classes, sections and items, or items."""
    items = [(leaf.code, figures(leaf)) for leaf in accounts.leaves]
    items = [(code, values) for code, values in items if any(values)]
    blank = ("", "", "", "") if is_split else ("",)
    lines = []
    for code, values in items if is_split else _nested(items):
        label = functional_name(code, accounts.year) or ""
        parts = (code[:3], code[3:5], code[5:])
        names = (*parts, UNIT_CODE, label) if is_split else (code, label)
        printed = " ".join(parts) if is_split else code
        lines.append(line(style, names, printed, label, values))
    whole = added(values for _, values in items)
    total = line(style, (*blank, style.total_label), None, style.total_label, whole, "total")
    return [total, *lines] if style.total_first or is_split else [*lines, total]


def _nested(
    items: Sequence[tuple[str, tuple[int, ...]]],
) -> list[tuple[str, tuple[int, ...]]]:
    """Items with the sums of their sections and classes before them."""
    sums: dict[str, tuple[int, ...]] = {}
    for code, values in items:
        for above in (code[:_CLASS], code[:_SECTION]):
            sums[above] = added((sums[above], values)) if above in sums else values
        sums[code] = values
    return sorted(sums.items())


def added(rows: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    """The sums of the columns of rows."""
    return tuple(map(sum, zip(*rows, strict=True)))


def line(  # noqa: PLR0913, PLR0917 - what a line is made of
    style: Style,
    names: tuple[str, ...],
    code: str | None,
    label: str | None,
    values: Iterable[int],
    kind: RowKind = "line",
) -> Line:
    """A line with its figures printed."""
    return Line(names, code, label, kind, [style.money(value) for value in values])


def one_part(
    kind: tuple[str, str | None, str],
    heads: list[list[str]],
    columns: Sequence[Column],
    lines: list[Line],
    side: str = "expenditure",
) -> Table:
    """A table of one part; `kind` is its type, scope and title."""
    width = len(heads[0]) - len(columns)
    return Table(*kind, heads, [Part(side, tuple(columns), lines, width)])


def columns(
    *named: tuple[str, str], over: str | None = None, numbered: bool = False
) -> list[Column]:
    """Columns of (heading, measure), all under one heading and numbered where it is said."""
    above = (over,) if over else ()
    return [
        Column((*above, heading), measure, None, number if numbered else None)
        for number, (heading, measure) in enumerate(named, start=1)
    ]


def ordinal(number: int) -> str:
    """A Chinese numeral below a hundred, as lists print it."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十"
    return ten + (digits[ones] if ones or not ten else "")
