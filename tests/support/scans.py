"""Pages of a digital PDF as a scanner, a copier or a fax would give them."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageFilter


@dataclass(frozen=True, slots=True)
class Scanner:
    """How pages are scanned.

    Attributes:
        dpi: Pixels per inch.
        skew: Degrees by which the sheet lies aslant, counter-clockwise.
        quality: Of the JPEG.
        grey: How dark the paper is, from 0 (white) to 255.
        noise: Standard deviation of the noise of a pixel, of 255.
        turns: Quarter turns of the sheet, counter-clockwise.
        is_fax: Whether it is black and white with half as many lines.
    """

    dpi: int
    skew: float = 0.0
    quality: int = 70
    grey: int = 24
    noise: float = 5.0
    turns: int = 0
    is_fax: bool = False


def sheet(page: pypdfium2.PdfPage, scanner: Scanner, seed: int) -> Image.Image:
    """A page of a PDF as scanned; the seed makes the noise."""
    image = page.render(scale=scanner.dpi / 72, grayscale=True).to_pil().convert("L")
    return as_scanned(image, scanner, seed)


def as_scanned(image: Image.Image, scanner: Scanner, seed: int) -> Image.Image:
    """A clean picture of a page, of the scanner's resolution, as scanned."""
    ink = np.asarray(image, dtype=np.float64)
    paper = 255.0 - scanner.grey
    image = Image.fromarray((20 + ink / 255 * (paper - 20)).astype(np.uint8))
    image = image.rotate(scanner.skew, Image.Resampling.BICUBIC, fillcolor=int(paper))
    image = image.filter(ImageFilter.GaussianBlur(scanner.dpi / 500))
    noisy = np.asarray(image, dtype=np.float64)
    noisy = noisy + np.random.default_rng(seed).normal(0, scanner.noise, noisy.shape)
    image = Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))
    if scanner.is_fax:
        half = image.resize((image.width, image.height // 2), Image.Resampling.BOX)
        sharp = half.point(lambda value: 255 if value > 150 else 0).convert("1")
        image = sharp.convert("L").resize(image.size, Image.Resampling.NEAREST)
    return image.rotate(90 * scanner.turns, expand=True)


def scanned_pdf(source: Path, pages: Iterable[int], scanner: Scanner) -> bytes:
    """Pages (from 1) of a PDF as a PDF of pictures alone."""
    document = pypdfium2.PdfDocument(source)
    try:
        sheets = [sheet(document[page - 1], scanner, page) for page in pages]
    finally:
        document.close()
    written = io.BytesIO()
    sheets[0].save(
        written,
        "PDF",
        resolution=scanner.dpi,
        quality=scanner.quality,
        save_all=True,
        append_images=sheets[1:],
    )
    return written.getvalue()


def scanned_pictures(
    source: Path, pages: Iterable[int], scanner: Scanner, dpi: int
) -> Iterator[NDArray[np.uint8]]:
    """Scanned pages (from 1) of a PDF as pictures of a resolution."""
    document = pypdfium2.PdfDocument(source)
    try:
        for page in pages:
            found = sheet(document[page - 1], scanner, page)
            scale = dpi / scanner.dpi
            size = round(found.width * scale), round(found.height * scale)
            yield np.asarray(found.resize(size, Image.Resampling.BICUBIC), dtype=np.uint8)
    finally:
        document.close()


def kept_pages(source: Path, pages: Iterable[int]) -> bytes:
    """These pages (from 1) of a PDF as they are."""
    document, kept = pypdfium2.PdfDocument(source), pypdfium2.PdfDocument.new()
    try:
        kept.import_pages(document, [page - 1 for page in pages])
        written = io.BytesIO()
        kept.save(written)
        return written.getvalue()
    finally:
        kept.close()
        document.close()


def page_sizes(source: Path, pages: Iterable[int]) -> list[tuple[float, float]]:
    """Width and height of pages (from 1) of a PDF, in points, as they are shown."""
    document = pypdfium2.PdfDocument(source)
    try:
        return [document[page - 1].get_size() for page in pages]
    finally:
        document.close()
