"""Without the optional group a scan is refused, and the reason says how to install it."""

from pathlib import Path

import pytest

from ingest.base.errors import UnreadableDocumentError
from ingest.reading.document import read_document
from ingest.reading.pdf import reader
from ingest.reading.scan import document
from tests.support.made_pdf import Page, written

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.fixture(autouse=True)
def _not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (reader, document):
        monkeypatch.setattr(module, "is_installed", lambda: False)


def test_a_picture_says_how_it_would_be_read(tmp_path: Path) -> None:
    path = tmp_path / "scan.png"
    path.write_bytes(PNG)
    with pytest.raises(UnreadableDocumentError, match="make add OCR=1"):
        read_document(path)


def test_a_pdf_of_pictures_says_how_it_would_be_read(tmp_path: Path) -> None:
    path = written(tmp_path / "scan.pdf", Page().picture(0, 0, 595, 842))
    with pytest.raises(UnreadableDocumentError, match="make add OCR=1"):
        read_document(path)


def test_pages_with_text_are_read_and_the_others_named(tmp_path: Path) -> None:
    pages = Page().text(50, 50, "预算"), Page().picture(0, 0, 595, 842)
    found = read_document(written(tmp_path / "mixed.pdf", *pages))
    assert found.reader == "pdf_text"
    assert found.pages_without_text == (2,)
