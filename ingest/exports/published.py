"""Published exports, to be read: each file is held open and against its checksum.

A warehouse that is published again in between is noticed so, and two publications are not mixed.
"""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import file_digest
from io import BufferedReader
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.base.checksums import read_checksums
from ingest.base.errors import WarehouseError
from ingest.base.settings import CHECKSUMS, DATAPACKAGE

ROWS = 65_536
"""Rows that are held at a time."""


@dataclass(frozen=True, slots=True)
class Published:
    """Published exports: where they stand, and the checksum of every file of them."""

    folder: Path
    sums: dict[str, str]

    def open(self, name: str) -> BufferedReader:
        """A file, once its bytes are known to be those of the checksums that were read."""
        path = self.folder / name
        file = path.open("rb")
        if file_digest(file, "sha256").hexdigest() != self.sums.get(name):
            file.close()
            raise WarehouseError(
                path,
                f"It is not what {CHECKSUMS} says: damaged, or published again meanwhile.",
                "Run the export again; if the error repeats, run `make build`.",
            )
        file.seek(0)
        return file

    def copy(self, name: str, folder: Path) -> None:
        """Copy a file to another folder under its own name."""
        (folder / name).parent.mkdir(exist_ok=True)
        with self.open(name) as source, (folder / name).open("wb") as target:
            shutil.copyfileobj(source, target)

    def resources(self) -> list[dict[str, Any]]:
        """The files as the descriptor of the package lists them."""
        with self.open(DATAPACKAGE) as file:
            return list(json.load(file)["resources"])

    def paths_of(self, mart: str) -> list[str]:
        """The files of a mart, in order: one, or those of its years.

        Raises:
            WarehouseError: The exports have no such mart.
        """
        paths = [f"{mart}.parquet"] if f"{mart}.parquet" in self.sums else []
        paths += sorted(name for name in self.sums if name.startswith(f"{mart}/"))
        if not paths:
            raise WarehouseError(self.folder, f"There is no {mart}.", "Run `make build`.")
        return paths

    def schema(self, mart: str) -> pa.Schema:
        """The columns of a mart."""
        with self.open(self.paths_of(mart)[0]) as file:
            return pq.read_schema(file)

    def table(self, mart: str, columns: list[str]) -> pa.Table:
        """Some columns of all rows of a mart."""
        parts = []
        for path in self.paths_of(mart):
            with self.open(path) as file:
                parts.append(pq.ParquetFile(file).read(columns))
        return pa.concat_tables(parts)

    def batches(self, mart: str) -> Iterator[pa.RecordBatch]:
        """The rows of a mart in parts."""
        for path in self.paths_of(mart):
            with self.open(path) as file:
                yield from pq.ParquetFile(file).iter_batches(ROWS)


def published_exports(exports: Path) -> Published:
    """The exports of a folder.

    Raises:
        WarehouseError: There are no exports.
    """
    sums = read_checksums(exports)
    if not sums:
        raise WarehouseError(exports, "There are no exports.", "Run `make build`.")
    return Published(exports, sums)
