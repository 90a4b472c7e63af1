"""The ledger: every number printed in a document, and what became of it.

A number is an amount, a statement, an indicator, or a non-figure of a class with a reason; what is
none of these is unaccounted, and counted. The narrative accounts for its own numbers, performance
tables for theirs; here the numbers of the other tables are told apart.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from ingest.model import Document, Line
from ingest.narrative import LedgerEntry
from ingest.normalise import fold
from ingest.performance import NumberToken
from ingest.tables.codes import classification_code, is_code_token
from ingest.tables.find import TableSpan
from ingest.vocabulary import headings

Disposition = Literal["amount", "statement", "indicator", "non_figure", "unaccounted"]
Span = tuple[int, int, int]
"""A stretch of characters: line, first and last character, from 1."""

_TABLE_NUMBER = re.compile(r"表(?:\d{1,2}(?:-\d{1,2})*)|(?:\d{1,2}表)")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_FORMULA = re.compile(r"\d+[行栏](?:各行)?=[^;。]*")
_UNIT_PREFIX = re.compile(r"(?<![\d.,])\d{3,12}(?=[-—]\D)")
_DATE = re.compile(r"\d{4}[-./年]\d{1,2}(?:[-./月]\d{1,2}日?)?")
_WORD = re.compile(r"[一-鿿]")
_CELL = re.compile(r"[^\t]+")
_WORDS = re.compile(r"\S+")
_WIDTH = {code: code - 0xFEE0 for code in range(ord("！"), ord("～") + 1)}
_LEAST_RUN = 2
_PART = 2
"""Digits of 款 and 项 where a code stands in parts; no unit has so short a number."""
_PERFORMANCE: Mapping[str, tuple[Disposition, str]] = {
    "indicator_target": ("indicator", "target"),
    "indicator_actual": ("indicator", "actual value"),
    "indicator_weight": ("indicator", "weight"),
    "indicator_score": ("indicator", "score"),
    "header_figure": ("statement", "head of a performance table"),
    "unaccounted": ("unaccounted", ""),
}


@dataclass(frozen=True, slots=True)
class Use:
    """What became of one number."""

    disposition: Disposition
    reason: str | None


_CODE = "classification code"
_PATTERNS = (
    ("=", _FORMULA, "formula"),
    ("表", _TABLE_NUMBER, "table number"),
    ("年", _YEAR, "year"),
    ("-—", _UNIT_PREFIX, "unit code"),
    ("", _DATE, "date"),
)
"""What explains a number: characters of which a line must hold one, the pattern, the reason."""

UNACCOUNTED = Use("unaccounted", None)


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One number of the document with its use."""

    page: int
    line: int
    char_from: int
    char_to: int
    printed_text: str
    use: Use


def account(
    document: Document,
    entries: Iterable[LedgerEntry],
    spans: Sequence[TableSpan],
    amounts: Iterable[Span],
    performance: Iterable[NumberToken],
) -> Iterator[LedgerRow]:
    """Account for every number of `document`.

    Args:
        document: The document.
        entries: Every number token of it, with what the narrative made of it.
        spans: The tables found.
        amounts: Where the amounts of the tables stand.
        performance: What the performance tables made of their numbers.
    """
    by_line: dict[int, list[Span]] = {}
    amount_places = frozenset(amounts)
    for place in amount_places:
        by_line.setdefault(place[0], []).append(place)
    told = {(n.line, n.char_from): n for n in performance}
    tables = _TableNumbers(document, spans)
    for entry in entries:
        use = _narrative_use(entry)
        if use is None or use.disposition == "unaccounted":
            token = told.get((entry.line, entry.char_from))
            # Most amounts are one number; the others hold it among signs and brackets.
            if (entry.line, entry.char_from, entry.char_to) in amount_places or any(
                _within(entry, place) for place in by_line.get(entry.line, ())
            ):
                use = Use("amount", None)
            elif token is not None:
                use = _performance_use(token)
            else:
                use = tables.use_of(entry)
        yield LedgerRow(
            entry.page, entry.line, entry.char_from, entry.char_to, entry.printed_text, use
        )


def _narrative_use(entry: LedgerEntry) -> Use | None:
    if entry.disposition == "table":
        return None
    if entry.disposition == "statement":
        return Use("statement", None)
    if entry.disposition == "non_figure":
        return Use("non_figure", entry.reason)
    return UNACCOUNTED


def _performance_use(token: NumberToken) -> Use:
    disposition, reason = _PERFORMANCE.get(token.disposition, ("non_figure", token.disposition))
    return Use(disposition, reason or None)


def _within(entry: LedgerEntry, place: Span) -> bool:
    return place[1] <= entry.char_from and entry.char_to <= place[2]


class _TableNumbers:
    """Tells the numbers of table lines apart that are no amounts: codes, numbers of the form."""

    def __init__(self, document: Document, spans: Sequence[TableSpan]) -> None:
        self._lines = {line.number: line for line in document.lines}
        self._is_tabbed = document.layout == "tabbed"
        bodies = [span.body for span in spans if span.body]
        self._in_body = {line.number for body in bodies for line in body}
        self._in_span = {n for span in spans for n in range(span.line, span.line_end + 1)}
        loose = [line for line in document.lines if line.number not in self._in_span]
        self._row_numbers = {
            place for body in (*bodies, loose) for place in _row_numbers(body) if self._is_tabbed
        }

    def use_of(self, entry: LedgerEntry) -> Use:
        """The use of a number that stands on a table's line, or in columns that are no table's."""
        line = self._lines[entry.line]
        start, text = _part_of(line, entry)
        folded = fold(text)
        if (line.number, start) in self._row_numbers and folded.isdigit():
            is_code = self._code_use(line, start, folded) == Use("non_figure", _CODE)
            return Use("non_figure", _CODE if is_code else "row number")
        if entry.line not in self._in_span:
            return UNACCOUNTED
        first, last = entry.char_from - 1, entry.char_to - 1
        for start_at, end_at, reason in _explained(line.text):
            if start_at <= first and last <= end_at:
                return Use("non_figure", reason)
        if entry.line not in self._in_body:
            return Use("non_figure", "note of a table")
        if folded.isdigit():
            return self._code_use(line, start, folded)
        return Use("non_figure", "part of a label") if _WORD.search(text) else UNACCOUNTED

    def _code_use(self, line: Line, start: int, digits: str) -> Use:
        """The use of a cell or word that holds nothing but digits."""
        parts = _folded_parts(line.text)
        if _numbers_columns(line.text):
            return Use("non_figure", "column number")
        codes = _codes_around(parts, start)
        code = classification_code(codes) or ""
        # In flattened text the label may stand on the next line; the codes are then alone.
        has_label = any(_WORD.search(text) for at, text in parts if at > start)
        is_lone = not self._is_tabbed and len(codes) == len(parts)
        if not (has_label or is_lone) or digits not in codes:
            return UNACCOUNTED
        is_part = len(digits) == _PART or code.replace(" ", "").startswith(digits)
        return Use("non_figure", _CODE if is_part else "unit code")


def _codes_around(parts: Sequence[tuple[int, str]], start: int) -> list[str]:
    """The numbers that stand with the one at `start`, up to the next label or figure.

    A line may hold several column groups, each with a code of its own.
    """
    codes: list[str] = []
    for at, text in parts:
        if is_code_token(text):
            codes.append(text)
        elif at > start:
            break
        else:
            codes.clear()
    return codes


def _part_of(line: Line, entry: LedgerEntry) -> tuple[int, str]:
    """The cell or word that a number stands in, and its first character, from 1."""
    for at, text in _parts(line.text):
        if at <= entry.char_from < at + len(text):
            return at, text
    return 1, line.text


@lru_cache(maxsize=256)
def _parts(text: str) -> tuple[tuple[int, str], ...]:
    """The cells of a line, or its words where it has no columns, each with its first character.

    The numbers of a line are asked for one after another, so that the last lines are kept.
    """
    pattern = _CELL if "\t" in text else _WORDS
    return tuple((found.start() + 1, found[0]) for found in pattern.finditer(text))


@lru_cache(maxsize=256)
def _folded_parts(text: str) -> tuple[tuple[int, str], ...]:
    return tuple((at, fold(part)) for at, part in _parts(text))


@lru_cache(maxsize=256)
def _numbers_columns(text: str) -> bool:
    return _is_numbering([part for _, part in _folded_parts(text)])


@lru_cache(maxsize=256)
def _explained(text: str) -> tuple[tuple[int, int, str], ...]:
    """What the patterns explain of a line, the first pattern first: places and the reason.

    The numbers of a line are asked for one after another, so that the last lines are kept.
    """
    # Blanks inside a title or formula part nothing: match without them, map places back.
    folded = fold_width("".join(text.split()))
    explained = [
        (*found.span(), reason)
        for needed, pattern, reason in _PATTERNS
        if not needed or any(char in folded for char in needed)
        for found in pattern.finditer(folded)
    ]
    if not explained:
        return ()
    places = [at for at, char in enumerate(text) if not char.isspace()]
    return tuple((places[start], places[end - 1], reason) for start, end, reason in explained)


def fold_width(text: str) -> str:
    """Full-width ASCII as half width, character by character, so that places stay."""
    return text if text.isascii() else text.translate(_WIDTH)


def _is_numbering(texts: Sequence[str]) -> bool:
    """A row that numbers the columns: nothing but 1, 2, 3, ... and words of the heading."""
    numbers = [int(text) for text in texts if text.isdigit()]
    words = {text for text in texts if text and not text.isdigit()}
    is_run = numbers == list(range(1, len(numbers) + 1))
    return words <= _heading_words() and is_run and (len(numbers) >= _LEAST_RUN or "栏次" in words)


@cache
def _heading_words() -> frozenset[str]:
    return frozenset(text for text, _ in headings())


@cache
def _row_number_words() -> frozenset[str]:
    return frozenset(text for (text, _), term in headings().items() if term.role == "row_no")


def _row_numbers(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Line and first character of each cell of a column that counts its rows 1 by 1."""
    columns: dict[int, list[tuple[int, int, int]]] = {}
    for line in lines:
        at = 1
        for column, text in enumerate(line.text.split("\t") if "\t" in line.text else ()):
            folded = fold(text)
            if folded.isdigit():
                columns.setdefault(column, []).append((int(folded), line.number, at))
            elif folded in _row_number_words():
                # Under its own heading (序号) a column counts its rows however few they are.
                columns.setdefault(column, []).append((0, 0, 0))
            at += len(text) + 1
    for cells in columns.values():
        run: list[tuple[int, int, int]] = []
        for cell in (*cells, (-1, 0, 0)):
            if run and cell[0] != run[-1][0] + 1:
                if len(run) > _LEAST_RUN or run[0] == (0, 0, 0):
                    yield from ((line, at) for _, line, at in run if line)
                run = []
            run.append(cell)
