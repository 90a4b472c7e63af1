"""The command line: reports, exit statuses, and what is written when a part of a run fails."""

import errno
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from ingest.base.errors import BuildError, Place, SeedError, UnreadableDocumentError
from ingest.cli import app
from ingest.extraction.extract import Extraction
from ingest.intake.paths import list_documents
from ingest.rows.read import read_landing
from ingest.rows.write import write_records
from tests.support.landing_rows import edit, rows_of, write_corpus

RUN = CliRunner()


def _fake(paths: Iterable[Path], *, seconds: float) -> Iterator[Extraction]:
    """Read `<document_id> <sha256>` from a file, or an error from one that says so."""
    assert seconds > 0
    for path in paths:
        words = path.read_text().split()
        if words[0] == "bad":
            place = Place(path.name, page=2, line=14)
            error = SeedError(place, "'1,59.7' is no number.", "Check the source.")
            yield Extraction(path, None, None, error)
            continue
        rows = {name: [dict(row) for row in found] for name, found in rows_of(words[0]).items()}
        rows["documents"][0]["sha256"] = words[1]
        yield Extraction(path, words[0], rows, None)


@pytest.fixture
def disclosures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("ingest.intake.take.extract_documents", _fake)
    folder = tmp_path / "disclosures"
    folder.mkdir()
    (folder / "1.txt").write_text("a-2023-budget 11")
    (folder / "2.txt").write_text("b-2023-budget 22")
    return folder


def _extract(disclosures: Path, extracted: Path) -> tuple[int, str, str]:
    result = RUN.invoke(
        app, ["extract", "--disclosures", str(disclosures), "--extracted", str(extracted)]
    )
    return result.exit_code, result.stdout, result.stderr


def _documents(extracted: Path) -> list[str]:
    found: list[str] = read_landing(extracted)["documents"].column("document_id").to_pylist()
    return found


def test_extract_writes_and_reports_every_document(disclosures: Path, tmp_path: Path) -> None:
    status, out, err = _extract(disclosures, tmp_path / "extracted")

    assert (status, err) == (0, "")
    assert _documents(tmp_path / "extracted") == ["a-2023-budget", "b-2023-budget"]
    assert out.splitlines() == [
        "1.txt: a-2023-budget; tables: 1 a status; amounts: 2 (2 a placement)",
        "2.txt: b-2023-budget; tables: 1 a status; amounts: 2 (2 a placement)",
        "2 files, 0 failed",
    ]


def test_a_bad_document_is_named_and_the_others_are_written(
    disclosures: Path, tmp_path: Path
) -> None:
    (disclosures / "1.txt").write_text("bad")

    status, out, err = _extract(disclosures, tmp_path / "extracted")

    assert status == 2
    assert err == "error: 1.txt, page 2, line 14: '1,59.7' is no number. Check the source.\n"
    assert _documents(tmp_path / "extracted") == ["b-2023-budget"]
    assert "2 files, 1 failed" in out


def test_rows_that_cannot_land_fail_their_document_only(disclosures: Path, tmp_path: Path) -> None:
    (disclosures / "1.txt").write_text("../up 11")

    status, _, err = _extract(disclosures, tmp_path / "extracted")

    assert status == 2
    assert "../up: Invalid document_id" in err
    assert _documents(tmp_path / "extracted") == ["b-2023-budget"]


def test_rows_of_documents_that_are_not_in_the_run_stay(disclosures: Path, tmp_path: Path) -> None:
    extracted = tmp_path / "extracted"
    write_records(extracted, "c-2023-budget", rows_of("c-2023-budget"))

    _extract(disclosures / "1.txt", extracted)

    assert _documents(extracted) == ["a-2023-budget", "c-2023-budget"]


def _editions(extracted: Path) -> list[tuple[object, ...]]:
    documents = read_landing(extracted)["documents"].to_pylist()
    return [(d["document_id"], d["edition"], d["sha256"], d["source_file"]) for d in documents]


def test_a_later_run_keeps_what_an_earlier_one_wrote(disclosures: Path, tmp_path: Path) -> None:
    extracted = tmp_path / "extracted"
    _extract(disclosures, extracted)
    first = _bytes(extracted)
    (disclosures / "1.txt").write_text("a-2023-budget 33")

    _, out, _ = _extract(disclosures, extracted)

    assert [row[:3] for row in _editions(extracted)] == [
        ("a-2023-budget", 1, "11"),
        ("a-2023-budget-2", 2, "33"),
        ("b-2023-budget", 1, "22"),
    ]
    assert first.items() <= _bytes(extracted).items()
    assert "1.txt: a-2023-budget-2; " in out
    assert "a new edition, the previous one is kept" in out
    second = _bytes(extracted)
    # The first bytes once more, and the second under another name: nothing is new.
    (disclosures / "1.txt").write_text("a-2023-budget 11")
    (disclosures / "9.txt").write_text("a-2023-budget 33")
    _extract(disclosures, extracted)
    assert _bytes(extracted) == second


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_newer_reader_refreshes_rows_under_their_document(
    disclosures: Path, tmp_path: Path
) -> None:
    extracted = tmp_path / "extracted"
    old = {
        name: [dict(row) for row in found] for name, found in rows_of("a-2023-budget", 5).items()
    }
    old["documents"][0] |= {"sha256": "11", "source_file": "as filed.txt"}
    write_records(extracted, "a-2023-budget", old)

    _, out, _ = _extract(disclosures / "1.txt", extracted)

    assert _editions(extracted) == [("a-2023-budget", 1, "11", "as filed.txt")]
    assert len(read_landing(extracted)["amounts"]) == 2
    assert "the same file read again, rows refreshed" in out


def test_a_withdrawn_edition_leaves_its_number_free_of_the_next(
    disclosures: Path, tmp_path: Path
) -> None:
    extracted = tmp_path / "extracted"
    for sha256 in ("11", "12", "13"):
        (disclosures / "1.txt").write_text(f"a-2023-budget {sha256}")
        _extract(disclosures / "1.txt", extracted)
    for path in extracted.glob("*/a-2023-budget-2.csv"):
        path.unlink()
    (disclosures / "1.txt").write_text("a-2023-budget 14")
    _extract(disclosures / "1.txt", extracted)

    assert [row[0] for row in _editions(extracted)] == [
        "a-2023-budget",
        "a-2023-budget-3",
        "a-2023-budget-4",
    ]


def test_the_same_bytes_under_another_document_are_told(disclosures: Path, tmp_path: Path) -> None:
    extracted = tmp_path / "extracted"
    _extract(disclosures / "1.txt", extracted)
    (disclosures / "1.txt").write_text("known-2023-budget 11")

    _, out, _ = _extract(disclosures / "1.txt", extracted)

    assert "identical to a-2023-budget: withdraw the wrong one" in out


def test_documents_in_parquet_are_beside_what_is_new(disclosures: Path, tmp_path: Path) -> None:
    extracted = tmp_path / "extracted"
    rows = {name: [dict(row) for row in found] for name, found in rows_of("a-2023-budget").items()}
    rows["documents"][0]["sha256"] = "11"
    write_corpus(extracted, "corpus", rows)
    _, out, _ = _extract(disclosures / "1.txt", extracted)
    assert "1.txt: already in a-2023-budget; skipped" in out
    (disclosures / "1.txt").write_text("a-2023-budget 12")
    _extract(disclosures / "1.txt", extracted)
    assert [row[0] for row in _editions(extracted)] == ["a-2023-budget", "a-2023-budget-2"]


def test_other_bytes_become_an_edition_and_the_same_are_skipped(
    disclosures: Path, tmp_path: Path
) -> None:
    (disclosures / "3.txt").write_text("a-2023-budget 33")
    (disclosures / "4.txt").write_text("a-2023-budget 11")

    status, out, _ = _extract(disclosures, tmp_path / "extracted")

    assert status == 0
    documents = read_landing(tmp_path / "extracted")["documents"].to_pylist()
    assert [(d["document_id"], d["edition"], d["sha256"]) for d in documents] == [
        ("a-2023-budget", 1, "11"),
        ("a-2023-budget-2", 2, "33"),
        ("b-2023-budget", 1, "22"),
    ]
    assert "4.txt: identical to an earlier file (a-2023-budget); skipped" in out


def test_log_json_gives_one_object_a_line(
    disclosures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOG", "json")
    (disclosures / "1.txt").write_text("bad")

    _, out, err = _extract(disclosures, tmp_path / "extracted")

    document, summary = (json.loads(line) for line in out.splitlines())
    assert (document["event"], document["document_id"]) == ("document", "b-2023-budget")
    assert document["amounts"] == {"a placement": 2}
    assert (summary["event"], summary["files"]) == ("extracted", 2)
    error = json.loads(err)
    assert (error["error"], error["file"], error["line"]) == ("SeedError", "1.txt", 14)
    assert error["remedy"] == "Check the source."


def test_documents_are_the_visible_files_by_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", "z/a.txt", ".hidden", ".git/x.txt", "manifest.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "a/loop").symlink_to(tmp_path)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")

    assert [str(p.relative_to(tmp_path)) for p in list_documents(tmp_path)] == [
        "z/a.txt",
        "b.txt",
        "a/c.txt",
    ]
    assert list_documents(tmp_path / "b.txt") == [tmp_path / "b.txt"]


def test_a_folder_that_cannot_be_listed_is_bad_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shut").mkdir()
    (tmp_path / "a.txt").write_text("a")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "shut":
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(UnreadableDocumentError, match=r"shut: The folder cannot be listed"):
        list_documents(tmp_path)


def test_a_missing_or_empty_disclosures_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocumentError, match="holds no document"):
        list_documents(tmp_path)

    status, _, err = _extract(tmp_path / "nowhere", tmp_path / "extracted")

    assert status == 2
    assert "There is no such file" in err
    assert not (tmp_path / "extracted").exists()


def test_load_reports_what_changed(tmp_path: Path) -> None:
    write_records(tmp_path / "extracted", "a-2023-budget", rows_of("a-2023-budget"))
    database = tmp_path / "new.duckdb"
    arguments = ["load", "--extracted", str(tmp_path / "extracted"), "--database", str(database)]

    first, second = RUN.invoke(app, arguments), RUN.invoke(app, arguments)

    assert first.stdout == "documents: 1 added, 0 replaced, 0 removed, 0 unchanged\n"
    assert second.stdout == "documents: 0 added, 0 replaced, 0 removed, 1 unchanged\n"
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.sql("select count(*) from raw.amounts").fetchall() == [(2,)]


def test_a_build_of_bad_rows_ends_with_2_and_publishes_nothing(tmp_path: Path) -> None:
    write_records(tmp_path / "extracted", "a-2023-budget", rows_of("a-2023-budget"))
    edit(tmp_path / "extracted/tables/a-2023-budget.csv", "row_count", "rows")
    warehouse = tmp_path / "warehouse"

    result = RUN.invoke(
        app,
        ["build", "--extracted", str(tmp_path / "extracted"), "--warehouse", str(warehouse)],
    )

    assert result.exit_code == 2
    assert "a-2023-budget.csv, line 1: Column row_count is missing." in result.stderr
    assert not warehouse.exists()


def test_a_build_that_fails_ends_with_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Path, keep: int, full: bool, draw: object) -> None:
        assert (keep, full, draw) == (3, False, None)
        raise BuildError(Place("models/a.sql"), "1 of 2 dbt nodes failed: a.", "Correct it.")

    monkeypatch.setattr("ingest.publication.build.build", fail)

    rows = str(tmp_path / "rows")
    result = RUN.invoke(app, ["build", "--extracted", rows, "--warehouse", str(tmp_path)])

    assert result.exit_code == 1
    assert result.stderr == "error: models/a.sql: 1 of 2 dbt nodes failed: a. Correct it.\n"


def test_exports_of_no_warehouse_end_with_2(tmp_path: Path) -> None:
    result = RUN.invoke(app, ["export", "--warehouse", str(tmp_path / "nowhere")])

    assert result.exit_code == 2
    assert "There is no warehouse" in result.stderr
