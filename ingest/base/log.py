"""The log of a run: plain lines for people, JSON lines when LOG=json, errors to stderr.

Inside `kept_in`, every event also goes as a JSON line to a file, so that a scheduled build leaves
one whoever started it and however.
"""

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO, TypeVar

from rich.console import Console
from rich.progress import Progress

from ingest.base.errors import MingzhangError
from ingest.base.settings import IS_INSTALLED

T = TypeVar("T")

LIMIT = 1_000_000
"""The bytes of a kept log; later events are dropped."""

_MAKE = re.compile(
    r"\bmake (add|answer|build|check|correct|diff|docs|export|extract|history|metrics|report"
    r"|rollback)\b((?: [A-Z]+=[^\s`.,]+)*)"
)
"""A command of make's, with its variables, in a message."""

_kept: list[Path] = []


def as_json() -> bool:
    """Whether the run is to be logged as JSON lines, for a scheduler."""
    return os.environ.get("LOG", "").lower() == "json"


def info(event: str, text: str, **fields: object) -> None:
    """Report an event: `text` for people; for machines its name, fields and text as JSON."""
    _write(sys.stdout, event, text, fields)


def error(error: MingzhangError) -> None:
    """Report an error with its place and remedy on stderr."""
    _write(sys.stderr, "error", f"error: {error}", error.fields)


def doing(text: str) -> None:
    """Say at once, where a terminal watches, what a command begins to do; no log keeps it."""
    if sys.stderr.isatty() and not as_json():
        sys.stderr.write(f"{as_called(text)} ...\n")
        sys.stderr.flush()


def debug(event: str, text: str, **fields: object) -> None:
    """Write an event to the kept log alone."""
    _keep(event, text, fields)


@contextmanager
def kept_in(path: Path) -> Iterator[None]:
    """Keep the events of the block as JSON lines in `path`, up to LIMIT bytes."""
    _kept.append(path)
    try:
        yield
    finally:
        _kept.pop()


def watched(items: Iterable[T], total: int, description: str) -> Iterator[T]:
    """`items`, with a progress bar on stderr when a terminal watches and the log is for people."""
    if as_json() or not sys.stderr.isatty():
        yield from items
        return
    with _bar() as bar:
        yield from bar.track(items, total=total, description=description)


@contextmanager
def progress(description: str) -> Iterator[Callable[[int, int], None]]:
    """A function to call with (done, total), which moves a bar where `watched` would show one."""
    if as_json() or not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    with _bar() as bar:
        task = bar.add_task(description, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _bar() -> Progress:
    # Output goes through the bar only on a terminal, so that redirected output is complete.
    return Progress(
        console=Console(stderr=True), transient=True, redirect_stdout=sys.stdout.isatty()
    )


def as_called(text: str) -> str:
    """What a message says to run, as it is called where there is a wheel and no make."""
    return _MAKE.sub(_command, text) if IS_INSTALLED else text


def _command(made: re.Match[str]) -> str:
    options = (given.split("=", 1) for given in made[2].split())
    return " ".join([f"mingzhang {made[1]}", *(f"--{n.lower()} {value}" for n, value in options)])


def _write(stream: TextIO, event: str, text: str, fields: Mapping[str, object]) -> None:
    text = as_called(text)
    _keep(event, text, fields)
    line = _line(event, text, fields) if as_json() else text
    stream.write(_writable(line, stream.encoding) + "\n")
    stream.flush()


def _writable(text: str, encoding: str | None) -> str:
    """`text` with escapes for what a stream cannot encode: file names may be arbitrary bytes."""
    known = encoding or "utf-8"
    return text.encode(known, "backslashreplace").decode(known)


def _line(event: str, text: str, fields: Mapping[str, object]) -> str:
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    return json.dumps({"time": now, "event": event, "text": text, **fields}, ensure_ascii=False)


def _keep(event: str, text: str, fields: Mapping[str, object]) -> None:
    """Add a line to the kept log; a full disk must not end the run."""
    if not _kept:
        return
    with suppress(OSError), _kept[-1].open("ab") as file:
        line = _line(event, text, fields).encode("utf-8", "backslashreplace") + b"\n"
        room = LIMIT - file.tell()
        if len(line) <= room:
            file.write(line)
        elif room > 0:
            # Fills the file to its limit, so that this is logged once.
            end = _line("truncated", f"the log is full at {LIMIT} bytes", {}).encode()
            file.write(end[: room - 1].ljust(room - 1) + b"\n")
