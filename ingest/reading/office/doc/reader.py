"""The reader of Word 97-2003 documents (DOC) and of WPS Writer's (WPS), which are the same.

The body is read with its tables and text boxes and what tracked changes insert; what they delete,
hidden text, headers, notes and field instructions are not. Macros and embedded objects
lie in streams of their own, which are not opened.
"""

import hashlib
import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.reading.model import Document
from ingest.reading.office.doc.fib import Word, is_older, open_word
from ingest.reading.office.doc.paragraphs import paragraphs
from ingest.reading.office.doc.tables import Content, Table, blocks, spanned_rows
from ingest.reading.office.docx import docx_document
from ingest.reading.office.libreoffice import as_docx
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


def doc_document(source: Source) -> Document:
    """Read one Word 97-2003 document from its bytes.

    Args:
        source: The file.

    Returns:
        The document. Pages are those that the document itself breaks. One that is older than Word
        97 is read as LibreOffice converts it, where it is installed.

    Raises:
        UnreadableDocumentError: It is encrypted, damaged, truncated, older than Word 97 where
            LibreOffice is not installed, holds no text, or a table larger than any printed one.
    """
    if is_older(source) and (converted := as_docx(source)):
        read = docx_document(replace(source, data=converted))
        return replace(read, sha256=hashlib.sha256(source.data).hexdigest())
    try:
        word = open_word(source)
        lines = list(paged(_lines(word)))
    except (struct.error, IndexError, OverflowError):
        source.refuse(
            "The file is damaged or truncated.", "Open it in a word processor, save it as DOCX."
        )
    return document_of(source, lines, encoding="binary")


def _lines(word: Word) -> Iterator[Printed]:
    tables = 0
    for block in blocks(paragraphs(word)):
        for part in _parted(block):
            if isinstance(part, str):
                yield from ((line, ()) for line in _printed(part))
            else:
                tables += 1
                yield from _table(word.source, part, tables)


def _parted(block: str | Table) -> Iterator[str | Table]:
    """A block, or what the cells of a table hold one after the other that only arranges tables."""
    if isinstance(block, str) or not block.is_layout:
        yield block
        return
    for row in block.rows:
        for cell in row.cells:
            for part in cell:
                yield from _parted(part)


def _printed(text: str) -> Iterator[str]:
    """The lines of a paragraph, and its page breaks."""
    for index, piece in enumerate(text.split(PAGE)):
        if index:
            yield PAGE
        if piece or PAGE not in text:
            yield from (printed(line) for line in piece.split("\n"))


def _table(source: Source, table: Table, number: int) -> Iterator[Printed]:
    try:
        rows, width = place_spans(_spanned(source, table, number))
    except GridTooLargeError as error:
        source.refuse(
            f"Table {number} is no printed one: {error}.", "Export it again from its source."
        )
    yield from numbered(table_lines(rows, width), number)


def _spanned(source: Source, table: Table, number: int) -> Iterator[list[Spanned]]:
    for row in spanned_rows(table):
        cells = []
        for cell, content in row:
            text = _cell_text(content)
            if len(text) > MAX_CELL:
                source.refuse(
                    f"A cell of table {number} has {len(text)} characters, more than {MAX_CELL}.",
                    "Export it again from its source.",
                )
            cells.append(Spanned(text, cell.columns))
        yield cells


def _cell_text(content: Content) -> str:
    """The text of a cell, its lines, paragraphs and inner tables separated by spaces."""
    return " ".join(line for text in _texts(content) for line in _split(text))


def _split(text: str) -> Iterable[str]:
    lines = (printed(line) for line in re.split(r"[\n\f]", text))
    return (line for line in lines if line)


def _texts(content: Content) -> Iterator[str]:
    for part in content:
        if isinstance(part, str):
            yield part
        else:
            for row in part.rows:
                for cell in row.cells:
                    yield from _texts(cell)
