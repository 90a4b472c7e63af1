"""Disclosures filed in several files: the text in one, the tables in another.

Two files that are the same unit's, year's and stage's are parts of one disclosure where only one of
them holds tables; where both do, they are editions.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import cast

from ingest.model import PARTS_JOINED, Document, Line
from ingest.statements import Cells
from ingest.unit_names import ReportingLevel, unit_id_of


def merge(parts: Sequence[Document]) -> Document:
    """One document out of its parts, in the order given.

    Args:
        parts: Two documents or more; their pages and lines are numbered on from part to part, so
            that a place in the first part is the same in the whole.

    Returns:
        The whole. Its source file names the parts in order, joined by PARTS_JOINED; its hash is
        that of their hashes; columns of any part are columns of the whole.
    """
    pages = [0, *accumulate(part.page_count for part in parts)]
    counts = [0, *accumulate(len(part.lines) for part in parts)]
    lines = [
        Line(line.page + pages[index], line.number + counts[index], line.text)
        for index, part in enumerate(parts)
        for line in part.lines
    ]
    encodings = dict.fromkeys(part.encoding for part in parts)
    return replace(
        parts[0],
        source_file=PARTS_JOINED.join(part.source_file for part in parts),
        sha256=hash_of_parts([part.sha256 for part in parts]),
        encoding=" + ".join(encodings),
        layout="tabbed" if any(part.layout == "tabbed" for part in parts) else "flat",
        page_count=pages[-1],
        lines=tuple(lines),
        pages_without_text=tuple(
            page + pages[index]
            for index, part in enumerate(parts)
            for page in part.pages_without_text
        ),
    )


def hash_of_parts(hashes: Sequence[str]) -> str:
    """The hash of a disclosure of several files: that of their hashes, in order."""
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()


def are_parts(amount_counts: Sequence[int]) -> bool:
    """Whether files of one disclosure are its parts: one alone holds amounts in tables."""
    return len(amount_counts) > 1 and sum(count > 0 for count in amount_counts) == 1


def are_of_one_disclosure(one: Cells, other: Cells) -> bool:
    """Whether two files are of one unit's budget or final accounts of one year.

    Args:
        one: A row of the record `documents`.
        other: Another. Where one of the two does not say whether it is of a department or of the
            unit itself, as tables filed without a title do not, it is what the other says.
    """
    if one["document_id"] == other["document_id"]:
        return True
    if any(one[column] != other[column] for column in ("fiscal_year", "stage")):
        return False
    return _is_part_of(one, other) or _is_part_of(other, one)


def _is_part_of(silent: Cells, other: Cells) -> bool:
    """Whether `silent`, which names no reporting level, has the id of `other` at its level."""
    if silent["reporting_level"] is not None:
        return False
    name, year = str(silent["unit_name_printed"]), cast("int", silent["fiscal_year"])
    level = cast("ReportingLevel | None", other["reporting_level"])
    is_own_name = unit_id_of(name, year, None)[0] == silent["unit_id"]
    return is_own_name and unit_id_of(name, year, level)[0] == other["unit_id"]
