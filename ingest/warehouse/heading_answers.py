"""What amounts measure whose headings were unknown when read and have been answered since.

The readers apply an answer the next time that they read a document. Until then a load applies it to
the rows as they are: what a column measures follows from its headings as it does for a reader.
"""

from collections.abc import Iterator

import duckdb
import pyarrow as pa

from ingest.base.sql import statements_of
from ingest.base.text import fold
from ingest.extraction.tables.words.headings import measure_of, term_of
from ingest.vocabulary.answers import answers
from ingest.vocabulary.headings import heading

_sql = statements_of(__file__)

_PARTED = " / "
_INCOMING = "heading_answers_incoming"
_SCHEMA = pa.schema(
    [
        pa.field("document_id", pa.string(), nullable=False),
        pa.field("table_index", pa.int32(), nullable=False),
        pa.field("heading_folded", pa.string(), nullable=False),
        pa.field("measure", pa.string(), nullable=False),
    ]
)


def answer_headings(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `raw.heading_answers`: the measures that answers give to amounts without one.

    Args:
        connection: A database whose schema `raw` holds every record.
    """
    rows = list(_measured(connection)) if answers("heading") or answers("measure") else []
    columns = list(zip(*rows, strict=True)) or [()] * len(_SCHEMA)
    arrays = [pa.array(c, f.type) for c, f in zip(columns, _SCHEMA, strict=True)]
    connection.register(_INCOMING, pa.table(arrays, schema=_SCHEMA))
    connection.execute(_sql("heading_answers"))
    connection.unregister(_INCOMING)


def _measured(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, int, str, str]]:
    for document, index, table_type, year, path in connection.execute(
        _sql("headings_unknown")
    ).fetchall():
        if measure := answered_measure(path, table_type, year):
            yield document, index, fold(path), measure


def answered_measure(path: str, table_type: str | None, fiscal_year: int) -> str | None:
    """The measure that stewards' answers give to a heading path; None where they give none.

    A heading of another year, or one whose rows name what is measured, waits for a reader.

    Args:
        path: The headings as printed, outermost first, separated by ' / '.
        table_type: The type of the table.
        fiscal_year: The year of the document.
    """
    known = [term_of(fold(text), table_type, fiscal_year) for text in path.split(_PARTED)]
    if meant := answers("measure").get(fold(path)):
        known[-1] = heading(meant, table_type)
    is_plain = all(term is None or term.year is None for term in known)
    return measure_of(known) if is_plain else None
