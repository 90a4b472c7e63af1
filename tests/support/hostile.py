"""Documents made to be refused: written to a file, and what is said of one."""

from pathlib import Path

import pytest

from ingest.base.errors import UnreadableDocumentError
from ingest.reading.document import read_document
from tests.support.renderers.archives import package
from tests.support.renderers.docx import PART


def write(folder: Path, name: str, data: bytes) -> Path:
    """Write a document; its path."""
    path = folder / name
    path.write_bytes(data)
    return path


def refusal(path: Path) -> str:
    """What is said of a document that must be refused."""
    with pytest.raises(UnreadableDocumentError) as caught:
        read_document(path)
    return str(caught.value)


def word_part(data: str | bytes) -> dict[str, str | bytes]:
    """The parts of a Word file whose text is `data`."""
    parts = package(PART, {PART: "wordprocessingml.document.main"})
    parts[PART] = data
    return parts
