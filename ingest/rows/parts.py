"""Disclosures filed in several files, as their rows tell them: the text in one, tables in another.

Two files that are the same unit's, year's and stage's are parts of one disclosure where only one of
them holds tables; where both do, they are editions.
"""

import hashlib
from collections.abc import Sequence
from typing import cast

from ingest.rows.schema import Row
from ingest.vocabulary.unit_names import ReportingLevel, unit_id_of


def hash_of_parts(hashes: Sequence[str]) -> str:
    """The hash of a disclosure of several files: that of their hashes, in order."""
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()


def are_parts(amount_counts: Sequence[int]) -> bool:
    """Whether files of one disclosure are its parts: one alone holds amounts in tables."""
    return len(amount_counts) > 1 and sum(count > 0 for count in amount_counts) == 1


def are_of_one_disclosure(one: Row, other: Row) -> bool:
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


def _is_part_of(silent: Row, other: Row) -> bool:
    """Whether `silent`, which names no reporting level, has the id of `other` at its level."""
    if silent["reporting_level"] is not None:
        return False
    name, year = str(silent["unit_name_printed"]), cast("int", silent["fiscal_year"])
    level = cast("ReportingLevel | None", other["reporting_level"])
    is_own_name = unit_id_of(name, year, None)[0] == silent["unit_id"]
    return is_own_name and unit_id_of(name, year, level)[0] == other["unit_id"]
