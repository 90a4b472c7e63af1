"""What a full, read-only or failing disk does to any step, as one kind of error."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from ingest.base.errors import BuildError, DiskError, Place

_OF_DISK = (
    *(errno.ENOSPC, errno.EDQUOT, errno.EFBIG),
    *(errno.EROFS, errno.EIO, errno.EACCES, errno.EPERM),
)


@contextmanager
def on_disk(warehouse: Path) -> Iterator[None]:
    """Turn what a full, read-only or failing disk does to any step into a DiskError.

    Args:
        warehouse: The folder to name where the system names none.

    Raises:
        DiskError: The disk said so.
    """
    remedy = "Free space or grant access, then run `make build` again; nothing else is needed."
    try:
        yield
    except (OSError, duckdb.Error, BuildError) as error:
        problem = _disk_problem(error)
        if problem is None:
            raise
        place = Place(str(getattr(error, "filename", None) or warehouse))
        raise DiskError(place, f"{problem}.", remedy) from error


def is_of_disk(error: Exception) -> bool:
    """Whether an error is what a full, read-only or failing disk led to."""
    return _disk_problem(error) is not None


def _disk_problem(error: Exception) -> str | None:
    """What the disk said, also where DuckDB or dbt only pass its words on."""
    if isinstance(error, OSError) and error.errno in _OF_DISK:
        return os.strerror(error.errno)
    return next((text for text in map(os.strerror, _OF_DISK) if text in str(error)), None)
