"""The metrics of the project, asked of a published warehouse through MetricFlow.

What a metric is stands in `models/semantic/` and nowhere else. MetricFlow turns a question into
SQL, which runs here on a database that is opened read-only, so that decimals stay exact. Its own
command, `mf`, is not used: it opens the database for writing and asks PyPI for updates.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
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
from ingest.base.settings import DATABASE
from ingest.publication.site import published_database
from ingest.warehouse.dbt_run import run_dbt

YEAR = "fiscal_year"
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
    """The rows of an answer, years as numbers, with the SQL that gave them."""

    columns: tuple[str, ...]
    rows: list[Row]
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
        with TemporaryDirectory() as folder:
            manifest = run_dbt("parse", project, Path(folder) / DATABASE, Path(folder))
            text = manifest.with_name("semantic_manifest.json").read_text(encoding="utf-8")
        parsed = parse_manifest_from_dbt_generated_manifest(manifest_json_string=text)
        self._engine = MetricFlowEngine(SemanticManifestLookup(parsed), _ReadOnly())
        # What a metric is made of has no label of its own.
        self._metrics = {
            metric.name: metric
            for metric in self._engine.list_metrics(include_dimensions=False)
            if metric.label != metric.name
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
            MetricError: It names a metric, a column or a condition that there is not.
        """
        self._check_metrics(question.metrics)
        columns = self._columns(question.metrics)
        for name in question.by:
            _check_column(name, columns, question.metrics)
        request = MetricFlowQueryRequest.create(
            metric_names=list(question.metrics),
            group_by_names=[columns[name] for name in question.by] or None,
            where_constraints=[_condition(text, columns, question) for text in question.where]
            or None,
            order_by_names=[columns[name] for name in question.by] or None,
        )
        return str(self._engine.explain(request).sql_statement.without_descriptions.sql)

    def answer(self, question: Question, warehouse: Path) -> Answer:
        """The rows of a question for which any of its metrics is known.

        Args:
            question: What is asked.
            warehouse: The published warehouse.

        Raises:
            MetricError: The question names what there is not.
            WarehouseError: There is no warehouse, or one that this project did not build.
        """
        sql = self.sql(question)
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
            if YEAR in row:
                row[YEAR] = row[YEAR].year
        columns = (*question.by, *question.metrics)
        known = [row for row in found if any(row[name] is not None for name in question.metrics)]
        return Answer(columns, [tuple(row[name] for name in columns) for row in known], sql)

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
        MingzhangError: The question names what there is not, or there is no warehouse.
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


def _plain(value: object) -> object:
    """A value as JSON has it; a decimal stays exact as text."""
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def _table(answer: Answer) -> str:
    shown = [["" if value is None else str(value) for value in row] for row in answer.rows]
    lines = [list(answer.columns), ["---"] * len(answer.columns), *shown]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
