"""The reader of web pages: blocks as lines, table rows as tabbed lines.

Scripts, styles, what the page hides and what is the site's (menus, footers) are not read. A table
that mostly holds tables is layout: its cells are read one after the other.
"""

import json
import re
import sys
from collections.abc import Collection, Iterator

from lxml import etree

from ingest.base.errors import UnreadableDocumentError
from ingest.base.settings import PROJECT
from ingest.reading.archive import local
from ingest.reading.children import run_child
from ingest.reading.model import Document
from ingest.reading.office.calamine_child import bound
from ingest.reading.plain.text import decode
from ingest.reading.source import MAX_CELL, Source, blanked, document_of, printed
from ingest.reading.spans import (
    GridTooLargeError,
    Printed,
    Spanned,
    numbered,
    place_spans,
    table_lines,
)
from ingest.reading.web.chrome import says_figure, site_parts

MAX_TAGS = 500_000
"""Tags of one page; the parsed tree takes about 130 bytes for each."""

MAX_HTML = 16 * 1024 * 1024
"""Bytes of one page; long ones saved from spreadsheet programs have about two million."""

MAX_HERE = 64 * 1024
"""Bytes of a page that is parsed in this process; a larger one may be made to take hours."""

SECONDS = 15
"""Seconds of processor time for a larger one; one of as many tags as may be takes about four."""

_CHILD = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    " from ingest.reading.web.html import child; child()"
)
_MAX_SPAN = 1_000
_MAX_ROW_SPAN = 65_534
_BLANKS = re.compile(r"\s+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_UNREAD = {"script", "style", "template", "noscript", "head", "object", "iframe", "svg", "canvas"}
_INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|img|input|ins|kbd|label|mark|nobr|"
    "q|s|samp|small|span|strike|strong|sub|sup|tt|u|var|wbr|[a-z][a-z0-9]*:[a-z]+"
)
"""Elements that do not break a line; those with a prefix (`o:p`) are an office program's own."""

_OWN_CELLS = "count(tr/td) + count(tr/th) + count(*/tr/td) + count(*/tr/th)"
_CELLS = "count(.//*[self::td or self::th])"
_DEEP = "Excessive depth"


def html_document(source: Source) -> Document:
    """Read one web page from its bytes.

    Args:
        source: The file.

    Returns:
        The document, all on page 1.

    Raises:
        UnreadableDocumentError: It is empty, in no encoding known, nested deeper
            than any page that people write, holds no text, or a table larger than any printed.
    """
    if len(source.data) > MAX_HTML:
        source.refuse(
            f"The page is larger than {MAX_HTML // 1024 // 1024} MB.",
            "Save its disclosure alone as a page.",
        )
    # What a page declares is often not what it is in; UTF-8 and GB18030 tell themselves apart.
    text, encoding = decode(source)
    if text.count("<") > MAX_TAGS:
        source.refuse(
            f"The page has more than {MAX_TAGS} tags.", "Save its disclosure alone as a page."
        )
    is_small = len(source.data) <= MAX_HERE
    lines = page_lines(source, text) if is_small else _lines_apart(source, text)
    return document_of(source, ((1, text, boxes) for text, boxes in lines), encoding=encoding)


def page_lines(source: Source, text: str) -> list[Printed]:
    """The lines of a page given as text, without those of the site around its document.

    Where nothing else holds a figure, as on a page of links, all are given.

    Raises:
        UnreadableDocumentError: It is nested too deep, or holds a table larger than any printed.
    """
    root = _parsed(source, text)
    sites = site_parts(root)
    lines = list(_lines(source, root, sites))
    is_whole = not sites or says_figure(text for text, _ in lines)
    return lines if is_whole else list(_lines(source, root, frozenset()))


def _lines_apart(source: Source, text: str) -> list[Printed]:
    """The lines of a page, read in a process that may be lost.

    The parser compares every attribute of a tag with all others: a megabyte of them takes hours.
    """
    data = text.encode("utf-8", "replace")
    arguments = ["-c", _CHILD, str(PROJECT), source.name, str(SECONDS)]
    status, written, said = run_child(source, arguments, data)
    if status:
        source.refuse(f"The page cannot be read ({said}).", "Save its disclosure alone as a page.")
    found = json.loads(written)
    if "problem" in found:
        source.refuse(found["problem"], found["remedy"], line=found["line"])
    return [(str(line), tuple(map(str, boxes))) for line, boxes in found["lines"]]


def child() -> None:
    """Read the page on standard input, as UTF-8, and write its lines as JSON."""
    bound(int(sys.argv[3]))
    source = Source(sys.argv[2], b"")
    found: dict[str, object]
    try:
        found = {"lines": page_lines(source, sys.stdin.buffer.read().decode())}
    except UnreadableDocumentError as error:
        found = {"problem": error.problem, "remedy": error.remedy, "line": error.place.line}
    sys.stdout.write(json.dumps(found))


def _parsed(source: Source, text: str) -> etree._Element:
    parser = etree.HTMLParser(
        encoding="utf-8",
        no_network=True,
        recover=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    fault = "it holds no element"
    root: etree._Element | None = None
    try:
        # NUL ends a text for the parser, and with it whatever follows.
        root = etree.fromstring(text.replace("\0", " ").encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        fault = str(error)
    # Recovering, the parser drops what lies too deep or is too long and only notes it.
    for entry in parser.error_log.filter_from_fatals():
        if entry.type_name == "ERR_RESOURCE_LIMIT" or _DEEP in entry.message:
            source.refuse(
                f"The page is nested too deep or a text of it is too long ({entry.message}).",
                "Save its disclosure alone as a page.",
                line=entry.line,
            )
    if root is None:
        source.refuse(f"It is no web page ({fault}).", "Give it the ending of its format.")
    return root


def _lines(
    source: Source, root: etree._Element, unread: Collection[etree._Element]
) -> Iterator[Printed]:
    """The lines of the page: what flows between blocks, and the rows of tables."""
    flow: list[str] = []
    tables = preformatted = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, node in walk:
        kind, is_start = local(node), event == "start"
        if not _INLINE.fullmatch(kind):
            yield from _flushed(flow, keep=kind == "br" and is_start)
        preformatted += (kind == "pre") * (1 if is_start else -1)
        if not is_start:
            flow.append(_flowing(node.tail, is_pre=preformatted > 0))
        elif node in unread or _is_unread(node, kind):
            walk.skip_subtree()
        elif kind == "table" and not _is_layout(node):
            tables += 1
            walk.skip_subtree()
            yield from _table(source, node, tables)
        else:
            flow.append(_flowing(node.text, is_pre=preformatted > 0))
    yield from _flushed(flow)


def _flushed(flow: list[str], *, keep: bool = False) -> Iterator[Printed]:
    """The lines gathered so far; `keep` says that an empty one was meant."""
    text = "".join(flow)
    flow.clear()
    for line in text.split("\n"):
        said = line.strip(" ")
        if said or (keep and not text):
            yield said, ()


def _flowing(text: str | None, *, is_pre: bool) -> str:
    """A text as it is shown: blanks run together, but preformatted text keeps lines and tabs."""
    if not text:
        return ""
    if not is_pre:
        return _BLANKS.sub(" ", blanked(text))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("\t".join(blanked(cell) for cell in line.split("\t")) for line in lines)


def _is_unread(node: etree._Element, kind: str) -> bool:
    if kind in _UNREAD or not kind or "hidden" in node.attrib:
        return True
    return bool(_HIDDEN.search(node.get("style") or ""))


def _is_layout(table: etree._Element) -> bool:
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


def _table(source: Source, table: etree._Element, number: int) -> Iterator[Printed]:
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
        if _is_unread(cell, local(cell)):
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
    """The text of a cell on one line; blocks and breaks part it by a blank."""
    parts: list[str] = []
    walk = etree.iterwalk(cell, events=("start", "end"))
    for event, node in walk:
        kind = local(node)
        if not _INLINE.fullmatch(kind):
            parts.append(" ")
        if event == "end":
            parts.append("" if node is cell else node.tail or "")
        elif node is not cell and _is_unread(node, kind):
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
