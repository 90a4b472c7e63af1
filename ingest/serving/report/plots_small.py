"""Small multiples: one picture beside the next over the same years, each of its own scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import altair as alt

from ingest.serving.report.cells import wan
from ingest.serving.report.plots import (
    Datum,
    Panel,
    colour,
    rows_named,
    solid,
    spec,
    tooltip,
)

HEIGHT = 120


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a small picture: its year, its place within the year, and its amount in yuan."""

    year: str
    place: int
    yuan: Decimal
    colour: str
    text: str
    detail: str
    is_hollow: bool = False


def small(title: str, columns: Sequence[Column], years: Sequence[str], places: int) -> Panel:
    """Amounts over years as columns from nothing, up to the largest of this picture.

    Args:
        title: What it is of.
        columns: Its columns.
        years: The years of all pictures, so that a year stands at one place in each.
        places: How many columns a year may have.
    """
    data: list[Datum] = [
        {
            "year": column.year,
            "place": column.place,
            "y": wan(column.yuan),
            "colour": column.colour,
            "text": column.text,
            "detail": column.detail,
            "hollow": column.is_hollow,
        }
        for column in columns
    ]
    top = max((abs(column.yuan) for column in columns), default=Decimal(0)) or Decimal(10000)
    years_axis = alt.Axis(title=None, labelAngle=0, ticks=False, labelOverlap=True)
    x = alt.X("year:N", axis=years_axis, scale=alt.Scale(domain=list(years), paddingInner=0.25))
    offset = alt.XOffset("place:O", scale=alt.Scale(domain=list(range(places))))
    amounts_axis = alt.Axis(title=None, tickCount=3, format=",.2~f", domain=False, ticks=False)
    y = alt.Y("y:Q", axis=amounts_axis, scale=alt.Scale(domain=[0, float(wan(top) or 0) * 1.05]))
    mark = (
        alt.Chart(rows_named())
        .mark_bar(strokeWidth=1.2)
        .encode(
            x=x,
            xOffset=offset,
            y=y,
            color=colour(),
            stroke=alt.Stroke("colour:N", scale=None),
            tooltip=tooltip(("detail", "行 Row"), ("text", "金额 Amount")),
            **solid(),
        )
    )
    return Panel(spec([mark], data, HEIGHT), title, is_small=True)
