"""The rows of the disclosures that ship, without those that somebody has added beside them."""

import subprocess
from contextlib import suppress
from pathlib import Path

from ingest.base.settings import PROJECT, ROWS


def _rows() -> Path:
    """The folder of the rows; one of links where git tells rows beside them that do not ship."""
    folder = PROJECT / ROWS
    try:
        told = subprocess.run(
            ["git", "ls-files", "-z", ROWS], cwd=PROJECT, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return folder
    tracked = {PROJECT / name for name in told.stdout.split("\0") if name}
    if not tracked or tracked >= {path for path in folder.rglob("*") if path.is_file()}:
        return folder
    links = PROJECT / "build/shipped-rows"
    for path in tracked:
        link = links / path.relative_to(folder)
        link.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):  # Made by another process of the run, or by an earlier one.
            link.symlink_to(path)
    return links


SHIPPED = _rows()
