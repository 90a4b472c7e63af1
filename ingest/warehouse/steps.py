"""Where a build makes the steps between rows and marts: a database of their own.

Steps are most of what the models make, and nobody asks a published warehouse for them: what is
merged, copied and published has raw rows, registers and marts alone. Where the statements of the
models are known (`ingest.warehouse.replay`), steps are made in memory, of which DuckDB spills what
has no room; where dbt makes them, in a file beside the database, so that a failed node can be asked
again. A file that STEPS_VARIABLE names is used instead and kept, for whoever wants to look at them.
"""

import os
from contextlib import suppress
from pathlib import Path

CATALOG = "steps"
"""The name of the database in every session, as dbt_project.yml has it."""

STEPS = f"{CATALOG}.duckdb"

STEPS_VARIABLE = "MINGZHANG_STEPS"
"""The file to make steps in, as profiles.yml reads it too."""

IN_MEMORY = ":memory:"


def kept_steps() -> str | None:
    """The file that is named to make steps in and to keep; None where none is."""
    named = os.environ.get(STEPS_VARIABLE)
    return str(Path(named).resolve()) if named else None


def steps_of(database: Path) -> Path:
    """The file in which dbt makes the steps of a database."""
    return Path(kept_steps() or database.with_name(STEPS))


def drop_steps(database: Path) -> None:
    """Remove the steps of a database that is made, where no file was named for them."""
    if kept_steps() is None:
        for name in (STEPS, f"{STEPS}.wal"):
            with suppress(FileNotFoundError):
                database.with_name(name).unlink()
