"""Ordinals that printed lists give their lines: the one set of patterns.

Lists are numbered on four levels, 一、 （一） 1. （1）, each in several spellings. Folding brings
most of them together: ㈠ is (一), ⒈ is 1., ⑴ and ① are (1); text that must keep the place of
every character keeps them as they are. A figure, a date or a version (1.5倍, 12.4宪法日, 2.0版) is
no ordinal: after a number and its mark no digit follows, but that of a year (1.2023年预算).
"""

import re

NUMERAL = "[一二三四五六七八九十]{1,3}"
PART = rf"第{NUMERAL}部分"
"""第一部分, the number of a part of a whole document."""
FIRST = rf"{NUMERAL}(?:、|\.(?!{NUMERAL}))"
SECOND = rf"\({NUMERAL}\)|{NUMERAL}\)|[㈠-㈩]"
THIRD = r"(?:\d{1,2}[.、]|[⒈-⒛])(?:(?!\d)|(?=(?:19|20)\d\d年))"
FOURTH = r"\(\d{1,2}\)|\d{1,2}\)|[⑴-⒇①-⑳❶-❿➀-➓]"

_CHINESE = re.compile(rf"{FIRST}|{SECOND}")
_ANY = re.compile(rf"{FIRST}|{SECOND}|{THIRD}|{FOURTH}")


def ordinal_of(folded: str) -> str:
    """The ordinal that a folded text begins with, its mark included; empty where there is none."""
    found = _ANY.match(folded)
    return found[0] if found else ""


def strip_ordinal(folded: str) -> str:
    """A folded text without the ordinal that its list gives it.

    Lists print one, so that what stands after it (一、(一)收入) belongs to the name.
    """
    return folded[len(ordinal_of(folded)) :]


def has_chinese_ordinal(folded: str) -> bool:
    """Whether a folded text begins with 一、 or (一), which begin no figure and no code."""
    return _CHINESE.match(folded) is not None
