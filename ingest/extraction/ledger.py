"""The ledger: every number printed in a document, and what became of it.

A number is an amount, a statement, an indicator, or a non-figure of a class with a reason; what is
none of these is unaccounted, and counted. The narrative accounts for its own numbers, performance
tables for theirs; here the numbers of the other tables are told apart.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple

from ingest.extraction.narrative import LedgerEntry
from ingest.extraction.performance.model import NumberToken
from ingest.extraction.tables.model import TableSpan
from ingest.extraction.tables.words.codes import (
    classification_code,
    coded_label,
    is_code_token,
    is_joined_code,
)
from ingest.reading.model import NO_COLUMN, Cell, Document, Line
from ingest.vocabulary.headings import headings

Disposition = Literal["amount", "statement", "indicator", "non_figure", "unaccounted"]
Span = tuple[int, int, int]
"""A stretch of characters: line, first and last character, from 1."""

_TABLE_NUMBER = re.compile(r"表(?:\d{1,2}(?:-\d{1,2})*)|(?:\d{1,2}表)")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_FORMULA = re.compile(r"\d+[行栏](?:各行)?=[^;。]*")
_UNIT_PREFIX = re.compile(r"(?<![\d.,])\d{3,12}(?=[-—]\D)")
_DATE = re.compile(
    r"(?<![\d.,])(?:19|20)\d\d[-./年](?:0?[1-9]|1[0-2])(?![\d])(?:[-./月]\d{1,2}日?)?"
)
_RATE = re.compile(r"[-−+]?[\d.,]+%")
_WORD = re.compile(r"[一-鿿]")
_WIDE = re.compile(r"[！-～]")
_WIDTH = {code: code - 0xFEE0 for code in range(ord("！"), ord("～") + 1)}
_MONEY = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+\.\d{2}")
_MONEY_UNIT = re.compile(r"[万亿千百]?元")
_NO_MONEY = re.compile(r"[%‰倍分]|元/")
_LEAST_RUN = 2
_PART = 2
"""Digits of 款 and 项 where a code stands in parts; no unit has so short a number."""
_PERFORMANCE: Mapping[str, tuple[Disposition, str]] = {
    "indicator_target": ("indicator", "target"),
    "indicator_actual": ("indicator", "actual value"),
    "indicator_weight": ("indicator", "weight"),
    "indicator_score": ("indicator", "score"),
    "header_figure": ("statement", "head of a performance table"),
    "project_amount": ("non_figure", "amount of a project without its name"),
    "unaccounted": ("unaccounted", ""),
}


class Use(NamedTuple):
    """What became of one number."""

    disposition: Disposition
    reason: str | None


_CODE = Use("non_figure", "classification code")
_UNIT_CODE = Use("non_figure", "unit code")
_ROW_NUMBER = Use("non_figure", "row number")
_COLUMN_NUMBER = Use("non_figure", "column number")
_NOTE = Use("non_figure", "note of a table")
_COUNT = Use("non_figure", "count")
_PERCENTAGE = Use("non_figure", "percentage")
_LABEL = Use("non_figure", "part of a label")
_TEXT = Use("non_figure", "text of a column")
_PATTERNS = (
    ("=", _FORMULA, "formula"),
    ("表", _TABLE_NUMBER, "table number"),
    ("年", _YEAR, "year"),
    ("-—", _UNIT_PREFIX, "unit code"),
    ("", _DATE, "date"),
)
"""What explains a number: characters of which a line must hold one, the pattern, the reason."""

UNACCOUNTED = Use("unaccounted", None)
_AMOUNT = Use("amount", None)
_STATEMENT = Use("statement", None)


class Taken(NamedTuple):
    """What the readers of tables took.

    Attributes:
        amounts: Where the amounts stand.
        performance: What the performance tables made of their numbers.
        row_numbers: The cells read as numbers of rows where no column tells them.
        counts: The cells that count things in tables of money.
        texts: The cells of words under headings of text.
    """

    amounts: Iterable[Span] = ()
    performance: Iterable[NumberToken] = ()
    row_numbers: Iterable[Cell] = ()
    counts: Iterable[Cell] = ()
    texts: Iterable[Cell] = ()


class LedgerRow(NamedTuple):
    """One number of the document with its use."""

    number: LedgerEntry
    use: Use


def account(
    document: Document, entries: Iterable[LedgerEntry], spans: Sequence[TableSpan], taken: Taken
) -> Iterator[LedgerRow]:
    """Account for every number of `document`.

    Args:
        document: The document.
        entries: Every number token of it, with what the narrative made of it.
        spans: The tables found.
        taken: What the readers of tables took of them.
    """
    by_line: dict[int, list[Span]] = {}
    amount_places = frozenset(taken.amounts)
    for place in amount_places:
        by_line.setdefault(place[0], []).append(place)
    told = {(n.line, n.char_from): n for n in taken.performance}
    tables = _TableNumbers(document, spans, taken.row_numbers)
    counts = {(cell.line, cell.char) for cell in taken.counts}
    texts = {
        (cell.line, char)
        for cell in taken.texts
        for char in range(cell.char, cell.char + len(cell.text))
    }
    for entry in entries:
        use = _narrative_use(entry)
        if use is None or use is UNACCOUNTED:
            line, first, last = entry.line, entry.char_from, entry.char_to
            # Most amounts are one number; the others hold it among signs and brackets.
            if (line, first, last) in amount_places or any(
                start <= first and last <= end for _, start, end in by_line.get(line, ())
            ):
                use = _AMOUNT
            elif token := told.get((line, first)):
                use = _performance_use(token)
            elif (line, first) in counts:
                use = _COUNT
            elif (line, first) in texts:
                use = _TEXT
            else:
                use = tables.use_of(entry)
        yield LedgerRow(entry, use)


def _narrative_use(entry: LedgerEntry) -> Use | None:
    if entry.disposition == "table":
        return None
    if entry.disposition == "statement":
        return _STATEMENT
    if entry.disposition == "non_figure":
        return Use("non_figure", entry.reason)
    return UNACCOUNTED


def _performance_use(token: NumberToken) -> Use:
    disposition, reason = _PERFORMANCE.get(token.disposition, ("non_figure", token.disposition))
    return Use(disposition, reason or None)


class _TableNumbers:
    """Tells the numbers of table lines apart that are not amounts: codes, numbers of the form.

    What is asked of a line is asked again for each of its numbers: the answers are kept.
    """

    def __init__(
        self, document: Document, spans: Sequence[TableSpan], row_numbers: Iterable[Cell]
    ) -> None:
        self._lines = {line.number: line for line in document.lines}
        self._is_tabbed = document.layout == "tabbed"
        bodies = [span.body for span in spans if span.body]
        self._in_body = {line.number for body in bodies for line in body}
        self._breaks = {n for body in bodies for n in range(body[0].number, body[-1].number)}
        self._in_span = {n for span in spans for n in range(span.line, span.line_end + 1)}
        loose = [line for line in document.lines if line.number not in self._in_span]
        columned = (*bodies, loose) if self._is_tabbed else ()
        self._row_numbers = {place for body in columned for place in _row_numbers(body)}
        self._read_as_row_numbers = {(cell.line, cell.char) for cell in row_numbers}
        self._explained: dict[int, tuple[tuple[int, int, str], ...]] = {}
        self._numbering: dict[int, bool] = {}
        self._last_word: dict[int, int] = {}

    def use_of(self, entry: LedgerEntry) -> Use:
        """The use of a number that stands on a table's line, or in columns outside of any table."""
        line = self._lines[entry.line]
        cell = _cell_of(line, entry)
        if use := self._row_number_use(line, cell):
            return use
        if entry.line not in self._in_span:
            return UNACCOUNTED
        is_in_body = entry.line in self._in_body
        is_code = is_in_body and entry.printed_text in (coded_label(cell.text).code or "")
        explained = _CODE if is_code else self._pattern_use(line, entry)
        if explained or is_in_body:
            return explained or self._word_use(line, cell, entry)
        # What a page break tears off a row is not a note.
        is_torn = entry.line in self._breaks and _is_money(line.text, entry)
        return UNACCOUNTED if is_torn else _NOTE

    def _pattern_use(self, line: Line, entry: LedgerEntry) -> Use | None:
        """The use of a number that a pattern explains: a year, a formula, a date."""
        if explained := self._explained_of(line):
            first = len(_unparted(line.text[: entry.char_from - 1]))
            behind = first + len(entry.printed_text)
            for start, end, reason in explained:
                if start <= first and behind <= end:
                    return Use("non_figure", reason)
        return None

    def _word_use(self, line: Line, cell: Cell, entry: LedgerEntry) -> Use:
        """The use of a number by the word or cell that it stands in."""
        if cell.folded.isdigit():
            return self._code_use(line, cell)
        if not _WORD.search(cell.text):
            return _rate_use(cell)
        return UNACCOUNTED if _is_money(line.text, entry) else _LABEL

    def _row_number_use(self, line: Line, cell: Cell) -> Use | None:
        """The use of a number that counts rows, as it was read or as its column tells."""
        place = line.number, cell.char
        if place in self._read_as_row_numbers:
            return _COLUMN_NUMBER if self._numbers_columns(line) else _ROW_NUMBER
        if place not in self._row_numbers or not cell.folded.isdigit():
            return None
        return _CODE if self._code_use(line, cell) is _CODE else _ROW_NUMBER

    def _code_use(self, line: Line, cell: Cell) -> Use:
        """The use of a cell or word that holds nothing but digits."""
        if self._numbers_columns(line):
            return _COLUMN_NUMBER
        codes = _codes_around(line.cells, cell.char)
        # In flattened text the label may stand on the next line; the codes are then alone.
        is_lone = not self._is_tabbed and len(codes) == len(line.cells)
        last_word = self._last_word_of(line)
        has_label = is_lone or last_word > cell.char
        has_label = has_label or (last_word > 0 and _is_of_class(cell.folded, codes))
        if not has_label or cell.folded not in codes:
            return UNACCOUNTED
        if len(cell.folded) == _PART:
            return _CODE
        # After the code of the row may stand that of another classification: 302 27 502 05.
        own = codes[codes.index(cell.folded) :]
        whole, other = (_digits(classification_code(tokens)) for tokens in (codes, own))
        is_other = other.startswith(cell.folded) and other != cell.folded
        return _CODE if is_other or whole.startswith(cell.folded) else _UNIT_CODE

    def _explained_of(self, line: Line) -> tuple[tuple[int, int, str], ...]:
        if line.number not in self._explained:
            self._explained[line.number] = _explained(line.text)
        return self._explained[line.number]

    def _last_word_of(self, line: Line) -> int:
        """Where the last cell of a line begins that holds a word; 0 where none does."""
        if line.number not in self._last_word:
            starts = (cell.char for cell in reversed(line.cells) if _WORD.search(cell.text))
            self._last_word[line.number] = next(starts, 0)
        return self._last_word[line.number]

    def _numbers_columns(self, line: Line) -> bool:
        if line.number not in self._numbering:
            self._numbering[line.number] = _is_numbering([cell.folded for cell in line.cells])
        return self._numbering[line.number]


def _is_money(text: str, entry: LedgerEntry) -> bool:
    """Whether a number looks like money (1,250.00, 5万元), which a label never takes in silence."""
    behind = text[entry.char_to :].lstrip()[:2]
    if _NO_MONEY.match(behind):
        return False
    printed = fold_width(entry.printed_text)
    return bool(_MONEY.fullmatch(printed) or _MONEY_UNIT.match(behind))


def _rate_use(cell: Cell) -> Use:
    """The use of a cell without words that may hold a rate: 增减% stands among amounts."""
    return _PERCENTAGE if _RATE.fullmatch(cell.folded) else UNACCOUNTED


def _is_of_class(text: str, codes: Sequence[str]) -> bool:
    """Whether a number has the form of a class's code, or is a part after one (302 27)."""
    before = codes[: codes.index(text)] if len(text) == _PART and text in codes else ()
    lead = next((code for code in reversed(before) if len(code) != _PART), text)
    return is_joined_code(lead)


def _digits(code: str | None) -> str:
    return (code or "").replace(" ", "")


def _codes_around(cells: Sequence[Cell], start: int) -> list[str]:
    """The numbers that stand with the one at `start`, up to the next label or figure.

    A line may hold several column groups, each with a code of its own.
    """
    codes: list[str] = []
    for cell in cells:
        if is_code_token(cell.folded):
            codes.append(cell.folded)
        elif cell.char > start:
            break
        else:
            codes.clear()
    return codes


def _cell_of(line: Line, entry: LedgerEntry) -> Cell:
    """The cell or word that a number stands in: the last one that begins before it."""
    for cell in reversed(line.cells):
        if cell.char <= entry.char_from:
            return cell
    return Cell.of(NO_COLUMN, line.text, line.page, line.number, 1)


def _explained(text: str) -> tuple[tuple[int, int, str], ...]:
    """What the patterns explain of a line, the first pattern first: places and the reason.

    Places are those in the line without its spaces, which separate nothing in a title or formula.
    """
    folded = fold_width(_unparted(text))
    return tuple(
        [
            (*found.span(), reason)
            for needed, pattern, reason in _PATTERNS
            if not needed or any(map(folded.__contains__, needed))
            for found in pattern.finditer(folded)
        ]
    )


def _unparted(text: str) -> str:
    return "".join(text.split())


def fold_width(text: str) -> str:
    """Full-width ASCII as half width, character by character, so that places stay."""
    return text.translate(_WIDTH) if _WIDE.search(text) else text


def _is_numbering(texts: Sequence[str]) -> bool:
    """A row that numbers the columns: nothing but 1, 2, 3, ... and words of the heading."""
    numbers = [int(text) for text in texts if text.isdigit()]
    if numbers != list(range(1, len(numbers) + 1)):
        return False
    words = {text for text in texts if text and not text.isdigit()}
    return words <= _heading_words() and (len(numbers) >= _LEAST_RUN or "栏次" in words)


@cache
def _heading_words() -> frozenset[str]:
    return frozenset(text for text, _ in headings())


@cache
def _row_number_words() -> frozenset[str]:
    return frozenset(text for (text, _), term in headings().items() if term.role == "row_no")


def _row_numbers(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Line and first character of each cell of a column that counts its rows 1 by 1."""
    columns: dict[int, list[tuple[int, int, int]]] = {}
    words = _row_number_words()
    for line in lines:
        for cell in line.cells if "\t" in line.text else ():
            if cell.folded.isdigit():
                place = int(cell.folded), line.number, cell.char
                columns.setdefault(cell.column, []).append(place)
            elif cell.folded in words:
                # Under its own heading (序号) a column counts its rows however few they are.
                columns.setdefault(cell.column, []).append((0, 0, 0))
    for places in columns.values():
        run: list[tuple[int, int, int]] = []
        for place in (*places, (-1, 0, 0)):
            if run and place[0] != run[-1][0] + 1:
                if len(run) > _LEAST_RUN or run[0] == (0, 0, 0):
                    yield from ((line, at) for _, line, at in run if line)
                run = []
            run.append(place)
