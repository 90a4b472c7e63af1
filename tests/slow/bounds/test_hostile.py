"""Documents made to exhaust memory: each is read in a process whose memory is measured."""

import json
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.base.settings import PROJECT
from tests.support.hostile import refusal, word_part, write
from tests.support.renderers.archives import HEAD, packed
from tests.support.renderers.docx import WORD, docx_of, paragraph
from tests.support.renderers.html import html_of
from tests.support.renderers.xls import record, sheet
from tests.support.renderers.xls import workbook as xls_workbook
from tests.support.renderers.xlsx import sheet_of, workbook

MEGABYTE = 1024 * 1024
MOST = 400 * MEGABYTE
"""What reading any document may take, its child process included."""

CODE = """
import re, resource, sys
from pathlib import Path
from ingest.base.errors import UnreadableDocumentError
from ingest.reading.document import read_document
try:
    print(len(read_document(Path(sys.argv[1])).lines))
except UnreadableDocumentError as error:
    print(error)
own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
status = Path("/proc/self/status")
if status.exists():
    # ru_maxrss counts what the process that started this one had taken until then.
    own = int(re.search("VmHWM:\\s*([0-9]+)", status.read_text())[1])
print(max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) * 1024)
"""


def bounded(path: Path) -> str:
    """What reading says, in a process of its own whose memory is measured."""
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(path)],
        capture_output=True,
        check=True,
        cwd=PROJECT,
        text=True,
    )
    said, peak = done.stdout.rsplit("\n", 2)[0:2]
    assert int(peak) < MOST, f"{int(peak) // MEGABYTE} MB"
    return said


def test_a_bomb_of_blanks(tmp_path: Path) -> None:
    body = f'{HEAD}<w:document xmlns:w="{WORD}">' + " " * (100 * MEGABYTE) + "</w:document>"
    assert "a zip bomb" in bounded(write(tmp_path, "a.docx", packed(word_part(body))))


def test_a_bomb_of_many_parts_that_each_are_small(tmp_path: Path) -> None:
    parts = {f"S{n}": sheet_of("<row/>" * 130_000) for n in range(30)}
    assert "more than 2500000 tags" in bounded(write(tmp_path, "a.xlsx", workbook(parts)))


def test_a_bomb_of_text_in_many_parts(tmp_path: Path) -> None:
    parts = {f"S{n}": sheet_of("", " " * 3 * MEGABYTE) for n in range(30)}
    assert "a zip bomb" in bounded(write(tmp_path, "a.xlsx", workbook(parts)))


def test_a_long_text_that_many_cells_share(tmp_path: Path) -> None:
    cells = ""
    for row in range(600):
        cells += f'<row r="{row + 1}"><c r="A{row + 1}" t="s"><v>0</v></c></row>'
    path = write(tmp_path, "a.xlsx", workbook({"S": sheet_of(cells)}, strings=["收" * 32_000]))
    assert "more than 16777216 characters" in bounded(path)


@pytest.mark.parametrize(
    ("far", "said"),
    [
        ("A1048576", "spans 1048576 rows and 1 columns up to A1048576"),
        ("XFD1", "spans 1 rows and 16384 columns up to XFD1"),
        ("XFD1048576", "spans 1048576 rows and 16384 columns up to XFD1048576"),
        ("ALL90000", "spans 90000 rows and 1000 columns up to ALL90000"),
        ("ZZZ9999999", "spans 9999999 rows and 18278 columns up to ZZZ9999999"),
    ],
)
def test_a_sheet_of_two_cells_far_apart(far: str, said: str, tmp_path: Path) -> None:
    cells = f'<row><c r="A1"><v>1</v></c></row><row><c r="{far}"><v>1</v></c></row>'
    assert said in bounded(write(tmp_path, "a.xlsx", workbook({"S": sheet_of(cells)})))


def test_an_old_workbook_with_cells_far_apart(tmp_path: Path) -> None:
    data = xls_workbook([sheet([(0, 0, "a"), (65_535, 65_535, 1.0)])])
    said = bounded(write(tmp_path, "a.xls", data))
    assert "damaged or truncated (it needs more memory" in said


def test_an_old_workbook_that_claims_a_size(tmp_path: Path) -> None:
    claimed = record(0x0200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0))
    begun = sheet([(0, 0, "a"), (0, 1, "b")])
    path = write(tmp_path, "a.xls", xls_workbook([begun[:20] + claimed + begun[20:]]))
    assert "needs more memory or time than any document does" in bounded(path)


def test_html_of_too_many_tags(tmp_path: Path) -> None:
    path = write(tmp_path, "a.html", html_of("<p>" * 600_000))
    assert "more than 500000 tags" in bounded(path)


def test_html_of_as_many_tags_as_may_be(tmp_path: Path) -> None:
    assert "no text" in bounded(write(tmp_path, "a.html", html_of("<br>" * 490_000)))


def test_html_larger_than_any(tmp_path: Path) -> None:
    path = write(tmp_path, "a.html", html_of("收" * 6_000_000))
    assert "larger than 16 MB" in bounded(path)


def test_xml_of_many_attributes_in_one_tag(tmp_path: Path) -> None:
    many = " ".join(f'a{n}=""' for n in range(800_000))
    path = write(tmp_path, "a.docx", docx_of(f"<w:p {many}/>{paragraph('一')}"))
    assert "2" in bounded(path)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_text_of_too_many_lines(end: str, tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", f"x{end}".encode() * 600_000)
    assert "more than 500000 lines" in bounded(path)


def test_html_tables_that_span_everything(tmp_path: Path) -> None:
    cells = '<td rowspan="999999999" colspan="999999999">a</td>' * 3
    page = html_of(f"<table>{f'<tr>{cells}</tr>' * 3}</table>")
    assert "Table 1 is no printed one" in refusal(write(tmp_path, "a.html", page))
    wide = "<td rowspan=60000>" * 900 + "<tr><td>b" * 60_000
    said = bounded(write(tmp_path, "b.html", html_of(f"<table><tr>{wide}</table>")))
    assert "Table 1 is no printed one" in said


@pytest.mark.parametrize("depth", [10_000, 200_000])
def test_json_nested_too_deep(depth: int, tmp_path: Path) -> None:
    path = write(tmp_path, "a.json", b"[" * depth + b"]" * depth)
    assert "nested too deep" in bounded(path)


def test_json_of_too_many_values_or_bytes(tmp_path: Path) -> None:
    path = write(tmp_path, "a.json", b"[" + b"{}," * 600_000 + b"{}]")
    assert "more than 500000 objects and lists" in bounded(path)
    path = write(tmp_path, "b.json", json.dumps(["x" * (17 * MEGABYTE)]).encode())
    assert "larger than 16 MB" in bounded(path)


def test_a_file_larger_than_any(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    with path.open("wb") as file:
        file.write(b"<html>")
        file.truncate(65 * MEGABYTE)
    assert "larger than 64 MB" in bounded(path)
