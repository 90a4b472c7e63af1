"""What a failing test of a seed says: the row of the seed, its line, and what is the matter."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb

from ingest.base.csv_text import read_rows
from ingest.base.errors import Place
from ingest.vocabulary.seeds import own_seed, shown
from ingest.warehouse.failures import FailedNode, NodesFailedError

_SHOWN = 20


def of_seed(
    failure: NodesFailedError, manifest: Mapping[str, Any], project: Path, database: Path
) -> NodesFailedError:
    """A failure with the rows of seeds that it follows from, where its tests name them.

    A test names the seed and its key in its `meta`, and says by row what is the matter (`problem`).

    Args:
        failure: The failure.
        manifest: dbt's manifest of the project.
        project: The project.
        database: The database of the failed run, closed.
    """
    found = [
        fault
        for node in failure.nodes
        if node.sql is not None
        for fault in _faults(node, manifest["nodes"].get(node.unique_id, {}), project, database)
    ]
    if not found:
        return failure
    told = " ".join(f"{place}: {problem}." for place, problem in found[1:_SHOWN])
    place, problem = found[0]
    return NodesFailedError(
        place,
        f"{problem}.{' ' if told else ''}{told}",
        "Correct the row, or remove it.",
        failure.nodes,
        failure.manifest,
    )


def _faults(
    node: FailedNode, entry: Mapping[str, Any], project: Path, database: Path
) -> Iterator[tuple[Place, str]]:
    said = entry.get("config", {}).get("meta", {})
    if not {"seed", "key"} <= said.keys():
        return
    seed, key = said["seed"], said["key"]
    rows = enumerate(read_rows(project / "seeds" / seed), start=2)
    places = {row[key]: Place(f"seeds/{seed}", line=line) for line, row in rows}
    # In a composed project the rows of a steward's own follow those that ship.
    own = own_seed(seed)
    if own.is_file():
        rows = enumerate(read_rows(own), start=2)
        places |= {row[key]: Place(shown(own), line=line) for line, row in rows}
    with duckdb.connect(str(database), read_only=True) as connection:
        query = f"select {key}, problem from ({node.sql}\n) order by all"  # noqa: S608 - the project's own test
        for value, problem in connection.execute(query).fetchall():
            place = places.get(str(value), Place(f"seeds/{seed}"))
            yield place, f"Entry {value}: {problem}"
