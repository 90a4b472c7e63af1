"""How long one document may take, for readers that know early that they will not end in time."""

import time
from dataclasses import dataclass, field

_SURE_FROM = 6
"""Pages after which the time of the rest is known well enough; before, only that of many is."""

_limit: list[float] = []


def set_time_limit(seconds: float) -> None:
    """Say how long each document of this process may take before it is ended from outside."""
    _limit[:] = [seconds]


def time_limit() -> float | None:
    """Seconds that a document may take; None where nobody set a limit."""
    return _limit[0] if _limit else None


@dataclass(slots=True)
class Progress:
    """How far the pages of a document are recognised, against the time there is for them."""

    pages: int
    limit: float | None = field(default_factory=time_limit)
    done: int = 0
    start: float = field(default_factory=time.monotonic)

    def step(self) -> None:
        """Note that another page is done."""
        self.done += 1

    @property
    def left(self) -> float | None:
        """Seconds until there is no time left; None where there is no limit."""
        if self.limit is None:
            return None
        return max(0.0, self.limit - (time.monotonic() - self.start))

    @property
    def too_long(self) -> str | None:
        """Why the document will not be done in time; None while it may be."""
        if self.limit is None:
            return None
        elapsed = time.monotonic() - self.start
        whole = elapsed / max(self.done, 1) * self.pages
        unsure = max(1, _SURE_FROM - self.done + 1)
        if elapsed < self.limit and (not self.done or whole < unsure * self.limit):
            return None
        return (
            f"Recognising its {self.pages} scanned pages takes longer than the "
            f"{self.limit:g} s that a document may take."
        )
