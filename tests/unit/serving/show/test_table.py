"""Tables as pages of HTML: the cell of the figure is framed, and no text of the file is markup."""

from ingest.reading.model import Line
from ingest.serving.show.table import framed_table

HOSTILE = '<script>alert("x")</script>'


def test_the_cell_that_holds_the_figure_is_framed_and_others_are_not() -> None:
    lines = [Line(1, 1, "科目\t合计\t基本"), Line(1, 2, "208\t12.50\t12.50")]
    page = framed_table(lines, 2, 11, heading="12.50", place="made.xlsx")
    assert page.count('class="figure"') == 1
    assert '<td>12.50</td><td class="figure">12.50</td>' in page


def test_hostile_text_stays_text() -> None:
    lines = [Line(1, 1, f"{HOSTILE}\t12.50")]
    page = framed_table(lines, 1, len(HOSTILE) + 2, heading=HOSTILE, place=f"{HOSTILE}.xlsx")
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 4


def test_only_the_lines_around_the_figure_are_shown() -> None:
    lines = [Line(1, number, f"行{number}\t{number}.50") for number in range(1, 101)]
    page = framed_table(lines, 50, 5, heading="50.50", place="made.txt")
    assert "行38<" in page
    assert "行62<" in page
    assert "行37<" not in page
    assert "行63<" not in page
