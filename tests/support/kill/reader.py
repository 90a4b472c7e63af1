"""A reader at work: opens a warehouse over and over until its standard input ends.

`python -m tests.support.kill.reader <warehouse> path` opens each file by its path, as analysts and
BI tools do: no read may fail. `... pinned` reads which build is published and then all of it under
the path that the build never leaves: the parts must be of that build. At the end it prints what it
saw as JSON.
"""

import json
import os
import select
import sys
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from tests.support.kill.whole import check_whole


def by_path(warehouse: Path) -> str:
    """Open database and exports by path; they may be of two builds, each must be whole."""
    with duckdb.connect(str(warehouse / "mingzhang.duckdb"), read_only=True) as connection:
        ((build, whole),) = connection.sql(
            "select build_id, (select count(*) from raw.amounts) = (select count(*) from"
            " marts.fct_amount) from raw.build"
        ).fetchall()
    assert whole, "a database that is not whole"
    # Not read_table, which opens a path twice, and so may open two builds: that is for `pinned`.
    with pq.ParquetFile(warehouse / "exports/fct_amount.parquet") as file:
        assert len(file.read()) > 0
    path = str(warehouse / "exports/dim_document.parquet")
    with duckdb.connect() as connection:
        ((rows,),) = connection.execute("select count(*) from read_parquet(?)", [path]).fetchall()
    assert rows > 0
    return str(build)


def pinned(warehouse: Path) -> str:
    """Read which build is published, and then all its parts where they stay."""
    build = json.loads((warehouse / "build.json").read_bytes())["build_id"]
    assert check_whole(warehouse.with_name(f".{warehouse.name}.builds") / "kept" / build) == build
    return str(build)


def main() -> None:
    """Read until standard input ends, and say what was seen."""
    warehouse = Path(sys.argv[1])
    os.nice(10)  # Eight that read without a pause would leave the builds nothing.
    read = {"path": by_path, "pinned": pinned}[sys.argv[2]]
    seen: dict[str, int] = {}
    errors: list[str] = []
    while not select.select([sys.stdin], [], [], 0)[0]:
        try:
            build = read(warehouse)
            seen[build] = seen.get(build, 0) + 1
        except (AssertionError, OSError, ValueError, duckdb.Error) as error:
            errors.append(f"{type(error).__name__}: {error}")
    sys.stdout.write(json.dumps({"seen": seen, "errors": errors}) + "\n")


if __name__ == "__main__":
    main()
