"""Figures as recognised: their separators are small marks, and are taken for one another."""

import re
from collections.abc import Sequence
from itertools import groupby

from ingest.base.text import read_cell

_MARKS = ".,，。、:;：；·'’`"
_LETTERS = str.maketrans("OoＯlI|", "000111")
_SHAPE = re.compile(
    rf"[-−]?[\dOoＯlI|]+(?:[{re.escape(_MARKS)}]+[\dOoＯlI|]+)*[{re.escape(_MARKS)}]?"
)
_ROUND = re.compile(rf"[0OoＯDQXx()（）]{{1,4}}[{re.escape(_MARKS)}]+[0OoＯDQXx()（）]{{2,4}}")
"""Round shapes on both sides of a mark: the zero that tables print most, 0.00."""

_PAGE_NUMBER = re.compile(r"[-‐-―−－一]\d{1,4}[-‐-―−－一]")
"""A number between dashes, which look like the character for one: `-6一`."""

_DECIMALS = {1, 2, 6}
"""Digits behind the point of amounts: a group of three may be thousands as well."""

_GROUP = 3
_FEW = 2
"""Letters in a figure; with more of them it is a word."""


def mended(text: str) -> list[tuple[int, str]] | None:
    """A recognised text as the figure that it can only be, where it is none as it stands.

    `3.975.340500` and `90.,000000` are 3,975.340500 and 90.000000: groups of three are separated by
    commas, and what follows the last mark is decimals; `(.(X)` is 0.00. The number of a page
    stands between dashes: `－9一` is -9-. Where that is not sure (`1.234.567`), or the text is an
    amount or no figure at all, nothing is mended.

    Returns:
        The characters of the figure, each with its place in the text; None for the text itself.
    """
    if _PAGE_NUMBER.fullmatch(text):
        return [(at, char if char.isdigit() else "-") for at, char in enumerate(text)]
    if read_cell(text)[2] is not None:
        return None
    if _ROUND.fullmatch(text):
        mark = next(at for at, char in enumerate(text) if char in _MARKS)
        return [(0, "0"), (mark, "."), (mark + 1, "0"), (len(text) - 1, "0")]
    return _as_amount(text)


def _as_amount(text: str) -> list[tuple[int, str]] | None:
    """A text of digits and marks as the amount that it can only be; None where it is none."""
    if not _SHAPE.fullmatch(text):
        return None
    if sum(char.isdigit() for char in text) < _GROUP or sum(map(str.isalpha, text)) > _FEW:
        return None
    sign = text[:1] if text[:1] in {"-", "−"} else ""
    parts = [
        (is_mark, list(own))
        for is_mark, own in groupby(
            enumerate(text[len(sign) :], start=len(sign)), key=lambda item: item[1] in _MARKS
        )
    ]
    if parts[-1][0]:
        parts.pop()
    groups = [own for is_mark, own in parts if not is_mark]
    marks = [own[0][0] for is_mark, own in parts if is_mark]
    if not _are_groups([len(own) for own in groups]):
        return None
    found = [(0, sign)] if sign else []
    for number, own in enumerate(groups):
        if number:
            found.append((marks[number - 1], "." if number == len(groups) - 1 else ","))
        found += [(at, char.translate(_LETTERS)) for at, char in own]
    return found if read_cell("".join(char for _, char in found))[2] is not None else None


def _are_groups(lengths: Sequence[int]) -> bool:
    """Whether groups of digits are thousands and decimals: 1, 3, 3 and 2 digits."""
    if len(lengths) == 1:
        return True
    *thousands, decimals = lengths
    first, *rest = thousands
    is_parted = not rest or (first <= _GROUP and all(length == _GROUP for length in rest))
    return is_parted and decimals in _DECIMALS
