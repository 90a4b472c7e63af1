"""PDFs that cannot be read, or not within bounds: a typed error with file, place and remedy."""

import os
import re
from pathlib import Path

import pytest

from ingest.base.errors import UnreadableDocumentError
from ingest.reading.pdf import file, reader
from ingest.reading.pdf.file import MAX_PAGES
from ingest.reading.pdf.reader import read_pdf
from tests.support.made_pdf import Page, assembled, pdf, written

WHOLE = pdf(*(Page().text(50, 50, f"第{number}页") for number in range(1, 9)))
SECRET = b"/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -4/O<%s>/U<%s>>>/ID[<00><00>]" % (
    b"ab" * 32,
    b"cd" * 32,
)


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_pdf(path)
    return str(caught.value)


def kept(folder: Path, data: bytes) -> Path:
    path = folder / "a.pdf"
    path.write_bytes(data)
    return path


def listed(pages: int) -> bytes:
    """A PDF of so many pages, all with one content."""
    kids = b" ".join(b"%d 0 R" % number for number in range(4, pages + 4))
    text = b"BT ET"
    return assembled(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids),
            b"<</Length %d>>\nstream\n%s\nendstream" % (len(text), text),
            *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 3 0 R>>"] * pages,
        ]
    )


def test_a_missing_file(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path / "none.pdf")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04 a workbook", "is no PDF"),
        (WHOLE.replace(b"\ntrailer", b"\ntrailer<<%s>>" % SECRET, 1), "encrypted"),
        (b"%PDF-1.7\n" + bytes(range(128, 192)) + b"\n%%EOF\n", "damaged"),
        (listed(0), "no pages|damaged"),
        (listed(MAX_PAGES + 1), f"has {MAX_PAGES + 1} pages, more than {MAX_PAGES}"),
        (listed(5_000), "has 5000 pages"),
        (listed(3), "None of its 3 pages has text"),
        (pdf(Page().picture(0, 0, 595, 842)), "None of its 1 pages has text"),
    ],
)
def test_what_is_no_readable_pdf(tmp_path: Path, data: bytes, problem: str) -> None:
    message = refusal(kept(tmp_path, data))
    assert message.startswith("a.pdf")
    assert re.search(problem, message)


@pytest.mark.parametrize("part", range(1, 20))
def test_a_truncated_file_is_refused_not_read_in_part(tmp_path: Path, part: int) -> None:
    assert "truncated" in refusal(kept(tmp_path, WHOLE[: len(WHOLE) * part // 20]))


def test_a_linearized_file_cut_short_is_truncated(tmp_path: Path) -> None:
    # Such files begin with an end mark of their own and say their length at the head.
    head = b"%%PDF-1.7\n1 0 obj\n<</Linearized 1/L %d/H[0 0]>>\nendobj\n%%%%EOF\n" % len(WHOLE)
    assert "truncated" in refusal(kept(tmp_path, head + WHOLE[9:200]))


def test_a_page_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    before, kind, behind = WHOLE.rpartition(b"/Type/Page/")
    data = before + kind.replace(b"Page", b"Nope") + behind
    assert "a.pdf, page 8: The page is damaged" in refusal(kept(tmp_path, data))


def test_a_file_beyond_the_limit_of_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "MAX_BYTES", 100)
    assert "larger than" in refusal(kept(tmp_path, WHOLE))


def test_more_text_than_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_CHARACTERS", 10)
    assert "a.pdf, page 4: The document holds more than 10 characters" in refusal(
        kept(tmp_path, WHOLE)
    )


def test_reading_stops_when_the_time_is_up(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocumentError, match="took longer than 0 seconds"):
        read_pdf(kept(tmp_path, WHOLE), time_limit=0)


def test_a_folder_and_a_pipe_are_no_documents(tmp_path: Path) -> None:
    assert "no regular file" in refusal(tmp_path)
    os.mkfifo(tmp_path / "pipe.pdf")
    assert "no regular file" in refusal(tmp_path / "pipe.pdf")


def test_a_link_to_itself(tmp_path: Path) -> None:
    loop = tmp_path / "loop.pdf"
    loop.symlink_to(loop)
    assert "cannot be read" in refusal(loop)


@pytest.mark.parametrize(
    "name", [b"a b'\"\n;.pdf", "甲·（2024）.pdf".encode(), b"\xb8\xf1.pdf", b"-rf"]
)
def test_a_path_with_odd_characters(tmp_path: Path, name: bytes) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    document = read_pdf(written(path, Page().text(50, 50, "甲")))
    assert document.lines[0].text == "甲"
    assert document.source_file.isprintable()


@pytest.mark.parametrize(
    "ops",
    [
        "1 0 0 1 1e30 1e30 cm BT /F 10 Tf 1 0 0 1 50 50 Tm <7532> Tj ET",
        "0 0 0 0 0 0 cm BT /F 10 Tf <7532> Tj ET",
        "q " * 5_000,
        "BT /F 1e9 Tf 50 50 Td <7532> Tj ET 0 0 1e9 1e9 re S",
        "0 0 m " + " ".join(f"{n} {n % 2} l" for n in range(9_000)) + " S",
    ],
)
def test_pages_of_no_sense_are_read_in_bounds(tmp_path: Path, ops: str) -> None:
    odd = Page(ops=[ops])
    document = read_pdf(written(tmp_path / "a.pdf", Page().text(50, 50, "甲"), odd))
    assert document.lines[0].text == "甲"


def test_a_map_of_very_many_lines_is_no_table(tmp_path: Path) -> None:
    page = Page().text(50, 30, "甲乙")
    page.ops += [f"{n % 500} {n // 20} m {n % 500 + 30} {n // 20} l S" for n in range(16_000)]
    page.ops += [f"{n % 590} {n % 700} m {n % 590} {n % 700 + 40} l S" for n in range(16_000)]
    assert "甲乙" in [line.text for line in read_pdf(written(tmp_path / "a.pdf", page)).lines]
