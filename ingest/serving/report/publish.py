"""The report of a published warehouse, put into it as a whole."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

from ingest.base import log
from ingest.base.disk import on_disk
from ingest.base.errors import BuildError, MingzhangError
from ingest.base.settings import REPORT
from ingest.publication.build import Draw
from ingest.publication.publish import locked, publish_report
from ingest.publication.site import published_database
from ingest.serving.report.wanted import Wanted, wanted_of


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
    begun = monotonic()
    with on_disk(warehouse), tempfile.TemporaryDirectory() as folder:
        made = Path(folder, REPORT)  # Not the folder itself, which nobody else may read.
        # The resolved path is this build's own, also if another is published meanwhile.
        build_id = _write(published.resolve(), made, Wanted(tuple(units), documents))
        with locked(warehouse) as site:
            publish_report(site, build_id, made)
        seconds = round(monotonic() - begun, 1)
        text = f"report: {site.warehouse / REPORT / 'index.html'} ({build_id}, {seconds} s)"
        log.info("report", text, build_id=build_id, seconds=seconds)


def drawing(warehouse: Path, *, is_wanted: bool) -> Draw | None:
    """What draws the report of the next build of a warehouse, before it is published.

    A warehouse that has a report keeps one: the next build's is drawn as that one was asked for.

    Args:
        warehouse: The warehouse to be built.
        is_wanted: Whether a report is asked for where there is none yet.

    Returns:
        None where there is no report and none is asked for. Where one is not asked for and cannot
        be drawn, the build is published without and says so.
    """
    earlier = wanted_of(warehouse / REPORT)
    if earlier is None and not is_wanted:
        return None
    wanted = earlier or Wanted()

    def draw(database: Path, folder: Path) -> None:
        try:
            _write(database, folder, wanted)
        except MingzhangError as error:
            if is_wanted:
                raise
            shutil.rmtree(folder, ignore_errors=True)
            log.info("report", f"without a report: {error.problem} Run `make report`.")

    return draw


def _write(database: Path, folder: Path, wanted: Wanted) -> str:
    """Write the site of a database into a new folder, and return its build."""
    try:
        from ingest.serving.report.write import write_site  # noqa: PLC0415 - a build needs no charts
    except ModuleNotFoundError as error:
        problem = f"{error.name} is not installed."
        raise BuildError("the report", problem, "Run `make report`.") from error
    folder.mkdir()
    return write_site(database, folder, wanted.units, wanted.documents)
