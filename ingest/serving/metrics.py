"""The metrics of the project, asked of a published warehouse through MetricFlow.

What a metric is stands in `models/semantic/` and nowhere else. MetricFlow turns a question into
SQL, which runs here on a database that is opened read-only, so that decimals stay exact. Its own
command, `mf`, is not used: it opens the database for writing and asks PyPI for updates.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from metricflow.engine.metricflow_engine import MetricFlowEngine, MetricFlowQueryRequest
from metricflow.protocols.sql_client import SqlEngine
from metricflow.sql.render.duckdb_renderer import DuckDbSqlPlanRenderer
from metricflow_semantics.model.dbt_manifest_parser import (
    parse_manifest_from_dbt_generated_manifest,
)
from metricflow_semantics.model.semantic_manifest_lookup import SemanticManifestLookup

from ingest.base import log
from ingest.base.csv_text import csv_text
from ingest.base.errors import MetricError, WarehouseError
from ingest.publication.site import published_database
from ingest.serving.metric_manifest import semantic_manifest
from ingest.serving.metric_notes import bases, counted, is_unknown, joined, note

YEAR = "fiscal_year"
NOTE = "note"
"""The column of an answer that says why a metric is empty, or of how much it is."""

_YEAR_OF_METRICFLOW = "metric_time__year"
_CONDITION = re.compile(r"(\w+)=([^{}%]+)")
_FORMS = ("table", "csv", "json", "sql")

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric: its name, its words in two languages, and what it can be grouped by."""

    name: str
    label: str
    description: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: metrics, grouped and ordered by columns, where every condition holds."""

    metrics: Sequence[str]
    by: Sequence[str] = ()
    where: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of an answer, years as numbers, and the SQL of the question.

    Attributes:
        columns: What it was grouped by, the metrics, and `NOTE`.
        rows: The rows.
        left_out: How many rows there are besides, of which no metric is known.
        sql: The SQL, without what the notes are made of.
    """

    columns: tuple[str, ...]
    rows: list[Row]
    left_out: int
    sql: str


class _ReadOnly:
    """What MetricFlow asks of a database in order to write SQL for it; it runs none."""

    sql_engine_type = SqlEngine.DUCKDB
    sql_plan_renderer = DuckDbSqlPlanRenderer()


class Metrics:
    """The metrics of a project: parsed once, asked any number of times."""

    def __init__(self, project: Path) -> None:
        """Parse the project.

        Args:
            project: The folder of dbt_project.yml.

        Raises:
            BuildError: The project does not parse.
        """
        text = semantic_manifest(project)
        parsed = parse_manifest_from_dbt_generated_manifest(manifest_json_string=text)
        self._engine = MetricFlowEngine(SemanticManifestLookup(parsed), _ReadOnly())
        # What is made of others is to be asked; what these are made of is not.
        self._bases = bases(parsed)
        self._metrics = {
            metric.name: metric
            for metric in self._engine.list_metrics(include_dimensions=False)
            if metric.name in self._bases
        }

    def listed(self) -> list[Metric]:
        """Every metric by name."""
        return [
            Metric(name, metric.label, metric.description, tuple(sorted(self._columns([name]))))
            for name, metric in sorted(self._metrics.items())
        ]

    def sql(self, question: Question) -> str:
        """The SQL of a question, for the database of a warehouse.

        Raises:
            MetricError: It names an unknown metric, column or condition.
        """
        return self._sql(question, question.metrics)

    def _sql(self, question: Question, metrics: Sequence[str]) -> str:
        self._check_metrics(question.metrics)
        columns = self._columns(question.metrics)
        for name in question.by:
            _check_column(name, columns, question.metrics)
        request = MetricFlowQueryRequest.create(
            metric_names=list(metrics),
            group_by_names=[columns[name] for name in question.by] or None,
            where_constraints=[_condition(text, columns, question) for text in question.where]
            or None,
            order_by_names=[columns[name] for name in question.by] or None,
        )
        return str(self._engine.explain(request).sql_statement.without_descriptions.sql)

    def answer(self, question: Question, warehouse: Path) -> Answer:
        """The rows of a question, each with a note of why a metric is empty, or of how much it is.

        Rows are left out of which no metric is known. Metrics that would add up unlike things, or
        divide by nothing, are empty, and their rows are there.

        Args:
            question: What is asked.
            warehouse: The published warehouse.

        Raises:
            MetricError: The question names an unknown metric, column or condition.
            WarehouseError: There is no warehouse, or one that this project did not build.
        """
        sql = self.sql(question)
        made_of = {name: self._bases[name] for name in question.metrics}
        asked = dict.fromkeys([*question.metrics, *counted(made_of.values())])
        found = self._found(question, list(asked), warehouse)
        told = [
            row
            for row in found
            if any(row[name] is not None or not is_unknown(made_of[name], row) for name in made_of)
        ]
        rows = [
            (
                *(row[name] for name in (*question.by, *question.metrics)),
                joined({name: note(name, basis, row) for name, basis in made_of.items()}),
            )
            for row in told
        ]
        columns = (*question.by, *question.metrics, NOTE)
        return Answer(columns, rows, len(found) - len(told), sql)

    def _found(
        self, question: Question, metrics: Sequence[str], warehouse: Path
    ) -> list[dict[str, Any]]:
        """The rows of a question for more metrics than it names, by short names of columns."""
        sql = self._sql(question, metrics)
        shown = {given: name for name, given in self._columns(question.metrics).items()}
        with duckdb.connect(str(published_database(warehouse)), read_only=True) as connection:
            try:
                result = connection.execute(sql)
            except duckdb.CatalogException as error:
                raise WarehouseError(
                    warehouse, "It was built before these metrics existed.", "Run `make build`."
                ) from error
            names = [shown.get(column[0], column[0]) for column in result.description]
            found = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
        for row in found:
            if isinstance(row.get(YEAR), date):
                row[YEAR] = row[YEAR].year
        return found

    def _check_metrics(self, names: Sequence[str]) -> None:
        for name in names:
            if name not in self._metrics:
                raise MetricError(
                    "METRICS",
                    f"There is no metric {name!r}.",
                    f"Name some of: {', '.join(sorted(self._metrics))}.",
                )

    def _columns(self, metrics: Sequence[str]) -> Mapping[str, str]:
        """What the metrics can be grouped by together: short names, and MetricFlow's."""
        names = [
            getattr(found, "dunder_name", None) or found.name
            for found in self._engine.list_group_bys(list(metrics))
        ]
        # The year of a single semantic model is the year of all metrics under another name.
        names = [name for name in names if not name.endswith(f"__{YEAR}")]
        return {
            YEAR if name == _YEAR_OF_METRICFLOW else name.rsplit("__", 1)[-1]: name
            for name in names
        }


def _check_column(name: str, columns: Mapping[str, str], metrics: Sequence[str]) -> None:
    if name not in columns:
        raise MetricError(
            "BY",
            f"{' and '.join(metrics)} cannot be grouped by {name!r}.",
            f"Name some of: {', '.join(sorted(columns))}.",
        )


def _condition(text: str, columns: Mapping[str, str], question: Question) -> str:
    """A condition such as `scope=all_funds` as MetricFlow wants it."""
    found = _CONDITION.fullmatch(text)
    if found is None:
        raise MetricError("WHERE", f"{text!r} is not a condition.", "Write it as column=value.")
    name, value = found[1], found[2].replace("'", "''")
    _check_column(name, columns, question.metrics)
    given = columns[name]
    if name == YEAR:
        if not value.isdecimal():
            raise MetricError("WHERE", f"{value!r} is not a year.", "Write fiscal_year=2022.")
        return f"{{{{ TimeDimension('metric_time', 'year') }}}} = '{int(value):04}-01-01'"
    kind = "Dimension" if "__" in given else "Entity"
    return f"{{{{ {kind}('{given}') }}}} = '{value}'"


def print_answer(project: Path, warehouse: Path, question: Question, form: str) -> None:
    """Print the answer to a question, or the metrics where none is named.

    Args:
        project: The folder of dbt_project.yml.
        warehouse: The published warehouse.
        question: What is asked.
        form: table, csv, json (one object a line), or sql (what would be run).

    Raises:
        MingzhangError: The question names something unknown, or there is no warehouse.
    """
    if form not in _FORMS:
        raise MetricError(
            "FORMAT", f"Unknown format {form!r}.", f"Name one of: {', '.join(_FORMS)}."
        )
    metrics = Metrics(project)
    if not question.metrics:
        _list(metrics)
    elif form == "sql":
        text = metrics.sql(question)
        log.info("metric_sql", text, sql=text)
    else:
        _tell(metrics.answer(question, warehouse), form)


def _list(metrics: Metrics) -> None:
    for metric in metrics.listed():
        text = f"{metric.name}: {metric.label}\n    by {', '.join(metric.by)}"
        fields = {"label": metric.label, "description": metric.description, "by": metric.by}
        log.info("metric", text, metric=metric.name, **fields)
    if not log.as_json():
        log.info("usage", "Ask: make metrics METRICS=personnel_share BY=unit,fiscal_year,scope")


def _tell(answer: Answer, form: str) -> None:
    rows = [dict(zip(answer.columns, map(_plain, row), strict=True)) for row in answer.rows]
    if log.as_json():
        for row in rows:
            log.info("metric_row", " ".join(str(value) for value in row.values()), row=row)
    elif form == "json":
        log.info("metric", "\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    elif form == "csv":
        log.info("metric", csv_text(answer.columns, answer.rows).rstrip("\n"))
    else:
        log.info("metric", _table(answer))
        if answer.left_out or not answer.rows:
            text = f"{answer.left_out} rows left out, where none of the metrics is known"
            nothing = "nothing fits the question"
            log.info("left_out", text if answer.left_out else nothing, rows=answer.left_out)


def _plain(value: object) -> object:
    """A value as JSON has it; a decimal stays exact as text."""
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def _table(answer: Answer) -> str:
    """A Markdown table, with a column of notes where there are any."""
    width = len(answer.columns) - (not any(row[-1] for row in answer.rows))
    shown = [["" if value is None else str(value) for value in row] for row in answer.rows]
    lines = [list(answer.columns), ["---"] * width, *shown]
    return "\n".join(f"| {' | '.join(line[:width])} |" for line in lines)
