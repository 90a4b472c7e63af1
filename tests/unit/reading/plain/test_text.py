"""The text reader: encodings, line ends, pages, pipe tables, and what it refuses."""

import codecs
from contextlib import suppress
from pathlib import Path

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

from ingest.base.errors import UnreadableDocumentError
from ingest.reading import source
from ingest.reading.document import read_document

TEXT = "甘泉县民政局\n合计\t１，２３４．５０\n"


def written(folder: Path, data: bytes) -> Path:
    path = folder / "made.txt"
    path.write_bytes(data)
    return path


def texts(folder: Path, text: str) -> list[str]:
    return [line.text for line in read_document(written(folder, text.encode())).lines]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("utf-16"), "utf-16"),
    ],
)
def test_every_encoding_gives_the_same_lines(tmp_path: Path, data: bytes, encoding: str) -> None:
    document = read_document(written(tmp_path, data))
    assert [line.text for line in document.lines] == TEXT.split("\n")
    assert document.encoding == encoding
    assert document.layout == "tabbed"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_gives_the_same_lines(tmp_path: Path, end: str) -> None:
    assert texts(tmp_path, TEXT.replace("\n", end)) == TEXT.split("\n")


@pytest.mark.parametrize(
    ("data", "problem", "line"),
    [
        (b"", "empty", None),
        (b" \n\t ", "holds no text", None),
        ("　\n".encode(), "no text", None),
        (b"%PDF\x00\x01\n", "binary", 1),
        ("一行\n二\x02行".encode(), "binary", 2),
        (TEXT.encode() + "表".encode()[:2], "neither UTF-8", 3),
        (("民" * 20 + "\n").encode() + "表格".encode("gb18030"), "neither UTF-8", 2),
    ],
)
def test_unreadable_documents_say_where_and_why(
    tmp_path: Path, data: bytes, problem: str, line: int | None
) -> None:
    with pytest.raises(UnreadableDocumentError, match=problem) as caught:
        read_document(written(tmp_path, data))
    assert caught.value.place.file == "made.txt"
    assert caught.value.place.line == line


def test_a_missing_document_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocumentError, match="cannot be read"):
        read_document(tmp_path / "absent.txt")


def test_a_document_too_large_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "MAX_BYTES", 10)
    with pytest.raises(UnreadableDocumentError, match="larger"):
        read_document(written(tmp_path, b"0123456789a"))


def test_a_line_too_long_is_refused_and_not_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "MAX_LINE", 8)
    with pytest.raises(UnreadableDocumentError, match="9 characters") as caught:
        read_document(written(tmp_path, b"12345678\n123456789\n"))
    assert caught.value.place.line == 2


def test_pages_end_at_form_feeds_and_printed_page_numbers(tmp_path: Path) -> None:
    path = written(tmp_path, "一\t页\n\f二\t页\n- 2 -\n\n三\t页".encode())
    document = read_document(path)
    assert [line.page for line in document.lines if line.text.endswith("页")] == [1, 2, 3]
    assert document.page_count == 3


def test_flattened_text_begins_a_page_with_a_lone_blank(tmp_path: Path) -> None:
    document = read_document(written(tmp_path, "甲\n\n乙\n 丙\n\n  丁".encode()))
    assert [line.page for line in document.lines] == [1, 1, 1, 2, 2, 2]


def test_pipe_tables_become_tabbed_rows_in_place(tmp_path: Path) -> None:
    text = "| 科目 | 合计 |\n|:---|---:|\n| 办公费 | 5.00 |\n| | 1 |"
    assert texts(tmp_path, text) == ["  科目 \t 合计  ", "", "  办公费 \t 5.00  ", "  \t 1  "]


def test_pipe_tables_need_no_pipes_at_their_ends(tmp_path: Path) -> None:
    text = "前|言\n\n科目 | 合计\n--- | ---\n办公费 | 5.00\n\n后|语"
    rows = ["科目 \t 合计", "", "办公费 \t 5.00"]
    assert texts(tmp_path, text) == ["前|言", "", *rows, "", "后|语"]


def test_pipes_without_a_rule_are_no_table(tmp_path: Path) -> None:
    assert texts(tmp_path, "| 一 | 二 |") == ["| 一 | 二 |"]


def test_escaped_pipes_stay_in_their_cell(tmp_path: Path) -> None:
    assert texts(tmp_path, "| a | b |\n|---|---|\n| 甲\\|乙 | 1 |")[2] == "  甲\\|乙 \t 1  "


@given(st.lists(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1), min_size=1))
def test_lines_come_back_as_written(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("lines")
    path = written(folder, "\n".join(lines).encode())
    if not any("|" in line for line in lines):
        assert [line.text for line in read_document(path).lines] == lines


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = written(tmp_path_factory.mktemp("bytes"), data)
    with suppress(UnreadableDocumentError):
        document = read_document(path)
        assert document.lines[-1].page == document.page_count
        assert any(line.text.strip() for line in document.lines)


def test_a_page_that_begins_within_a_line_begins_a_line(tmp_path: Path) -> None:
    path = tmp_path / "made.txt"
    path.write_text("一\n二\f三\n\f四", encoding="utf-8")
    lines = read_document(path).lines
    assert [(line.page, line.text) for line in lines] == [
        (1, "一"),
        (1, "二"),
        (2, "三"),
        (3, "四"),
    ]


@pytest.mark.parametrize("mark", ["-- PAGE_BREAK --", "=== Page 2 ===", "第 1 页", "- 1 -"])
def test_what_a_tool_writes_between_pages_ends_one(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "made.txt"
    path.write_text(f"一\n\n{mark}\n\n二", encoding="utf-8")
    assert [line.page for line in read_document(path).lines if line.text in {"一", "二"}] == [1, 2]


ROWS = ["类 \t款", "201 \t一般公共服务支出 \t3", "201 \t01 \t人大事务 \t3", "合计 \t3"]


def test_tabs_between_words_whose_blank_cells_vanished_are_no_columns(tmp_path: Path) -> None:
    path = tmp_path / "made.txt"
    path.write_text("\n".join(ROWS * 3), encoding="utf-8")
    document = read_document(path)
    assert document.layout == "flat"
    assert document.lines[1].text == "201  一般公共服务支出  3"


@pytest.mark.parametrize(
    "rows", [ROWS, [*ROWS * 3, "201\t\t3"], ["类\t款\t项", "201\t01\t3"] * 6], ids=str
)
def test_few_rows_blank_cells_or_even_rows_keep_their_columns(
    tmp_path: Path, rows: list[str]
) -> None:
    path = tmp_path / "made.txt"
    path.write_text("\n".join(rows), encoding="utf-8")
    assert read_document(path).layout == "tabbed"


@pytest.mark.parametrize("ends", ["\n\n\n\n", "\r\r\r\r", "\n\r\n\r\r", "\r\n\r\n\r\n\r\n"])
def test_more_lines_than_any_document_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: str
) -> None:
    monkeypatch.setattr(source, "MAX_LINES", 4)
    with pytest.raises(UnreadableDocumentError, match="more than 4 lines"):
        texts(tmp_path, f"合计{ends}")
    assert texts(tmp_path, "合计\r\n1\r\n2\r\n") == ["合计", "1", "2", ""]
