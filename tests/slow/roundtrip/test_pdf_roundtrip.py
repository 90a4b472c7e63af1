"""A published disclosure as a PDF gives the same rows; only where they stand differs."""

from pathlib import Path

import pytest

from ingest.extraction.extract import extract
from ingest.reading.document import read_document
from ingest.reading.pdf.reader import read_pdf
from tests.support.disclosures import folder
from tests.support.pdf_renderer import rendered
from tests.support.renderers.grids import grid_text
from tests.support.roundtrip import rows


def written(place: Path, text: str) -> Path:
    path = place / "rendered.pdf"
    path.write_bytes(rendered(text))
    return path


def plain(place: Path, text: str) -> Path:
    path = place / "rendered.txt"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["anhui", "sichuan", "wuhan"])
def test_tabbed_disclosures_give_the_same_rows(name: str, tmp_path: Path) -> None:
    document = read_document(next(folder().glob(f"{name}-*")))
    text = "\n".join(line.text for line in document.lines)
    assert rows(read_pdf(written(tmp_path, text))) == rows(document)


@pytest.mark.parametrize("name", ["dazhou", "mohrss"])
def test_flattened_disclosures_give_the_same_rows_as_tables(name: str, tmp_path: Path) -> None:
    text = grid_text(extract(read_document(next(folder().glob(f"{name}-*")))))
    assert rows(read_pdf(written(tmp_path, text))) == rows(read_document(plain(tmp_path, text)))
