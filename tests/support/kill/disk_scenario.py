"""What happens on a disk that is full, and on one that is read-only; run in a mount namespace.

`unshare --mount python -m tests.support.kill.disk_scenario <folder> full|read-only` mounts a small
tmpfs below the folder, which no one outside sees, builds on it, and prints what happened as JSON.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.kill.runner import Builder, builder_in
from tests.support.kill.whole import check_whole

_SIZE = "48m"
_FREE_KIB = (0, 4, 16, 64, 256, 1024, 2048, 4096, 8192, 16384)
_WITH_DBT = (0, 64, 2048)


def full(builder: Builder, disk: Path) -> list[dict[str, Any]]:
    """Build with ever more room, and after each attempt with all of it."""
    happened = []
    for number, free in enumerate(_FREE_KIB):
        for quick in (True, False) if free in _WITH_DBT else (True,):
            builder.rows(number + 2)
            _fill(disk, free * 1024)
            happened.append({"free": free, **_attempt(builder, quick=quick)})
            (disk / "filler").unlink()
            happened[-1]["next"] = builder.run(quick=True)
            happened[-1]["left"] = builder.leftovers()
            check_whole(builder.warehouse)
    return happened


def _fill(disk: Path, free: int) -> None:
    with (disk / "filler").open("wb") as file:
        space = os.statvfs(disk)
        os.posix_fallocate(file.fileno(), 0, max(1, space.f_bavail * space.f_bsize - free))


def _attempt(builder: Builder, *arguments: str, quick: bool) -> dict[str, Any]:
    before = check_whole(builder.warehouse)
    status = builder.run(*arguments, quick=quick)
    changed = check_whole(builder.warehouse) != before
    return {"quick": quick, "status": status, "changed": changed, "said": builder.said()}


def read_only(builder: Builder, disk: Path) -> list[dict[str, Any]]:
    """Build, roll back and look on a disk that turned read-only, and build when it is not."""
    assert builder.run(quick=True) == 0, builder.said()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    happened = [
        {"asked": "build", **_attempt(builder, quick=True)},
        {"asked": "build", **_attempt(builder, quick=False)},
        {"asked": "rollback", **_attempt(builder, "rollback", quick=True)},
        {"asked": "history", **_attempt(builder, "history", quick=True)},
    ]
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    return [*happened, {"asked": "next build", **_attempt(builder, quick=True)}]


def main() -> None:
    """Mount the disk, build once, and go through the scenario."""
    folder = Path(sys.argv[1])
    disk = folder / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(disk)], check=True)
    scenario = {"full": full, "read-only": read_only}[sys.argv[2]]
    with builder_in(folder, disk) as builder:
        builder.rows(1)
        assert builder.run(quick=True) == 0, builder.said()
        happened = scenario(builder, disk)
        outcomes = [row["outcome"] for row in builder.history()]
    sys.stdout.write(json.dumps({"happened": happened, "outcomes": outcomes}) + "\n")


if __name__ == "__main__":
    main()
