"""Extraction as a job of Spark: the rows of one run, whatever reads the files."""

from pathlib import Path

import pytest

from ingest.base.settings import DATA_VARIABLE
from ingest.extraction import pool
from ingest.intake.paths import named_documents
from ingest.intake.readings import Readings
from ingest.intake.spark_job import read_on_spark
from ingest.intake.take import take_in
from ingest.warehouse.spark.session import session
from tests.corpus.__main__ import write_texts

_DOCUMENTS, _TASKS = 6, 4


def _tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_tasks_read_what_rows_are_written_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    write_texts(tmp_path / "in", _DOCUMENTS, 1)
    paths = [path for path in named_documents(str(tmp_path / "in")) if path.suffix == ".txt"]
    take_in(paths, tmp_path / "one")

    with session(tmp_path / "spark") as spark:
        read_on_spark(spark.sparkContext, paths, tmp_path / "readings", _TASKS)

    assert len(list((tmp_path / "readings").glob("*/*"))) == _DOCUMENTS
    monkeypatch.setattr(pool, "_extract_each", lambda *_: iter(()))
    take_in(paths, tmp_path / "rows", extract=Readings(tmp_path / "readings").joined)
    assert _tree(tmp_path / "rows") == _tree(tmp_path / "one")
