"""Lines of a table that print a label and no amount, as extracted rows.

A form prints its blank lines too; what a rule asks of them (the run of their numbers, a class that
is named and empty) needs their labels and places, nothing else.
"""

from collections.abc import Iterator, Sequence

from ingest.base.text import label_key
from ingest.extraction.tables.model import Grid, Row
from ingest.reading.model import Cell
from ingest.vocabulary.summary_lines import summary_lines
from ingest.vocabulary.terms import classification_names

_Place = tuple[int, int, int]


def line_rows(
    document_id: str, table_index: int, grid: Grid, sides: Sequence[str | None]
) -> Iterator[dict[str, str | int | None]]:
    """Rows of the record `lines` of one table.

    Args:
        document_id: The document.
        table_index: Place of the table in the document, from 1.
        grid: The table as read.
        sides: The side of each of its column groups.

    Yields:
        A row for each label without an amount, in printed order. A label that stands in one group
        and its figure in the next has an amount; one that spans several rows is a line once. Where
        the text has lost its columns, labels of blank lines may have run together: only those that
        the vocabulary knows are lines.
    """
    used = {_place_of(row.place) for row in grid.rows if row.figures and row.place}
    taken: set[tuple[int, int]] = set()
    for row in sorted(grid.rows, key=lambda row: (row.row_no, row.segment)):
        place, key = row.place, (row.row_no, row.segment)
        if not place or row.figures or key in taken or _place_of(place) in used:
            continue
        if not row.label or not _is_sure(row.label, place):
            continue
        taken.add(key)
        used.add(_place_of(place))
        yield _line(document_id, table_index, row, place, sides[row.segment])


def _is_sure(label: str, place: Cell) -> bool:
    known = label_key(label)
    return place.column >= 0 or known in classification_names() or known in summary_lines()


def _place_of(cell: Cell) -> _Place:
    return cell.page, cell.line, cell.char


def _line(
    document_id: str, table_index: int, row: Row, place: Cell, side: str | None
) -> dict[str, str | int | None]:
    return {
        "document_id": document_id,
        "table_index": table_index,
        "row_no": row.row_no,
        "group_no": row.segment + 1,
        "side": side,
        "row_kind": row.kind,
        "code_printed": row.code,
        "label_printed": row.label,
        "form_row_no": row.form_no,
        "page": place.page,
        "line": place.line,
        "char_from": place.char,
    }
