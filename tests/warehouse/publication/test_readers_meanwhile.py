"""Readers of several processes during a build: none is in the way, none sees a part of one.

`make test-kill` has the same at random moments and with killed builds; here each moment is chosen.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from ingest.publication import build as builds
from ingest.publication.export_again import export_again
from ingest.publication.publish import publish_new
from ingest.warehouse.provenance import identity

READERS = 4
# Keeps the first connection open throughout, and opens another at each line that it is sent.
_READER = """
import json, sys
from pathlib import Path
import duckdb
import pyarrow.parquet as pq

warehouse = Path(sys.argv[1])

def opened():
    return duckdb.connect(str(warehouse / "mingzhang.duckdb"), read_only=True)

def seen(connection):
    sql = "select (select build_id from raw.build), count(*), sum(amount_yuan)::varchar"
    return connection.sql(sql + " from marts.fct_reported_amount").fetchall()[0]

first = opened()
for _ in sys.stdin:
    with opened() as connection:
        now = seen(connection)
    with pq.ParquetFile(warehouse / "exports/fct_reported_amount.parquet") as file:
        rows = file.read().num_rows
    print(json.dumps({"first": seen(first), "now": now, "exported": rows}), flush=True)
"""


class _Reader:
    """A process that reads when it is told to."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def read(self) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("read\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the reader ended"
        answer: dict[str, Any] = json.loads(line)
        return answer


@pytest.fixture
def published(warehouse: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "warehouse"
    shutil.copytree(warehouse, copy, symlinks=True)
    return copy


@pytest.fixture
def readers(published: Path) -> Iterator[list[_Reader]]:
    command = [sys.executable, "-c", _READER, str(published)]
    with ExitStack() as stack:
        processes = [
            stack.enter_context(
                subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            )
            for _ in range(READERS)
        ]
        yield [_Reader(process) for process in processes]


def test_readers_see_the_old_warehouse_during_a_build_and_the_new_one_after(
    published: Path, readers: list[_Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = str(identity(published)["build_id"])
    alone = [reader.read() for reader in readers]
    during: list[dict[str, Any]] = []

    def read_then_publish(*arguments: Any) -> None:  # noqa: ANN401 - passed on as they are
        # The builder holds its lock, and the new warehouse lies sealed beside the old one.
        during.extend(reader.read() for reader in readers)
        publish_new(*arguments)

    monkeypatch.setattr(builds, "publish_new", read_then_publish)
    export_again(published)

    after = [reader.read() for reader in readers]
    new = str(identity(published)["build_id"])
    assert new != before
    ((_, rows, yuan),) = {tuple(answer["now"]) for answer in alone}
    assert rows > 500
    assert alone == during
    assert len(during) == READERS
    # What was open before the switch is whole to its end; what is opened after it is the new one.
    expected = {"first": [before, rows, yuan], "now": [new, rows, yuan], "exported": rows}
    assert after == [expected] * READERS
