"""What dbt compiled, run by DuckDB alone node by node: processor and wall seconds by kind.

    python bench/nodes.py <loaded> <built> <target> <database>

It needs DuckDB and nothing of this project, so that it runs what another state of it compiled.
"""

import json
import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb

_SCHEMAS = ("reference", "staging", "intermediate", "marts", "semantic")
_STEPS = "steps"
_CHECKS = "checks"
_FACT_OF_CHECKS = "fct_check"


def compiled(target: Path, database: Path) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Each node that ran with its SQL, after what it is made of; unit tests are dbt's own.

    Args:
        target: dbt's target folder.
        database: The file that the SQL is run in: a view among the steps has to name it.
    """
    nodes = json.loads((target / "manifest.json").read_text(encoding="utf-8"))["nodes"]
    results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"]
    for result in results:
        node = nodes.get(result["unique_id"])
        sql = str(result.get("compiled_code") or "").replace('"mingzhang".', f'"{database.stem}".')
        if node and result["status"] != "skipped" and (node["resource_type"] == "seed" or sql):
            yield node, sql


def statement(node: Mapping[str, Any], sql: str) -> str:
    """What makes a node, or counts the rows that a test finds.

    Args:
        node: Its entry in dbt's manifest.
        sql: What dbt compiled.
    """
    catalog = f"{_STEPS}." if node["database"] == _STEPS else ""
    name = f'{catalog}{node["schema"]}."{node["alias"]}"'
    if node["resource_type"] == "seed":
        return f"create table {name} as select * from built.{name}"  # noqa: S608 - dbt's own names
    if node["resource_type"] == "test":
        return f"select count(*) from (\n{sql}\n)"  # noqa: S608 - what dbt compiled
    return f"create {node['config']['materialized']} {name} as (\n{sql}\n)"


def make_catalogs(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the schemas of a project, and the database in memory of its steps, if it has one."""
    connection.execute(f"attach ':memory:' as {_STEPS}")
    for schema in (*_SCHEMAS, f"{_STEPS}.intermediate"):
        connection.execute(f"create schema if not exists {schema}")


def kinds(node: Mapping[str, Any]) -> Iterator[str]:
    """What a node is counted as.

    Args:
        node: Its entry in dbt's manifest.
    """
    kind = node["resource_type"]
    yield f"{kind}s"
    if kind == "model":
        folder = Path(node["original_file_path"]).parts
        if _CHECKS in folder or node["name"] == _FACT_OF_CHECKS:
            yield _CHECKS


def main() -> None:
    """Run the nodes and write what they cost as a line of JSON."""
    loaded, built, target, database = map(Path, sys.argv[1:])
    shutil.copyfile(loaded, database)
    cost: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    failed = 0
    with duckdb.connect(str(database)) as connection:
        connection.execute(f"attach '{built}' as built (read_only)")
        make_catalogs(connection)
        for node, sql in compiled(target, database):
            begun, used = time.perf_counter(), time.process_time()
            try:
                connection.execute(statement(node, sql)).fetchall()
            except duckdb.Error as error:
                failed += 1
                sys.stderr.write(f"{node['name']}: {error}\n")
            for kind in kinds(node):
                cost[kind][0] += time.perf_counter() - begun
                cost[kind][1] += time.process_time() - used
    sys.stdout.write("\n" + json.dumps({"failed": failed, "cost": cost}) + "\n")


if __name__ == "__main__":
    main()
