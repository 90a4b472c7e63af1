"""A build: extracted rows in, a tested and published warehouse out, or the old one untouched."""

import errno
import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import duckdb

from ingest import log, provenance
from ingest.errors import BuildError, DiskError, Place, WarehouseError
from ingest.export import export
from ingest.exports.earlier import Earlier
from ingest.history import Run, recorded
from ingest.incremental import ACROSS_UNITS, Change, change_of, earlier_exports, merge
from ingest.landed import Landing, survey
from ingest.load import load_landing, load_part
from ingest.provenance import ENGINES
from ingest.publish import (
    KEEP,
    locked,
    private_folder,
    publish,
    publish_new,
    publish_report,
    rollback_target,
    seal,
)
from ingest.shards import build_in_shards, shards_of
from ingest.site import DATABASE, EXPORTS, REPORT, Facts, Site, exports_hash, identity, new_id

PROJECT = Path(__file__).resolve().parent.parent
"""The folder of dbt_project.yml."""

_OF_DISK = {
    errno.ENOSPC: "No space left on device",
    errno.EDQUOT: "Disk quota exceeded",
    errno.EFBIG: "File too large",
    errno.EROFS: "Read-only file system",
    errno.EIO: "Input/output error",
    errno.EACCES: "Permission denied",
    errno.EPERM: "Operation not permitted",
}


def run_dbt(
    command: str, project: Path, database: Path, private: Path, select: str | None = None
) -> Path:
    """See `ingest.dbt_run.run_dbt`; imported once needed, since a build of nothing new is quick."""
    from ingest import dbt_run  # noqa: PLC0415 - dbt takes seconds to import

    return dbt_run.run_dbt(command, project, database, private, select)


@dataclass(frozen=True, slots=True)
class _Job:
    """What the making of a database needs: its rows, where it goes, and the project to run."""

    run: Run
    landing: Landing
    database: Path
    project: Path
    private: Path


def build(
    extracted: Path,
    warehouse: Path,
    project: Path = PROJECT,
    keep: int = KEEP,
    *,
    full: bool = False,
) -> None:
    """Load, transform, test and export in a private folder, then publish it as a whole.

    What has not changed since the published warehouse is taken from it, see `ingest.incremental`;
    where nothing has, that warehouse stands.

    Args:
        extracted: The landing folder.
        warehouse: The folder to publish: `mingzhang.duckdb` and `exports/`.
        project: The dbt project.
        keep: The warehouses to keep beside the published one.
        full: Make everything anew, whatever changed.

    Raises:
        BusyError: Another process builds this warehouse.
        DiskError: The disk is full, read-only or failing.
        MingzhangError: The rows are bad input, a model or test failed, or the warehouse folder
            holds what no build made. A published warehouse is then as it was.
    """
    begun = monotonic()
    with on_disk(warehouse), locked(warehouse) as site:
        build_id = new_id(site)
        with (
            recorded(site, "build", build_id) as run,
            private_folder(site, build_id) as private,
        ):
            new = private / "warehouse"
            with run.step("read"):
                landing = survey(extracted)
            run.add({"code": provenance.code(project), "tools": provenance.tools()})
            run.add({"settings": provenance.settings()})
            with run.step("compare"):
                change = None if full else change_of(landing, site, run.row["code"])
            if change is not None and change.is_nothing:
                _say_nothing_new(run, begun)
                return
            before = provenance.documents_of(site.warehouse / DATABASE)
            manifest = _make(_Job(run, landing, new / DATABASE, project, private), change)
            earlier = earlier_exports(site, manifest, change) if change is not None else None
            models = _export(run, new / DATABASE, manifest, new, earlier)
            with run.step("describe"):
                documents = provenance.documents_of(new / DATABASE)
                run.add({"inputs": provenance.inputs(documents, before)})
                run.add(provenance.counts(new / DATABASE, models))
            _publish(run, new, keep)
            seconds = round(monotonic() - begun, 1)
            text = f"published: {site.warehouse} ({build_id}, {seconds} s)"
            log.say("published", text, build_id=build_id, seconds=seconds)


def _say_nothing_new(run: Run, begun: float) -> None:
    """End a build that has nothing to do; the published warehouse stands."""
    published = identity(run.site.warehouse)["build_id"]
    run.add({"outcome": "unchanged"})
    seconds = round(monotonic() - begun, 1)
    text = f"nothing new: {run.site.warehouse} stands ({published}, {seconds} s)"
    log.say("unchanged", text, build_id=published, seconds=seconds)


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


def _run_models(job: _Job, database: Path) -> Path:
    """Run and test the models over a loaded database; the path of dbt's manifest."""
    if provenance.engine() != ENGINES[0]:
        from ingest.spark.make import make_on_spark  # noqa: PLC0415 - of Spark's group

        return make_on_spark(job.project, database, job.private)
    shards = shards_of(database)
    if len(shards) < 2:  # noqa: PLR2004 - one is no shard
        return run_dbt("build", job.project, database, job.private)
    return build_in_shards(job.project, database, job.private, shards)


def _make_changed(job: _Job, change: Change) -> Path:
    """Make the database of the published one and of the changed units' rows made anew."""
    run = job.run
    text = f"changed: {len(change.units)} units, {len(change.now)} documents of theirs"
    log.say("changed", text, units=len(change.units), documents=len(change.now))
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
        merge(job.database, part, change, json.loads(manifest.read_bytes()))
    with run.step("dbt_across_units"):
        selected = f"tag:{ACROSS_UNITS}"
        return run_dbt("build", job.project, job.database, job.private, selected)


def _make_part(job: _Job, change: Change, part: Path) -> Path:
    """Make the database of the changed units' rows; the path of dbt's manifest."""
    if not change.now:  # Of no rows, dbt tells of the project alone.
        with job.run.step("dbt"):
            return run_dbt("parse", job.project, part, job.private)
    with job.run.step("load"):
        published = job.run.site.warehouse / DATABASE
        new = change.now - change.same
        _say_loaded(load_part(job.landing, new, published, change.same, part))
    with job.run.step("dbt"):
        return _run_models(job, part)


def _say_loaded(counts: dict[str, int]) -> None:
    rows = ", ".join(f"{count} {name}" for name, count in counts.items())
    log.say("loaded", f"loaded: {rows}", rows=counts)


def _export(
    run: Run, database: Path, manifest: Path, new: Path, earlier: Earlier | None = None
) -> list[str]:
    with run.step("export"):
        models = export(database, manifest, new / EXPORTS, earlier)
    log.say("exported", f"exported: {len(models)} models", models=models)
    return models


def _publish(run: Run, new: Path, keep: int) -> None:
    """Write into both parts of the warehouse which build they are, and publish it."""
    row = run.row
    with run.step("seal"):
        stamp = {
            "build_id": run.build_id,
            "inputs_sha256": row["inputs"]["sha256"],
            "code_sha256": row["code"]["sha256"],
            "exports_sha256": exports_hash(new / EXPORTS),
        }
        provenance.stamp(new / DATABASE, stamp)
        # Who built it, where and how long, is the history's; this file goes where the data goes.
        private = {"outcome", "by", "steps", "replaces"}
        seal(new, {name: value for name, value in row.items() if name not in private})
    had_report = (run.site.warehouse / REPORT).is_dir()
    with run.step("switch"):
        publish_new(run.site, new, keep)
    if had_report:
        log.say("report", "the report was of the build before and went with it: run `make report`")


def report(warehouse: Path, units: Sequence[str] = (), documents: str = "") -> None:
    """Write the report of a published warehouse, and put it there as a whole.

    Builders are kept waiting only for the last step.

    Args:
        warehouse: The published warehouse.
        units: The units of the report by id; all if none are named.
        documents: Where the source documents lie, a folder or an address; empty if not known.

    Raises:
        MingzhangError: There is no warehouse, it was built anew meanwhile, it holds too many units
            for one report, or what the report is drawn with is not installed.
    """
    published = warehouse.resolve() / DATABASE
    if not published.is_file():
        raise WarehouseError(Place(str(published)), "There is no warehouse.", "Run `make build`.")
    try:
        from ingest.report.write import write_site  # noqa: PLC0415 - a build needs no charts
    except ModuleNotFoundError as error:
        problem = f"{error.name} is not installed."
        raise BuildError(Place("the report"), problem, "Run `make report`.") from error
    begun = monotonic()
    with on_disk(warehouse), tempfile.TemporaryDirectory() as folder:
        made = Path(folder, REPORT)  # Not the folder itself, which nobody else may read.
        made.mkdir()
        # The resolved path is this build's own, also if another is published meanwhile.
        build_id = write_site(published.resolve(), made, units, documents)
        with locked(warehouse) as site:
            publish_report(site, build_id, made)
        seconds = round(monotonic() - begun, 1)
        text = f"report: {site.warehouse / REPORT / 'index.html'} ({build_id}, {seconds} s)"
        log.say("report", text, build_id=build_id, seconds=seconds)


def export_again(warehouse: Path, project: Path = PROJECT, keep: int = KEEP) -> None:
    """Write the exports of a published warehouse anew, as after a change of descriptions.

    Args:
        warehouse: The published warehouse; its tables stay as they are.
        project: The dbt project that built it.
        keep: The warehouses to keep beside the published one.

    Raises:
        MingzhangError: There is no warehouse, or the project lists a model that it has not.
    """
    published = warehouse.resolve() / DATABASE
    if not published.is_file():
        raise WarehouseError(Place(str(published)), "There is no warehouse.", "Run `make build`.")
    with on_disk(warehouse), locked(warehouse) as site:
        build_id = new_id(site)
        with (
            recorded(site, "export", build_id) as run,
            private_folder(site, build_id) as private,
        ):
            new = private / "warehouse"
            run.add(_facts_again(site.warehouse, project))
            with run.step("copy"):
                shutil.copyfile(published, new / DATABASE)
            with run.step("dbt"):
                manifest = run_dbt("parse", project, new / DATABASE, private)
            _export(run, new / DATABASE, manifest, new)
            _publish(run, new, keep)


def _facts_again(warehouse: Path, project: Path) -> Facts:
    """What holds of a warehouse whose exports alone are new."""
    before = identity(warehouse)
    documents = provenance.documents_of(warehouse / DATABASE)
    facts: Facts = {name: before.get(name, {}) for name in ("rows", "marts", "checks")}
    # The tables stay those of the engine that made them.
    made_by = before.get("settings", {}).get("engine", ENGINES[0])
    facts["settings"] = provenance.settings() | {"engine": made_by}
    facts["inputs"] = provenance.inputs(documents, documents)
    return facts | {"code": provenance.code(project), "tools": provenance.tools()}


def rollback(warehouse: Path, to: str | None = None) -> None:
    """Publish a kept warehouse again; the one it replaces is kept in its turn.

    Args:
        warehouse: The warehouse folder.
        to: The build to return to; the one before the published one if not named.

    Raises:
        MingzhangError: Another process builds, or there is no such warehouse, whole.
    """
    if not Site(warehouse.resolve()).folder.exists():
        raise WarehouseError(
            Place(str(warehouse)), "Nothing was built here.", "Name the WAREHOUSE that was."
        )
    with on_disk(warehouse), locked(warehouse) as site:
        target = rollback_target(site, to)
        stamp = provenance.stamped(site.kept / target / DATABASE)
        if stamp.get("build_id", target) != target:
            raise WarehouseError(
                Place(str(site.kept / target)),
                f"{DATABASE} is of another build.",
                "Choose another.",
            )
        with recorded(site, "rollback", target):
            publish(site, target)
        text = f"published: {site.warehouse} ({target}, by rollback)"
        log.say("published", text, build_id=target)


@contextmanager
def on_disk(warehouse: Path) -> Iterator[None]:
    """Turn what a full, read-only or failing disk does to any step into a DiskError.

    Args:
        warehouse: The folder to name where the system names none.

    Raises:
        DiskError: The disk said so.
    """
    remedy = "Free space or give access, and run `make build` again; nothing else is to be done."
    try:
        yield
    except (OSError, duckdb.Error, BuildError) as error:
        problem = _disk_problem(error)
        if problem is None:
            raise
        place = Place(str(getattr(error, "filename", None) or warehouse))
        raise DiskError(place, f"{problem}.", remedy) from error


def _disk_problem(error: Exception) -> str | None:
    """What the disk said, also where DuckDB or dbt only pass its words on."""
    if isinstance(error, OSError) and error.errno in _OF_DISK:
        return _OF_DISK[error.errno]
    return next((text for text in _OF_DISK.values() if text in str(error)), None)
