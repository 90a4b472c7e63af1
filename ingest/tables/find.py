"""Where the tables of a document are, and what the titles, numbers and notes say of them.

A table begins with a title of a known type, or with a table number (表 1-1, 公开05表). A title in
the contents, with no rows behind it, announces a table. What is announced and not found, what a
note declares empty, and a number without a table are kept as such: none passes in silence.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.model import Document, Line
from ingest.normalise import fold, strip_ordinal
from ingest.tables.notes import Text, is_note, read_notes, say, text_of, untitled_notes
from ingest.vocabulary import TitlePattern, title_patterns

Status = Literal["present", "declared_empty", "announced_missing"]

_MAX_TITLE = 60
_LOOK_AHEAD = 5
_CELL_LENGTH = 15
_TITLE_SHAPE = re.compile(r"表(?:\([^()]*\)|\d{0,2})*$")
_NUMBER_LINE = re.compile(
    r"(?:单位|部门)?(?:公开|附|预算|决算)?(?:\d{0,2}(?=表\d)|)表?(?P<no>\d{1,2}(?:-\d{1,2})*)表?"
)
_NUMBER_IN_TITLE = re.compile(r"\((?:附|公开)?表(\d{1,2}(?:-\d{1,2})*)\)")
_MONEY = re.compile(r"(?:金额)?单位:(?:人民币)?(元|千元|万元|亿元)")
_SECTION = re.compile(r"第[一二三四五六七八九十]+部分|.{2,}(?:说明|解释|情况)$")


@dataclass(frozen=True, slots=True)
class TableSpan:
    """One table: what its title says and which lines of the document are its own.

    `body` holds the lines between title and notes; `empty_terms` the headings that a note says
    hold no data. Places are those of the title, or of the note or contents entry that stands
    for it.
    """

    table_no: str | None
    table_type: str | None
    scope: str | None
    title: str | None
    status: Status
    money_unit: str | None
    page: int
    line: int
    line_end: int
    body: tuple[Line, ...]
    empty_terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line that may begin a table: its index, folded text, number and title pattern."""

    index: int
    text: str
    number: str | None
    kind: TitlePattern | None


def find_tables(document: Document) -> list[TableSpan]:
    """Find every table of `document`, in reading order, then those announced and absent."""
    text = text_of(document)
    marks = list(_marks(text.folded))
    starts = [mark for mark in marks if _begins_table(mark, text)]
    spans = [
        _span(text, starts, position)
        for position, mark in enumerate(starts)
        if mark.kind or not _belongs_to_title(starts, position, text.folded)
    ]
    taken = {number for span in spans for number in range(span.line, span.line_end + 1)}
    spans += [_note_span(text, *found) for found in untitled_notes(text, taken)]
    spans.sort(key=lambda span: span.line)
    first = starts[0].index if starts else len(text.lines)
    contents = [mark for mark in marks if mark.kind and mark.index < first]
    found_types = Counter(span.table_type for span in spans)
    return spans + list(_missing(text.lines, contents, found_types))


def _marks(folded: Sequence[str]) -> Iterator[_Mark]:
    for index, text in enumerate(folded):
        if not text or len(text) > _MAX_TITLE:
            continue
        if number := _NUMBER_LINE.fullmatch(text):
            if "表" in text:
                yield _Mark(index, text, number["no"], None)
        elif _is_title(text) and not _MONEY.search(text):
            title = strip_ordinal(text.removeprefix("-"))
            in_title = _NUMBER_IN_TITLE.search(title)
            if kind := next((k for k in title_patterns() if k.pattern.search(title)), None):
                yield _Mark(index, title, in_title[1] if in_title else None, kind)


def _is_title(text: str) -> bool:
    return bool(_TITLE_SHAPE.search(text)) and not _NUMBER_LINE.fullmatch(text)


def _begins_table(mark: _Mark, text: Text) -> bool:
    """A number always does; a title does where rows or a unit of money soon follow."""
    if mark.kind is None:
        return True
    seen = 0
    for index in range(mark.index + 1, len(text.lines)):
        folded = text.folded[index]
        if "\t" in text.lines[index].text or _MONEY.search(folded):
            return True
        seen += bool(folded)
        if folded and (seen >= _LOOK_AHEAD or _SECTION.match(folded) or _is_title(folded)):
            return False
    return False


def _adjacent(one: int, other: int, folded: Sequence[str]) -> bool:
    between = folded[min(one, other) + 1 : max(one, other)]
    return not any(between) and abs(one - other) <= _LOOK_AHEAD


def _neighbours(starts: Sequence[_Mark], position: int, folded: Sequence[str]) -> Iterator[_Mark]:
    """The marks right before and right behind one, with nothing but blank lines between."""
    for near in (position - 1, position + 1):
        if 0 <= near < len(starts):
            other = starts[near]
            if _adjacent(starts[position].index, other.index, folded):
                yield other


def _belongs_to_title(starts: Sequence[_Mark], position: int, folded: Sequence[str]) -> bool:
    return any(other.kind is not None for other in _neighbours(starts, position, folded))


def _number(starts: Sequence[_Mark], position: int, folded: Sequence[str]) -> str | None:
    """The number in the title, or the one on a line of its own beside it."""
    beside = (o.number for o in _neighbours(starts, position, folded) if o.kind is None)
    return starts[position].number or next(beside, None)


def _stop(starts: Sequence[_Mark], position: int, text: Text) -> int:
    """Index at which the next table begins; a number right behind a title is the title's own."""
    mark = starts[position]
    for behind in range(position + 1, len(starts)):
        other = starts[behind]
        is_own = mark.kind and other.kind is None and behind == position + 1
        if is_own and _adjacent(mark.index, other.index, text.folded):
            after = starts[behind + 1] if behind + 1 < len(starts) else None
            if after is None or not _adjacent(other.index, after.index, text.folded):
                continue
        return other.index
    return len(text.lines)


def _span(text: Text, starts: Sequence[_Mark], position: int) -> TableSpan:
    mark, stop = starts[position], _stop(starts, position, text)
    end = _body_end(text, mark.index + 1, stop)
    notes, last = read_notes(text, end, stop, mark.kind)
    saying = say(notes)
    body = text.lines[mark.index + 1 : end]
    money = (found[1] for line in body if (found := _MONEY.search(fold(line.text))))
    status: Status = "declared_empty" if saying.is_empty else "present"
    return TableSpan(
        table_no=_number(starts, position, text.folded),
        table_type=mark.kind.table_type if mark.kind else None,
        scope=mark.kind.scope if mark.kind else None,
        title=mark.text if mark.kind else None,
        status=status if mark.kind else "announced_missing",
        money_unit=next(money, None),
        page=text.lines[mark.index].page,
        line=text.lines[mark.index].number,
        line_end=text.lines[max(mark.index, last - 1)].number,
        body=body,
        empty_terms=saying.empty_terms,
    )


def _body_end(text: Text, start: int, stop: int) -> int:
    """Index behind the last line of the body: before notes, headings and narrative.

    A tabbed body is its rows; a page break leaves blank lines between them, and no more.
    """
    if not text.is_tabbed:
        ends = (i for i in range(start, stop) if _ends_flat(text.folded[i]))
        return next(ends, stop)
    end = start
    for index in range(start, stop):
        if "\t" in text.lines[index].text:
            end = index + 1
        elif text.folded[index] and end > start:
            break
    return end


def _ends_flat(text: str) -> bool:
    is_sentence = text.endswith("。") and len(text) > _CELL_LENGTH
    return is_note(text) or bool(_SECTION.match(text)) or is_sentence


def _note_span(text: Text, start: int, stop: int, kind: TitlePattern) -> TableSpan:
    """A table of which only the note that declares it empty is there."""
    return TableSpan(
        table_no=None,
        table_type=kind.table_type,
        scope=kind.scope,
        title=None,
        status="declared_empty",
        money_unit=None,
        page=text.lines[start].page,
        line=text.lines[start].number,
        line_end=text.lines[stop - 1].number,
        body=(),
        empty_terms=(),
    )


def _missing(
    lines: Sequence[Line], announced: Iterable[_Mark], found: Counter[str | None]
) -> Iterator[TableSpan]:
    """What the contents announce and the document does not hold, type by type."""
    left = found.copy()
    for mark in announced:
        assert mark.kind is not None
        if left[mark.kind.table_type] > 0:
            left[mark.kind.table_type] -= 1
            continue
        line = lines[mark.index]
        yield TableSpan(
            table_no=mark.number,
            table_type=mark.kind.table_type,
            scope=mark.kind.scope,
            title=mark.text,
            status="announced_missing",
            money_unit=None,
            page=line.page,
            line=line.number,
            line_end=line.number,
            body=(),
            empty_terms=(),
        )
