"""Exports: what is written for each mart, in which order, with which words, to the same bytes."""

import hashlib
import json
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.base.errors import BuildError
from ingest.base.settings import PARTITION_ROWS_VARIABLE
from ingest.exports.earlier import Earlier, file_no
from ingest.exports.export import export
from ingest.exports.models import Model
from ingest.exports.parquet import ROW_GROUP, Layout, Written, write_model
from tests.support.export_manifest import (
    AMOUNT,
    UNIT,
    column,
    key,
    node,
    write_database,
    write_manifest,
    write_mart,
)

FILES = [
    "SHA256SUMS",
    "datapackage.json",
    "dataset.jsonld",
    "dictionary.html",
    "dictionary.parquet",
    "dictionary.xlsx",
    "dim_unit.parquet",
    "fct_amount.parquet",
]


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    return write_manifest(tmp_path / "manifest.json", AMOUNT, UNIT)


def _one(tmp_path: Path, select: str, *columns: dict[str, object], **changes: object) -> Path:
    """The exports of a mart `m`."""
    manifest = write_manifest(tmp_path / "manifest.json", node("m", *columns, **changes))
    export(write_mart(tmp_path / "m.duckdb", select), manifest, tmp_path / "exports")
    return tmp_path / "exports"


def _files_of(folder: Path) -> dict[str, bytes]:
    """The files of the mart `m`, by their names."""
    return {path.name: path.read_bytes() for path in (folder / "m").iterdir()}


def test_the_dictionary_is_linked_where_it_says_the_same(tmp_path: Path, manifest: Path) -> None:
    database = write_database(tmp_path / "a.duckdb")
    export(database, manifest, tmp_path / "exports")
    earlier = Earlier(tmp_path / "exports", database, {}, frozenset())

    export(database, manifest, tmp_path / "again", earlier)
    other = write_manifest(tmp_path / "other.json", AMOUNT)
    export(database, other, tmp_path / "other", earlier)

    for name in ("dictionary.html", "dictionary.xlsx"):
        first, again, other_one = (tmp_path / f / name for f in ("exports", "again", "other"))
        assert first.samefile(again)
        assert first.read_bytes() != other_one.read_bytes()


def test_each_mart_is_a_parquet_file_ordered_by_its_key(tmp_path: Path, manifest: Path) -> None:
    names = export(write_database(tmp_path / "a.duckdb"), manifest, tmp_path / "exports")

    assert names == ["dim_unit", "fct_amount"]
    assert sorted(p.name for p in (tmp_path / "exports").iterdir()) == FILES
    units = pq.read_table(tmp_path / "exports/dim_unit.parquet")
    assert units.to_pylist() == [
        {"unit_id": "a", "name": "b"},
        {"unit_id": "x", "name": "a"},
        {"unit_id": "x", "name": None},
    ]


def test_rows_are_ordered_by_what_is_filtered_on_before_their_key(
    tmp_path: Path, manifest: Path
) -> None:
    export(write_database(tmp_path / "a.duckdb"), manifest, tmp_path / "exports")

    file = pq.ParquetFile(tmp_path / "exports/fct_amount.parquet")
    table = file.read()
    assert table.column("fiscal_year").to_pylist() == [2022, 2023, 2023]
    assert table.column("amount_yuan").to_pylist() == [Decimal("1.50"), Decimal("0.01"), None]
    assert table.schema.field("amount_yuan").type == pa.decimal128(20, 2)
    group = file.metadata.row_group(0)
    ordered = [table.schema.names[c.column_index] for c in group.sorting_columns]
    assert ordered == ["fiscal_year", "document_id", "row_no"]


def test_readers_can_skip_by_row_group_and_page(tmp_path: Path, manifest: Path) -> None:
    export(write_database(tmp_path / "a.duckdb"), manifest, tmp_path / "exports")

    year = pq.ParquetFile(tmp_path / "exports/fct_amount.parquet").metadata.row_group(0).column(3)
    assert year.path_in_schema == "fiscal_year"
    assert (year.statistics.min, year.statistics.max) == (2022, 2023)
    assert year.has_offset_index
    assert year.has_column_index
    assert year.compression == "ZSTD"


def test_what_is_told_of_a_mart_is_inside_its_file(tmp_path: Path, manifest: Path) -> None:
    export(write_database(tmp_path / "a.duckdb"), manifest, tmp_path / "exports")

    schema = pq.read_schema(tmp_path / "exports/fct_amount.parquet")
    assert schema.metadata[b"name"] == b"fct_amount"
    assert (
        schema.metadata[b"description"] == "Amounts (金额); additive. One row per amount.".encode()
    )
    assert schema.metadata[b"label_zh"] == "金额".encode()
    assert json.loads(schema.metadata[b"primary_key"]) == ["document_id", "row_no"]
    assert json.loads(schema.metadata[b"usage_warnings"]) == []
    words = schema.field("amount_yuan").metadata
    assert words[b"description"] == "Exact (金额, 元).".encode()
    assert words[b"label_zh"] == "金额".encode()
    assert words[b"unit"] == b"yuan"
    assert b"unit" not in schema.field("document_id").metadata


def test_usage_warnings_are_inside_the_file(tmp_path: Path) -> None:
    exports = _one(tmp_path, "select 'derived' as basis", column("basis"))

    schema = pq.read_schema(exports / "m.parquet")
    assert json.loads(schema.metadata[b"usage_warnings"]) == ["derived"]


def test_checksums_are_those_of_the_files(tmp_path: Path, manifest: Path) -> None:
    export(write_database(tmp_path / "a.duckdb"), manifest, tmp_path / "exports")

    lines = (tmp_path / "exports/SHA256SUMS").read_text().splitlines()
    sums = {line.split("  ")[1]: line.split("  ")[0] for line in lines}
    files = {p.name: p for p in (tmp_path / "exports").iterdir() if p.name != "SHA256SUMS"}
    assert sums == {n: hashlib.sha256(p.read_bytes()).hexdigest() for n, p in files.items()}


def test_the_same_rows_in_another_order_give_the_same_bytes(tmp_path: Path, manifest: Path) -> None:
    export(write_database(tmp_path / "a.duckdb"), manifest, tmp_path / "one")
    export(write_database(tmp_path / "b.duckdb", "desc"), manifest, tmp_path / "two")

    assert sorted(p.name for p in (tmp_path / "one").iterdir()) == FILES
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


@pytest.mark.parametrize("rows", [0, ROW_GROUP, ROW_GROUP + 1])
def test_row_groups_have_a_fixed_size(tmp_path: Path, rows: int) -> None:
    exports = _one(tmp_path, f"select range as i from range({rows})", constraints=key("i"))

    file = pq.ParquetFile(exports / "m.parquet")
    sizes = [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)]
    assert sizes == {0: [], ROW_GROUP: [ROW_GROUP], ROW_GROUP + 1: [ROW_GROUP, 1]}[rows]
    assert file.read().column("i").to_pylist() == list(range(rows))


def test_a_large_mart_is_a_folder_of_a_file_a_year(
    tmp_path: Path, manifest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PARTITION_ROWS_VARIABLE, "3")

    export(write_database(tmp_path / "a.duckdb"), manifest, tmp_path / "exports")

    folder = tmp_path / "exports/fct_amount"
    assert sorted(p.name for p in folder.iterdir()) == ["2022.parquet", "2023.parquet"]
    assert pq.read_table(folder / "2023.parquet").column("row_no").to_pylist() == [2, 10]
    assert pq.read_table(folder).num_rows == 3
    assert (tmp_path / "exports/dim_unit.parquet").is_file()
    sums = (tmp_path / "exports/SHA256SUMS").read_text()
    assert "  fct_amount/2022.parquet\n" in sums
    package = json.loads((tmp_path / "exports/datapackage.json").read_text())
    paths = {resource["name"]: resource["path"] for resource in package["resources"]}
    assert paths["fct_amount.2022"] == "fct_amount/2022.parquet"


def test_rows_without_a_year_are_a_part_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PARTITION_ROWS_VARIABLE, "1")

    exports = _one(tmp_path, "select unnest([2022, null])::integer as fiscal_year")

    assert sorted(p.name for p in (exports / "m").iterdir()) == ["2022.parquet", "none.parquet"]
    assert pq.read_table(exports / "m/none.parquet").to_pylist() == [{"fiscal_year": None}]


def test_a_large_year_is_several_files_of_whole_units(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PARTITION_ROWS_VARIABLE, "1")
    monkeypatch.setattr("ingest.exports.parquet.FILE_ROWS", 150)

    rows = "select 'unit-' || (range // 10) as unit_id, range as i, 2022 as fiscal_year"
    exports = _one(tmp_path, f"{rows} from range(500)", constraints=key("unit_id", "i"))

    files = sorted((exports / "m").iterdir())
    assert [file.name for file in files] == [
        f"2022-{number}-of-4.parquet" for number in range(1, 5)
    ]
    units = [pq.read_table(file).column("unit_id").to_pylist() for file in files]
    assert sorted(unit for own in units for unit in own) == sorted(
        f"unit-{row // 10}" for row in range(500)
    )
    for number, own in enumerate(units):
        assert own == sorted(own)
        assert {file_no(unit, 4) for unit in own} == {number}


def test_a_year_is_sorted_some_files_at_a_time_to_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PARTITION_ROWS_VARIABLE, "1")
    monkeypatch.setattr("ingest.exports.parquet.FILE_ROWS", 10)
    select = "select 'unit-' || range % 23 as unit_id, 2023 as fiscal_year, range as row_no"
    select += " from range(100)"
    whole = _files_of(_one(tmp_path, select, constraints=key("unit_id", "row_no")))
    assert len(whole) > 4
    monkeypatch.setattr("ingest.exports.parquet.PASS_FILES", 3)
    (tmp_path / "parts").mkdir()
    parts = _one(tmp_path / "parts", select, constraints=key("unit_id", "row_no"))
    assert _files_of(parts) == whole


def test_a_mart_that_finds_no_memory_beside_another_is_written_alone(
    tmp_path: Path, manifest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = write_database(tmp_path / "a.duckdb")
    export(database, manifest, tmp_path / "whole")
    failed: list[str] = []

    def once_short(
        connection: duckdb.DuckDBPyConnection, model: Model, warnings: list[str], layout: Layout
    ) -> list[Written]:
        written = write_model(connection, model, warnings, layout)
        if model.name not in failed:
            failed.append(model.name)
            raise duckdb.OutOfMemoryException
        return written

    monkeypatch.setattr("ingest.exports.export.write_model", once_short)
    export(database, manifest, tmp_path / "exports")
    assert sorted(failed) == ["dim_unit", "fct_amount"]
    sums = [(tmp_path / name / "SHA256SUMS").read_text() for name in ("whole", "exports")]
    assert sums[0] == sums[1]


def test_too_little_memory_is_an_error_that_says_how_to_give_more(
    tmp_path: Path, manifest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def short(*_: object) -> list[Written]:
        raise duckdb.OutOfMemoryException

    monkeypatch.setattr("ingest.exports.export.write_model", short)
    with pytest.raises(BuildError, match=r"dim_unit.*MINGZHANG_MEMORY"):
        export(write_database(tmp_path / "a.duckdb"), manifest, tmp_path / "exports")


def test_a_file_of_a_year_that_would_have_no_row_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PARTITION_ROWS_VARIABLE, "1")
    monkeypatch.setattr("ingest.exports.parquet.FILE_ROWS", 1)

    exports = _one(
        tmp_path, "select 'unit-a' as unit_id, unnest([2022, 2022, 2022]) as fiscal_year"
    )

    (file,) = (exports / "m").iterdir()
    assert file.name == f"2022-{file_no('unit-a', 4) + 1}-of-4.parquet"
    assert pq.read_table(file).num_rows == 3


def test_a_mart_below_the_number_of_rows_is_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PARTITION_ROWS_VARIABLE, "3")

    exports = _one(tmp_path, "select unnest([2022, 2023])::integer as fiscal_year")

    assert (exports / "m.parquet").is_file()


def test_a_number_of_rows_that_is_none_is_an_error(
    tmp_path: Path, manifest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PARTITION_ROWS_VARIABLE, "many")

    with pytest.raises(BuildError, match="'many' is not a number of rows"):
        export(write_database(tmp_path / "a.duckdb"), manifest, tmp_path / "exports")


def test_a_model_that_was_not_built_is_an_error(tmp_path: Path, manifest: Path) -> None:
    database = write_mart(tmp_path / "a.duckdb", "select 1 as i")

    with pytest.raises(BuildError, match="dim_unit was not built"):
        export(database, manifest, tmp_path / "exports")
