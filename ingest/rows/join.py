"""The extracted rows of a disclosure out of those of its parts, where the files are not at hand.

`ingest.extraction.merge` joins documents that are read in one run. A part that arrives later finds
only the rows of the one before it; they are numbered on here as reading both together would.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import count

from ingest.rows.parts import hash_of_parts
from ingest.rows.schema import Row

Rows = Mapping[str, Sequence[Row]]
_NUMBERS = {
    "statements": ("statement_no", "base_statement_no", "whole_statement_no"),
    "indicators": ("indicator_no",),
}


_SAID = (
    ("published_on", "published_line", "published_printed"),
    ("unit_kind_printed", "unit_kind_line"),
    ("parent_unit_id", "parent_line", "parent_name_printed"),
    ("source_url", None),
    ("retrieved_on", None),
)
"""What a document says of itself and a manifest of it: a column, that of its line, and the rest."""


def join_rows(first: Rows, second: Rows, hashes: Sequence[str]) -> dict[str, list[Row]]:
    """The rows of two parts as those of one document, the second numbered on from the first.

    Args:
        first: All rows of the part that comes first, by record.
        second: Those of the other.
        hashes: SHA-256 of every file of the whole, in order.

    Returns:
        The whole under the first one's document_id. A table that one part announces and the other
        prints is not missing from it.
    """
    head, tail = first["documents"][0], second["documents"][0]
    indices = _table_indices(first["tables"], second["tables"])
    pages, lines = _integer(head["page_count"]), _integer(head["line_count"])
    joined: dict[str, list[Row]] = {}
    for record in first:
        columns = _NUMBERS.get(record, ())
        last = (
            max((_integer(row[columns[0]]) for row in first[record]), default=0) if columns else 0
        )
        joined[record] = [
            *_placed(first[record], indices[0], {}),
            *_placed(
                second[record],
                indices[1],
                {"page": pages, "line": lines, "line_end": lines, **dict.fromkeys(columns, last)},
            ),
        ]
    joined["unmapped"] = _unit_once(joined["unmapped"])
    money = Counter(row["money_unit"] for row in joined["tables"] if row["money_unit"])
    added = head["added_on"], tail["added_on"]
    joined["documents"] = [
        {
            **head,
            "source_file": f"{head['source_file']} + {tail['source_file']}",
            "sha256": hash_of_parts(hashes),
            "encoding": " + ".join(
                dict.fromkeys(f"{head['encoding']} + {tail['encoding']}".split(" + "))
            ),
            "layout": "tabbed" if "tabbed" in {head["layout"], tail["layout"]} else "flat",
            "page_count": pages + _integer(tail["page_count"]),
            "pages_without_text": _pages(head, tail, pages),
            "line_count": lines + _integer(tail["line_count"]),
            "money_unit": money.most_common(1)[0][0] if money else None,
            "reader": head["reader"] if head["reader"] == tail["reader"] else "mixed",
            **_said(head, tail, lines),
            "added_on": min((str(day) for day in added if day), default=None),
        }
    ]
    document_id = head["document_id"]
    return {
        record: [{**row, "document_id": document_id} for row in rows]
        for record, rows in joined.items()
    }


def _unit_once(unmapped: Sequence[Row]) -> list[Row]:
    """The worklist with the unknown unit where it is first named, as one document names it."""
    units = [row for row in unmapped if row["kind"] == "unit"]
    return [row for row in unmapped if row["kind"] != "unit" or row is units[0]]


def _said(head: Row, tail: Row, lines: int) -> Row:
    """What either part says of the whole, its place in the whole; the first part comes first."""
    said: Row = {}
    for told, place, *others in _SAID:
        part, before = (tail, lines) if head[told] is None else (head, 0)
        said |= {name: part[name] for name in (told, *others)}
        if place:
            line = part[place]
            said[place] = None if line is None else _integer(line) + before
    return said


def _pages(head: Row, tail: Row, before: int) -> str | None:
    """The pages without text of both parts, the second's counted on."""
    own = str(head["pages_without_text"] or "").split()
    others = (int(page) + before for page in str(tail["pages_without_text"] or "").split())
    return " ".join([*own, *map(str, others)]) or None


def _table_indices(
    first: Sequence[Row], second: Sequence[Row]
) -> tuple[dict[int, int], dict[int, int]]:
    """The new index of each table of both parts: those found in order, then those missing.

    What a part announces is missing only as far as neither holds it, type by type.
    """
    parts = (first, second)
    found = Counter(row["table_type"] for rows in parts for row in rows if not _is_missing(row))
    own = [Counter(row["table_type"] for row in rows if not _is_missing(row)) for rows in parts]
    number = count(1)
    indices: tuple[dict[int, int], dict[int, int]] = ({}, {})
    for rows, index in zip(parts, indices, strict=True):
        for row in rows:
            if not _is_missing(row):
                index[_integer(row["table_index"])] = next(number)
    # A part's own tables have met the announcements that are not among its rows any more.
    left = [found - counted for counted in own]
    for rows, index, others in zip(parts, indices, left, strict=True):
        for row in rows:
            if not _is_missing(row):
                continue
            if others[row["table_type"]] > 0:
                others[row["table_type"]] -= 1
                continue
            index[_integer(row["table_index"])] = next(number)
    return indices


def _is_missing(row: Row) -> bool:
    """Whether the table is announced and absent; a bare number in the text stands where it is."""
    return row["status"] == "announced_missing" and row["table_type"] is not None


def _placed(rows: Sequence[Row], indices: dict[int, int], added: dict[str, int]) -> list[Row]:
    """Rows under their new table index and numbers; those of a table that is gone are left out."""
    placed: list[Row] = []
    for row in rows:
        new = dict(row)
        for column, number in added.items():
            if new.get(column) is not None:
                new[column] = _integer(new[column]) + number
        index = new.get("table_index")
        if index is not None:
            if _integer(index) not in indices:
                continue
            new["table_index"] = indices[_integer(index)]
        placed.append(new)
    return placed


def _integer(value: str | int | None) -> int:
    assert isinstance(value, int)
    return value
