"""The worklist of a document: what no vocabulary knows in it, each with its place.

Nothing here is guessed: an unknown text is listed as printed, and a steward's answer to it is a row
of `seeds/mapping/unmapped_answers.csv`, which the readers apply the next time.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ingest.base.ordinals import strip_ordinal
from ingest.base.text import fold, is_broken_number, is_error
from ingest.extraction.identity import Identity
from ingest.extraction.performance.model import PerformanceTable
from ingest.extraction.rows import Unmapped
from ingest.extraction.tables.model import TableSpan
from ingest.reading.model import Cell, Document, Line
from ingest.rows.schema import Row
from ingest.vocabulary.answers import answered_money_unit, answers
from ingest.vocabulary.money import money_declaration
from ingest.vocabulary.titles import title_kind

_MONEY_LIKE = re.compile(r"(?:金额|计量|货币)单位:([一-鿿]{1,8})|单位:([一-鿿]{0,6}[元圆])")


def worklist(
    document: Document,
    identity: Identity,
    spans: Sequence[TableSpan],
    headings: Iterable[Sequence[Cell]],
    performance: Iterable[tuple[int, PerformanceTable]],
) -> Iterator[Unmapped]:
    """What no vocabulary knows in a document.

    Args:
        document: The document as read.
        identity: Its unit, year and stage.
        spans: Its tables.
        headings: The unknown headings of each of its tables.
        performance: Its performance tables, each with its index.
    """
    if not identity.is_known_unit and fold(identity.unit_name) not in answers("unit"):
        yield _unknown_unit(document, identity)
    for index, cells in enumerate(headings, start=1):
        for cell in cells:
            yield Unmapped("heading", cell.text, (cell.page, cell.line, cell.char), index)
    for index, span in enumerate(spans, start=1):
        yield from _unknown_title(document, index, span)
    for index, span in enumerate(spans, start=1):
        yield from _unknown_money(document, index, span)
    for index, table in performance:
        for found in table.unknown:
            place = found.page, found.line, found.char_from
            yield Unmapped(f"performance_{found.kind}", found.text, place, index)
    for index, span in enumerate(spans, start=1):
        yield from _odd_figures(index, span)
    yield from _untold(document)
    for page in document.pages_without_text:
        yield Unmapped("page_without_text", f"第{page}页", (page, _line_at(document, page), 1))


def pages_note(rows: Mapping[str, Sequence[Row]]) -> str:
    """What the report of an extraction says of pages without text; empty where there is none."""
    pages = rows["documents"][0]["pages_without_text"] if rows.get("documents") else None
    return f"; pages without text, not read: {pages}" if pages else ""


def _place(line: Line, text: str = "") -> tuple[int, int, int]:
    """Where `text` begins in a line; where spaces split it, the line's beginning stands for it."""
    return line.page, line.number, max(line.text.find(text), 0) + 1


def _unknown_unit(document: Document, identity: Identity) -> Unmapped:
    """The unit that the register does not know, where the document first names it."""
    name = fold(identity.unit_name)
    named = (line for line in document.lines if name in line.folded)
    line = next(named, document.lines[0])
    return Unmapped("unit", name, _place(line, identity.unit_name))


def _unknown_title(document: Document, index: int, span: TableSpan) -> Iterator[Unmapped]:
    """The title of a table where nobody knows a word of it, or its rows speak against it."""
    kind = title_kind(strip_ordinal(span.title)) if span.title else None
    is_unknown = span.status == "untyped" and kind is not None and not kind.is_known
    if is_unknown or span.status == "uncertain":
        line = document.lines[span.line - 1]
        yield Unmapped("title", line.folded, _place(line), index)


def _unknown_money(document: Document, index: int, span: TableSpan) -> Iterator[Unmapped]:
    """The unit of money of a table where it is printed and is none that the readers know."""
    if span.money_unit is not None:
        return
    for line in (*document.lines[max(span.line - 4, 0) : span.line], *span.body):
        folded = line.folded
        found = None if money_declaration().search(folded) else _MONEY_LIKE.search(folded)
        if found and answered_money_unit(folded) is None:
            text = found[1] or found[2]
            yield Unmapped("money_unit", text, _place(line, text), index)
            return


def _odd_figures(index: int, span: TableSpan) -> Iterator[Unmapped]:
    """What stands for a figure in a table and is not a number: broken digits, a formula's error."""
    for line in span.body:
        for cell in line.cells:
            if cell.amount is None and (is_broken_number(cell.folded) or is_error(cell.folded)):
                yield Unmapped("figure", cell.text, (cell.page, cell.line, cell.char), index)


def _untold(document: Document) -> Iterator[Unmapped]:
    """What the file holds and does not show, by kind and place."""
    texts: dict[tuple[str, int, int], list[str]] = {}
    for one in document.untold:
        texts.setdefault((one.kind, one.page, one.place), []).append(one.text)
    for (kind, page, place), own in texts.items():
        yield Unmapped(kind, ", ".join(own), (page, place, 1))


def _line_at(document: Document, page: int) -> int:
    """The last line before a page that has none of its own."""
    return max((line.number for line in document.lines if line.page <= page), default=1)
