"""What a file is, by its first bytes, and whether its ending says the same."""

import codecs
import re
from typing import Literal, NoReturn

from ingest.reading.source import Source

Kind = Literal["text", "html", "json", "xlsx", "xls", "docx", "pdf"]

_NAMES: dict[Kind, str] = {
    "text": "plain text",
    "html": "a web page (HTML)",
    "json": "JSON",
    "xlsx": "an Excel workbook (XLSX)",
    "xls": "an old Excel workbook (XLS)",
    "docx": "a Word document (DOCX)",
    "pdf": "a PDF",
}
_ENDINGS: dict[Kind, str] = {
    "text": "txt text md markdown",
    "html": "html htm xhtml shtml",
    "json": "json",
    "xlsx": "xlsx xlsm",
    "xls": "xls et",
    "docx": "docx docm",
    "pdf": "pdf",
}
_CLAIMS: dict[str, Kind] = {
    f".{ending}": kind for kind, endings in _ENDINGS.items() for ending in endings.split()
}
_SAVE = "Save it as XLSX, DOCX, PDF or text."
_UNPACK = "Unpack it and name what it holds."
_NO_TEXT = "Recognise its text first, and give that."
_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG", "an image", _NO_TEXT),
    (b"\xff\xd8\xff", "an image", _NO_TEXT),
    (b"GIF8", "an image", _NO_TEXT),
    (b"II*\0", "an image", _NO_TEXT),
    (b"MM\0*", "an image", _NO_TEXT),
    (b"\x1f\x8b", "a packed archive", _UNPACK),
    (b"7z\xbc\xaf", "a packed archive", _UNPACK),
    (b"Rar!", "a packed archive", _UNPACK),
    (b"BZh", "a packed archive", _UNPACK),
    (b"\xfd7zXZ", "a packed archive", _UNPACK),
    (b"{\\rtf", "rich text (RTF)", _SAVE),
    (b"MIME-Version:", "a web archive (MHTML)", "Save it as a web page (HTML)."),
    (b"From: <Saved by", "a web archive (MHTML)", "Save it as a web page (HTML)."),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IN_OLE: tuple[tuple[str, str, str], ...] = (
    ("EncryptedPackage", "an encrypted document", "Save it again without a password."),
    ("WordDocument", "an old Word document (DOC)", "Save it as DOCX."),
    ("PowerPoint Document", "a presentation", _SAVE),
)
_PACKED = (b"PK", _OLE)
"""What may hold a PDF near its head without being one."""

_IN_ZIP: tuple[tuple[bytes, Kind], ...] = ((b"word/document.xml", "docx"), (b"xl/workbook", "xlsx"))
_FOREIGN_ZIP: tuple[tuple[bytes, str, str], ...] = (
    (b"xl/workbook.bin", "a binary Excel workbook (XLSB)", "Save it as XLSX."),
    (b"opendocument", "an OpenDocument file", _SAVE),
    (b"ppt/presentation.xml", "a presentation", _SAVE),
)
_FOREIGN_XML: tuple[tuple[bytes, str, str], ...] = (
    (b"urn:schemas-microsoft-com:office:spreadsheet", "an Excel 2003 XML file", "Save it as XLSX."),
    (b"schemas.microsoft.com/office/word/2003", "a Word 2003 XML file", "Save it as DOCX."),
    (b"schemas.microsoft.com/office/2006/xmlPackage", "a Word XML file", "Save it as DOCX."),
)
_HEAD = 4_096
PDF_HEAD = 1_024
"""Bytes from the head of a PDF within which it says that it is one."""

_WHOLE_PAGE = re.compile(
    # Atomic: a page that opens with hundreds of comments must not be tried in every parting.
    rb"(?>(?><\?xml[^>]*>|<!--.*?-->)\s*)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(
    rb"<(?:html|body|table|div|p|span|meta|style|script|h[1-6]|tr|td)\b", re.IGNORECASE
)
_ANY_TAG = re.compile(rb"<[a-z][a-z0-9]*[\s>/]", re.IGNORECASE)
_JSON_HEAD = re.compile(rb"(?:\{\s*[\"}]|\[\s*[\"\[{\]0-9])")


def is_pdf(source: Source) -> bool:
    """Whether a file is a PDF, by its first `PDF_HEAD` bytes alone.

    Raises:
        UnreadableDocumentError: It is, and its ending says otherwise.
    """
    return _begins_pdf(source) and sniff(source) == "pdf"


def _begins_pdf(source: Source) -> bool:
    return b"%PDF-" in source.data[:PDF_HEAD] and not source.data.startswith(_PACKED)


def sniff(source: Source) -> Kind:
    """Say what a file is.

    Its content decides. An ending that claims another format is an error, as file and name
    cannot both be right; one that claims none (`.csv`, `.log`, none at all) is passed over.

    Raises:
        UnreadableDocumentError: It is in a format that is not read, or its ending is wrong.
    """
    claimed = _CLAIMS.get(
        "." + source.name.rpartition(".")[2].lower() if "." in source.name else ""
    )
    found = _content(source, claimed)
    if claimed and claimed != found:
        ending = _ENDINGS[found].split()[0]
        source.refuse(
            f"It is {_NAMES[found]}, but its extension says {_NAMES[claimed]}.",
            f"If it is the right file, give it the extension .{ending}.",
        )
    return found


def _content(source: Source, claimed: Kind | None) -> Kind:
    data = source.data
    head = data[:_HEAD]
    for magic, name, remedy in _FOREIGN:
        if head.startswith(magic):
            _refuse(source, name, remedy)
    if head.startswith(_OLE):
        return _ole(source)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(source)
    if _begins_pdf(source):
        return "pdf"
    return _textual(source, claimed)


def _ole(source: Source) -> Kind:
    for stream, name, remedy in _IN_OLE:
        if stream.encode("utf-16-le") in source.data:
            _refuse(source, name, remedy)
    if not any(name.encode("utf-16-le") in source.data for name in ("Workbook", "Book")):
        _refuse(source, "an old Office file of an unknown kind, or a truncated one", _SAVE)
    return "xls"


def _zip(source: Source) -> Kind:
    for part, name, remedy in _FOREIGN_ZIP:
        if part in source.data:
            _refuse(source, name, remedy)
    found = next((kind for part, kind in _IN_ZIP if part in source.data), None)
    if found is None:
        _refuse(source, "a packed archive without a document of a known kind", _UNPACK)
    return found


def _textual(source: Source, claimed: Kind | None) -> Kind:
    """Text, a web page or JSON: tags at the head make a page, unless the ending says text."""
    head = source.data[:_HEAD]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.replace(b"\0", b"")
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        head = head.removeprefix(mark)
    head = head.lstrip()
    for schema, name, remedy in _FOREIGN_XML:
        if head.startswith(b"<?xml") and schema in head:
            _refuse(source, name, remedy)
    if _WHOLE_PAGE.match(head):
        return "html"
    has_tags = _ANY_TAG.search(head) if claimed == "html" else _TAG.match(head)
    if has_tags and claimed != "text":
        return "html"
    if _JSON_HEAD.match(head) and (claimed == "json" or _closes(source.data)):
        return "json"
    return "text"


def _closes(data: bytes) -> bool:
    return data[-_HEAD:].replace(b"\0", b"").rstrip().endswith((b"}", b"]"))


def _refuse(source: Source, name: str, remedy: str) -> NoReturn:
    source.refuse(f"It is {name}, which is not supported.", remedy)
