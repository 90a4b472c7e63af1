"""The report put into the published warehouse that it is of, as a whole."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

from ingest.base import log
from ingest.base.disk import on_disk
from ingest.base.errors import BuildError
from ingest.base.settings import REPORT
from ingest.publication.publish import locked, publish_report
from ingest.publication.site import published_database


def publish_site(warehouse: Path, units: Sequence[str] = (), documents: str = "") -> None:
    """Write the report of a published warehouse, and put it there as a whole.

    Builders are kept waiting only for the last step.

    Args:
        warehouse: The published warehouse.
        units: The units of the report by id; all if none are named.
        documents: Where the source documents lie, a folder or an address; empty if not known.

    Raises:
        MingzhangError: There is no warehouse, it was built again meanwhile, it holds too many units
            for one report, or what the report is drawn with is not installed.
    """
    published = published_database(warehouse)
    try:
        from ingest.serving.report.write import write_site  # noqa: PLC0415 - a build needs no charts
    except ModuleNotFoundError as error:
        problem = f"{error.name} is not installed."
        raise BuildError("the report", problem, "Run `make report`.") from error
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
        log.info("report", text, build_id=build_id, seconds=seconds)
