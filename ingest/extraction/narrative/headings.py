"""What in a text is a heading, and what a page repeats above its text."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.base.ordinals import FIRST, FOURTH, PART, SECOND, THIRD
from ingest.reading.model import Document, Line
from ingest.vocabulary.narrative import load_vocabulary

ORDINAL = re.compile(
    rf"(?P<part>{PART})|(?P<one>{FIRST})|(?P<two>{SECOND})|(?P<three>{THIRD} ?)|(?P<four>{FOURTH})"
)
"""The number of a heading or of a list point; the group's name says its level."""

LEVELS = {"part": 0, "one": 1, "two": 2, "three": 3, "four": 4}

_SENTENCE = re.compile(r"[。；：，、,;:]")
_BROKEN = re.compile(r"[《》\"]$")
"""What a line of prose may end with, and no heading does."""

_REMARK = re.compile(r"\([^()]{2,20}\)$")
_AMOUNT = re.compile(r"\d[万亿]*(?:元|%|$)")
_WORD = re.compile(r"[一-鿿]{4}")
_LONGEST_HEADING = 4
_LONGEST_TITLE = 40
_SHORT = 6
"""Tenths of the usual length below which a line was not wrapped."""

_TITLE = 8
"""Tenths of the usual length below which a title was not wrapped."""

_LEAST_HEADS = 3
"""Pages that must repeat a line for it to be printed above or below the text of each."""


def is_heading(lines: Sequence[str], width: int) -> bool:
    """Whether folded lines are a numbered heading: by its last words, or by its shortness.

    Args:
        lines: The lines of a paragraph so far.
        width: The usual length of a full line.
    """
    text = "".join(lines)
    ordinal = ORDINAL.match(text)
    if len(lines) > _LONGEST_HEADING or not ordinal:
        return False
    is_closed = text.endswith("。") and len(text) <= _LONGEST_TITLE
    bare = _REMARK.sub("", text[:-1] if is_closed else text)
    if _SENTENCE.search(bare, ordinal.end()) or len(text) > 2 * max(width, 20):
        return False
    if bare.endswith(load_vocabulary().words["heading_end"]):
        return True
    is_short = (
        not is_closed
        and len(lines) == 1
        and len(text) * 10 < width * _SHORT
        and not _BROKEN.search(text)
    )
    return is_short and len(text) > ordinal.end() + 1 and not _AMOUNT.search(text)


def is_title(text: str, width: int) -> bool:
    """Whether a folded line that begins a paragraph is a section's title without a number."""
    if len(text) > _LONGEST_TITLE or len(text) * 10 >= width * _TITLE or ORDINAL.match(text):
        return False
    bare = _REMARK.sub("", text)
    return bare.endswith(load_vocabulary().words["title_end"]) and not _SENTENCE.search(bare)


def running_heads(document: Document, edges: Sequence[Line]) -> frozenset[int]:
    """The numbers of lines that pages repeat at their edge: no part of the text between them.

    Args:
        document: The document.
        edges: The first and the last line of each page that say something.
    """
    texts = {line.number: "".join(line.text.split()) for line in edges if "\t" not in line.text}
    pages = Counter(texts.values())
    least = max(_LEAST_HEADS, document.page_count // 2)
    return frozenset(
        number
        for number, text in texts.items()
        if pages[text] >= least and _WORD.search(text) and not _SENTENCE.search(text)
    )
