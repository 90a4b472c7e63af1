"""Scans that are not as one would scan them: sheets any way up, far too many, or no document."""

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

pytest.importorskip("rapidocr", reason="needs the extra ocr: make add OCR=1")

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from bench.scans import SCANNERS, compare, pages_with_amounts, said_by_all_pages
from ingest.base.errors import UnreadableDocumentError
from ingest.extraction.extract import extract, extract_file
from ingest.extraction.pool import extract_documents
from ingest.reading.document import read_document
from tests.support.filings import filings
from tests.support.scans import Scanner, kept_pages, page_sizes, scanned_pdf

FILING = "shpt-fuliyuan-2024-budget-unit.pdf"
ENOUGH = 0.99


def joined(*parts: bytes) -> bytes:
    """The pages of several PDFs as one."""
    whole = pypdfium2.PdfDocument.new()
    for part in parts:
        document = pypdfium2.PdfDocument(part)
        whole.import_pages(document)
        document.close()
    written = io.BytesIO()
    whole.save(written)
    whole.close()
    return written.getvalue()


def test_a_filing_of_printed_scanned_and_turned_pages_is_one_document(tmp_path: Path) -> None:
    source = filings() / FILING
    pages = pages_with_amounts(source, 4)
    scanner = replace(SCANNERS["200"], skew=0.0)
    mixed, plain = tmp_path / FILING, tmp_path / "plain" / FILING
    plain.parent.mkdir()
    plain.write_bytes(kept_pages(source, pages))
    mixed.write_bytes(
        joined(
            kept_pages(source, pages[:2]),
            scanned_pdf(source, pages[2:3], replace(scanner, turns=2)),
            scanned_pdf(source, pages[3:], replace(scanner, turns=1)),
        )
    )
    document = read_document(mixed)
    assert document.reader == "pdf_mixed"
    assert document.pages_without_text == ()
    manifest = {FILING: said_by_all_pages(source)}
    digital = extract(read_document(plain), manifest)["amounts"]
    scanned = extract(document, manifest)["amounts"]
    # The printed pages are read as ever; of the turned ones, the values in the order of reading.
    sizes = dict(enumerate(page_sizes(source, pages), start=1))
    printed = [[row for row in rows if int(str(row["page"])) <= 2] for rows in (digital, scanned)]
    assert printed[0]
    assert compare(printed[0], printed[1], 0.0, sizes).right == len(printed[0])
    for page in (3, 4):
        wanted, got = (
            [str(row["printed_text"]) for row in rows if row["page"] == page]
            for rows in (digital, scanned)
        )
        assert wanted
        assert sum(one == two for one, two in zip(wanted, got, strict=True)) >= ENOUGH * len(wanted)


def test_a_scan_of_a_thousand_pages_ends_in_time_and_says_so(tmp_path: Path) -> None:
    sheet = scanned_pdf(filings() / FILING, [5], Scanner(100, quality=20, noise=0.0))
    path = tmp_path / "a.pdf"
    path.write_bytes(joined(*[sheet] * 1_000))
    (found,) = extract_documents([path], seconds=60)
    assert found.error is not None
    assert "Recognising its 1000 scanned pages takes longer than" in found.error.problem
    assert "Raise TIMEOUT" in found.error.remedy


def photograph(blur: float) -> Image.Image:
    """Hills under a cloudy sky, as a camera gives them: no straight line, no text."""
    random = np.random.default_rng(7)
    noise = Image.fromarray(random.integers(0, 255, (60, 80), dtype=np.uint8))
    view = noise.resize((1600, 1200), Image.Resampling.BICUBIC).convert("RGB")
    draw = ImageDraw.Draw(view)
    for x, y, radius, color in ((300, 1200, 500, "#354"), (1100, 1300, 700, "#243")):
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=color)
    return view.filter(ImageFilter.GaussianBlur(blur))


@pytest.mark.parametrize("blur", [3, 30])
def test_a_photograph_without_text_says_so(tmp_path: Path, blur: float) -> None:
    photograph(blur).save(tmp_path / "a.jpg", quality=80)
    with pytest.raises(UnreadableDocumentError, match="No text is recognised in the picture"):
        read_document(tmp_path / "a.jpg")


def test_a_photograph_of_something_else_is_no_disclosure(tmp_path: Path) -> None:
    view = photograph(blur=30)
    sign = ImageDraw.Draw(view)
    sign.rectangle((500, 300, 1200, 600), fill="white")
    sign.text((560, 380), "OPEN 24 HOURS", font=ImageFont.load_default(72), fill="black")
    view.save(tmp_path / "a.jpg", quality=80)
    assert any("OPEN" in line.text for line in read_document(tmp_path / "a.jpg").lines)
    found = extract_file(tmp_path / "a.jpg")
    assert found.error is not None
    assert "It seems to be no disclosure" in found.error.problem


def test_a_pdf_of_photographs_says_so(tmp_path: Path) -> None:
    view = photograph(blur=3)
    view.save(tmp_path / "a.pdf", save_all=True, append_images=[view])
    with pytest.raises(UnreadableDocumentError, match="None of its 2 pages has text"):
        read_document(tmp_path / "a.pdf")
