"""Charts of bars: amounts, shares of a whole, two amounts side by side, and change."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import altair as alt

from ingest.serving.report.cells import WAN, percent, wan, wan_text
from ingest.serving.report.palette import DIM, INK, ON_DATA, PAPER
from ingest.serving.report.plots import (
    Datum,
    Panel,
    band,
    colour,
    number,
    rows_named,
    solid,
    spec,
    tooltip,
    unique,
    when,
)
from ingest.serving.report.query import Row

STEP = 50
"""The pixels of a row with a label of two or three lines."""

_NAMED_ROWS = alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0.1, paddingOuter=0.05))
_TICKS = ",.2~f"
_NAMED = 42
_AIR = Decimal("1.28")
_WIDE = 7
"""The per cent of a whole from which a part has room for its share."""

_NARROW = Decimal(3)
"""How much larger a part is to be on a phone, to have room for the same text."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: label, amount in yuan, colour, the text at its end, and whether it is inferred."""

    label: str
    yuan: Decimal
    colour: str
    text: str
    is_hollow: bool = False
    detail: str = ""


def _amount_axis(top: Decimal) -> alt.X:
    axis = alt.Axis(title="万元", titleAnchor="end", format=_TICKS, tickCount=4, grid=True)
    return alt.X("x:Q", axis=axis, scale=alt.Scale(domain=[0, float(top)], nice=False))


def _top(yuan: Sequence[Decimal]) -> Decimal:
    """The largest amount in 万元, so that an axis can begin at nothing and end beyond it."""
    return (max((abs(amount) for amount in yuan), default=WAN) or WAN) / WAN


def bars(given: Sequence[Bar]) -> Panel:
    """Amounts as bars with a label of two lines beside each."""
    data = [_datum(bar) for bar in given]
    top = _top([bar.yuan for bar in given]) * _AIR
    base = alt.Chart(rows_named()).encode(y=band(unique(bar.label for bar in given)))
    mark = base.mark_bar(strokeWidth=1.2).encode(
        x=_amount_axis(top),
        color=colour(),
        stroke=alt.Stroke("colour:N", scale=None),
        tooltip=tooltip(("label", "行 Row"), ("text", "金额 Amount"), ("detail", "说明 Note")),
        **solid(),
    )
    end = base.mark_text(align="left", dx=6, color=INK).encode(
        x=alt.X("x:Q"), text=alt.Text("text:N")
    )
    return Panel(spec([mark, end], data, _height(len({bar.label for bar in given}))))


def named_bars(given: Sequence[Bar]) -> Panel:
    """Amounts as bars with a long name above each, for a narrow screen as for a wide one."""
    data = [_datum(bar) | {"row": place} for place, bar in enumerate(given)]
    top = _top([bar.yuan for bar in given]) * _AIR
    base = alt.Chart(rows_named()).encode(y=_NAMED_ROWS)
    mark = base.mark_bar(strokeWidth=1.2, height=13, yOffset=9).encode(
        x=_amount_axis(top),
        color=colour(),
        stroke=alt.Stroke("colour:N", scale=None),
        tooltip=tooltip(("label", "科目 Item"), ("text", "金额 Amount"), ("detail", "说明 Note")),
        **solid(),
    )
    name = _name_above(base, "label:N")
    end = base.mark_text(align="left", dx=6, dy=9, color=DIM).encode(
        x=alt.X("x:Q"), text=alt.Text("text:N")
    )
    return Panel(spec([mark, name, end], data, len(given) * _NAMED))


def _name_above(base: alt.Chart, field: str) -> alt.Chart:
    mark = base.mark_text(align="left", dx=1, dy=-9, color=INK, limit=alt.ExprRef("width"))
    named: alt.Chart = mark.encode(x=alt.value(0), text=field)
    return named


def _datum(bar: Bar) -> Datum:
    return {
        "label": bar.label,
        "x": wan(bar.yuan),
        "colour": bar.colour,
        "text": bar.text,
        "hollow": bar.is_hollow,
        "detail": bar.detail or "—",
    }


def _height(count: int) -> int:
    return max(1, count) * STEP


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a row: its row's label, name, size, text inside where it has room, and colour."""

    label: str
    name: str
    size: Decimal
    text: str
    colour: str
    is_hollow: bool = False
    is_pale: bool = False


def shares(parts: Sequence[Part]) -> dict[str, Any]:
    """Rows of parts that make 100 per cent, as a specification."""
    axis = alt.Axis(title="%", titleAnchor="end", values=[0, 25, 50, 75, 100], grid=False)
    x = alt.X("x:Q", axis=axis, scale=alt.Scale(domain=[0, 100], nice=False))
    return _stacked(parts, x, Decimal(_WIDE))


def counts(parts: Sequence[Part]) -> dict[str, Any]:
    """Rows of parts that add up to a number of things, as a specification."""
    axis = alt.Axis(title="项", titleAnchor="end", format=_TICKS, tickCount=4, grid=True)
    top = max((number(total) for total in _totals(parts).values()), default=Decimal(1)) or 1
    x = alt.X("x:Q", axis=axis, scale=alt.Scale(domain=[0, float(top)], nice=False))
    return _stacked(parts, x, Decimal(top) * _WIDE / 100)


def amounts(parts: Sequence[Part]) -> dict[str, Any]:
    """Rows of parts that add up to an amount, sizes in yuan, as a specification."""
    scaled = [replace(part, size=wan(part.size) or Decimal(0)) for part in parts]
    top = max(_totals(scaled).values(), default=Decimal(1)) or Decimal(1)
    return _stacked(scaled, _amount_axis(top * Decimal("1.05")), top * 14 / 100)


def _totals(parts: Sequence[Part]) -> dict[str, Decimal]:
    totals: dict[str, Decimal] = {}
    for part in parts:
        totals[part.label] = totals.get(part.label, Decimal(0)) + part.size
    return totals


_OWN_COLOUR = {"test": "datum.hollow", "field": "colour", "type": "nominal", "scale": None}


def _stacked(parts: Sequence[Part], x: alt.X, room: Decimal) -> dict[str, Any]:
    data: list[Datum] = []
    reached: dict[str, Decimal] = {}
    for part in parts:
        begin = reached.get(part.label, Decimal(0))
        end = reached[part.label] = begin + part.size
        data.append(
            {
                "label": part.label,
                "name": part.name,
                "x": begin,
                "x2": end,
                "middle": (begin + end) / 2,
                "text": part.text,
                "inside": part.text if part.size >= room else "",
                "narrow": part.text if part.size >= room * _NARROW else "",
                "colour": part.colour,
                "hollow": part.is_hollow,
                "pale": part.is_pale,
                "on": INK if part.is_hollow or part.is_pale else ON_DATA,
            }
        )
    labels = unique(part.label for part in parts)
    base = alt.Chart(rows_named()).encode(y=band(labels))
    mark = base.mark_bar(strokeWidth=1.2).encode(
        x=x,
        x2=alt.X2("x2:Q"),
        color=colour(),
        stroke=alt.StrokeValue(PAPER, condition=_OWN_COLOUR),
        strokeDash=when(alt.StrokeDashValue, [1, 0], ("datum.hollow", [3, 2])),
        fillOpacity=when(alt.FillOpacityValue, 1, ("datum.hollow", 0.12), ("datum.pale", 0.4)),
        tooltip=tooltip(("label", "行 Row"), ("name", "部分 Part"), ("text", "大小 Size")),
    )
    inside = base.mark_text(fontSize=12).encode(
        x=alt.X("middle:Q"),
        text=alt.Text("inside:N"),
        color=alt.Color("on:N", scale=None, legend=None),
    )
    return spec([mark, inside], data, _height(len(labels)))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two amounts of one thing: before and after, or planned and done; in yuan."""

    name: str
    first: Decimal
    second: Decimal
    is_first_hollow: bool
    is_second_hollow: bool = False

    @property
    def rate(self) -> Decimal | None:
        """The second in per cent of the first; none of nothing."""
        return 100 * self.second / self.first if self.first > 0 else None


def changes(pairs: Sequence[Pair], tint: str) -> Panel:
    """How far each thing is from the year before, in per cent of that, its amounts in its name.

    Every change is drawn on its own scale of per cent, so that a small thing shows as well as a
    large one; a change beyond the axis ends at it, and what was nothing before has no bar.

    Args:
        pairs: The things: the year before, and the year.
        tint: The colour of the bars.
    """
    data = [
        _pair(place, pair, None if pair.rate is None else pair.rate - 100, change_text(pair))
        for place, pair in enumerate(pairs)
    ]
    drawn = [datum["x"] for datum in data if datum["x"] is not None]
    low, high = min(drawn, default=Decimal(0)), max(drawn, default=Decimal(0))
    room = max(Decimal(10), high - low) * _MARGIN
    return _rates(data, (min(low, Decimal(0)) - room, max(high, Decimal(0)) + room), 0, tint)


def completions(pairs: Sequence[Pair], tint: str) -> Panel:
    """How much of its plan each thing used, in per cent of the plan, its amounts in its name.

    Args:
        pairs: The things: the plan, and what was done.
        tint: The colour of the bars.
    """
    data = [
        _pair(place, pair, pair.rate, "—" if pair.rate is None else percent(pair.rate, 1))
        for place, pair in enumerate(pairs)
    ]
    top = max((datum["x"] for datum in data if datum["x"] is not None), default=Decimal(100))
    return _rates(data, (Decimal(0), max(Decimal(100), top) * (1 + _MARGIN)), 100, tint)


_MOST_RATE = Decimal(300)
"""The per cent at which a bar ends, whatever its rate; its name says the rate."""

_MARGIN = Decimal("0.12")


def _pair(place: int, pair: Pair, rate: Decimal | None, text: str) -> Datum:
    amounts_said = f"{wan_text(pair.first)} → {wan_text(pair.second)} 万元"
    return {
        "row": place,
        "name": pair.name,
        "told": f"{pair.name}　{text}　{amounts_said}",
        "narrow": f"{pair.name}　{text}",
        "amounts": amounts_said,
        "text": text,
        "x": None if rate is None else min(rate, _MOST_RATE).quantize(_FINE),
        "hollow": pair.is_first_hollow or pair.is_second_hollow,
    }


_FINE = Decimal("0.01")


def _rates(data: list[Datum], domain: tuple[Decimal, Decimal], base: int, tint: str) -> Panel:
    """Bars of rates from nothing, with a line where the two amounts are the same."""
    rows = alt.Chart(rows_named()).encode(y=_NAMED_ROWS)
    axis = alt.Axis(title="%", titleAnchor="end", tickCount=5, grid=True)
    scale = alt.Scale(domain=[float(end) for end in domain], nice=False)
    mark = rows.mark_bar(height=11, yOffset=10, strokeWidth=1.2, color=tint, stroke=tint).encode(
        x=alt.X("x:Q", axis=axis, scale=scale),
        x2=alt.datum(0),
        tooltip=tooltip(("name", "项目 Item"), ("text", "比率 Rate"), ("amounts", "金额 Amounts")),
        **solid(),
    )
    same = alt.Chart(rows_named()).mark_rule(color=INK, strokeWidth=1).encode(x=alt.datum(base))
    name = _name_above(rows, "told:N")
    return Panel(spec([mark, same, name], data, len(data) * STEP))


def change_text(pair: Pair) -> str:
    """A change as words for the end of a label: rate with sign, or the amount from nothing."""
    if pair.rate is None:
        sign = "+" if pair.second > 0 else ""
        return f"{sign}{wan_text(pair.second)} 万元".replace("-", "−")
    sign = "+" if pair.rate > _WHOLE else ""
    return f"{sign}{percent(pair.rate - _WHOLE, 1)}"


_WHOLE = 100


def by_phase(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Rows by phase, final accounts first, so that unlike phases are never one picture."""
    order = {"final": 0, "adjusted_budget": 1, "initial_budget": 2}
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(str(row["phase"]), []).append(row)
    return sorted(groups.items(), key=lambda item: order.get(item[0], len(order)))
