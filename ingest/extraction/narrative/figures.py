"""Figures and non-figures in a folded paragraph."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.extraction.narrative.clauses import Figure
from ingest.vocabulary.narrative import Vocabulary

_NUMBER = re.compile(r"[0-9]+")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")

_BEFORE_NUMBER = 3
"""Characters that a pattern of non-figures may have before its first digit."""


@dataclass(frozen=True, slots=True)
class NonFigure:
    """A stretch of text without figures, what its numbers are, and whether a year opens it."""

    start: int
    end: int
    kind: str
    has_year: bool


def non_figures(text: str, strength: str, words: Vocabulary) -> list[NonFigure]:
    """The stretches of `text` that a pattern of `strength` knows, in order.

    A pattern is tried at each number and just before it, so text without numbers costs nothing.
    """
    pattern = words.non_figures[strength]
    known: list[NonFigure] = []
    end = 0
    for number in _NUMBER.finditer(text):
        for start in range(max(end, number.start() - _BEFORE_NUMBER), number.start() + 1):
            if found := pattern.match(text, start):
                end = found.end()
                kind = words.non_figure_classes[found.lastgroup or ""]
                known.append(NonFigure(start, end, kind, bool(_YEAR.match(text, start))))
                break
    return known


def figures(text: str, masked: Sequence[NonFigure], words: Vocabulary) -> Iterator[Figure]:
    """The figures of `text` outside the stretches `masked`, in order."""
    at = 0
    for found in words.figure.finditer(text):
        start, end = found.span("nil" if found["nil"] else "number")
        if start >= 0:
            while at < len(masked) and masked[at].end <= start:
                at += 1
            if at < len(masked) and masked[at].start < end:
                continue
        yield _figure(found, words)


def _figure(found: re.Match[str], words: Vocabulary) -> Figure:
    if found["flat"]:
        bound = "about" if found["flat"].startswith("基本") else "exact"
        return Figure(
            found.start(), found.start(), found.end(), found.end(), "", 1, "", "flat", bound
        )
    if found["nil"]:
        start, end = found.span()
        return Figure(start, start, end, end, found["nil"], 1, "", "money", "exact")
    signed = found["sign"] is not None
    unit = (found["scale"] or "") + (found["unit"] or "") + (found["bare"] or "")
    if not unit:
        unit = found["noun"]
    return Figure(
        start=found.start(),
        number_start=found.start("sign") if signed else found.start("number"),
        number_end=found.end("number"),
        end=found.end(),
        number=found["number"],
        sign=-1 if signed else 1,
        unit=unit,
        kind=words.unit_kinds[found["unit"]] if found["unit"] else "count",
        bound=_bound(found, words),
    )


def _bound(found: re.Match[str], words: Vocabulary) -> str:
    """The bound of a figure; one that says more than 约 comes first."""
    bounds = []
    for side, group in (("inside", "inside"), ("inside", "within"), ("after", "after")):
        if found[group]:
            bounds.append(words.bounds[side, found[group]])
    before = found["before"] or ""
    while before:
        word = max((w for s, w in words.bounds if s == "before" and before.startswith(w)), key=len)
        bounds.append(words.bounds["before", word])
        before = before[len(word) :]
    firm = [bound for bound in bounds if bound != "about"]
    return firm[0] if firm else "about" if bounds else "exact"


def value_text(figure: Figure, sign: int) -> str:
    """The value of a figure as signed plain decimal text, with the digits printed."""
    digits = figure.number.replace(",", "") or "0"
    is_negative = figure.sign * sign < 0 and digits.strip("0.") != ""
    return f"-{digits}" if is_negative else digits
