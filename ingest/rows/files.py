"""One file of extracted rows: read as CSV or Parquet and held to the schema of its record.

Text stays as it stands in the file. Everything is read as text first, so that what is wrong can
be named with the line it stands on.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from ingest.base.errors import LandingError, Place
from ingest.rows.schema import Column, Record

DOCUMENT_ID = r"^[a-z0-9][a-z0-9-]*$"
"""What a document_id may look like: it becomes a file name, so nothing else is let through."""

# A cell is one line of text. This keeps row and line numbers one thing and makes the separators
# of the content hash unambiguous.
_CONTROL = r"[\x00-\x1f\x7f]"
_INTEGER = r"^(?:0|-?[1-9][0-9]{0,9})$"
_LARGEST = 2**31 - 1
_AGAIN = "Extract the documents again."

Values: TypeAlias = "pa.ChunkedArray"


@dataclass(frozen=True, slots=True)
class Source:
    """Where rows came from: a file, and the line of its first row where the file has lines."""

    file: str
    first_line: int | None = None

    def error(self, index: int, problem: str, remedy: str = _AGAIN) -> LandingError:
        """The error of row `index` (from 0), by line where the file has lines, else by row."""
        if self.first_line is not None:
            return LandingError(Place(self.file, line=self.first_line + index), problem, remedy)
        return LandingError(self.file, f"Row {index + 1}: {problem}", remedy)


def read_file(path: Path, record: Record) -> tuple[pa.Table, Source]:
    """Read one file of `record` and check it.

    Args:
        path: A CSV file (UTF-8, header, empty is null) or a Parquet file.
        record: The record that the file's folder is named after.

    Returns:
        The rows in file order with exactly the record's columns and types, and their source.

    Raises:
        LandingError: The file is not readable, lacks a column, has another one, or holds a value
            that its column cannot take.
    """
    table, source = (
        _read_csv(path, record) if path.suffix == ".csv" else _read_parquet(path, record)
    )
    check_values(table, record, source)
    return table.cast(record.arrow), source


def check_names(names: list[str], record: Record, file: str, line: int | None = None) -> None:
    """Raise LandingError unless `names` are the record's columns, each once, in any order."""
    place = Place(file, line=line)
    missing = [name for name in record.names if name not in names]
    if missing:
        raise LandingError(place, f"Column {', '.join(missing)} is missing.", _AGAIN)
    extra = [name for name in names if name not in record.names]
    if extra:
        problem = f"Unexpected column {', '.join(extra)} in record {record.name}."
        remedy = f"Remove it; the columns are {', '.join(record.names)}."
        raise LandingError(place, problem, remedy)
    if len(names) != len(record.names):
        raise LandingError(place, "Duplicate column.", "Remove one of the two.")


def check_values(table: pa.Table, record: Record, source: Source) -> None:
    """Raise LandingError at the first value of `table` that its column cannot take."""
    for column in record.columns:
        values = table.column(column.name)
        if not column.nullable and values.null_count:
            raise source.error(_first(pc.is_null(values)), f"{column.name} is empty.")
        if column.kind == "text":
            _check_text(values, column, source)
    ids = table.column("document_id")
    wrong = _first_that(ids, lambda text: pc.invert(pc.match_substring_regex(text, DOCUMENT_ID)))
    if wrong >= 0:
        problem = f"document_id {ids[wrong].as_py()!r} is not made of a-z, 0-9 and hyphens."
        remedy = "Give the document an id of the form <unit_id>-<fiscal_year>-<stage>."
        raise source.error(wrong, problem, remedy)


def first_repeat(table: pa.Table, key: Sequence[str]) -> int | None:
    """The index of the first row of a sorted table whose key is that of the row before."""
    if len(table) < 2:  # noqa: PLR2004 - two rows are needed to repeat
        return None
    same = None
    for name in key:
        values = table.column(name).combine_chunks()
        equal = pc.equal(values.slice(1), values.slice(0, len(values) - 1))
        same = equal if same is None else pc.and_(same, equal)
    index = pc.index(same, pa.scalar(value=True)).as_py()
    return None if index < 0 else index + 1


def _check_text(values: Values, column: Column, source: Source) -> None:
    empty = _first_that(values, lambda text: pc.equal(text, ""))
    if empty >= 0:
        raise source.error(empty, f"{column.name} is an empty text, which is not null.")
    control = _first_that(values, lambda text: pc.match_substring_regex(text, _CONTROL))
    if control >= 0:
        problem = f"{column.name} holds a line break or another control character."
        raise source.error(control, problem, "Close an open quote, or join the cell's lines.")


def _first_that(values: Values, test: Callable[[Values], Values]) -> int:
    """The index of the first value of which a test is true, or -1; a dictionary is tested once."""
    if pa.types.is_dictionary(values.type):
        if not any(pc.any(test(chunk.dictionary)).as_py() for chunk in values.chunks):
            return -1
        values = values.cast(values.type.value_type)
    return _first(test(values))


def _first(mask: Values) -> int:
    """The index of the first true value of `mask`, or -1."""
    found: int = pc.index(mask, pa.scalar(value=True)).as_py()
    return found


def _read_csv(path: Path, record: Record) -> tuple[pa.Table, Source]:
    source = Source(str(path), first_line=2)
    data = _utf8(path)
    torn: list[pa_csv.InvalidRow] = []

    def keep(row: pa_csv.InvalidRow) -> str:
        torn.append(row)
        return "skip"

    try:
        text = pa_csv.read_csv(
            pa.BufferReader(data),
            # Threads would lose the row numbers that the errors name.
            read_options=pa_csv.ReadOptions(use_threads=False),
            parse_options=pa_csv.ParseOptions(
                invalid_row_handler=keep, newlines_in_values=True, ignore_empty_lines=False
            ),
            convert_options=pa_csv.ConvertOptions(
                column_types=dict.fromkeys(record.names, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid as error:
        reason = f"The file is not readable: {error}." if data else "The file is empty."
        raise LandingError(source.file, reason, _AGAIN) from error
    check_names(text.schema.names, record, source.file, line=1)
    if torn:
        row = torn[0]
        problem = f"The row has {row.actual_columns} cells instead of {row.expected_columns}."
        raise LandingError(Place(source.file, line=row.number), problem, _AGAIN)
    columns = [_typed(text.column(column.name), column, source) for column in record.columns]
    return pa.table(columns, schema=record.arrow), source


def _typed(values: Values, column: Column, source: Source) -> Values:
    if column.kind == "text":
        return values
    wrong = _first(pc.invert(pc.match_substring_regex(values, _INTEGER)))
    if wrong < 0:
        wide = pc.cast(values, pa.int64())
        wrong = _first(pc.greater(pc.abs(wide), _LARGEST))
        if wrong < 0:
            return pc.cast(wide, pa.int32())
    raise source.error(wrong, f"{column.name} is not an integer: {values[wrong].as_py()!r}.")


def unreadable(path: Path, error: OSError) -> LandingError:
    """The error of a file that cannot be opened or read."""
    problem = f"The file cannot be read ({error.strerror})."
    return LandingError(path, problem, "Check the file permissions.")


def _utf8(path: Path) -> bytes:
    """The bytes of a file, which are UTF-8 text."""
    try:
        data = path.read_bytes()
        data.decode("utf-8")
    except OSError as error:
        raise unreadable(path, error) from error
    except UnicodeDecodeError as error:
        place = Place(str(path), line=error.object.count(b"\n", 0, error.start) + 1)
        raise LandingError(place, "The text is not UTF-8.", "Save the file as UTF-8.") from error
    return data


def _read_parquet(path: Path, record: Record) -> tuple[pa.Table, Source]:
    source = Source(str(path))
    texts = [column.name for column in record.columns if column.kind == "text"]
    try:
        with pq.ParquetFile(path, read_dictionary=texts) as file:
            table = file.read()
    except (pa.ArrowInvalid, OSError) as error:
        raise LandingError(path, f"The file is not readable as Parquet: {error}", _AGAIN) from error
    check_names(table.schema.names, record, source.file)
    columns = []
    for column, field in zip(record.columns, record.arrow, strict=True):
        values = table.column(column.name)
        if not _fits(values.type, column):
            problem = f"Column {column.name} is {values.type} instead of {column.kind}."
            raise LandingError(path, problem, _AGAIN)
        try:
            is_text = pa.types.is_dictionary(values.type)
            columns.append(values if is_text else pc.cast(values, field.type))
        except pa.ArrowInvalid as error:
            raise LandingError(path, f"{column.name}: {error}.", _AGAIN) from error
    return pa.table(columns, names=record.names), source


def _fits(kind: pa.DataType, column: Column) -> bool:
    """Whether a Parquet column of this type can be the record's column without judgement."""
    if column.kind == "integer":
        return bool(pa.types.is_integer(kind))
    if pa.types.is_dictionary(kind):  # A text of which each value is read once.
        kind = kind.value_type
    return kind in {pa.string(), pa.large_string(), pa.string_view()}
