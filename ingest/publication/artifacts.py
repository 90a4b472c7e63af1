"""What dbt says of a build: its manifest and run results, kept beside the warehouse they are of."""

import gzip
import shutil
from contextlib import suppress
from pathlib import Path

from ingest.base.atomic import link_file, sync_tree
from ingest.base.settings import DBT_RESULTS, DBT_TARGET
from ingest.publication.site import Site, kept_ids

_MANIFEST = "manifest.json"


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
    for path in sorted((private / DBT_RESULTS).glob("*.json")):
        # Without the time, so that the same results are the same bytes.
        (folder / f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    _keep_manifest(private / DBT_TARGET / _MANIFEST, folder)
    sync_tree(folder)


def _keep_manifest(manifest: Path, folder: Path) -> None:
    """Keep a manifest: by a link where it is that of the build before."""
    content, kept = manifest.read_bytes(), folder / f"{_MANIFEST}.gz"
    before = max((p for p in folder.parent.glob(f"*/{kept.name}") if p != kept), default=None)
    with suppress(OSError, EOFError):  # What cannot be read is no reason to fail.
        if before is not None and gzip.decompress(before.read_bytes()) == content:
            kept.unlink(missing_ok=True)
            link_file(str(before), str(kept))
            return
    kept.write_bytes(gzip.compress(content, mtime=0))


def drop_artifacts(site: Site) -> None:
    """Remove what is kept of builds whose warehouse is not kept any more."""
    kept = set(kept_ids(site))
    for folder in site.artifacts.glob("*"):
        if folder.name not in kept:
            shutil.rmtree(folder)
