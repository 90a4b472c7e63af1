"""The smallest rows that fit the schema, for tests of what carries them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.rows.derived import with_derived
from ingest.rows.schema import RECORDS
from ingest.rows.write import Row

_NUMBERS = {"fiscal_year": 2023, "edition": 1}


def rows_of(document_id: str, amounts: int = 2) -> dict[str, list[Row]]:
    """One document with one table of some amounts, every column filled that a document has."""
    rows: dict[str, list[Row]] = {}
    for record in RECORDS:
        row: dict[str, str | int | None] = {
            c.name: f"a {c.name}" if c.kind == "text" else _NUMBERS.get(c.name, 1)
            for c in record.columns
        }
        row["document_id"] = document_id
        rows[record.name] = [row]
    rows["documents"][0]["pages_without_text"] = None  # type: ignore[index]
    rows["documents"][0]["sha256"] = f"sha256 of {document_id}"  # type: ignore[index]
    rows["blocks"][0]["listed_unit_id"] = f"listed by {document_id}"  # type: ignore[index]
    rows["documents"][0]["parent_unit_id"] = f"body above {document_id}"  # type: ignore[index]
    rows["amounts"] = [{**rows["amounts"][0], "row_no": n + 1} for n in range(amounts)]
    return {name: list(with_derived(name, own)) for name, own in rows.items()}


def write_corpus(folder: Path, part: str, rows: Mapping[str, Sequence[Row]]) -> None:
    """Write the rows of many documents as one Parquet file per record, as a corpus holds them."""
    for record in RECORDS:
        path = folder / record.name / f"{part}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        own = with_derived(record.name, rows.get(record.name, ()))
        pq.write_table(pa.Table.from_pylist(own, record.arrow), path, compression="zstd")


def edit(path: Path, old: str, new: str) -> None:
    """Replace the first `old` in a file, which must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
