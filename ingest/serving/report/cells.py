"""Values as a page writes them: exact yuan with separators, 万元 on charts, a dash for a null."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ingest.serving.report.query import Answer, Row
from ingest.serving.report.words import Column, column, word

WAN = Decimal(10_000)
"""The yuan of one 万元."""

HIDDEN = {
    *("unit_id", "other_unit_id", "check_id", "fault_id"),
    *("fault_en", "told_en", "name_en"),
    *("rows_known", "units_known"),
}
"""Columns that are not shown: keys beside a name, English of a cell, and how many there are."""

_NUMERIC = {"year", "count", "number", "yuan", "percent"}
_SENTENCES = {
    *("rule_id", "table_title", "title", "unit_name"),
    *("fault", "told"),
}
_MONEY = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its text, the value that it is sorted by, and where it leads.

    A sentence stands in both languages (`is_both`); a word's English is told on pointing at it.
    """

    text: str
    key: str
    english: str = ""
    href: str | None = None
    style: str = ""
    is_inferred: bool = False
    is_both: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a page: headings and cells, and an id for each row that is led to.

    `left_out` rows are not shown.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    left_out: int = 0
    ids: tuple[str, ...] = ()


LONGEST = 200
"""The rows of a table on a page; the rest is for the SQL below it."""


def table(
    answer: Answer,
    links: Iterable[dict[str, str]] | None = None,
    ids: Sequence[str] | None = None,
    longest: int = LONGEST,
) -> Table:
    """The rows of an answer as a table.

    Args:
        answer: The answer.
        links: For each row, where the cell of a column leads, by column name.
        ids: For each row its id on the page, empty for none.
        longest: The rows that are shown.
    """
    columns = tuple(column(name) for name in answer.columns if name not in HIDDEN)
    targets = list(links) if links is not None else [{}] * len(answer.rows)
    rows = tuple(
        tuple(cell(entry, row, target.get(entry.name)) for entry in columns)
        for row, target in zip(answer.rows[:longest], targets[:longest], strict=True)
    )
    shown = tuple(ids[:longest]) if ids is not None else ("",) * len(rows)
    return Table(columns, rows, max(0, answer.count - longest), shown)


def cell(entry: Column, row: Row, href: str | None = None) -> Cell:
    """One value as a cell."""
    value = row[entry.name]
    if value is None or value == "":
        return Cell("—", "", href=href, style=_style(entry))
    kind, _, domain = entry.kind.partition(":")
    if kind == "of":
        kind, domain = "word", str(row[domain])
    if kind in {"word", "words"}:
        codes = str(value).split() if kind == "words" else [str(value)]
        names = [word(domain, code) for code in codes]
        return Cell(
            "、".join(name.zh for name in names),
            str(value),
            ", ".join(name.en for name in names),
            href,
            "text",
            is_inferred=bool({"derived", "implied"} & set(codes)),
        )
    if kind == "both":
        english = str(row.get(f"{entry.name}_en") or "")
        return Cell(str(value), str(value), english, href, _style(entry), is_both=bool(english))
    if kind == "flag":
        name = word("answer", str(value).lower())
        return Cell(name.zh, str(value), name.en, href)
    return Cell(_text(kind, value), str(value), "", href, _style(entry))


def _style(entry: Column) -> str:
    """The style of a column's cells: figures to the right, sentences with room to be read."""
    if entry.kind in _NUMERIC:
        return "num"
    return "long" if entry.name in _SENTENCES else entry.kind.partition(":")[0]


def _text(kind: str, value: object) -> str:
    if kind == "yuan" and isinstance(value, Decimal):
        return f"{value:,.2f}"
    if kind == "percent" and isinstance(value, Decimal):
        return percent(value)
    if kind == "count" and isinstance(value, int):
        return f"{value:,}"
    return str(value)


def wan(yuan: object) -> Decimal | None:
    """An amount in 万元, for a chart; a null stays one."""
    return None if yuan is None else (Decimal(str(yuan)) / WAN).normalize()


def wan_text(yuan: object) -> str:
    """An amount in 万元 with two decimals and separators, as the documents print it."""
    amount = wan(yuan)
    return "—" if amount is None else f"{amount.quantize(_MONEY, ROUND_HALF_UP):,.2f}"


def percent(value: object, decimals: int = 2) -> str:
    """A percentage, with a true minus sign."""
    if value is None:
        return "—"
    return f"{Decimal(str(value)):.{decimals}f}%".replace("-", "−")


def inferred(basis: object) -> bool:
    """Whether an amount is derived or implied rather than printed or stated."""
    return bool({"derived", "implied"} & set(str(basis or "").split()))
