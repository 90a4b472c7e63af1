"""Zip archives of XML parts (XLSX, DOCX): opened within bounds, parsed without entities.

Sizes are checked as the archive declares them before anything is unpacked, and as they turn out
while it is: a bomb lies in its directory or in its streams.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import IO

from lxml import etree

from ingest.reading.source import Source

MAX_MEMBERS = 5_000
"""Members of an archive; a long report with an image on every page has a few hundred."""

MAX_DECLARED = 512 * 1024 * 1024
"""Bytes that all members together declare, images included, which are never unpacked."""

MAX_UNPACKED = 64 * 1024 * 1024
"""Bytes of all parts unpacked together."""

MAX_RATIO = 250
"""How much a part may expand: XML of tables expands 10 to 60 times, a bomb a thousand times."""

MAX_NODES = 1_800_000
"""Elements, attributes and texts of one part: the parsed tree takes about 200 bytes for each."""

_RATIO_FROM = 4 * 1024 * 1024
_CHUNK = 256 * 1024
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    IndexError,
    KeyError,
)
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_AGAIN = "Download it again, or export it again from its source."
_BOMB = "It is not a document: delete it, or export it again from its source."


@dataclass(slots=True)
class Archive:
    """An archive and how much of it was unpacked."""

    source: Source
    zip: zipfile.ZipFile
    unpacked: int = 0
    parts: dict[str, bytes] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """The names of its parts, in the order of its directory."""
        return self.zip.namelist()

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, unpacked once, or None if no part has that name.

        Raises:
            UnreadableDocumentError: It is damaged, encrypted, or grows beyond the bounds.
        """
        if name not in self.zip.NameToInfo:
            return None
        if name not in self.parts:
            self.parts[name] = self._unpacked(name)
        return self.parts[name]

    def _unpacked(self, name: str) -> bytes:
        info = self.zip.NameToInfo[name]
        if info.flag_bits & _ENCRYPTED:
            self.source.refuse("It is encrypted.", "Save it again without a password.")
        if info.compress_type not in _METHODS:
            self.source.refuse(f"Its part {_said(name)} is compressed in an unknown way.", _AGAIN)
        try:
            with self.zip.open(info) as stream:
                return self._read(name, stream, info.compress_size)
        except _FAULTS as error:
            self.source.refuse(
                f"Its part {_said(name)} is damaged or truncated ({_said(str(error))}).", _AGAIN
            )

    def _read(self, name: str, stream: IO[bytes], packed: int) -> bytes:
        chunks = []
        size = 0
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            self.unpacked += len(chunk)
            chunks.append(chunk)
            if self.unpacked > MAX_UNPACKED or _is_bomb(size, packed):
                self.source.refuse(
                    f"Its part {_said(name)} brings it to {self.unpacked} bytes and more "
                    "unpacked: a zip bomb.",
                    _BOMB,
                )
        return b"".join(chunks)


def open_archive(source: Source) -> Archive:
    """Open an archive and check what its directory declares.

    Raises:
        UnreadableDocumentError: It is damaged or truncated, has too many members, a name twice,
            or declares the sizes of a zip bomb.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.data))
    except _FAULTS as error:
        source.refuse(f"The archive is damaged or truncated ({_said(str(error))}).", _AGAIN)
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        source.refuse(f"The archive has {len(members)} members, more than {MAX_MEMBERS}.", _BOMB)
    if len(archive.NameToInfo) != len(members):
        source.refuse("The archive holds two parts of the same name.", _AGAIN)
    declared = sum(member.file_size for member in members)
    if declared > MAX_DECLARED:
        source.refuse(f"The archive declares {declared} bytes: a zip bomb.", _BOMB)
    return Archive(source, archive)


def repacked(archive: Archive, names: Iterable[str]) -> bytes:
    """An archive of these parts alone, unpacked within bounds and stored as they are.

    Its reader sees only the bytes that were checked here.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as packed:
        for name in names:
            if (data := archive.part(name)) is not None:
                refuse_entities(archive.source, name, data)
                # A fixed date: the same document gives the same bytes.
                packed.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue()


def parse_part(archive: Archive, name: str) -> etree._Element | None:
    """A part as an XML tree, or None if no part has that name.

    Raises:
        UnreadableDocumentError: It is damaged, no XML, too large, or declares entities.
    """
    data = archive.part(name)
    return None if data is None else parse_xml(archive.source, name, data)


def parse_xml(source: Source, name: str, data: bytes) -> etree._Element:
    """XML as a tree: no entities, no document type, no network, no more nodes than bounds allow.

    Raises:
        UnreadableDocumentError: It is not XML, is too large or too deep, or declares entities.
    """
    refuse_entities(source, name, data)
    if _nodes(data) > MAX_NODES:
        source.refuse(f"Its part {_said(name)} has too many tags to be a document.", _BOMB)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        source.refuse(f"Its part {_said(name)} is not valid XML ({_said(str(error))}).", _AGAIN)
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        source.refuse(f"Its part {_said(name)} declares a document type.", _AGAIN)
    return root


def refuse_entities(source: Source, name: str, data: bytes) -> None:
    """Refuse XML with a document type, in which entities are declared.

    Raises:
        UnreadableDocumentError: It has one.
    """
    # The NULs of UTF-16 would hide the declaration.
    if _DOCTYPE.search(data) or (b"\0" in data and _DOCTYPE.search(data.replace(b"\0", b""))):
        source.refuse(
            f"Its part {_said(name)} declares XML entities, which no document needs.",
            "Export it again from its source.",
        )


def _nodes(data: bytes) -> int:
    """How many nodes a tree of this XML has, or a few more."""
    elements = data.count(b"<") - data.count(b"</")
    texts = data.count(b">") - data.count(b"><")
    return elements + data.count(b"=") + texts


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments and their like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _is_bomb(size: int, packed: int) -> bool:
    return size > _RATIO_FROM and size > packed * MAX_RATIO


def _said(text: str) -> str:
    """Text from the file itself, shortened and made printable for a message."""
    return "".join(char if char.isprintable() else "?" for char in text[:80])
