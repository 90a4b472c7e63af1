"""Word 97-2003: what of a document is read, and what is said of one that is not."""

import hashlib
import struct
from pathlib import Path

import pytest

from ingest.reading.document import read_document
from ingest.reading.office import libreoffice
from ingest.reading.office.doc import reader
from ingest.reading.source import Source
from tests.support.hostile import refusal, write
from tests.support.needs import program
from tests.support.renderers.blocks import Box
from tests.support.renderers.doc import (
    DELETED,
    HIDDEN,
    IN_TABLE,
    ROW_END,
    Made,
    defined,
    doc,
    doc_of,
    table_of,
)
from tests.support.renderers.docx import docx_of, paragraph
from tests.support.roundtrip import MADE


def lines(tmp_path: Path, *made: Made) -> list[str]:
    document = read_document(write(tmp_path, "a.doc", doc_of(made)))
    return [line.text for line in document.lines]


def test_what_is_deleted_or_hidden_is_not_read(tmp_path: Path) -> None:
    made = (
        Made("旧", characters=DELETED),
        Made("新的\r"),
        Made("密", characters=HIDDEN),
        Made("完\r"),
    )
    assert lines(tmp_path, *made) == ["新的", "完"]


def test_a_paragraph_whose_end_is_deleted_goes_on(tmp_path: Path) -> None:
    made = [Made("上半"), Made("句"), Made("\r"), Made("下半\r")]
    data = doc_of(made)
    assert [line.text for line in read_document(write(tmp_path, "b.doc", data)).lines] == [
        "上半句",
        "下半",
    ]


def test_fields_are_their_results(tmp_path: Path) -> None:
    link = '见\x13 HYPERLINK "http://a.invalid" \x14附件\x15。\r'
    inner = "\x13 IF \x13 PAGE \x141\x15 = 1 \x14第一页\x15\r"
    assert lines(tmp_path, Made(link), Made(inner)) == ["见附件。", "第一页"]


def test_a_field_whose_result_goes_on_over_paragraphs(tmp_path: Path) -> None:
    made = (
        Made('\x13 TOC \\o "1-3" \x14\x13 PAGEREF a \x14第一部分\x15\r'),
        Made("\x13 HYPERLINK b \x14第二部分\x15\r"),
        Made("\x15\r"),
        Made("正文\r"),
    )
    assert lines(tmp_path, *made) == ["第一部分", "第二部分", "", "正文"]


def test_breaks_of_lines_and_pages(tmp_path: Path) -> None:
    made = Made("一\x0b二\r"), Made("\x0c"), Made("三-\x1e\x1f四\r")
    document = read_document(write(tmp_path, "a.doc", doc_of(made)))
    assert [(line.page, line.text) for line in document.lines if line.text] == [
        (1, "一"),
        (1, "二"),
        (2, "三--四"),
    ]


def test_columns_are_the_edges_of_all_rows(tmp_path: Path) -> None:
    rows = [
        [(Box(0, 0, "收入", 1, 2), 0), (Box(0, 1, "支出", 3), 0)],
        [(Box(0, 0, "收入", 1, 2), 1), (Box(1, 1, "合计"), 0), (Box(1, 2, "", 2), 0)],
        [(Box(2, 0, "1.00"), 0), *((Box(2, n, f"{n}.00"), 0) for n in (1, 2, 3))],
    ]
    document = read_document(write(tmp_path, "a.doc", doc_of(list(table_of(rows)))))
    assert [line.text for line in document.lines] == [
        "收入\t支出",
        "\t合计",
        "1.00\t1.00\t2.00\t3.00",
    ]
    assert document.lines[2].boxes == ("1:3:1", "1:3:2", "1:3:3", "1:3:4")


def test_text_boxes_stand_behind_their_anchor(tmp_path: Path) -> None:
    row = [(Box(0, 0, "一\x08"), 0), (Box(0, 1, "2.00"), 0)]
    made = [Made("标\x08题\r"), *table_of([row]), Made("完\r")]
    boxes = {1: "单位：万元", 5: "其中"}
    document = read_document(write(tmp_path, "a.doc", doc_of(made, boxes)))
    assert [line.text for line in document.lines] == [
        "标题",
        "单位：万元",
        "一 其中\t2.00",
        "完",
    ]


def test_a_row_of_sixty_columns(tmp_path: Path) -> None:
    row = [(Box(0, n, f"{n}.00"), 0) for n in range(60)]
    assert len(defined(row)) > 1_000
    assert lines(tmp_path, *table_of([row, row])) == ["\t".join(f"{n}.00" for n in range(60))] * 2


def test_a_cell_of_several_paragraphs(tmp_path: Path) -> None:
    row = [(Box(0, 0, "一"), 0), (Box(0, 1, "2.00"), 0)]
    made = [Made("第\r", IN_TABLE), *table_of([row])]
    assert lines(tmp_path, *made) == ["第 一\t2.00"]


def test_a_table_that_arranges_others_is_read_through(tmp_path: Path) -> None:
    inner = struct.pack("<HBHI", 0x2416, 1, 0x6649, 2)
    ends = inner + struct.pack("<HB", 0x244B, 1)
    row = [(Box(0, 0, ""), 0), (Box(0, 1, ""), 0), (Box(0, 2, ""), 0)]
    row_end = inner + struct.pack("<HBHB", 0x2417, 1, 0x244C, 1) + defined(row)
    made = [
        Made("标题\r", IN_TABLE),
        *(Made(f"{text}\r", ends) for text in ("一", "二", "3.00")),
        Made("\r", row_end),
        Made("\x07", IN_TABLE),
        Made("\x07", ROW_END + defined(row[:1])),
        Made("完\r"),
    ]
    assert lines(tmp_path, *made) == ["标题", "一\t二\t3.00", "", "完"]


@program(libreoffice.PROGRAM)
def test_libreoffice_reads_what_the_tests_write(tmp_path: Path) -> None:
    converted = libreoffice.as_docx(Source("a.doc", doc(MADE)))
    assert converted is not None
    path = write(tmp_path, "a.docx", converted)
    said = [line.text for line in read_document(path).lines if line.text]
    assert said == [line.rstrip("\t") for line in MADE.split("\n") if line]


def test_an_older_document_is_read_as_it_is_converted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = doc_of([Made("一\r")], version=0x0068)
    monkeypatch.setattr(reader, "as_docx", lambda _: docx_of(paragraph("旧")))
    document = read_document(write(tmp_path, "a.doc", data))
    assert [line.text for line in document.lines] == ["旧"]
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    monkeypatch.setattr(reader, "as_docx", lambda _: None)
    said = refusal(write(tmp_path, "a.doc", data))
    assert "Word 95 or older, which is not supported. Install LibreOffice" in said


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"flags": 0x0300}, "It is encrypted"),
        ({"flags": 0x0100}, "It is encrypted"),
    ],
)
def test_what_is_not_read_says_why(facts: dict[str, int], said: str, tmp_path: Path) -> None:
    assert said in refusal(write(tmp_path, "a.doc", doc_of([Made("一\r")], None, **facts)))


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_a_truncated_document(share: float, tmp_path: Path) -> None:
    whole = doc_of([Made("收支" * 3_000 + "\r")])
    said = refusal(write(tmp_path, "a.doc", whole[: int(len(whole) * share)]))
    assert "truncated" in said


def test_a_text_longer_than_any(tmp_path: Path) -> None:
    data = bytearray(doc_of([Made("一\r")]))
    at = data.rindex(struct.pack("<BI", 2, 16)) + 5
    struct.pack_into("<I", data, at + 4, 0x7FFFFFFF)
    assert "the length of its text is none" in refusal(write(tmp_path, "a.doc", bytes(data)))
