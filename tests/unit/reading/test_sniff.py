"""What a file is by its content, and what is said of a wrong ending."""

import os
from pathlib import Path

import pytest

from ingest.base.errors import UnreadableDocumentError
from ingest.intake.paths import list_documents
from ingest.reading.document import read_document
from ingest.reading.source import source_name
from tests.support.renderers.archives import packed
from tests.support.renderers.doc import doc
from tests.support.renderers.docx import docx
from tests.support.renderers.html import html
from tests.support.renderers.json_pages import json_pages
from tests.support.renderers.mhtml import mhtml
from tests.support.renderers.ofd import ofd
from tests.support.renderers.spreadsheet_xml import spreadsheet_xml
from tests.support.renderers.xls import compound, xls
from tests.support.renderers.xlsx import xlsx

TEXT = "甘泉县民政局2024年部门预算\n项目\t金额\n支出\t1.00\n"
MADE: dict[str, bytes] = {
    "txt": TEXT.encode(),
    "html": html(TEXT),
    "json": json_pages(TEXT),
    "xlsx": xlsx(TEXT),
    "xls": xls(TEXT),
    "docx": docx(TEXT),
    "doc": doc(TEXT),
    "ofd": ofd(TEXT),
    "mht": mhtml(TEXT),
    "xml": spreadsheet_xml(TEXT),
}
SAVED_AS = {("html", "xls"), ("mht", "xls"), ("xml", "xls"), ("html", "doc"), ("mht", "doc")}
"""What office programs save under the ending of another format of theirs."""


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_document(path)
    return str(caught.value)


@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize("ending", ["", ".dat", ".csv", "own"])
def test_the_content_decides(kind: str, ending: str, tmp_path: Path) -> None:
    name = "made" + (f".{kind.upper()}" if ending == "own" else ending)
    document = read_document(write(tmp_path, name, MADE[kind]))
    assert [line.text.rstrip() for line in document.lines if line.text] == TEXT.split("\n")[:3]
    assert (document.source_file, document.layout) == (name, "tabbed")


@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize("ending", [*MADE, "pdf"])
def test_a_wrong_ending_is_told(kind: str, ending: str, tmp_path: Path) -> None:
    path = write(tmp_path, f"made.{ending}", MADE[kind])
    if kind == ending or (kind, ending) in SAVED_AS:
        assert "支出" in "".join(line.text for line in read_document(path).lines)
        return
    said = refusal(path)
    assert "but its extension says" in said
    assert f"give it the extension .{kind}" in said


def test_a_pdf_under_another_ending_is_told(tmp_path: Path) -> None:
    said = refusal(write(tmp_path, "made.txt", b"%PDF-1.7\n"))
    assert "It is a PDF, but its extension says plain text" in said


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"GIF89a", "an animated picture"),
        (b"\x1f\x8b\x08", "a packed archive"),
        (b"{\\rtf1 a}", "rich text"),
        (b"MIME-Version: 1.0\n", "holds no page"),
        (compound(b"", "WordDocument"), "no Word document's"),
        (compound(b"", "EncryptedPackage"), "an encrypted document"),
        (compound(b"", "Other"), "an old Office file of an unknown kind"),
        (packed({"xl/workbook.bin": "a"}), "a binary Excel workbook"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.text"}, 0), "an OpenDocument"),
        (packed({"a.txt": "a"}), "without a document of a known kind"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
         "holds no text"),
        (b'<?xml version="1.0"?><w xmlns="http://schemas.microsoft.com/office/word/2003/wordml"/>',
         "a Word 2003 XML file"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_told(data: bytes, what: str, tmp_path: Path) -> None:
    assert what in refusal(write(tmp_path, "made", data))


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        ("a.md", "<div>一</div>\n项目\t1", ["<div>一</div>", "项目\t1"]),
        ("a.txt", "[一](b) 和 {二}", ["[一](b) 和 {二}"]),
        ("a.txt", "<b>合计</b>\t1", ["<b>合计</b>\t1"]),
        ("a.txt", '["目录"] 和其他', ['["目录"] 和其他']),
        ("a", "<p>一</p>", ["一"]),
        ("a.html", "一<br>二", ["一", "二"]),
        ("a.html", "<?xml version='1.0'?><!-- a --><HTML><body>一</body></HTML>", ["一"]),
    ],
)
def test_text_with_tags_or_brackets(name: str, text: str, lines: list[str], tmp_path: Path) -> None:
    document = read_document(write(tmp_path, name, text.encode()))
    assert [line.text for line in document.lines] == lines


def test_a_page_that_opens_with_comments_is_told_apart_at_once(tmp_path: Path) -> None:
    page = "<!---->" * 500 + "<p>一</p>"
    assert [
        line.text for line in read_document(write(tmp_path, "a.html", page.encode())).lines
    ] == ["一"]


@pytest.mark.parametrize(
    "name",
    ["预算 表（2024）.txt", "a'b\"c;d$(e)`f`.txt", "-rf.txt", "=1+1.txt", ".. .txt", "a\tb\nc.txt"],
)
def test_odd_names(name: str, tmp_path: Path) -> None:
    document = read_document(write(tmp_path, name, TEXT.encode()))
    assert document.source_file == name.replace("\t", "\\x09").replace("\n", "\\x0a")


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xd4\xa4\xcb\xe3.txt"))
    try:
        path.write_bytes(TEXT.encode())
    except OSError:
        pytest.skip("this file system takes only names that are text")
    assert read_document(path).source_file == "Ԥ\\xcb\\xe3.txt" == source_name(path)
    path.write_bytes(b"\0")
    assert refusal(path).startswith("Ԥ\\xcb\\xe3.txt, line 1: ")


def test_a_file_that_is_gone_or_none(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path / "none.docx")
    assert "not a regular file" in refusal(tmp_path)
    assert "is empty" in refusal(write(tmp_path, "a.xlsx", b""))
    os.mkfifo(tmp_path / "pipe.txt")
    assert "not a regular file" in refusal(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert "cannot be read" in refusal(tmp_path / "loop.txt")


def test_a_folder_with_loops_of_links_is_walked_once(tmp_path: Path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (below / "up").symlink_to(tmp_path)
    (below / "self").symlink_to(below / "self")
    (below / "gone.txt").symlink_to(below / "none.txt")
    os.mkfifo(below / "pipe.txt")
    document = write(below, "one.txt", TEXT.encode())
    assert list_documents(tmp_path) == [document]


def test_a_folder_that_is_a_loop_is_told(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(UnreadableDocumentError, match="cannot be listed"):
        list_documents(tmp_path / "loop")
