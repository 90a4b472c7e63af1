"""What each model and test costs at a size: `python -m bench.profile --documents 1000`.

The statements that dbt sends (`ingest.warehouse.plan`) are run one node after another over
generated documents, so that processor time, rows, bytes and memory are each node's own; the tables
have the dearest first. `--warehouse` takes the rows of a built warehouse instead.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath

import duckdb

from bench.steps import load, make_rows
from ingest.base.settings import DATABASE, PROJECT
from ingest.warehouse.load import take_part
from ingest.warehouse.plan import Node, Plan, plan_of
from ingest.warehouse.replay import cursors_of, made, make_schemas

_SEED = "20260101"
_SHOWN = 40
_KILO, _MEGA = 1024, 1e6
_HEAD = "| {} | processor seconds | share | rows | MB written | peak MB |\n" + "|---" * 6 + "|"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a node, or nodes together, cost.

    Attributes:
        name: The name of the node, or of what the nodes have in common.
        processor: Seconds of all threads.
        rows: The rows of a table.
        written: The bytes by which the database grew.
        peak_mb: The most memory of the process meanwhile, in MB.
    """

    name: str
    processor: float
    rows: int = 0
    written: int = 0
    peak_mb: float = 0.0

    def line(self, total: float) -> str:
        """As a row of a markdown table.

        Args:
            total: The seconds of all nodes.
        """
        share = f"{self.processor / total:.1%}" if total else ""
        cells = (self.name, f"{self.processor:.2f}", share, f"{self.rows:,}")
        return f"| {' | '.join(cells)} | {self.written / _MEGA:.1f} | {self.peak_mb:.0f} |"


def profile(plan: Plan, project: Path, database: Path) -> Iterator[tuple[Node, Cost]]:
    """Run the nodes of a plan one after another over loaded rows.

    Args:
        plan: The plan of the project.
        project: The project, whose profile has DuckDB's settings.
        database: The database of loaded rows; the models are made in it.

    Yields:
        Each node with what it cost.
    """
    with cursors_of(project, database) as (cursor, *_):
        make_schemas(plan.nodes, cursor)
        size = _size(cursor)
        for node in plan.nodes:
            _forget_peak()
            begun = time.process_time()
            made(node, cursor)
            seconds, peak = time.process_time() - begun, _peak_mb()
            is_table = node.kind != "test" and not node.is_view
            rows = len(cursor.table(node.relation)) if is_table else 0
            before, size = size, _size(cursor) if is_table else size
            yield node, Cost(node.name, seconds, rows, max(0, size - before), peak)


def _size(cursor: duckdb.DuckDBPyConnection) -> int:
    """The bytes of the blocks that a database uses, once all is written."""
    cursor.execute("checkpoint")
    ((used,),) = cursor.execute(
        "select used_blocks * block_size from pragma_database_size()"
        " where database_name = current_database()"
    ).fetchall()
    return int(used)


def _forget_peak() -> None:
    """Reset the peak memory of this process, where the system can."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak_mb() -> float:
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / _KILO
    return 0.0


def together(costs: Sequence[tuple[str, Cost]]) -> list[Cost]:
    """What nodes cost together by a name that they share, the dearest first.

    Args:
        costs: Such a name and a cost in turn.
    """
    found: dict[str, Cost] = {}
    for name, cost in costs:
        so_far = found.get(name, Cost(name, 0.0))
        found[name] = Cost(
            name,
            so_far.processor + cost.processor,
            so_far.rows + cost.rows,
            so_far.written + cost.written,
            max(so_far.peak_mb, cost.peak_mb),
        )
    return sorted(found.values(), key=lambda cost: -cost.processor)


def _folders(manifest: Path) -> Callable[[Node], str]:
    """What tells the folder of a node below the project; of tests and seeds only what they are."""
    nodes = json.loads(manifest.read_bytes())["nodes"]

    def folder(node: Node) -> str:
        if node.kind != "model":
            return f"{node.kind}s"
        return str(PurePath(nodes[node.unique_id]["original_file_path"]).parent)

    return folder


def _plan(work: Path) -> Plan:
    """The plan of this project, which dbt makes over the rows that ship where it is not kept."""
    plan = plan_of(PROJECT)
    if plan is None:
        from ingest.warehouse.dbt_run import run_dbt  # noqa: PLC0415 - dbt takes seconds to import

        (work / "dbt").mkdir()
        database = work / "dbt" / DATABASE
        load(str(PROJECT / "data/extracted"), str(database))
        run_dbt("build", PROJECT, database, work / "dbt")
        plan = plan_of(PROJECT)
    if plan is None:
        sys.exit("error: the plan of the project cannot be kept below build/.")
    return plan


def _loaded(work: Path, documents: int, warehouse: str) -> Path:
    """A database of rows alone: those of generated documents, or of a warehouse."""
    database = work / DATABASE
    if warehouse:
        source = Path(warehouse, DATABASE)
        with duckdb.connect(str(source), read_only=True) as connection:
            found = connection.sql("select document_id from raw.documents").fetchall()
        take_part(source, [row[0] for row in found], database)
        return database
    begun = time.process_time()
    make_rows(str(work / "rows"), "0", str(documents), _SEED)
    made_rows = time.process_time()
    load(str(work / "rows"), str(database))
    seconds = time.process_time() - made_rows
    sys.stdout.write(f"rows: {made_rows - begun:.2f} processor seconds; load: {seconds:.2f}\n\n")
    return database


def _say(title: str, costs: Sequence[Cost], total: float) -> None:
    lines = (cost.line(total) for cost in costs)
    sys.stdout.write("\n".join((_HEAD.format(title), *lines)) + "\n\n")


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--warehouse", default="", help="profile the rows of this warehouse")
    parser.add_argument("--json", default="", help="file to write a JSON line for each node to")
    parser.add_argument("--shown", type=int, default=_SHOWN, help="nodes to list")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mingzhang-profile-") as name:
        plan = _plan(Path(name))
        database = _loaded(Path(name), given.documents, given.warehouse)
        folder = _folders(plan.manifest)
        costs = [(folder(node), cost) for node, cost in profile(plan, PROJECT, database)]
    total = sum(cost.processor for _, cost in costs)
    _say("folder", together(costs), total)
    dearest = sorted((cost for _, cost in costs), key=lambda cost: -cost.processor)
    _say("node", dearest[: given.shown], total)
    _say("all", together([("all nodes", cost) for _, cost in costs]), total)
    if given.json:
        lines = (json.dumps({"folder": of, **asdict(cost)}) for of, cost in costs)
        Path(given.json).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
