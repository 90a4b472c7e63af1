"""The registry's entries: what a chart asks, how it is drawn, and what several charts share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ingest.serving.report.cells import inferred, wan_text
from ingest.serving.report.palette import COLOURS, PHASES, REST
from ingest.serving.report.plots import Drawing, Key, bases, legend, number, unique
from ingest.serving.report.plots_bars import Bar, Pair
from ingest.serving.report.query import Row
from ingest.serving.report.words import ChartText, chart_text, how_known

MOST = 40
"""The rows that a chart shows; its table has the rest."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a drawing needs beyond its rows: one colour for a class on every page."""

    colours: dict[str, str] = field(default_factory=dict)

    def colour(self, code: str) -> str:
        """The colour of a class."""
        return self.colours.get(code, REST)


Draw = Callable[[Sequence[Row], Context], Drawing | None]
"""Makes the picture of one row or more; None where they have nothing to show."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure of the report.

    Attributes:
        text: Its row of `charts.csv`: its query (a file in `sql/` without extension), its name
            (its id on the page), what it is about, and the text where it has nothing to show.
        draw: Makes the picture.
    """

    text: ChartText
    draw: Draw


def charts(draw: Mapping[str, Draw]) -> tuple[Chart, ...]:
    """The charts of these queries, in their order."""
    return tuple(Chart(chart_text(query), function) for query, function in draw.items())


def ordered_colours(rows: Sequence[Row], key: str) -> dict[str, str]:
    """A colour for each code, the largest over all rows first; beyond the last they share one."""
    totals: dict[str, Decimal] = {}
    for row in rows:
        code = str(row[key])
        totals[code] = totals.get(code, Decimal(0)) + number(row["share_percent"])
    order = sorted(totals, key=lambda code: (-totals[code], code))
    return dict(zip(order, COLOURS, strict=False)) | dict.fromkeys(order[len(COLOURS) :], REST)


def cut(count: int) -> tuple[tuple[str, str], ...]:
    """The note of a chart that leaves out rows beyond the first MOST."""
    text = (f"图中为前 {MOST} 行，其余见表", f"The first {MOST} rows; the rest are in the table")
    return (text,) if count > MOST else ()


def amount_bar(row: Row, label: str, colour: str, detail: str) -> Bar:
    """The amount of a row as a bar."""
    yuan = row["amount_yuan"]
    return Bar(label, number(yuan), colour, wan_text(yuan), inferred(row["basis"]), detail)


def phase_bar(row: Row, label: str) -> Bar:
    """The amount of a row as a bar in the colour of its phase."""
    return amount_bar(row, label, PHASES[str(row["phase"])], how_known(row).zh)


def phase_legend(rows: Sequence[Row]) -> tuple[Key, ...]:
    """The legend of `phase_bar`."""
    phases = unique(str(row["phase"]) for row in rows)
    return (*legend("phase", {phase: PHASES[phase] for phase in phases}), *bases(rows, "basis"))


def change_pair(row: Row, name: str) -> Pair:
    """An amount beside that of the year before, with the change between them."""
    return Pair(
        name,
        number(row["compared_yuan"]),
        number(row["amount_yuan"]),
        inferred(row["compared_basis"]),
        inferred(row["basis"]),
    )


def change_legend(rows: Sequence[Row]) -> tuple[Key, ...]:
    """The legend of changes."""
    return bases(rows, "basis", "compared_basis")
