"""A figure of a scan or a picture is framed where it stands: what is in the frame reads as it."""

import io
from pathlib import Path

import pytest

pytest.importorskip("rapidocr", reason="needs the extra ocr: make add OCR=1")

import numpy as np
from PIL import Image

from ingest.reading.scan.engine import recogniser
from tests.support.every_format import FAULTY, WRONG, scanned
from tests.support.originals import frames, picture, shown_of

TIMES = 3
"""By how much the small picture of a page is made larger to be read again."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The disclosure in every format of scans."""
    folder = tmp_path_factory.mktemp("scans")
    for ending, data in scanned(folder, FAULTY).items():
        (folder / f"made.{ending}").write_bytes(data)
    return folder


@pytest.mark.parametrize("ending", ["scan.pdf", "png", "jpg", "tiff"])
def test_what_is_framed_reads_as_the_figure(files: Path, ending: str) -> None:
    found = shown_of(files / f"made.{ending}", files, WRONG)
    (page,) = (page for page in found.shown.pages if f'id="{found.wrong}"' in page.text)
    marked = [frame for frame in frames(page.text) if frame.place == found.wrong]
    assert len(marked) == 3
    assert all(frame.is_in_question for frame in marked)
    media, data = picture(page.text)
    assert media == "image/png"
    sheet = Image.open(io.BytesIO(data)).convert("L")
    frame = min(marked, key=lambda one: one.left)
    cut = sheet.crop(
        (
            round(frame.left * sheet.width),
            round(frame.top * sheet.height),
            round(frame.right * sheet.width),
            round(frame.bottom * sheet.height),
        )
    )
    larger = cut.resize((TIMES * cut.width, TIMES * cut.height), Image.Resampling.BICUBIC)
    (piece,) = recogniser().read([np.asarray(larger, dtype=np.uint8)])
    assert piece.text == WRONG
