"""Extraction on several processes: in order, and no document ends another."""

import multiprocessing
import os
from pathlib import Path

import pytest

from ingest.base.errors import MingzhangError, Place, ReadingError, UnreadableDocumentError
from ingest.extraction import pool
from ingest.extraction.extract import Extraction
from ingest.extraction.pool import extract_documents
from ingest.rows.quarantine import QUARANTINE, write_quarantine
from tests.support.hanging import hang, hanging_in

TEXT = "甘泉县民政局{year}年部门预算\n\n收支总表\n单位：万元\n项目\t预算数\n一、事业收入\t3.00\n"


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{n}.txt" for n in range(6)]
    for number, path in enumerate(paths):
        path.write_text(TEXT.format(year=2018 + number), encoding="utf-8")
    return paths


def test_documents_come_in_order_from_any_number_of_processes(files: list[Path]) -> None:
    one = list(extract_documents(files, processes=1))
    three = list(extract_documents(files, processes=3))
    assert [found.path for found in three] == files
    assert one == three
    assert [str(found.document_id)[-11:] for found in one][:2] == ["2018-budget", "2019-budget"]


def test_an_error_travels_whole(files: list[Path]) -> None:
    files[1].write_bytes(b"")
    found = list(extract_documents(files, processes=2))
    error = found[1].error
    assert isinstance(error, UnreadableDocumentError)
    assert (error.place, error.problem) == (Place("1.txt"), "The file is empty.")
    assert all(other.error is None for other in found if other is not found[1])


def _hang(path: Path, _: Path | None) -> Extraction:
    """In place of extraction: the second file hangs, the third dies, the fourth breaks."""
    if path.stem == "1":
        hang(path)
    if path.stem == "2":
        os._exit(7)
    if path.stem == "3":
        raise ZeroDivisionError
    return Extraction(path, f"read {path.stem}", {}, None)


def test_what_hangs_dies_or_breaks_is_left_out(
    files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging_in(files[0].parent, monkeypatch)
    monkeypatch.setattr("ingest.extraction.extract.extract_file", _hang)
    found = list(extract_documents(files, seconds=0.1))
    assert [f.document_id for f in found] == ["read 0", None, None, None, "read 4", "read 5"]
    problems = [f.error.problem for f in found if f.error]
    assert problems == [
        "It takes longer than 0.1 s to read.",
        "Reading it ended the process that read it.",
        "Reading it failed with ZeroDivisionError: .",
    ]
    assert all(isinstance(f.error, ReadingError) for f in found if f.error)


def _read(path: Path, _: Path | None) -> Extraction:
    return Extraction(path, f"read {path.stem}", {}, None)


def test_a_pool_that_breaks_is_followed_by_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = multiprocessing.get_context("fork")
    monkeypatch.setattr(pool, "context", lambda _: context)
    monkeypatch.setattr("ingest.extraction.extract.extract_file", _read)
    monkeypatch.setattr(pool, "_AHEAD", 1)
    extractions = extract_documents([tmp_path / f"{n}.txt" for n in range(4)], processes=1)
    found = [next(extractions).document_id]
    for process in multiprocessing.active_children():
        process.kill()
    assert [*found, *(f.document_id for f in extractions)] == [f"read {n}" for n in range(4)]


def _error(file: str) -> MingzhangError:
    return UnreadableDocumentError(Place(file, line=3), "It is torn.", "Get it again.")


def test_the_list_holds_what_the_last_run_over_each_file_said(tmp_path: Path) -> None:
    path = tmp_path / QUARANTINE
    write_quarantine(tmp_path, ["a", "b", "c"], [_error("b"), _error("a")])
    assert path.read_text(encoding="utf-8").splitlines() == [
        "source_file,page,line,error,problem,remedy",
        "a,,3,UnreadableDocumentError,It is torn.,Get it again.",
        "b,,3,UnreadableDocumentError,It is torn.,Get it again.",
    ]
    write_quarantine(tmp_path, ["a", "d"], [_error("d")])
    listed = [line.split(",")[0] for line in path.read_text(encoding="utf-8").splitlines()]
    assert listed == ["source_file", "b", "d"]
    write_quarantine(tmp_path, ["b", "d"], [])
    assert not path.exists()
