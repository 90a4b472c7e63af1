"""Which documents a command is to read, and in which order.

The order decides which of two filings of one run is the later edition: that of their names, as a
person would sort them, and of their bytes where names are alike; folders have no say in it.
"""

import glob
import re
import shlex
from collections.abc import Iterable
from os import walk
from pathlib import Path

from ingest.base.checksums import file_sha256
from ingest.base.errors import UnreadableDocumentError
from ingest.base.settings import MANIFEST
from ingest.reading.source import source_name
from ingest.reading.web.frames import is_saved_with

_ACCESS = "Give read access to it, or move it out of DISCLOSURES."
_NUMBER = re.compile(r"(\d+)")


def list_documents(disclosures: Path) -> list[Path]:
    """The documents to read: the file itself, or every file below a folder, by file name.

    Args:
        disclosures: A file or a folder. Hidden files and folders and manifests are left out,
            and links to folders are not followed, so that no loop can catch the walk.

    Raises:
        UnreadableDocumentError: There is no such file or folder, the folder holds no file, or a
            folder below it cannot be listed, so that nobody knows what it holds.
    """
    if disclosures.is_file():
        return [disclosures]
    paths = []
    for folder, folders, files in walk(disclosures, onerror=_refuse):
        folders[:] = [name for name in folders if _is_of_documents(Path(folder, name), files)]
        paths += [Path(folder, name) for name in files if _is_document(Path(folder, name))]
    if not paths:
        problem = (
            "The folder holds no document." if disclosures.is_dir() else "There is no such file."
        )
        raise UnreadableDocumentError(
            disclosures, problem, "Name a document or a folder as DISCLOSURES."
        )
    return in_order(paths)


def _refuse(error: OSError) -> None:
    """Raise for a folder that cannot be listed; one that is missing is for the caller to report."""
    if not isinstance(error, FileNotFoundError | NotADirectoryError):
        raise UnreadableDocumentError(
            error.filename, f"The folder cannot be listed ({error.strerror}).", _ACCESS
        ) from error


def named_documents(names: str) -> list[Path]:
    """The documents of a list of files and folders, each once.

    Args:
        names: A path; or paths separated by spaces, with quotes around one that contains spaces,
            and with `*`, `?` and `[...]` for names that are alike.

    Raises:
        UnreadableDocumentError: One of them is not there, or a folder holds no file.
    """
    found = {path.resolve(): path for name in _names(names) for path in list_documents(Path(name))}
    return in_order(found.values())


def _names(names: str) -> list[str]:
    if Path(names).exists():
        return [names]
    try:
        words = shlex.split(names)
    except ValueError as error:
        raise UnreadableDocumentError(
            names, "Unclosed quote.", "Quote each name that contains spaces."
        ) from error
    listed: list[str] = []
    for word in words:
        # Path.glob takes no absolute pattern.
        found = [word] if Path(word).exists() else sorted(glob.glob(word))  # noqa: PTH207
        listed += found or [word]
    return listed


def in_order(paths: Iterable[Path]) -> list[Path]:
    """Files in the order in which they are read, whatever order they come in."""
    by_name: dict[str, list[Path]] = {}
    for path in paths:
        by_name.setdefault(source_name(path), []).append(path)
    return [
        path
        for name in sorted(by_name, key=source_order)
        for path in (by_name[name] if len(by_name[name]) == 1 else _by_bytes(by_name[name]))
    ]


def source_order(name: str) -> list[tuple[list[tuple[int, int, str]], str]]:
    """What sorts the names of files; those of files in archives stand where their archive does."""
    return [name_order(part) for part in name.split("/")]


def name_order(name: str) -> tuple[list[tuple[int, int, str]], str]:
    """What sorts file names: numbers as numbers, and the suffix last (`a` before `a-2`)."""
    pieces = _NUMBER.split(Path(name).stem)
    keys = [(1, 0, p) if n % 2 == 0 else (0, int(p), p) for n, p in enumerate(pieces) if p]
    return keys, name


def _by_bytes(paths: list[Path]) -> list[Path]:
    def key(path: Path) -> tuple[str, str]:
        try:
            return file_sha256(path), str(path)
        except OSError:
            return "", str(path)  # Reading it will say what is wrong.

    return sorted(paths, key=key)


def _is_of_documents(folder: Path, beside: Iterable[str]) -> bool:
    """Whether a folder may hold documents: what was saved with a page is no separate document."""
    return not folder.name.startswith(".") and not is_saved_with(folder, beside)


def _is_document(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".") and path.name != MANIFEST
