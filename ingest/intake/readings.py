"""What files were read as, kept by content: extraction spread over machines by any scheduler.

Each machine reads its shard of the files and keeps what it read in a folder, one file for each,
named after all that the reading follows from. Whoever writes the rows takes it from there, and
reads itself what is missing. Rows are written by one process in one order whoever read: parts of a
disclosure are joined, editions are numbered and refusals are listed as if it had read everything,
byte for byte.
"""

import gzip
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from ingest.base import errors, log
from ingest.base.atomic import write_durably
from ingest.base.errors import LandingError, MingzhangError, NoDisclosureError, Place
from ingest.base.settings import MANIFEST, PROJECT, SECONDS, data_folder
from ingest.extraction.extract import Extraction, join_parts
from ingest.extraction.joining import UNIDENTIFIED
from ingest.extraction.pool import extract_each
from ingest.intake.unpacked import unpacked
from ingest.reading.source import UNPACKED, source_name
from ingest.reading.web.frames import SUFFIXES
from ingest.vocabulary.seeds import own_seed
from ingest.warehouse import provenance

_KEPT = (*UNIDENTIFIED, NoDisclosureError)
"""Errors that are kept; where there is another, the file is read again by whoever writes rows."""

_LEVEL = 1


@dataclass(frozen=True, slots=True)
class Shard:
    """Which of how many shares of the files, both from 1."""

    number: int
    count: int

    def of(self, paths: Sequence[Path]) -> Sequence[Path]:
        """The files of the share: neighbours are similar in size, and go to different shares.

        Args:
            paths: All files, in their order, which is the same on every machine.
        """
        return paths[self.number - 1 :: self.count]


def shard_of(text: str) -> Shard:
    """A shard as it is written: `2/8` is the second of eight.

    Raises:
        LandingError: It is not a shard.
    """
    number, _, count = text.partition("/")
    if number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count):
        return Shard(int(number), int(count))
    problem = f"{text!r} is no shard."
    raise LandingError("SHARD", problem, "Write the first of eight as 1/8, the last as 8/8.")


def read_shard(
    paths: Sequence[Path], folder: Path, shard: str, processes: int | None = None
) -> None:
    """Read the files of a shard and keep what was read.

    Args:
        paths: All files, in their order.
        folder: The folder of readings, made if absent.
        shard: Which share, as `shard_of` takes it.
        processes: How many processes read; by default one for each processor.

    Raises:
        LandingError: It is not a shard.
    """
    files, read = Readings(folder).read(shard_of(shard).of(paths), processes)
    text = f"shard {shard}: {files} files, {read} read now, in {folder}"
    log.info("read", text, shard=shard, files=files, read=read, folder=str(folder))


class Readings:
    """Readings in a folder."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, made with the first reading, and code and seeds as they are now."""
        self.folder = folder
        self._of_code = _of_code()

    def read(self, paths: Sequence[Path], processes: int | None = None) -> tuple[int, int]:
        """Read files that are not there yet, with those in their archives, and keep what was read.

        Args:
            paths: The files, in the order that `ingest.intake.paths` gives them.
            processes: How many processes read.

        Returns:
            How many files there are, and how many of them were read now.
        """
        with unpacked(paths) as (files, _):
            places = {path: self._place(path) for path in files}
            wanted = [path for path, place in places.items() if not place.is_file()]
            for found in extract_each(wanted, processes=processes):
                if found.error is None or isinstance(found.error, _KEPT):
                    _write(places[found.path], found)
            return len(files), len(wanted)

    def extractions(self, paths: Sequence[Path], seconds: float = SECONDS) -> Iterator[Extraction]:
        """What files are read as, in their order: kept readings, and of the others new ones.

        Args:
            paths: The files.
            seconds: How long one may take that has to be read.
        """
        kept = {path: place for path in paths if (place := self._place(path)).is_file()}
        others = extract_each([path for path in paths if path not in kept], seconds=seconds)
        for path in paths:
            yield _taken(kept[path], path) if path in kept else next(others)

    def joined(self, paths: Sequence[Path], seconds: float = SECONDS) -> Iterator[Extraction]:
        """As `extractions`, with parts of one disclosure as one."""
        yield from join_parts(self.extractions(paths, seconds))

    def _place(self, path: Path) -> Path:
        """Where the reading of a file lies: under the hash of all that it follows from."""
        digest = sha256(self._of_code)
        digest.update(json.dumps(source_name(path)).encode())
        top = next((up for up in path.parents if up.name.endswith(UNPACKED)), path.parent)
        for file in (path, top / MANIFEST, data_folder() / MANIFEST, *_saved_with(path)):
            digest.update(_hash(file))
        name = digest.hexdigest()
        return self.folder / name[:2] / f"{name}.json.gz"


def _of_code() -> bytes:
    """One hash of code and seeds, with those of a steward."""
    own = own_seed("")
    digest = sha256(provenance.fingerprint(PROJECT).encode())
    for path in sorted(own.rglob("*.csv")):
        digest.update(path.relative_to(own).as_posix().encode() + _hash(path))
    return digest.digest()


def _saved_with(path: Path) -> list[Path]:
    """The files of what a program saved beside a page."""
    folders = [path.with_name(f"{path.stem}{suffix}") for suffix in SUFFIXES]
    return sorted(file for folder in folders if folder.is_dir() for file in folder.rglob("*"))


def _hash(file: Path) -> bytes:
    """The hash of a file's bytes; of one that is not there or cannot be read a hash of nothing."""
    with suppress(OSError):
        return sha256(file.read_bytes()).digest()
    return sha256().digest()


def _write(place: Path, found: Extraction) -> None:
    told: dict[str, Any] = {"document_id": found.document_id, "rows": found.rows}
    told |= {name: _fields(getattr(found, name)) for name in ("error", "refusal")}
    place.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    write_durably(place, gzip.compress(text.encode(), _LEVEL, mtime=0))


def _fields(error: MingzhangError | None) -> dict[str, str | int | None] | None:
    return None if error is None else error.fields


def _taken(place: Path, path: Path) -> Extraction:
    """A kept reading, as that of a file.

    Raises:
        LandingError: It is damaged.
    """
    try:
        told = json.loads(gzip.decompress(place.read_bytes()))
        error, refusal = (_error(told[name]) for name in ("error", "refusal"))
        return Extraction(path, told["document_id"], told["rows"], error, refusal=refusal)
    except (OSError, EOFError, ValueError, KeyError, AttributeError) as cause:
        raise LandingError(place, "The reading is damaged.", "Delete it.") from cause


def _error(told: dict[str, Any] | None) -> Any:  # noqa: ANN401 - one of the errors that are kept
    if told is None:
        return None
    kind = getattr(errors, told["error"])
    return kind(Place(told["file"], told["page"], told["line"]), told["problem"], told["remedy"])
