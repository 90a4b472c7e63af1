"""Builds killed at random moments and at every moment of a switch, with readers throughout.

`MINGZHANG_KILLS` says how many builds are killed (`make test-kill KILLS=100`).
"""

import json
import os
import random
import select
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from time import monotonic

import pytest

from tests.support.kill.runner import Builder, builder_in, python
from tests.support.kill.whole import check_whole

KILLS = int(os.environ.get("MINGZHANG_KILLS", "6"))
READERS = 8
STRIDE = 1 if KILLS >= 50 else 5
# More than builds can be published while a reader reads once.
KEEP = ("--keep", "20")


@pytest.fixture
def builder(tmp_path: Path) -> Iterator[Builder]:
    with builder_in(tmp_path) as found:
        yield found


def _seconds_of_a_build(builder: Builder, *, quick: bool) -> float:
    begun = monotonic()
    builder.rows(1)
    assert builder.run("build", *KEEP, quick=quick) == 0, builder.said()
    return monotonic() - begun


def _kill_a_build(builder: Builder, dice: random.Random, seconds: dict[bool, float]) -> bool:
    """Start a build and kill it: at a moment of time, or at an operation of its last steps."""
    quick = dice.random() < 0.7
    if dice.random() < 0.5:
        at = dice.randrange(40)
        return builder.run("build", *KEEP, quick=quick, signal=signal.SIGKILL, at=at) == -9
    pid = builder.start("build", *KEEP, quick=quick)
    watch = os.pidfd_open(pid)
    try:
        # The process may end before, and is then no kill.
        select.select([watch], [], [], dice.uniform(0, seconds[quick]))
        signal.pidfd_send_signal(watch, signal.SIGKILL)
    finally:
        os.close(watch)
    return builder.wait(pid) == -9


def test_no_kill_breaks_a_read_or_the_next_build(builder: Builder) -> None:
    dice = random.Random(20240229)  # noqa: S311 - to be the same twice
    seconds = {quick: _seconds_of_a_build(builder, quick=quick) for quick in (True, False)}
    killed, published = 0, {check_whole(builder.warehouse)}
    with ExitStack() as stack:
        kinds = ["path", "pinned"] * (READERS // 2)
        readers = [stack.enter_context(python("reader", str(builder.warehouse), k)) for k in kinds]
        while killed < KILLS:
            builder.rows(dice.randrange(1, 32))
            killed += _kill_a_build(builder, dice, seconds)
            published.add(check_whole(builder.warehouse))
            builder.rows(dice.randrange(1, 32))
            assert builder.run("build", *KEEP, quick=dice.random() < 0.7) == 0, builder.said()
            published.add(check_whole(builder.warehouse))
            assert builder.leftovers() == []
        reports = [json.loads(reader.communicate()[0]) for reader in readers]
    assert [error for report in reports for error in report["errors"]] == []
    assert all(report["seen"] for report in reports)
    assert {name for report in reports for name in report["seen"]} <= published
    outcomes = [row["outcome"] for row in builder.history()]
    assert outcomes.count("killed") <= killed
    assert len({row["build_id"] for row in builder.history()}) == len(outcomes)


@pytest.mark.parametrize("exchange", [True, False], ids=["exchange", "two renames"])
def test_a_build_may_be_killed_at_every_operation_of_its_end(
    builder: Builder, *, exchange: bool
) -> None:
    keep = ("--keep", "1")
    for chosen in (1, 2):  # So that a third one has one to remove.
        builder.rows(chosen)
        assert builder.run("build", *keep, quick=True) == 0, builder.said()
    states = set()
    status, at = -9, 0
    while status == -9:
        before = check_whole(builder.warehouse)
        builder.rows(at % 31 + 1)
        asked = {"quick": True, "exchange": exchange, "signal": int(signal.SIGKILL), "at": at}
        status = builder.run("build", *keep, **asked)
        states.add(_state(builder, before))
        # What puts that right may be killed as well.
        builder.run("build", *keep, **(asked | {"early": True, "at": at % 12 * 2}))
        assert builder.run("build", *keep, quick=True, exchange=exchange) == 0, builder.said()
        check_whole(builder.warehouse)
        assert builder.leftovers() == []
        kept = list((builder.builds / "kept").iterdir())
        assert [check_whole(path) for path in kept] == [path.name for path in kept]
        assert len(kept) == 2, "the published one, and one before it"
        at += STRIDE
    assert status == 0
    assert at > 20
    assert states >= {"old", "new"}
    # Only where folders cannot be exchanged is there a moment without a warehouse.
    assert ("aside" in states) <= (not exchange)
    assert STRIDE > 1 or ("aside" in states) == (not exchange)
    assert {row["outcome"] for row in builder.history()} == {"killed", "published"}


def _state(builder: Builder, before: str) -> str:
    if not builder.warehouse.exists():
        assert check_whole(builder.builds / "aside") == before
        return "aside"
    return "old" if check_whole(builder.warehouse) == before else "new"


@pytest.mark.parametrize("exchange", [True, False], ids=["exchange", "two renames"])
def test_a_rollback_may_be_killed_at_every_operation(builder: Builder, *, exchange: bool) -> None:
    for chosen in (1, 2):
        builder.rows(chosen)
        assert builder.run(quick=True) == 0, builder.said()
    newest = check_whole(builder.warehouse)
    kept = {path.name for path in (builder.builds / "kept").iterdir()}
    (oldest,) = kept - {newest}
    status, at = -9, 0
    while status == -9:
        asked = {"exchange": exchange, "signal": int(signal.SIGKILL), "at": at}
        status = builder.run("rollback", "--to", oldest, **asked)
        # Whichever is published, the next command finds both where they belong.
        returned = builder.run("rollback", "--to", newest, exchange=exchange)
        assert returned in {0, 2}, builder.said()
        assert check_whole(builder.warehouse) == newest
        assert {path.name for path in (builder.builds / "kept").iterdir()} == kept
        assert check_whole(builder.builds / "kept" / oldest) == oldest
        at += 1
    assert status == 0
    assert at > 10


def test_a_second_builder_says_who_builds_and_a_killed_one_leaves_no_lock(
    builder: Builder,
) -> None:
    builder.rows(1)
    assert builder.run(quick=True) == 0, builder.said()
    before = check_whole(builder.warehouse)
    first = builder.start(quick=True, signal=int(signal.SIGSTOP), at=0)
    _wait_until_stopped(first)

    assert builder.run(quick=True, out=str(builder.out) + "2") == 3

    said = Path(str(builder.out) + "2").read_text()
    assert f"process {first} of " in said
    assert " since 2" in said
    assert check_whole(builder.warehouse) == before
    os.kill(first, signal.SIGKILL)
    assert builder.wait(first) == -9
    assert builder.run(quick=True) == 0, builder.said()
    assert check_whole(builder.warehouse) != before
    assert [row["outcome"] for row in builder.history()] == ["published", "killed", "published"]


def _wait_until_stopped(pid: int) -> None:
    """Return once a process that is not our child has stopped."""
    stat = Path(f"/proc/{pid}/stat")
    while stat.read_text().rsplit(")", 1)[1].split()[0] != "T":
        os.sched_yield()
