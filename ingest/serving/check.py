"""The checks of a warehouse for a person: how each class ended, and what to ask each unit."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table

from ingest.base import log
from ingest.base.errors import WarehouseError
from ingest.base.sql import statements_of
from ingest.publication.site import published_database

_sql = statements_of(__file__)

_STATUSES = ("agrees", "agrees_within_rounding", "differs", "not_checkable")


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference, as a person who must phone the publishing unit needs it."""

    document_id: str
    unit_name: str
    fiscal_year: int
    stage: str
    source_file: str
    page: int | None
    line: int | None
    table_title: str
    check_class: str
    place: str
    printed: str
    should_be: str
    difference: str
    rule: str
    cause: str


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
            classes = connection.execute(_sql("classes")).fetchall()
        except duckdb.CatalogException as error:
            problem = "The warehouse has no checks."
            raise WarehouseError(database, problem, "Run `make build`.") from error
        examples = {row[:2]: row[2:] for row in connection.execute(_sql("examples")).fetchall()}
        findings = [Finding(*row) for row in connection.execute(_sql("findings")).fetchall()]
        scores = connection.execute(_sql("scores")).fetchall()
    if sys.stdout.isatty() and not log.as_json():
        _show(classes, examples, findings, scores)
        return
    for line in _lines(classes, examples, findings, scores):
        sys.stdout.write(line + "\n")


def _lines(
    classes: Sequence[tuple[Any, ...]],
    examples: dict[tuple[Any, ...], tuple[Any, ...]],
    findings: Sequence[Finding],
    scores: Sequence[tuple[Any, ...]],
) -> Iterator[str]:
    for name, *counts in classes:
        numbers = zip(_STATUSES, counts, strict=True)
        yield f"{name}: " + ", ".join(f"{count} {status}" for status, count in numbers)
        for status in _STATUSES:
            if (name, status) in examples:
                yield f"    {status}: {_example(examples[name, status])}"
    yield ""
    document = None
    for finding in findings:
        if finding.document_id != document:
            document = finding.document_id
            yield _heading(finding)
        yield f"  page {finding.page} line {finding.line} {finding.check_class}: {_said(finding)}"
    yield ""
    for document_id, *counts, score in scores:
        numbers = zip(("checks", *_STATUSES), counts, strict=True)
        counted = ", ".join(f"{count} {status}" for status, count in numbers)
        yield f"{document_id}: score {score}; {counted}"


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


def _heading(finding: Finding) -> str:
    stage = {"budget": "预算", "final": "决算"}.get(finding.stage, finding.stage)
    return f"{finding.unit_name} {finding.fiscal_year} {stage} ({finding.source_file})"


def _said(finding: Finding) -> str:
    parts = [
        finding.table_title,
        finding.place,
        f"printed {finding.printed or 'nothing'}, should be {finding.should_be}",
        f"off by {finding.difference}" if finding.difference else "",
        f"rule: {finding.rule}",
        f"probable cause: {finding.cause}" if finding.cause else "",
    ]
    return "; ".join(part for part in parts if part)


def _show(
    classes: Sequence[tuple[Any, ...]],
    examples: dict[tuple[Any, ...], tuple[Any, ...]],
    findings: Sequence[Finding],
    scores: Sequence[tuple[Any, ...]],
) -> None:
    console = Console()
    summary = Table("class", *_STATUSES, title="Checks", title_justify="left")
    for row in classes:
        summary.add_row(*map(str, row))
    console.print(summary)
    shown = Table("class", "status", "example", title="One of each", title_justify="left")
    for (name, status), example in sorted(examples.items(), key=lambda item: str(item[0])):
        shown.add_row(str(name), str(status), _example(example))
    console.print(shown)
    columns = ("page", "line", "class", "place", "printed", "should be", "off by", "probable cause")
    for document in dict.fromkeys(finding.document_id for finding in findings):
        own = [finding for finding in findings if finding.document_id == document]
        table = Table(*columns, title=_heading(own[0]), title_justify="left", show_lines=True)
        for f in own:
            place = "\n".join(part for part in (f.table_title, f.place) if part)
            cause = f.cause or f.rule
            table.add_row(
                *(str(f.page), str(f.line), f.check_class, place),
                *(f.printed or "—", f.should_be, f.difference, cause),
            )
        console.print(table)
    quality = Table("document", "checks", *_STATUSES, "score", title="Score", title_justify="left")
    for row in scores:
        quality.add_row(*map(str, row))
    console.print(quality)
