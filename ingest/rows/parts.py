"""Disclosures filed in several files, as their rows tell them: the text in one, tables in another.

Two files that are the same unit's, year's and stage's are parts of one disclosure where they hold
no table of the same type, as a text and its tables, or a workbook for each table; else they are
editions.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import cast

from ingest.base.settings import MANIFEST
from ingest.rows.schema import Row
from ingest.vocabulary.unit_names import ReportingLevel, unit_id_of

_ENCLOSURE = re.compile(r"(.*?)附[件表]\s*([0-9一二三四五六七八九十]{1,3})")
"""What stands before the number of an enclosure in a file's name, and the number."""


def hash_of_parts(hashes: Sequence[str]) -> str:
    """The hash of a disclosure of several files: that of their hashes, in order."""
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()


UNKNOWN = "*"
"""Stands for the types of tables that nobody can tell, which may be any."""


def kinds_of(tables: Iterable[Mapping[str, object]]) -> frozenset[str]:
    """The types of the tables that hold amounts.

    Args:
        tables: Rows of the record `tables`.
    """
    held = (row for row in tables if int(str(row["amount_count"] or 0)))
    return frozenset(str(row["table_type"] or "") for row in held)


def are_parts(kinds: Sequence[frozenset[str]]) -> bool:
    """Whether files of one disclosure are its parts: no two hold a table of the same type.

    Args:
        kinds: The types of the tables with amounts that each of the files holds.
    """
    filled = [own for own in kinds if own]
    if len(kinds) <= 1 or not filled:
        return False
    is_known = len(filled) == 1 or not any(UNKNOWN in own for own in filled)
    return is_known and sum(map(len, filled)) == len(frozenset().union(*filled))


def are_enclosures(one: Path, other: Path) -> bool:
    """Whether two files are, by their names, enclosures of one filing (附件1, 附件2).

    Enclosures that have nothing but a number and a kind of part in their names are those of one
    filing where nothing else lies beside them.
    """
    found = _ENCLOSURE.match(one.stem), _ENCLOSURE.match(other.stem)
    if one.parent != other.parent or not found[0] or not found[1] or found[0][2] == found[1][2]:
        return False
    if found[0][1] != found[1][1]:
        return False
    return bool(found[0][1].strip()) or not _others_beside(one, other)


def _others_beside(one: Path, other: Path) -> bool:
    names = (path.name for path in one.parent.iterdir() if path.is_file())
    return any(name not in {one.name, other.name, MANIFEST} for name in names)


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
