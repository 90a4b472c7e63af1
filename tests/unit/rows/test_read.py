"""A landing folder in parts: which files belong together, and what is read of them when."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from ingest.base.errors import LandingError
from ingest.base.settings import DATABASE
from ingest.publication.site import Site
from ingest.rows import read as landed
from ingest.rows.read import batches, read_landing, survey
from ingest.rows.schema import AMOUNTS, DOCUMENTS, RECORDS
from ingest.rows.write import write_records
from ingest.warehouse.incremental import Change, change_of
from ingest.warehouse.load import load, load_part
from tests.support.landing_rows import rows_of as shared_rows
from tests.support.landing_rows import write_corpus

A, B, C, D = (f"unit-{letter}-2023-budget" for letter in "abcd")


Rows = dict[str, list[dict[str, str | int | None]]]


def rows_of(document: str, amounts: int = 2) -> Rows:
    """Rows of a document of a unit of its own."""
    rows = {
        name: [dict(row) for row in own] for name, own in shared_rows(document, amounts).items()
    }
    rows["documents"][0]["unit_id"] = document[:6]
    return rows


def _both(one: str, other: str) -> Rows:
    return {
        r.name: [dict(row) for name in (one, other) for row in rows_of(name)[r.name]]
        for r in RECORDS
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A in CSV; B and C in one part; the amounts of D in the part of B and C, the rest in CSV."""
    folder = tmp_path / "extracted"
    write_records(folder, A, rows_of(A))
    write_corpus(folder, "part-1", _both(B, C))
    write_records(folder, D, rows_of(D))
    (folder / f"amounts/{D}.csv").unlink()
    path = folder / "amounts/part-1.parquet"
    rows = [*pq.read_table(path).to_pylist(), *rows_of(D)["amounts"]]
    write_corpus(folder, "part-1", {**_both(B, C), "amounts": rows})
    return folder


def test_files_that_share_documents_make_one_bundle(folder: Path) -> None:
    bundles = survey(folder).bundles
    assert [sorted(bundle.documents) for bundle in bundles] == [[A], [B, C, D]]
    assert [len(bundle.files) for bundle in bundles] == [len(RECORDS), 2 * len(RECORDS) - 1]


def test_batches_hold_whole_documents_and_together_what_one_reading_gives(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read_landing(folder)
    monkeypatch.setattr(landed, "BATCH_ROWS", 1)
    parts = list(batches(survey(folder)))
    found = [part[DOCUMENTS.name].column("document_id").to_pylist() for part in parts]
    assert found == [[A], [B, C, D]]
    assert read_landing(folder) == whole


def test_a_load_in_batches_gives_what_one_batch_gives(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(folder, tmp_path / "one.duckdb")
    monkeypatch.setattr(landed, "BATCH_ROWS", 1)
    load(folder, tmp_path / "many.duckdb")
    assert _rows(tmp_path / "many.duckdb") == _rows(tmp_path / "one.duckdb")


def test_a_part_is_read_and_taken_from_another_database(folder: Path, tmp_path: Path) -> None:
    load(folder, tmp_path / "all.duckdb")
    write_records(folder, A, rows_of(A, amounts=3))
    rows = load_part(survey(folder), {A}, tmp_path / "all.duckdb", {B}, tmp_path / "part.duckdb")
    assert (rows["documents"], rows["amounts"]) == (2, 5)
    with duckdb.connect(str(tmp_path / "part.duckdb"), read_only=True) as connection:
        query = "select document_id, count(*) from raw.amounts group by all order by all"
        assert connection.sql(query).fetchall() == [(A, 3), (B, 2)]
        [(filed,)] = connection.sql("select count(*) from raw.landing").fetchall()
    assert filed == 2


def _rows(database: Path) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        names = [*(record.name for record in RECORDS), "landing", "proposals"]
        return {
            name: connection.sql(f"select * from raw.{name} order by all").fetchall()
            for name in names
        }


@pytest.fixture
def change(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Change | None]:
    """What the folder as it is now changes of a warehouse that was made of it as it was."""
    site = Site(tmp_path / "warehouse")
    site.warehouse.mkdir()
    load(folder, site.warehouse / DATABASE)
    facts = {"code": {"sha256": "x"}, "tools": {}, "settings": {}, "build_id": "1"}
    monkeypatch.setattr("ingest.warehouse.incremental.provenance.identity", lambda _: facts)
    monkeypatch.setattr("ingest.warehouse.incremental.provenance.tools", dict)
    monkeypatch.setattr("ingest.warehouse.incremental.provenance.settings", dict)
    monkeypatch.setattr(
        "ingest.warehouse.incremental.provenance.stamped", lambda _: {"build_id": "1"}
    )
    monkeypatch.setattr("ingest.warehouse.incremental.LARGEST_SHARE", 1)
    return lambda: change_of(survey(folder), site.warehouse, {"sha256": "x"})


def test_files_that_are_as_they_were_are_not_read(
    change: Callable[[], Change | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unread(*_: object) -> None:
        raise AssertionError("a file was read")

    monkeypatch.setattr(landed, "read_file", unread)
    found = change()
    assert found is not None
    assert found.is_nothing


def test_the_same_rows_in_other_files_are_no_change(
    folder: Path, change: Callable[[], Change | None]
) -> None:
    for file in folder.glob(f"*/{A}.csv"):
        file.unlink()
    write_corpus(folder, "part-0", rows_of(A))
    found = change()
    assert found is not None
    assert found.is_nothing


def test_a_part_that_is_gone_withdraws_what_lay_in_it(
    folder: Path, change: Callable[[], Change | None]
) -> None:
    for file in folder.glob("*/part-1.parquet"):
        file.unlink()
    write_records(folder, D, rows_of(D))
    found = change()
    assert found is not None
    assert found.before == frozenset({B, C})
    assert found.now == frozenset()


def test_a_file_that_is_none_is_refused_though_all_others_are_as_they_were(
    folder: Path, change: Callable[[], Change | None]
) -> None:
    (folder / AMOUNTS.name / "part-2.parquet").write_bytes(b"not Parquet")
    with pytest.raises(LandingError, match="not readable as Parquet"):
        change()
