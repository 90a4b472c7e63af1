"""The files of a run with those out of its archives, which are unpacked while they are read."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.base.errors import Place, UnreadableDocumentError
from ingest.base.settings import MANIFEST
from ingest.intake.paths import in_order, list_documents
from ingest.reading.packed.kinds import archive_kind
from ingest.reading.packed.unpack import unpack
from ingest.reading.source import UNPACKED, source_name

Refused = list[UnreadableDocumentError]


@contextmanager
def unpacked(paths: Sequence[Path]) -> Iterator[tuple[list[Path], Refused]]:
    """Unpack the archives among the files of a run for as long as the context is open.

    Args:
        paths: Files in the order in which they are read.

    Yields:
        The files with those out of archives in their place, and what of archives is refused.
    """
    with TemporaryDirectory(prefix="mingzhang-") as root:
        files: list[Path] = []
        refused: Refused = []
        for number, path in enumerate(paths):
            if not _is_archive(path):
                files.append(path)
                continue
            found, errors = _unpacked(path, Path(root, f"{number}{UNPACKED}"))
            files += found
            refused += errors
        yield (in_order(files) if len(files) != len(paths) or refused else files), refused


def _is_archive(path: Path) -> bool:
    try:
        return path.is_file() and archive_kind(path) is not None
    except OSError:
        return False  # Reading it will say what is wrong.


def _unpacked(path: Path, top: Path) -> tuple[list[Path], Refused]:
    """The files out of an archive, and what of it is refused."""
    folder = top / path.name
    folder.mkdir(parents=True)
    manifest = path.with_name(MANIFEST)
    if manifest.is_file():
        shutil.copyfile(manifest, top / MANIFEST)
    name = source_name(path)
    try:
        told = unpack(path, folder)
    except UnreadableDocumentError as error:
        shutil.rmtree(folder, ignore_errors=True)
        return [], [error]
    errors = [
        UnreadableDocumentError(Place(f"{name}/{member}"), problem, remedy)
        for member, problem, remedy in told
    ]
    try:
        return list_documents(folder), errors
    except UnreadableDocumentError:
        empty = UnreadableDocumentError(
            Place(name), "The archive holds no document.", "Name the documents themselves."
        )
        return [], errors or [empty]
