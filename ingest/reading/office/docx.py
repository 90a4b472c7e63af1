"""The reader of Word documents (DOCX): paragraphs as lines, table rows as tabbed lines.

The body is read with its tables, text boxes and content controls and what tracked changes insert;
what they delete, headers, footers, field instructions and hidden text are not. A table
that mostly holds tables is layout: its cells are read one after the other.
"""

import re
from collections.abc import Iterator
from itertools import chain

from lxml import etree

from ingest.reading.archive import Archive, local, open_archive, parse_part
from ingest.reading.model import Document
from ingest.reading.office.pages import PAGE, paged
from ingest.reading.source import MAX_CELL, Source, document_of, printed
from ingest.reading.spans import (
    GridTooLargeError,
    Printed,
    Spanned,
    numbered,
    place_spans,
    table_lines,
)

BODY = "word/document.xml"

_CONTAINERS = {
    "AlternateContent",
    "Choice",
    "body",
    "customXml",
    "ins",
    "moveTo",
    "sdt",
    "sdtContent",
}
_SKIPPED = {"del", "moveFrom", "Fallback", "instrText", "rPr", "pPr", "tblPr", "tcPr", "trPr"}
_BREAKS = {"br", "cr"}
_BLANKS = {"tab", "ptab", "sym"}
_OFF = {"0", "false", "off", "none"}


def docx_document(source: Source) -> Document:
    """Read one Word document from its bytes.

    Args:
        source: The file.

    Returns:
        The document. Pages are those that the document itself breaks; if it has no breaks, all
        is page 1, as only a layout program could tell more.

    Raises:
        UnreadableDocumentError: It is encrypted, truncated, a zip bomb, declares
            XML entities, holds no text, or a table larger than any printed one.
    """
    archive = open_archive(source)
    name = _body_name(archive)
    root = parse_part(archive, name)
    if root is None:
        source.refuse("The archive holds no Word document.", "Give it the ending of its format.")
    return document_of(source, paged(_texts(source, root)), encoding="binary")


def _body_name(archive: Archive) -> str:
    """The part that holds the body: by the package's relations, else by its usual name."""
    relations = parse_part(archive, "_rels/.rels")
    for relation in [] if relations is None else relations:
        kind, target = relation.get("Type") or "", relation.get("Target") or ""
        if kind.endswith("/officeDocument") and target:
            return target.lstrip("/")
    return BODY


def _texts(source: Source, root: etree._Element) -> Iterator[Printed]:
    """The lines of the document, and its page breaks, in reading order."""
    open_levels: list[Iterator[etree._Element]] = [iter(root)]
    tables = 0
    while open_levels:
        element = next(open_levels[-1], None)
        if element is None:
            open_levels.pop()
            continue
        kind = local(element)
        if kind in _CONTAINERS:
            open_levels.append(iter(element))
        elif kind == "p":
            yield from ((text, ()) for text in _paragraph(element))
            open_levels.append(_boxes(element))
        elif kind == "tbl" and _is_layout(element):
            open_levels.append(chain.from_iterable(_cells(row) for row in _rows(element)))
        elif kind == "tc":
            open_levels.append(iter(element))
        elif kind == "tbl":
            tables += 1
            yield from _table(source, element, tables)


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """What the text boxes anchored in a paragraph hold; boxes in boxes come with their own."""
    for box in paragraph.iterdescendants("{*}txbxContent"):
        above = (local(up) for up in box.iterancestors())
        inside = [kind for kind in above if kind in {"Fallback", "txbxContent", "p"}]
        if inside[:1] == ["p"] and "Fallback" not in inside:
            yield from box


def _is_layout(table: etree._Element) -> bool:
    """Whether tables inside hold more cells than the table itself: it only arranges them."""
    if next(table.iterdescendants("{*}tbl"), None) is None:
        return False
    cells = table.xpath("count(.//*[local-name() = 'tc'])")
    assert isinstance(cells, float)
    return 2 * sum(1 for row in _rows(table) for _ in _cells(row)) <= cells


def _paragraph(paragraph: etree._Element) -> Iterator[str]:
    """The lines of a paragraph, split at its line breaks, and its page breaks."""
    properties = paragraph.find("{*}pPr")
    if properties is not None and _is_on(properties.find("{*}pageBreakBefore")):
        yield PAGE
    pieces = "".join(_runs(paragraph))
    for index, piece in enumerate(pieces.split(PAGE)):
        if index:
            yield PAGE
        if piece or PAGE not in pieces:
            yield from (printed(line) for line in piece.split("\n"))
    section = None if properties is None else properties.find("{*}sectPr")
    if section is not None and _value(section.find("{*}type")) != "continuous":
        yield PAGE


def _runs(element: etree._Element, *, boxes: bool = False) -> Iterator[str]:
    r"""The texts below a paragraph or cell: `\n` for a line break, `\f` for a page break.

    Args:
        element: The paragraph, or a cell, whose paragraphs are separated by line breaks.
        boxes: Whether text boxes are part of the text, as in a cell.
    """
    walk = etree.iterwalk(element, events=("start",))
    for _, node in walk:
        kind = local(node)
        if kind == "t":
            yield (node.text or "").replace("\n", " ").replace(PAGE, " ")
        elif kind in _BREAKS:
            yield PAGE if _attribute(node, "type") == "page" else "\n"
        elif kind == "p" and node is not element:
            yield "\n"
        elif kind in _BLANKS:
            yield " "
        elif kind == "noBreakHyphen":
            yield "-"
        elif kind in _SKIPPED or _is_hidden(node, kind) or (kind == "txbxContent" and not boxes):
            walk.skip_subtree()


def _is_hidden(node: etree._Element, kind: str) -> bool:
    return kind == "r" and _is_on(node.find("{*}rPr/{*}vanish"))


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and _value(switch) not in _OFF


def _value(element: etree._Element | None) -> str:
    return "" if element is None else _attribute(element, "val")


def _attribute(element: etree._Element, name: str) -> str:
    """An attribute by its local name: the transitional and the strict schema differ in theirs."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def _table(source: Source, table: etree._Element, number: int) -> Iterator[Printed]:
    try:
        rows, width = place_spans(_spanned(source, row, number) for row in _rows(table))
    except GridTooLargeError as error:
        source.refuse(
            f"Table {number} is no printed one: {error}.", "Export it again from its source."
        )
    yield from numbered(table_lines(rows, width), number)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, those in content controls and tracked insertions too."""
    return _within(table, "tr")


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return _within(row, "tc")


def _within(element: etree._Element, wanted: str) -> Iterator[etree._Element]:
    open_levels = [iter(element)]
    while open_levels:
        child = next(open_levels[-1], None)
        if child is None:
            open_levels.pop()
        elif local(child) == wanted and child.find("{*}trPr/{*}del") is None:
            yield child
        elif local(child) in _CONTAINERS:
            open_levels.append(iter(child))


def _spanned(source: Source, row: etree._Element, number: int) -> Iterator[Spanned]:
    """The cells of a row; one that goes on a merged cell above prints nothing."""
    if (before := _number(row.find("{*}trPr/{*}gridBefore"), 0)) > 0:
        yield Spanned("", before)
    for cell in _cells(row):
        properties = cell.find("{*}tcPr")
        span = merge = None
        if properties is not None:
            span, merge = properties.find("{*}gridSpan"), properties.find("{*}vMerge")
        goes_on = merge is not None and _value(merge) != "restart"
        text = "" if goes_on else _cell_text(cell)
        if len(text) > MAX_CELL:
            source.refuse(
                f"A cell of table {number} has {len(text)} characters, more than {MAX_CELL}.",
                "Export it again from its source.",
            )
        yield Spanned(text, _number(span, 1))


def _cell_text(cell: etree._Element) -> str:
    """The text of a cell, its lines and paragraphs separated by spaces."""
    lines = (printed(line) for line in re.split(r"[\n\f]", "".join(_runs(cell, boxes=True))))
    return " ".join(line for line in lines if line)


def _number(element: etree._Element | None, default: int) -> int:
    text = _value(element)
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("99999") else default
