"""Extracted rows as sorted CSV text, without a detour over Arrow, where nothing is wrong with them.

What is wrong with a row is said by `ingest.rows.write`, which takes the same rows through Arrow.
Here each column is held as a whole to the same rules; that takes a few passes in C, and a document
has ten records of up to twenty columns.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from ingest.base.csv_text import csv_text
from ingest.rows.schema import Column, Record

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_LARGEST = 2**31 - 1
_NULL = type(None)

Cell = str | int | None


def sound_csv(rows: Sequence[Mapping[str, Cell]], record: Record, document_id: str) -> bytes | None:
    """The rows of one document as CSV, sorted by key; None where a row may not fit its record.

    Args:
        rows: Rows of `record`, in any order.
        record: Their record.
        document_id: The document that all of them must be of.

    Returns:
        UTF-8 with LF ends, a header and minimal quoting, null as an empty cell.
    """
    cells = _cells(rows, record)
    if cells is None or not _are_sound(cells, record, document_id):
        return None
    ordered = sorted(cells, key=_key(record))
    try:
        return csv_text(record.names, ordered).encode()
    except UnicodeEncodeError:
        return None


def _cells(rows: Sequence[Mapping[str, Cell]], record: Record) -> list[tuple[Cell, ...]] | None:
    """The cells of each row in the order of the record; None where a row has other columns."""
    names = record.names
    if any(len(row) != len(names) for row in rows):
        return None
    try:
        return list(map(itemgetter(*names), rows))
    except KeyError:
        return None


def _key(record: Record) -> Callable[[tuple[Cell, ...]], Any]:
    """What rows are sorted by: text by its characters, which is the order of its UTF-8 bytes."""
    first, *others = (record.names.index(name) for name in record.key)
    return itemgetter(first, *others)


def _are_sound(cells: Sequence[tuple[Cell, ...]], record: Record, document_id: str) -> bool:
    """Whether the rows fit the record, are all of the document, and have a key each."""
    columns = list(zip(*cells, strict=True))
    if not all(map(_is_sound, columns, record.columns)):
        return False
    ids = columns[record.names.index("document_id")] if columns else ()
    return set(ids) <= {document_id} and len(set(map(_key(record), cells))) == len(cells)


def _is_sound(values: Sequence[Cell], column: Column) -> bool:
    """Whether a column can take all of these values, by the rules of `check_values`."""
    kinds = set(map(type, values))
    if _NULL in kinds and not column.nullable:
        return False
    distinct = set(values)
    if column.kind == "integer":
        numbers = [value for value in distinct if isinstance(value, int)]
        return kinds <= {int, _NULL} and all(-_LARGEST <= number <= _LARGEST for number in numbers)
    texts = [value for value in distinct if isinstance(value, str)]
    return kinds <= {str, _NULL} and "" not in texts and not _CONTROL.search("".join(texts))
