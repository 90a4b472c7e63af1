"""Where the tables of a document are, and what the titles, numbers and notes say of them.

A table begins with a title of a known type, or with a table number (表 1-1, 公开05表). A title in
the contents, with no rows after it, announces a table. What is announced and not found, what a
note declares empty, and a number without a table are kept as such: none passes in silence.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ingest.base.ordinals import strip_ordinal
from ingest.extraction.tables.finding.agreement import settled
from ingest.extraction.tables.finding.bodies import (
    body_end,
    continued_lines,
    has_figures,
    is_blank_form,
    is_section,
    money_unit,
    own_lines,
    without_page_end,
)
from ingest.extraction.tables.finding.continued import going_on
from ingest.extraction.tables.finding.untitled import untitled_lists
from ingest.extraction.tables.model import Status, TableSpan
from ingest.extraction.tables.words.notes import (
    Text,
    declares_empty,
    read_notes,
    say,
    text_of,
    untitled_notes,
)
from ingest.extraction.tables.words.titles import (
    Mark,
    adjacent,
    announced,
    belongs_to_title,
    is_number,
    is_title,
    lone_cell,
    marks_of,
    number_of,
)
from ingest.reading.model import Document, Line
from ingest.vocabulary.money import money_declaration, money_in_heading
from ingest.vocabulary.titles import TitleKind, title_kind

_LOOK_AHEAD = 5
_LOOK_BACK = 3
_MAX_HEAD = 6


def find_tables(document: Document) -> list[TableSpan]:
    """Find every table of `document`, in reading order, then those announced and absent."""
    text = text_of(document)
    marks = marks_of(text)
    starts = [mark for mark in marks if _begins_table(mark, text)]
    more = going_on(text, starts)
    behind = {mark.index for own in more.values() for mark in own}
    starts = [mark for mark in starts if mark.index not in behind]
    spans = [
        _span(text, starts, position, more.get(mark.index, ()))
        for position, mark in enumerate(starts)
        if mark.kind or not belongs_to_title(starts, position, text.folded)
    ]
    spans = [span for span in spans if not _is_repeat(span, spans)]
    taken = {number for span in spans for number in range(span.line, span.line_end + 1)}
    spans += [_list_span(text, *found) for found in untitled_lists(text, taken)]
    taken |= {line.number for span in spans for line in span.body}
    notes = [_note_span(text, *found) for found in untitled_notes(text, taken)]
    spans += [span for span in notes if not _is_repeat(span, spans)]
    spans.sort(key=lambda span: span.line)
    first = starts[0].index if starts else len(text.lines)
    found_types = Counter(map(_said_type, spans))
    return spans + list(_missing(text.lines, announced(text, marks, first), found_types))


def _said_type(span: TableSpan) -> str | None:
    """The type that the contents announce a table as: what its title says without its rows."""
    kind = title_kind(strip_ordinal(span.title)) if span.title else None
    return (kind.table_type if kind else None) or span.table_type


def _is_repeat(span: TableSpan, spans: Sequence[TableSpan]) -> bool:
    """Whether a bare declaration says again that a table is empty which stands elsewhere."""
    return span.status == "declared_empty" and any(
        other is not span
        and other.table_type is not None
        and other.table_type == span.table_type
        and (other.body and not span.body)
        for other in spans
    )


def _begins_table(mark: Mark, text: Text) -> bool:
    """A number always does; a title does where rows, a unit of money or a declaration follow."""
    if mark.kind is None:
        return True
    seen = 0
    for index in range(mark.index + 1, len(text.lines)):
        folded = text.folded[index]
        cell = lone_cell(text, index)
        if is_number(cell):
            continue
        if "\t" in text.lines[index].text and not is_title(cell):
            # Unknown words begin a table only where its figures are seen.
            return mark.kind.is_known or has_figures(text.lines[index : index + _MAX_HEAD])
        if mark.kind.is_known and (_declares_money(folded, text) or declares_empty(folded)):
            return True
        said = folded or cell
        seen += bool(said)
        if said and (seen >= _LOOK_AHEAD or is_section(said) or is_title(said)):
            return False
    return False


def _declares_money(folded: str, text: Text) -> bool:
    """Whether a line says the unit of money; without columns a heading may: 预算数（元）."""
    if money_declaration().search(folded):
        return True
    return not text.is_tabbed and bool(money_in_heading().search(folded))


def _stop(starts: Sequence[Mark], position: int, text: Text) -> int:
    """Index at which the next table begins; a number right after a title is the title's own."""
    mark = starts[position]
    for behind in range(position + 1, len(starts)):
        other = starts[behind]
        is_own = mark.kind and other.kind is None and behind == position + 1
        if is_own and adjacent(mark.index, other.index, text.folded):
            after = starts[behind + 1] if behind + 1 < len(starts) else None
            if after is None or not adjacent(other.index, after.index, text.folded):
                continue
        return other.index
    return len(text.lines)


def _span(
    text: Text, starts: Sequence[Mark], position: int, more: Sequence[Mark] = ()
) -> TableSpan:
    """The table that begins with a mark; `more` are the marks at which it only goes on."""
    mark, stop = starts[position], _stop(starts, position, text)
    stops = [*(mark.index for mark in more), stop]
    body: list[Line] = []
    for first, behind in zip([mark.index, *stops], stops, strict=False):
        end = body_end(text, first + 1, behind, mark.kind)
        own = own_lines if first == mark.index else continued_lines
        last_row = end if behind == stop else without_page_end(text, first + 1, end)
        body += own(text, first + 1, last_row)
    kind, status = settled(mark.kind, body) if mark.kind else (None, _unnamed(body))
    notes, last = read_notes(text, end, stop, kind)
    saying = say(notes)
    before = starts[position - 1].index if position else -1
    above = text.lines[max(before + 1, mark.index - _LOOK_BACK) : mark.index + 1]
    is_empty = saying.is_empty or (text.is_tabbed and is_blank_form(body))
    return TableSpan(
        table_no=number_of(starts, position, text.folded),
        table_type=kind.table_type if kind else None,
        scope=kind.scope if kind else None,
        title=mark.text if mark.kind else None,
        status="declared_empty" if mark.kind and is_empty else status,
        money_unit=money_unit(body, above, mark.kind),
        page=text.lines[mark.index].page,
        line=text.lines[mark.index].number,
        line_end=text.lines[max(mark.index, last - 1)].number,
        body=tuple(body),
        empty_terms=saying.empty_terms,
    )


def _unnamed(body: Sequence[Line]) -> Status:
    """The status of a number without a title that is known: its table may be there."""
    return "untyped" if has_figures(body) else "announced_missing"


def _list_span(text: Text, start: int, stop: int, kind: TitleKind) -> TableSpan:
    """A list that its head alone tells, under a heading of the text."""
    lines = text.lines[start:stop]
    return TableSpan(
        table_no=None,
        table_type=kind.table_type,
        scope=kind.scope,
        title=None,
        status="present",
        money_unit=next((f[1] for f in _in_headings(lines) if f), None),
        page=lines[0].page,
        line=lines[0].number,
        line_end=lines[-1].number,
        body=tuple(own_lines(text, start, stop)),
        empty_terms=(),
    )


def _in_headings(lines: Sequence[Line]) -> Iterator[re.Match[str] | None]:
    return (money_in_heading().search(line.folded) for line in lines[:_MAX_HEAD])


def _note_span(text: Text, start: int, stop: int, kind: TitleKind) -> TableSpan:
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
    lines: Sequence[Line], entries: Iterable[Mark], found: Counter[str | None]
) -> Iterator[TableSpan]:
    """What the contents announce and the document does not hold, type by type."""
    left = found.copy()
    for mark in entries:
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
