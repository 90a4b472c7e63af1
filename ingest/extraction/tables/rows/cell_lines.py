"""Tables whose every cell stands on a line of its own, as a page copied to text leaves them."""

from collections.abc import Sequence

from ingest.extraction.tables.words.codes import is_joined_code
from ingest.extraction.tables.words.headings import term_of
from ingest.reading.model import Cell

_MOST = 0.9
_FEWEST = 8


def rows_of_cells(lines: Sequence[list[Cell]]) -> list[list[Cell]]:
    """The lines of a body with its rows put together, where nearly every line is one cell.

    A row ends with its last figure: what is not a figure after one, or is a code with a name after
    it, begins the next. What stands before the name of the first row are headings.
    """
    lone = sum(len(line) == 1 for line in lines)
    if len(lines) < _FEWEST or lone < _MOST * len(lines):
        return list(lines)
    cells = [cell for line in lines for cell in line]
    first = _first_row(cells)
    has_codes = any(map(_heads_codes, cells[:first]))
    rows: list[list[Cell]] = []
    for at in range(first, len(cells)):
        if at == first or _begins(cells, at, has_codes=has_codes):
            rows.append([])
        rows[-1].append(cells[at])
    return [[cell] for cell in cells[:first]] + rows


def _heads_codes(cell: Cell) -> bool:
    term = term_of(cell.folded, None, None)
    return term is not None and term.role == "code"


def _first_row(cells: Sequence[Cell]) -> int:
    """Where the first row begins: at the name before the first figure, or at its code."""
    figure = next((i for i, cell in enumerate(cells) if _is_figure(cell)), len(cells))
    is_code = figure < len(cells) and is_joined_code(cells[figure].folded)
    return figure if is_code else max(figure - 1, 0)


def _begins(cells: Sequence[Cell], at: int, *, has_codes: bool) -> bool:
    """Whether a row begins: a name after a figure, or a code with its name."""
    if not _is_figure(cells[at]):
        return _is_figure(cells[at - 1]) and not _is_code(cells, at - 1, has_codes=has_codes)
    return _is_code(cells, at, has_codes=has_codes)


def _is_code(cells: Sequence[Cell], at: int, *, has_codes: bool) -> bool:
    is_named = at + 1 < len(cells) and not _is_figure(cells[at + 1])
    return has_codes and is_named and is_joined_code(cells[at].folded)


def _is_figure(cell: Cell) -> bool:
    """Whether a cell is a number or the dash in place of one."""
    return cell.amount is not None or not any(char.isalnum() for char in cell.folded)
