"""A steward's answers and corrections: checked, tried and shown before they are written."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from ingest.base import log
from ingest.base.errors import AnswerError, CorrectionError, Place
from ingest.base.sql import statements_of
from ingest.base.text import fold, parse_number
from ingest.intake.trial import Change, Outcome, add_row, tried
from ingest.publication.site import published_database
from ingest.vocabulary.answerable import is_by_readers, refusal
from ingest.vocabulary.seeds import begun_own_seed, placed_rows, read_seed, shown

_sql = statements_of(__file__)

_ANSWERS, _CORRECTIONS = "mapping/unmapped_answers.csv", "corrections.csv"
_OWN = "own-"
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """What a steward says that an unknown text is; an empty value: nothing that belongs here."""

    kind: str
    text: str
    value: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What a steward says that an amount should be, and how the amount is found.

    Attributes:
        document: Its document.
        line: The line that prints it.
        value: What it should be, in the unit of money of its table.
        carries: printed or corrected: which of the two facts carry.
        reason: Why.
        by: The role that decided, steward or publisher.
        measure: Its measure, where the line has several amounts.
        printed: It as printed, likewise.
    """

    document: str
    line: int
    value: str
    carries: str
    reason: str
    by: str
    measure: str = ""
    printed: str = ""


def answer(said: Answer, warehouse: Path, files: Sequence[Path] = (), *, dry: bool = False) -> None:
    """Check an answer, show what it changes of a published warehouse, and write it.

    Args:
        said: The answer.
        warehouse: The published warehouse, on whose worklist the text is.
        files: Documents to read again, for answers that readers apply.
        dry: Show only.

    Raises:
        AnswerError: It cannot be applied, or would change nothing.
    """
    source = published_database(warehouse)
    found = _asked(source, "entry_places", [said.kind, fold(said.text), said.text])
    if not found:
        problem = f"The worklist has no {said.kind} {said.text!r}."
        raise AnswerError(warehouse, problem, "Take kind and text as marts.dq_unmapped has them.")
    first = Place(*found[0][2:])
    _check_unanswered(said)
    if refused := refusal(said.kind, said.text, said.value):
        raise AnswerError(first, *refused)
    folded, sources = found[0][1], {row[2] for row in found}
    given = [path for path in files if any(path.name in name for name in sources)]
    row = [said.kind, said.text, said.value, said.by, _today(), said.reason]
    of_readers = is_by_readers(said.kind, said.value)
    if given or not of_readers or said.kind == "label":
        documents, entry = sorted({row[0] for row in found}), (said.kind, folded)
        outcome = tried(source, documents, (_ANSWERS, _csv(row)), files=given, entry=entry)
        _show(outcome)
        if outcome.left and (given or not (of_readers or said.kind == "heading")):
            problem = f"{said.text} is still unknown with {said.value!r} for an answer."
            raise AnswerError(first, problem, _why(said, given))
    if not given and (of_readers or said.kind == "heading"):
        names = ", ".join(sorted(sources))
        log.info("read_again", f"to be read again with the answer, by `make add`: {names}")
    _write(_ANSWERS, row, dry=dry)


def correct(said: Correction, warehouse: Path, *, dry: bool = False) -> None:
    """Check a correction, show what it changes of a published warehouse, and write it.

    Args:
        said: The correction.
        warehouse: The published warehouse.
        dry: Show only.

    Raises:
        CorrectionError: The amount is not found, or the correction is not valid.
    """
    source = published_database(warehouse)
    printed = _printed(said, source)
    place = Place(printed["source_file"], printed["page"], said.line)
    number = parse_number(fold(said.value))
    if number is None or number == parse_number(fold(printed["printed_text"])):
        problem = f"{said.value!r} corrects nothing: {printed['printed_text']} is printed."
        raise CorrectionError(place, problem, "Give the number as it should be printed.")
    if said.carries not in {"printed", "corrected"} or said.by not in {"steward", "publisher"}:
        problem = f"Facts carry {said.carries!r}, decided by {said.by!r}."
        remedy = "Say printed or corrected, and steward or publisher."
        raise CorrectionError(place, problem, remedy)
    if not said.reason:
        raise CorrectionError(place, "The correction has no reason.", "Say why, in REASON.")
    row = [
        *(_next_id(), said.document, printed["table_type"], said.line, printed["code"] or ""),
        *(printed["measure"], printed["printed_text"], said.value, said.carries, said.reason),
        *(said.by, _today()),
    ]
    _show(tried(source, [said.document], (_CORRECTIONS, _csv(row))))
    _write(_CORRECTIONS, row, dry=dry)


def _printed(said: Correction, source: Path) -> dict[str, Any]:
    """The one amount that a correction is of, not corrected yet."""
    with duckdb.connect(str(source), read_only=True) as connection:
        rows = connection.sql(_sql("amounts_on_line"), params=[said.document, said.line])
        found = rows.to_arrow_table().to_pylist()
    like = [
        row
        for row in found
        if said.measure in {"", row["measure"]} and said.printed in {"", row["printed_text"]}
    ]
    if len(like) != 1:
        told = "; ".join(f"{row['measure']} {row['printed_text']}" for row in like or found)
        problem = f"{len(like)} amounts are meant" + (f", of {told}." if told else ".")
        remedy = "Name document and line, and MEASURE or PRINTED where it has several."
        raise CorrectionError(Place(said.document, line=said.line), problem, remedy)
    if like[0]["corrected_yuan"] is not None:
        standing = _places(_CORRECTIONS, document_id=said.document, line=str(said.line))
        raise CorrectionError(
            next(standing, Place(f"seeds/{_CORRECTIONS}")),
            "The amount is corrected already.",
            "Change that row instead.",
        )
    return dict(like[0])


def _check_unanswered(said: Answer) -> None:
    for place, row in placed_rows(_ANSWERS, "kind", "printed_text"):
        if row["kind"] == said.kind and fold(row["printed_text"]) == fold(said.text):
            problem = f"{said.text} is answered already, to be {row['answer']!r}."
            raise AnswerError(place, problem, "Build, or change that row.")


def _next_id() -> str:
    """A key that no correction has; those of a steward are distinct from those that ship."""
    ids = [row["correction_id"] for row in read_seed(_CORRECTIONS, "correction_id")]
    numbers = [int(i.removeprefix(_OWN)) for i in ids if re.fullmatch(rf"{_OWN}\d+", i)]
    return f"{_OWN}{max(numbers, default=0) + 1}"


def _places(seed: str, **values: str) -> Iterator[Place]:
    """Where a seed has rows with these values."""
    for place, row in placed_rows(seed):
        if all(row[name] == value for name, value in values.items()):
            yield place


def _why(said: Answer, given: Sequence[Path]) -> str:
    """What to do about an answer that changes nothing."""
    if given or said.kind != "label":
        return "Add the text to the seed of its sort, or say what it is by another known text."
    return "Several classes bear that name, or none in that year: answer with the code of one."


def _asked(database: Path, query: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(_sql(query), list(values)).fetchall()


def _show(outcome: Outcome) -> None:
    """Say which rows are changed, and how."""
    for change in outcome.changes[:_SHOWN]:
        place = Place(change.source_file, change.page, change.line)
        told = ", ".join(
            f"{n} {_said(change.before[n])} → {_said(change.after[n])}" for n in change.after
        )
        log.info("would_change", f"{place}: {change.what}: {told}", change=_fields(change))
    more = len(outcome.changes) - _SHOWN
    log.info(
        "changes",
        f"{len(outcome.changes)} rows change" + (f", {more} more than shown" if more > 0 else ""),
        rows=len(outcome.changes),
    )


def _said(value: object) -> str:
    return "—" if value is None else str(value)


def _fields(change: Change) -> dict[str, object]:
    return {
        "file": change.source_file,
        "page": change.page,
        "line": change.line,
        "before": {name: _said(value) for name, value in change.before.items()},
        "after": {name: _said(value) for name, value in change.after.items()},
    }


def _today() -> str:
    return datetime.now(tz=UTC).date().isoformat()


def _csv(row: Sequence[object]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(row)
    return text.getvalue()


def _write(seed: str, row: Sequence[object], *, dry: bool) -> None:
    """Write a row at the end of a steward's own seed, unless it is only to be shown."""
    if dry:
        log.info("not_written", "nothing is written: it was a trial")
        return
    path = begun_own_seed(seed)
    place = Place(shown(path), line=add_row(path, _csv(row)))
    log.info("written", f"written: {place}", seed=seed, file=place.file, line=place.line)
