"""The orders in which slots may stand whose headings lie on several lines of flattened text."""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import factorial, prod

from ingest.extraction.tables.placing.solve import Assignment

_MAX_ORDERS = 2_000
"""Orders that are tried; seven headings over three lines have 140."""


def interlocked(lines: Sequence[int | None]) -> Iterator[Assignment]:
    """The orders of slots that keep the order within each line, the printed one first.

    Args:
        lines: The line of each slot's heading; no order is given where one is unknown, where all
            stand on one line, or where there are more than can be tried.
    """
    counts = Counter(lines)
    orders = factorial(len(lines)) // prod(map(factorial, counts.values()))
    if None in counts or len(counts) < 2 or orders > _MAX_ORDERS:  # noqa: PLR2004 - two lines
        return
    for pattern in _patterns(tuple(lines)):
        waiting = {line: iter([i for i, own in enumerate(lines) if own == line]) for line in counts}
        yield tuple(next(waiting[line]) for line in pattern)


def _patterns(lines: tuple[int | None, ...]) -> Iterator[tuple[int | None, ...]]:
    """Every distinct order of the lines."""
    if not lines:
        yield ()
    for line in dict.fromkeys(lines):
        at = lines.index(line)
        for rest in _patterns(lines[:at] + lines[at + 1 :]):
            yield (line, *rest)
