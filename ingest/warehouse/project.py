"""The dbt project with a steward's own seeds: their rows after those of the seeds that ship.

Where there are none, the project of the checkout is used as it is. Else a folder of links to it
lies in the folder of data, in which only the seeds with rows of their own are files.
"""

import csv
import io
import os
from contextlib import suppress
from pathlib import Path

from ingest.base.atomic import write_durably
from ingest.base.settings import IS_INSTALLED, PROJECT, data_folder
from ingest.vocabulary.seed_checks import check_seeds
from ingest.vocabulary.seeds import own_seed, own_seeds
from ingest.warehouse.plan import PLANS

FOLDER = ".project"
"""The composed project in the folder of data."""

SEEDS = "seeds"
_LINKED = ("dbt_project.yml", "profiles.yml", "models", "macros", "analyses", "tests")


def project_of_data() -> Path:
    """The dbt project to run: what ships, or composed with a steward's own seeds.

    Raises:
        SeedError: A row of a seed is not what it has to be, or a seed of theirs has a name that
            none has, or other columns.
    """
    check_seeds()
    own = own_seeds()
    if not own and not IS_INSTALLED:
        return PROJECT
    folder = data_folder() / FOLDER
    compose(folder)
    return folder


def compose(folder: Path, added: tuple[str, str] | None = None) -> None:
    """Make a folder the project with a steward's own seeds, as far as it is not.

    Args:
        folder: The folder, made if absent.
        added: A seed, below `seeds/`, and a row more at its end, as CSV.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in _LINKED:
        _link(PROJECT / name, folder / name)
    _link_plans(data_folder() / FOLDER if IS_INSTALLED else PROJECT, folder)
    texts = {relative: _text(relative) for relative in own_seeds()}
    if added:
        seed, row = added
        texts[seed] = f"{texts.get(seed) or _text(seed)}{row}\n"
    for path in sorted((PROJECT / SEEDS).rglob("*")):
        relative = path.relative_to(PROJECT / SEEDS).as_posix()
        target = folder / SEEDS / relative
        if path.is_dir():
            target.mkdir(parents=True, exist_ok=True)
        elif relative in texts:
            _write(target, texts[relative].encode())
        else:
            _link(path, target)


def _link_plans(source: Path, folder: Path) -> None:
    """Let a project use the plans of another one that differs in the rows of seeds alone."""
    if source == folder:
        return
    with suppress(OSError):  # A project without plans asks dbt.
        (source / PLANS).mkdir(parents=True, exist_ok=True)
        _link((source / PLANS).resolve(), folder / PLANS)


def _text(relative: str) -> str:
    """A seed with a steward's own rows, each part ending with its line."""
    parts = [(PROJECT / SEEDS / relative).read_text(encoding="utf-8")]
    own = own_seed(relative)
    if own.is_file():
        rows = list(csv.reader(own.read_text(encoding="utf-8").splitlines(keepends=True)))
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(rows[1:])
        parts.append(text.getvalue())
    return "".join(part if part.endswith("\n") or not part else f"{part}\n" for part in parts)


def _link(source: Path, target: Path) -> None:
    if target.is_symlink() and target.readlink() == source:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    beside.symlink_to(source)
    beside.replace(target)


def _write(target: Path, data: bytes) -> None:
    """Write a seed that is another one; as long as it is the same, dbt need not read it again."""
    if target.is_symlink() or not target.is_file() or target.read_bytes() != data:
        target.unlink(missing_ok=True)
        write_durably(target, data)
