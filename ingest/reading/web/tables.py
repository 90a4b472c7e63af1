"""Tables of web pages: their rows as tabbed lines, and which of their elements are not read."""

import re
from collections.abc import Iterator

from lxml import etree

from ingest.reading.archive import local
from ingest.reading.source import MAX_CELL, Source, printed
from ingest.reading.spans import (
    GridTooLargeError,
    Printed,
    Spanned,
    numbered,
    place_spans,
    table_lines,
)

_MAX_SPAN = 1_000
_MAX_ROW_SPAN = 65_534
_BLANKS = re.compile(r"\s+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_UNREAD = {"script", "style", "template", "noscript", "head", "object", "iframe", "svg", "canvas"}
INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|img|input|ins|kbd|label|mark|nobr|"
    "q|s|samp|small|span|strike|strong|sub|sup|tt|u|var|wbr|[a-z][a-z0-9]*:[a-z]+"
)
"""Elements that do not break a line; those with a prefix (`o:p`) are an office program's own."""
_OWN_CELLS = "count(tr/td) + count(tr/th) + count(*/tr/td) + count(*/tr/th)"
_CELLS = "count(.//*[self::td or self::th])"


def is_unread(node: etree._Element, kind: str) -> bool:
    """Whether an element, of a kind, is not shown or no text."""
    if kind in _UNREAD or not kind or "hidden" in node.attrib:
        return True
    return bool(_HIDDEN.search(node.get("style") or ""))


def is_layout(table: etree._Element) -> bool:
    """Whether tables inside hold more cells than the table itself: it only arranges them."""
    if next(table.iterdescendants("table"), None) is None:
        return False
    return 2 * _count(table, _OWN_CELLS) <= _count(table, _CELLS)


def _count(table: etree._Element, path: str) -> float:
    found = table.xpath(path)
    assert isinstance(found, float)
    return found


def _own(element: etree._Element, kinds: tuple[str, ...], above: str) -> list[etree._Element]:
    """The rows of a table or the cells of a row that are not those of a table inside.

    Pages put forms and worse between a table and its rows.
    """
    found = element.iterdescendants(*kinds)
    return [node for node in found if next(node.iterancestors(above), None) is element]


def table_of(source: Source, table: etree._Element, number: int) -> Iterator[Printed]:
    """The lines of a table, the `number`th of its page.

    Raises:
        UnreadableDocumentError: It is larger than any printed one.
    """
    for caption in table.iterchildren("caption"):
        if said := _cell_text(caption):
            yield said, ()
    trs = _own(table, ("tr",), "table")
    try:
        rows, width = place_spans(
            list(_spanned(source, row, number, len(trs) - at)) for at, row in enumerate(trs)
        )
    except GridTooLargeError as error:
        source.refuse(
            f"Table {number} is no printed one: {error}.",
            "Save its disclosure alone as a page.",
            line=_source_line(table),
        )
    yield from numbered(table_lines(rows, width), number)


def _spanned(source: Source, row: etree._Element, number: int, left: int) -> Iterator[Spanned]:
    """The cells of a row; `left` are the rows from it to the end, which bound their spans."""
    for cell in _own(row, ("td", "th"), "tr"):
        if is_unread(cell, local(cell)):
            continue
        text = _cell_text(cell)
        if len(text) > MAX_CELL:
            source.refuse(
                f"A cell of table {number} has {len(text)} characters, more than {MAX_CELL}.",
                "Save its disclosure alone as a page.",
                line=_source_line(cell),
            )
        rows = _span(cell.get("rowspan"), _MAX_ROW_SPAN)
        # 0 spans the rest of the table.
        yield Spanned(text, max(_span(cell.get("colspan"), _MAX_SPAN), 1), min(rows or left, left))


def _cell_text(cell: etree._Element) -> str:
    """The text of a cell on one line; blocks and breaks are separated by a space."""
    parts: list[str] = []
    walk = etree.iterwalk(cell, events=("start", "end"))
    for event, node in walk:
        kind = local(node)
        if not INLINE.fullmatch(kind):
            parts.append(" ")
        if event == "end":
            parts.append("" if node is cell else node.tail or "")
        elif node is not cell and is_unread(node, kind):
            walk.skip_subtree()
        else:
            parts.append(node.text or "")
    return _BLANKS.sub(" ", printed("".join(parts)))


def _source_line(node: etree._Element) -> int | None:
    return node.sourceline if isinstance(node.sourceline, int) else None


def _span(text: str | None, most: int) -> int:
    """A span as an attribute gives it: digits at its head, 1 where there are none."""
    found = re.match(r"\s*\+?([0-9]{1,9})", text or "")
    return min(int(found[1]), most) if found else 1
