"""The files of the published warehouse that an incremental build has no need to write again.

The year of a large model is a file. Where no row of it is of a unit that changed, neither before
nor now, the file that is published is the one that would be written, and is linked.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from ingest.exports.models import Model, quoted


@dataclass(frozen=True, slots=True)
class Earlier:
    """The exports of the published warehouse, and whose rows are others now.

    Attributes:
        folder: Its exports.
        database: Its database.
        changed: By the column that tells whose a row is, those whose rows may have changed. Of
            several columns that a model has, the first counts.
        local: The models of which every row is of one unit, and follows from its documents alone.
    """

    folder: Path
    database: Path
    changed: Mapping[str, frozenset[str]]
    local: frozenset[str]

    def link(
        self,
        connection: duckdb.DuckDBPyConnection,
        model: Model,
        condition: str,
        schema: pa.Schema,
        path: Path,
    ) -> bool:
        """Link the published file in the place of one to write, if it is the same.

        Args:
            connection: The database of now.
            model: The model.
            condition: The where-clause of the file's rows; empty for a model in one file, which
                costs little to write.
            schema: What the file's schema has to be, with all that is said of its columns.
            path: The file's place; its path below the exports is that of the published one.

        Returns:
            Whether it was linked.
        """
        published = self.folder / path.relative_to(path.parents[1])
        key = next((name for name in self.changed if name in schema.names), None)
        if not condition or key is None or model.name not in self.local:
            return False
        if not published.is_file():
            return False
        if not pq.read_schema(published).equals(schema, check_metadata=True):
            return False
        query = (
            f"select 1 from {model.relation} {condition}"  # noqa: S608 - names of our own yaml
            f" and list_contains(?, {quoted(key)}) limit 1"
        )
        values = [sorted(self.changed[key])]
        if connection.execute(query, values).fetchall():
            return False
        with duckdb.connect(str(self.database), read_only=True) as before:
            if before.execute(query, values).fetchall():
                return False
        os.link(published, path)
        return True
