"""The checks of a warehouse for a person: how each class ended, and what to ask each unit."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table

from ingest.base import log
from ingest.base.errors import WarehouseError
from ingest.base.settings import PROJECT
from ingest.base.sql import statements_of
from ingest.exports.codes import read_codes
from ingest.publication.site import published_database

_sql = statements_of(__file__)

_STATUSES = ("agrees", "agrees_within_rounding", "differs", "not_checkable")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One check that differs, with its place."""

    fault_id: str
    page: int | None
    line: int | None
    table_title: str
    check_class: str
    place: str
    printed: str
    expected: str
    difference: str
    rule: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault, as a person who must phone the publishing unit needs it."""

    fault_id: str
    document_id: str
    unit_name: str
    fiscal_year: int
    stage: str
    source_file: str
    severity: str
    title: str
    title_en: str
    explanation: str
    explanation_en: str
    page: int | None
    line: int | None


@dataclass(frozen=True, slots=True)
class Checks:
    """What a warehouse says of its checks."""

    classes: Sequence[tuple[Any, ...]]
    examples: Mapping[tuple[Any, ...], tuple[Any, ...]]
    faults: Sequence[Fault]
    evidence: Mapping[str, Sequence[Evidence]]
    scores: Sequence[tuple[Any, ...]]


def print_checks(warehouse: Path) -> None:
    """Print how the checks of a published warehouse ended.

    Args:
        warehouse: The published warehouse.

    Raises:
        WarehouseError: There is none, or one that was built without checks.
    """
    database = published_database(warehouse)
    with duckdb.connect(str(database), read_only=True) as connection:
        try:
            checks = _read(connection)
        except duckdb.CatalogException as error:
            problem = "The warehouse has no checks."
            raise WarehouseError(database, problem, "Run `make build`.") from error
    if sys.stdout.isatty() and not log.as_json():
        _show(checks)
        return
    for line in _lines(checks):
        sys.stdout.write(line + "\n")


def _read(connection: duckdb.DuckDBPyConnection) -> Checks:
    def rows(name: str) -> list[tuple[Any, ...]]:
        return connection.execute(_sql(name)).fetchall()

    evidence: dict[str, list[Evidence]] = {}
    for row in rows("evidence"):
        evidence.setdefault(row[0], []).append(Evidence(*row))
    return Checks(
        classes=rows("classes"),
        examples={row[:2]: row[2:] for row in rows("examples")},
        faults=[Fault(*row) for row in rows("findings")],
        evidence=evidence,
        scores=rows("scores"),
    )


def _lines(checks: Checks) -> Iterator[str]:
    for name, *counts in checks.classes:
        numbers = zip(_STATUSES, counts, strict=True)
        yield f"{name}: " + ", ".join(f"{count} {status}" for status, count in numbers)
        for status in _STATUSES:
            if (name, status) in checks.examples:
                yield f"    {status}: {_example(checks.examples[name, status])}"
    yield ""
    document = None
    for fault in checks.faults:
        if fault.document_id != document:
            document = fault.document_id
            yield _heading(fault)
        yield f"  {_where(fault)} {fault.severity}: {fault.title} / {fault.title_en}"
        yield f"    {fault.explanation}"
        yield f"    {fault.explanation_en}"
        for found in checks.evidence.get(fault.fault_id, ()):
            yield f"    - {_where(found)} {found.check_class}: {_said(found)}"
    yield ""
    for document_id, *counts, score in checks.scores:
        numbers = zip(("checks", *_STATUSES), counts, strict=True)
        counted = ", ".join(f"{count} {status}" for status, count in numbers)
        yield f"{document_id}: score {score}; {counted}"


def _where(found: Fault | Evidence) -> str:
    return f"page {found.page} line {found.line}"


def _example(example: tuple[Any, ...]) -> str:
    document_id, line, place, printed, expected, value, wanted, unit = example
    if unit is not None:
        printed, expected = _quantity(value, unit), _quantity(wanted, unit)
    said = f": {printed or 'blank'} / {expected}" if expected else ""
    return f"{document_id} line {line}: {place}{said}"


def _quantity(value: Decimal | None, unit: str) -> str:
    """A quantity as the documents print it: 万元 for yuan, the sign of a rate."""
    if value is None:
        return ""
    if unit == "yuan":
        return f"{value / 10_000:.2f} 万元"
    return f"{value:.2f} %" if unit == "percent" else f"{value:.2f}"


@cache
def _stages() -> dict[str, str]:
    return {row.code: row.name for row in read_codes(PROJECT) if row.vocabulary == "stage"}


def _heading(fault: Fault) -> str:
    stage = _stages().get(fault.stage, fault.stage)
    return f"{fault.unit_name} {fault.fiscal_year} {stage} ({fault.source_file})"


def _said(found: Evidence) -> str:
    parts = [
        found.table_title,
        found.place,
        f"printed {found.printed or 'nothing'}",
        f"by rule {found.expected}" if found.expected else "",
        f"off by {found.difference}" if found.difference else "",
        f"rule: {found.rule}",
    ]
    return "; ".join(part for part in parts if part)


def _show(checks: Checks) -> None:
    console = Console()
    summary = Table("class", *_STATUSES, title="Checks", title_justify="left")
    for row in checks.classes:
        summary.add_row(*map(str, row))
    console.print(summary)
    shown = Table("class", "status", "example", title="One of each", title_justify="left")
    for (name, status), example in sorted(checks.examples.items(), key=str):
        shown.add_row(str(name), str(status), _example(example))
    console.print(shown)
    columns = ("severity", "page", "line", "fault", "evidence")
    for document in dict.fromkeys(fault.document_id for fault in checks.faults):
        own = [fault for fault in checks.faults if fault.document_id == document]
        table = Table(*columns, title=_heading(own[0]), title_justify="left", show_lines=True)
        for fault in own:
            told = "\n".join((fault.title, fault.explanation, fault.explanation_en))
            found = checks.evidence.get(fault.fault_id, ())
            places = "\n".join(f"{_where(entry)}: {_said(entry)}" for entry in found)
            table.add_row(fault.severity, str(fault.page), str(fault.line), told, places)
        console.print(table)
    quality = Table("document", "checks", *_STATUSES, "score", title="Score", title_justify="left")
    for row in checks.scores:
        quality.add_row(*map(str, row))
    console.print(quality)
