"""Text that runs out of its cell, over or under what the cells beside it hold."""

from pathlib import Path

import pytest

from ingest.reading.pdf.reader import read_pdf
from tests.support.made_pdf import Page, written

SIZE = 10
BLANK = ["", "", ""]


def heads(folder: Path, xs: tuple[int, ...], texts: list[tuple[int, str]]) -> str:
    """The row of headings read of a table, `¦` for each tab stop; texts begin where they say."""
    blank = [""] * (len(xs) - 1)
    page = Page().table([blank, blank], xs, 60)
    for x, text in texts:
        page.text(x, 72, text, SIZE)
    for column, x in enumerate(xs[:-1]):
        page.text(x + 2, 92, str(column), SIZE)
    return next(
        line.text.replace("\t", "¦")
        for line in read_pdf(written(folder / "made.pdf", page)).lines
        if line.text.endswith(texts[-1][1])
    )


@pytest.mark.parametrize(
    ("xs", "texts", "row"),
    [
        pytest.param(
            (40, 140, 200, 300, 360),
            [(42, "收入项目"), (168, "预算数"), (178, "支出经济分类科目(按大类)"), (328, "预算数")],
            "收入项目¦预算数¦支出经济分类科目(按大类)¦预算数",
            id="two groups, set to the right",
        ),
        pytest.param(
            (40, 130, 180, 280, 330, 430, 480),
            [
                (42, "项目"),
                (148, "预算数"),
                # In the middle of 180 to 280: ten points over each edge.
                (170, "支出功能分类科目按大类别"),
                (298, "预算数"),
                (305, "部门预算支出经济分类科目名称"),
                (448, "预算数"),
            ],
            "项目¦预算数¦支出功能分类科目按大类别¦预算数¦部门预算支出经济分类科目名称¦预算数",
            id="three groups, in the middle",
        ),
        pytest.param(
            (30, 110, 160, 240, 290, 370, 420, 500, 550),
            [
                # Set to the left, over the figures' heading behind it.
                (32, "政府预算支出经济分类"),
                (128, "决算数"),
                (162, "部门预算支出经济分类"),
                (258, "决算数"),
                (292, "功能分类"),
                (388, "决算数"),
                (422, "收入"),
                (518, "决算数"),
            ],
            "政府预算支出经济分类¦决算数¦部门预算支出经济分类¦决算数¦功能分类¦决算数¦收入¦决算数",
            id="four groups, economic first, set to the left",
        ),
    ],
)
def test_a_heading_over_those_beside_it_is_read_in_one(
    tmp_path: Path, xs: tuple[int, ...], texts: list[tuple[int, str]], row: str
) -> None:
    assert heads(tmp_path, xs, texts) == row


def test_the_order_of_printing_does_not_matter(tmp_path: Path) -> None:
    texts = [(168, "预算数"), (42, "项目"), (178, "支出经济分类科目(按大类)"), (328, "金额")]
    assert heads(tmp_path, (40, 140, 200, 300, 360), texts) == (
        "项目¦预算数¦支出经济分类科目(按大类)¦金额"
    )


def test_the_last_character_of_a_name_is_none_of_the_figure_it_reaches(tmp_path: Path) -> None:
    page = Page().table([BLANK, ["乙", "1", "丙"]], (50, 150, 230, 330), 60)
    # Set in from the left; its last character lies beyond the edge at 150, the one before on it.
    page.text(60.7, 72, "人员经费和公用支出").text(150.7, 72, "额").text(182, 72, "2,022.39")
    page.text(232, 72, "工资")
    first, *_ = read_pdf(written(tmp_path / "made.pdf", page)).lines
    assert first.text.replace("\t", "¦") == "人员经费和公用支出额¦2,022.39¦工资"


def test_names_that_fill_their_cells_stay_in_them(tmp_path: Path) -> None:
    page = Page().table([BLANK, ["1", "2", "3"]], (50, 90, 130, 170), 60)
    page.text(50, 72, "基本支出").text(90, 72, "项目支出").text(130, 72, "经营支出")
    first, *_ = read_pdf(written(tmp_path / "made.pdf", page)).lines
    assert first.text.replace("\t", "¦") == "基本支出¦项目支出¦经营支出"


def test_a_heading_that_lies_over_both_its_edges_leaves_its_neighbours_whole(
    tmp_path: Path,
) -> None:
    page = Page().table([["", "", ""], ["1", "2", "3"]], (50, 150, 245, 330), 60)
    # Twelve characters over a cell of 95 points, one beyond each edge.
    page.text(139, 78, "公务用车购置及运行维护费")
    page.text(60, 66, "公务接待").text(280, 66, "会议费")
    first, *_ = read_pdf(written(tmp_path / "made.pdf", page)).lines
    assert first.text.replace("\t", "¦") == ("公务接待¦公务用车购置及运行维护费¦会议费")
