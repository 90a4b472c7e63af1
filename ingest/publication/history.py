"""The history of a warehouse: one line of JSON per build, beside the published folder.

While a build runs, its line stands in the lock, as far as it is known; when it ends, the line
moves to the history. A build that is killed leaves it there, and the next one moves it.
"""

import getpass
import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any

from ingest.base import log
from ingest.base.atomic import write_durably
from ingest.base.errors import MingzhangError
from ingest.publication.site import Site, kept_ids
from ingest.warehouse.provenance import identity

Facts = dict[str, Any]

ROWS = 1000
"""The builds that the history remembers; the oldest are forgotten."""

LOGS = 100
"""The builds whose logs are kept."""

_SLACK = 100
_ERROR = 4000


@dataclass(frozen=True, slots=True)
class Run:
    """A build under way, and its line of the history."""

    site: Site
    row: Facts

    @property
    def build_id(self) -> str:
        """The id of the build."""
        return str(self.row["build_id"])

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measure a step and log it; a step that fails is the last of its build."""
        begun = monotonic()
        log.debug("step", f"{name} begins", step=name)
        try:
            yield
        finally:
            seconds = round(monotonic() - begun, 3)
            self.row["steps"][name] = seconds
            log.debug("step", f"{name}: {seconds} s", step=name, seconds=seconds)

    def add(self, facts: Facts) -> None:
        """Add facts to the line."""
        self.row.update(facts)


@contextmanager
def recorded(site: Site, kind: str, build_id: str) -> Iterator[Run]:
    """Record what happens inside as one line of the history, however it ends.

    Args:
        site: The locked site; a line that a killed build left in its lock is recorded first.
        kind: `build`, `export` or `rollback`.
        build_id: The build that is made, or returned to.

    Yields:
        The run, to add facts to.
    """
    _record_abandoned(site)
    begun = monotonic()
    row: Facts = {
        "build_id": build_id,
        "kind": kind,
        "outcome": None,
        "started_at": _now(),
        "by": {"pid": os.getpid(), "user": _user(), "host": platform.node()},
        "replaces": identity(site.warehouse).get("build_id"),
        "steps": {},
    }
    site.announce(row)
    with log.kept_in(site.logs / f"{build_id}.jsonl"):
        try:
            yield Run(site, row)
        except BaseException as error:
            row |= {"outcome": _outcome(error), "error": _told(error)}
            log.debug("failed", str(error)[:_ERROR], error=type(error).__name__)
            raise
        else:
            row |= {"outcome": row["outcome"] or "published", "error": None}
        finally:
            row |= {"ended_at": _now(), "seconds": round(monotonic() - begun, 3)}
            _conclude(site, row)


def _conclude(site: Site, row: Facts) -> None:
    """Move the line to the history; where the disk takes none, it waits in the lock."""
    with suppress(OSError):
        site.announce(row)
        append(site.history, row)
        site.announce(None)
        for old in sorted(site.logs.glob("*.jsonl"))[:-LOGS]:
            old.unlink()


def _record_abandoned(site: Site) -> None:
    if site.abandoned is None:
        return
    row = dict(site.abandoned)
    if row.get("outcome") is None:
        published = identity(site.warehouse)
        ours = published.get("build_id") == row.get("build_id")
        row = (published if ours else {}) | row | {"outcome": "published" if ours else "killed"}
    append(site.history, row)
    site.announce(None)


def _outcome(error: BaseException) -> str:
    return "failed" if isinstance(error, Exception) else "interrupted"


def _told(error: BaseException) -> Facts:
    told: Facts = {"type": type(error).__name__, "text": str(error)[:_ERROR]}
    if isinstance(error, MingzhangError):
        told |= {"place": str(error.place), "remedy": error.remedy}
    return told


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _user() -> str:
    with suppress(KeyError, OSError):  # A container may run under a number without a name.
        return getpass.getuser()
    return str(os.getuid())


def append(path: Path, row: Facts) -> None:
    """Add a line and bring it to the disk; the oldest lines go once there are ROWS and some.

    Args:
        path: The history. A last line that a full disk or a crash cut short is removed: what it
            was to say still stands in the lock.
        row: The line.

    Raises:
        OSError: The disk took no line, or a part of one.
    """
    with path.open("ab+") as file:
        file.seek(0)
        lines = file.read().splitlines(keepends=True)
        if lines and not lines[-1].endswith(b"\n"):
            file.truncate(sum(map(len, lines[:-1])))
        file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    if len(lines) > ROWS + _SLACK:
        write_durably(path, b"".join(path.read_bytes().splitlines(keepends=True)[-ROWS:]))


def read(path: Path) -> list[Facts]:
    """The builds on record, the oldest first; a line torn by a crash is left out."""
    if not path.is_file():
        return []
    rows = []
    for line in path.read_bytes().splitlines():
        with suppress(ValueError):
            row = json.loads(line)
            if isinstance(row, dict):
                rows.append(row)
    return rows


def print_builds(warehouse: Path, last: int) -> None:
    """Print the last builds on record, and which warehouses are published and kept.

    Args:
        warehouse: The warehouse folder.
        last: How many builds to print.
    """
    site = Site(warehouse.resolve())
    published = identity(site.warehouse).get("build_id")
    kept = set(kept_ids(site))
    rows = read(site.history)[-last:]
    if not rows:
        log.info("history", f"no builds of {site.warehouse} on record", published=published)
    for row in rows:
        name = row.get("build_id")
        state = "published" if name == published else "kept" if name in kept else "gone"
        log.info("history", _as_line(row, state), state=state, **row)


def _as_line(row: Facts, state: str) -> str:
    """A line for people: id, kind, outcome, whether the build is kept, and remarks."""
    seconds = f"{row['seconds']:.1f} s" if "seconds" in row else ""
    here = {"published": "is published", "kept": "kept"}.get(state, "")
    inputs = row.get("inputs") or {}
    documents = f"{inputs['documents']} documents" if inputs else ""
    kinds = ("added", "changed", "withdrawn", "set_aside")
    changes = [f"{inputs[c]} {c.replace('_', ' ')}" for c in kinds if inputs.get(c)]
    checks = [f"{count} {status}" for status, count in (row.get("checks") or {}).items()]
    error = (row.get("error") or {}).get("text", "").split("\n")[0][:120]
    parts = [
        f"{documents} ({', '.join(changes)})" if changes else documents,
        ", ".join(checks),
        error,
    ]
    columns = (row.get("build_id"), row.get("kind"), row.get("outcome"), seconds, here)
    start = "{:<22} {:<8} {:<11} {:>8} {:<12}".format(*(str(c or "") for c in columns))
    return "  ".join([start, *filter(None, parts)]).rstrip()
