"""A disclosure's text as a PDF: paragraphs wrapped, tables ruled, wrapped and run over pages."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from tests.support.made_pdf import Page, pdf
from tests.support.renderers.blocks import Box, Table, blocks, boxes

LEFT, RIGHT, TOP, BOTTOM = 40.0, 555.0, 50.0, 790.0
SIZE = 8.0
PITCH = 10.0
PAD = 2.0


class Paper(Protocol):
    """What a page of some format can have printed on it."""

    def text(self, x: float, y: float, text: str, size: float = 10) -> object: ...

    def box(self, x0: float, y0: float, x1: float, y1: float) -> object: ...


class Printer:
    """Pages being filled from top to bottom."""

    def __init__(self, *, is_ruled: bool = True, blank: Callable[[], Paper] = Page) -> None:
        self.blank = blank
        self.pages = [blank()]
        self.y = TOP
        self.is_ruled = is_ruled

    def room(self, height: float) -> Paper:
        """The page to print on, a new one where the last has no room left."""
        if self.y + height > BOTTOM:
            self.pages.append(self.blank())
            self.y = TOP
        return self.pages[-1]


def rendered(text: str, *, is_ruled: bool = True) -> bytes:
    """The PDF of a text whose tables have tab stops."""
    printer = Printer(is_ruled=is_ruled)
    print_text(printer, text)
    return pdf(*(page for page in printer.pages if isinstance(page, Page)))


def print_text(printer: Printer, text: str) -> None:
    """Print a text whose tables have tab stops."""
    for block in blocks(text):
        if isinstance(block, str):
            for line in wrapped(block.strip(), RIGHT - LEFT, SIZE):
                printer.room(PITCH).text(LEFT, printer.y + SIZE, line, SIZE)
                printer.y += PITCH * 1.4
        else:
            print_table(printer, block)
            printer.y += PITCH


def width_of(text: str, size: float) -> float:
    return sum(size / 2 if char.isascii() else size for char in text)


def wrapped(text: str, width: float, size: float) -> Iterator[str]:
    """The lines of a text; figures and words are not cut."""
    line = ""
    for piece in pieces(text):
        if line and width_of(line + piece, size) > width:
            yield line
            line = ""
        line += piece
    if line:
        yield line


def pieces(text: str) -> Iterator[str]:
    run = ""
    for char in text:
        if char.isascii() and char != " ":
            run += char
            continue
        if run:
            yield run
        run = ""
        yield char
    if run:
        yield run


def print_table(printer: Printer, table: Table) -> None:
    """Print a table, its rows unbroken; where the page ends it goes on at the top of the next."""
    cells = boxes(table)
    xs, size = columns(cells, len(table[0]))
    if not printer.is_ruled:
        # Without rules it is the room between the columns that parts them.
        xs = [LEFT + (x - LEFT) * (RIGHT - LEFT) / (xs[-1] - LEFT) for x in xs]
    heights = [size + 2 * PAD] * len(table)
    for cell in sorted(cells, key=lambda cell: cell.rows):
        needed = lines_in(cell, xs, size) * size * 1.25 + 2 * PAD
        own = slice(cell.row, cell.row + cell.rows)
        heights[own.stop - 1] += max(0.0, needed - sum(heights[own]))
    start = 0
    while start < len(table):
        printer.room(sum(heights[start : start + 2]))
        end, ys = start, [printer.y]
        while end < len(table) and (end < start + 2 or ys[-1] + heights[end] <= BOTTOM):
            ys.append(ys[-1] + heights[end])
            end += 1
        for cell in cells:
            if start <= cell.row < end:
                edges = ys[cell.row - start : cell.row - start + cell.rows + 1]
                print_cell(printer, cell, xs, edges, size)
        printer.y = ys[-1]
        start = end


def columns(cells: Sequence[Box], count: int) -> tuple[list[float], float]:
    """The edges of the columns, and a size of type that lets no figure be wrapped."""
    for size in (SIZE, 6.0, 5.0, 4.0, 3.0, 2.0):
        longest = [
            max(
                (
                    width_of(piece, size)
                    for c in cells
                    if c.column == column
                    for piece in pieces(c.text)
                ),
                default=size,
            )
            for column in range(count)
        ]
        wanted = [
            max(
                (
                    min(width_of(c.text, size), 14 * size)
                    for c in cells
                    if c.column == column and c.columns == 1
                ),
                default=size,
            )
            for column in range(count)
        ]
        widths = [max(pair) + 2 * PAD + 1 for pair in zip(longest, wanted, strict=True)]
        if sum(widths) <= RIGHT - LEFT:
            break
    edges = [LEFT]
    for width in widths:
        edges.append(edges[-1] + width)
    return edges, size


def lines_in(cell: Box, xs: Sequence[float], size: float) -> int:
    width = xs[cell.column + cell.columns] - xs[cell.column] - 2 * PAD
    return max(1, len(list(wrapped(cell.text, width, size))))


def print_cell(
    printer: Printer, cell: Box, xs: Sequence[float], ys: Sequence[float], size: float
) -> None:
    page, is_ruled = printer.pages[-1], printer.is_ruled
    x0, x1 = xs[cell.column], xs[cell.column + cell.columns]
    if is_ruled:
        page.box(x0, ys[0], x1, ys[-1])
    lines = list(wrapped(cell.text, x1 - x0 - 2 * PAD, size))
    # Set in the middle of the cell, as most forms do; figures to the right.
    y = (ys[0] + ys[-1]) / 2 - len(lines) * size * 0.625 + size
    for line in lines:
        is_figure = line[-1:].isdigit() or line == "-"
        x = x1 - PAD - width_of(line, size) if is_figure else x0 + PAD
        if not is_ruled and (cell.columns > 1 or cell.rows > 1):
            x = (x0 + x1 - width_of(line, size)) / 2
        page.text(x, y, line, size)
        y += size * 1.25
