"""Scans read as documents: whichever way a sheet lies, its cells stand where they are printed."""

import io
from pathlib import Path

import pytest

pytest.importorskip("rapidocr", reason="needs the extra ocr: make add OCR=1")

from PIL import Image, ImageDraw, ImageFont

from ingest.base.errors import UnreadableDocumentError
from ingest.reading.document import read_document
from ingest.reading.scan.limits import set_time_limit
from tests.support.scans import Scanner, as_scanned

ROWS = [
    ("Code", "Name", "Total", "Basic", "Project"),
    ("208", "Social security", "351.27", "211.15", "140.12"),
    ("20805", "Pensions", "218.36", "120.04", "98.32"),
    ("20806", "Subsidies", "1,132.91", "1,091.11", "41.80"),
]
DPI = 200
EDGES = (100, 330, 760, 1020, 1260, 1500)


def page() -> Image.Image:
    """A sheet of A4 at 200 dpi with a ruled table."""
    image = Image.new("L", (1654, 1100), 255)
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(34)
    draw.text((500, 120), "Budget table of 2024", font=font, fill=0)
    for number in range(len(ROWS) + 1):
        draw.line((EDGES[0], 260 + 90 * number, EDGES[-1], 260 + 90 * number), fill=0, width=3)
    for x in EDGES:
        draw.line((x, 260, x, 260 + 90 * len(ROWS)), fill=0, width=3)
    for number, row in enumerate(ROWS):
        for column, text in enumerate(row):
            x = EDGES[column] + 14 if column < 2 else EDGES[column + 1] - 14
            draw.text(
                (x, 290 + 90 * number), text, font=font, fill=0, anchor="la" if column < 2 else "ra"
            )
    return image


def saved(path: Path, image: Image.Image, quality: int = 75) -> Path:
    image.save(path, dpi=(DPI, DPI), quality=quality)
    return path


def cells(path: Path) -> list[list[str]]:
    lines = read_document(path).lines
    return [[cell.text for cell in line.cells] for line in lines if "\t" in line.text]


@pytest.mark.parametrize(
    "scanner",
    [
        Scanner(DPI),
        Scanner(DPI, skew=1.7),
        Scanner(DPI, skew=-0.8, turns=1),
        Scanner(DPI, turns=2),
        Scanner(DPI, grey=60, quality=40),
    ],
    ids=["straight", "aslant", "on its side", "upside down", "grey"],
)
def test_a_table_is_read_whichever_way_the_sheet_lies(tmp_path: Path, scanner: Scanner) -> None:
    path = tmp_path / "scan.jpg"
    saved(path, as_scanned(page(), scanner, seed=1), scanner.quality)
    assert cells(path)[1:] == [list(row) for row in ROWS[1:]]


def test_a_cell_has_its_box_on_the_sheet_and_its_confidence(tmp_path: Path) -> None:
    path = saved(tmp_path / "scan.png", as_scanned(page(), Scanner(DPI, skew=1.5), seed=1))
    document = read_document(path)
    assert document.reader == "image_ocr"
    cell = next(c for line in document.lines for c in line.cells if c.text == "1,091.11")
    assert cell.confidence is not None
    assert cell.confidence > 0.9
    x0, y0, x1, y1 = (float(side) * DPI / 72 for side in cell.box.split(","))
    # It ends at 1246 of 1654 and stands at 545 of 1100; the sheet was turned about its middle.
    assert 1080 < x0 < x1 < 1290
    assert 520 < y0 < y1 < 620


def test_each_frame_of_a_tiff_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "scan.tiff"
    page().save(path, dpi=(DPI, DPI), save_all=True, append_images=[page()])
    document = read_document(path)
    assert document.page_count == 2
    assert {line.page for line in document.lines} == {1, 2}


def test_pages_with_text_and_scanned_ones_are_one_document(tmp_path: Path) -> None:
    written = io.BytesIO()
    page().save(written, "PDF", resolution=DPI)
    (tmp_path / "scan.pdf").write_bytes(written.getvalue())
    document = read_document(tmp_path / "scan.pdf")
    assert document.reader == "pdf_ocr"
    assert document.pages_without_text == ()
    assert cells(tmp_path / "scan.pdf")[1:] == [list(row) for row in ROWS[1:]]


def test_a_picture_without_text_says_so(tmp_path: Path) -> None:
    path = saved(tmp_path / "blank.png", Image.new("L", (600, 400), 240))
    with pytest.raises(UnreadableDocumentError, match="No text is recognised"):
        read_document(path)


def test_a_damaged_picture_says_so(tmp_path: Path) -> None:
    path = saved(tmp_path / "scan.png", page())
    path.write_bytes(path.read_bytes()[:2_000])
    with pytest.raises(UnreadableDocumentError, match="damaged or truncated"):
        read_document(path)


def test_a_picture_of_too_many_pixels_is_not_unpacked(tmp_path: Path) -> None:
    path = saved(tmp_path / "bomb.png", Image.new("1", (40_000, 40_000)))
    with pytest.raises(UnreadableDocumentError, match="more than any scan"):
        read_document(path)


def test_a_scan_that_takes_too_long_says_how_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.reading.scan.limits._limit", [])
    set_time_limit(0.01)
    with pytest.raises(UnreadableDocumentError, match=r"longer than the 0\.01 s"):
        read_document(saved(tmp_path / "scan.png", page()))
