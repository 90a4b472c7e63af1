"""A build by the plan of its project: the statements of dbt's, sent to DuckDB without dbt.

Whatever goes wrong is dbt's to tell: where a statement or a test fails, the caller runs dbt over
the same rows, and the error is the one that it gives.
"""

import json
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from shutil import copyfile
from time import perf_counter
from typing import Any

import duckdb

from ingest.base import log
from ingest.base.settings import DBT_RESULTS, DBT_TARGET
from ingest.base.sql import literal, quoted
from ingest.warehouse.manifest import is_of_rows
from ingest.warehouse.plan import Node, Plan, plan_of
from ingest.warehouse.steps import IN_MEMORY, STEPS_VARIABLE, kept_steps

_PROFILES = "profiles.yml"


class _FailedError(Exception):
    """A test found rows."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a node."""

    node: Node
    status: str
    seconds: float
    failures: int | None = None

    def as_result(self) -> dict[str, Any]:
        """As dbt's run_results.json has it."""
        return {
            "unique_id": self.node.unique_id,
            "status": self.status,
            "execution_time": self.seconds,
            "failures": self.failures,
        }


def replay(  # noqa: PLR0913, PLR0917 - what one command of dbt's takes
    project: Path,
    database: Path,
    private: Path,
    select: str | None = None,
    spared: str | None = None,
    given: Path | None = None,
    models: Collection[str] = (),
) -> Path | None:
    """Make and test the models of a project as `dbt build` does, where its plan is kept.

    Args:
        project: The project.
        database: The DuckDB file of loaded rows.
        private: The folder for dbt's manifest and the results.
        select: The tag of the models to make, as `tag:<name>`; all if not named. Tests that read
            one of them are run.
        spared: The tag of models to leave out, with the tests that read one of them.
        given: A database of the same project. What it holds of seeds alone is read there, and
            neither made nor tested again.
        models: The names of the models to make, with all that they read, and to leave untested;
            all others are left out, if any are named.

    Returns:
        The path of dbt's manifest.json; None where there is no plan, or something failed. What was
        made is left then, and dbt makes it again.
    """
    plan = plan_of(project)
    if plan is None:
        return None
    nodes = list(_upto(plan, models) if models else _chosen(plan, select, spared))
    held = _of_seeds(plan) if given is not None else frozenset[str]()
    nodes, spare = (
        [node for node in nodes if (node.unique_id in held and not node.is_view) is is_held]
        for is_held in (False, True)
    )
    looked_into = [node for node in spare if node.kind != "test"]
    try:
        with log.progress("build") as move, cursors_of(project, database) as cursors:
            if given is not None:
                _look_into(given, looked_into, cursors[0])
            done = _run(nodes, cursors, move)
    except (duckdb.Error, _FailedError) as error:
        log.debug("replay", f"left to dbt: {error}")
        _drop(looked_into, database)
        return None
    if not models:  # A trial of some models is not a build.
        _tell(done)
    return _keep(plan, done, private)


def _chosen(plan: Plan, select: str | None, spared: str | None) -> Iterator[Node]:
    """The nodes to run: by their tags, and tests by what they read."""
    wanted, unwanted = (tag.removeprefix("tag:") if tag else "" for tag in (select, spared))

    def tagged(tag: str) -> set[str]:
        return {node.unique_id for node in plan.nodes if tag in node.tags}

    inside, outside = tagged(wanted), tagged(unwanted)
    for node in plan.nodes:
        of = {node.unique_id, *(node.above if node.kind == "test" else ())}
        if (not wanted or of & inside) and not of & outside:
            yield node


def _upto(plan: Plan, models: Collection[str]) -> Iterator[Node]:
    """Models by their names, and what they read."""
    wanted = {node.unique_id for node in plan.nodes if node.name in models}
    for node in reversed(plan.nodes):
        if node.unique_id in wanted:
            wanted.update(node.above)
    yield from (node for node in plan.nodes if node.unique_id in wanted)


def _of_seeds(plan: Plan) -> frozenset[str]:
    """The nodes that come of seeds alone, by unique id."""
    found: set[str] = set()
    for node in plan.nodes:
        if all(name in found or _is_of_texts(name) for name in node.above):
            found.add(node.unique_id)
    return frozenset(found)


def _is_of_texts(name: str) -> bool:
    """Whether a node is the source of the texts of seeds."""
    return name.startswith("source.") and not is_of_rows(name)


def _look_into(given: Path, nodes: Sequence[Node], cursor: duckdb.DuckDBPyConnection) -> None:
    """Let the relations of nodes be views of those of another database."""
    cursor.execute(f"attach {literal(str(given))} as given (read_only)")
    make_schemas(nodes, cursor)
    for node in nodes:
        there = node.relation.partition(".")[2]
        cursor.execute(f"create or replace view {node.relation} as from given.{there}")


def _drop(views: Sequence[Node], database: Path) -> None:
    """Leave nothing in the way of dbt, which makes a table in the place of a view of `given`."""
    if views:
        with duckdb.connect(str(database)) as connection:
            for node in views:
                connection.execute(f"drop view if exists {node.relation}")


@contextmanager
def cursors_of(project: Path, database: Path) -> Iterator[Sequence[duckdb.DuckDBPyConnection]]:
    """As many cursors of a database as the project's profile has threads, with its settings."""
    profile = _profile(project)
    with duckdb.connect(str(database), config=profile["config_options"]) as connection:
        for each in profile["attach"]:
            connection.execute(f"attach {literal(each['path'])} as {quoted(each['alias'])}")
        cursors = [connection.cursor() for _ in range(int(profile["threads"]))]
        try:
            yield cursors
        except BaseException:
            for cursor in cursors:
                cursor.interrupt()
            raise
        finally:
            for cursor in cursors:
                cursor.close()


def _profile(project: Path) -> dict[str, Any]:
    """The output that the project's profile uses by default, with the environment's settings."""
    from jinja2 import Template  # noqa: PLC0415 - a build of nothing new needs neither
    from yaml import safe_load  # noqa: PLC0415

    text = (project / _PROFILES).read_text(encoding="utf-8")
    given = os.environ | {STEPS_VARIABLE: kept_steps() or IN_MEMORY}
    rendered = Template(text).render(env_var=lambda name, other="": given.get(name, other))
    (profile,) = safe_load(rendered).values()
    output: dict[str, Any] = profile["outputs"][profile["target"]]
    return {"threads": 1, "config_options": {}, "attach": ()} | output


def _run(
    nodes: Sequence[Node],
    cursors: Sequence[duckdb.DuckDBPyConnection],
    move: Callable[[int, int], None],
) -> list[Done]:
    """Run nodes, each when those are done that it reads."""
    free: SimpleQueue[duckdb.DuckDBPyConnection] = SimpleQueue()
    for cursor in cursors:
        free.put(cursor)
    make_schemas(nodes, cursors[0])

    def work(node: Node) -> Done:
        cursor = free.get()
        try:
            return made(node, cursor)
        finally:
            free.put(cursor)

    order = {node.unique_id: number for number, node in enumerate(nodes)}
    waiting = {node.unique_id: set(node.above) & order.keys() for node in nodes}
    by_id = {node.unique_id: node for node in nodes}
    done: list[Done] = []
    with ThreadPoolExecutor(len(cursors)) as pool:
        running: set[Future[Done]] = set()
        while waiting or running:
            ready = [name for name, above in waiting.items() if not above]
            for name in sorted(ready, key=order.__getitem__)[: len(cursors) - len(running)]:
                del waiting[name]
                running.add(pool.submit(work, by_id[name]))
            ended, running = wait(running, return_when=FIRST_COMPLETED)
            for result in (future.result() for future in ended):
                done.append(result)
                for above in waiting.values():
                    above.discard(result.node.unique_id)
            move(len(done), len(nodes))
    return done


def make_schemas(nodes: Iterable[Node], cursor: duckdb.DuckDBPyConnection) -> None:
    """Create the schemas in which nodes are made, each in its database."""
    for schema in sorted({node.relation.rpartition(".")[0] for node in nodes if node.relation}):
        cursor.execute(f"create schema if not exists {schema}")


def made(node: Node, cursor: duckdb.DuckDBPyConnection) -> Done:
    """Send what makes or tests a node, in place of what was made of it before."""
    begun = perf_counter()
    if node.relation and node.kind != "test":
        kind = "view" if node.is_view else "table"
        cursor.execute(f"drop {kind} if exists {node.relation}")
    found: list[tuple[Any, ...]] = []
    cursor.begin()
    for statement in node.statements:
        found = cursor.execute(statement).fetchall()
    cursor.commit()
    seconds = round(perf_counter() - begun, 6)
    if node.kind != "test":
        return Done(node, "success", seconds)
    ((failures, should_warn, should_error),) = found
    if should_error and node.may_fail:
        text = f"{node.name}: {failures} rows"
        raise _FailedError(text)
    return Done(node, "warn" if should_warn else "pass", seconds, failures)


def _tell(done: Iterable[Done]) -> None:
    """Say what was run, and what warned, as for a run of dbt's."""
    counts: Counter[str] = Counter()
    for each in sorted(done, key=lambda each: each.node.unique_id):
        counts[each.node.kind] += 1
        if each.status == "warn":
            rows = f"{each.failures} result{'' if each.failures == 1 else 's'}"
            said = f"Got {rows}, configured to warn if {each.node.warn_if}"
            text = f"warning: {each.node.name}: {said}"
            log.info("dbt_warning", text, node=each.node.name, failures=each.failures)
    text = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
    log.info("dbt", f"dbt: {text}", **dict(sorted(counts.items())))


def _keep(plan: Plan, done: Collection[Done], private: Path) -> Path:
    """Put the manifest and the results where a run of dbt's puts them."""
    target, results = private / DBT_TARGET, private / DBT_RESULTS
    target.mkdir(exist_ok=True)
    results.mkdir(exist_ok=True)
    manifest = target / plan.manifest.name
    copyfile(plan.manifest, manifest)
    number = len(list(results.iterdir())) + 1
    told: Mapping[str, Any] = {"results": [each.as_result() for each in done]}
    (results / f"run_results_{number:03}.json").write_text(json.dumps(told))
    return manifest
