"""One folding and one key of labels: for rows, and for the texts of seeds."""

from pathlib import Path

import duckdb

from ingest.base.settings import DATABASE
from ingest.base.text import fold, label_key
from ingest.rows.derived import DERIVED
from ingest.vocabulary.seeds import read_seed


def test_rows_have_what_follows_from_their_printed_text(warehouse: Path) -> None:
    """Every printed text of the shipped documents, as the warehouse was loaded with it."""
    with duckdb.connect(str(warehouse / DATABASE), read_only=True) as connection:
        for record, derived in DERIVED.items():
            for one in derived:
                pairs = connection.execute(
                    f"select distinct {one.printed}, {one.column} from raw.{record}"
                ).fetchall()
                assert [(p, one.of(p)) for p, _ in pairs] == pairs


def test_seeds_have_what_follows_from_their_texts(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse / DATABASE), read_only=True) as connection:
        texts = connection.execute("select * from reference.folded_texts").fetchall()
        classes = dict(
            connection.execute(
                "select name, label_key from intermediate.int_classes__unioned"
            ).fetchall()
        )
    assert all((fold(text), label_key(text)) == (folded, key) for text, folded, key in texts)
    names = {
        row["name"]
        for seed in ("functional", "economic")
        for row in read_seed(f"classification/{seed}_classification.csv", "name")
    }
    assert {name: classes[name] for name in names} == {name: label_key(name) for name in names}
