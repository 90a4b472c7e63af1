"""The recogniser: rapidocr with the models that its wheel holds, on the processor, no network.

It belongs to the optional group `ocr`; whoever reads documents with text never loads it.
"""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Protocol

from ingest.base.text import read_cell
from ingest.reading.scan.figures import mended

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

HOW_TO_INSTALL = (
    "Install the recogniser with `make add OCR=1 DISCLOSURES=<files>`, and add it again."
)
"""What a reason says where the group is not installed."""

_DETECTED = 1_600
"""Pixels of a page's longer side in which text is looked for: more finds no more, and is slower."""

_PIECES = 1
"""Pieces of text that are read at once: six take no less time, and three times the memory."""

_LOOKING = 2
"""Pages in which text is looked for at once: each takes 450 MB meanwhile, 60 while it is read."""

_LEAST_WIDTH = 96
"""Pixels, at a height of 48, that a piece is padded to; a code has as many, an amount twice."""

_STEPS = 2.4
"""Steps of the reader for a character, under which it may take two alike for one."""

_STEPS_WANTED = 3.2
"""Steps for which a figure in such print is made wider, and read again."""

_SURE = 0.98
_WIDEST = 2.0
_FIGURE = re.compile(r"[-−]?\d[\d.,，。·:;]*\d.?")
_ONE_DECIMAL = re.compile(r".*[.,，。·:;]\d")
_BLANK_IN_WORDS = re.compile(r"(?<=[A-Za-z])\s(?=[A-Za-z])")
_MIN_PIECES = 5
_UPSIDE_DOWN = 0.6


@dataclass(frozen=True, slots=True)
class Piece:
    """A text as recognised: its characters, where each stands, and how sure the recogniser is.

    Attributes:
        text: The characters; of a figure with its separators mended.
        middles: Where the middle of each stands, from 0 (left edge of the picture) to 1.
        confidence: The mean over its characters, from 0 to 1.
        steps: Steps of the reader, from left to right, for a character.
    """

    text: str
    middles: tuple[float, ...]
    confidence: float
    steps: float = _STEPS


def is_installed() -> bool:
    """Whether the optional group is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


class Recogniser:
    """Finds and reads the text of pictures; safe for threads, which share its models."""

    def __init__(self) -> None:
        """Load the models: 30 MB, half a second."""
        # Each page has a thread of its own, so that the libraries need none beside it.
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        import cv2  # noqa: PLC0415 - of the optional group
        from rapidocr import RapidOCR  # noqa: PLC0415

        cv2.setNumThreads(1)
        threads = "EngineConfig.onnxruntime.intra_op_num_threads"
        loaded = RapidOCR(params={threads: 1, "Global.log_level": "critical"})
        self._find = loaded._load_det_model()  # noqa: SLF001 - the steps apart, as pages are cut between
        self._turn = loaded._load_cls_model()  # noqa: SLF001
        self._read = loaded._load_rec_model()  # noqa: SLF001
        # Pieces are padded to the widest of their batch, figures no more than to this.
        self._read.rec_image_shape = [3, 48, _LEAST_WIDTH]
        self._read.rec_batch_num = _PIECES
        self._room = BoundedSemaphore(_LOOKING)

    def boxes(self, picture: "Picture") -> list[tuple[float, float, float, float]]:
        """Where text stands: left, top, right and bottom of each piece, in pixels."""
        import cv2  # noqa: PLC0415

        height, width = picture.shape[:2]
        scale = min(1.0, _DETECTED / max(height, width))
        small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        with self._room:
            found = self._find(cv2.cvtColor(small, cv2.COLOR_GRAY2BGR))
        if found.boxes is None:
            return []
        return [
            (
                float(box[:, 0].min() / scale),
                float(box[:, 1].min() / scale),
                float(box[:, 0].max() / scale),
                float(box[:, 1].max() / scale),
            )
            for box in found.boxes
        ]

    def is_upside_down(self, pieces: Sequence["Picture"]) -> bool:
        """Whether most of the pieces stand on their heads; too few say nothing."""
        if len(pieces) < _MIN_PIECES:
            return False
        import cv2  # noqa: PLC0415

        found = self._turn([cv2.cvtColor(piece, cv2.COLOR_GRAY2BGR) for piece in pieces])
        turned = sum(score for label, score in found.cls_res if "180" in label)
        return bool(turned > _UPSIDE_DOWN * sum(score for _, score in found.cls_res))

    def read(self, pieces: Sequence["Picture"]) -> list[Piece]:
        """Read pieces of text, each one line from left to right.

        A figure in narrow print that is not read surely, or has one decimal, is made wider and
        read again: the reader takes two characters alike on neighbouring steps for one, and
        528,000.00 for 528,000.0.
        """
        import cv2  # noqa: PLC0415

        found = self._read_once(pieces)
        narrow = [at for at, piece in enumerate(found) if _is_narrow(piece)]
        wider: list[Picture] = [
            cv2.resize(pieces[at], None, fx=min(_STEPS_WANTED / found[at].steps, _WIDEST), fy=1.0)  # type: ignore[misc,unused-ignore]
            for at in narrow
        ]
        for at, piece in zip(narrow, self._read_once(wider), strict=True):
            if read_cell(piece.text)[2] is not None:
                found[at] = piece
        return found

    def _read_once(self, pieces: Sequence["Picture"]) -> list[Piece]:
        if not pieces:
            return []
        import cv2  # noqa: PLC0415
        from rapidocr.ch_ppocr_rec import TextRecInput  # noqa: PLC0415

        colored = [cv2.cvtColor(piece, cv2.COLOR_GRAY2BGR) for piece in pieces]
        found = self._read(TextRecInput(img=colored, return_word_box=True))
        return [
            _piece(text, float(score), words)
            for text, score, words in zip(found.txts, found.scores, found.word_results, strict=True)
        ]


@cache
def recogniser() -> Recogniser:
    """The recogniser of this process, loaded with the first scan."""
    return Recogniser()


def _with_blanks(
    text: str, characters: Sequence[str], middles: Sequence[float]
) -> tuple[list[str], list[float]]:
    """The characters with the blanks between words in letters; between others none is printed."""
    found: list[str] = []
    places: list[float] = []
    blanks = {at.start() for at in _BLANK_IN_WORDS.finditer(text)}
    read = iter(zip(characters, middles, strict=True))
    for at, char in enumerate(text):
        if not char.isspace():
            here, middle = next(read, (char, places[-1] if places else 0.0))
            found.append(here)
            places.append(middle)
        elif at in blanks:
            found.append(" ")
            places.append(places[-1])
    return found, places


class _Words(Protocol):
    """What rapidocr says of the characters of a piece: by word, with the steps they stand at."""

    words: list[list[str]]
    word_cols: list[list[int]]
    line_txt_len: float


def _piece(text: str, score: float, words: _Words) -> Piece:
    characters = [char for word in words.words for char in word]
    length = max(float(words.line_txt_len), 1.0)
    middles = [min((column + 0.5) / length, 1.0) for own in words.word_cols for column in own]
    if len(characters) != len(middles):
        characters = [char for char in text if not char.isspace()]
        middles = [(index + 0.5) / len(characters) for index in range(len(characters))]
    if _BLANK_IN_WORDS.search(text):
        characters, middles = _with_blanks(text, characters, middles)
    if whole := mended("".join(characters)):
        characters = [char for _, char in whole]
        middles = [middles[at] for at, _ in whole]
    return Piece("".join(characters), tuple(middles), score, length / max(len(characters), 1))


def _is_narrow(piece: Piece) -> bool:
    """Whether a text is a figure of which the reader may have passed over a character."""
    is_close = 0 < piece.steps < _STEPS and _FIGURE.fullmatch(piece.text) is not None
    return is_close and (piece.confidence < _SURE or bool(_ONE_DECIMAL.fullmatch(piece.text)))
