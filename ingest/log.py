"""What a run says: plain lines for people, JSON lines when LOG=json, errors to stderr."""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TextIO, TypeVar

from rich.console import Console
from rich.progress import Progress

from ingest.errors import MingzhangError

T = TypeVar("T")


def as_json() -> bool:
    """Whether the run is to be logged as JSON lines, for a scheduler."""
    return os.environ.get("LOG", "").lower() == "json"


def say(event: str, text: str, **fields: object) -> None:
    """Report an event: `text` for people; for machines its name, fields and text as JSON."""
    _write(sys.stdout, event, text, fields)


def complain(error: MingzhangError) -> None:
    """Report an error with its place and remedy on stderr."""
    fields: dict[str, object] = {
        "error": type(error).__name__,
        "file": error.place.file,
        "page": error.place.page,
        "line": error.place.line,
        "problem": error.problem,
        "remedy": error.remedy,
    }
    _write(sys.stderr, "error", f"error: {error}", fields)


def watched(items: Iterable[T], total: int, description: str) -> Iterator[T]:
    """`items`, with a progress bar on stderr when a terminal watches and the log is for people."""
    if as_json() or not sys.stderr.isatty():
        yield from items
        return
    # What is said goes through the bar only on a terminal; a report sent to a file reaches it.
    bar = Progress(
        console=Console(stderr=True), transient=True, redirect_stdout=sys.stdout.isatty()
    )
    with bar:
        yield from bar.track(items, total=total, description=description)


def _write(stream: TextIO, event: str, text: str, fields: dict[str, object]) -> None:
    if as_json():
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        text = json.dumps({"time": now, "event": event, "text": text, **fields}, ensure_ascii=False)
    stream.write(text + "\n")
    stream.flush()
