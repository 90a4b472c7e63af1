"""Lines joined to paragraphs, every character with its place."""

from hypothesis import given
from hypothesis import strategies as st
from narrative_text import document

from ingest.narrative import paragraphs


def test_wrapped_lines_and_page_breaks_are_joined() -> None:
    (paragraph,) = paragraphs(document("1.某中心支出合\n\n- 3 -\n\n计 9 万元。", "flat"))

    assert paragraph.text == "1.某中心支出合计9万元。"
    assert paragraph.level == 3
    assert paragraph.place(paragraph.text.index("9")) == (1, 5, 3)


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
