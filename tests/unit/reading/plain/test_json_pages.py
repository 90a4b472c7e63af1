"""The reader of page text in JSON: the shapes that tools leave."""

import json
from pathlib import Path

import pytest

from ingest.base.errors import UnreadableDocumentError
from ingest.reading.model import Document
from ingest.reading.plain.json_pages import json_document
from ingest.reading.source import read_source

TWO = [(1, "一"), (2, "二"), (2, "三")]


def read(tmp_path: Path, value: object) -> Document:
    path = tmp_path / "made.json"
    data = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode()
    path.write_bytes(data)
    return json_document(read_source(path))


def pages(tmp_path: Path, value: object) -> list[tuple[int, str]]:
    return [(line.page, line.text) for line in read(tmp_path, value).lines]


@pytest.mark.parametrize(
    "value",
    [
        {"pages": [{"page": 1, "text": "一"}, {"page": 2, "text": "二\n三"}]},
        [{"page_number": 2, "content": "二\r\n三"}, {"page_number": 1, "content": "一"}],
        {"1": "一", "2": "二\n三"},
        {"page_1": {"text": "一"}, "page_2": {"text": "二\n三"}},
        {"第1页": "一", "第2页": ["二", "三"]},
        ["一", "二\n三"],
        {"data": {"pages": [{"index": 0, "markdown": "一"}, {"index": 1, "markdown": "二\n三"}]}},
        {"result": [{"page": "1", "lines": ["一"]}, {"page": "2", "lines": ["二", "三"]}]},
        {"pages": [{"text": "一"}, {"lines": [{"text": "二"}, {"text": "三"}]}], "total": 2},
        {"text": "一\f二\n三"},
        "一\f二\n三",
        [{"page": 1, "text": "一"}, {"page": 2, "text": "二"}, {"page": 2, "text": "三"}],
    ],
)
def test_shapes(tmp_path: Path, value: object) -> None:
    assert pages(tmp_path, value) == TWO


def test_lines_are_numbered_through_all_pages(tmp_path: Path) -> None:
    assert [line.number for line in read(tmp_path, ["一\n二", "三"]).lines] == [1, 2, 3]


def test_an_empty_page_counts(tmp_path: Path) -> None:
    assert read(tmp_path, {"pages": ["一", None, ""]}).page_count == 3


def test_tabs_make_the_layout(tmp_path: Path) -> None:
    assert read(tmp_path, ["项目\t1"]).layout == "tabbed"
    assert read(tmp_path, ["项目  1"]).layout == "flat"


def test_pipes_are_tab_stops_over_all_pages(tmp_path: Path) -> None:
    document = read(tmp_path, ["|项目|数|\n|---|---|\n|a|1|", "|b|2|"])
    cells = [[cell.strip() for cell in line.text.split("\t")] for line in document.lines]
    assert (document.layout, cells) == ("tabbed", [["项目", "数"], [""], ["a", "1"], ["b", "2"]])


def test_control_characters_are_blanks(tmp_path: Path) -> None:
    assert pages(tmp_path, ["预\u0002算\u0000表"]) == [(1, "预 算 表")]


def test_a_byte_order_mark_and_gb18030(tmp_path: Path) -> None:
    text = '["社会保障和就业支出"]'
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        assert pages(tmp_path, text.encode(encoding)) == [(1, "社会保障和就业支出")], encoding


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (b'{"pages": [{"page": 1, "text": "a"}', "not valid JSON"),
        (b'{"1": "a", "1": "b"}', "holds a name twice"),
        ({"pages": []}, "holds no page"),
        ({"title": "a"}, "none of pages, page_texts, data holds pages"),
        ([{"page": 1, "text": "a"}, {"text": "b"}], "some of its pages have a number"),
        ([{"page": True, "text": "a"}], "'True' is not a page number"),
        ([{"page": 1.5, "text": "a"}], "'1.5' is not a page number"),
        ([{"page": -1, "text": "a"}], "numbered from -1"),
        ([{"page": 99_999, "text": "a"}], "to 99999"),
        ([{"page": 1, "text": {"a": 1}}], "page '1' is an object without a text"),
        ([1, 2], "page '1' is a number"),
        (17, "it is a number"),
        (["\ud800"], "half a character"),
        (["", " "], "holds no text"),
        (b'{"page": ' + b"1" * 5_000 + b"}", "is not page text"),
    ],
)
def test_what_is_no_page_text_is_refused(tmp_path: Path, value: object, problem: str) -> None:
    data = json.dumps(value).encode() if not isinstance(value, bytes) else value
    with pytest.raises(UnreadableDocumentError, match=problem):
        read(tmp_path, data)


def test_a_fault_of_the_file_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read(tmp_path, b'{"pages":\n[1,\n}')
    assert str(caught.value.place) == "made.json, line 3"


GRID = [["项目", "", "收入", None], ["类", "款", "", "合计\n数"], ["201", "01", "", "3.00"]]
LINES = "某某收入表\n单位：元\n项目 收入\n类 款 合计\n数\n201 01 3.00\n注：无"


@pytest.mark.parametrize(
    "value",
    [
        {"page_texts": ["封面", LINES], "page_tables": [[], [GRID]], "page_count": 2},
        {"pages": [{"text": "封面"}, {"text": LINES, "tables": [GRID]}]},
    ],
)
def test_tables_beside_the_text_take_the_place_of_their_lines(
    tmp_path: Path, value: object
) -> None:
    cells = [[c.strip() for c in line.text.split("\t")] for line in read(tmp_path, value).lines]
    assert cells == [
        ["封面"],
        ["某某收入表"],
        ["单位：元"],
        ["项目", "", "收入"],
        ["类", "款", "", "合计数"],
        ["201", "01", "", "3.00"],
        ["注：无"],
    ]


@pytest.mark.parametrize(
    "table",
    [
        [["项目", "收入"], ["201", "4.00"]],
        [["项目", "收入"], ["201", "3.00"], ["202", "3.00"]],
        [["某某收入表"], ["单位：元"]],
        [["项目", 3]],
        "no table",
    ],
)
def test_a_table_that_the_text_does_not_print_leaves_the_text(
    tmp_path: Path, table: object
) -> None:
    """Other figures, more of them, a frame around text, or no cells of text."""
    value = {"page_texts": [LINES], "page_tables": [[table]]}
    assert [line.text for line in read(tmp_path, value).lines] == LINES.split("\n")


def test_a_blank_form_beside_the_text_keeps_its_columns(tmp_path: Path) -> None:
    form = [["项目", "", "支出"], ["类", "款", ""], ["", "", ""], ["合计", "", ""]]
    value = {"page_texts": ["支出表\n项目 支出\n类 款\n合计"], "page_tables": [[form]]}
    assert any("\t" in line.text for line in read(tmp_path, value).lines)


def test_two_tables_of_a_page_stand_in_their_order(tmp_path: Path) -> None:
    one, other = [["甲", "数"], ["a", "1.00"]], [["乙", "数"], ["b", "1.00"]]
    value = {
        "page_texts": ["表一\n甲 数\na 1.00\n表二\n乙 数\nb 1.00"],
        "page_tables": [[one, other]],
    }
    texts = [line.text.split() for line in read(tmp_path, value).lines]
    assert texts == [["表一"], ["甲", "数"], ["a", "1.00"], ["表二"], ["乙", "数"], ["b", "1.00"]]
