"""Lines of a table that print a label and no amount.

A form prints its blank lines too; what a rule asks of them (the run of their numbers, a class that
is named and empty) needs their labels and places, nothing else.
"""

from collections.abc import Iterator

from ingest.base.text import label_key
from ingest.extraction.tables.model import Grid, Row
from ingest.reading.model import Cell
from ingest.vocabulary.summary_lines import is_name

_Place = tuple[int, int, int]


def lines_without_amount(grid: Grid) -> Iterator[tuple[Row, Cell]]:
    """The rows of a table that are lines with a label and no amount, with the label's cell.

    They come in printed order. A label that stands in one group and its figure in the next has an
    amount; one that spans several rows is a line once. Where the text has lost its columns, labels
    of blank lines may have run together: only those that the vocabulary knows are lines.
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
        yield row, place


def _is_sure(label: str, place: Cell) -> bool:
    return place.column >= 0 or is_name(label_key(label))


def _place_of(cell: Cell) -> _Place:
    return cell.page, cell.line, cell.char
