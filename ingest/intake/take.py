"""Documents into a folder of extracted rows, beside what it holds: what `extract` and `add` share.

A filing that is there already changes nothing, or is refreshed by a newer reader; one with other
bytes is written beside it as a new edition; a part joins the part before it. A file that is read as
of another unit, year or stage than before, as an answer or a manifest has it, is moved.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from ingest.base import log
from ingest.base.errors import MingzhangError
from ingest.base.settings import SECONDS
from ingest.extraction.extract import Extraction
from ingest.extraction.pool import extract_documents
from ingest.extraction.worklist import pages_note
from ingest.intake.paths import source_order
from ingest.intake.unpacked import unpacked
from ingest.reading.source import source_name
from ingest.rows.editions import Decision, as_edition, decide, edition_id
from ingest.rows.holdings import Edition, Holdings, Part, read_holdings, write_parts
from ingest.rows.join import join_rows
from ingest.rows.parts import kinds_of
from ingest.rows.quarantine import write_quarantine
from ingest.rows.schema import Row
from ingest.rows.write import write_records

Outcome = Literal["added", "edition", "joined", "refreshed", "moved", "unchanged", "repeated"]
Rows = dict[str, list[Row]]

_SAID: dict[str, str] = {
    "added": "",
    "edition": "; a new edition, the previous one is kept",
    "joined": "; joined to the existing part",
    "refreshed": "; the same file read again, rows refreshed",
    "moved": "; moved, as the same file was read as another document before",
    "unchanged": "; unchanged",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a filing that was read: its first file, and the document it is or is of."""

    source_file: str
    document_id: str
    outcome: Outcome


@dataclass(slots=True)
class Intake:
    """What became of the files of a run."""

    files: int = 0
    taken: list[Taken] = field(default_factory=list)
    failures: list[MingzhangError] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether any row is new or other than before."""
        return any(taken.outcome not in {"unchanged", "repeated"} for taken in self.taken)


@dataclass(frozen=True, slots=True)
class _Filing:
    """A filing that was read: its files, its document without edition, and its rows."""

    name: str
    files: tuple[Part, ...]
    document_id: str
    sha256: str
    rows: Rows


Extract = Callable[[Sequence[Path], float], Iterable[Extraction]]
"""What reads files, each with how long it may take, and joins parts of one disclosure."""


def read_now(files: Sequence[Path], seconds: float) -> Iterable[Extraction]:
    """Read files on all processors."""
    return extract_documents(files, seconds=seconds)


def take_in(
    paths: Sequence[Path],
    extracted: Path,
    seconds: float = SECONDS,
    added_on: str | None = None,
    extract: Extract = read_now,
) -> Intake:
    """Extract documents and write their rows into a folder, beside what it holds.

    Args:
        paths: The files, in the order that `ingest.intake.paths` gives them.
        extracted: The landing folder, which the caller has locked.
        seconds: How long one document may take.
        added_on: The day (`2024-03-01`) to note of documents that are new; none is noted without.
        extract: What reads the files, if they are not all to be read now.

    Returns:
        What became of each; a document that cannot be read or landed ends no other, and stands on
        the quarantine list with its reason.

    Raises:
        LandingError: What the folder holds does not have its schema.
    """
    intake = Intake(files=len(paths))
    holdings = read_holdings(extracted)
    run: set[str] = set()

    def fail(error: MingzhangError) -> None:
        log.error(error)
        intake.failures.append(error)

    with unpacked(paths) as (files, refused):
        intake.files += len(files) - len(paths)
        for error in refused:
            fail(error)
        for read in log.watched(extract(files, seconds), len(files), "reading"):
            found = _as_part(read, holdings)
            if found.error is not None:
                fail(found.error)
                continue
            try:
                intake.taken.append(_land(_filing(found, added_on), holdings, run))
            except MingzhangError as error:
                fail(error)
    write_parts(holdings)
    write_quarantine(extracted, [path.name for path in paths], intake.failures)
    return intake


def _as_part(found: Extraction, holdings: Holdings) -> Extraction:
    """What is not a disclosure by itself, as the part that it is of one that is there."""
    if found.part is None or found.document_id is None:
        return found
    held = holdings.held(found.document_id)
    if not held or not max(held, key=lambda one: one.edition).kinds:
        return found
    return replace(found, rows=found.part, error=None, part=None)


def _filing(found: Extraction, added_on: str | None) -> _Filing:
    assert found.document_id is not None
    assert found.rows is not None
    document = {**found.rows["documents"][0], "added_on": added_on}
    sha256 = str(document["sha256"])
    names = [source_name(path) for path in found.parts or (found.path,)]
    hashes = found.part_hashes or (sha256,)
    files = tuple(Part(name, one) for name, one in zip(names, hashes, strict=True))
    rows = {**found.rows, "documents": [document]}
    return _Filing(names[0], files, found.document_id, sha256, rows)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be written of a filing: rows under an edition, which then has these files.

    `moved` is what the same files were read as before, with the ids without edition.
    """

    edition: int
    outcome: Outcome
    rows: Rows
    files: tuple[Part, ...]
    moved: tuple[tuple[str, Edition], ...] = ()


def _land(filing: _Filing, holdings: Holdings, run: set[str]) -> Taken:
    """Write the rows of a filing as what it is beside what is there, and report it."""
    base_id = filing.document_id
    hashes = [part.sha256 for part in filing.files]
    kinds = kinds_of(filing.rows.get("tables", ()))
    decision = decide(holdings.held(base_id), hashes, filing.sha256, kinds)
    document_id = edition_id(base_id, decision.edition)
    plan = _plan(filing, decision, holdings, run)
    if isinstance(plan, Taken):
        return plan
    rows = as_edition(plan.rows, base_id, plan.edition)
    changed = write_records(holdings.folder, document_id, rows)
    holdings.add(base_id, Edition(document_id, plan.edition, plan.files))
    run.add(document_id)
    for other, edition in plan.moved:
        holdings.withdraw(other, edition)
    others = holdings.others(base_id, hashes)
    taken = Taken(filing.name, document_id, plan.outcome if changed else "unchanged")
    _tell(taken, rows, others)
    return taken


def _read_as(filing: _Filing, holdings: Holdings, run: set[str]) -> tuple[tuple[str, Edition], ...]:
    """What the same files, by name and bytes, were read as before this run.

    Files of other names may be a unit's own filing of the same bytes, which a person has to decide.
    """
    return tuple(
        (other, edition)
        for other in holdings.others(filing.document_id, [part.sha256 for part in filing.files])
        for edition in holdings.editions[other]
        if edition.is_csv
        and set(edition.files) == set(filing.files)
        and edition.document_id not in run
    )


def _new(filing: _Filing, number: int, holdings: Holdings, run: set[str]) -> _Plan:
    """A filing of which no file is in its document yet; one that moves keeps its origin."""
    moved = _read_as(filing, holdings, run)
    if not moved:
        return _Plan(number, "added" if number == 1 else "edition", filing.rows, filing.files)
    rows = {**filing.rows, "documents": [_with_origin(filing, moved[0][1], holdings)]}
    return _Plan(number, "moved", rows, filing.files, moved)


def _plan(filing: _Filing, decision: Decision, holdings: Holdings, run: set[str]) -> _Plan | Taken:
    """What to write of a filing; where nothing is to be written, what became of it."""
    number, base_id = decision.edition, filing.document_id
    if decision.kind == "new":
        return _new(filing, number, holdings, run)
    of_run = edition_id(base_id, number) in run
    before = holdings.edition(base_id, number)
    if decision.kind == "part":
        rows, files = _joined(filing, before, holdings)
        return _Plan(number, "joined", rows, files)
    has_more = len(filing.files) > len(before.files) and decision.kind == "again"
    if decision.kind == "part_again" or not before.is_csv or (of_run and not has_more):
        return _skipped(filing, before, of_run=of_run)
    if has_more:
        rows = {**filing.rows, "documents": [_with_origin(filing, before, holdings)]}
        return _Plan(number, "joined", rows, filing.files)
    # Under another name the same bytes are still what they were.
    name = " + ".join(part.source_file for part in before.files)
    document = {**_with_origin(filing, before, holdings), "source_file": name}
    return _Plan(number, "refreshed", {**filing.rows, "documents": [document]}, before.files)


def _with_origin(filing: _Filing, before: Edition, holdings: Holdings) -> Row:
    """The document's row with what was known of its origin before.

    When it was added stays, and where it comes from, unless a manifest says it again.
    """
    row, there = filing.rows["documents"][0], holdings.document(before)
    kept = {name: row[name] or there.get(name) or None for name in ("source_url", "retrieved_on")}
    return {**row, **kept, "added_on": there.get("added_on") or None}


def _joined(filing: _Filing, before: Edition, holdings: Holdings) -> tuple[Rows, tuple[Part, ...]]:
    """A part and what it is a part of as one, in the order of their names."""
    there = holdings.rows(before)
    names = [source_order(files[0].source_file) for files in (filing.files, before.files)]
    if names[0] < names[1]:
        files = (*filing.files, *before.files)
        return join_rows(filing.rows, there, [part.sha256 for part in files]), files
    files = (*before.files, *filing.files)
    return join_rows(there, filing.rows, [part.sha256 for part in files]), files


def _skipped(filing: _Filing, before: Edition, *, of_run: bool) -> Taken:
    """Report a filing that is there already and of which nothing is written."""
    document_id = before.document_id
    if of_run:
        text = f"{filing.name}: identical to an earlier file ({document_id}); skipped"
    else:
        text = f"{filing.name}: already in {document_id}; skipped"
    log.info("skipped", text, file=filing.name, document_id=document_id)
    return Taken(filing.name, document_id, "repeated" if of_run else "unchanged")


def _tell(taken: Taken, rows: Rows, others: Sequence[str]) -> None:
    tables = _counted(rows, "tables", "status")
    placed = _counted(rows, "amounts", "placement")
    text = (
        f"{taken.source_file}: {taken.document_id}; tables: {_listed(tables)}; "
        f"amounts: {sum(placed.values())} ({_listed(placed)}){_SAID[taken.outcome]}"
        f"{pages_note(rows)}"
    )
    if others:
        text += f"; identical to {', '.join(others)}: withdraw the wrong one"
    log.info(
        "document",
        text,
        file=taken.source_file,
        document_id=taken.document_id,
        outcome=taken.outcome,
        tables=tables,
        amounts=placed,
        same_bytes_as=list(others),
    )


def _counted(rows: Rows, record: str, column: str) -> dict[str, int]:
    return dict(sorted(Counter(str(row[column]) for row in rows.get(record, [])).items()))


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items()) or "none"
