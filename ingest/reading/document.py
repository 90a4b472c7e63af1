"""Readers: a file of any supported format in, one document model out."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ingest.base.errors import Place, UnreadableDocumentError
from ingest.reading.model import Document
from ingest.reading.office.doc.reader import doc_document
from ingest.reading.office.docx import docx_document
from ingest.reading.office.spreadsheet import xls_document, xlsx_document
from ingest.reading.office.spreadsheet_xml import spreadsheet_xml_document
from ingest.reading.plain.json_pages import json_document
from ingest.reading.plain.text import text_document
from ingest.reading.sniff import PDF_HEAD, Kind, is_pdf, sniff
from ingest.reading.source import Source, read_source, source_name
from ingest.reading.web.html import html_document
from ingest.reading.web.mhtml import mhtml_document


def _ofd_document(source: Source) -> Document:
    """Read with the reader of OFD, which shares its steps, and so their library, with PDF."""
    from ingest.reading.ofd.reader import ofd_document  # noqa: PLC0415 - loads with the first OFD

    return ofd_document(source)


def _picture_document(source: Source) -> Document:
    """Read with the reader of scans, which shares its steps, and so their library, with PDF."""
    from ingest.reading.scan.document import picture_document  # noqa: PLC0415 - as above

    return picture_document(source)


_READERS: dict[Kind, Callable[[Source], Document]] = {
    "doc": doc_document,
    "docx": docx_document,
    "html": html_document,
    "image": _picture_document,
    "json": json_document,
    "mhtml": mhtml_document,
    "ofd": _ofd_document,
    "text": text_document,
    "xls": xls_document,
    "xls_xml": spreadsheet_xml_document,
    "xlsx": xlsx_document,
}

_HOW: dict[Kind, str] = {"image": "image_ocr"}
"""The value of `reader` where it is more specific than the format."""


def read_document(path: Path) -> Document:
    """Read one document of any supported format, identified by content, not by extension.

    Args:
        path: The file: PDF, OFD, DOCX, DOC or WPS, XLSX, XLS or ET, Excel 2003 XML, HTML, MHTML,
            text, page text in JSON, or a picture of pages (PNG, JPEG, TIFF).

    Returns:
        The document. `source_file` is the file's name, in which bytes that are not text are
        escaped.

    Raises:
        UnreadableDocumentError: It cannot be read, is of another format than its extension says or
            of an unsupported one, or exceeds the limits of its format.
    """
    if is_pdf(read_source(path, PDF_HEAD)):
        return _read_pdf(path)
    source = read_source(path)
    kind = sniff(source)
    return replace(_READERS[kind](source), reader=_HOW.get(kind, kind))


def _read_pdf(path: Path) -> Document:
    """Read with a reader that takes a path, and give the file a name that is valid text."""
    from ingest.reading.pdf.reader import read_pdf  # noqa: PLC0415 - its library loads with the first PDF

    try:
        document = read_pdf(path)
    except UnreadableDocumentError as error:
        place = Place(source_name(path), error.place.page, error.place.line)
        raise UnreadableDocumentError(place, error.problem, error.remedy) from error
    return replace(document, source_file=source_name(path))
