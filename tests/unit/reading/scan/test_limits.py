"""How soon a scan is known to take too long."""

import pytest

from ingest.reading.scan.limits import Progress

LIMIT = 100.0


@pytest.mark.parametrize(
    ("pages", "done", "elapsed", "is_too_long"),
    [
        (20, 6, 29.0, False),
        (20, 6, 31.0, True),  # 103 s for all
        (1_000, 1, 5.0, True),  # 5,000 s for all: one page tells
        (40, 1, 5.0, False),  # 200 s, but the first page loads the models
        (40, 5, 26.0, True),
        (2, 1, 101.0, True),
        (2, 0, 50.0, False),
        (2, 0, 100.0, True),
    ],
)
def test_a_scan_ends_as_soon_as_it_is_known_not_to_come_to_its_end(
    monkeypatch: pytest.MonkeyPatch, pages: int, done: int, elapsed: float, *, is_too_long: bool
) -> None:
    progress = Progress(pages, limit=LIMIT, done=done, start=0.0)
    monkeypatch.setattr("ingest.reading.scan.limits.time.monotonic", lambda: elapsed)
    assert (progress.too_long is not None) == is_too_long


def test_without_a_limit_a_scan_takes_as_long_as_it_takes() -> None:
    assert Progress(1_000, limit=None, done=1, start=0.0).too_long is None
    assert Progress(1_000, limit=None).left is None
