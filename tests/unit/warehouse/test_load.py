"""Loading: verbatim rows in schema raw, keyed by document and content."""

from pathlib import Path

import duckdb
import pytest

from ingest.base.errors import LandingError
from ingest.rows.schema import RECORDS
from ingest.rows.write import write_records
from ingest.warehouse.load import load
from tests.support.landing_rows import edit, rows_of

A, B = "unit-a-2023-budget", "unit-b-2023-budget"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "extracted"
    write_records(folder, A, rows_of(A))
    write_records(folder, B, rows_of(B))
    return folder


def _rows(database: Path) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return {
            r.name: connection.execute(f"select * from raw.{r.name}").fetchall() for r in RECORDS
        }


def test_tables_have_the_columns_and_types_of_the_schema(folder: Path, tmp_path: Path) -> None:
    load(folder, tmp_path / "new.duckdb")

    with duckdb.connect(str(tmp_path / "new.duckdb"), read_only=True) as connection:
        for record in RECORDS:
            described = connection.execute(f"describe raw.{record.name}").fetchall()
            kinds = [("VARCHAR" if c.kind == "text" else "INTEGER") for c in record.columns]
            assert [row[0] for row in described] == [*record.names, "content_sha256"]
            assert [row[1] for row in described] == [*kinds, "VARCHAR"]


def test_text_is_loaded_verbatim_and_null_as_null(tmp_path: Path) -> None:
    rows = rows_of(A, amounts=1)
    rows["amounts"] = [
        {**rows["amounts"][0], "code_printed": "0201", "side": None, "printed_text": "1,597.5 1"}
    ]
    write_records(tmp_path, A, rows)
    load(tmp_path, tmp_path / "new.duckdb")

    with duckdb.connect(str(tmp_path / "new.duckdb"), read_only=True) as connection:
        found = connection.execute(
            "select code_printed, side, printed_text from raw.amounts"
        ).fetchall()
    assert found == [("0201", None, "1,597.5 1")]


def test_few_rows_take_small_blocks(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(folder, tmp_path / "few.duckdb")
    monkeypatch.setattr("ingest.warehouse.load.FEW", 0)
    load(folder, tmp_path / "many.duckdb")
    load(folder, tmp_path / "few.duckdb")

    few, many = (_block_size(tmp_path / f"{name}.duckdb") for name in ("few", "many"))
    assert few < many == 256 * 1024


def _block_size(database: Path) -> int:
    with duckdb.connect(str(database), read_only=True) as connection:
        ((size,),) = connection.sql("select block_size from pragma_database_size()").fetchall()
    return int(size)


def test_loading_twice_changes_nothing(folder: Path, tmp_path: Path) -> None:
    database = tmp_path / "new.duckdb"
    first = load(folder, database)
    before = _rows(database)
    second = load(folder, database)

    assert (first.added, first.unchanged) == ((A, B), ())
    assert (second.added, second.replaced, second.removed) == ((), (), ())
    assert second.unchanged == (A, B)
    counts = {record.name: 2 for record in RECORDS} | {"amounts": 4}
    assert second.rows == first.rows == counts
    assert _rows(database) == before


def test_a_changed_document_is_replaced_and_a_lost_one_removed(
    folder: Path, tmp_path: Path
) -> None:
    database = tmp_path / "new.duckdb"
    load(folder, database)
    write_records(folder, A, rows_of(A, amounts=3))
    for record in RECORDS:
        (folder / record.name / f"{B}.csv").unlink()

    loaded = load(folder, database)

    assert (loaded.replaced, loaded.removed) == ((A,), (B,))
    assert loaded.rows == {record.name: 1 for record in RECORDS} | {"amounts": 3}
    with duckdb.connect(str(database), read_only=True) as connection:
        hashes = connection.execute(
            "select content_sha256 from raw.amounts union select content_sha256 from raw.documents"
        ).fetchall()
    assert len(hashes) == 1


def test_a_table_of_an_older_schema_is_made_anew(folder: Path, tmp_path: Path) -> None:
    database = tmp_path / "old.duckdb"
    with duckdb.connect(str(database)) as connection:
        connection.execute("create schema raw")
        connection.execute("create table raw.tables (document_id varchar, content_sha256 varchar)")
        connection.execute("insert into raw.tables values ('gone', 'x')")

    load(folder, database)

    assert len(_rows(database)["tables"]) == 2


def test_bad_rows_leave_the_database_as_it_was(folder: Path, tmp_path: Path) -> None:
    database = tmp_path / "new.duckdb"
    load(folder, database)
    before = _rows(database)
    edit(folder / f"tables/{B}.csv", f"{B},1,", f"{B},one,")

    with pytest.raises(LandingError, match="table_index is not an integer: 'one'"):
        load(folder, database)

    assert _rows(database) == before


def test_a_failure_in_the_middle_rolls_everything_back(folder: Path, tmp_path: Path) -> None:
    database = tmp_path / "new.duckdb"
    load(folder, database)
    with duckdb.connect(str(database)) as connection:
        connection.execute("drop table raw.amounts")
        connection.execute("create view raw.amounts as select 1 as broken")
    before = _rows(database)
    write_records(folder, A, rows_of(A, amounts=5))

    with pytest.raises(duckdb.CatalogException):
        load(folder, database)

    assert _rows(database) == before
