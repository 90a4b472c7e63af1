"""What a file is, by its first bytes, and whether its extension says the same."""

import codecs
import io
import re
import struct
import zipfile
from typing import Literal, NoReturn

from ingest.reading.source import Source

Kind = Literal[
    "text", "html", "mhtml", "json", "xlsx", "xls", "xls_xml", "docx", "doc", "ofd", "pdf", "image"
]

_NAMES: dict[Kind, str] = {
    "text": "plain text",
    "html": "a web page (HTML)",
    "mhtml": "a web archive (MHTML)",
    "json": "JSON",
    "xlsx": "an Excel workbook (XLSX)",
    "xls": "an old Excel workbook (XLS)",
    "xls_xml": "an Excel 2003 XML workbook",
    "docx": "a Word document (DOCX)",
    "doc": "an old Word document (DOC)",
    "ofd": "an OFD",
    "pdf": "a PDF",
    "image": "a picture (PNG, JPEG or TIFF)",
}
_ENDINGS: dict[Kind, str] = {
    "text": "txt text md markdown",
    "html": "html htm xhtml shtml",
    "mhtml": "mht mhtml",
    "json": "json",
    "xlsx": "xlsx xlsm",
    "xls": "xls et",
    "xls_xml": "xml",
    "docx": "docx docm",
    "doc": "doc wps",
    "ofd": "ofd",
    "pdf": "pdf",
    "image": "png jpg jpeg tif tiff",
}
_CLAIMS: dict[str, Kind] = {
    f".{ending}": kind for kind, endings in _ENDINGS.items() for ending in endings.split()
}
_SAVED_AS: dict[Kind, frozenset[Kind]] = {
    "xls": frozenset({"html", "mhtml", "xls_xml"}),
    "doc": frozenset({"html", "mhtml"}),
}
"""What office programs save under the extension of their own old format, and open under it."""

_SAVE = "Save it as XLSX, DOCX, PDF or text."
_UNPACK = "Unpack it and name what it holds."
_NO_TEXT = "Save it as PNG, JPEG or TIFF."
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"GIF8", "an animated picture (GIF)", _NO_TEXT),
    (b"\x1f\x8b", "a packed archive", _UNPACK),
    (b"7z\xbc\xaf", "a packed archive", _UNPACK),
    (b"Rar!", "a packed archive", _UNPACK),
    (b"BZh", "a packed archive", _UNPACK),
    (b"\xfd7zXZ", "a packed archive", _UNPACK),
    (b"{\\rtf", "rich text (RTF)", _SAVE),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IN_OLE: tuple[tuple[str, str, str], ...] = (
    ("EncryptedPackage", "an encrypted document", "Save it again without a password."),
    ("PowerPoint Document", "a presentation", _SAVE),
)
_READ_IN_OLE: tuple[tuple[str, Kind], ...] = (
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
)
_PACKED = (b"PK", _OLE)
"""What may hold a PDF near its head without being one."""

_IN_ZIP: tuple[tuple[bytes, Kind], ...] = (
    (b"word/document.xml", "docx"),
    (b"xl/workbook", "xlsx"),
    (b"OFD.xml", "ofd"),
)
_FOREIGN_ZIP: tuple[tuple[bytes, str, str], ...] = (
    (b"xl/workbook.bin", "a binary Excel workbook (XLSB)", "Save it as XLSX."),
    (b"opendocument", "an OpenDocument file", _SAVE),
    (b"ppt/presentation.xml", "a presentation", _SAVE),
)
_FOREIGN_XML: tuple[tuple[bytes, str, str], ...] = (
    (b"schemas.microsoft.com/office/word/2003", "a Word 2003 XML file", "Save it as DOCX."),
    (b"schemas.microsoft.com/office/2006/xmlPackage", "a Word XML file", "Save it as DOCX."),
)
_SPREADSHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_MHTML = re.compile(
    rb"(?:[A-Za-z-]{1,40}:[^\n]{0,998}\n(?:[ \t][^\n]{0,998}\n){0,20}){0,20}?"
    rb"(?:MIME-Version:|Content-Type:\s*multipart/related)",
    re.IGNORECASE,
)
"""Lines of a mail's head, and one that says what the rest is."""

_MAX_DIRECTORY = 8 * 1024 * 1024
_DEEP = 2
_HEAD = 4_096
PDF_HEAD = 1_024
"""Bytes from the head of a PDF within which it says that it is one."""

_WHOLE_PAGE = re.compile(
    # Atomic: a page that opens with hundreds of comments must not be split in every possible way.
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
        UnreadableDocumentError: It is, and its extension says otherwise.
    """
    return _begins_pdf(source) and sniff(source) == "pdf"


def _begins_pdf(source: Source) -> bool:
    return b"%PDF-" in source.data[:PDF_HEAD] and not source.data.startswith(_PACKED)


def sniff(source: Source) -> Kind:
    """Say what a file is.

    Its content decides. An extension that claims another format is an error, as file and name
    cannot both be right; one that claims none (`.csv`, `.log`, none at all) is ignored.

    Raises:
        UnreadableDocumentError: It is in a format that is not read, or its extension is wrong.
    """
    claimed = claimed_kind(source.name)
    found = _content(source, claimed)
    if claimed and claimed != found and found not in _SAVED_AS.get(claimed, ()):
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
    if head.startswith(_PICTURES):
        return "image"
    if head.startswith(_OLE):
        return _ole(source)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(source)
    if _begins_pdf(source):
        return "pdf"
    return _textual(source, claimed)


def _ole(source: Source) -> Kind:
    for stream, name, remedy in _IN_OLE:
        if _names(source, stream):
            _refuse(source, name, remedy)
    # A document may hold a workbook as an object, a workbook no document that is named so.
    found = next((kind for name, kind in _READ_IN_OLE if _names(source, name)), None)
    if found is None:
        _refuse(source, "an old Office file of an unknown kind, or a truncated one", _SAVE)
    return found


def _names(source: Source, stream: str) -> bool:
    return stream.encode("utf-16-le") in source.data


def _zip(source: Source) -> Kind:
    said = named_in_zip(source.data)
    for part, name, remedy in _FOREIGN_ZIP:
        if part in said:
            _refuse(source, name, remedy)
    found = next((kind for part, kind in _IN_ZIP if part in said), None)
    if found is None:
        _refuse(source, "a packed archive without a document of a known kind", _UNPACK)
    return found


def claimed_kind(name: str) -> Kind | None:
    """The format that the extension of a file's name says, if it is one that is read."""
    return _CLAIMS.get("." + name.rpartition(".")[2].lower() if "." in name else "")


def is_package(data: bytes) -> bool:
    """Whether a zip archive is a document of its own, read or not, and no archive of files."""
    said = named_in_zip(data)
    parts = (*(part for part, _ in _IN_ZIP), *(part for part, _, _ in _FOREIGN_ZIP))
    return any(part in said for part in parts)


def named_in_zip(data: bytes) -> bytes:
    """The names of a zip archive's members at its root and the type it is of.

    The whole of one whose directory is damaged: a truncated document is still recognised as one.
    """
    end = data.rfind(b"PK\x05\x06")
    if end < 0 or int.from_bytes(data[end + 12 : end + 16], "little") > _MAX_DIRECTORY:
        return data
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, struct.error, UnicodeError, RuntimeError):
        return data
    first = data[: _HEAD // 8] if names[:1] == ["mimetype"] else b""
    return "\n".join(name for name in names if name.count("/") < _DEEP).encode() + first


def _textual(source: Source, claimed: Kind | None) -> Kind:
    """Text, a web page or JSON: tags at the head make a page, unless the extension says text."""
    head = source.data[:_HEAD]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.replace(b"\0", b"")
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        head = head.removeprefix(mark)
    head = head.lstrip()
    if _MHTML.match(head):
        return "mhtml"
    if head.startswith(b"<?xml") and _SPREADSHEET_XML in head:
        return "xls_xml"
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
