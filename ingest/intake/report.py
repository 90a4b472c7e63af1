"""The report on the documents of a run: what was read and checked, and whether it is fit for use.

The figures are those of the published warehouse (`dq_document` and the marts beside it), so that
the report of the same documents is the same tomorrow.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from rich.cells import cell_len

from ingest.base import log
from ingest.base.settings import DATABASE
from ingest.base.sql import statements_of
from ingest.intake.take import Intake, Taken

_sql = statements_of(__file__)

_REASONS = "select reason, meaning from reference.fitness_limits"
_PLACED = (("printed", "printed"), ("by_identity", "by identity"), ("ambiguous", "ambiguous"))
_NAMES = {
    "edition": "new edition",
    "joined": "joined to a part",
    "moved": "moved here",
    "repeated": "identical to another",
    "set_aside": "set aside",
    "unfit": "not fit for use",
}
_SHOWN = 20
"""Entries of a list that are shown; the warehouse has the rest."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Quality:
    """A document of the warehouse as the report describes it."""

    facts: Row
    missing: list[str]
    unmapped: list[tuple[Any, ...]]
    revised: list[tuple[Any, ...]]


def report_documents(warehouse: Path, intake: Intake) -> set[str]:
    """Write to standard output what became of each document of a run, and a line for the whole.

    Args:
        warehouse: The published warehouse; it may be missing where nothing could be added.
        intake: What became of the files.

    Returns:
        Those of the documents that the warehouse has set aside.
    """
    documents = {taken.document_id: taken for taken in intake.taken}
    found, reasons = _read(warehouse, sorted(documents))
    aside = _read_aside(warehouse, sorted(documents))
    if log.as_json():
        for document_id, quality in sorted(found.items()):
            _say_json(documents[document_id], quality)
        for error in intake.failures:
            log.info("quarantined", str(error), **error.fields)
        for row in aside:
            log.info("document_set_aside", row["reason"], **row)
    else:
        _write("")
        for document_id, quality in sorted(found.items()):
            _write(*_block(documents[document_id], quality, reasons), "")
        if intake.failures:
            rows = [(e.place.file, type(e).__name__, e.problem) for e in intake.failures]
            _write(f"quarantined: {len(rows)}", *aligned(rows, "  "), "")
        if aside:
            _write("set aside:", *aligned([(row["reason"],) for row in aside], "  "), "")
    ids = {row["document_id"] for row in aside}
    _say_whole(intake, found, len(ids))
    return ids


def _say_whole(intake: Intake, found: dict[str, Quality], aside: int) -> None:
    counts = {
        outcome: sum(taken.outcome == outcome for taken in intake.taken)
        for outcome in ("added", "edition", "joined", "refreshed", "moved", "unchanged", "repeated")
    }
    counts["quarantined"] = len(intake.failures)
    counts["set_aside"] = aside
    counts["unfit"] = sum(not q.facts["is_fit_for_use"] for q in found.values())
    said = ", ".join(
        f"{number} {_NAMES.get(name, name)}" for name, number in counts.items() if number
    )
    text = f"{intake.files} files: {said}"
    if not intake.changed:
        text = f"nothing added; {text}"
    log.info("added" if intake.changed else "nothing_added", text, files=intake.files, **counts)


def _read(warehouse: Path, ids: Sequence[str]) -> tuple[dict[str, Quality], dict[str, str]]:
    database = warehouse / DATABASE
    if not ids or not database.is_file():
        return {}, {}
    with duckdb.connect(str(database), read_only=True) as connection:

        def listed(name: str) -> dict[str, list[tuple[Any, ...]]]:
            rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
            for document_id, *cells in connection.execute(_sql(name), [ids]).fetchall():
                rows[document_id].append(tuple(cells))
            return rows

        found = connection.execute(_sql("documents"), {"ids": ids})
        names = [column[0] for column in found.description or []]
        documents = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        missing, unmapped, revised = map(listed, ("missing", "unmapped", "revised"))
        reasons = dict(connection.execute(_REASONS).fetchall())
    return {
        name: Quality(row, [cells[0] for cells in missing[name]], unmapped[name], revised[name])
        for row in documents
        for name in (row["document_id"],)
    }, reasons


def _read_aside(warehouse: Path, ids: Sequence[str]) -> list[Row]:
    """What the documents break that the warehouse has set aside."""
    database = warehouse / DATABASE
    if not ids or not database.is_file():
        return []
    with duckdb.connect(str(database), read_only=True) as connection:
        rows: list[Row] = (
            connection.sql(_sql("set_aside"), params=[ids]).to_arrow_table().to_pylist()
        )
    return rows


def _say_json(taken: Taken, quality: Quality) -> None:
    facts = quality.facts
    verdict = "fit for use" if facts["is_fit_for_use"] else "not fit for use"
    columns = ("kind", "printed_text", "times", "line")
    changes = ("place", "measure", "printed_yuan", "before_yuan", "line")
    log.info(
        "document_report",
        f"{facts['document_id']}: {verdict}",
        **facts,
        source_file=taken.source_file,
        outcome=taken.outcome,
        tables_missing=quality.missing,
        unmapped_entries=[dict(zip(columns, row, strict=True)) for row in quality.unmapped],
        revisions=[dict(zip(changes, row, strict=True)) for row in quality.revised],
    )


def _block(taken: Taken, quality: Quality, reasons: dict[str, str]) -> Iterator[str]:
    """The report of one document as lines of text."""
    f = quality.facts
    stage = {"budget": "预算", "final": "决算"}.get(f["stage"], f["stage"])
    yield f"{f['unit_name'] or ''} {f['fiscal_year']} {stage}"
    edition = f"edition {f['edition']}" + ("" if f["is_current"] else ", not the current one")
    rows = [
        ("document", f"{f['document_id']} ({edition}); {taken.source_file}: {taken.outcome}"),
        ("tables", f"{f['tables_found']} found, {f['tables_announced_missing']} missing"),
        ("figures", f"{f['figures']} of {f['numbers_printed']} numbers"),
        ("unaccounted", f"{f['figures_unaccounted']}"),
        (
            "checks",
            f"{f['agrees']} agree, {f['agrees_within_rounding']} within rounding, "
            f"{f['differs']} differ, {f['not_checkable']} not checkable"
            + (f"; {f['revised']} of those that differ are revised" if f["revised"] else "")
            + (f"; score {f['score']}" if f["score"] else ""),
        ),
        ("unmapped", f"{f['unmapped']}"),
        ("placements", ", ".join(f"{f[f'placed_{how}']} {said}" for how, said in _PLACED)),
    ]
    if f["readings"]:
        rows.append(("readings", f["readings"]))
    if f["edition"] > 1:
        rows.append(("revised", f"{f['revised']} amounts against the edition before"))
    rows.append(("fit for use", "yes" if f["is_fit_for_use"] else "no"))
    yield from aligned(rows, "  ")
    why = [(reason, reasons.get(reason, "")) for reason in f["unfit_reasons"]]
    yield from aligned(why, "    ")
    yield from _list("missing tables", [(title,) for title in quality.missing])
    unmapped = [
        (kind, text, f"{times} times, from line {line}" if times > 1 else f"line {line}")
        for kind, text, times, line in quality.unmapped
    ]
    yield from _list("unmapped", unmapped)
    yield from _list(
        "revised (now, before, in yuan)",
        [(place, measure, p or "-", e or "-") for place, measure, p, e, _ in quality.revised],
    )


def _list(title: str, rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    if rows:
        yield f"  {title}:"
        yield from aligned(rows[:_SHOWN], "    ")
    if len(rows) > _SHOWN:
        yield f"    and {len(rows) - _SHOWN} more"


def aligned(rows: Sequence[tuple[str, ...]], indent: str) -> list[str]:
    """Rows of text as lines whose columns begin under each other; 汉字 are two cells wide.

    Args:
        rows: Rows of the same number of columns, of any text.
        indent: What each line begins with.
    """
    shown = [[_printable(cell) for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*shown, strict=True)]
    return [
        (
            indent
            + "  ".join(
                cell + " " * (width - cell_len(cell))
                for cell, width in zip(row, widths, strict=True)
            )
        ).rstrip()
        for row in shown
    ]


def _printable(text: str) -> str:
    """Text of a document without what a terminal would take for a command."""
    return "".join(c if c.isprintable() else " " for c in text)


def _write(*lines: str) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")
    sys.stdout.flush()
