"""Editions: what a filing is beside the filings of its unit, year and stage that are there.

A disclosure published again with other bytes is a new edition; the same bytes are none; a file that
holds no table of a type that the other holds is a part of one disclosure with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.rows.parts import are_parts
from ingest.rows.schema import Row

Kind = Literal["new", "again", "part_again", "part"]


@dataclass(frozen=True, slots=True)
class Held:
    """An edition that is there: its number, the hashes of its files, its types of tables."""

    edition: int
    hashes: frozenset[str]
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a filing is, and which edition it makes or belongs to.

    `new` is an edition of its own; `again` is one that is there, read again or with one part more;
    `part_again` is a file that is in it already; `part` is to be joined to it.
    """

    kind: Kind
    edition: int


def decide(
    held: Sequence[Held], hashes: Sequence[str], whole: str, kinds: frozenset[str]
) -> Decision:
    """Say what becomes of a filing.

    Args:
        held: The editions of its document that are there, in any order.
        hashes: SHA-256 of each of its files.
        whole: The hash of the filing: that of its file, or of the hashes of its files.
        kinds: The types of those of its tables that hold amounts.
    """
    files = frozenset(hashes)
    newest_first = sorted(held, key=lambda one: -one.edition)
    for one in newest_first:
        if files >= one.hashes or one.hashes == {whole}:
            return Decision("again", one.edition)
        if files < one.hashes:
            return Decision("part_again", one.edition)
    if not newest_first:
        return Decision("new", 1)
    newest = newest_first[0]
    kind: Kind = "part" if are_parts([newest.kinds, kinds]) else "new"
    return Decision(kind, newest.edition + (kind == "new"))


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
