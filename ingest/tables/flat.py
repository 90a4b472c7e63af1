"""Tables flattened to text: blanks part the words, and empty cells have vanished."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate

from ingest.errors import NotANumberError, Place
from ingest.model import Cell, Line
from ingest.normalise import decimals, fold, parse_number, strip_markup, strip_ordinal
from ingest.tables.codes import classification_code, is_code_token, row_kind
from ingest.tables.headings import SIDES, measure_of, nest, phase_of, split_headings
from ingest.tables.model import Figure, Grid, Row, Segment, Slot
from ingest.tables.tabbed import Context
from ingest.vocabulary import (
    HeadingTerm,
    classification_names,
    label_side,
    row_kinds,
    summary_lines,
)

_TOKEN = re.compile(r"\S+")
_ORDINAL_START = re.compile(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]")
_NUMERIC = re.compile(r"[\d.,，\-−]*\d[\d.,，\-−]*")
_UNIT_LINE = re.compile(r"(?:单位|部门|编制单位)[^:]{0,6}:|(?:金额)?单位:")
_NOTHING = re.compile(r"[.。·\-—–]*")


_LONGEST_NUMBERING = 3
"""Column numbers and the class of a code have up to three digits; a bare amount has more."""


@dataclass(slots=True)
class _Piece:
    """A run of words and the figures behind it: one segment's part of a row."""

    codes: list[str] = field(default_factory=list)
    words: list[Cell] = field(default_factory=list)
    numbers: list[Cell] = field(default_factory=list)

    @property
    def label(self) -> str:
        return "".join(word.text for word in self.words)


def read_flat(body: Sequence[Line], context: Context) -> Grid:
    """Read a flattened body: headings into slots without columns, lines into rows of figures.

    Raises:
        NotANumberError: A word made of digits and separators is no number.
    """
    lines = [(line, tokens) for line in body if (tokens := _tokens(line))]
    start = next((i for i, (_, tokens) in enumerate(lines) if _is_row(tokens)), len(lines))
    segments, unknown = _heads([tokens for _, tokens in lines[:start]], context)
    rows = tuple(_rows([tokens for _, tokens in lines[start:]], segments, context))
    return Grid(segments, rows, unknown)


def _tokens(line: Line) -> list[Cell]:
    return [
        Cell(-1, strip_markup(found[0]), line.page, line.number, found.start() + 1)
        for found in _TOKEN.finditer(line.text)
        if not _NOTHING.fullmatch(strip_markup(found[0]))
    ]


def _is_row(tokens: Sequence[Cell]) -> bool:
    """A line that can be no heading: it has an amount, or begins as the lines of a summary do."""
    if _ORDINAL_START.match(tokens[0].text):
        return True
    return any(
        parse_number(token.text) is not None
        and (not token.text.isdigit() or len(token.text) > _LONGEST_NUMBERING)
        for token in tokens
        if not (is_code_token(token.text) and len(token.text) in {5, 6, 7})
    )


def _heads(
    lines: Sequence[Sequence[Cell]], context: Context
) -> tuple[tuple[Segment, ...], tuple[Cell, ...]]:
    """The segments that the heading words name, and the words that no heading explains."""
    tokens = [token for line in lines for token in line]
    texts = ["".join(fold(t.text) for t in line if not t.text.isdigit()) for line in lines]
    texts = [text for text in texts if not _UNIT_LINE.match(text)]
    breaks = set(accumulate(len(text) for text in texts))
    pieces = split_headings("".join(texts), context.table_type, breaks)
    groups: list[list[tuple[str, HeadingTerm]]] = [[]]
    sides = [SIDES[piece] for piece, _ in pieces if piece in SIDES]
    for piece, term in pieces:
        if term is None:
            continue
        if term.role in {"label", "code"} and _has_measure(groups[-1]) and len(sides) > len(groups):
            groups.append([])
        groups[-1].append((piece, term))
    segments = tuple(
        Segment(
            index,
            sides[index] if len(sides) == len(groups) > 1 else None,
            _slots(group, context),
            0,
            0,
        )
        for index, group in enumerate(groups)
    )
    unknown = tuple(
        Cell(-1, piece, tokens[0].page, tokens[0].line, tokens[0].char)
        for piece, term in pieces
        if term is None and tokens
    )
    return segments, unknown


def _has_measure(group: Sequence[tuple[str, HeadingTerm]]) -> bool:
    return any(term.role == "measure" for _, term in group)


def _slots(group: Sequence[tuple[str, HeadingTerm]], context: Context) -> tuple[Slot, ...]:
    measures = [(text, term) for text, term in group if term.role == "measure"]
    by_measure = {term.measure: (text, term) for text, term in measures if term.measure}
    order = nest([term.measure for _, term in measures if term.measure])
    found = []
    for index, measure in enumerate(dict.fromkeys(order)):
        text, term = by_measure.get(measure, ("小计", None))
        found.append(
            Slot(
                index,
                None,
                measure_of([term]) if term else measure,
                phase_of([term], context.stage),
                text,
            )
        )
    return tuple(found)


def _rows(
    lines: Sequence[Sequence[Cell]], segments: Sequence[Segment], context: Context
) -> Iterator[Row]:
    """Rows of a flattened body; words left over from lines without figures wait for their own."""
    waiting = _Piece()
    has_total = False
    row_no = 0
    for tokens in lines:
        pieces = _pieces(tokens, context)
        if not any(piece.numbers for piece in pieces) and len(pieces) == 1:
            piece = pieces[0]
            if _is_known(piece.label) or piece.codes:
                yield from _bare(waiting, row_no, segments, context)
                waiting = piece
            else:
                waiting = _Piece(waiting.codes + piece.codes, waiting.words + piece.words, [])
            continue
        row_no += 1
        pieces[0] = _joined(waiting, pieces[0])
        waiting = _Piece()
        for piece, segment in _aligned(pieces, segments):
            row = _row(row_no, segment, piece, context, has_total=has_total)
            has_total = has_total or row.kind == "total"
            yield row


def _pieces(tokens: Sequence[Cell], context: Context) -> list[_Piece]:
    """Cut the words of a line: codes, label and figures, and again where a label follows."""
    pieces = [_Piece()]
    for token in tokens:
        piece = pieces[-1]
        is_number = parse_number(token.text) is not None
        if not is_number and _NUMERIC.fullmatch(token.text):
            raise NotANumberError(
                Place(context.source_file, token.page, token.line),
                f"{token.text!r} among the figures of a table is no number.",
                "Compare it with the published document and correct the file.",
            )
        if is_number and not piece.words and is_code_token(token.text):
            piece.codes.append(token.text)
        elif is_number:
            piece.numbers.append(token)
        elif piece.numbers or (piece.words and _begins_line(token)):
            pieces.append(_Piece(words=[token]))
        else:
            piece.words.append(token)
    return pieces


def _begins_line(token: Cell) -> bool:
    """Whether a word begins a second label: by its ordinal or because it is one of a summary."""
    folded = fold(token.text)
    if _ORDINAL_START.match(token.text):
        return True
    return len(folded) > len("支出") and label_side(token.text) is not None


def _is_known(label: str) -> bool:
    folded = strip_ordinal(fold(label))
    return folded in classification_names() or folded in summary_lines() or folded in row_kinds()


def _joined(waiting: _Piece, piece: _Piece) -> _Piece:
    """A row's first part together with what waited for it, where that belongs to it.

    A label of its own that is known, or has its code beside it, needs nothing before it.
    """
    if not waiting.words and not waiting.codes:
        return piece
    if piece.words and (piece.codes or _is_known(piece.label)):
        return piece
    if piece.words and not (waiting.codes or _is_known(waiting.label + piece.label)):
        return piece
    return _Piece(waiting.codes + piece.codes, waiting.words + piece.words, piece.numbers)


def _aligned(
    pieces: Sequence[_Piece], segments: Sequence[Segment]
) -> Iterator[tuple[_Piece, Segment]]:
    """Give the parts of a row to the segments: by the side their labels name, else in order."""
    if len(segments) == 1:
        for piece in pieces:
            yield piece, segments[0]
        return
    by_side = {segment.side: segment for segment in segments}
    for index, piece in enumerate(pieces[: len(segments)]):
        side = label_side(piece.label) if len(pieces) < len(segments) else segments[index].side
        yield piece, by_side.get(side, segments[index])


def _bare(
    waiting: _Piece, row_no: int, segments: Sequence[Segment], context: Context
) -> Iterator[Row]:
    """Labels that stand without figures: lines whose amounts are blank."""
    if waiting.words:
        for piece, segment in _aligned([waiting], segments):
            yield _row(row_no, segment, piece, context, has_total=False)


def _row(row_no: int, segment: Segment, piece: _Piece, context: Context, *, has_total: bool) -> Row:
    label = piece.label or None
    kind = row_kind(label, context.unit_names, has_total=has_total)
    figures = tuple(
        Figure(cell, value, Decimal(1).scaleb(-decimals(cell.text)))
        for cell in piece.numbers
        if (value := parse_number(cell.text)) is not None
    )
    code = None if kind in {"unit", "total"} else classification_code(piece.codes)
    return Row(row_no, segment.index, kind, code, label, 0, figures)
