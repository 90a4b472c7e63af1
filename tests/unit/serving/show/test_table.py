"""Tables as pages of HTML: the cell of the figure is framed, and no text of the file is markup."""

from ingest.reading.model import Line
from ingest.serving.show.table import Figure, framed_lines, framed_table

HOSTILE = '<script>alert("x")</script>'


def test_the_cell_that_holds_the_figure_is_framed_and_others_are_not() -> None:
    lines = [Line(1, 1, "科目\t合计\t基本"), Line(1, 2, "208\t12.50\t12.50")]
    page = framed_table(lines, Figure(2, 11, "12.50"), file="made.xlsx")
    assert page.count('figure">') == 1
    assert '<td class="number">12.50</td><td class="number figure">12.50</td>' in page


def test_of_a_sentence_the_figure_alone_is_framed() -> None:
    text = "支出合计 12.50 万元，比上年增加 1.25 万元"
    page = framed_table([Line(1, 1, text)], Figure(1, 6, "12.50"), file="made.docx")
    assert '支出合计 <mark class="figure">12.50</mark> 万元，比上年增加 1.25 万元</td>' in page
    assert page.count('figure">') == 1


def test_a_person_is_told_the_place_in_the_file() -> None:
    sheet = [Line(1, 1, "208\t12.50", ("收支!A4", "收支!B4")), Line(2, 2, "其他")]
    page = framed_table(sheet, Figure(1, 5, "12.50"), file="made.xlsx")
    assert "made.xlsx，第 1 页，第 1 行，单元格 收支!B4" in page
    word = [Line(1, 1, "208\t12.50", ("2:3:1", "2:3:2"))]
    page = framed_table(word, Figure(1, 5, "12.50"), file="a.docx")
    assert "a.docx，第 1 行，表 2 行 3 列 2 " in page
    assert "table 2, row 3, column 2" in page


def test_blank_lines_take_no_room() -> None:
    lines = [Line(1, number, "12.50" if number % 2 else "") for number in range(1, 80)]
    page = framed_table(lines, Figure(41, 1, "12.50"), file="a.txt")
    assert page.count("<tr>") == 25


def test_hostile_text_stays_text() -> None:
    lines = [Line(1, 1, f"{HOSTILE}\t12.50")]
    page = framed_table(lines, Figure(1, len(HOSTILE) + 2, HOSTILE), file=f"{HOSTILE}.xlsx")
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 5


def test_only_the_lines_around_the_figure_are_shown() -> None:
    lines = [Line(1, number, f"行{number}\t{number}.50") for number in range(1, 101)]
    page = framed_table(lines, Figure(50, 5, "50.50"), file="made.txt")
    assert "行38<" in page
    assert "行62<" in page
    assert "行37<" not in page
    assert "行63<" not in page


def test_several_figures_are_framed_and_the_others_once_a_link_leads_to_them() -> None:
    lines = [Line(1, 1, "科目\t合计\t基本"), Line(1, 2, "208\t12.50\t12.50", ("", "B2", "C2"))]
    lines += [Line(1, 3, "支出合计 3.00 万元，比上年增加 1.25 万元")]
    figures = [
        Figure(2, 5, "12.50", place="L1-2"),
        Figure(2, 11, "12.50", is_framed=False, place="L1-2"),
        Figure(3, 6, "3.00", is_framed=False, place="L1-3"),
        Figure(3, 20, "1.25", place="L1-3"),
    ]
    page = framed_lines(lines, figures, file="a.xlsx", back="../documents/a.html")
    assert '<a href="../documents/a.html">' in page
    assert '<tr id="L1-2"><th>2</th><td class="number">208</td>' in page
    assert '<td class="number figure" data-at="单元格 B2">12.50</td>' in page
    assert '<td class="number read" data-at="单元格 C2">12.50</td>' in page
    assert '<tr id="L1-3">' in page
    assert '支出合计 <mark class="read">3.00</mark> 万元，比上年' in page
    assert '增加 <mark class="figure">1.25</mark> 万元</td>' in page
