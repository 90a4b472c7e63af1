"""Where a warehouse lies and what lies beside it, and what a folder says of itself.

Beside the folder `<name>` lies `.<name>.builds`, on the same file system:

    lock            held by the one builder, and who it is
    work/<id>/      what a build is making: dbt's files, and the warehouse to be
    kept/<id>/      the warehouses: the published one, under the path it never leaves, and those
                    published before
    dbt/<id>/       dbt's manifest and run results of each of these
    history.jsonl   one line per build, and logs/<id>.jsonl

Every whole warehouse holds a `build.json` that names its build.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from ingest.base.checksums import file_sha256, read_checksums
from ingest.base.errors import Place, WarehouseError
from ingest.base.settings import CHECKSUMS, DATABASE, DATAPACKAGE, EXPORTS, REPORT
from ingest.warehouse.provenance import IDENTITY, identity

DATABASES = ".database"
"""The folder in a published warehouse that its database is a link into."""

_OURS = {DATABASE, f"{DATABASE}.wal", DATABASES, EXPORTS, REPORT, IDENTITY}
_ID = "%Y%m%dT%H%M%S.%f"

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Site:
    """A warehouse, what lies beside it, and the builder that died there, if one did."""

    warehouse: Path
    lock: int = -1
    abandoned: Facts | None = None

    @property
    def folder(self) -> Path:
        """The folder of everything but the published warehouse."""
        return self.warehouse.with_name(f".{self.warehouse.name}.builds")

    @property
    def work(self) -> Path:
        """The folder of what is being made."""
        return self.folder / "work"

    @property
    def kept(self) -> Path:
        """The folder of the published and earlier warehouses, by build id."""
        return self.folder / "kept"

    @property
    def artifacts(self) -> Path:
        """The folder of what dbt says of the kept warehouses, by build id."""
        return self.folder / "dbt"

    @property
    def aside(self) -> Path:
        """Where the published links rest between two renames."""
        return self.folder / "aside"

    @property
    def history(self) -> Path:
        """The file of one line per build."""
        return self.folder / "history.jsonl"

    @property
    def logs(self) -> Path:
        """The folder of the builds' logs, by build id."""
        return self.folder / "logs"

    def announce(self, facts: Facts | None) -> None:
        """Write into the lock what its holder does, for others to read, or that it is done."""
        data = json.dumps(facts, ensure_ascii=False).encode() if facts else b""
        # Over what stands there, and only then cut: a full disk has room for that.
        os.pwrite(self.lock, data, 0)
        os.ftruncate(self.lock, len(data))


def new_id(site: Site) -> str:
    """An id for a build: its time in UTC, later than every id here even where the clock is not."""
    now = datetime.now(UTC).replace(tzinfo=None)
    taken = [*kept_ids(site), identity(site.warehouse).get("build_id", "")]
    with suppress(ValueError):
        now = max(now, datetime.strptime(max(taken), _ID + "Z") + timedelta(milliseconds=1))  # noqa: DTZ007
    return as_id(now)


def as_id(moment: datetime) -> str:
    """A moment in UTC as a build id, to the millisecond; ids sort as their moments do."""
    return moment.strftime(_ID)[:-3] + "Z"


def kept_ids(site: Site) -> list[str]:
    """The ids of the kept warehouses, the oldest first."""
    return sorted(path.name for path in site.kept.glob("*Z"))


def published_database(warehouse: Path) -> Path:
    """The database of a published warehouse, by the path of its own build.

    Raises:
        WarehouseError: There is no warehouse.
    """
    found = warehouse.resolve() / DATABASE
    if not found.is_file():
        raise WarehouseError(found, "There is no warehouse.", "Run `make build`.")
    return found


def exports_hash(exports: Path) -> str:
    """The hash of the exports' checksums, and so of all of them; of nothing if there are none."""
    sums = exports / CHECKSUMS
    return sha256(sums.read_bytes() if sums.is_file() else b"").hexdigest()


def check_whole(folder: Path) -> None:
    """Raise WarehouseError unless exports and report are, byte for byte, what was sealed."""
    sealed = identity(folder).get("exports_sha256")
    for part in (folder / EXPORTS, folder / REPORT):
        for name, expected in read_checksums(part).items():
            path = part / name
            if not path.is_file() or file_sha256(path) != expected:
                raise _damaged(folder, name)
    if sealed is not None and exports_hash(folder / EXPORTS) != sealed:
        raise _damaged(folder, CHECKSUMS)
    if not (folder / DATABASE).is_file():
        raise _damaged(folder, DATABASE)


def _damaged(folder: Path, name: str) -> WarehouseError:
    return WarehouseError(
        folder, f"{name} differs from what was published.", "Return to another build."
    )


def check_ours(warehouse: Path) -> None:
    """Raise WarehouseError if `warehouse` cannot be switched, or holds a file of someone else."""
    if not warehouse.exists():
        return
    place = Place(str(warehouse))
    if not warehouse.is_dir():
        raise WarehouseError(place, "This is not a folder.", "Name another WAREHOUSE.")
    if os.path.ismount(warehouse):
        raise WarehouseError(
            place, "A mount point cannot be replaced.", "Name a folder below it as WAREHOUSE."
        )
    foreign = {path.name for path in warehouse.iterdir()} - _OURS
    for part in (warehouse / EXPORTS, warehouse / REPORT):
        if part.is_dir():
            listed = {Path(name).parts[0] for name in read_checksums(part)}
            foreign |= {path.name for path in part.iterdir()} - listed - {CHECKSUMS, DATAPACKAGE}
    if foreign:
        raise WarehouseError(
            place,
            f"The folder holds files that no build made: {', '.join(sorted(foreign))}.",
            "Move it elsewhere, or name another WAREHOUSE.",
        )
