"""Compound files ([MS-CFB]): the streams of an OLE container, through xlrd's reader of them."""

import io
import struct

from xlrd.compdoc import CompDoc, CompDocError

from ingest.reading.source import Source

_FAULTS = (
    CompDocError,
    struct.error,
    AssertionError,
    IndexError,
    KeyError,
    MemoryError,
    OverflowError,
    RecursionError,
    TypeError,
    ValueError,
)
_AGAIN = "Open it in a word processor and save it as DOCX."


class Compound:
    """A compound file and its streams by name."""

    def __init__(self, source: Source) -> None:
        """Open it.

        Raises:
            UnreadableDocumentError: It is damaged or truncated.
        """
        self._source = source
        try:
            self._file = CompDoc(source.data, logfile=io.StringIO())
        except _FAULTS:
            source.refuse("The file is damaged or truncated: its directory is broken.", _AGAIN)

    def stream(self, name: str) -> bytes:
        """The bytes of a stream of the root; empty if there is no such stream.

        Raises:
            UnreadableDocumentError: It is damaged or truncated.
        """
        try:
            return bytes(self._file.get_named_stream(name) or b"")
        except _FAULTS:
            self._source.refuse(f"The file is damaged or truncated: its {name} is broken.", _AGAIN)
