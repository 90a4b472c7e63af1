"""Names and texts as SQL writes them, and statements in files of their own."""

from collections.abc import Callable
from functools import cache
from pathlib import Path


def quoted(identifier: str) -> str:
    """An identifier as SQL quotes it."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as SQL writes it, for statements that take no parameter, such as `attach`."""
    return "'" + text.replace("'", "''") + "'"


def statements_of(module: str) -> Callable[[str], str]:
    """What reads the statement of a name from the folder `sql` beside a module."""
    folder = Path(module).parent / "sql"
    return cache(lambda name: (folder / f"{name}.sql").read_text(encoding="utf-8"))
