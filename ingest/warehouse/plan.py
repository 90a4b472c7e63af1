"""What dbt sent to DuckDB for each node of a project, kept to be sent again without dbt.

dbt compiles a project, plans it and talks about it at a cost that no row changes, many times that
of the statements over a few documents. What it sends follows from the project alone, as no macro
asks rows, so a build of an unchanged project need not ask it again (`ingest.warehouse.replay`).
The rows of seeds are rows, too: dbt has DuckDB copy them from their files, into the columns whose
types the yaml says. A steward's own rows ask nothing of dbt.
"""

import json
import os
import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb

from ingest.base.settings import UNIT_TESTS_VARIABLE
from ingest.base.sql import literal
from ingest.warehouse import provenance

PLANS = Path("build/plans")
"""Where the plans of a project lie, below its folder."""

_PROJECT = "$project"
"""Stands for the project's folder in what fills a seed."""

_NODES, _MANIFEST = "nodes.json", "manifest.json"
_KEPT = 3
_RUN = {"model", "seed", "test"}
_FILLS = re.compile(r"(copy|insert)\b", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_NOT_KEPT = re.compile(
    # how transactions begin and end, which dbt does not always tell; what the catalog is asked
    r"(begin|commit|rollback)\b|describe\b|select\b.*(\bduckdb_\w+\(\)|\binformation_schema\.|\(describe\b)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Node:
    """A model, seed or test, and what made it.

    Attributes:
        unique_id: What dbt's manifest has it under.
        kind: `model`, `seed` or `test`.
        name: Its name.
        relation: The relation of a model or seed, quoted as in SQL.
        is_view: Whether the relation is a view.
        tags: Its tags.
        above: What it reads directly.
        may_fail: Whether a test fails the build, or only warns.
        warn_if: When a test warns, as dbt has it.
        statements: What dbt sent for it, in order, to be run in one transaction.
    """

    unique_id: str
    kind: str
    name: str
    relation: str
    is_view: bool
    tags: tuple[str, ...]
    above: tuple[str, ...]
    may_fail: bool
    warn_if: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The nodes of a project, each after those that it reads, and the path of dbt's manifest."""

    nodes: tuple[Node, ...]
    manifest: Path


@dataclass(slots=True)
class Recording:
    """The statements of a run of dbt's, by node."""

    statements: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def hear(self, event: str, data: Any) -> None:  # noqa: ANN401 - an event of dbt's
        """Take what an event says of a statement that makes or tests something."""
        name = data.node_info.unique_id if event == "SQLQuery" else ""
        sql = _COMMENT.sub("", data.sql, count=1).strip() if name else ""
        if name and not _NOT_KEPT.match(sql):
            self.statements[name].append(sql)

    def keep(self, project: Path, manifest: Path, run: Iterable[str]) -> None:
        """Keep the plan of a build that held, where the project's folder can be written to.

        Args:
            project: The project.
            manifest: The path of dbt's manifest.json, written by that build.
            run: The unique ids of what was run, each after those that it reads.
        """
        read = json.loads(manifest.read_bytes())["nodes"]
        nodes = [
            _node(read[name], self.statements[name])
            for name in run
            if name in read and read[name]["resource_type"] in _RUN
        ]
        if not all(_is_whole(node) for node in nodes):
            return
        folder = _folder(project)
        beside = folder.with_name(f".{folder.name}.{os.getpid()}")
        with suppress(OSError):
            beside.mkdir(parents=True)
            (beside / _NODES).write_text(json.dumps([asdict(node) for node in nodes]))
            shutil.copyfile(manifest, beside / _MANIFEST)
            with suppress(OSError):  # Another build of the same project was quicker.
                beside.rename(folder)
            shutil.rmtree(beside, ignore_errors=True)
            _drop_old(folder.parent)


def plan_of(project: Path) -> Plan | None:
    """The plan of a project; None where no build of it, by this code and these tools, was kept.

    Args:
        project: The project.
    """
    if os.environ.get(UNIT_TESTS_VARIABLE):  # They are dbt's own.
        return None
    folder = _folder(project)
    try:
        rows = json.loads((folder / _NODES).read_bytes())
    except (OSError, ValueError):
        return None
    return Plan(tuple(_of_row(row, project) for row in rows), folder / _MANIFEST)


def is_unbuilt(database: Path) -> bool:
    """Whether a database holds loaded rows alone, so that dbt sends what a first build needs."""
    if not database.is_file():
        return True
    query = "select count(*) from duckdb_tables() where schema_name in ('intermediate', 'marts')"
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.sql(query).fetchall() == [(0,)]


def _node(entry: Mapping[str, Any], statements: Iterable[str]) -> Node:
    """A node, of its entry in dbt's manifest."""
    config = entry["config"]
    is_seed = entry["resource_type"] == "seed"
    return Node(
        unique_id=entry["unique_id"],
        kind=entry["resource_type"],
        name=entry["name"],
        relation=entry.get("relation_name") or "",
        is_view=config["materialized"] == "view",
        tags=tuple(entry["tags"]),
        above=tuple(entry["depends_on"].get("nodes", ())),
        may_fail=str(config.get("severity", "")).lower() == "error",
        warn_if=config.get("warn_if", ""),
        statements=tuple(_of_seed(entry, statements) if is_seed else statements),
    )


def _of_seed(entry: Mapping[str, Any], statements: Iterable[str]) -> Iterator[str]:
    """What makes a seed and fills it from its file, also one of no row, which dbt does not fill."""
    yield from (sql for sql in statements if not _FILLS.match(sql))
    options = (
        f"(format csv, header true, delimiter {literal(entry['config'].get('delimiter', ','))})"
    )
    path = literal(f"{_PROJECT}/{entry['original_file_path']}")
    yield f"copy {entry['relation_name']} from {path} {options}"


def _of_row(row: Mapping[str, Any], project: Path) -> Node:
    """A node as it was kept, with the files of this project."""
    values: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in row.items()}
    if row["kind"] == "seed":
        here = str(project.resolve()).replace("'", "''")
        values["statements"] = tuple(sql.replace(_PROJECT, here) for sql in row["statements"])
    return Node(**values)


def _is_whole(node: Node) -> bool:
    """Whether all that was sent for a node is known."""
    return len(node.statements) > (node.kind == "seed")


def _folder(project: Path) -> Path:
    """Where the plan lies of a project as it is, of this code and these tools."""
    facts = [provenance.fingerprint(project, with_rows_of_seeds=False), provenance.tools()]
    return project / PLANS / sha256(json.dumps(facts).encode()).hexdigest()[:16]


def _drop_old(folder: Path) -> None:
    """Keep the newest plans alone, and nothing of a build that was killed while it kept one."""
    for path in folder.glob(".*"):
        shutil.rmtree(path, ignore_errors=True)
    plans = sorted(folder.glob("[!.]*"), key=lambda path: path.stat().st_mtime)
    for path in plans[:-_KEPT]:
        shutil.rmtree(path, ignore_errors=True)
