"""The exports in another form, for those who cannot read Parquet: CSV, or workbooks.

They are made of the published exports alone, without the database.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from ingest.base.atomic import replaced
from ingest.base.checksums import file_sha256, files_below, read_checksums, write_checksums
from ingest.base.errors import Place, WarehouseError
from ingest.base.settings import CHECKSUMS, DATAPACKAGE
from ingest.base.sql import literal, quoted
from ingest.exports.datapackage import write_descriptor
from ingest.exports.dictionary import DICTIONARY
from ingest.exports.finance import write_finance
from ingest.exports.published import ROWS, Published, published_exports
from ingest.exports.workbook import Sheet, write_workbook

FORMS = ("parquet", "csv", "xlsx", "workbook")

# What a spreadsheet may take for the start of a formula (OWASP, CSV injection), in both widths.
_FORMULA = r"^[=+\-@\t\r\n＝＋－＠]"
# A text that is nothing but a number is one in a spreadsheet too, and no formula.
_NUMBER = r"^[+-]?[0-9][0-9,]*(\.[0-9]+)?%?$"
_BOM = b"\xef\xbb\xbf"


def check_form(form: str, destination: str) -> None:
    """Raise WarehouseError unless `form` is one of FORMS, and goes to a folder if not Parquet."""
    if form not in FORMS:
        raise WarehouseError(
            f"FORMAT={form}", "Unknown format.", f"Take one of: {', '.join(FORMS)}."
        )
    if form != FORMS[0] and not destination:
        raise WarehouseError(
            f"FORMAT={form}",
            "A warehouse holds only Parquet files.",
            f"Name a folder for it: make export DEST=<folder> FORMAT={form}.",
        )


def write_form(exports: Path, destination: Path, form: str, *, bom: bool = False) -> list[str]:
    """Write published exports to a folder in another form.

    Args:
        exports: The folder `exports` of a warehouse.
        destination: The folder to write; one that an earlier call wrote is replaced as a whole.
        form: One of FORMS.
        bom: Whether CSV begins with a byte order mark, by which Excel knows UTF-8.

    Returns:
        The names of the files.

    Raises:
        WarehouseError: There are no exports, they were published again meanwhile, or the
            destination holds what no export made or is a part of the warehouse.
        BuildError: A text does not fit a cell of a workbook.
    """
    exports, destination = exports.resolve(), destination.resolve()
    published = published_exports(exports)
    _check_destination(exports, destination)
    with replaced(destination) as new:
        if form == "parquet":
            for name in published.sums:
                published.copy(name, new)
        elif form == "csv":
            _write_csvs(published, new, bom=bom)
        elif form == "workbook":
            write_finance(published, new)
        else:
            _write_workbooks(published, new)
        write_checksums(new)
        return files_below(new)


def _check_destination(exports: Path, destination: Path) -> None:
    """Refuse a folder inside the warehouse, and one with files that no export wrote."""
    place = Place(str(destination))
    if destination.is_relative_to(exports.parent) or exports.is_relative_to(destination):
        raise WarehouseError(place, "A warehouse holds only what a build made.", "Name another.")
    if not destination.exists():
        return
    if not destination.is_dir():
        raise WarehouseError(place, "This is not a folder.", "Name another DEST.")
    listed = read_checksums(destination).keys() | {CHECKSUMS}
    foreign = [name for name in files_below(destination) if name not in listed]
    if foreign:
        raise WarehouseError(
            place,
            f"The folder holds files that no export made: {', '.join(foreign)}.",
            "Move it elsewhere, or name another DEST.",
        )


def _write_csvs(published: Published, new: Path, *, bom: bool) -> None:
    resources = published.resources()
    for resource in resources:
        path = new / f"{resource['name']}.csv"
        with published.open(resource["path"]) as source:
            parquet = pq.ParquetFile(source)
            batches = parquet.iter_batches(ROWS)
            _write_csv(pa.RecordBatchReader.from_batches(parquet.schema_arrow, batches), path)
        if bom:
            _mark(path)
    for name in (f"{DICTIONARY}.html", f"{DICTIONARY}.xlsx"):
        published.copy(name, new)
    with published.open(DATAPACKAGE) as file:
        package = json.load(file)
    package["resources"] = [_csv_resource(resource, new, bom=bom) for resource in resources]
    write_descriptor(package, new)


def _write_csv(rows: pa.RecordBatchReader, path: Path) -> None:
    """Write rows as CSV: what is missing is empty, and an empty text is in quotes."""
    columns = ", ".join(
        guarded(field.name) if pa.types.is_string(field.type) else quoted(field.name)
        for field in rows.schema
    )
    with duckdb.connect() as connection:
        connection.register("rows_of_mart", rows)
        connection.execute(
            f"copy (select {columns} from rows_of_mart) to {literal(str(path))}"  # noqa: S608 - names of our own
            " (format csv, header true, nullstr '')"
        )


def _mark(path: Path) -> None:
    """Put a byte order mark before a text."""
    plain = path.with_name(f".{path.name}")
    path.rename(plain)
    with plain.open("rb") as source, path.open("wb") as target:
        target.write(_BOM)
        shutil.copyfileobj(source, target)
    plain.unlink()


def guarded(column: str) -> str:
    """SQL: a text that a spreadsheet would take for a formula, after a single quote, else as is.

    Args:
        column: The name of the column, which it keeps.
    """
    name = quoted(column)
    formula = f"regexp_matches({name}, {literal(_FORMULA)})"
    number = f"regexp_matches({name}, {literal(_NUMBER)})"
    return f"case when {formula} and not {number} then chr(39) || {name} else {name} end as {name}"


def _csv_resource(resource: dict[str, Any], folder: Path, *, bom: bool) -> dict[str, Any]:
    """The descriptor of a CSV file: that of the Parquet file, without what CSV cannot express."""
    path = f"{resource['name']}.csv"
    schema = {key: value for key, value in resource["schema"].items() if key != "missingValues"}
    return {
        **resource,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig" if bom else "utf-8",
        "hash": f"sha256:{file_sha256(folder / path)}",
        "schema": {**schema, "fields": [_csv_field(field) for field in schema["fields"]]},
    }


def _csv_field(field: dict[str, Any]) -> dict[str, Any]:
    """A field without the spellings of Parquet's readers; an empty text is a missing one in CSV."""
    dropped = {"missingValues"} | ({"constraints"} if field["type"] == "string" else set())
    return {key: value for key, value in field.items() if key not in dropped}


def _write_workbooks(published: Published, new: Path) -> None:
    for resource in published.resources():
        name = resource["name"]
        if name == DICTIONARY:
            continue
        with published.open(resource["path"]) as source:
            parquet = pq.ParquetFile(source)
            sheet = Sheet(name, parquet.schema_arrow, parquet.iter_batches(ROWS))
            write_workbook(new / f"{name}.xlsx", [sheet])
    for name in (f"{DICTIONARY}.html", f"{DICTIONARY}.xlsx"):
        published.copy(name, new)
