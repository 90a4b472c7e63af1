"""The reader of web pages: blocks as lines, table rows as tabbed lines.

Scripts, styles, what the page hides and what is the site's (menus, footers) are not read. A table
that mostly holds tables is layout: its cells are read one after the other.
"""

import json
import re
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from ingest.base.errors import UnreadableDocumentError
from ingest.base.settings import CODE
from ingest.reading.archive import local
from ingest.reading.children import run_child
from ingest.reading.model import Document
from ingest.reading.office.calamine_child import bound
from ingest.reading.plain.text import decode
from ingest.reading.source import Source, blanked, document_of
from ingest.reading.spans import Printed
from ingest.reading.web.chrome import says_figure, site_parts
from ingest.reading.web.frames import frames_beside, with_figures
from ingest.reading.web.tables import INLINE, is_layout, is_unread, table_of

MAX_TAGS = 500_000
"""Tags of one page; the parsed tree takes about 130 bytes for each."""

MAX_HTML = 16 * 1024 * 1024
"""Bytes of one page; long ones saved from spreadsheet programs have about two million."""

MAX_HERE = 64 * 1024
"""Bytes of a page that is parsed in this process; a crafted larger one may take hours."""

SECONDS = 15
"""Seconds of processor time for a larger one; one of as many tags as may be takes about four."""

_CHILD = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    " from ingest.reading.web.html import child; child()"
)
_BLANKS = re.compile(r"\s+")
_DEEP = "Excessive depth"


def html_document(source: Source) -> Document:
    """Read one web page from its bytes.

    Args:
        source: The file.

    Returns:
        The document: page 1 is the page, each frame with figures that was saved beside it one more.

    Raises:
        UnreadableDocumentError: It is empty, in no encoding known, nested deeper
            than any page that people write, holds no text, or a table larger than any printed.
    """
    page = read_page(source)
    return pages_document(source, [page, *map(read_page, frames_beside(source, page.text))])


@dataclass(frozen=True, slots=True)
class Page:
    """A page as read: its text with its tags, its encoding, and its lines."""

    text: str
    encoding: str
    lines: list[Printed]


def pages_document(source: Source, pages: Sequence[Page]) -> Document:
    """The document of a page and its frames, those that hold figures where any does.

    Raises:
        UnreadableDocumentError: They hold no text, or more than any document.
    """
    shown = with_figures([page.lines for page in pages])
    lines = (
        (number, line, boxes) for number, page in enumerate(shown, start=1) for line, boxes in page
    )
    return document_of(source, lines, encoding=pages[0].encoding)


def read_page(source: Source) -> Page:
    """Read one page alone.

    Raises:
        UnreadableDocumentError: As for `html_document`.
    """
    if len(source.data) > MAX_HTML:
        source.refuse(
            f"The page is larger than {MAX_HTML // 1024 // 1024} MB.",
            "Save its disclosure alone as a page.",
        )
    # The declared encoding is often wrong; UTF-8 and GB18030 can be told apart.
    text, encoding = decode(source)
    if text.count("<") > MAX_TAGS:
        source.refuse(
            f"The page has more than {MAX_TAGS} tags.", "Save its disclosure alone as a page."
        )
    is_small = len(source.data) <= MAX_HERE
    lines = page_lines(source, text) if is_small else _lines_apart(source, text)
    return Page(text, encoding, lines)


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
    """The lines of a page, read in a process that may crash.

    The parser compares every attribute of a tag with all others: a megabyte of them takes hours.
    """
    data = text.encode("utf-8", "replace")
    arguments = ["-c", _CHILD, str(CODE), source.name, str(SECONDS)]
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
    # In recovery the parser drops what is nested too deep or too long, and only records it.
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
        if not INLINE.fullmatch(kind):
            yield from _flushed(flow, keep=kind == "br" and is_start)
        preformatted += (kind == "pre") * (1 if is_start else -1)
        if not is_start:
            flow.append(_flowing(node.tail, is_pre=preformatted > 0))
        elif node in unread or is_unread(node, kind):
            walk.skip_subtree()
        elif kind == "table" and not is_layout(node):
            tables += 1
            walk.skip_subtree()
            yield from table_of(source, node, tables)
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
