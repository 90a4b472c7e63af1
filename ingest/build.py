"""A build: extracted rows in, a tested and published warehouse out, or the old one untouched."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import duckdb

from ingest import log, provenance
from ingest.dbt_run import run_dbt
from ingest.errors import BuildError, DiskError, Place, WarehouseError
from ingest.export import export
from ingest.history import Run, recorded
from ingest.load import load
from ingest.publish import KEEP, locked, private_folder, publish, publish_new, rollback_target, seal
from ingest.site import DATABASE, EXPORTS, Facts, Site, exports_hash, identity, new_id

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


def build(extracted: Path, warehouse: Path, project: Path = PROJECT, keep: int = KEEP) -> None:
    """Load, transform, test and export in a private folder, then publish it as a whole.

    Args:
        extracted: The landing folder.
        warehouse: The folder to publish: `mingzhang.duckdb` and `exports/`.
        project: The dbt project.
        keep: The warehouses to keep beside the published one.

    Raises:
        BusyError: Another process builds this warehouse.
        DiskError: The disk is full, read-only or failing.
        MingzhangError: The rows are bad input, a model or test failed, or the warehouse folder
            holds what no build made. A published warehouse is then as it was.
    """
    begun = monotonic()
    with _on_disk(warehouse), locked(warehouse) as site:
        build_id = new_id(site)
        with (
            recorded(site, "build", build_id) as run,
            private_folder(site, build_id) as private,
        ):
            new = private / "warehouse"
            before = provenance.documents_of(site.warehouse / DATABASE)
            models = _make(run, extracted, new, project, private)
            with run.step("describe"):
                documents = provenance.documents_of(new / DATABASE)
                run.add({"inputs": provenance.inputs(documents, before)})
                run.add(provenance.counts(new / DATABASE, models))
            _publish(run, new, keep)
            seconds = round(monotonic() - begun, 1)
            text = f"published: {site.warehouse} ({build_id}, {seconds} s)"
            log.say("published", text, build_id=build_id, seconds=seconds)


def _make(run: Run, extracted: Path, new: Path, project: Path, private: Path) -> list[str]:
    """Make database and exports in `new`; the names of the exported models."""
    database = new / DATABASE
    run.add({"code": provenance.code(project), "tools": provenance.tools()})
    with run.step("load"):
        loaded = load(extracted, database)
    rows = ", ".join(f"{count} {name}" for name, count in loaded.rows.items())
    log.say("loaded", f"loaded: {rows}", rows=loaded.rows)
    run.add({"rows": loaded.rows})
    with run.step("dbt"):
        manifest = run_dbt("build", project, database, private)
    return _export(run, database, manifest, new)


def _export(run: Run, database: Path, manifest: Path, new: Path) -> list[str]:
    with run.step("export"):
        models = export(database, manifest, new / EXPORTS)
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
    with run.step("switch"):
        publish_new(run.site, new, keep)


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
    with _on_disk(warehouse), locked(warehouse) as site:
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
    with _on_disk(warehouse), locked(warehouse) as site:
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
def _on_disk(warehouse: Path) -> Iterator[None]:
    """Turn what a full, read-only or failing disk does to any step into a DiskError."""
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
