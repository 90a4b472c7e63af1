"""The account of every number, and the patterns of what is no figure."""

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

from ingest.extraction.narrative import ledger, read_narrative
from tests.support.narrative_text import account, document, read


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("（人社厅发〔2018〕27号）", "document_number"),
        ("2022年3月1日起施行。", "date"),
        ("今年7月切换。", "date"),
        ("在2020年完成。", "year"),
        ("2022-2024年实施。", "year"),
        ("加强12333人员队伍建设，做好12345热线归并。", "service_number"),
        ("电话：027-85711111。", "phone_number"),
        ("提供7×24h服务，24小时不间断。", "duration"),
        ("图 1：收支变动情况", "caption_number"),
        ("一、收入表(表 2)", "caption_number"),
        ("3. 优化绩效目标。", "ordinal"),
        ("主要成效：1、如期完成；2、平稳运行；3 进一步提升。", "ordinal"),
        ("建设5G与IPv6网络。", "name_part"),
        ("单位：313603-某中心", "code"),
        ("（一）公积金：指缴存比例最低不低于5%，最高不超过12%的储金。", "definition"),
    ],
)
def test_non_figures_are_classified(text: str, reason: str) -> None:
    entries = account(text)

    assert entries
    assert {(entry.disposition, entry.reason) for entry in entries} == {("non_figure", reason)}


def test_page_number_alone_on_its_line() -> None:
    (entry,) = account("- 15 -")

    assert (entry.reason, entry.char_from, entry.char_to) == ("page_number", 3, 4)


def test_lines_of_tables_are_left_to_their_reader() -> None:
    made = document("基本支出5万元。\n208\t1,234.50\n项目支出6万元。")

    entries = ledger(made, ((2, 2),), 2022, "final")

    assert [(e.printed_text, e.disposition) for e in entries] == [
        ("5", "statement"),
        ("208", "table"),
        ("1,234.50", "table"),
        ("6", "statement"),
    ]


def test_figure_of_an_unknown_sentence_is_unaccounted() -> None:
    (entry,) = account("前路漫漫100万元兮。")

    assert (entry.disposition, entry.char_from, entry.char_to) == ("unaccounted", 5, 7)


@pytest.mark.parametrize(
    "text",
    [
        "114个项目完成。",
        "代表12名参加，共有车辆3辆。",
        "项目支出12345万元。",
        "收入分别为10、20万元。",
    ],
)
def test_a_figure_is_not_taken_for_a_non_figure(text: str) -> None:
    assert [e.reason for e in account(text) if e.disposition == "non_figure"] == []


def test_statement_in_the_ledger_is_the_one_read() -> None:
    found = read_narrative(document("2022年度基本支出5.5万元，占10%。"), (), 2022, "final")

    by_number = {s.statement_no: s for s in found.statements}
    told = [by_number[e.statement_no] for e in found.entries if e.statement_no is not None]
    assert [s.printed_text for s in told] == ["5.5", "10"]


WORDS = st.sampled_from(
    [
        "基本支出",
        "比",
        "2021年",
        "减少",
        "1,234.5",
        "0",
        "万元",
        "％",
        "占",
        "，",
        "。",
        "；",
        "：",
        "（类）",
        "（项）",
        "其中",
        "由",
        "至",
        "增至",
        "持平",
        "与",
        "12333",
        "\n",
        "\t",
        " ",
        "- 15 -",
        "一、",
        "1.",
        "（1）",
        "约",
        "余",
        "以上",
        "#",
        "**",
        "１２",
        "-",
        "单位价值",
        "绩效自评综述",
        "年",
    ]
)


@given(st.lists(WORDS, max_size=60).map("".join) | st.text(max_size=200))
def test_no_text_makes_the_reader_fail_and_every_number_is_accounted_for(text: str) -> None:
    for made in (document(text, "flat"), document(text, "tabbed")):
        found = read_narrative(made, (), 2022, "final")

        covered = {(e.line, c) for e in found.entries for c in range(e.char_from, e.char_to + 1)}
        printed = {
            (line.number, at)
            for line in made.lines
            for at, character in enumerate(line.text, start=1)
            if character.isdecimal()
        }
        assert printed <= covered
        for statement in found.statements:
            line = made.lines[statement.line - 1].text
            assert line[statement.char_from - 1 : statement.char_to] == statement.printed_text
            assert statement.printed_text


@pytest.mark.parametrize(
    "unit",
    [
        "约",
        "1",
        "1,111",
        "比1万元减少",
        "单位价值1万元设备",
        "收入1万元，占1%，",
        "甲(类)乙(款)",
        "2022年1万元",
        "比较",
        "综述",
        "与2021年相比，收入减少1万元。",
        "由1元增至2元",
        "增加",
        "\t1",
    ],
)
def test_long_repetitions_are_read_in_time_that_grows_with_their_length(unit: str) -> None:
    # A reader that looks back over the whole text at each figure would not end in a test's time.
    made = document(unit * (25_000 // len(unit)))

    entries = read_narrative(made, (), 2022, "final").entries

    assert sum(sum(map(str.isdecimal, entry.printed_text)) for entry in entries) == sum(
        map(str.isdecimal, made.lines[0].text)
    )


def test_number_broken_at_the_end_of_a_full_line_is_one_figure_of_both_lines() -> None:
    text = (
        "某中心一般公共预算财政拨款安排的公务接待费支出决算为16.4\n"
        "8万元，与预算持平，主要用于按规定开支的各类公务接待活动。2\n021年为3万元。"
    )

    amount = next(s for s in read(text) if s.metric == "amount")
    assert (amount.value_text, amount.printed_text) == ("16.48", "8")
    assert (amount.line, amount.char_from, amount.char_to) == (2, 1, 1)
    entries = [(e.line, e.printed_text, e.disposition, e.statement_no) for e in account(text)]
    assert entries[:2] == [(1, "16.4", "statement", 1), (2, "8", "statement", 1)]
    assert [e[1:3] for e in entries[2:4]] == [("2", "non_figure"), ("021", "non_figure")]


@pytest.mark.parametrize(
    "text",
    [
        # A line that is not full was not broken; two whole numbers make none; a year is none.
        "某中心一般公共预算财政拨款安排的公务接待费支出决算为很多万元而已。\n支出12\n3万元。",
        "某中心一般公共预算财政拨款安排的公务接待费支出决算为12.34\n5.6万元。",
        "某中心一般公共预算财政拨款安排的公务接待费支出决算于2022\n5万元。",
    ],
)
def test_numbers_of_two_lines_stay_two(text: str) -> None:
    assert not {s.value_text for s in read(text)} & {"123", "12.345.6", "20225"}
