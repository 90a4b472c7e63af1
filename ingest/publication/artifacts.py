"""What dbt says of a build: its manifest and run results, kept beside the warehouse they are of."""

import gzip
import shutil
from pathlib import Path

from ingest.base.atomic import sync_tree
from ingest.base.settings import DBT_RESULTS, DBT_TARGET
from ingest.publication.site import Site, kept_ids


def keep_artifacts(site: Site, build_id: str, private: Path) -> None:
    """Keep dbt's manifest and the results of each run of a build, compressed.

    Args:
        site: The locked site.
        build_id: The build.
        private: Its private folder, in which dbt ran.

    Raises:
        OSError: The disk would not take them.
    """
    folder = site.artifacts / build_id
    folder.mkdir(parents=True, exist_ok=True)
    results = sorted((private / DBT_RESULTS).glob("*.json"))
    for path in (private / DBT_TARGET / "manifest.json", *results):
        # Without the time, so that the same results are the same bytes.
        (folder / f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    sync_tree(folder)


def drop_artifacts(site: Site) -> None:
    """Remove what is kept of builds whose warehouse is not kept any more."""
    kept = set(kept_ids(site))
    for folder in site.artifacts.glob("*"):
        if folder.name not in kept:
            shutil.rmtree(folder)
