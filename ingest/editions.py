"""Editions: what becomes of two filings of one run that are the same unit, year and stage."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

Row = dict[str, str | int | None]


class Filed(Protocol):
    """What tells filings apart: whose document it is, and its bytes."""

    @property
    def document_id(self) -> str:
        """The document's id without an edition."""

    @property
    def sha256(self) -> str:
        """SHA-256 of the file's bytes, hexadecimal."""


F = TypeVar("F", bound=Filed)


def assign_editions(filings: Iterable[F]) -> Iterator[tuple[F, int | None]]:
    """Number the filings of each document, in the order given, which is that of file names.

    Args:
        filings: The filings of a run. They are taken one at a time, so a corpus may stream.

    Yields:
        Each filing with its edition: 1 for a document's first, 2, 3, ... for others with other
        bytes, and None for one whose bytes were already seen.
    """
    seen: dict[str, list[str]] = {}
    for filing in filings:
        editions = seen.setdefault(filing.document_id, [])
        if filing.sha256 in editions:
            yield filing, None
            continue
        editions.append(filing.sha256)
        yield filing, len(editions)


def edition_id(document_id: str, edition: int) -> str:
    """The id of an edition: the document's own for the first, then `<document_id>-2` and on."""
    return document_id if edition == 1 else f"{document_id}-{edition}"


def as_edition(
    rows: Mapping[str, Sequence[Row]], document_id: str, edition: int
) -> dict[str, list[Row]]:
    """`rows` of a document as rows of one of its editions: its id everywhere, its number."""
    new = {"document_id": edition_id(document_id, edition)}
    numbered = {
        record: [{**row, **new} for row in record_rows] for record, record_rows in rows.items()
    }
    for row in numbered.get("documents", []):
        row["edition"] = edition
    return numbered
