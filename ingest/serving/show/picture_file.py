"""The pages of a picture file (PNG, JPEG, TIFF), opened as they were to be recognised."""

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.base.errors import ShowError
from ingest.reading.scan.engine import HOW_TO_INSTALL, is_installed
from ingest.reading.source import read_source
from ingest.serving.show.page import Box, Canvas, framed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]


def picture_page(path: Path, number: int) -> tuple["Picture", float]:
    """A page of a picture file in grey, and the points of one of its pixels.

    Raises:
        ShowError: It has no such page, or what opens pictures is not installed.
        UnreadableDocumentError: It is damaged.
    """
    if not is_installed():
        raise ShowError(path, "What opens pictures is not installed.", HOW_TO_INSTALL)
    from ingest.reading.scan.picture import file_pictures  # noqa: PLC0415 - the optional group

    pages = file_pictures(read_source(path))
    found = next(islice(pages, number - 1, None), None)
    if found is None:
        raise ShowError(path, f"It has no page {number} that can be shown.", "Add it again.")
    return found


def framed_picture(path: Path, number: int, box: Box) -> bytes:
    """A page of a picture file as PNG, with a figure framed.

    Args:
        path: The file.
        number: The page, from 1.
        box: Where the figure stands, in points from the top left.

    Raises:
        ShowError: It has no such page, or what opens pictures is not installed.
        UnreadableDocumentError: It is damaged.
    """
    picture, points = picture_page(path, number)
    height, width = picture.shape
    pixels = bytearray(b"\xff" * (4 * width * height))
    for channel in range(3):
        pixels[channel::4] = picture.tobytes()
    return framed(Canvas(width, height, pixels), box, 1 / points)
