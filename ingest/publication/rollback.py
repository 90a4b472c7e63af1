"""A kept warehouse published again."""

from pathlib import Path

from ingest.base import log
from ingest.base.disk import on_disk
from ingest.base.errors import WarehouseError
from ingest.base.settings import DATABASE
from ingest.publication.history import recorded
from ingest.publication.publish import locked, publish, rollback_target
from ingest.publication.site import Site
from ingest.warehouse import provenance


def rollback(warehouse: Path, to: str | None = None) -> None:
    """Publish a kept warehouse again; the one it replaces is kept in its turn.

    Args:
        warehouse: The warehouse folder.
        to: The build to return to; the one before the published one if not named.

    Raises:
        MingzhangError: Another process builds, or there is no such warehouse, whole.
    """
    if not Site(warehouse.resolve()).folder.exists():
        raise WarehouseError(warehouse, "No warehouse was built here.", "Check WAREHOUSE.")
    with on_disk(warehouse), locked(warehouse) as site:
        target = rollback_target(site, to)
        stamp = provenance.stamped(site.kept / target / DATABASE)
        if stamp.get("build_id", target) != target:
            raise WarehouseError(
                site.kept / target, f"{DATABASE} belongs to another build.", "Choose another."
            )
        with recorded(site, "rollback", target):
            publish(site, target)
        text = f"published: {site.warehouse} ({target}, by rollback)"
        log.info("published", text, build_id=target)
