"""Figures recognised from pictures, held against the sums they stand in: proved, mended, doubted.

A figure that alone breaks the sums it stands in, and that becomes right by a slip which recognition
makes (one digit, a lost point or comma, a lost sign), is mended. One that no sum proves is
doubtful, its text kept and no value, where a slip in it may break a sum, where the recogniser is
not sure of it, and where many such figures of the page are in doubt, as on a fax or in small print;
all are where a third of the pages are so, or where sums mend one that it was sure of. There a
repeat proves and mends nothing either: what is misread once is misread alike again. The figures of
a row whose class is in doubt are doubtful, whatever proves them.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from ingest.extraction.tables.model import Placed, Table
from ingest.extraction.tables.scanned.proof import Proof
from ingest.extraction.tables.scanned.sums import Key, Sum, sums_of
from ingest.reading.model import Cell

Reading = Literal["printed", "confirmed", "by_identity", "recognised", "doubtful"]

SURE = 0.98
"""Confidence under which a figure that no sum proves is doubtful."""

POOR = 0.1
"""Of a page's figures that no sum proves, the share in doubt from which on none is believed."""

_MANY = 1 / 3
"""Of the pages, how many are poor where all are: they came from one scanner."""


class Judged(NamedTuple):
    """What became of a figure: how it was read, and the figure that sums prove instead."""

    reading: Reading
    repaired: Decimal | None = None


PRINTED = Judged("printed")


def judge(tables: Sequence[Table], placed: Sequence[Sequence[Placed]]) -> list[list[Judged]]:
    """Say of every figure of a document how it was read.

    Args:
        tables: The tables of the document, as they were placed.
        placed: The figures of each.

    Returns:
        For each figure what became of it; where no figure was recognised, all are printed.
    """
    figures = {
        (index, number): item
        for index, items in enumerate(placed)
        for number, item in enumerate(items)
    }
    recognised = {key for key, item in figures.items() if item.figure.cell.confidence is not None}
    if not recognised:
        return [[PRINTED] * len(items) for items in placed]
    proof = Proof(
        {key: item.figure.value.amount for key, item in figures.items()},
        {key: item.figure.cell.text for key, item in figures.items()},
        recognised,
        _by_scale(tables, sums_of(tables, placed)),
    )
    proof.mend()
    poor = _poor_pages(proof, {key: figures[key].figure.cell for key in recognised})
    return [
        [
            Judged("doubtful")
            if _is_doubted(item, poor)
            else _judged(
                proof,
                (index, number),
                item.figure.cell.confidence,
                is_poor=item.figure.cell.page in poor,
            )
            for number, item in enumerate(items)
        ]
        for index, items in enumerate(placed)
    ]


def _judged(proof: Proof, key: Key, confidence: float | None, *, is_poor: bool) -> Judged:
    """What became of a figure in the end; on a poor page only sums are believed."""
    if confidence is None:
        return PRINTED
    if key in proof.repaired:
        is_told = proof.is_summed(key) or not is_poor
        return Judged("by_identity", proof.repaired[key]) if is_told else Judged("doubtful")
    # A slip that recognition makes everywhere may make a whole and a part of it wrong alike.
    is_summed = proof.is_summed(key) and not (is_poor and proof.breaks(key))
    if is_summed or (not is_poor and proof.is_proved(key)):
        is_regrouped = key in proof.regrouped
        return Judged("by_identity", proof.amounts[key]) if is_regrouped else Judged("confirmed")
    if proof.may_break(key) or confidence < SURE or is_poor or proof.may_be_none(key):
        return Judged("doubtful")
    return Judged("recognised")


def _is_doubted(item: Placed, poor: Collection[int]) -> bool:
    """Whether it is in doubt what the row of a figure is."""
    doubt = item.row.doubt
    return doubt == "always" or (doubt == "if_poor" and item.figure.cell.page in poor)


def _poor_pages(proof: Proof, cells: Mapping[Key, Cell]) -> set[int]:
    """The pages of which the recogniser's own certainty says too little.

    A figure of a digit or two tells nothing: of single characters it is never as sure.
    """
    sure = {key for key, cell in cells.items() if (cell.confidence or 0.0) >= SURE}
    left = {
        key
        for key in cells
        if key not in proof.repaired and not proof.is_short(key) and not proof.is_proved(key)
    }
    doubted = {key for key in left if key not in sure or proof.may_break(key)}
    pages = Counter(cells[key].page for key in left)
    counts = Counter(cells[key].page for key in doubted)
    poor = {page for page in counts if counts[page] >= POOR * pages[page]}
    is_all = len(poor) > _MANY * len(pages) or not sure.isdisjoint(proof.repaired)
    return {cell.page for cell in cells.values()} if is_all else poor


def _by_scale(tables: Sequence[Table], sums: Iterable[Sum]) -> list[Sum]:
    """The sums within one table, and those between tables of one unit of money."""
    return [
        one
        for one in sums
        if all(tables[part[0]].money_unit == tables[one.whole[0]].money_unit for part in one.parts)
    ]
