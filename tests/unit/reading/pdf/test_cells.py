"""Text that runs over an edge between cells that are merged in another row."""

from ingest.reading.pdf.cells import rows_of
from ingest.reading.pdf.grid import Grid
from ingest.reading.pdf.page import Glyph


def test_what_was_moved_over_an_edge_is_not_moved_over_it_again() -> None:
    """The cell on the left is one over both rows; a glyph of each row reaches its edge."""
    grid = Grid([0.0, 50.0, 100.0], [0.0, 20.0, 40.0], [[(0, 0), (0, 1)], [(0, 0), (1, 1)]])
    above = [
        Glyph(x0, 5.0, x0 + 10, 15.0, text)
        for x0, text in zip(range(2, 52, 10), "一二三四五", strict=True)
    ]
    below = [
        Glyph(x0, 25.0, x0 + 10, 35.0, text)
        for x0, text in zip(range(0, 50, 10), "六七八九十", strict=True)
    ]
    over = [Glyph(52.0, 5.0, 62.0, 15.0, "末")]

    rows = rows_of(grid, [*above, *over, *below])

    assert sorted("".join(cell for row in rows for cell in row.cells)) == sorted(
        "一二三四五末六七八九十"
    )
