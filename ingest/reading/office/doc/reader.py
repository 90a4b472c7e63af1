"""The reader of Word 97-2003 documents (DOC) and of WPS Writer's (WPS), which are the same.

Read are the body with its tables and text boxes, and what tracked changes insert; not what they
delete, nor hidden text, headers, notes, and instructions of fields. Macros and embedded objects
lie in streams of their own, which are not opened.
"""

import hashlib
import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from ingest.reading.model import Document
from ingest.reading.office.doc.fib import Word, is_older, open_word
from ingest.reading.office.doc.properties import (
    Paragraph,
    Runs,
    paragraph_of,
    paragraph_runs,
    unseen_runs,
)
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

_END = re.compile(r"[\r\x07\x0c]")
_FIELD = re.compile(r"\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
_MAX_FIELDS = 20
_DROPPED = re.compile(r"[\x00-\x08\x0e-\x1d\x1f\xad\ud800-\udfff]")


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
    about, unseen = paragraph_runs(word), unseen_runs(word)
    body = blocks(_paragraphs(word, about, unseen, (0, word.text_length)))
    boxes = blocks(_paragraphs(word, about, unseen, word.boxes))
    tables = 0
    for block in chain(body, boxes):
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


def _paragraphs(
    word: Word, about: Runs, unseen: Runs, stretch: tuple[int, int]
) -> Iterator[tuple[str, Paragraph]]:
    """The paragraphs of a stretch of the text, with what is known of each."""
    held: list[str] = []
    for text, offset, width in _pieces(word, stretch):
        shown = _without(text, offset, width, unseen)
        start = 0
        for end in _END.finditer(text):
            at = end.start()
            held.append(shown[start:at])
            start = at + 1
            mark = end[0]
            if mark == "\r" and shown[at] == "\0":
                # The end of a paragraph that a tracked change deletes joins it to the next.
                continue
            found = paragraph_of(word, about.at(offset + width * at))
            found.is_cell_end = found.is_cell_end or mark == "\x07"
            if mark == "\x0c" or found.breaks_page:
                held.insert(0 if found.breaks_page and mark != "\x0c" else len(held), PAGE)
            yield _plain("".join(held)), found
            held = []
        held.append(shown[start:])
    if rest := _plain("".join(held)):
        yield rest, Paragraph()


def _pieces(word: Word, stretch: tuple[int, int]) -> Iterator[tuple[str, int, int]]:
    """The pieces of a stretch of the text: with place and bytes a character."""
    first, last = stretch
    for piece in word.pieces:
        start, end = max(first - piece.first, 0), min(last - piece.first, len(piece.text))
        if start < end:
            yield piece.text[start:end], piece.offset + piece.width * start, piece.width


def _without(text: str, offset: int, width: int, unseen: Runs) -> str:
    """A text with a NUL in the place of each character that is deleted or hidden."""
    for start, end, _ in unseen.within(offset, offset + width * len(text)):
        first, last = max((start - offset) // width, 0), min((end - offset) // width, len(text))
        text = text[:first] + "\0" * (last - first) + text[last:]
    return text


def _plain(text: str) -> str:
    r"""The text of a paragraph: fields by their results, `\n` for a line break."""
    for _ in range(_MAX_FIELDS):
        if "\x13" not in text:
            break
        text, count = _FIELD.subn(lambda found: found[1] or "", text)
        if not count:
            break
    text = text.replace("\x0b", "\n").replace("\x1e", "-")
    return _DROPPED.sub("", text)


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
