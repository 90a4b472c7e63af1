"""Targets and results in words: the comparison, the number and the unit that a text states."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.base.ordinals import FOURTH, THIRD
from ingest.extraction.performance.model import Disposition
from ingest.extraction.performance.text import Ledger, Text, plain
from ingest.vocabulary.performance import vocabulary

_DATE = re.compile(
    r"(?P<year>(?:19|20)\d{2}(?:年度?)?[-—–~至](?:19|20)\d{2}(?:年度?)?(?!\d))"
    r"|(?P<date>(?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}日)?|(?<!\d)\d{1,2}月(?:\d{1,2}日)?)"
    r"|(?P<only>(?:19|20)\d{2}年度?)"
)
_ORDINAL = re.compile(rf"{THIRD}|{FOURTH}")
_CODE = re.compile(r"\d{3,}(?=[-—])")
_SENTENCE_END = "。；;，,、"
_CLAUSE_END = re.compile(rf"$|[{_SENTENCE_END}]")
_SEMICOLON = re.compile(r"[；;]")
_LONGEST = 2000
"""A cell longer than this is prose, not a target."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure of a target, or the target as a whole where it states none.

    Attributes:
        text: The target's text.
        at: The figure in it, or the whole.
        operator: ``≥ ≤ = > <``, ``qualitative``, or None.
        value: The number as plain decimal text.
        unit: Its unit.
        strange: What stands where a unit should and is not known as one.
    """

    text: Text
    at: Text
    operator: str | None
    value: str | None
    unit: str | None
    strange: Text | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """One of the values of a row: its place among several, its name, target and result."""

    part: str | None
    name: Text
    target: Text | None
    actual: Text | None


def claim_words(ledger: Ledger, text: Text, rest: Disposition) -> None:
    """Account for the digits of words: years, dates, ordinals and codes, and then the `rest`."""
    claim_dates(ledger, text)
    for start in (0, *sorted(text.breaks)):
        if ordinal := _ORDINAL.match(text.folded, start):
            ledger.claim(text, "ordinal", ordinal.span())
    if code := _CODE.match(text.folded):
        ledger.claim(text, "code", code.span())
    ledger.claim(text, rest)


def claim_dates(ledger: Ledger, text: Text) -> None:
    """Account for the years and dates of a text and for no other digit."""
    for found in _DATE.finditer(text.folded):
        ledger.claim(text, "date" if found["date"] else "year", found.span())


def read_target(text: Text) -> list[Reading]:
    """What a target states: each figure that it compares or that ends a clause, or its words.

    A text with numbers of which none reads so stays whole, without operator and value: it is
    never half read.
    """
    end = len(text.folded.rstrip(_SENTENCE_END + "."))
    trimmed = text.part(0, end)
    if not len(trimmed) or len(trimmed) > _LONGEST:
        return [Reading(text, text, None, None, None)]
    dates = [found.span() for found in _DATE.finditer(trimmed.folded)]
    found = [
        figure
        for figure in vocabulary().figure.finditer(trimmed.folded)
        if not any(start < figure.end() and figure.start() < stop for start, stop in dates)
    ]
    if not found:
        return [_words(trimmed, text)]
    if len(found) == 1 and found[0].group() == trimmed.folded:
        return [_reading(found[0], trimmed)]
    readings = [_reading(figure, trimmed) for figure in found if _counts(figure, trimmed.folded)]
    return readings or [Reading(trimmed, trimmed, None, None, None)]


def _words(trimmed: Text, text: Text) -> Reading:
    """A target without a figure: a comparison with something named, or a quality."""
    leading = vocabulary().leading.match(trimmed.folded)
    named = trimmed.part(leading.end()) if leading else None
    if leading and named:
        operator = vocabulary().operators[leading.group()]
        return Reading(named, text, operator, None, None)
    return Reading(trimmed, text, "qualitative", None, None)


def _counts(figure: re.Match[str], folded: str) -> bool:
    """Whether a figure among words is meant: it is compared, or it ends its clause with a unit."""
    if figure["before"] or figure["after"]:
        return True
    return bool(figure["unit"]) and _CLAUSE_END.match(folded, figure.end()) is not None


def _reading(figure: re.Match[str], text: Text) -> Reading:
    words, at = vocabulary(), text.part(*figure.span())
    operator = (
        words.operators[figure["before"]]
        if figure["before"]
        else words.after[figure["after"]]
        if figure["after"]
        else None
    )
    is_strange = not (figure["unit"] or figure["after"] or figure["more"]) and (
        _CLAUSE_END.match(text.folded, figure.end()) is None
    )
    if is_strange:
        return Reading(text, at, None, None, None, text.part(figure.end()))
    if figure["more"]:
        return Reading(text, at, operator, None, figure["unit"])
    start = figure.start("sign") if figure["sign"] else figure.start("number")
    value = plain(text.part(start, figure.end("number")))
    return Reading(text, at, operator, value, figure["unit"])


def pieces(name: Text, target: Text | None, actual: Text | None) -> list[Piece]:
    """The values of a row: one, or as many as its name and its values list side by side.

    Lists are separated by semicolons, or by blanks that no digit stands beside (`26 人` is one
    value). Only where the counts agree is a row several values.
    """
    if target is not None and len(name) + len(target) <= _LONGEST:
        for names in _lists(name):
            for targets in _lists(target):
                if len(names) == len(targets):
                    actuals = _matching(actual, len(names))
                    return [
                        Piece(str(n), *both, result)
                        for n, (both, result) in enumerate(
                            zip(zip(names, targets, strict=True), actuals, strict=True), start=1
                        )
                    ]
    return [Piece(None, name, target, actual)]


def _matching(actual: Text | None, count: int) -> list[Text | None]:
    for listed in _lists(actual) if actual is not None else ():
        if len(listed) == count:
            return list(listed)
    return [actual] * count


def _lists(text: Text) -> Iterator[list[Text]]:
    """The lists of more than one value that a text can be."""
    by_sign = _cut(text, [found.span() for found in _SEMICOLON.finditer(text.folded)])
    if len(by_sign) > 1:
        yield by_sign
    folded = text.folded
    by_blank = _cut(
        text,
        [
            (at, at)
            for at in sorted(text.breaks)
            if not (folded[at - 1].isdigit() or folded[at].isdigit())
        ],
    )
    if len(by_blank) > 1:
        yield by_blank


def _cut(text: Text, seams: list[tuple[int, int]]) -> list[Text]:
    bounds = [0, *(at for seam in seams for at in seam), len(text)]
    parts = [text.part(*pair) for pair in zip(bounds[::2], bounds[1::2], strict=True)]
    return [part for part in parts if len(part)]
