"""Performance tables of the disclosures against the reviewed expectation files.

The two were written apart. Where they differ after review the difference stands in `DIFFERENCES`
with its reason, and one that is no more fails.
"""

import csv
import os
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from ingest.base.settings import PROJECT
from ingest.base.text import fold
from ingest.extraction.performance.model import HeaderFigure, Indicator, PerformanceTable
from ingest.extraction.performance.reader import read_performance
from ingest.extraction.tables.finding.find import find_tables
from ingest.reading.document import read_document

EXPECTED = PROJECT / "tests/fixtures/expected"
DISCLOSURES = Path(
    os.environ.get("MINGZHANG_DISCLOSURES", PROJECT.parent / "shared" / "disclosures")
)

DOCUMENTS = {
    "anhui-hrss-ic-2022-budget": 3,
    "dazhou-hrss-ic-2025-budget": 1,
    "sichuan-hrss-ic-2023-budget": 1,
    "wuhan-hrss-ic-2022-final": 3,
}
"""Documents with performance tables, and how many they have."""

DIFFERENCES: dict[tuple[str, int, str], str] = {}
"""(document, line, column) and why the reading stands: none is left."""

Key = tuple[int, str, str, str]
"""Line, period, part and name of an indicator."""

COLUMNS: tuple[str, ...] = (
    "project_name", "level_1", "level_2", "operator", "target_value", "actual_value",
    "indicator_unit", "weight", "direction", "score",
)  # fmt: skip


@cache
def _tables(document_id: str) -> list[PerformanceTable]:
    path = DISCLOSURES / f"{document_id}.txt"
    if not path.is_file():
        pytest.skip(f"no disclosure {path.name} there: set MINGZHANG_DISCLOSURES to their folder")
    document = read_document(path)
    _, year, stage = document_id.rsplit("-", 2)
    return [
        read_performance(span, document.layout, int(year), stage)
        for span in find_tables(document)
        if (span.table_type or "").startswith("performance_")
    ]


def _rows(name: str, document_id: str) -> list[dict[str, str]]:
    with (EXPECTED / name).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["document_id"] == document_id]


def _expected_cells(row: dict[str, str]) -> dict[str, str]:
    """Cells in the form in which both can be compared.

    The expectations put words in the place of a value where a target is no number; the reader
    keeps them in its text.
    """
    cells = {column: fold(row[column]) for column in COLUMNS}
    cells["operator"] = "qualitative" if cells["operator"] == "定性" else cells["operator"]
    return cells


def _cells(indicator: Indicator) -> dict[str, str]:
    return {
        "project_name": fold(indicator.project_name or ""),
        "level_1": indicator.level_1 or "",
        "level_2": indicator.level_2 or "",
        "operator": indicator.operator or "",
        "target_value": indicator.target_value or "",
        "actual_value": indicator.actual_value or "",
        "indicator_unit": fold(indicator.indicator_unit or ""),
        "weight": indicator.weight_text or "",
        "direction": indicator.direction or "",
        "score": indicator.score_text or "",
    }


def _same(column: str, expected: str, cells: dict[str, str], indicator: Indicator) -> bool:
    if cells[column] or column not in {"target_value", "actual_value"}:
        return expected == cells[column]
    text = indicator.target_text if column == "target_value" else indicator.actual_text
    if not expected or not text:
        return not expected and not text
    words = fold(text or "").rstrip("。")
    return words.endswith(expected) or words.startswith(expected + cells["indicator_unit"])


def _indicators(document_id: str) -> dict[Key, Indicator]:
    found: dict[Key, Indicator] = {
        (i.line, i.period, i.part or "1", fold(i.level_3)): i
        for table in _tables(document_id)
        for i in table.indicators
    }
    assert len(found) == sum(len(table.indicators) for table in _tables(document_id))
    return found


def _headers(document_id: str) -> Iterator[HeaderFigure]:
    for table in _tables(document_id):
        yield from table.headers


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_indicators_are_those_expected(document_id: str) -> None:
    found = _indicators(document_id)
    expected = {
        (int(r["line"]), r["period"], r["part"], fold(r["level_3"])): r
        for r in _rows("indicators.csv", document_id)
    }
    assert expected
    assert set(found) == set(expected)
    unlike = {
        (document_id, key[0], column): (cell, _cells(found[key])[column])
        for key, row in expected.items()
        for column, cell in _expected_cells(row).items()
        if not _same(column, cell, _cells(found[key]), found[key])
    }
    assert {k: v for k, v in unlike.items() if k not in DIFFERENCES} == {}
    assert {k for k in DIFFERENCES if k[0] == document_id} <= set(unlike)


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_header_figures_are_the_statements_expected(document_id: str) -> None:
    with (EXPECTED / "statements" / f"{document_id}.csv").open(encoding="utf-8", newline="") as f:
        rows = [row for row in csv.DictReader(f) if row["part"] == "performance_header"]
    columns = ("line", "figure", "metric", "value", "unit", "fiscal_year", "phase")
    expected = [tuple(row[column] for column in columns) for row in rows]
    found = [
        (
            str(h.line),
            h.printed_text,
            h.metric,
            h.value_text,
            h.unit,
            str(h.fiscal_year or ""),
            h.phase,
        )
        for h in _headers(document_id)
    ]
    assert expected
    assert found == expected


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_money_of_projects_is_that_expected(document_id: str) -> None:
    """The expectations part a project by function; its table has their sum."""
    columns = ("initial_budget", "adjusted_budget", "executed", "completion_rate", "score")
    expected: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in _rows("projects.csv", document_id):
        for column in columns:
            if row[column]:
                expected[fold(row["project_name"]), column] += Decimal(row[column])
    found = {
        (fold(h.project_name or ""), _project_column(h)): Decimal(h.value_text)
        for h in _headers(document_id)
        if h.project_name and h.fiscal_year and h.subject != "得分"
    }
    shared = set(found) & set(expected)
    assert {project for project, _ in found if project != "单位整体支出"} == {p for p, _ in shared}
    assert {key: found[key] for key in shared} == {key: expected[key] for key in shared}


def _project_column(header: HeaderFigure) -> str:
    if header.metric == "amount":
        return "executed" if header.phase == "final" else header.phase
    return header.metric


@pytest.mark.parametrize(("document_id", "count"), DOCUMENTS.items())
def test_every_number_is_accounted_for_and_every_label_known(document_id: str, count: int) -> None:
    tables = _tables(document_id)
    assert len(tables) == count
    assert [n for t in tables for n in t.numbers if n.disposition == "unaccounted"] == []
    assert [u for t in tables for u in t.unknown] == []


@pytest.mark.parametrize(
    "document_id", ["dazhou-hrss-ic-2025-budget", "sichuan-hrss-ic-2023-budget"]
)
def test_budgets_of_projects_add_up_to_the_tables_total(document_id: str) -> None:
    total, *parts = _headers(document_id)
    assert (total.project_name, len(parts) > 1) == (None, True)
    assert sum(Decimal(h.value_text) for h in parts) == Decimal(total.value_text)


def test_scores_add_up_to_the_total_where_all_are_printed() -> None:
    for table in _tables("wuhan-hrss-ic-2022-final"):
        scores = [i.score_text for i in table.indicators]
        *_, execution, total = [Decimal(h.value_text) for h in table.headers if h.unit == "分"]
        missing = total - execution - sum(Decimal(score) for score in scores if score)
        assert missing == sum(
            Decimal(i.weight_text or 0) for i in table.indicators if not i.score_text
        )
