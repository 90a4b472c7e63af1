"""Documents made to exhaust, to reach out or to confuse: each is refused, and says where."""

import json
import struct
import warnings
import zipfile
from pathlib import Path

import pytest

from ingest.reading import archive
from ingest.reading.document import read_document
from ingest.reading.office import xlsx_survey
from ingest.reading.web import html
from tests.support.hostile import refusal, word_part, write
from tests.support.renderers.archives import HEAD, package, packed
from tests.support.renderers.blocks import Box
from tests.support.renderers.docx import PART, docx_of, paragraph
from tests.support.renderers.html import html_of
from tests.support.renderers.xls import record, sheet
from tests.support.renderers.xls import workbook as xls_workbook
from tests.support.renderers.xlsx import SHEETS, WORKBOOK, sheet_of, sheet_xml, text_cell, workbook

LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;">]>'
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY d SYSTEM "file:///etc/hostname">]>'


def test_a_bomb_that_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_DECLARED", 1_000)
    said = refusal(write(tmp_path, "a.docx", docx_of(paragraph("a" * 2_000))))
    assert "declares" in said
    assert "a zip bomb" in said


def test_a_bomb_that_denies_it(tmp_path: Path) -> None:
    data = packed(word_part("<a>" + "x" * 50_000 + "</a>"))
    size = (50_007).to_bytes(4, "little")
    assert data.count(size) == 2
    lying = data.replace(size, (9).to_bytes(4, "little"))
    assert "damaged or truncated" in refusal(write(tmp_path, "a.docx", lying))


def test_too_many_members(tmp_path: Path) -> None:
    parts = word_part("<a/>") | {f"word/media/{n}.png": "" for n in range(archive.MAX_MEMBERS)}
    assert "more than 5000" in refusal(write(tmp_path, "a.docx", packed(parts)))


def test_two_parts_of_one_name(tmp_path: Path) -> None:
    path = write(tmp_path, "a.docx", docx_of(paragraph("一")))
    with warnings.catch_warnings(), zipfile.ZipFile(path, "a") as both:
        warnings.simplefilter("ignore")
        both.writestr(PART, "<a/>")
    assert "two parts of the same name" in refusal(path)


def test_an_encrypted_part(tmp_path: Path) -> None:
    data = bytearray(docx_of(paragraph("一")))
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    assert "is encrypted" in refusal(write(tmp_path, "a.docx", bytes(data)))


def test_a_packing_that_office_programs_do_not_use(tmp_path: Path) -> None:
    data = packed(word_part("<a/>"), zipfile.ZIP_LZMA)
    assert "in an unknown way" in refusal(write(tmp_path, "a.docx", data))


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_truncated_archives(kind: str, share: float, tmp_path: Path) -> None:
    whole = docx_of(paragraph("一")) if kind == "docx" else workbook({"S": sheet_of("")})
    said = refusal(write(tmp_path, f"a.{kind}", whole[: int(len(whole) * share)]))
    assert "truncated" in said or "without a document" in said


@pytest.mark.parametrize("declared", [LAUGHS, OUTSIDE, '<!DOCTYPE a SYSTEM "http://a.invalid/b">'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(declared: str, encoding: str, tmp_path: Path) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{declared}<a>&d;</a>'.encode(encoding)
    assert "declares XML entities" in refusal(write(tmp_path, "a.docx", packed(word_part(xml))))


@pytest.mark.parametrize("part", [WORKBOOK, "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"])
def test_entities_in_a_workbook_are_refused(part: str, tmp_path: Path) -> None:
    path = write(tmp_path, "a.xlsx", workbook({"S": sheet_of("")}))
    with zipfile.ZipFile(path) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    parts[part] = f'<?xml version="1.0"?>{LAUGHS}<sst xmlns="{SHEETS}">&d;</sst>'.encode()
    said = refusal(write(tmp_path, "b.xlsx", packed(parts)))
    assert f"{part} declares XML entities" in said


def test_xml_that_is_too_deep_or_too_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = "<w:sdt>" * 10_000 + "</w:sdt>" * 10_000
    assert "not valid XML" in refusal(write(tmp_path, "a.docx", docx_of(deep)))
    monkeypatch.setattr(archive, "MAX_NODES", 100)
    assert "too many tags" in refusal(write(tmp_path, "b.docx", docx_of("<w:p/>" * 100)))


def test_as_deep_as_xml_may_be(tmp_path: Path) -> None:
    deep = "<w:sdt><w:sdtContent>" * 120 + paragraph("底") + "</w:sdtContent></w:sdt>" * 120
    document = read_document(write(tmp_path, "a.docx", docx_of(deep)))
    assert [line.text for line in document.lines] == ["底"]
    nested = "<w:tbl><w:tr><w:tc>" * 80 + paragraph("底") + "</w:tc></w:tr></w:tbl>" * 80
    document = read_document(write(tmp_path, "b.docx", docx_of(nested)))
    assert [line.text for line in document.lines] == ["底"]


def test_a_word_table_wider_than_any(tmp_path: Path) -> None:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="9999"/></w:tcPr></w:tc>'
    body = f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"
    assert "Table 1 is no printed one" in refusal(write(tmp_path, "a.docx", docx_of(body)))


@pytest.mark.parametrize("is_shared", [True, False])
def test_a_cell_of_a_million_characters(is_shared: bool, tmp_path: Path) -> None:  # noqa: FBT001
    long = "收" * 1_000_000
    cell = '<c r="C7" t="s"><v>0</v></c>' if is_shared else text_cell(6, 2, long)
    data = workbook(
        {"一": sheet_of(""), "表二": sheet_of(f'<row r="7">{cell}</row>')},
        strings=[long] if is_shared else [],
    )
    said = refusal(write(tmp_path, "a.xlsx", data))
    assert "a.xlsx, page 2: Sheet '表二' holds 1000000 characters in C7" in said


def test_too_many_cells_or_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "a.xlsx", workbook({f"表{n}": sheet_of("") for n in range(300)}))
    assert "more than 256 sheets" in refusal(path)
    monkeypatch.setattr(xlsx_survey, "MAX_CELLS", 10)
    cells = "".join(text_cell(n, 0, "a") for n in range(11))
    path = write(tmp_path, "b.xlsx", workbook({"S": sheet_of(f"<row>{cells}</row>")}))
    assert "more than 10 cells" in refusal(path)


def test_merged_cells_over_a_whole_sheet(tmp_path: Path) -> None:
    far = '<mergeCell ref="A1:XFD1048576"/><mergeCell ref="A1:B1"/>' * 1_000
    data = sheet_of(f"<row>{text_cell(0, 0, '一')}{text_cell(0, 1, '?')}</row>", far)
    document = read_document(write(tmp_path, "a.xlsx", workbook({"Sheet1": data})))
    assert [line.text for line in document.lines] == ["一"]


def test_a_workbook_without_its_sheets(tmp_path: Path) -> None:
    parts = package(WORKBOOK, {})
    parts[WORKBOOK] = f'{HEAD}<workbook xmlns="{SHEETS}"/>'
    assert "holds no Excel workbook" in refusal(write(tmp_path, "a.xlsx", packed(parts)))


@pytest.mark.parametrize("way", [0, 1])
def test_an_encrypted_old_workbook(way: int, tmp_path: Path) -> None:
    data = xls_workbook([sheet([(0, 0, "a")])])
    codepage = record(0x0042, struct.pack("<H", 1200))
    locked = data.replace(codepage, record(0x002F, struct.pack("<H", way)))
    assert locked != data
    assert "is encrypted" in refusal(write(tmp_path, "a.xls", locked))


def test_a_truncated_old_workbook(tmp_path: Path) -> None:
    whole = xls_workbook([sheet([(n, 0, "收支" * 20) for n in range(500)])])
    assert "xls" in refusal(write(tmp_path, "a.xls", whole[: len(whole) // 2]))


def test_html_nested_too_deep(tmp_path: Path) -> None:
    page = html_of("<div>" * 10_000 + "1.00" + "</div>" * 10_000)
    assert "nested too deep" in refusal(write(tmp_path, "a.html", page))


def test_html_of_too_many_attributes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "SECONDS", 1)
    path = write(tmp_path, "a.html", html_of(f"<div {' '.join(f'a{n}' for n in range(400_000))}>"))
    said = refusal(path)
    assert "a.html: The page cannot be read (it needs more memory or time" in said


def test_a_large_page_is_read_and_refused_as_a_small_one(tmp_path: Path) -> None:
    rows = "<tr><td>项目</td><td>1,347.44</td></tr>" * 3_000
    document = read_document(write(tmp_path, "a.html", html_of(f"<table>{rows}</table>")))
    assert {line.text for line in document.lines} == {"项目\t1,347.44"}
    deep = html_of(f"<table>{rows}</table>" + "<div>" * 300)
    said = refusal(write(tmp_path, "b.html", deep))
    assert said.startswith("b.html, line ")
    assert "nested too deep" in said


def test_html_reaches_nothing_outside(tmp_path: Path) -> None:
    write(tmp_path, "secret.txt", b"secret")
    page = f"<!DOCTYPE html [<!ENTITY d SYSTEM '{tmp_path}/secret.txt'>]><p>一&d;"
    page += f"<iframe src='{tmp_path}/secret.txt'></iframe>"
    document = read_document(write(tmp_path, "a.html", page.encode()))
    assert "secret" not in "".join(line.text for line in document.lines)


def test_json_of_a_text_without_line_ends(tmp_path: Path) -> None:
    path = write(tmp_path, "a.json", json.dumps(["x" * 2_000_000]).encode())
    assert "a.json, page 1, line 1: The line has 2000000 characters" in refusal(path)


def test_a_formula_is_text(tmp_path: Path) -> None:
    boxes = [Box(0, 0, '=HYPERLINK("http://a.invalid")'), Box(0, 1, "+1"), Box(0, 2, "@a")]
    path = write(tmp_path, "a.xlsx", workbook({"Sheet1": sheet_xml(boxes)}))
    found = [line.text for line in read_document(path).lines]
    assert found == ['=HYPERLINK("http://a.invalid")\t+1\t@a']
