"""Tables flattened to text: spaces separate the words, and empty cells have vanished."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest

from ingest.base.ordinals import has_chinese_ordinal, strip_ordinal
from ingest.base.text import fold, is_broken_number, label_key
from ingest.extraction.tables.heads.flat_headings import Heads, is_row, read_heads
from ingest.extraction.tables.model import Context, Figure, Grid, Row, Segment, printed_value
from ingest.extraction.tables.rows.cell_lines import rows_of_cells
from ingest.extraction.tables.words.codes import (
    CodedLabel,
    classification_code,
    coded_label,
    is_code_of_known_class,
    is_flat_code,
    is_joined_code,
    part_in_label,
    row_kind,
)
from ingest.extraction.tables.words.headings import side_of
from ingest.extraction.tables.words.titles import is_page_break
from ingest.reading.model import Cell, Line
from ingest.vocabulary.classes import classification_names, register_of
from ingest.vocabulary.headings import row_kinds
from ingest.vocabulary.summary_lines import is_name, label_side, without_bare_ordinal

_DOTS = ".。·"
"""A word of nothing but these only leads over to the next."""
_DASH = re.compile(r"[-—–―－]+")
_HIGHEST_ROW = 200
"""Row numbers (行次) stay below this; the classes of codes begin above it."""
_REPEATED_HEADING = 2
"""A line of so many words that stood above the rows is a heading again, and no rest of a label."""
_LONGEST_REST = 12
"""The rest of a wrapped label has at most so many characters; prose has more."""


@dataclass(slots=True)
class _Piece:
    """A run of words and the figures after it: one segment's part of a row.

    `cells` are what stands after the words: figures, and None for each dash in place of one.
    """

    codes: list[str] = field(default_factory=list)
    words: list[Cell] = field(default_factory=list)
    cells: list[Cell | None] = field(default_factory=list)

    @property
    def label(self) -> str:
        return "".join([word.text for word in self.words])

    @property
    def has_numbers(self) -> bool:
        return any(self.cells)

    @property
    def is_empty(self) -> bool:
        return not (self.codes or self.words or self.cells)


def read_flat(body: Sequence[Line], context: Context) -> Grid:
    """Read a flattened body: headings into slots without columns, lines into rows of figures."""
    lines = rows_of_cells(
        [tokens for line in body if (tokens := _tokens(line)) and not _is_break(tokens)]
    )
    start = next((i for i, tokens in enumerate(lines) if is_row(tokens)), len(lines))
    heads = read_heads(lines[:start], context)
    rows = _Rows(heads, context)
    above = {_texts(tokens) for tokens in lines[:start] if len(tokens) >= _REPEATED_HEADING}
    first_words = {texts[0] for texts in above}
    for tokens in lines[start:]:
        # A table that goes on over a page repeats its headings there.
        if tokens[0].folded not in first_words or _texts(tokens) not in above:
            rows.read(tokens)
    return Grid(heads.segments, tuple(rows.finish()), heads.unknown, tuple(rows.numbers))


def _tokens(line: Line) -> list[Cell]:
    return [word for word in line.cells if word.text.strip(_DOTS)]


def _is_break(tokens: Sequence[Cell]) -> bool:
    """Whether a line says that the table goes on over a page: 支出表（续）, - 3 -."""
    folded = "".join([token.folded for token in tokens])
    return is_page_break(folded) and not (len(tokens) == 1 and folded.isdigit())


def _texts(tokens: Sequence[Cell]) -> tuple[str, ...]:
    return tuple([token.folded for token in tokens])


class _Rows:
    """Rows of a flattened body; words left over from lines without figures wait for their own.

    `numbers` are the cells that number rows.
    """

    def __init__(self, heads: Heads, context: Context) -> None:
        self._heads = heads
        self._context = context
        self.numbers: list[Cell] = []
        self._rows: list[Row] = []
        self._waiting = _Piece()
        self._row_no = 0
        self._has_total = False
        self._homes: dict[str, int] = {}

    def read(self, tokens: Sequence[Cell]) -> None:
        """Take the next line."""
        if any(self._heads.numbered) and all(_is_row_number(token) for token in tokens):
            self.numbers += tokens
            return
        pieces = self._cut(tokens)
        if len(pieces) == 1 and not pieces[0].has_numbers:
            self._wait(pieces[0])
            return
        if not self._waiting.is_empty:
            if not _is_joined(self._waiting, pieces[0]):
                self._let_go()
            pieces[0] = _join(self._waiting, pieces[0])
            self._waiting = _Piece()
        self._row_no += 1
        taken: set[int] = set()
        for piece, segment in self._aligned(pieces):
            if segment.index in taken and piece.has_numbers:
                # Two rows of one segment on a line.
                self._row_no += 1
                taken.clear()
            taken.add(segment.index)
            self._add(piece, segment)

    def _cut(self, tokens: Sequence[Cell]) -> list[_Piece]:
        """Cut the words of a line: codes, label and figures, and again where a label follows."""
        heads = self._heads
        pieces = [_Piece()]
        if not heads.coded and all(_is_cell(token) for token in tokens):
            # Figures alone, in a table without codes: no whole number among them is one.
            return [_Piece(cells=[t if t.amount is not None else None for t in tokens])]
        is_numbered = any(heads.numbered)
        has_codes_beside = heads.coded and len(heads.segments) > 1
        for token, behind in zip_longest(tokens, tokens[1:]):
            piece = pieces[-1]
            before_word = behind is not None and behind.amount is None
            if token.amount is not None and piece.cells and not before_word:
                # Most words are figures that stand after others.
                piece.cells.append(token)
                continue
            before_name = before_word or (heads.coded and _begins_code(behind))
            if is_numbered and piece.is_empty and before_name and _is_row_number(token):
                self.numbers.append(token)
                continue
            before_sum = behind is not None and before_word and behind.folded in row_kinds()
            may_be_code = (has_codes_beside and not before_sum) or _names_class(behind)
            if _begins_piece(token, piece, before_word=before_word, may_be_code=may_be_code):
                piece = _Piece()
                pieces.append(piece)
            _take(token, piece, before_word=before_word)
        return pieces

    def finish(self) -> list[Row]:
        """All rows, with what waits at the end of the body."""
        self._let_go()
        return self._rows

    def _wait(self, piece: _Piece) -> None:
        if _is_known(piece.label) or piece.codes:
            self._let_go()
            self._waiting = piece
        elif self._waiting.is_empty and self._completes_last(piece, known=True):
            self._append(piece)
        else:
            self._waiting = _join(self._waiting, piece)

    def _let_go(self) -> None:
        """Words that belong to no row after them: a label's rest, or a line without figures."""
        waiting, self._waiting = self._waiting, _Piece()
        if not waiting.words:
            return
        if self._completes_last(waiting, known=False):
            self._append(waiting)
            return
        for piece, segment in self._aligned([waiting]):
            self._add(piece, segment)

    def _completes_last(self, piece: _Piece, *, known: bool) -> bool:
        """Whether words are the rest of the last row's label, wrapped after its figures."""
        last = self._rows[-1] if self._rows else None
        if last is None or not last.label or piece.codes or not piece.words:
            return False
        if _is_known(last.label + piece.label):
            return True
        is_rest = len(piece.label) <= _LONGEST_REST and not has_chinese_ordinal(fold(piece.label))
        is_open = bool(last.code) and not _is_known(last.label)
        return not known and is_rest and is_open and not piece.label.endswith("。")

    def _append(self, piece: _Piece) -> None:
        last = self._rows[-1]
        self._rows[-1] = last._replace(label=(last.label or "") + piece.label)

    def _aligned(self, pieces: Sequence[_Piece]) -> Iterator[tuple[_Piece, Segment]]:
        """Give the parts of a row to the segments: by what their labels say, else in order."""
        segments = self._heads.segments
        if len(pieces) == len(segments) > 1:
            for piece, segment in zip(pieces, segments, strict=True):
                self._homes.setdefault("".join(piece.codes)[:3], segment.index)
                yield piece, segment
            return
        for index, piece in enumerate(pieces):
            yield piece, segments[self._home(piece, min(index, len(segments) - 1))]

    def _home(self, piece: _Piece, default: int) -> int:
        """The segment of a part of a row whose other parts are blank."""
        segments = self._heads.segments
        if len(segments) == 1:
            return 0
        label = fold(without_bare_ordinal(piece.label))
        side = label_side(piece.label) or _side_by_name(strip_ordinal(label))
        for segment in segments:
            headings = [slot.heading for slot in segment.slots]
            if (side and segment.side == side) or any(h in label for h in headings):
                return segment.index
        return self._homes.get("".join(piece.codes)[:3], default) if piece.codes else default

    def _add(self, piece: _Piece, segment: Segment) -> None:
        number = _row_number(piece) if self._heads.numbered[segment.index] else None
        if number:
            self.numbers.append(number)
            piece = _Piece(piece.codes, piece.words, piece.cells[1:])
        if piece.is_empty:
            return
        row = _row(self._row_no, segment, piece, self._context, has_total=self._has_total)
        row = row._replace(form_no=int(number.folded) if number else None)
        self._has_total = self._has_total or (row.kind == "total" and bool(row.figures))
        self._rows.append(row)


def _side_by_name(name: str) -> str | None:
    """The side that a label names itself: a class of expenditure, 其他收入, 农林水支出."""
    return "expenditure" if name in classification_names() else side_of(name)


def _is_row_number(token: Cell) -> bool:
    return token.folded.isdigit() and int(token.folded) <= _HIGHEST_ROW


def _row_number(piece: _Piece) -> Cell | None:
    """The row number of a part of a row: the first cell after its label."""
    first = piece.cells[0] if piece.cells else None
    return first if first and _is_row_number(first) else None


def _is_cell(token: Cell) -> bool:
    return token.amount is not None or _is_blank(token)


def _is_blank(token: Cell) -> bool:
    """Whether a word holds the place of a figure: a dash, or digits that are not a number."""
    return bool(_DASH.fullmatch(token.text)) or is_broken_number(token.folded)


def _begins_code(cell: Cell | None) -> bool:
    return cell is not None and is_joined_code(cell.folded)


def _names_class(cell: Cell | None) -> bool:
    """Whether a word is the name of a class, so that a code before it is of this name."""
    return cell is not None and cell.folded in classification_names()


def _begins_piece(token: Cell, piece: _Piece, *, before_word: bool, may_be_code: bool) -> bool:
    """Whether a word begins another label: after figures, by its code, or by its ordinal."""
    if token.amount is not None:
        is_behind = may_be_code and before_word and bool(piece.words or piece.cells)
        return is_behind and is_code_of_known_class(token.folded)
    if _is_blank(token):
        return False
    return piece.has_numbers or (bool(piece.words) and _begins_line(token))


def _take(token: Cell, piece: _Piece, *, before_word: bool) -> None:
    if token.amount is not None:
        _take_number(token, piece, before_word=before_word)
    elif not _is_blank(token):
        piece.words.append(token)
    elif piece.words or piece.cells:
        piece.cells.append(None)


def _take_number(token: Cell, piece: _Piece, *, before_word: bool) -> None:
    if piece.words or piece.cells:
        piece.cells.append(token)
        return
    is_name = before_word and not piece.codes and not _is_whole_code(token.folded)
    if is_name:
        piece.words.append(token)
    elif is_flat_code(token.folded):
        piece.codes.append(token.folded)
    else:
        piece.cells.append(token)


def _is_whole_code(text: str) -> bool:
    """Whether a lone number before words is a code; two digits alone are part of a name."""
    return is_flat_code(text) and len(text) > len("01")


def _begins_line(token: Cell) -> bool:
    """Whether a word begins a second label: by its ordinal or because it is one of a summary."""
    if has_chinese_ordinal(token.folded):
        return True
    return len(token.folded) > len("支出") and label_side(token.text) is not None


@lru_cache(maxsize=8192)
def _is_known(label: str) -> bool:
    """Whether a label stands in the vocabulary; forms print the same ones in every document."""
    key = label_key(label)
    return is_name(key) or key in row_kinds()


def _is_joined(waiting: _Piece, piece: _Piece) -> bool:
    """Whether what waited belongs to a row's first part.

    A label of its own that is known, or has its code beside it, needs nothing before it.
    """
    if piece.words and (piece.codes or _is_known(piece.label)):
        return False
    return not piece.words or bool(waiting.codes) or _is_known(waiting.label + piece.label)


def _join(waiting: _Piece, piece: _Piece) -> _Piece:
    return _Piece(waiting.codes + piece.codes, waiting.words + piece.words, piece.cells)


def _row(row_no: int, segment: Segment, piece: _Piece, context: Context, *, has_total: bool) -> Row:
    codes, text = part_in_label(piece.codes, piece.label)
    named = coded_label(text) if not codes else CodedLabel(text)
    label = named.name or None
    kind = row_kind(label, context.unit_names, has_total=has_total)
    figures = tuple(
        [
            Figure(cell, value)
            for cell in piece.cells
            if cell and (value := printed_value(cell.text)) is not None
        ]
    )
    code = classification_code(codes, context.table_type) or named.code
    is_unit = bool(codes) or (named.is_unit and register_of(context.table_type) is not None)
    if kind == "line" and label and code is None and is_unit:
        kind = "unit"
    code = None if kind in {"unit", "total"} else code
    # A dash keeps the place of a blank cell: with all cells there, none has vanished.
    is_whole = len(piece.cells) == len(segment.slots)
    places = tuple(i for i, cell in enumerate(piece.cells) if cell) if is_whole else ()
    place = piece.words[0] if piece.words else None
    return Row(row_no, segment.index, kind, code, label, 0, figures, places, place=place)
