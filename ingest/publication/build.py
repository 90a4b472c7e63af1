"""A build: extracted rows in, a tested and published warehouse out, or the old one untouched."""

import shutil
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from ingest.base import log
from ingest.base.disk import on_disk
from ingest.base.settings import DATABASE, ENGINES, EXPORTS, REPORT
from ingest.exports.earlier import Earlier
from ingest.exports.export import export, rows_of
from ingest.publication.artifacts import keep_artifacts
from ingest.publication.history import Run, recorded
from ingest.publication.publish import KEEP, locked, private_folder, publish_new, seal
from ingest.publication.quality import keep_quality
from ingest.publication.site import Site, exports_hash, new_id
from ingest.rows.read import Landing, survey
from ingest.rows.schema import KEYS
from ingest.warehouse import provenance
from ingest.warehouse.failures import NodesFailedError
from ingest.warehouse.incremental import ACROSS_UNITS, Change, change_of, merge
from ingest.warehouse.load import load_landing, load_part
from ingest.warehouse.manifest import read_manifest
from ingest.warehouse.project import project_of_data
from ingest.warehouse.provenance import identity, is_of
from ingest.warehouse.replay import replay
from ingest.warehouse.set_aside import Build, build_sound, build_sound_across, take_set_aside
from ingest.warehouse.shards import build_in_shards, shards_of


def run_dbt(  # noqa: PLR0913, PLR0917 - what one command of dbt's takes
    command: str,
    project: Path,
    database: Path,
    private: Path,
    select: str | None = None,
    spared: str | None = None,
    given: Path | None = None,
) -> Path:
    """Run dbt, or do what it did for a build of the same project before, which takes no dbt.

    What `spared` names need not be made, nor what the database `given` holds of seeds alone: dbt
    makes it all the same, as what it does then is kept.
    """
    if command == "build":
        made = replay(project, database, private, select, spared, given)
        if made is not None:
            return made
    from ingest.warehouse import dbt_run  # noqa: PLC0415 - dbt takes seconds to import

    return dbt_run.run_dbt(command, project, database, private, select)


Draw = Callable[[Path, Path], None]
"""Draws the report of a database, whose build is stamped, into a folder that it makes."""


@dataclass(frozen=True, slots=True)
class _Job:
    """What the making of a database needs: its rows, where it goes, and the project to run."""

    run: Run
    landing: Landing
    database: Path
    project: Path
    private: Path


def build(  # noqa: PLR0913 - what a build is told
    extracted: Path,
    warehouse: Path,
    project: Path | None = None,
    keep: int = KEEP,
    *,
    full: bool = False,
    draw: Draw | None = None,
) -> None:
    """Load, transform, test and export in a private folder, then publish it as a whole.

    What has not changed since the published warehouse is taken from it, see
    `ingest.warehouse.incremental`; where nothing has, that warehouse stands.

    Args:
        extracted: The landing folder.
        warehouse: The folder to publish: `mingzhang.duckdb` and `exports/`.
        project: The dbt project; by default that of the folder of data.
        keep: The warehouses to keep beside the published one.
        full: Rebuild everything, whatever changed.
        draw: Draws the report that is published with the warehouse; none without.

    Raises:
        BusyError: Another process builds this warehouse.
        DiskError: The disk is full, read-only or failing.
        MingzhangError: The rows are bad input, a model or test failed, or the warehouse folder
            holds what no build made. A published warehouse is then as it was.
    """
    begun = monotonic()
    project = project or project_of_data()
    with on_disk(warehouse), locked(warehouse) as site:
        build_id = new_id(site)
        with recorded(site, "build", build_id) as run, private_folder(site, build_id) as private:
            new = private / "warehouse"
            with run.step("read"):
                landing = survey(extracted)
            run.add({"code": provenance.code(project), "tools": provenance.tools()})
            run.add({"settings": provenance.settings()})
            with run.step("compare"):
                change = None if full else change_of(landing, site.warehouse, run.row["code"])
            if change is not None and change.is_nothing:
                _say_nothing_new(run, begun)
                return
            before = provenance.documents_of(site.warehouse / DATABASE)
            manifest = _make(_Job(run, landing, new / DATABASE, project, private), change)
            earlier = _earlier_exports(site, manifest, change) if change is not None else None
            models = export_marts(run, new / DATABASE, manifest, new, earlier)
            with run.step("describe"):
                documents, aside = provenance.held_by(new / DATABASE)
                run.add({"inputs": provenance.inputs(documents, before, aside)})
                run.add(provenance.counts(new / DATABASE, rows_of(new / EXPORTS, models)))
            publish_sealed(run, new, keep, draw)
            seconds = round(monotonic() - begun, 1)
            text = f"published: {site.warehouse} ({build_id}, {seconds} s){_aside_note(aside)}"
            log.info("published", text, build_id=build_id, seconds=seconds, set_aside=len(aside))


def _earlier_exports(site: Site, manifest: Path, change: Change) -> Earlier:
    """The published exports, for the export of an incremental build to link what did not change.

    Args:
        site: The locked site.
        manifest: dbt's manifest of the project that made both.
        change: The change.
    """
    read = read_manifest(manifest)
    local = frozenset(
        node["name"]
        for node in read["nodes"].values()
        if node["resource_type"] == "model" and ACROSS_UNITS not in node["tags"]
    )
    documents = change.before | change.now
    changed = dict(zip(KEYS, (change.units, documents), strict=True))
    return Earlier(site.warehouse / EXPORTS, site.warehouse / DATABASE, changed, local)


def _say_nothing_new(run: Run, begun: float) -> None:
    """End a build that has nothing to do; the published warehouse stands."""
    published = identity(run.site.warehouse)["build_id"]
    run.add({"outcome": "unchanged"})
    seconds = round(monotonic() - begun, 1)
    aside = provenance.set_aside_in(run.site.warehouse / DATABASE)
    text = (
        f"nothing new: {run.site.warehouse} stands ({published}, {seconds} s){_aside_note(aside)}"
    )
    log.info("unchanged", text, build_id=published, seconds=seconds, set_aside=len(aside))


def _aside_note(aside: Collection[str]) -> str:
    return f"; {len(aside)} documents set aside, see dq_set_aside" if aside else ""


def _make(job: _Job, change: Change | None) -> Path:
    """Make the database; the path of dbt's manifest."""
    if change is None or provenance.engine() != ENGINES[0]:
        return _make_all(job)
    return _make_changed(job, change)


def _make_all(job: _Job) -> Path:
    """Make the database of all rows."""
    with job.run.step("load"):
        _say_loaded(load_landing(job.landing, job.database).rows)
    with job.run.step("dbt"):
        return _run_models(job, job.database)


def _run_models(job: _Job, database: Path, *, is_whole: bool = True) -> Path:
    """Run and test the models over a loaded database; the path of dbt's manifest.

    Documents whose rows break a model or test are set aside.
    """
    if provenance.engine() != ENGINES[0]:
        return _run_on_spark(job, database)
    standing = _standing(job)
    given = None if is_whole else standing
    made_by = Build(run_dbt, job.project, job.private, standing, given, is_whole=is_whole)
    return _run_on_duckdb(made_by, database)


def _run_on_duckdb(made_by: Build, database: Path) -> Path:
    """Run and test the models on DuckDB, in shards where there are many documents."""
    shards = shards_of(database)
    if len(shards) < 2:  # noqa: PLR2004 - one is not a shard
        return build_sound(made_by, database)
    return build_in_shards(made_by, database, shards)


def _run_on_spark(job: _Job, database: Path) -> Path:
    """Run and test the models on Spark.

    Where a node fails there, DuckDB runs the same models over the same rows to find the documents
    behind it; Spark runs again without them. What DuckDB finds sound is a failure of Spark's.
    """
    from ingest.warehouse.spark.make import make_on_spark  # noqa: PLC0415 - of Spark's group

    try:
        return make_on_spark(job.project, database, job.private)
    except NodesFailedError as failure:
        log.info("looking", f"looking on DuckDB for the documents behind: {failure.problem}")
        twin = job.private / "twin" / DATABASE
        twin.parent.mkdir()
        shutil.copyfile(database, twin)
        _run_on_duckdb(Build(run_dbt, job.project, twin.parent, _standing(job)), twin)
        if not take_set_aside(database, twin):
            raise
        twin.unlink()
    return make_on_spark(job.project, database, job.private)


def _standing(job: _Job) -> Path | None:
    """The published database, if what it holds was sound by the code of this build too."""
    warehouse = job.run.site.warehouse
    return warehouse / DATABASE if is_of(identity(warehouse), job.run.row["code"]) else None


def _make_changed(job: _Job, change: Change) -> Path:
    """Make the database from the published one and the rebuilt rows of changed units."""
    run = job.run
    text = f"changed: {len(change.units)} units, {len(change.now)} documents"
    log.info("changed", text, units=len(change.units), documents=len(change.now))
    part = job.private / "part" / DATABASE
    part.parent.mkdir()
    published = run.site.warehouse / DATABASE
    # The disk copies while the processors work on the part.
    with ThreadPoolExecutor(1) as pool:
        copied = pool.submit(shutil.copyfile, published, job.database)
        manifest = _make_part(job, change, part)
        with run.step("copy"):
            copied.result()
    with run.step("merge"):
        merge(job.database, part, change, read_manifest(manifest))
    with run.step("dbt_across_units"):
        made_by = Build(run_dbt, job.project, job.private, published, published)
        return build_sound_across(made_by, job.database)


def _make_part(job: _Job, change: Change, part: Path) -> Path:
    """Make the database of the changed units' rows; the path of dbt's manifest."""
    if not change.now:  # Without rows, dbt only parses the project.
        with job.run.step("dbt"):
            return run_dbt("parse", job.project, part, job.private)
    with job.run.step("load"):
        published = job.run.site.warehouse / DATABASE
        new = change.now - change.same
        _say_loaded(load_part(job.landing, new, published, change.same, part))
    with job.run.step("dbt"):
        return _run_models(job, part, is_whole=False)


def _say_loaded(counts: dict[str, int]) -> None:
    rows = ", ".join(f"{count} {name}" for name, count in counts.items())
    log.info("loaded", f"loaded: {rows}", rows=counts)


def export_marts(
    run: Run, database: Path, manifest: Path, new: Path, earlier: Earlier | None = None
) -> list[str]:
    """Write the exports of a built database; the names of the models exported."""
    with run.step("export"):
        models = export(database, manifest, new / EXPORTS, earlier)
    log.info("exported", f"exported: {len(models)} models", models=models)
    return models


def publish_sealed(run: Run, new: Path, keep: int, draw: Draw | None = None) -> None:
    """Write into both parts of the warehouse which build they are, and publish it.

    The report is drawn first, so that whoever opens it finds the new one or the one before.
    """
    row = run.row
    with run.step("stamp"):
        stamp = {
            "build_id": run.build_id,
            "inputs_sha256": row["inputs"]["sha256"],
            "code_sha256": row["code"]["sha256"],
            "exports_sha256": exports_hash(new / EXPORTS),
        }
        provenance.stamp(new / DATABASE, stamp)
        keep_quality(run, new)
    if draw is not None:
        with run.step("report"):
            draw(new / DATABASE, new / REPORT)
    with run.step("seal"):
        # Who built it, where and how long, is the history's; this file goes where the data goes.
        private = {"outcome", "by", "steps", "replaces"}
        seal(new, {name: value for name, value in row.items() if name not in private})
    keep_artifacts(run.site, run.build_id, new.parent)
    with run.step("switch"):
        publish_new(run.site, new, keep)
