"""Places of documents in the report: shown from the files that were read, within bounds."""

from pathlib import Path

import duckdb
import pytest

from ingest.base.checksums import file_sha256
from ingest.reading.document import read_document
from ingest.serving.report import originals
from ingest.serving.report.charts import Context
from ingest.serving.report.figures import Desk
from ingest.serving.report.originals import Originals, Shown
from ingest.serving.report.sources import Sources
from tests.support.made_pdf import Page, written
from tests.support.originals import MARTS
from tests.support.renderers.html import html


def shown(
    path: Path, folder: Path, box: str | None = None, left: int = originals.MAX_BYTES
) -> Shown:
    """What is shown of a document whose second line prints a figure that a check questions."""
    line = read_document(path).lines[1]
    at = line.text.index("1,234.56") + 1
    with duckdb.connect() as connection:
        connection.execute(MARTS)
        connection.execute(
            "insert into marts.dim_document values ('d-2024-budget', ?, ?, 'pdf_text')",
            [path.name, file_sha256(path)],
        )
        where = ["d-2024-budget", line.page, line.number]
        connection.execute("insert into marts.dq_reconciliation values (?, ?, ?)", where)
        if box is None:
            connection.execute(
                "insert into marts.fct_statement values (?, ?, ?, ?, '1,234.56', 'printed')",
                [*where, at],
            )
        else:
            connection.execute(
                "insert into marts.fct_reported_amount values (?, ?, ?, ?, ?, '1,234.56', "
                "'printed')",
                [*where, at, box],
            )
        desk = Desk(connection, {}, Context())
        with Sources(folder) as sources:
            return Originals(sources, left).shown(desk, "d-2024-budget")


def pdf(folder: Path) -> Path:
    page = Page().text(100, 100, "title").text(100, 200, "1,234.56")
    return written(folder / "made.pdf", page)


def test_a_page_shows_the_figure_framed_and_its_line_leads_there(tmp_path: Path) -> None:
    path = pdf(tmp_path)
    found = shown(path, tmp_path, read_document(path).lines[1].boxes[0])
    place = "originals/d-2024-budget-1.html"
    assert found.links == {"L1-2": f"{place}#L1-2"}
    (page,) = found.pages
    assert page.path == place
    assert page.text.count("<i ") == 1
    assert 'id="L1-2"' in page.text
    assert "data:image/png;base64," in page.text
    assert "http" not in page.text.replace("http-equiv", "")


def test_a_figure_of_the_text_is_framed_by_its_line(tmp_path: Path) -> None:
    (page,) = shown(pdf(tmp_path), tmp_path).pages
    assert page.text.count("<i ") == 1


def test_of_a_web_page_there_is_the_table_around_the_figure(tmp_path: Path) -> None:
    path = tmp_path / "made.html"
    path.write_bytes(html("项目\t金额\n甲\t1,234.56\n乙\t2.00\n丙\t3.00\n"))
    found = shown(path, tmp_path, "1:2:2")
    assert found.links == {"L1-2": "originals/d-2024-budget-2.html#L1-2"}
    assert (
        found.pages[0].text.count(
            '<td class="number figure" data-at="表 1 行 2 列 2">1,234.56</td>'
        )
        == 1
    )


def test_nothing_is_shown_of_a_file_that_is_another_by_now(tmp_path: Path) -> None:
    path = pdf(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    written(other / "made.pdf", Page().text(1, 1, "another"))
    for folder in (None, other, tmp_path / "absent"):
        found = shown(path, folder or other, "100,190,140,200")
        assert (found.pages, found.links) == ([], {})


def test_what_is_beyond_the_bounds_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, box = pdf(tmp_path), "100,190,140,200"
    whole = len(shown(path, tmp_path, box).pages[0].text.encode())
    assert shown(path, tmp_path, box, left=whole).links
    cut = shown(path, tmp_path, box, left=whole - 1)
    assert (cut.pages, cut.links) == ([], {})
    monkeypatch.setattr(originals, "MAX_PAGES", 0)
    assert shown(path, tmp_path, box).pages == []
