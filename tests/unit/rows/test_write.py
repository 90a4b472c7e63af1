"""Extracted rows on disk: what is written, what is read back, and what is refused."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

pytest.importorskip("hypothesis")

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.base.errors import LandingError
from ingest.rows.csv_writer import sound_csv
from ingest.rows.read import CONTENT_HASH, read_landing
from ingest.rows.schema import AMOUNTS, DOCUMENTS, RECORDS, TABLES
from ingest.rows.write import (
    _checked_csv,
    write_records,
)
from tests.support.examples import examples
from tests.support.landing_rows import edit, rows_of, write_corpus

A, B = "unit-a-2023-budget", "unit-b-2023-budget"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_records(tmp_path, A, rows_of(A))
    write_records(tmp_path, B, rows_of(B))
    return tmp_path


def test_csv_is_sorted_with_lf_header_and_empty_for_null(tmp_path: Path) -> None:
    rows = rows_of(A)
    rows["amounts"] = [{**row, "label_printed": None} for row in reversed(rows["amounts"])]
    rows["amounts"][0] = {**rows["amounts"][0], "row_no": 10, "heading_printed": '基本, "支出"'}

    write_records(tmp_path, A, rows)

    header, first, second, end = (tmp_path / f"amounts/{A}.csv").read_bytes().split(b"\n")
    assert header.decode() == ",".join(AMOUNTS.names)
    assert first.decode().startswith(f"{A},1,1,1,")
    assert second.decode().startswith(
        f'{A},1,10,1,a side,a phase,a row_kind,1,a code_printed,acode_printed,,,,"基本, ""支出"""'
    )
    assert end == b""


def test_a_document_without_amounts_has_a_file_with_a_header(tmp_path: Path) -> None:
    write_records(tmp_path, A, rows_of(A, amounts=0))

    assert (tmp_path / f"amounts/{A}.csv").read_text() == ",".join(AMOUNTS.names) + "\n"
    assert len(read_landing(tmp_path)["amounts"]) == 0


def test_rows_are_read_back_sorted_by_key(folder: Path) -> None:
    table = read_landing(folder)[AMOUNTS.name]

    assert table.drop_columns(CONTENT_HASH).schema == AMOUNTS.arrow
    assert table.column("document_id").to_pylist() == [A, A, B, B]
    assert table.column("row_no").to_pylist() == [1, 2, 1, 2]


def test_csv_and_parquet_read_the_same_down_to_the_hash(folder: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    both = {r.name: [*rows_of(B)[r.name], *rows_of(A)[r.name]] for r in RECORDS}
    write_corpus(corpus, "part-1", both)

    assert read_landing(corpus) == read_landing(folder)


def test_one_document_as_csv_and_another_as_parquet(folder: Path, tmp_path: Path) -> None:
    mixed = tmp_path / "mixed"
    write_records(mixed, A, rows_of(A))
    write_corpus(mixed, "part-1", rows_of(B))

    assert read_landing(mixed) == read_landing(folder)


def test_the_hash_is_of_the_rows_of_all_records(folder: Path) -> None:
    before = read_landing(folder)["documents"].column("content_sha256").to_pylist()
    edit(folder / f"amounts/{A}.csv", "a measure", "basic")
    after = read_landing(folder)["documents"].column("content_sha256").to_pylist()

    assert before[0] != after[0]
    assert before[1] == after[1]


def test_the_hash_is_sha256_of_cells_rows_and_records_in_order(tmp_path: Path) -> None:
    rows = rows_of(A)
    rows["tables"] = [{**rows["tables"][0], "table_no": None}]
    write_records(tmp_path, A, rows)

    digest = hashlib.sha256()
    for record in RECORDS:
        digest.update(("\x1f".join((record.name, *record.names)) + "\n").encode())
        for row in rows[record.name]:
            cells = ["" if row[n] is None else str(row[n]) for n in record.names]
            digest.update("\x1f".join([*cells, "\n"]).encode())
    for table in read_landing(tmp_path).values():
        assert set(table.column("content_sha256").to_pylist()) == {digest.hexdigest()}


def test_writing_twice_gives_the_same_bytes_and_leaves_nothing_beside(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    write_records(folder, A, {name: rows[::-1] for name, rows in rows_of(A).items()})

    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == before


def test_a_byte_order_mark_and_crlf_of_an_editor_change_nothing(folder: Path) -> None:
    before = read_landing(folder)
    path = folder / f"tables/{A}.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert read_landing(folder) == before


def _drop_column(path: Path) -> None:
    lines = path.read_text().splitlines()
    path.write_text("".join(line.rsplit(",", 1)[0] + "\n" for line in lines))


def _add_column(path: Path) -> None:
    lines = path.read_text().splitlines()
    path.write_text("".join(f"{line},extra\n" for line in lines))


def _append(text: str) -> Callable[[Path], None]:
    def append(path: Path) -> None:
        path.write_bytes(path.read_bytes() + text.encode("gb18030"))

    return append


def _replace(old: str, new: str) -> Callable[[Path], None]:
    return lambda path: edit(path, old, new)


_SECOND = f"{A},1,2,1,a side"


@pytest.mark.parametrize(
    ("spoil", "line", "problem"),
    [
        (
            _drop_column,
            1,
            "Column economic_code_folded is missing",
        ),
        (_replace(",a label_printed,", ",another,"), 2, "label_folded is 'alabel_printed', but"),
        (
            _replace(",alabel_printed,", ",,"),
            2,
            "label_folded is None, but label_printed 'a label_p",
        ),
        (_add_column, 1, "Unexpected column extra in record amounts"),
        (_replace("side,phase", "phase,phase"), 1, "Column side is missing"),
        (_replace(_SECOND, f"{A},1,2.0,1,a side"), 3, "row_no is not an integer: '2.0'"),
        (_replace(_SECOND, f"{A},1,02,1,a side"), 3, "row_no is not an integer: '02'"),
        (
            _replace(_SECOND, f"{A},1,2147483648,1,a side"),
            3,
            "row_no is not an integer: '2147483648'",
        ),
        (_replace(_SECOND, f"{A},1,,1,a side"), 3, "row_no is empty"),
        (_replace("a phase,a row_kind", ",a row_kind"), 2, "phase is empty"),
        (_replace(_SECOND, f"{A},1,1,1,a side"), 3, "Duplicate key: document_id unit-a"),
        (_replace(_SECOND, f"{B},1,2,1,a side"), 3, f"The row belongs to {B}"),
        (_replace(_SECOND, f"{A},1,2,1"), 3, "The row has 34 cells instead of 35"),
        (_replace(f"{_SECOND},", f'{A},1,2,1,"a\nside",'), 3, "side holds a line break"),
        (_replace(_SECOND, f'{A},1,2,1,"a side'), 3, "The row has 5 cells instead of 35"),
        (_append("\n"), 4, "document_id is empty"),
        (_append("支出\n"), 4, "The text is not UTF-8"),
        (lambda path: path.write_bytes(b""), None, "The file is empty"),
        (lambda path: path.unlink(), None, "The file is missing"),
        (lambda path: path.rename(path.with_suffix(".txt")), None, "neither a CSV nor a Parquet"),
    ],
)
def test_a_spoilt_csv_is_refused_with_its_line(
    folder: Path, spoil: Callable[[Path], object], line: int | None, problem: str
) -> None:
    path = folder / f"amounts/{A}.csv"
    spoil(path)

    with pytest.raises(LandingError) as caught:
        read_landing(folder)

    assert problem in caught.value.problem
    assert caught.value.place.line == line
    assert Path(caught.value.place.file).stem == path.stem
    assert caught.value.remedy


def test_rows_of_a_document_that_is_not_in_documents_are_refused(folder: Path) -> None:
    (folder / f"documents/{B}.csv").unlink()

    with pytest.raises(LandingError, match=rf"{B}\.csv, line 2: The document {B} is not in"):
        read_landing(folder)


def test_a_file_without_rows_of_a_document_that_is_gone_is_refused(tmp_path: Path) -> None:
    write_records(tmp_path, A, rows_of(A))
    write_records(tmp_path, B, rows_of(B, amounts=0))
    (tmp_path / f"documents/{B}.csv").unlink()
    (tmp_path / f"tables/{B}.csv").unlink()

    with pytest.raises(LandingError, match=rf"amounts.{B}\.csv: The document {B} is not in"):
        read_landing(tmp_path)


def test_a_key_in_two_files_is_refused_at_its_second_place(folder: Path) -> None:
    write_corpus(folder, "zz", rows_of(A))

    with pytest.raises(LandingError, match=r"documents.zz\.parquet: Row 1: Duplicate key"):
        read_landing(folder)


def test_a_missing_or_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LandingError, match="is missing"):
        read_landing(tmp_path / "nowhere")
    with pytest.raises(LandingError, match="There is no document"):
        read_landing(tmp_path)


def _parquet(folder: Path, name: str, values: list[object]) -> Path:
    write_corpus(folder, "part-1", rows_of(A, amounts=1))
    path = folder / "tables/part-1.parquet"
    table = pq.read_table(path)
    index = table.schema.get_field_index(name)
    pq.write_table(table.set_column(index, name, [values]), path)
    return path


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("row_count", "1", "row_count is string instead of integer"),
        ("title", 1, "title is int64 instead of text"),
        ("row_count", 2**31, "row_count: "),
        ("row_count", None, "row_count is null instead of integer"),
        ("title", "", "title is an empty text"),
        ("status", "a\nb", "status holds a line break"),
        ("document_id", "../a", "document_id '../a' is not made of"),
    ],
)
def test_a_spoilt_parquet_is_refused(
    tmp_path: Path, name: str, value: object, problem: str
) -> None:
    path = _parquet(tmp_path, name, [value])

    with pytest.raises(LandingError) as caught:
        read_landing(tmp_path)[TABLES.name]

    assert problem in caught.value.problem
    assert caught.value.place.file == str(path)


def test_a_truncated_parquet_is_refused(tmp_path: Path) -> None:
    path = _parquet(tmp_path, "row_count", [1])
    path.write_bytes(path.read_bytes()[:-20])

    with pytest.raises(LandingError, match="not readable as Parquet"):
        read_landing(tmp_path)[TABLES.name]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"title": ""}, "title is an empty text"),
        ({"title": None}, "title is empty"),
        ({"title": "预算\n公开"}, "title holds a line break"),
        ({"title": 2023}, "title: "),
        ({"fiscal_year": "2023"}, "fiscal_year: "),
        ({"fiscal_year": 2**31}, "fiscal_year: "),
        ({"extra": "x"}, "Unexpected column extra in record documents"),
        ({"document_id": B}, f"A row belongs to {B}"),
    ],
)
def test_rows_that_do_not_fit_are_not_written(
    folder: Path, change: dict[str, str | int | None], problem: str
) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    rows = rows_of(A)
    rows["documents"] = [{**rows["documents"][0], **change}]

    with pytest.raises(LandingError, match=problem):
        write_records(folder, A, rows)

    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == before


def test_a_repeated_key_is_not_written(tmp_path: Path) -> None:
    rows = rows_of(A)
    rows["amounts"] = [*rows["amounts"], rows["amounts"][0]]

    with pytest.raises(LandingError, match="Duplicate key"):
        write_records(tmp_path, A, rows)


@pytest.mark.parametrize("document_id", ["", "../a", "a/b", "A", "-a", "a b", "a\n"])
def test_a_path_never_comes_from_an_id_that_is_none(tmp_path: Path, document_id: str) -> None:
    with pytest.raises(LandingError, match="Invalid document_id"):
        write_records(tmp_path / "in", document_id, rows_of(document_id))

    assert list(tmp_path.iterdir()) == []


def test_an_unknown_record_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(LandingError, match="Unknown record rumours"):
        write_records(tmp_path, A, {"rumours": []})


_CELLS = st.none() | st.text(
    st.characters(exclude_categories=["Cc", "Cs"]), min_size=1
)  # what a cell may hold: any one line of text, or nothing


@settings(max_examples=examples(15))
@given(cells=st.lists(st.tuples(_CELLS, _CELLS), max_size=4))
def test_any_text_comes_back_as_written(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str | None, str | None]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    rows = rows_of(A, amounts=len(cells))
    rows["amounts"] = [
        {**row, "code_printed": code, "label_printed": label}
        for row, (code, label) in zip(rows["amounts"], cells, strict=True)
    ]
    write_records(folder, A, rows)

    table = read_landing(folder)[AMOUNTS.name]
    assert table.select(["code_printed", "label_printed"]).to_pylist() == [
        {"code_printed": code, "label_printed": label} for code, label in cells
    ]
    documents = read_landing(folder)[DOCUMENTS.name].drop_columns(CONTENT_HASH)
    assert documents.to_pylist() == rows["documents"]


_ANY_CELL = _CELLS | st.sampled_from(["", "a\nb", "\x7f", '"', "a,b", 7, 2**31, True, 1.5])


@given(cells=st.lists(st.tuples(st.integers(1, 4), _ANY_CELL, _ANY_CELL), max_size=4))
def test_the_way_past_arrow_writes_what_arrow_writes(cells: list[tuple[int, str, str]]) -> None:
    row = rows_of(A)["amounts"][0]
    rows = [
        {**row, "row_no": number, "code_printed": code, "form_row_no": form}
        for number, code, form in cells
    ]

    found = sound_csv(rows, AMOUNTS, A)

    try:
        expected = _checked_csv(rows, AMOUNTS, A, Path("a.csv"))
    except LandingError:
        expected = None
    assert found is None if expected is None else found in {None, expected}


def test_sound_rows_need_no_arrow() -> None:
    rows = rows_of(A)

    assert all(sound_csv(rows[record.name], record, A) for record in RECORDS)
