"""The files of the published warehouse that an incremental build has no need to write again.

A large model is a folder of files, each of a year or of some units of a year. Where no row of one
is of a unit that changed, neither before nor now, the file that is published is the one that would
be written, and is linked.
"""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from ingest.base.sql import quoted
from ingest.exports.models import Model

MOST_FILES = 256
"""Files of a part: one for each value of two hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of a model that are split into files by whose they are.

    Attributes:
        names: The files' paths below the exports, by number from 0.
        condition: The where-clause of the rows; empty for a model in one file.
        key: The column that tells whose a row is, where there is one.
    """

    names: tuple[str, ...]
    condition: str
    key: str | None = None


def file_no(key: str, files: int) -> int:
    """The number of the file, from 0, that holds the rows of a unit or document.

    Args:
        key: Its id.
        files: How many files there are.
    """
    # No secret: the digest spreads the ids over the files.
    digest = hashlib.md5(key.encode(), usedforsecurity=False).hexdigest()
    return int(digest[:2], 16) * files // MOST_FILES


def sql_file_no(key: str, files: int) -> str:
    """`file_no` as SQL; a row without a key is in the file of the empty text.

    Args:
        key: The column that holds the id.
        files: How many files there are.
    """
    digest = f"('0x' || substr(md5(coalesce({quoted(key)}, '')), 1, 2))::integer"
    return f"({digest} * {files} // {MOST_FILES})"


@dataclass(frozen=True, slots=True)
class Earlier:
    """The exports of the published warehouse, and whose rows are others now.

    Attributes:
        folder: Its exports.
        database: Its database.
        changed: By the column that tells whose a row is, those whose rows may have changed.
        local: The models of which every row is of one unit, and follows from its documents alone.
    """

    folder: Path
    database: Path
    changed: Mapping[str, frozenset[str]]
    local: frozenset[str]

    def changed_files(
        self, connection: duckdb.DuckDBPyConnection, model: Model, schema: pa.Schema, part: Part
    ) -> set[int] | None:
        """The numbers of the files of a part that have to be written.

        Args:
            connection: The database of now.
            model: The model.
            schema: What the files' schema has to be, with all that is said of its columns.
            part: The part.

        Returns:
            The numbers; the others are published as they would be written, or have no row. None
            where all have to be written: of a model in one file, which costs little, of one across
            units, and where the part was split otherwise or its columns were others.
        """
        if not part.condition or part.key is None or model.name not in self.local:
            return None
        published = next((self.folder / n for n in part.names if (self.folder / n).is_file()), None)
        if published is None or not pq.read_schema(published).equals(schema, check_metadata=True):
            return None
        query = (
            f"select distinct {quoted(part.key)} from {model.relation}"  # noqa: S608 - our own names
            f" {part.condition} and list_contains(?, {quoted(part.key)})"
        )
        values = [sorted(self.changed[part.key])]
        found = connection.execute(query, values).fetchall()
        with duckdb.connect(str(self.database), read_only=True) as before:
            found += before.execute(query, values).fetchall()
        return {file_no(key or "", len(part.names)) for (key,) in found}

    def has_same(self, name: str, folder: Path) -> bool:
        """Whether a published file has the bytes of the one in a folder of exports."""
        published = self.folder / name
        return published.is_file() and published.read_bytes() == (folder / name).read_bytes()

    def link(self, name: str, folder: Path) -> None:
        """Link a published file, where there is one, to its path below a folder of exports."""
        if (self.folder / name).is_file():
            os.link(self.folder / name, folder / name)
