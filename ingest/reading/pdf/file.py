"""The file of a PDF: whole, within bounds, and opened by pdfium."""

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2.raw as pdfium

from ingest.base.errors import Place, UnreadableDocumentError
from ingest.reading.pdf.paths import Handle
from ingest.reading.source import source_name

MAX_BYTES = 200 * 1024 * 1024
"""A PDF larger than this is not a disclosure: the largest seen holds 1 MB."""

MAX_PAGES = 2_000
"""A PDF with more pages than this is not a single disclosure."""

_TAIL = 64 * 1024
_HEAD = 2048
_CHUNK = 1024 * 1024
_LINEARIZED = re.compile(rb"/Linearized\b.{0,200}?/L\s+(\d{1,12})", re.DOTALL)


def checked_digest(path: Path) -> str:
    """The hash of the file's bytes, after a look at its size, its head and its end."""
    place = Place(source_name(path))
    digest = hashlib.sha256()
    head = tail = b""
    size = 0
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            # Reading a pipe would never end.
            raise UnreadableDocumentError(place, "It is no regular file.", "Name a document.")
        if found.st_size > MAX_BYTES:
            raise UnreadableDocumentError(
                place,
                f"The PDF is larger than {MAX_BYTES // 1024 // 1024} MB.",
                "Split it into its disclosures.",
            )
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                head = head or chunk[:_HEAD]
                tail = (tail + chunk)[-_TAIL:]
                size += len(chunk)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UnreadableDocumentError(
            place, f"The file cannot be read ({reason}).", "Check its name and permissions."
        ) from error
    _check_whole(place, size, head, tail)
    return digest.hexdigest()


def _check_whole(place: Place, size: int, head: bytes, tail: bytes) -> None:
    """Pdfium mends a truncated file with the pages it still finds: the others would be lost."""
    if not size:
        raise UnreadableDocumentError(place, "The file is empty.", "Download it again.")
    if b"%PDF-" not in head:
        raise UnreadableDocumentError(
            place,
            "The file is no PDF: it does not begin as one.",
            "Give it the ending of its format.",
        )
    whole = _LINEARIZED.search(head)
    if b"%%EOF" not in tail or (whole and size < int(whole[1])):
        raise UnreadableDocumentError(
            place, "The file ends before its end mark: it is truncated.", "Download it again."
        )


@contextmanager
def opened(path: Path) -> Iterator[Handle]:
    """A PDF as pdfium opens it, closed in the end.

    Raises:
        UnreadableDocumentError: It is damaged, or opens only with a password.
    """
    pdf = pdfium.FPDF_LoadDocument(os.fsencode(path), None)
    if not pdf:
        raise _refused(path, pdfium.FPDF_GetLastError())
    try:
        yield pdf
    finally:
        pdfium.FPDF_CloseDocument(pdf)


def _refused(path: Path, code: int) -> UnreadableDocumentError:
    place = Place(source_name(path))
    if code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
        return UnreadableDocumentError(
            place, "The PDF is encrypted and opens with a password only.", "Save it without one."
        )
    return UnreadableDocumentError(
        place, "The PDF is damaged: its structure cannot be read.", "Download it again."
    )


def page_count(pdf: Handle, path: Path) -> int:
    """How many pages an open PDF has.

    Raises:
        UnreadableDocumentError: It has none, or more than any disclosure.
    """
    count = int(pdfium.FPDF_GetPageCount(pdf))
    if count < 1:
        raise UnreadableDocumentError(
            Place(source_name(path)), "The PDF has no pages.", "Export it again from its source."
        )
    if count > MAX_PAGES:
        raise UnreadableDocumentError(
            Place(source_name(path)),
            f"The PDF has {count} pages, more than {MAX_PAGES}.",
            "Split it into its disclosures.",
        )
    return count
