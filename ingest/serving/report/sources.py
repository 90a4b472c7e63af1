"""The files that documents were read from, found in a folder by name and hash, in archives too."""

import os
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.base.checksums import file_sha256
from ingest.base.errors import UnreadableDocumentError
from ingest.reading.model import PARTS_JOINED
from ingest.reading.packed.kinds import archive_kind
from ingest.reading.packed.unpack import unpack
from ingest.reading.source import UNPACKED, source_name
from ingest.rows.parts import hash_of_parts

Named = dict[str, list[Path]]


@dataclass
class Sources:
    """A folder of source documents, and the archives of it that are unpacked at the moment.

    `folder` is None where nobody said where they lie. A context, which ends what was unpacked.
    """

    folder: Path | None
    _unpacked: dict[str, Named] = field(default_factory=dict)
    _open: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> "Sources":
        """The sources, as long as the context is open."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove what was unpacked."""
        self._open.close()

    @cached_property
    def _named(self) -> Named:
        return _by_name(self.folder)

    def files(self, source_file: str, sha256: str) -> list[Path]:
        """The files of a document, if they are those that were read.

        Those out of an archive are there until files out of another one are asked for.

        Args:
            source_file: Their names, as `dim_document` has them.
            sha256: Their hash, likewise.
        """
        names = source_file.split(PARTS_JOINED)
        self._unpack({archive for name in names if (archive := _archive_of(name))})
        parts = [self._candidates(name) for name in names]
        if len(parts) == 1:
            return [path for path in parts[0] if file_sha256(path) == sha256][:1]
        if not all(parts):
            return []
        first = [own[0] for own in parts]
        return first if hash_of_parts([file_sha256(path) for path in first]) == sha256 else []

    def _candidates(self, name: str) -> Sequence[Path]:
        archive = _archive_of(name)
        return (self._unpacked[archive] if archive else self._named).get(name, ())

    def _unpack(self, archives: set[str]) -> None:
        """Unpack the archives of these names, unless they are, in the place of those before."""
        if archives <= self._unpacked.keys():
            return
        self._open.close()
        self._unpacked = {}
        for name in sorted(archives):
            root = Path(self._open.enter_context(TemporaryDirectory(prefix="mingzhang-")))
            for number, path in enumerate(self._named.get(name, ())):
                _unpack(path, root / f"{number}{UNPACKED}")
            self._unpacked[name] = _by_name(root)


def _archive_of(name: str) -> str:
    """The archive that a file came out of, by its name; empty where it came out of none."""
    archive, _, member = name.partition("/")
    return archive if member else ""


def _unpack(archive: Path, top: Path) -> None:
    """Unpack an archive under its name; nothing where it is none by now, or is damaged."""
    folder = top / archive.name
    folder.mkdir(parents=True)
    with suppress(UnreadableDocumentError):
        if archive_kind(archive) is not None:
            unpack(archive, folder)


def _by_name(folder: Path | None) -> Named:
    """The files below a folder by name, in the order of their paths."""
    found: Named = {}
    for path in _below(folder):
        found.setdefault(source_name(path), []).append(path)
    return {name: sorted(paths) for name, paths in found.items()}


def _below(folder: Path | None) -> Iterable[Path]:
    for parent, _, names in os.walk(folder or ""):
        yield from (Path(parent, name) for name in names)
