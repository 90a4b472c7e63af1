"""Figures: a chart of the registry, asked and drawn, with its table and its SQL."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import duckdb
from altair.utils.schemapi import debug_mode
from markupsafe import Markup

from ingest.serving.report.bounds import Bounds
from ingest.serving.report.cells import LONGEST, Table, table
from ingest.serving.report.charts import Chart, Context
from ingest.serving.report.markup import script_json
from ingest.serving.report.places import Drawn
from ingest.serving.report.plots import Drawing, Key
from ingest.serving.report.query import Answer, Value, ask
from ingest.serving.report.words import list_text, singular, unbroken


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot as it stands in a page."""

    zh: str
    en: str
    height: int
    json: Markup
    is_wide: bool = False
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """What a template needs of a figure; one without plots is a list, or has nothing to show."""

    name: str
    query: str
    zh: str
    en: str
    title_zh: str
    title_en: str
    sql: str
    table: Table
    is_chart: bool = True
    panels: tuple[Plot, ...] = ()
    legend: tuple[Key, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """Where figures are made: database, parameters of every question, colours, and pages."""

    connection: duckdb.DuckDBPyConnection
    variables: Mapping[str, Value]
    context: Context = field(default_factory=Context)
    drawn: Drawn = field(default_factory=Drawn)
    bounds: Bounds = field(default_factory=Bounds)

    def ask(self, name: str, **variables: Value) -> Answer:
        """Ask a question with the parameters of every question, and these."""
        return ask(self.connection, name, {**self.variables, **variables})

    def figure(self, chart: Chart, suffix: str = "", **variables: Value) -> Figure:
        """Ask and draw a chart of the registry.

        Args:
            chart: The chart.
            suffix: What makes its id unique on a page that has it more than once.
            variables: The parameters of its question.
        """
        text = chart.text
        answer = self.ask(text.query, **variables)
        with debug_mode(arg=False):  # The tests validate every specification, once.
            drawing = chart.draw(answer.rows, self.context) if answer.rows else None
        shown = drawing or Drawing(text.absent_zh, text.absent_en, ())
        return Figure(
            name=f"{text.name}{suffix}",
            query=text.query,
            zh=text.zh,
            en=text.en,
            title_zh=unbroken(shown.zh),
            title_en=singular(shown.en),
            sql=answer.sql,
            table=table(answer),
            panels=tuple(
                Plot(p.zh, p.en, int(p.spec["height"]), script_json(p.spec), p.is_wide, p.is_small)
                for p in shown.panels
            ),
            legend=shown.legend,
            notes=shown.notes,
        )


def listing(
    answer: Answer,
    links: Iterable[dict[str, str]] | None = None,
    ids: Sequence[str] | None = None,
    longest: int = LONGEST,
) -> Figure:
    """An answer as a list: a table without a chart, with its texts of `lists.csv`.

    Args:
        answer: The answer.
        links: Where cells lead; see `table`.
        ids: The ids of its rows; see `table`.
        longest: The rows that are shown.
    """
    text, count = list_text(answer.name), answer.count
    return Figure(
        name=answer.name.replace("_", "-"),
        query=answer.name,
        zh=text.zh,
        en=text.en,
        title_zh=unbroken(text.said_zh.format(count=count)),
        title_en=singular(text.said_en.format(count=count)),
        sql=answer.sql,
        table=table(answer, links, ids, longest),
        is_chart=False,
    )


@dataclass(frozen=True, slots=True)
class Section:
    """Figures under one heading; without a heading at the head of a page."""

    figures: Sequence[Figure]
    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A number at the head of a page, with where it comes from."""

    zh: str
    en: str
    value: str
    source: str
    is_inferred: bool = False
