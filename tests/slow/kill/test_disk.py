"""A disk that is full, read-only, or gives files no more room: the published warehouse stands."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ingest.base.settings import PROJECT
from tests.support.kill.runner import builder_in
from tests.support.kill.whole import check_whole

SCENARIO = "tests.support.kill.disk_scenario"


@cache
def _namespace() -> list[str] | None:
    """The command that gives a process mounts of its own, as root or by a user namespace."""
    if shutil.which("unshare") is None:
        return None
    users = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    command = ["unshare", *users, "--mount"]
    mount = 'mount -t tmpfs tmpfs "$0"'
    tried = subprocess.run([*command, "sh", "-c", mount, "/mnt"], capture_output=True, check=False)
    return command if tried.returncode == 0 else None


def _scenario(folder: Path, name: str) -> dict[str, Any]:
    namespace = _namespace()
    if namespace is None:
        pytest.skip("this system gives no mount namespace, and so no disk of our own to fill")
    command = [*namespace, sys.executable, "-m", SCENARIO, str(folder), name]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_full_disk_leaves_the_published_warehouse(tmp_path: Path) -> None:
    found = _scenario(tmp_path, "full")

    happened = found["happened"]
    for attempt in happened:
        assert attempt["status"] in {0, 4}, attempt
        assert attempt["changed"] == (attempt["status"] == 0), attempt
        assert attempt["status"] == 0 or "No space left on device" in attempt["said"], attempt
        assert (attempt["next"], attempt["left"]) == (0, []), attempt
    assert happened[0]["status"] == 4
    assert happened[-1]["status"] == 0
    failed = sum(attempt["status"] == 4 for attempt in happened)
    counted = Counter(found["outcomes"])
    assert counted["published"] == 1 + len(happened) * 2 - failed
    # Where not even the lock takes a line, a failure leaves none.
    assert 0 < counted["failed"] <= failed


def test_a_read_only_disk_leaves_the_published_warehouse(tmp_path: Path) -> None:
    happened = _scenario(tmp_path, "read-only")["happened"]

    for attempt in happened[:3]:
        assert (attempt["status"], attempt["changed"]) == (4, False), attempt
        assert "Read-only file system" in attempt["said"], attempt
    assert (happened[3]["asked"], happened[3]["status"]) == ("history", 0)
    assert "is published" in happened[3]["said"]
    assert (happened[4]["asked"], happened[4]["status"], happened[4]["changed"]) == (
        "next build",
        0,
        True,
    )


def test_files_that_may_not_grow_leave_the_published_warehouse(tmp_path: Path) -> None:
    with builder_in(tmp_path) as builder:
        builder.rows(1)
        assert builder.run(quick=True) == 0, builder.said()
        before = check_whole(builder.warehouse)
        statuses = []
        for limit in (0, 1, 300, 5_000, 20_000, 100_000, 400_000, 10_000_000):
            builder.rows(2)
            # What is said would be a file that may not grow as well.
            status = builder.run(quick=True, file_limit=limit, out="/dev/null")
            statuses.append(status)
            published = check_whole(builder.warehouse)
            assert (published != before) == (status == 0), limit
            before = published
        assert builder.run(quick=True) == 0, builder.said()
        assert builder.leftovers() == []
    assert set(statuses) == {0, 4}
    assert statuses == sorted(statuses, reverse=True)
