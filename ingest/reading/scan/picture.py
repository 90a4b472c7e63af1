"""Pictures of pages: rendered from a PDF, or the frames of a PNG, JPEG or TIFF file."""

import ctypes
import io
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from ingest.reading.pdf.paths import Handle
from ingest.reading.source import Source

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

DPI = 240
"""Pixels per inch at which pages are looked at: more makes no figure clearer."""

MAX_SIDE = 3_600
"""Pixels of a picture's longer side; larger ones are made smaller."""

MAX_PIXELS = 120_000_000
"""Pixels that a file may declare: a sheet of A3 at 600 dpi has 70 million."""

MAX_FRAMES = 1_000
"""Pages of a TIFF file."""

_POINTS = 72.0
_A4 = 842.0
"""Points of the longer side of a sheet, where a file does not say how large it is."""

_DPI_KNOWN = (50, 1_300)
_WHITE = 0xFFFFFFFF
_FORMATS = ("PNG", "JPEG", "TIFF")
_FAULTS = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    MemoryError,
    LookupError,
    TypeError,
    ArithmeticError,
    AttributeError,
    RuntimeError,
    struct.error,
)
"""What Pillow raises for damaged files; libraries under it have errors of their own."""

_AGAIN = "Download it again, or scan it again."


def page_picture(page: Handle) -> tuple["Picture", float]:
    """Render a page of a PDF as it is shown, in grey.

    Args:
        page: pdfium's page.

    Returns:
        The picture, and the points of one of its pixels.
    """
    import numpy as np  # noqa: PLC0415 - of the optional group

    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    scale = min(DPI / _POINTS, MAX_SIDE / max(width, height, 1.0))
    columns, rows = max(1, round(width * scale)), max(1, round(height * scale))
    bitmap = pdfium.FPDFBitmap_CreateEx(columns, rows, pdfium.FPDFBitmap_Gray, None, 0)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, _WHITE)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, columns, rows, 0, pdfium.FPDF_ANNOT)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        buffer = pdfium.FPDFBitmap_GetBuffer(bitmap)
        data = ctypes.string_at(buffer, stride * rows)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    picture = np.frombuffer(data, dtype=np.uint8).reshape(rows, stride)[:, :columns]
    return np.ascontiguousarray(picture), 1 / scale


def frames_of(source: Source) -> int:
    """How many pages a picture file declares.

    Raises:
        UnreadableDocumentError: It is damaged.
    """
    from PIL import Image  # noqa: PLC0415 - of the optional group

    try:
        with Image.open(io.BytesIO(source.data), formats=_FORMATS) as file:
            return int(getattr(file, "n_frames", 1))
    except _FAULTS as error:
        source.refuse(f"The picture is damaged or truncated ({type(error).__name__}).", _AGAIN)


def file_pictures(source: Source) -> Iterator[tuple["Picture", float]]:
    """The pages of a picture file, in grey, each with the points of one of its pixels.

    Raises:
        UnreadableDocumentError: It is damaged, or larger than any scan.
    """
    import numpy as np  # noqa: PLC0415
    from PIL import Image, ImageOps  # noqa: PLC0415

    Image.MAX_IMAGE_PIXELS = None  # bounded here, with a reason of its own
    try:
        with Image.open(io.BytesIO(source.data), formats=_FORMATS) as file:
            frames = int(getattr(file, "n_frames", 1))
            if frames > MAX_FRAMES:
                source.refuse(f"It has {frames} pages, more than {MAX_FRAMES}.", "Split it.")
            for frame in range(frames):
                file.seek(frame)
                if file.width * file.height > MAX_PIXELS:
                    source.refuse(
                        f"The picture has {file.width} x {file.height} pixels, more than any scan.",
                        "Scan it at 300 dpi.",
                        page=frame + 1,
                    )
                points = _points_of_pixel(file.info.get("dpi"), max(file.size))
                sheet = ImageOps.exif_transpose(file)
                grey = sheet.convert("LA") if "A" in sheet.getbands() else sheet.convert("L")
                if grey.mode == "LA":
                    paper = Image.new("LA", grey.size, (255, 255))
                    grey = Image.alpha_composite(
                        paper.convert("RGBA"), grey.convert("RGBA")
                    ).convert("L")
                small = min(1.0, MAX_SIDE / max(grey.size))
                if small < 1:
                    size = round(grey.width * small), round(grey.height * small)
                    grey = grey.resize(size, Image.Resampling.BOX)
                yield np.asarray(grey, dtype=np.uint8).copy(), points / small
    except _FAULTS as error:
        source.refuse(f"The picture is damaged or truncated ({type(error).__name__}).", _AGAIN)


def _points_of_pixel(declared: object, side: int) -> float:
    """By the file's resolution; where it says none, or an odd one, as of a sheet of A4."""
    if isinstance(declared, tuple) and declared:
        dpi = float(declared[0] or 0)
        if _DPI_KNOWN[0] <= dpi <= _DPI_KNOWN[1]:
            return _POINTS / dpi
    return _A4 / max(side, 1)
