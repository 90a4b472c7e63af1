"""The texts of seeds as rows are joined to them: each as printed, folded, and with its label key.

A load makes them by the functions that extraction uses (`ingest.base.text`), so that people
edit the printed text of a seed and nothing else. A seed that models join by a text of its own is
named here; those whose texts must be written in folded form are held to that by a test of dbt's.
"""

from collections.abc import Iterator

import duckdb
import pyarrow as pa

from ingest.base.text import fold, label_key
from ingest.vocabulary.seeds import read_seed

SCHEMA = "reference"
TABLE = "folded_texts"
"""The table in which the models find them; its schema is that of the seeds."""

_COLUMNS = (
    ("classification/economic_aliases.csv", "label"),
    ("classification/economic_classification.csv", "name"),
    ("classification/functional_aliases.csv", "label"),
    ("classification/functional_classification.csv", "name"),
    ("corrections.csv", "corrected_text"),
    ("mapping/money_units.csv", "unit"),
    ("mapping/statement_concepts.csv", "pattern"),
    ("mapping/statement_purchases.csv", "pattern"),
    ("mapping/unmapped_answers.csv", "answer"),
    ("mapping/unmapped_answers.csv", "printed_text"),
    ("rules/group_totals.csv", "label"),
    ("rules/performance_funds.csv", "label"),
    ("rules/text_ties.csv", "subject_pattern"),
    ("units/central_bodies.csv", "body_name"),
    ("units/regions.csv", "region_name"),
    ("units/regions.csv", "short_name"),
    ("units/unit_aliases.csv", "alias"),
    ("units/unit_name_parts.csv", "part"),
    ("units/units.csv", "unit_name"),
)
_SCHEMA = pa.schema(
    [
        pa.field("printed_text", pa.string(), nullable=False),
        pa.field("folded_text", pa.string(), nullable=False),
        pa.field("label_key", pa.string(), nullable=False),
    ]
)
_INCOMING = "seed_texts_incoming"


def load_seed_texts(connection: duckdb.DuckDBPyConnection) -> None:
    """Replace the table of the texts of seeds.

    Args:
        connection: The database.

    Raises:
        SeedError: A seed is missing or lacks its column.
    """
    texts = sorted(set(_texts()))
    columns = [texts, list(map(fold, texts)), list(map(label_key, texts))]
    arrays = [pa.array(c, f.type) for c, f in zip(columns, _SCHEMA, strict=True)]
    connection.register(_INCOMING, pa.table(arrays, schema=_SCHEMA))
    connection.execute(f"create schema if not exists {SCHEMA}")
    connection.execute(f"create or replace table {SCHEMA}.{TABLE} as select * from {_INCOMING}")  # noqa: S608 - names of our own
    connection.unregister(_INCOMING)


def take_seed_texts(connection: duckdb.DuckDBPyConnection, source: str) -> None:
    """Replace the table of the texts of seeds by that of another database.

    Args:
        connection: The database.
        source: The name under which the other is attached; it was loaded with the same seeds.
    """
    connection.execute(f"create schema if not exists {SCHEMA}")
    connection.execute(
        f"create or replace table {SCHEMA}.{TABLE} as from {source}.{SCHEMA}.{TABLE}"
    )


def _texts() -> Iterator[str]:
    for seed, column in _COLUMNS:
        yield from (row[column] for row in read_seed(seed, column) if row[column])
