"""The same input gives the same exports, byte for byte, whatever the threads and order of files.

The threads are those of dbt, which are models at once, and those of DuckDB in each.
"""

import random
import shutil
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.base.settings import CHECKSUMS, EXPORTS
from ingest.publication.build import build
from ingest.rows.schema import RECORDS
from tests.corpus.landing import write_landing
from tests.support.shipped import SHIPPED

DOCUMENTS = 12
_CONNECT = duckdb.connect

Config = dict[str, str | bool | int | float | list[str]]


def _landing(folder: Path) -> Path:
    """The five documents as CSV, and generated ones as Parquet."""
    shutil.copytree(SHIPPED, folder)
    write_landing(folder, DOCUMENTS, 3, faulty=0.0, processes=1)
    return folder


def _shuffled(folder: Path, other: Path) -> Path:
    """The same rows: those in Parquet in another order, over more files of other names."""
    order = random.Random(5)  # noqa: S311 - an order, no secret
    shutil.copytree(folder, other)
    for record in RECORDS:
        tables = []
        for path in sorted((other / record.name).glob("*.parquet")):
            tables.append(pq.read_table(path))
            path.unlink()
        rows = pa.concat_tables(tables)
        places = order.sample(range(len(rows)), len(rows))
        for part, name in enumerate(("z-first", "a-last")):
            path = other / record.name / f"{name}.parquet"
            pq.write_table(rows.take(pa.array(places[part::2], pa.int64())), path)
    return other


def _connect_with(threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every database that a build opens, dbt's as ours, this many threads."""

    def connect(
        database: str = ":memory:", *, read_only: bool = False, config: Config | None = None
    ) -> duckdb.DuckDBPyConnection:
        config = {**(config or {}), "threads": str(threads)}
        return _CONNECT(database, read_only=read_only, config=config)

    monkeypatch.setattr(duckdb, "connect", connect)


def test_threads_and_the_order_of_files_change_no_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extracted = _landing(tmp_path / "extracted")
    sums = []
    for threads, rows in (("1", extracted), ("4", _shuffled(extracted, tmp_path / "shuffled"))):
        monkeypatch.setenv("MINGZHANG_THREADS", threads)
        _connect_with(int(threads), monkeypatch)
        build(rows, tmp_path / threads)
        sums.append((tmp_path / threads / EXPORTS / CHECKSUMS).read_text().splitlines())

    assert sums[0] == sums[1]
    assert any(line.endswith("fct_reported_amount.parquet") for line in sums[0])
