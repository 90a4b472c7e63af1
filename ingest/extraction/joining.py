"""Disclosures filed in several files, out of files that are read one by one.

Neighbours in the order of names are joined as they come. A file that does not name its issuer, or
not a complete disclosure, waits for the end of the run: its disclosure may be read after it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.base.errors import (
    MingzhangError,
    NoDisclosureError,
    UnknownStageError,
    UnknownUnitError,
    UnknownYearError,
)
from ingest.reading.source import UNPACKED
from ingest.rows.parts import are_enclosures, are_of_one_disclosure, are_parts, kinds_of
from ingest.rows.schema import Row

Rows = dict[str, list[Row]]
UNIDENTIFIED = (UnknownUnitError, UnknownYearError, UnknownStageError)
"""The errors of a file that does not name its issuer, its year or its stage."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What became of a disclosure: its rows by record, or the error that kept them out.

    `path` is its first file; `parts` are all of them where it was filed in several, and
    `part_hashes` the SHA-256 of each. `refusal` is why it is not a disclosure unless another part
    makes it one; `part` are its rows where it is refused and may be one that arrives later.
    """

    path: Path
    document_id: str | None
    rows: Rows | None
    error: MingzhangError | None
    parts: tuple[Path, ...] = ()
    part_hashes: tuple[str, ...] = ()
    refusal: NoDisclosureError | None = None
    part: Rows | None = None


Read = Callable[[tuple[Path, ...]], Extraction]
"""What reads files as one disclosure."""


@dataclass(slots=True)
class _Told:
    """A disclosure of the run: its files, and what was read of them."""

    extraction: Extraction
    files: list[Path]
    kinds: frozenset[str]
    is_one: bool = True


@dataclass(slots=True)
class _Run:
    """What a run has read so far, and what waits for its end."""

    read: Read
    places: dict[Path, int] = field(default_factory=dict)
    told: dict[str, _Told] = field(default_factory=dict)
    waiting: list[Extraction] = field(default_factory=list)


def joined(extractions: Iterable[Extraction], read: Read) -> Iterator[Extraction]:
    """Join the parts of disclosures that were filed in several files.

    Args:
        extractions: Files in the order of their names.
        read: What reads several of them as one.

    Yields:
        The extractions in order, neighbours that are parts of one disclosure as one; then what
        waited, each as its disclosure with it, or as refused.
    """
    run = _Run(read)
    held: Extraction | None = None
    for extraction in extractions:
        run.places[extraction.path] = len(run.places)
        if held is not None and _are_one(held, extraction):
            held = read((*files_of(held), *files_of(extraction)))
            continue
        if held is not None and (whole := _completed(held, extraction, read)):
            held = whole
            continue
        if held is not None:
            yield from _done(run, held)
        held = extraction
    if held is not None:
        yield from _done(run, held)
    for extraction in run.waiting:
        yield _joined_late(run, extraction)


def files_of(extraction: Extraction) -> tuple[Path, ...]:
    """The files of a disclosure."""
    return extraction.parts or (extraction.path,)


def _done(run: _Run, extraction: Extraction) -> Iterator[Extraction]:
    """An extraction that no neighbour completes, unless it waits for the end."""
    if _may_wait(extraction):
        run.waiting.append(extraction)
        return
    judged = _judged(extraction)
    _note(run, judged)
    yield judged


def _may_wait(extraction: Extraction) -> bool:
    """Whether an extraction may be a part: of its archive's disclosure, or of any by its name."""
    if isinstance(extraction.error, UNIDENTIFIED):
        return _archive(extraction.path) is not None
    return extraction.refusal is not None and bool(_part_rows(extraction))


def _part_rows(extraction: Extraction) -> Rows | None:
    """The rows of what is only part of a disclosure: a form of performance."""
    is_part = extraction.rows and extraction.rows["indicators"]
    return extraction.rows if is_part else None


def _judged(extraction: Extraction) -> Extraction:
    """An extraction that no other part completes: refused where it is not a disclosure."""
    if extraction.refusal is None:
        return extraction
    part, refusal = _part_rows(extraction), extraction.refusal
    document_id = extraction.document_id if part else None
    return Extraction(extraction.path, document_id, None, refusal, part=part)


def _note(run: _Run, extraction: Extraction) -> None:
    """Note a disclosure with those of its parts that are not its neighbours."""
    if not extraction.rows or extraction.document_id is None:
        return
    kinds, files = kinds_of(extraction.rows["tables"]), files_of(extraction)
    told = run.told.get(extraction.document_id)
    if told is None:
        run.told[extraction.document_id] = _Told(replace(extraction, rows=None), list(files), kinds)
        return
    # Of two editions it is unknown which one a part is of.
    told.is_one = told.is_one and are_parts([told.kinds, kinds])
    told.kinds |= kinds
    told.files += files


def _joined_late(run: _Run, extraction: Extraction) -> Extraction:
    """What waited, with the disclosure that it is a part of; refused where there is none."""
    told = _disclosure_of(run, extraction)
    if told is None:
        return _judged(extraction)
    files = sorted([*told.files, *files_of(extraction)], key=lambda path: run.places[path])
    whole = run.read(tuple(files))
    if not whole.rows or whole.document_id != told.extraction.document_id:
        return _judged(extraction)
    kinds = kinds_of(whole.rows["tables"])
    if extraction.error is not None:
        if not _adds(run, told, whole):
            return _judged(extraction)
        whole.rows["documents"][0]["identity_source"] = "companion"
    told.files, told.kinds = files, kinds
    return whole


def _adds(run: _Run, told: _Told, whole: Extraction) -> bool:
    """Whether a whole has of each table that was there as many amounts as before."""
    assert whole.rows is not None
    before = run.read(tuple(told.files))
    return before.rows is not None and all(
        _amounts(whole.rows)[kind] == count for kind, count in _amounts(before.rows).items()
    )


def _amounts(rows: Rows) -> Counter[str]:
    """How many amounts tables of each type have."""
    counts: Counter[str] = Counter()
    for table in rows["tables"]:
        counts[str(table["table_type"])] += int(str(table["amount_count"]))
    return +counts


def _disclosure_of(run: _Run, extraction: Extraction) -> _Told | None:
    """The one disclosure of the run that a part is of."""
    if extraction.document_id is not None:
        told = run.told.get(extraction.document_id)
        return told if told and told.is_one else None
    archive = _archive(extraction.path)
    found = [told for told in run.told.values() if _archive(told.files[0]) == archive]
    return found[0] if archive and len(found) == 1 and found[0].is_one else None


def _archive(path: Path) -> Path | None:
    """The folder in which the archive that a file comes out of was unpacked."""
    return next((up for up in path.parents if up.name.endswith(UNPACKED)), None)


def _completed(one: Extraction, other: Extraction, read: Read) -> Extraction | None:
    """Two enclosures of one filing as one where one of them says whose both are, and when.

    The one that says it holds text alone, or all that the two hold.
    """
    silent, telling = (one, other) if one.error else (other, one)
    if not isinstance(silent.error, UNIDENTIFIED) or not telling.rows:
        return None
    if not are_enclosures(files_of(one)[-1], other.path):
        return None
    whole = read((*files_of(one), *files_of(other)))
    if not whole.rows or (telling.rows["amounts"] and _count(whole) != _count(telling)):
        return None
    whole.rows["documents"][0]["identity_source"] = "companion"
    return whole


def _count(extraction: Extraction) -> int:
    return len(extraction.rows["amounts"]) if extraction.rows else 0


def _are_one(one: Extraction, other: Extraction) -> bool:
    if not one.rows or not other.rows:
        return False
    if not are_of_one_disclosure(one.rows["documents"][0], other.rows["documents"][0]):
        return False
    kinds: Sequence[frozenset[str]] = [kinds_of(rows["tables"]) for rows in (one.rows, other.rows)]
    return are_parts(kinds)
