"""The reader of Word documents: paragraphs, tables with merged cells, pages."""

from pathlib import Path

import pytest

from ingest.base.errors import UnreadableDocumentError
from ingest.reading.model import Document
from ingest.reading.office.docx import docx_document
from ingest.reading.source import read_source
from tests.support.renderers.archives import HEAD, package, packed
from tests.support.renderers.docx import PART, WORD, docx_of, paragraph

BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def read(tmp_path: Path, body: str) -> Document:
    path = tmp_path / "made.docx"
    path.write_bytes(docx_of(body))
    return docx_document(read_source(path))


def lines(tmp_path: Path, body: str) -> list[str]:
    return [line.text for line in read(tmp_path, body).lines]


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def test_merged_cells_print_once_and_keep_the_columns(tmp_path: Path) -> None:
    body = table(
        cell("科目", '<w:gridSpan w:val="2"/>') + cell("合计", '<w:vMerge w:val="restart"/>'),
        cell("编码") + cell("名称") + cell("", "<w:vMerge/>"),
        cell("208") + cell("社会保障") + cell("1,347.44"),
    )
    assert lines(tmp_path, body) == ["科目\t\t合计", "编码\t名称", "208\t社会保障\t1,347.44"]


def test_what_a_merged_cell_covers_prints_nothing(tmp_path: Path) -> None:
    body = table(
        cell("a", "<w:vMerge w:val='restart'/>") + cell("b"), cell("?", "<w:vMerge/>") + cell("c")
    )
    assert lines(tmp_path, body) == ["a\tb", "\tc"]


def test_a_row_may_begin_behind_the_first_columns(tmp_path: Path) -> None:
    before = '<w:trPr><w:gridBefore w:val="2"/></w:trPr>'
    body = table(cell("a") + cell("b") + cell("c") + cell("d"), before + cell("x") + cell("y"))
    assert lines(tmp_path, body) == ["a\tb\tc\td", "\t\tx\ty"]


def test_breaks_and_tabs_in_a_cell_are_blanks(tmp_path: Path) -> None:
    run = "<w:r><w:t>基本</w:t><w:br/><w:t>支</w:t><w:tab/><w:t>出</w:t></w:r>"
    inner = f"<w:tc><w:p>{run}</w:p><w:p><w:r><w:t>（万元）</w:t></w:r></w:p></w:tc>"
    assert lines(tmp_path, table(inner + cell("1"))) == ["基本 支 出 （万元）\t1"]


def test_pages_are_those_that_the_document_breaks(tmp_path: Path) -> None:
    before = "<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>三</w:t></w:r></w:p>"
    section = "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>三末</w:t></w:r></w:p>"
    body = paragraph("一") + BREAK + BREAK + paragraph("二") + before + section + paragraph("四")
    found = [(line.page, line.text) for line in read(tmp_path, body).lines if line.text]
    assert found == [(1, "一"), (2, "二"), (3, "三"), (3, "三末"), (4, "四")]


def test_without_breaks_all_is_page_1(tmp_path: Path) -> None:
    assert read(tmp_path, paragraph("一") + paragraph("二")).page_count == 1


def test_a_continuous_section_is_no_page(tmp_path: Path) -> None:
    inner = '<w:pPr><w:sectPr><w:type w:val="continuous"/></w:sectPr></w:pPr>'
    body = f"<w:p>{inner}<w:r><w:t>一</w:t></w:r></w:p>" + paragraph("二")
    assert read(tmp_path, body).page_count == 1


def test_deleted_and_hidden_text_is_not_read_but_inserted_is(tmp_path: Path) -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>1</w:delText><w:t>1</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>2</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>3</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert lines(tmp_path, body) == ["2"]


def test_a_deleted_row_is_not_read(tmp_path: Path) -> None:
    gone = "<w:trPr><w:del w:id='1'/></w:trPr>" + cell("x") + cell("y")
    assert lines(tmp_path, table(cell("a") + cell("b"), gone)) == ["a\tb"]


def test_content_controls_and_text_boxes_are_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('封面')}</w:txbxContent>"
    both = (
        '<mc:AlternateContent xmlns:mc="urn:mc">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    body = f"<w:p><w:r>{both}<w:t>正文</w:t></w:r></w:p>"
    body += f"<w:sdt><w:sdtContent>{paragraph('目录')}</w:sdtContent></w:sdt>"
    assert lines(tmp_path, body) == ["正文", "封面", "目录"]


def test_a_table_of_tables_is_layout(tmp_path: Path) -> None:
    inner = table(cell("a") + cell("1"))
    outer = f"<w:tbl><w:tr><w:tc>{paragraph('左')}{inner}</w:tc>{cell('右')}</w:tr></w:tbl>"
    assert lines(tmp_path, outer) == ["左", "a\t1", "右"]


def test_a_table_in_one_cell_of_a_table_is_its_text(tmp_path: Path) -> None:
    inner = f"<w:tc>{table(cell('x') + cell('y'))}{paragraph('')}</w:tc>"
    body = table(cell("a") + cell("b") + cell("c"), cell("1") + inner + cell("3"))
    assert lines(tmp_path, body) == ["a\tb\tc", "1\tx y\t3"]


def test_title_and_note_rows_of_a_table_are_plain_lines(tmp_path: Path) -> None:
    wide = '<w:gridSpan w:val="2"/>'
    body = table(
        cell("收支总表", wide),
        cell("项目") + cell("预算数"),
        cell("合计") + cell(""),
        cell("支出") + cell("1"),
        cell("注：本表无数据。"),
    )
    read_lines = lines(tmp_path, body)
    assert read_lines == ["收支总表", "项目\t预算数", "合计\t", "支出\t1", "注：本表无数据。"]


def test_a_document_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocumentError, match="holds no text"):
        read(tmp_path, paragraph(""))


def test_a_cell_longer_than_any_is_refused_with_its_table(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocumentError, match="table 2 has 40000 characters"):
        read(tmp_path, table(cell("a") + cell("b")) + table(cell("x" * 40_000) + cell("b")))


def test_the_body_is_found_by_the_relations_of_the_package(tmp_path: Path) -> None:
    parts = package("word/document2.xml", {})
    inner = f"<w:body>{paragraph('一')}</w:body>"
    parts["word/document2.xml"] = f'{HEAD}<w:document xmlns:w="{WORD}">{inner}</w:document>'
    path = tmp_path / "made.docx"
    path.write_bytes(packed(parts))
    assert [line.text for line in docx_document(read_source(path)).lines] == ["一"]


def test_an_archive_without_a_body_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "made.docx"
    path.write_bytes(packed(package(PART, {})))
    with pytest.raises(UnreadableDocumentError, match="holds no Word document"):
        docx_document(read_source(path))
