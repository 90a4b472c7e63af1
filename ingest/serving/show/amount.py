"""Which amount is to be shown, and the file that prints it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ingest.base.checksums import file_sha256
from ingest.base.errors import ShowError
from ingest.publication.site import published_database
from ingest.reading.model import PARTS_JOINED
from ingest.reading.source import source_name
from ingest.rows.parts import hash_of_parts

_ID = re.compile(r"[0-9a-f]{8,64}")
_FOUND = """
select
    amounts.amount_id, amounts.document_id, documents.source_file, documents.sha256,
    amounts.page, amounts.line, amounts.char_from, amounts.box, amounts.printed_text,
    amounts.reading
from marts.fct_reported_amount as amounts
inner join marts.dim_document as documents on amounts.document_id = documents.document_id
where starts_with(amounts.amount_id, ?)
order by amounts.amount_id
limit 2
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """An amount with its place: page, line and character from 1, its box as its reader gives it."""

    amount_id: str
    document_id: str
    source_file: str
    sha256: str
    page: int
    line: int
    char_from: int
    box: str | None
    printed_text: str
    reading: str


def find_amount(warehouse: Path, amount_id: str) -> Shown:
    """The amount of an id, or of the beginning of one.

    Raises:
        ShowError: It is not an id, or of no amount, or of several.
        WarehouseError: There is no warehouse.
    """
    wanted = amount_id.strip().lower()
    if not _ID.fullmatch(wanted):
        raise ShowError(
            repr(amount_id), "This is no amount_id.", "Name one of marts.fct_reported_amount."
        )
    with duckdb.connect(published_database(warehouse), read_only=True) as connection:
        rows = connection.execute(_FOUND, [wanted]).fetchall()
    if len(rows) != 1:
        problem = "There is no such amount." if not rows else "Several amounts begin so."
        raise ShowError(wanted, problem, "Take the whole amount_id of marts.fct_reported_amount.")
    return Shown(*rows[0])


def find_files(shown: Shown, documents: Iterable[Path]) -> list[Path]:
    """The files that the amount's document was read from, among those given.

    Raises:
        ShowError: One is not among them, or is another file of the same name by now.
    """
    names = shown.source_file.split(PARTS_JOINED)
    named: dict[str, list[Path]] = {}
    for path in documents:
        named.setdefault(source_name(path), []).append(path)
    for name in names:
        if name not in named:
            raise ShowError(
                name,
                f"The file of {shown.document_id} is not among the documents.",
                "Name the folder that it lies in as DISCLOSURES.",
            )
    if found := _of_hash([named[name] for name in names], shown.sha256):
        return found
    raise ShowError(
        shown.source_file,
        "The file is not the one that was read: its bytes are others.",
        "Add it again, or name the folder with the one that was read.",
    )


def _of_hash(candidates: Sequence[Sequence[Path]], sha256: str) -> list[Path] | None:
    """One file of each name that together have a hash."""
    if len(candidates) == 1:
        return next(([path] for path in candidates[0] if file_sha256(path) == sha256), None)
    first = [own[0] for own in candidates]
    return first if hash_of_parts([file_sha256(path) for path in first]) == sha256 else None
