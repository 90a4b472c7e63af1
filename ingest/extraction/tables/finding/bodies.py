"""What is a table's own after its title: where its rows end, and the unit of money they are in."""

import re
from collections.abc import Collection, Iterator, Sequence

from ingest.base.ordinals import PART
from ingest.extraction.tables.heads.flat_headings import is_row
from ingest.extraction.tables.words.notes import Text, is_note
from ingest.extraction.tables.words.titles import is_page_break, is_title
from ingest.reading.model import Line
from ingest.vocabulary.answers import answered_money_unit
from ingest.vocabulary.money import money_declaration, money_in_heading
from ingest.vocabulary.performance import level
from ingest.vocabulary.titles import TitleKind

_LOOK_AHEAD = 5
_LONGEST_TORN = 40
"""How many lines of text a torn row may leave on its two pages."""
_CELL_LENGTH = 15
_MAX_HEADS = 8
_LEAST_AMOUNTS = 3
_PART = re.compile(PART)
_EXPLAINS = ("说明", "解释", "情况")
_DIGIT = re.compile(r"\d")
_TOTALS = {"合计", "总计"}
_CLAUSE = re.compile(r"[一-鿿](?:,|;|。(?!$))|,[一-鿿]")


def body_end(text: Text, start: int, stop: int, kind: TitleKind | None = None) -> int:
    """Index after the last line of the body: before notes, headings and narrative.

    A tabbed body is its rows; a page break leaves blank lines, a page number, or what stands at the
    head of each page between them. Where its columns were not found, it is the lines that are rows.
    """
    if not text.is_tabbed:
        return _flat_end(text, start, stop)
    end = start
    captions: set[str] = set()
    of_performance = kind is not None and (kind.table_type or "").startswith("performance")
    for index in range(start, stop):
        folded = text.folded[index]
        if "\t" in text.lines[index].text:
            end = index + 1
        elif end == start:
            captions.add(folded)
        elif folded in _TOTALS:
            # The total row of an empty table: where its other cells are blank a sheet has no tabs.
            end = index + 1
        elif folded and not (
            _is_passing(text, index, captions)
            or (of_performance and _is_torn(text, index, start, stop))
        ):
            break
    return end if end > start else _lost_end(text, start, _flat_end(text, start, stop))


def _flat_end(text: Text, start: int, stop: int) -> int:
    return next((i for i in range(start, stop) if ends_flat(text.folded[i])), stop)


def _lost_end(text: Text, start: int, stop: int) -> int:
    """The end of a body that has lost its columns in a document that has others; else `start`.

    After its unit of money all lines are headings, then rows.
    """
    declared = (i for i in range(start, stop) if money_declaration().search(text.folded[i]))
    behind = next(declared, stop) + 1
    rows = [i for i in range(behind, stop) if _is_row(text, i)]
    if not rows or rows[0] - behind > _MAX_HEADS:
        return start
    end = next((i for i in range(rows[0], stop) if text.folded[i] and i not in rows), stop)
    amounts = sum(c.amount is not None for i in range(rows[0], end) for c in text.lines[i].cells)
    return end if amounts >= _LEAST_AMOUNTS else start


def continued_lines(text: Text, start: int, end: int) -> Iterator[Line]:
    """The lines of a body after a title that only goes on with it.

    Without columns, what stands again above its first row would be taken for the name of that row.
    """
    lines = range(start, end)
    first = start if text.is_tabbed else next((i for i in lines if _is_row(text, i)), start)
    yield from own_lines(text, first, end)


def _is_row(text: Text, index: int) -> bool:
    cells = text.lines[index].cells
    return bool(cells) and is_row(cells)


def without_page_end(text: Text, start: int, end: int) -> int:
    """The index after a body that goes on after another title: no page number ends its rows."""
    while not text.is_tabbed and end > start and _is_page_end(text.folded[end - 1]):
        end -= 1
    return end


def _is_page_end(folded: str) -> bool:
    return not folded or is_page_break(folded)


def own_lines(text: Text, start: int, end: int) -> Iterator[Line]:
    """The lines of a body; what a page break leaves between its rows is left out."""
    rows = False
    for index in range(start, end):
        rows = rows or "\t" in text.lines[index].text
        is_row = not text.folded[index] or text.folded[index] in _TOTALS
        if is_row or not (text.is_tabbed and rows):
            yield text.lines[index]


def is_blank_form(body: Sequence[Line]) -> bool:
    """Whether a table prints its headings and a total row, and no digit in any row."""
    rows = [line for line in body if "\t" in line.text or line.folded in _TOTALS]
    if any(_DIGIT.search(row.text) for row in rows):
        return False
    folded = [row.folded for row in rows]
    return any(row in _TOTALS for row in folded) and not any(map(_DIGIT.search, folded))


def has_figures(lines: Sequence[Line]) -> bool:
    """Whether any row of these lines holds an amount."""
    rows = (line.cells for line in lines if "\t" in line.text)
    return any(cell.amount is not None for cells in rows for cell in cells)


def money_unit(body: Sequence[Line], above: Sequence[Line], kind: TitleKind | None) -> str | None:
    """The unit of money said in the table, in its headings (金额（万元）), or right above it."""
    folded = [line.folded for line in body]
    # Tables of performance have one column of money among others; it is not a unit of the table.
    is_of_money = kind is not None and not (kind.table_type or "").startswith("performance")
    for pattern, texts in (
        (money_declaration(), folded),
        (money_in_heading(), folded[:_LOOK_AHEAD] if is_of_money else []),
        (money_declaration(), [line.folded for line in above]),
    ):
        if found := next((f[1] for text in texts if (f := pattern.search(text))), None):
            return found
    answered = (answered_money_unit(text) for text in (*folded, *(line.folded for line in above)))
    return next((found for found in answered if found), None)


def _is_passing(text: Text, index: int, captions: Collection[str]) -> bool:
    """Whether a line between two rows is of the page, not of what follows the table."""
    folded = text.folded[index]
    return is_page_break(folded) or folded in captions or text.is_running(index)


def _is_torn(text: Text, index: int, start: int, stop: int) -> bool:
    """Whether a line is of a row that a page break tears: the table goes on after it.

    It does under its own head, some of which the row may lie over, or with a row of an indicator;
    a heading of the text ends it.
    """
    for at in range(index, min(stop, index + _LONGEST_TORN)):
        folded, cells = text.folded[at], _said(text.lines[at])
        if "\t" in text.lines[at].text:
            rows = [text.lines[i] for i in range(start, index) if "\t" in text.lines[i].text]
            is_head = 2 * len(cells & _said(rows[0])) > len(cells)
            is_row = any(level(cell, 1) or level(cell, 2) for cell in cells)
            return is_head or is_row or _goes_on(text.lines[at], rows)
        if folded and (is_section(folded) or is_note(folded) or is_title(folded)):
            return False
    return False


def _goes_on(row: Line, rows: Sequence[Line]) -> bool:
    """Whether a row on a later page than `rows` fills the columns of their head with a figure."""
    columns = [cell.column for cell in row.cells]
    is_whole = columns == [cell.column for cell in rows[0].cells]
    return is_whole and row.page > rows[-1].page and has_figures([row])


def _said(line: Line) -> set[str]:
    return {cell.folded for cell in line.cells if cell.folded}


def ends_flat(text: str) -> bool:
    """Whether a folded line of text without columns stands after a table: a note, a sentence."""
    is_sentence = len(text) > _CELL_LENGTH and (text.endswith("。") or bool(_CLAUSE.search(text)))
    return is_note(text) or is_section(text) or is_sentence


def is_section(text: str) -> bool:
    """Whether a folded line is a heading of the narrative: 第三部分, 收支情况说明."""
    if text.endswith(_EXPLAINS) and len(text) >= len("收支说明"):
        return True
    return text.startswith("第") and bool(_PART.match(text))
