"""What it means that a published warehouse is whole, said once for tests and readers."""

import json
from hashlib import sha256
from pathlib import Path

import duckdb
import pyarrow.parquet as pq


def check_whole(warehouse: Path) -> str:
    """Hold database, exports and identity of a warehouse against each other.

    Returns:
        The build that all of them are of.

    Raises:
        AssertionError: Two of them are of different builds, or one is damaged.
        OSError, duckdb.Error, ValueError: One cannot be read.
    """
    facts = json.loads((warehouse / "build.json").read_bytes())
    exports = warehouse / "exports"
    sums = (exports / "SHA256SUMS").read_bytes()
    assert sha256(sums).hexdigest() == facts["exports_sha256"], "exports of another build.json"
    for line in sums.decode().splitlines():
        digest, name = line.split("  ", 1)
        assert sha256((exports / name).read_bytes()).hexdigest() == digest, f"{name} is damaged"
    database = str(warehouse / "mingzhang.duckdb")
    with duckdb.connect(database, read_only=True) as connection:
        (stamp,) = connection.sql("select build_id, exports_sha256 from raw.build").fetchall()
        assert stamp == (facts["build_id"], facts["exports_sha256"]), "a database of another build"
        rows = connection.sql("from marts.fct_amount order by all").fetchall()
    exported = pq.read_table(exports / "fct_amount.parquet").to_pylist()
    assert sorted(tuple(row.values()) for row in exported) == rows, "other rows in the exports"
    return str(facts["build_id"])
