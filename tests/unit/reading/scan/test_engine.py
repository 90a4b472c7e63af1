"""Figures in narrow print are made wider and read again; the recogniser itself is not asked."""

from collections.abc import Sequence

import pytest

pytest.importorskip("cv2", reason="needs the extra ocr: make add OCR=1")

import numpy as np
from numpy.typing import NDArray

from ingest.reading.scan.engine import Piece, Recogniser

Picture = NDArray[np.uint8]


class Told(Recogniser):
    """A recogniser that says what it is told to, of pictures of this width and of wider ones."""

    def __init__(self, first: Piece, second: Piece) -> None:
        self.answers = {100: first}
        self.second = second
        self.widths: list[int] = []

    def _read_once(self, pieces: Sequence[Picture]) -> list[Piece]:
        self.widths += [piece.shape[1] for piece in pieces]
        return [self.answers.get(piece.shape[1], self.second) for piece in pieces]


def piece(text: str, confidence: float, steps: float) -> Piece:
    return Piece(text, tuple(0.5 for _ in text), confidence, steps)


def told(first: Piece, second: Piece) -> tuple[str, list[int]]:
    engine = Told(first, second)
    (found,) = engine.read([np.zeros((48, 100), dtype=np.uint8)])
    return found.text, engine.widths


SECOND = piece("528,000.00", 0.95, 3.2)


def test_a_figure_in_narrow_print_is_read_again_made_wider() -> None:
    # One decimal may be two; and what is not read surely may have lost a character.
    assert told(piece("528,000.0", 0.99, 1.6), SECOND) == ("528,000.00", [100, 200])
    assert told(piece("528,000.00", 0.9, 2.0), SECOND) == ("528,000.00", [100, 160])


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(piece("528,000.00", 0.99, 1.6), id="surely read"),
        pytest.param(piece("528,000.0", 0.99, 2.5), id="in wide print"),
        pytest.param(piece("合计", 0.7, 1.6), id="no figure"),
        pytest.param(piece("", 0.0, 100.0), id="nothing"),
    ],
)
def test_what_is_told_surely_or_is_no_figure_is_read_once(first: Piece) -> None:
    assert told(first, SECOND) == (first.text, [100])


def test_what_is_no_figure_made_wider_stays_as_it_was() -> None:
    second = piece("528,000.0(", 0.95, 3.2)
    assert told(piece("528,000.0", 0.99, 1.6), second)[0] == "528,000.0"
