"""Lines joined to paragraphs, every character with its place."""

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

from ingest.extraction.narrative import paragraphs
from ingest.extraction.narrative.text import page_numbers
from ingest.reading.model import Document, Line
from tests.support.narrative_text import document


def test_wrapped_lines_and_page_breaks_are_joined() -> None:
    (paragraph,) = paragraphs(document("1.某中心支出合\n\n- 3 -\n\n计 9 万元。", "flat"))

    assert paragraph.text == "1.某中心支出合计9万元。"
    assert paragraph.level == 3
    assert paragraph.place(paragraph.text.index("9")) == (1, 5, 3)


def paged(*pages: str) -> Document:
    lines = [(page, text) for page, whole in enumerate(pages, 1) for text in whole.split("\n")]
    printed = tuple(Line(page, number, text) for number, (page, text) in enumerate(lines, 1))
    return Document("made.pdf", "0" * 64, "binary", "tabbed", len(pages), printed)


def test_bare_page_numbers_that_run_with_the_pages_are_left_out() -> None:
    made = paged("某中心本年支\n13", "出合\n计9万元，编制\n14", "40\n名。")

    assert sorted(page_numbers(made)) == [2, 5]
    assert "".join(p.text for p in paragraphs(made)) == "某中心本年支出合计9万元，编制40名。"


def test_a_bare_number_within_a_page_is_none_of_a_page() -> None:
    assert not page_numbers(paged("甲\n1\n乙", "丙\n2\n丁"))


@pytest.mark.parametrize("printed", ["- 3 -", "─3─", "—13 —", "第3页", "第 3 页 共 9 页"])
def test_marked_page_numbers_stand_anywhere(printed: str) -> None:
    assert page_numbers(paged(f"甲\n{printed}\n乙")) == {2}


def test_a_year_behind_an_ordinal_is_no_part_of_it() -> None:
    (paragraph,) = paragraphs(document("1.2025年部门收支预算总表"))

    assert paragraph.level == 3
    assert paragraph.text[paragraph.body :] == "2025年部门收支预算总表"


def test_headings_lists_and_ordinals_part() -> None:
    made = document(
        "## 二、概况\n\n正文一，未完\n\n续文。\n\n- 一、甲\n- 二、乙\n\n（一）丙\n\n（1）丁"
    )

    assert [(p.text, p.level, p.is_heading) for p in paragraphs(made)] == [
        ("二、概况", 1, True),
        ("正文一，未完续文。", None, False),
        ("一、甲", 1, False),
        ("二、乙", 1, False),
        ("(一)丙", 2, False),
        ("(1)丁", 4, False),
    ]


def test_heading_of_flat_text_ends_by_its_words() -> None:
    made = document("（一）某年度公共预算收支情况说\n\n明\n\n某中心支出合计", "flat")

    assert [(p.text, p.is_heading) for p in paragraphs(made)] == [
        ("(一)某年度公共预算收支情况说明", True),
        ("某中心支出合计", False),
    ]


def test_skipped_lines_part_and_are_left_out() -> None:
    made = document("基本支出\n208\t5\n项目支出")

    assert [p.text for p in paragraphs(made, ((2, 2),))] == ["基本支出", "项目支出"]


def test_ordinal_before_a_number_stays_apart_from_it() -> None:
    (paragraph,) = paragraphs(document("**1. 12333 热线经费。**"))

    assert paragraph.text == "1. 12333热线经费。"
    assert paragraph.text[paragraph.body :] == "12333热线经费。"


@given(st.text(alphabet="支出（1）２.，, \t\n-#*一、。%", max_size=80))
def test_every_character_leads_back_to_its_place(text: str) -> None:
    made = document(text)
    for paragraph in paragraphs(made):
        assert len(paragraph.chars) == len(paragraph.text)
        for index, character in enumerate(paragraph.text):
            _, line, char = paragraph.place(index)
            if character.isdigit():
                printed = made.lines[line - 1].text[char - 1]
                assert int(printed) == int(character)
