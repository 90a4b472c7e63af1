"""The name of a unit as most of its printings have it, where recognition misread one."""

from collections import Counter
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from ingest.reading.model import Document

_SLIPS = 2
"""Characters of a name that recognition mistakes or loses at once, as two in a large title."""

_SHORT = 6
"""A name of fewer characters is too like that of another body."""

_END = 2
"""Characters at the beginning and the end of a name that a misread one still has."""

_TIMES = 3
"""How many times as often as the misread one the right name is printed at least."""


def usual_printing(document: Document, name: str) -> str:
    """The name that a scan prints many times where `name` is that but for a slip or two.

    A name that the file itself prints as text is believed as it stands.

    Args:
        document: The document.
        name: The folded name, as read in one place.
    """
    if len(name) < _SHORT or not any(line.is_recognised for line in document.lines):
        return name
    if any(name in line.folded and not line.is_recognised for line in document.lines):
        return name
    # A name may be broken over lines.
    text = "".join(line.folded for line in document.lines)
    counts = Counter(_like(text, name))
    least = _TIMES * max(text.count(name), 1)
    usual = [like for like, count in counts.items() if count >= least]
    return max(
        usual,
        key=lambda like: (counts[like], -Levenshtein.distance(like, name), like),
        default=name,
    )


def _like(text: str, name: str) -> Iterator[str]:
    """Whatever in a text is the name but for a slip or two, and begins and ends as it does."""
    first, last = name[:_END], name[-_END:]
    at = text.find(first)
    while at >= 0:
        for length in range(len(name) - _SLIPS, len(name) + _SLIPS + 1):
            like = text[at : at + length]
            if like.endswith(last) and 0 < Levenshtein.distance(like, name) <= _SLIPS:
                yield like
        at = text.find(first, at + 1)
