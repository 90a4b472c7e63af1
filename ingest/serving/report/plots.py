"""What all charts share: a plot as Vega-Lite over plain rows, colours by role, labels in two lines.

Colours are names of CSS properties (`var(--c1)`), which the page resolves for the theme in force;
so a chart is one specification in light and dark. Amounts are drawn in 万元.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import altair as alt

from ingest.serving.report.cells import inferred
from ingest.serving.report.palette import DIM
from ingest.serving.report.query import Row
from ingest.serving.report.words import word

_LINE = 15
"""The pixels from line to line of a label, as in report.js."""

Datum = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of a legend: a colour, and what it stands for."""

    colour: str
    zh: str
    en: str
    form: str = "solid"


@dataclass(frozen=True, slots=True)
class Panel:
    """One plot: what it is of, where a figure has several, and its specification with its rows."""

    spec: dict[str, Any]
    zh: str = ""
    en: str = ""
    is_wide: bool = False
    """Whether a phone shows it at its full width, to be moved sideways."""
    is_small: bool = False
    """Whether it is one of many pictures that stand beside each other."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure as drawn: what is seen in it, said in both languages, plots and legend."""

    zh: str
    en: str
    panels: tuple[Panel, ...]
    legend: tuple[Key, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


DIFFERENCE = Key(
    DIM,
    "空心＝相减或推算所得，文件未列示",
    "hollow: a difference or derived, not printed",
    "hollow",
)
PARTIAL = Key(
    DIM, "浅色＝分项合计不等于公开总数", "pale: parts do not make up the published total", "pale"
)


def legend(domain: str, colours: Mapping[str, str]) -> tuple[Key, ...]:
    """The legend of the codes of a domain, each with its colour."""
    words = ((tint, word(domain, code)) for code, tint in colours.items())
    return tuple(Key(tint, name.zh, name.en) for tint, name in words)


def bases(rows: Iterable[Row], *columns: str) -> tuple[Key, ...]:
    """The legend of hollow marks, if any row of these bases has one: how they were derived."""
    found = [row for row in rows if any(inferred(row[column]) for column in columns)]
    if not found:
        return ()
    ways = [word("derivation", way) for way in unique(_derivations(found))]
    zh = f"（{'、'.join(way.zh for way in ways)}）" if ways else ""
    en = f" ({'; '.join(way.en for way in ways)})" if ways else ""
    return (Key(DIM, f"空心＝推算，文件未列示{zh}", f"hollow: derived, not printed{en}", "hollow"),)


def _derivations(rows: Iterable[Row]) -> list[str]:
    return [str(row["derivation"]) for row in rows if row.get("derivation")]


def spec(layers: Sequence[alt.Chart], data: Sequence[Datum], height: int) -> dict[str, Any]:
    """A chart as JSON values, its rows beside it, as wide as its place.

    Altair's own way to put layers together copies all of them, and again with each that is added.

    Args:
        layers: The layers from the bottom, over the data named `rows`.
        data: The rows; text, numbers, Decimals, booleans and nulls.
        height: Its height in pixels.
    """
    drawn = [layer.to_dict(validate=False) for layer in layers]
    shared = {name: drawn[0][name] for name in ("$schema", "data")}
    for layer in drawn:
        for name in (*shared, "config"):
            layer.pop(name, None)
    made = drawn[0] if len(drawn) == 1 else {"layer": drawn}
    size = {"width": "container", "height": height}
    return {**shared, **size, **made, "datasets": {"rows": list(data)}}


def rows_named() -> alt.NamedData:
    """The data that `spec` supplies."""
    return alt.NamedData("rows")


def band(labels: Sequence[str], *, is_of_points: bool = False) -> alt.Y:
    """A vertical axis of labels in the order given; all have as many lines as the first."""
    lines = labels[0].count("\n") + 1 if labels else 1
    scale = alt.Scale(padding=0.5) if is_of_points else alt.Scale(paddingInner=0.28)
    axis = alt.Axis(
        labelExpr="split(datum.label, '\\n')",
        title=None,
        ticks=False,
        domain=False,
        labelLimit=230,
        labelPadding=8,
        labelOffset=-_LINE / 2 * (lines - 1),  # Else a label stands by its first line.
    )
    return alt.Y("label:N", sort=list(labels), axis=axis, scale=scale)


def unique(values: Iterable[str]) -> list[str]:
    """Values without repetitions, in their order."""
    return list(dict.fromkeys(values))


def year_label(row: Row) -> str:
    """A row of a comparison in three lines, or two where no funds are meant: unit, year, funds."""
    lines = [str(row["unit"]), f"{row['fiscal_year']} {word('phase', row['phase']).zh}"]
    if "scope" in row:
        lines.append(word("scope", row["scope"]).zh)
    return "\n".join(lines)


def funds_label(row: Row) -> str:
    """A row where all are of one phase: the unit, below it year and funds."""
    return f"{row['unit']}\n{row['fiscal_year']} · {word('scope', row['scope']).zh}"


def when(channel: Any, otherwise: object, *cases: tuple[str, object]) -> Any:  # noqa: ANN401 - of Altair
    """A channel's value by tests of the row.

    Altair's own way to make one resolves its schema again each time: half the time of a report.

    Args:
        channel: The channel's class of values, `alt.FillOpacityValue`.
        otherwise: Its value where no test holds.
        cases: Each test with the value where it holds.
    """
    conditions = [{"test": test, "value": value} for test, value in cases]
    return channel(otherwise, condition=conditions if len(conditions) > 1 else conditions[0])


def solid(field: str = "datum.hollow") -> dict[str, Any]:
    """Encodings by which a mark is full where published, and an outline where it is not."""
    return {
        "fillOpacity": when(alt.FillOpacityValue, 1, (field, 0.12)),
        "strokeDash": when(alt.StrokeDashValue, [1, 0], (field, [3, 2])),
    }


def colour(field: str = "colour") -> alt.Color:
    """The colour that the row itself names."""
    return alt.Color(f"{field}:N", scale=None, legend=None)


def tooltip(*pairs: tuple[str, str]) -> list[alt.Tooltip]:
    """Tooltips of fields that are texts already."""
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in pairs]


def number(value: object) -> Decimal:
    """A number of an answer; a null counts as nothing where it is only drawn."""
    return Decimal(0) if value is None else Decimal(str(value))
