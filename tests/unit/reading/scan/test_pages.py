"""Pages under way: an error of a page is raised, and time that is up refuses the document."""

import threading
from collections.abc import Callable
from typing import NoReturn

import numpy as np
import pytest

pytest.importorskip("cv2", reason="needs the extra ocr: make add OCR=1")

from ingest.reading.scan import pages
from ingest.reading.scan.limits import set_time_limit
from ingest.reading.scan.page import Scan

SCAN = Scan(np.zeros((1, 1), dtype=np.uint8), 1.0)


class RefusedError(Exception):
    """The document is refused."""


def refuse(reason: str) -> NoReturn:
    raise RefusedError(reason)


def recognise_with(monkeypatch: pytest.MonkeyPatch, page: Callable[..., object]) -> None:
    """Let a function stand for the recognition of a page."""
    monkeypatch.setattr(pages, "recogniser", lambda: None)
    monkeypatch.setattr(pages, "scanned_content", page)
    monkeypatch.setattr("ingest.reading.scan.limits._limit", [])


def test_an_error_of_a_page_that_is_called_as_that_of_the_clock_is_raised(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def page(*_: object) -> NoReturn:
        raise TimeoutError("of the page")

    recognise_with(monkeypatch, page)
    with pytest.raises(TimeoutError, match="of the page"):
        pages.recognised([SCAN], 1, refuse)


def test_a_page_that_does_not_end_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    is_over = threading.Event()
    ended: list[bool] = []
    recognise_with(monkeypatch, lambda *_: ended.append(is_over.wait(60)))
    set_time_limit(0.2)
    try:
        with pytest.raises(RefusedError, match=r"longer than the 0\.2 s"):
            pages.recognised([SCAN], 1, refuse)
        assert not ended
    finally:
        is_over.set()
