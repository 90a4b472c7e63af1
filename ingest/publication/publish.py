"""Publication as a whole: a folder made beside the published one changes places with it.

A finished warehouse lies at `kept/<build id>` and never moves. What is published is a second
folder of links to the same files, so that a switch, forward or back, exchanges two folders of
links: the old ones can go at any time, and a crash leaves nothing that needs a journal.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from ingest.base.atomic import link_file, switch, sync_folder, sync_tree, undo_switch, write_durably
from ingest.base.errors import BuildError, BusyError, WarehouseError
from ingest.base.settings import DATABASE, EXPORTS, REPORT
from ingest.publication.artifacts import drop_artifacts
from ingest.publication.site import (
    DATABASES,
    Facts,
    Site,
    as_id,
    check_ours,
    check_whole,
    exports_hash,
    kept_ids,
)
from ingest.warehouse.provenance import IDENTITY, identity

KEEP = 3
"""The warehouses kept beside the published one, unless another number is asked for."""


@contextmanager
def locked(warehouse: Path) -> Iterator[Site]:
    """Acquire the exclusive build lock, cleaning up after a killed build.

    The kernel drops the lock with its process, however that ends. Readers ask for no lock.

    Args:
        warehouse: The warehouse folder to be; its parent is made if absent.

    Yields:
        The site, with what an abandoned build had announced.

    Raises:
        BusyError: Another process builds; it says which and since when.
        WarehouseError: `warehouse` holds what no build made, or cannot be switched.
    """
    site = Site(warehouse.resolve())
    if not site.folder.exists():
        check_ours(site.warehouse)  # So that nothing is made beside a folder of someone else.
    for folder in (site.work, site.kept, site.logs):
        folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(site.folder / "lock", os.O_RDWR | os.O_CREAT, 0o666)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise _busy(site.warehouse, _announced(lock)) from error
        check_ours(site.warehouse)
        site = Site(site.warehouse, lock, _announced(lock))
        _heal(site)
        yield site
    finally:
        os.close(lock)


def _announced(lock: int) -> Facts | None:
    try:
        facts = json.loads(os.pread(lock, 65536, 0))
    except ValueError:
        return None
    return facts if isinstance(facts, dict) else None


def _busy(warehouse: Path, facts: Facts | None) -> BusyError:
    by = (facts or {}).get("by", {})
    since = (facts or {}).get("started_at", "a moment ago")
    who = f"process {by['pid']} of {by['user']} on {by['host']}" if by else "another process"
    return BusyError(warehouse, f"Built by {who} since {since}.", "Wait until it ends.")


@contextmanager
def private_folder(site: Site, build_id: str) -> Iterator[Path]:
    """A new folder for one build, gone afterwards whatever happens.

    Args:
        site: The locked site.
        build_id: The build.

    Yields:
        The private folder; its `warehouse` is an empty folder for the warehouse to be.
    """
    folder = site.work / build_id
    try:
        (folder / "warehouse").mkdir(parents=True)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # What stays, the next build removes.


def seal(new: Path, facts: Facts) -> None:
    """Make a warehouse whole: write which build it is, and bring all of it to the disk.

    Args:
        new: The folder with database and exports, and the report if there is one.
        facts: What identifies the build; `exports_sha256` is added.

    Raises:
        BuildError: The folder holds something else, such as a write-ahead log.
        OSError: The disk would not take it.
    """
    found = {path.name for path in new.iterdir()}
    if found - {REPORT} != {DATABASE, EXPORTS}:
        raise BuildError(
            new,
            f"It holds {', '.join(sorted(found))}.",
            f"It must hold {DATABASE} and {EXPORTS} alone, with {REPORT} or without.",
        )
    facts = {**facts, "exports_sha256": exports_hash(new / EXPORTS)}
    (new / IDENTITY).write_text(json.dumps(facts, ensure_ascii=False, indent=2) + "\n")
    sync_tree(new)


def publish_new(site: Site, new: Path, keep: int = KEEP) -> None:
    """Publish the sealed folder `new`; the warehouse before it stays as a kept one.

    Args:
        site: The locked site.
        new: The sealed folder, inside the build's private folder.
        keep: How many warehouses stay beside the published one; see `_surplus`.

    Raises:
        WarehouseError: The warehouse meanwhile holds what no build made.
        OSError: The switch failed. The old warehouse is then in its place.
    """
    build_id = identity(new)["build_id"]
    new.rename(site.kept / build_id)
    try:
        sync_folder(site.kept)
        publish(site, build_id)
    except BaseException:
        if identity(site.warehouse).get("build_id") != build_id:
            _discard(site, build_id)
        raise
    # It is published. What fails from here on, the next build does.
    with suppress(OSError):
        for name in _surplus(site, keep):
            _discard(site, name)
        drop_artifacts(site)


def publish(site: Site, build_id: str) -> None:
    """Put links to a kept warehouse in the place of the published one.

    Args:
        site: The locked site.
        build_id: The kept warehouse.

    Raises:
        WarehouseError: The published one meanwhile holds what no build made.
        OSError: The switch failed. The old warehouse is then in its place.
    """
    warehouse, links = site.warehouse, site.work / "links"
    check_ours(warehouse)
    before = adopt(site)
    _link(site.kept / build_id, links)
    _keep_paths(site, links, build_id, before)
    if warehouse.exists():
        with suppress(PermissionError):
            os.chown(links, -1, warehouse.stat().st_gid)
        shutil.copymode(warehouse, links)
    sync_tree(links)
    switch(links, warehouse, site.aside)
    for old in (links, site.aside):
        shutil.rmtree(old, ignore_errors=True)


def publish_report(site: Site, build_id: str, made: Path) -> None:
    """Put a report into the published warehouse, and into its kept one, so that a rollback has it.

    A report never outlives its data: the next build publishes one of its own.

    Args:
        site: The locked site.
        build_id: The build that the report is of.
        made: The finished report; it is copied.

    Raises:
        WarehouseError: Another build was published meanwhile.
        OSError: The switch failed. The report before is then in its place, or none.
    """
    if adopt(site) != build_id:
        raise WarehouseError(
            site.warehouse,
            f"It is not {build_id} any more, which the report was made from.",
            "Run `make report` again.",
        )
    new, aside = site.work / "report", site.work / "report-aside"
    shutil.copytree(made, new)
    sync_tree(new)
    switch(new, site.kept / build_id / REPORT, aside)
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(site.kept / build_id / REPORT, new, copy_function=link_file)
    sync_tree(new)
    switch(new, site.warehouse / REPORT, aside)
    shutil.rmtree(new, ignore_errors=True)


def _link(folder: Path, links: Path) -> None:
    """Make a folder of the same files under other paths; copies where there are no links."""
    shutil.rmtree(links, ignore_errors=True)
    ignored = shutil.ignore_patterns(DATABASES)
    shutil.copytree(folder, links, copy_function=link_file, ignore=ignored)


def _keep_paths(site: Site, links: Path, build_id: str, before: str | None) -> None:
    """Have the database's path lead to one that stays after the next switch.

    DuckDB resolves a path and then opens it three times, for its type, its header and its blocks.
    Were the path the same for each build, a switch in between would mix two of them. So it
    resolves to one with the build's id, and the build before is there under its own as well.
    """
    for name in {build_id, before or build_id}:
        (links / DATABASES / name).mkdir(parents=True)
        link_file(str(site.kept / name / DATABASE), str(links / DATABASES / name / DATABASE))
    (links / DATABASE).unlink()
    (links / DATABASE).symlink_to(Path(DATABASES, build_id, DATABASE))


def adopt(site: Site) -> str | None:
    """Keep the published warehouse if it is not kept: one of before, or put there by hand.

    Returns:
        Its build id; one by the age of its database where it has none. None where none is there.
    """
    warehouse = site.warehouse
    found: str | None = identity(warehouse).get("build_id")
    if found is None and (warehouse / DATABASE).is_file():
        found = as_id(datetime.fromtimestamp((warehouse / DATABASE).stat().st_mtime, UTC))
    if found is not None and not (site.kept / found).exists():
        adopted = site.work / f"adopted-{found}"
        _link(warehouse, adopted)
        if not identity(adopted):
            facts = {"build_id": found, "kind": "adopted"}
            write_durably(adopted / IDENTITY, json.dumps(facts).encode())
        sync_tree(adopted)
        adopted.rename(site.kept / found)
    return found


def rollback_target(site: Site, to: str | None = None) -> str:
    """The kept warehouse to return to, which is held to be whole first.

    Args:
        site: The locked site.
        to: The build to return to; the newest one older than the published one if not named.

    Raises:
        WarehouseError: There is no such warehouse, or it is no longer whole.
    """
    current = adopt(site)
    kept = [name for name in kept_ids(site) if name != current]
    older = [name for name in kept if current is None or name < current]
    target = to or (older[-1] if older else None)
    if target is None or target not in kept:
        raise WarehouseError(
            site.warehouse,
            f"There is no kept warehouse {target}." if to else "There is no earlier warehouse.",
            f"Kept: {', '.join(kept) or 'none'}.",
        )
    check_whole(site.kept / target)
    return target


def _heal(site: Site) -> None:
    """Put back a warehouse that was set aside, and remove what a killed build was making."""
    undo_switch(site.warehouse, site.aside)
    if site.aside.exists():
        shutil.rmtree(site.aside)
    abandoned = site.abandoned or {}
    unfinished = abandoned.get("outcome") is None and abandoned.get("kind") in {"build", "export"}
    build_id = abandoned.get("build_id")
    if unfinished and build_id != identity(site.warehouse).get("build_id"):
        _discard(site, str(build_id))  # Finished, but never published.
    for folder in site.work.iterdir():
        shutil.rmtree(folder)
    drop_artifacts(site)


def _discard(site: Site, build_id: str) -> None:
    """Remove a kept warehouse: out of sight first, so that none is ever there in part."""
    trash = site.work / f"trash-{build_id}"
    with suppress(FileNotFoundError):
        (site.kept / build_id).rename(trash)
        shutil.rmtree(trash)


def _surplus(site: Site, keep: int) -> list[str]:
    """The warehouses kept beyond `keep`: repetitions first, then the oldest.

    A schedule that finds nothing new must not push out the last warehouse that was different. The
    one that was just replaced may still be read, and stays unless none is to be kept.
    """
    published = identity(site.warehouse).get("build_id")
    kept = [name for name in kept_ids(site) if name != published]
    seen = {_content(site.warehouse)}
    repeated: list[str] = []
    for name in reversed(kept):
        content = _content(site.kept / name)
        if content is not None and content in seen and name != kept[-1]:
            repeated.insert(0, name)
        seen.add(content)
    order = repeated + [name for name in kept if name not in repeated]
    return order[: max(0, len(kept) - keep)]


def _content(folder: Path) -> str | None:
    """What a warehouse was made of and gives; two that say the same are the same."""
    facts = identity(folder)
    parts = (facts.get("inputs", {}).get("sha256"), facts.get("code", {}).get("sha256"))
    return None if None in parts else " ".join((*parts, facts["exports_sha256"]))
