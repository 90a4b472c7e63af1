"""The registry's entries: what a chart asks, how it is drawn, and what is known to all charts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from ingest.serving.report.plots import COLOURS, REST, Drawing, number
from ingest.serving.report.query import Answer, Row


@dataclass(frozen=True, slots=True)
class Context:
    """What a drawing needs beyond its rows: one colour for a class on every page."""

    colours: dict[str, str] = field(default_factory=dict)

    def colour(self, code: str) -> str:
        """The colour of a class."""
        return self.colours.get(code, REST)


Draw = Callable[[Answer, Context], Drawing | None]


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure of the report.

    Attributes:
        name: Its id on the page.
        query: The file in `sql/` without its ending.
        zh: What it is about, in Chinese.
        en: The same in English.
        draw: Makes the picture, or None where the rows have nothing to show.
        absent: What is said then, in both languages.
    """

    name: str
    query: str
    zh: str
    en: str
    draw: Draw
    absent: tuple[str, str] = ("文件没有给出", "Not given by the documents")


def ordered_colours(rows: tuple[Row, ...], key: str) -> dict[str, str]:
    """A colour for each code, the largest over all rows first; beyond the last they share one."""
    totals: dict[str, Decimal] = {}
    for row in rows:
        code = str(row[key])
        totals[code] = totals.get(code, Decimal(0)) + number(row["share_percent"])
    order = sorted(totals, key=lambda code: (-totals[code], code))
    return dict(zip(order, COLOURS, strict=False)) | dict.fromkeys(order[len(COLOURS) :], REST)
